"""Recovers the section tree: which blocks are headings, how deep they stand, and what stands under them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.indexer.source import Source
from assistant.indexer.units import Unit, units
from assistant.model import Block, BlockKind, Section


@dataclass(frozen=True, slots=True)
class Outline:
    """A document's blocks in order, and its sections, which follow each other from beginning to end."""

    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]


def outline(source: Source) -> Outline:
    """Find headings (marked or not), contents lists and list items, and nest the sections."""
    found = units(source)
    blocks = tuple(_block(unit) for unit in found)
    return Outline(blocks, _sections(source.document.text, found))


def _block(unit: Unit) -> Block:
    return Block(unit.kind, unit.start, unit.end, unit.level, unit.head, marked=unit.marked)


def _sections(text: str, found: Sequence[Unit]) -> tuple[Section, ...]:
    starts: list[tuple[int, tuple[str, ...]]] = [(0, ())]
    stack: list[tuple[int, str]] = []
    for unit in found:
        if unit.kind is BlockKind.HEADING:
            while stack and stack[-1][0] >= unit.level:
                stack.pop()
            stack.append((unit.level, " ".join(unit.text.split()).rstrip(" :")))
            starts.append((unit.start, tuple(title for _, title in stack)))
    ends = [start for start, _ in starts[1:]] + [len(text)]
    return tuple(Section(path, start, end) for (start, path), end in zip(starts, ends, strict=True) if start < end)
