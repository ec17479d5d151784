"""Cuts an outlined document into passages: sentences, list items and table rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.indexer import looks
from assistant.indexer.outline import Outline
from assistant.indexer.rows import row_passages
from assistant.indexer.sentences import sentences
from assistant.indexer.shortening import shorten
from assistant.model import Block, BlockKind, Document, Passage, Span

_CLAUSE = re.compile(r"\d{1,3}(?:\.\d{1,3})*")
_NUMBER = 24
"""Code points before a clause in which its number stands."""
_UNQUOTED = (BlockKind.HEADING, BlockKind.CONTENTS, BlockKind.COLUMNS)


def passages(document: Document, outline: Outline) -> tuple[Passage, ...]:
    """Every passage of a document, in order and without overlap; none is longer than 700 code points.

    Headings and contents are no passages.
    """
    text = document.text
    found: list[Passage] = []
    leads = _Leads(text)
    section = 0
    glued: int | None = None
    for number, block in enumerate(outline.blocks):
        if block.run_in:
            glued = _glued(text, block)
        elif block.kind in _UNQUOTED:
            if block.kind is not BlockKind.CONTENTS:
                leads.clear()
        else:
            while section + 1 < len(outline.sections) and outline.sections[section + 1].start <= block.start:
                section += 1
            cut = row_passages(text, block) if block.kind is BlockKind.ROW else _sentences(text, block, glued, leads)
            found.extend(Passage(s.start, s.end, section, lead, block.kind, number) for s, lead in cut)
            glued = None
    return tuple(found)


def _sentences(text: str, block: Block, glued: int | None, leads: _Leads) -> Iterator[tuple[Span, Span | None]]:
    """The sentences of a block, each with what leads it in."""
    words = text[block.start : block.end]
    cuts = (cut for cut in sentences(words) if any(map(str.isalnum, words[slice(*cut)])))  # a stop alone says nothing
    spans = [Span(block.start + start, block.start + end) for start, end in cuts]
    if spans and glued is not None:
        spans[0] = Span(glued, spans[0].end)
    lead = leads.see(block, spans)
    for span in spans:
        yield from ((part, own or lead) for part, own in shorten(text, span))


def _glued(text: str, heading: Block) -> int | None:
    """Where the next passage begins: with a run-in heading that needs it ("Temporary cookies: deleted when …")."""
    return None if text[heading.end - 1] in ".?!" else heading.start


@dataclass(frozen=True, slots=True)
class _Lead:
    """A sentence under which others may stand."""

    depth: int
    """Of the block that holds it."""
    span: Span | None
    """None of an item of several sentences that leads nothing in, nor does what leads it in: it stands between."""
    number: tuple[int, ...]
    """Of its clause: (3, 1) for "3.1"."""
    late: bool
    """It is a paragraph behind a clause of the same heading."""


class _Leads:
    """Remembers, while blocks go by, which sentence leads the present list in."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._open: list[_Lead] = []
        """Lead-ins that are still open."""
        self._clauses = False
        """A clause has come since the heading."""

    def clear(self) -> None:
        """A heading ends every list."""
        self._open.clear()
        self._clauses = False

    def see(self, block: Block, spans: Sequence[Span]) -> Span | None:
        """The lead-in of this block; its own last sentence may lead in what follows."""
        number = self._number(block)
        if block.kind is not BlockKind.ITEM:
            self._open.clear()
            depth = 0
        else:
            depth = block.level
            while self._open and self._open[-1].depth >= depth:
                self._open.pop()
        if len(number) > 1:
            while self._open and not self._leads_clause(self._open[-1], number):
                self._open.pop()
            self._clauses = True
        lead = self._open[-1].span if self._open else None
        leads = bool(spans) and ((depth > 0 and len(spans) == 1) or self._leads(spans[-1]))
        if spans and (depth or leads):
            self._open.append(_Lead(depth, spans[-1] if leads else None, number, not depth and self._clauses))
        return lead

    def _number(self, block: Block) -> tuple[int, ...]:
        """What stands before a block on its line."""
        line = self._text[max(0, block.start - _NUMBER) : block.start].rpartition("\n")[2]
        found = _CLAUSE.match(line.lstrip())
        return tuple(map(int, found[0].split("."))) if found else ()

    def _leads_clause(self, lead: _Lead, number: tuple[int, ...]) -> bool:
        """Whether it may lead in "3.1": the clause "3" does, and a paragraph before the first clause that says so."""
        if lead.depth:
            return lead.number != () and number[: len(lead.number)] == lead.number
        return not lead.late and lead.span is not None and looks.announces(self._text[lead.span.start : lead.span.end])

    def _leads(self, span: Span) -> bool:
        return looks.opens_list(self._text[span.start : span.end])
