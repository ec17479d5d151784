"""Sentences that are too long to quote."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.indexer.shortening import shorten
from assistant.model import LONGEST_QUOTE, Span

WORDS = st.lists(
    st.tuples(st.sampled_from(["data", "we collect;", "and,", "x" * 90, "(ii)", "of:"]), st.sampled_from([" ", "   "])),
    min_size=60,
    max_size=200,
)


@settings(deadline=None)
@given(WORDS, st.integers(0, 20))
def test_parts_are_short_and_leave_out_only_white_space(words: list[tuple[str, str]], more: int) -> None:
    """Every part begins and ends with a word, wherever the 700th code point falls."""
    text = "y" * more + "".join(word + gap for word, gap in words).strip()
    parts = [part for part, _ in shorten(text, Span(0, len(text)))]
    assert all(0 < end - start <= LONGEST_QUOTE for start, end in parts)
    assert all(text[start:end] == text[start:end].strip() for start, end in parts)
    assert "".join("".join(text[start:end].split()) for start, end in parts) == "".join(text.split())


def test_white_space_at_the_seven_hundredth_place() -> None:
    """A cut there leaves no space on either side."""
    text = "w" * LONGEST_QUOTE + "  " + "v" * 10
    parts = [part for part, _ in shorten(text, Span(0, len(text)))]
    assert parts == [(0, LONGEST_QUOTE), (LONGEST_QUOTE + 2, len(text))]


def test_an_example_is_not_cut_off_behind_its_abbreviation() -> None:
    """A comma is a better joint than "(e.g. "."""
    text = "w " * 150 + "numbers (e.g. " + "of phones " * 20 + "and more), " + "v " * 150
    (first, _), *_ = shorten(text, Span(0, len(text.strip())))
    assert text[first.start : first.end].endswith("and more),")
