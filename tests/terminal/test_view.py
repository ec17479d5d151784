"""A policy in lines."""

from __future__ import annotations

import pytest

from assistant.model import Block, BlockKind, Section, SeeAlso, Span
from assistant.terminal.view import Mark, PolicyView, lay_out, mark_of, row_of, without_index
from tests.render.examples import cite, document, ip_address

TEXT = "Keeping\n(a) one two three four five six\n* seven\nEight nine.\n"


def view() -> PolicyView:
    """A heading, two items and a paragraph."""
    of = document(TEXT)

    def block(kind: BlockKind, words: str, level: int = 1) -> Block:
        start = TEXT.index(words)
        return Block(kind, start, start + len(words), level)

    blocks = (
        block(BlockKind.HEADING, "Keeping"),
        block(BlockKind.ITEM, "one two three four five six"),
        block(BlockKind.ITEM, "seven", level=2),
        block(BlockKind.PARAGRAPH, "Eight nine."),
    )
    return PolicyView(of, blocks, (Section(("Keeping",), 0, len(TEXT)),))


def test_items_keep_their_own_markers() -> None:
    """A numbered item shows its number, another one a bullet, and both hang."""
    rows = [line.margin + TEXT[line.start : line.end] for line in lay_out(view(), 20)]
    assert rows == ["Keeping", "", "(a) one two three", "    four five six", "  • seven", "", "Eight nine."]


@pytest.mark.parametrize("width", [1, 16, 20, 80])
def test_no_word_is_lost_at_any_width(width: int) -> None:
    """Wrapping only chooses where lines break."""
    policy = view()
    shown = " ".join(TEXT[line.start : line.end] for line in lay_out(policy, width)).split()
    assert shown == " ".join(TEXT[block.start : block.end] for block in policy.blocks).split()


def test_every_offset_has_its_row() -> None:
    """The row of an offset is the line that holds it."""
    lines = lay_out(view(), 20)
    for line_number, line in enumerate(lines):
        for offset in range(line.start, line.end):
            assert row_of(lines, offset) == line_number


def test_a_clause_is_marked_with_its_key_words_and_lead_in() -> None:
    """Marks are offsets into the policy, not into the quote."""
    citation = ip_address()
    mark = mark_of(citation)
    text = citation.document.text
    assert text[slice(*mark.clause)] == citation.quote
    assert [text[slice(*span)] for span in mark.key_words] == ["Internet", "14 days"]
    assert mark.lead_in is not None
    assert text[slice(*mark.lead_in)] == "Our servers record:"


def test_a_section_is_marked_by_its_heading() -> None:
    """A whole section in colour would mark nothing."""
    of = document()
    start = of.text.index("What we keep")
    assert mark_of(SeeAlso(of, ("What we keep",), start, len(of.text))) == Mark(
        Span(start, start + len("What we keep"))
    )


def test_a_version_without_an_index_is_shown_by_its_lines() -> None:
    """A quoted version that is gone from the library can still be read, and its clauses found."""
    of = cite("your browser's type.").document
    policy = without_index(of)
    assert [of.text[block.start : block.end] for block in policy.blocks] == of.text.split("\n")[:-1]
