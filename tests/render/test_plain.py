"""Text made safe, and wrapped."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.model import Span
from assistant.render import closed, columns, one_line, plain, stretches, wrap
from assistant.render.plain import reflowed, wrap_paragraphs

BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c\u200e\u200f"
SEPARATORS = "\u2028\u2029"
ANYTHING = st.lists(st.sampled_from(BIDI + SEPARATORS) | st.characters(codec=None)).map("".join)
"""Many of those few: st.text, whatever its alphabet is made of, draws from all alike, and hardly ever one of them."""


@given(ANYTHING)
def test_nothing_that_acts_on_a_terminal_is_left(text: str) -> None:
    """Whatever comes in, no control character but the line feed comes out, no bidi control, no surrogate."""
    safe = plain(text)
    assert not [char for char in safe if unicodedata.category(char) in {"Cc", "Cs"} and char != "\n"]
    assert not set(safe) & set(BIDI + SEPARATORS)
    safe.encode("utf-8")


@given(ANYTHING)
def test_offsets_still_hold(text: str) -> None:
    """One code point becomes one code point, so that marks on the original fit."""
    assert len(plain(text)) == len(text)


def test_an_escape_sequence_is_shown_as_a_mark() -> None:
    """The escape character itself goes, and with it the effect."""
    assert plain("a\x1b[31mred\x9b2J") == "a�[31mred�2J"


def test_ordinary_text_stays() -> None:
    """Typographic quotes, accents, emoji and other scripts are no danger."""
    text = "“naïve” — 保存期間は14日\n👩‍💻 شكرا"
    assert plain(text) == text


@given(ANYTHING, st.integers(2, 40))
def test_lines_hold_all_words_and_fit(text: str, width: int) -> None:
    """The lines of a text are its words in their order, each line no wider than asked."""
    lines = [text[start:end] for start, end in wrap(text, width)]
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(columns(closed(line)) <= width for line in lines)


def test_lines_break_between_words() -> None:
    """A word that fits on a line is not cut."""
    text = "we keep it\nfor 14 days"
    assert [text[start:end] for start, end in wrap(text, 10)] == ["we keep it", "for 14", "days"]


def test_white_space_takes_one_column() -> None:
    """The indentation of a hard-wrapped policy is no part of a sentence, and takes no room on a line."""
    text = "We do not ask your\n        device for\tit."
    assert [closed(text[start:end]) for start, end in wrap(text, 25)] == ["We do not ask your device", "for it."]


def test_a_line_is_cut_where_marks_begin_and_end() -> None:
    """Marks outside of it are left out, and those that go on in the next line end with it."""
    text = "We do not ask your device for it."
    pieces = [(" not ask ", False), ("your device", True), (" ", False), ("for", True), ("", False)]
    assert list(stretches(text, Span(5, 29), [Span(0, 2), Span(14, 25), Span(26, 33)])) == pieces


def test_wide_characters_count_twice() -> None:
    """A Chinese character takes two columns, a combining accent none."""
    assert columns("保e\u0301") == 3


def test_one_line_is_short_and_safe() -> None:
    """An error message stays one line, however long and odd the name in it."""
    assert one_line("a\n\tb\x1b") == "a b�"
    assert one_line("x" * 10_000, limit=10) == "xxxxxxxxx…"


def test_paragraphs_stay_apart() -> None:
    """A line feed within a sentence is a space; one behind its end, or a lead-in's, begins a new line."""
    text = "We keep:\nlog data for\n14 days;\nthe rest. So be it."
    assert reflowed(text) == "We keep:\nlog data for 14 days;\nthe rest. So be it."
    assert reflowed("North Point House\n\nNorth Point\nPark") == "North Point House\n\nNorth Point Park"
    assert reflowed("name\n* date\n- place\nof birth") == "name\n* date\n- place of birth"
    assert reflowed("of a child\nunder\n13. If so") == "of a child under 13. If so"
    assert reflowed("we keep it for\n1 – 3 months, or\n1.5 years") == "we keep it for 1 – 3 months, or 1.5 years"
    lines = [text[start:end] for start, end in wrap_paragraphs(text, 12)]
    assert lines == ["We keep:", "log data for", "14 days;", "the rest. So", "be it."]


@pytest.mark.parametrize(
    "lines",
    [
        ["1. for a copy of your data,", "  2. to put right what is wrong, or", "  3. to erase it"],
        ["Access", "1. a copy", "2. its source"],
        ["You may also", "(a) object", "(b) withdraw a consent"],
        ["You may", "iv) object", "v) ask"],
        ["You may", "● object", "▪ ask", "✓ withdraw a consent"],
        ["until the patient turns 28", "Chat with support | 18 months", "Web server logs | 21 days", "Nothing else"],
    ],
)
def test_numbered_items_and_rows_stay_apart(lines: list[str]) -> None:
    """Each on its line, as a bullet is."""
    text = "\n".join(lines)
    assert reflowed(text) == text


@given(ANYTHING)
def test_reflowing_keeps_offsets(text: str) -> None:
    """Only line feeds change, into one space each."""
    assert reflowed(text).replace("\n", " ") == text.replace("\n", " ")
