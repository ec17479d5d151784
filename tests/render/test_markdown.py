"""The reply as Markdown, read back by a Markdown reader."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from assistant.render import to_markdown
from tests.render.examples import TEXT, answer, cite, document, ip_address, row, silent

ANSWERED = """\
> Our servers record:
>
> your **Internet** Protocol address, which is kept for **14 days**;

— Privacy Policy · Example \\& Co · 1 May 2014: What we keep (line 5)

*Quoted from the policy of 1 May 2014; not legal advice.*"""


def read(markdown: str) -> list[Token]:
    """The tokens of a page."""
    return MarkdownIt("commonmark").parse(markdown)


def test_an_answer_without_a_public_address() -> None:
    """Section and line name the place, since a relative link leads nowhere from a ticket."""
    assert to_markdown(answer(ip_address())) == ANSWERED


def test_an_answer_with_a_public_address() -> None:
    """The section is a link to the clause in the policy's page."""
    page = to_markdown(answer(ip_address()), public_url="https://help.example")
    links = [child.attrs["href"] for token in read(page) for child in token.children or [] if child.type == "link_open"]
    assert len(links) == 1
    assert str(links[0]).startswith("https://help.example/policies/small%20one?v=")


def test_an_abstention_helps_on() -> None:
    """The sentence, the sections to look at, and the contact clause, quoted."""
    page = to_markdown(silent())
    assert page.startswith("This policy does not seem to say.\n\nWhere to read on:\n\n- What we keep (line 3)")
    assert "> Write to privacy@example.com with \\*any\\* \\<question\\>." in page


def test_lines_of_their_own_stay_apart() -> None:
    """Items are not run together; a line feed within one is a space, and marks keep their place."""
    of = document(text=TEXT + "\nWe keep:\n    log data of\nvisits;\n\n    the rest.\n")
    quote = cite("We keep:\n    log data of\nvisits;\n\n    the rest.", "data of\nvisits", "rest", of=of)
    assert "> We keep:\n>\n> log **data of visits**;\n>\n> the **rest**." in to_markdown(answer(quote))


def test_an_abstention_that_is_not_sure_shows_the_clauses() -> None:
    """They are quoted as in an answer, in the place of their sections."""
    page = to_markdown(silent(closest=(ip_address(),)))
    assert page.startswith("I am not sure; the answer may be here.\n\n> Our servers")
    assert "Where to read on" not in page


@pytest.mark.parametrize("start", ["+", "-", "*", "#", ">", "1.", "12)", "---", "===", "```", "~~~"])
def test_a_clause_is_no_markup_of_its_own(start: str) -> None:
    """Whatever it begins with: no list, heading, rule, quote or code."""
    clause = f"{start} We keep it"
    tokens = read(to_markdown(answer(cite(clause, of=document(text=f"{TEXT}\n{clause}\n")))))
    assert [token.type for token in tokens[:3]] == ["blockquote_open", "paragraph_open", "inline"]
    assert "".join(child.content for child in tokens[2].children or []) == clause


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1))
def test_the_words_of_a_clause_survive(clause: str) -> None:
    """What a Markdown reader shows as the quote is the clause, whatever markup it looks like."""
    of = document(text=TEXT + "\n" + clause + "\n")
    tokens = read(to_markdown(answer(cite("\n" + clause + "\n", of=of))))
    assert [token.type for token in tokens[:3]] == ["blockquote_open", "paragraph_open", "inline"]
    children = tokens[2].children or []
    assert {child.type for child in children} <= {"text", "text_special"}
    assert "".join(child.content for child in children) == clause


def test_what_leads_a_row_in_keeps_its_lines() -> None:
    assert to_markdown(answer(row())).startswith("> What you may give us\n>\n> Category \\| Description\n>\n> Voice ")
