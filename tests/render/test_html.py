"""The reply as an HTML fragment."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from assistant.render import to_html
from tests.render.examples import TEXT, answer, cite, document, ip_address, silent


def test_an_answer_is_a_quotation_with_its_source() -> None:
    """Lead-in and clause in a blockquote, the key words marked, the place linked."""
    page = LexborHTMLParser(to_html(answer(ip_address())))
    assert [node.text() for node in page.css("blockquote p")] == [
        "Our servers record:",
        "your Internet Protocol address, which is kept for 14 days;",
    ]
    assert [node.text() for node in page.css("mark")] == ["Internet", "14 days"]
    assert (page.css("figcaption a")[0].attributes["href"] or "").startswith("/policies/small%20one?v=")


def test_an_abstention_helps_on() -> None:
    """The sentence, the sections to look at, and the contact clause."""
    page = LexborHTMLParser(to_html(silent()))
    assert page.css("article.not_covered p.message")[0].text() == "This policy does not seem to say."
    assert [node.text() for node in page.css("li")] == ["What we keep"]
    assert page.css("blockquote")[0].text().strip() == "Write to privacy@example.com with *any* <question>."


def test_an_abstention_that_is_not_sure_shows_the_clauses() -> None:
    """They are quoted as in an answer, in the place of their sections."""
    page = LexborHTMLParser(to_html(silent(closest=(ip_address(),))))
    assert "the answer may be here." in page.css("article.not_covered p.message")[0].text()
    assert "kept for 14 days" in page.css("figure blockquote")[0].text()
    assert not page.css("li")


@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1))
def test_policy_text_is_never_markup(text: str) -> None:
    """Whatever the clause, its heading, the title and the question hold, the elements are the same."""
    of = document(text=TEXT + text, title=text, company=text, id=text)
    plain_one = to_html(answer(replace(cite("Our servers record:"), part="part")))
    odd = to_html(answer(replace(cite(text, of=of, section=text), part=text)))
    assert re.findall(r"<[a-z/]+", odd) == re.findall(r"<[a-z/]+", plain_one)
