"""A page in units: its lines, list items, rows and marked headings, each with what its form tells."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from assistant.indexer.columns import Table, find_columns
from assistant.indexer.numbering import Marker, dash, marker
from assistant.indexer.source import Source
from assistant.indexer.wraps import indent, is_next_line, wrap_width
from assistant.model import TABLE, Block, BlockKind, Link, Span

_DASHES = tuple("-–—*+")
"""Alone, they are a rule."""
_BEGINNING = 240
"""Code points that tell what a unit is whose lines are still being joined."""


@dataclass(slots=True)
class Unit:
    """One line of thought, still without its place in the outline. Its span holds the words, not the marker."""

    start: int
    end: int
    text: str
    kind: BlockKind
    level: int = 0
    marker: Marker | None = None
    indent: int = 0
    gap: bool = True
    """A blank line, or the border of a block, stands before it."""
    marked: bool = False
    strong: bool = False
    """All of it is bold."""
    bold: int = 0
    """Code points at its beginning that are bold."""
    url: str | None = None
    """The target, where all of it is one link; the first one, where it is several and nothing else."""
    head: Span | None = None
    run_in: int = 0
    """Code points at its beginning that are a run-in heading."""
    depth: int = 0
    """For a heading inside a list: how deep its item stands."""
    lead: bool = False
    """It stands under a lead-in, as an item without a marker."""
    field: bool = False
    """It is a line of a record: "Purpose: …"."""

    @property
    def span(self) -> Span:
        """Its words."""
        return Span(self.start, self.end)

    @property
    def is_prose(self) -> bool:
        """It is a paragraph or an item."""
        return self.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM)

    @property
    def bulleted(self) -> bool:
        """A bullet stands before it."""
        return self.marker is not None and not self.marker.value

    @property
    def numbered(self) -> bool:
        """A number or a letter stands before it."""
        return self.marker is not None and bool(self.marker.value)

    @property
    def goes_on(self) -> bool:
        """It is a further paragraph, or a heading, in an item that was begun before it."""
        return (self.kind is BlockKind.ITEM or self.depth > 0) and self.marker is None and not self.lead


def units(source: Source) -> list[Unit]:
    """Cut a source into units, in document order, covering all of its words."""
    text = source.document.text
    found = list(_with_lone_markers(_from_blocks(source) if source.blocks else _from_lines(text, source.begins)))
    _find_dashes(found)
    _annotate(found, source)
    return found


def _with_lone_markers(found: Iterable[Unit]) -> Iterator[Unit]:
    """A bullet or a number that stands alone in its line is that of the line behind it."""
    lone: tuple[Unit, Marker] | None = None
    for unit in found:
        plain = unit.kind is BlockKind.PARAGRAPH
        if lone is not None and plain:
            unit.kind, unit.marker, unit.gap = BlockKind.ITEM, lone[1], lone[0].gap
        elif lone is not None:
            yield lone[0]
        mark = marker(unit.text + " ") if plain and lone is None else None
        lone = (unit, mark) if mark is not None and mark.text == unit.text and mark.text not in _DASHES else None
        if lone is None:
            yield unit
    if lone is not None:
        yield lone[0]


def _find_dashes(found: Sequence[Unit]) -> None:
    """A dash right before a word is a bullet if others stand beside it, or a lead-in before it."""
    dashes = [dash(unit.text) for unit in found]
    bullets = [(mark or unit.marker) == Marker("-", "bullet -") for unit, mark in zip(found, dashes, strict=True)]
    for number, unit in enumerate(found):
        beside = any(bullets[max(0, number - 1) : number]) or any(bullets[number + 1 : number + 2])
        if dashes[number] and (beside or (number and found[number - 1].text.endswith(":"))):
            unit.marker, unit.start, unit.text = dashes[number], unit.start + 1, unit.text[1:]
            unit.kind = BlockKind.ITEM if unit.kind is BlockKind.PARAGRAPH else unit.kind


def _from_lines(text: str, begins: int) -> list[Unit]:
    lines = text.split("\n")
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    matter = text.count("\n", 0, begins)
    lines[:matter] = [""] * matter
    tables = find_columns(lines)
    prose = _without(lines, tables.values())
    width = wrap_width(prose)
    found: list[Unit] = []
    gap, previous = True, ""
    for number, line in enumerate(prose):
        bare = line.strip()
        if bare:
            unit = _line_unit(text, starts[number], line, gap)
            if width and not gap and is_next_line(_begun(text, found[-1]), previous, line, width):
                found[-1].end = unit.end
            else:
                found.append(unit)
            previous = line.rstrip()
        elif number in tables:
            found += _rows(text, starts, tables[number])
        gap = not bare
    for unit in found:
        unit.text = text[unit.start : unit.end]
    return found


def _begun(text: str, unit: Unit) -> str:
    """How a unit begins whose lines are still being joined."""
    return text[unit.start : min(unit.end, unit.start + _BEGINNING)]


def _without(lines: Sequence[str], tables: Iterable[Table]) -> list[str]:
    """The lines, those of tables left blank."""
    prose = list(lines)
    for table in tables:
        first = table.rows[0].start
        prose[first : table.end] = [""] * (table.end - first)
    return prose


def _rows(text: str, starts: Sequence[int], table: Table) -> Iterator[Unit]:
    head: Span | None = None
    for number, row in enumerate(table.rows):
        lines = text[starts[row.start] : starts[row.stop] - 1]
        words = lines.strip()
        start = starts[row.start] + len(lines) - len(lines.lstrip())
        names = table.named and number == 0
        kind = BlockKind.COLUMNS if names else BlockKind.ROW
        unit = Unit(start, start + len(words), words, kind, marked=True, head=head)
        head = unit.span if names else head
        yield unit


def _line_unit(text: str, offset: int, line: str, gap: bool) -> Unit:
    bare = line.strip()
    start = offset + len(line) - len(line.lstrip())
    end = start + len(bare)
    found = marker(bare)
    if found is not None:
        start = end - len(bare[len(found.text) :].lstrip())
    kind = BlockKind.PARAGRAPH if found is None else BlockKind.ITEM
    return Unit(start, end, text[start:end], kind, marker=found, indent=indent(line), gap=gap)


def _from_blocks(source: Source) -> Iterator[Unit]:
    text = source.document.text
    for block in source.blocks:
        if block.kind in TABLE:
            words = text[block.start : block.end]
            yield Unit(block.start, block.end, words, block.kind, marked=True, head=block.head)
        else:
            yield from _block_units(text, block)


def _block_units(text: str, block: Block) -> list[Unit]:
    """The lines of a block; a hard break ends a unit, unless it stands inside of a sentence."""
    found: list[Unit] = []
    offset = block.start
    whole = text[block.start : block.end]
    for line in [whole] if block.kind is BlockKind.HEADING else whole.split("\n"):
        if found and _is_broken(found[-1].text, line):
            found[-1].end = offset + len(line.rstrip())
            found[-1].text = text[found[-1].start : found[-1].end]
        else:
            unit = _line_unit(text, offset, line, gap=not found)
            unit.level, unit.marked = block.level, block.marked
            unit.kind = block.kind if block.kind is not BlockKind.PARAGRAPH else unit.kind
            unit.indent = 2 * block.level if block.kind is BlockKind.ITEM else 0
            if block.kind is BlockKind.ITEM and not found:
                before = text[text.rfind("\n", 0, block.start) + 1 : block.start]
                unit.marker = marker(before.strip() + " ") or unit.marker
            found.append(unit)
        offset += len(line) + 1
    return found


def _is_broken(before: str, line: str) -> bool:
    """Whether a line goes on with the sentence before it: "…, in particular," or "… (e.g." stand open."""
    opens = before.endswith(",") or before.rfind("(") > before.rfind(")")
    return opens and line.strip()[:1].islower()


def _annotate(found: list[Unit], source: Source) -> None:
    """Say which units are bold, or one link."""
    strong = sorted(source.strong)
    starts = [span.start for span in strong]
    links = source.document.links
    link_starts = [link.start for link in links]
    for unit in found:
        near = strong[max(0, bisect_right(starts, unit.start) - 1) : bisect_left(starts, unit.end)]
        unit.bold = _covered(unit, near)
        unit.strong = unit.bold >= len(unit.text.rstrip(" :.")) > 0
        within = links[max(0, bisect_right(link_starts, unit.start) - 1) : bisect_left(link_starts, unit.end)]
        if _covered(unit, within) >= max(1, len(unit.text) - 1):
            unit.url = within[0].url


def _covered(unit: Unit, spans: Iterable[Span | Link]) -> int:
    """How many code points from the unit's beginning are bold, or links, without a break."""
    reach = unit.start
    for span in spans:
        if span.start <= reach or not re.search(r"\w", unit.text[reach - unit.start : span.start - unit.start]):
            reach = max(reach, span.end)
    return min(reach, unit.end) - unit.start if reach > unit.start else 0
