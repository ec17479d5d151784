"""The reply at a terminal, by golden pages and by property."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from assistant.model import Excerpt, Span
from assistant.render import columns, to_json, to_markdown, to_text
from tests.render.examples import TEXT, answer, cite, document, ip_address, row, silent
from tests.render.test_plain import ANYTHING

FILES = {"small one": "policies/small one.txt"}
ANSI = re.compile(r"\x1b\[[0-9;]*m")

ANSWERED = """\
Privacy Policy · Example & Co · 1 May 2014

  │ Our servers record:
  │   your Internet Protocol address, which
  │   is kept for 14 days;
    What we keep
    policies/small one.txt, line 5

Very likely the answer (93 %).
Quoted from the policy of 1 May 2014; not
legal advice."""

SILENT = """\
Privacy Policy · Example & Co · 1 May 2014

This policy does not seem to say.

Where to read on:
  · What we keep, line 3

To ask the company itself:
  │ Write to privacy@example.com with *any* <question>.
    Contact, policies/small one.txt, line 8"""


def test_an_answer_reads_well() -> None:
    """Policy, lead-in, clause, place, how sure, and the fixed line."""
    assert to_text(answer(ip_address()), width=44, files=FILES) == ANSWERED


def test_what_is_not_covered_stands_apart() -> None:
    """Between the quotes and the fine print, where it is not overlooked."""
    page = to_text(answer(ip_address(), uncovered=("is it sold",)), files=FILES)
    assert "\n\nNot covered: “is it sold”.\n\nOn the rest: very likely the answer (93 %)." in page
    page = to_text(answer(ip_address(), closest=(cite("your browser's type."),), unsure=("is it sold",)), files=FILES)
    assert "\n\nNot sure of “is it sold”: what is quoted comes closest.\n\nOn the rest: very likely" in page


def test_an_abstention_helps_on() -> None:
    """What is not covered, where to look, whom to ask."""
    assert to_text(silent(), files=FILES) == SILENT


def test_an_abstention_that_is_not_sure_shows_the_clauses() -> None:
    """It does not call the policy silent; the clauses stand in the place of their sections."""
    page = to_text(silent(closest=(ip_address(), cite("your browser's type."))), files=FILES)
    assert "I am not sure; the answer may be here." in page
    assert "\n1 │ Our servers record:\n" in page
    assert "\n2 │ your browser's type.\n" in page
    assert "Where to read on" not in page
    assert "To ask the company itself:" in page


def test_the_indentation_of_a_policy_is_not_printed() -> None:
    """A hard-wrapped, indented clause and its lead-in read as sentences; JSON has them as they stand."""
    text = "We do not sell\n     what you write:\n     not to\n     anybody."
    of = document(text=text)
    lead, clause = Excerpt(text[:36], 0, 36), cite("not to\n     anybody.", "to\n     anybody", of=of)
    reply = answer(replace(clause, lead_in=lead))
    assert "\n  │ We do not sell what you write:\n  │   not to anybody.\n" in to_text(reply)
    assert "│   not \x1b[1;4;36mto anybody\x1b[0m." in to_text(reply, color=True)
    assert "> not **to anybody**." in to_markdown(reply)
    assert to_json(reply)["citations"][0]["quote"] == "not to\n     anybody."


def test_several_clauses_are_numbered() -> None:
    """Each with its number at the margin, best first."""
    page = to_text(answer(ip_address(), cite("your browser's type.")), files=FILES)
    assert "\n1 │ Our servers record:\n" in page
    assert "\n2 │ your browser's type.\n" in page


def test_several_policies_are_named() -> None:
    """Without one policy that was asked, each clause stands under its own."""
    other = cite("Our servers record:", of=document(id="other", title="Other Policy"))
    page = to_text(answer(ip_address(), other, document=None), files=FILES)
    assert page.startswith("Privacy Policy · Example & Co · 1 May 2014\n1 │ ")
    assert "\n\nOther Policy · Example & Co · 1 May 2014\n2 │ Our servers record:\n" in page
    assert "other.txt, line 4" in page


def test_a_part_of_the_question_stands_over_its_clause() -> None:
    """A compound question is answered part by part."""
    page = to_text(answer(replace(ip_address(), part="how long do you keep it")))
    assert "\nOn “how long do you keep it”:\n  │ " in page


def test_colour_marks_the_key_words() -> None:
    """The key words are bold and underlined, also where one goes on in the next line; the words stay the same."""
    clause = cite("your Internet Protocol address, which is kept for 14 days;", "address, which is kept")
    page = to_text(answer(clause), width=44, color=True)
    assert "Protocol \x1b[1;4;36maddress, which is\x1b[0m\n  │ \x1b[1;4;36mkept\x1b[0m for" in page
    assert ANSI.sub("", page) == to_text(answer(clause), width=44)


def test_no_line_is_too_long_to_read() -> None:
    """However wide the terminal is."""
    clause = "We keep your address for 14 days, and " * 20
    rows = to_text(answer(cite(clause, of=document(text=TEXT + clause))), width=400).split("\n")
    assert 90 < max(map(columns, rows)) <= 100


@given(ANYTHING.filter(bool), st.integers(20, 120))
def test_whatever_a_policy_holds_the_page_is_safe_and_fits(clause: str, width: int) -> None:
    """No escape sequence, no bidi override, no line that is too wide."""
    of = document(text=TEXT + clause)
    quoted = replace(cite(clause, of=of, section=clause), highlights=(Span(0, len(clause)),))
    page = to_text(answer(quoted), width=width)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", page)
    assert all(columns(row) <= width for row in page.split("\n"))


def test_what_leads_a_row_in_keeps_its_lines() -> None:
    assert "  │ What you may give us\n  │ Category | Description\n  │   Voice data |" in to_text(answer(row()))
