"""A policy set in lines for the screen, without losing where in its text each line stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.model import Block, BlockKind, Citation, Document, Section, SeeAlso, Span
from assistant.render import columns, plain, wrap

_LONGEST_MARKER = 12
"""What stands before an item is its marker ("(a)", "3.1.") only if it is short."""
_NARROWEST = 16


@dataclass(frozen=True, slots=True)
class PolicyView:
    """What is needed to show one version of a policy."""

    document: Document
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """What is marked in a policy: a clause, what leads it in, the key words in it. Offsets into the policy's text."""

    clause: Span
    lead_in: Span | None = None
    key_words: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the screen: what stands before the text, and the span of the text."""

    start: int
    end: int
    margin: str = ""
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0


def mark_of(place: Citation | SeeAlso) -> Mark:
    """How a place is marked: a clause as a whole with its key words, a section by its first line."""
    if isinstance(place, SeeAlso):
        return mark_of_heading(place.document, place.start, place.end)
    key_words = tuple(Span(place.start + start, place.start + end) for start, end in place.highlights)
    lead = Span(place.lead_in.start, place.lead_in.end) if place.lead_in else None
    return Mark(Span(place.start, place.end), lead, key_words)


def mark_of_heading(document: Document, start: int, end: int) -> Mark:
    """The first line of a section."""
    first = document.text[start:end].partition("\n")[0]
    return Mark(Span(start, start + len(first)))


def without_index(document: Document) -> PolicyView:
    """A version that is quoted but no longer in the library: its lines as they stand, without sections."""
    blocks, start = [], 0
    for row in document.text.splitlines(keepends=True):
        if row.strip():
            blocks.append(Block(BlockKind.PARAGRAPH, start, start + len(row.rstrip("\n"))))
        start += len(row)
    return PolicyView(document, tuple(blocks), ())


def lay_out(view: PolicyView, width: int) -> list[Line]:
    """The policy in lines of at most ``width`` columns; an empty line has an empty span."""
    text = plain(view.document.text)
    lines: list[Line] = []
    before: Block | None = None
    for block in view.blocks:
        if before and _apart(before, block):
            lines.append(Line(block.start, block.start))
        lines.extend(_block(text, block, before.end if before else 0, max(width, _NARROWEST)))
        before = block
    return lines


def row_of(lines: Sequence[Line], offset: int) -> int:
    """The row on which a code point of the text is shown."""
    return max(0, bisect_right(lines, offset, key=lambda line: line.start) - 1)


def _apart(before: Block, block: Block) -> bool:
    """Whether an empty line divides two blocks: not the items of a list, nor the rows of a table."""
    close = {BlockKind.ITEM, BlockKind.ROW, BlockKind.COLUMNS, BlockKind.CONTENTS}
    return before.kind not in close or block.kind not in close


def _block(text: str, block: Block, after: int, width: int) -> Iterator[Line]:
    deep = "  " * max(0, block.level - 1) if block.kind is BlockKind.ITEM else ""
    marker = _marker(text, block, after)
    first = deep + (f"{marker} " if marker else "")
    rest = " " * columns(first)
    body = text[block.start : block.end]
    for number, span in enumerate(wrap(body, max(_NARROWEST, width - columns(first)))):
        margin = rest if number else first
        yield Line(block.start + span.start, block.start + span.end, margin, block.kind, block.level)


def _marker(text: str, block: Block, after: int) -> str:
    """The policy's own number or bullet; a bullet for an item that has none."""
    line_start = text.rfind("\n", 0, block.start) + 1
    own = text[max(after, line_start) : block.start].strip()
    if own and len(own) <= _LONGEST_MARKER and any(char.isalnum() for char in own):
        return own
    return "•" if block.kind is BlockKind.ITEM else ""
