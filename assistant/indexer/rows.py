"""Passages of a table's row: the row as a whole where it is short, else the lines of its cells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.indexer import looks
from assistant.indexer.numbering import dash, marker
from assistant.indexer.sentences import sentences
from assistant.indexer.shortening import shorten
from assistant.indexer.writer import BORDER, SPACES
from assistant.model import LONGEST_QUOTE, Block, Span

_WHOLE = 400
"""A row of this many code points, on one line, is quoted as a whole."""
_SHORT = 200
"""So is one on several lines that is no longer than this, without a list."""
_VALUE = 40
"""Code points of a cell of one line that is a value of its row, at most."""
_LINE_END = re.compile(r"\n(?! )")
"""Behind other ends of lines, which plain text has, a cell goes on at its column."""
_FEED = re.compile(r"\n")
_LIST = re.compile(r":\n|\n(?:[^\w\s\"“(]|\d+[.)])")


def row_passages(text: str, block: Block) -> Iterator[tuple[Span, Span | None]]:
    """The passages of a row, each with what leads it in: the column headings, the row's first cell, or a line
    of the same cell that ends with a colon, or goes on in marked lines that begin in lower case.
    """
    words = text[block.start : block.end]
    most = _SHORT if _LINE_END.search(words) else _WHOLE
    woven = any(SPACES.search(line.strip()) for line in words.split("\n")[1:])  # several cells go on side by side
    whole = len(" ".join(words.split())) <= most and not _LIST.search(words)
    if len(words) <= LONGEST_QUOTE and (whole or woven or _has_value(words)):
        yield Span(block.start, block.end), block.head
        return
    label: Span | None = None
    for start, end in _pieces(words, _FEED if woven else BORDER):
        lead, over = label or block.head, None
        for first, last in _pieces(words[start:end], _LINE_END):
            spans = list(_line(text, block.start + start + first, block.start + start + last))
            spans = [span for span in spans if any(c.isalnum() for c in text[span.start : span.end])]
            marked = bool(spans) and spans[0].start > block.start + start + first
            goes_on = marked and over is not None and text[spans[0].start].islower()
            yield from ((span, over if goes_on else lead) for span in spans)
            if spans and text[spans[-1].end - 1] == ":":
                lead, over = spans[-1], None
            elif spans and not marked:
                over = spans[-1] if looks.opens_list(text[spans[-1].start : spans[-1].end]) else None
            label = label or (spans[0] if spans else None)


def _has_value(words: str) -> bool:
    """It has a cell that says nothing without the others: "Yes", "2 years"."""
    cells = [cell.strip() for cell in BORDER.split(words)[1:]]
    return any(0 < len(cell) <= _VALUE and "\n" not in cell for cell in cells)


def _line(text: str, start: int, end: int) -> Iterator[Span]:
    """The sentences of a cell's line, without its marker."""
    line = text[start:end]
    found = marker(line) or dash(line)
    if found is not None:
        start += len(found.text)
    for first, last in sentences(text[start:end]):
        yield from (part for part, _ in shorten(text, Span(start + first, start + last)))


def _pieces(words: str, border: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    start = 0
    for match in border.finditer(words):
        yield start, match.start()
        start = match.end()
    yield start, len(words)
