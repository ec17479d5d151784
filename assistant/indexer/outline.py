"""Recovers the section tree: which blocks are headings, how deep they stand, and what stands under them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from assistant.indexer.contents import mark_contents
from assistant.indexer.furniture import mark_furniture
from assistant.indexer.headings import find_headings
from assistant.indexer.joins import join_addresses, join_broken
from assistant.indexer.levels import set_levels, sure_length
from assistant.indexer.lists import find_items, nest_items
from assistant.indexer.numbering import Marker
from assistant.indexer.records import mark_fields
from assistant.indexer.runins import split_run_ins
from assistant.indexer.source import Source
from assistant.indexer.tables import find_tables, name_columns
from assistant.indexer.units import Unit, units
from assistant.model import Block, BlockKind, Section

_MAX_DEPTH = 6
_BARE_NUMBER = re.compile(r"\A\d{1,2}(?:\.\d{1,2})* (?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Outline:
    """A document's blocks in order, and its sections, which follow each other from beginning to end."""

    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]


def outline(source: Source) -> Outline:
    """Find headings (marked or not), contents lists and list items, and nest the sections."""
    text = source.document.text
    found = units(source)
    if not source.blocks:
        found = list(find_tables(found))
    mark_furniture(found)
    name_columns(found)
    found = join_addresses(join_broken(found, text), text)
    mark_fields(found)
    mark_contents(found)
    find_items(found)
    nest_items(found)
    find_headings(found)
    found = split_run_ins(found)
    nest_items(found)  # once more: items that turned out to be headings begin lists anew
    set_levels(found)
    blocks = tuple(block for unit in found for block in _blocks(unit))
    return Outline(blocks, _sections(text, found))


def _blocks(unit: Unit) -> Iterator[Block]:
    """The block of a unit; a run-in heading is a block of its own before it."""
    start = unit.start
    if unit.run_in:
        start += unit.run_in
        yield Block(BlockKind.HEADING, unit.start, start, run_in=True)
        start += len(unit.text[unit.run_in :]) - len(unit.text[unit.run_in :].lstrip())
    yield Block(unit.kind, start, unit.end, unit.level, unit.head, marked=unit.marked)


@dataclass(slots=True)
class _Scope:
    """An open section: its title, and where it ends."""

    title: str
    level: int
    """Of an own-line heading; 0 for one inside a list or a line."""
    depth: int = -1
    """For a heading inside a list or a line: an item of this depth, or less, ends it, unless it goes on."""
    run_in: bool = False
    marked: bool = False
    """It stands in an item with a marker: what goes on in that item is under it, further headings, too."""
    item: bool = False
    """All of it stands in the item: a paragraph outside of it ends it."""
    marker: Marker | None = None
    """Of an own-line heading, until a list under it counts in the same way."""

    def counts_like(self, unit: Unit) -> bool:
        """Whether a point has a number of this heading's kind, and stands in no other point."""
        alike = self.marker is not None and unit.marker is not None and unit.marker.style == self.marker.style
        return alike and unit.level == 1

    def ends_at(self, unit: Unit) -> bool:
        heading = unit.kind is BlockKind.HEADING
        follows = unit.marker is not None and unit.marker.follows(self.marker)
        if unit.run_in and follows and self.counts_like(unit):  # "2. Use", "3. Sharing. We share …"
            return True
        if heading and not unit.depth and not self.level:
            return True
        if heading and self.level:
            return not unit.depth and self.level >= unit.level
        if self.depth < 0:
            return False
        if unit.kind is BlockKind.ITEM or unit.depth:
            goes_on = unit.goes_on and (self.marked or not (heading or self.run_in))
            return max(unit.level, unit.depth) < self.depth + (not goes_on)
        return self.run_in or (self.item and unit.kind is BlockKind.PARAGRAPH)


def _sections(text: str, found: Sequence[Unit]) -> tuple[Section, ...]:
    """Sections from beginning to end; after a run-in heading's text the section around it goes on."""
    starts: list[tuple[int, tuple[str, ...]]] = [(0, ())]
    stack: list[_Scope] = []
    sure, own = sure_length(found), 0
    for unit, after in zip_longest(found, found[1:]):
        kept = list(stack)
        _close(stack, unit)
        own = 0 if unit.kind is BlockKind.HEADING else own + (unit.kind is BlockKind.PARAGRAPH)
        if sure is not None and own > sure:
            stack.clear()
        if unit.kind is BlockKind.HEADING:
            stack.append(_heading_scope(unit, after))
        elif unit.run_in:
            depth = unit.level if unit.kind is BlockKind.ITEM else 0
            title = _title(unit.text[: unit.run_in])
            stack.append(_Scope(title, 0, depth, run_in=True, marked=unit.marker is not None))
        if stack != kept:
            starts.append((_edge(text, unit), tuple(scope.title for scope in stack[:_MAX_DEPTH])))
    ends = [start for start, _ in starts[1:]] + [len(text)]
    spans = zip(starts, ends, strict=True)
    return tuple(Section(path, start, end) for (start, path), end in spans if start < end)


def _close(stack: list[_Scope], unit: Unit) -> None:
    """Take away the sections that a unit ends; a heading that it counts like is done with counting."""
    while any(scope.ends_at(unit) for scope in stack):
        stack.pop()
    for scope in stack:
        if scope.counts_like(unit):
            scope.marker = None


def _edge(text: str, unit: Unit) -> int:
    """Where a unit begins, its marker included."""
    return unit.start if unit.marker is None else text.rfind(unit.marker.text, 0, unit.start)


def _heading_scope(unit: Unit, after: Unit | None) -> _Scope:
    if not unit.depth:
        return _Scope(_title(unit.text), unit.level, marker=unit.marker)
    item = unit.marker is None or (after is not None and after.goes_on)
    return _Scope(_title(unit.text), 0, unit.depth, marked=unit.marker is not None, item=item)


def _title(text: str) -> str:
    """A heading's words for a path: without the colon at its end, or a number that stands bare before it."""
    bare = " ".join(text.split()).rstrip(" :–—-.") or text
    return _BARE_NUMBER.sub("", bare)
