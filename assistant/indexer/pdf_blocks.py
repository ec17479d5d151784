"""The blocks of a PDF, told from where its lines stand: headings, paragraphs, list items and table rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from assistant.indexer.numbering import marker
from assistant.indexer.pdf_lines import Line, Run
from assistant.indexer.pdf_tables import Table, Tables
from assistant.indexer.writer import Writer
from assistant.model import BlockKind

_LARGER = 1.1
"""Of the body's font size: from here on it is a heading's."""
_APART = 1.3
"""Of the usual distance of lines: from here on there is a gap between them."""
_INDENT = 3.0
"""Points that an item stands to the right of another to be deeper."""
_MAX_LEVEL = 6
_MAX_HEADING = 200
_HYPHENS = "-\u00ad\u2010"
_ENDS = (".", "!", "?", ":", ";", "”", ")")


@dataclass(slots=True)
class _Open:
    """The block that lines are being added to."""

    kind: BlockKind
    last: Line
    page: int
    x: float


def write_blocks(sheets: Sequence[Sequence[Line]], notes: Sequence[str], size: float) -> Writer:
    """Tell all pages, and the footnotes behind them, to a Writer."""
    composer = _Composer(sheets, size)
    for number, sheet in enumerate(sheets):
        composer.page(number, sheet)
    composer.close()
    for note in notes:
        composer.writer.open(BlockKind.PARAGRAPH)
        composer.writer.write(note)
    return composer.writer


class _Composer:
    """Goes from line to line and decides whether it goes on or begins something."""

    def __init__(self, sheets: Sequence[Sequence[Line]], size: float) -> None:
        self.writer = Writer()
        self._size = size
        self._levels = _heading_levels(sheets, size)
        self._leading = _leading(sheets, size)
        self._right = max((line.end for sheet in sheets for line in sheet), default=0.0)
        self._words = _vocabulary(sheets)
        self._open: _Open | None = None
        self._runs: list[Run] = []
        self._begun: tuple[BlockKind, int, str] = (BlockKind.PARAGRAPH, 0, "")
        self._depths: list[float] = []
        self._table: Table | None = None
        """It may go on on the next page."""

    def page(self, number: int, sheet: Sequence[Line]) -> None:
        """All lines of one page."""
        tables = Tables(sheet)
        i = 0
        if self._table is not None:
            self._table, i = tables.more(self._table)
        while i < len(sheet):
            found = tables.at(i)
            if found is not None:
                self.close()
                self._table, i = found
            else:
                self._line(sheet[i], number, sheet[i + 1] if i + 1 < len(sheet) else None)
                i += 1

    def close(self) -> None:
        """Write the open block or table."""
        if self._runs:
            self.writer.open(*self._begun)
            for (bold, url), alike in groupby(self._runs, key=lambda run: (run.bold, run.url)):
                if bold:
                    self.writer.begin()
                if url:
                    self.writer.begin(url)
                for run in alike:
                    self.writer.write(run.words)
                for _ in range(bold + bool(url)):
                    self.writer.end()
            self.writer.close()
        if self._table is not None:
            self._write(self._table)
        self._runs, self._open, self._table = [], None, None

    def _write(self, table: Table) -> None:
        self._depths.clear()
        self.writer.table()
        for number, row in enumerate(table.rows):
            head = table.headed and number == 0
            kind = BlockKind.CONTENTS if table.contents else BlockKind.COLUMNS if head else BlockKind.ROW
            self.writer.open(kind)
            for cell in row[:1] if table.contents else row:
                for part in cell:
                    self.writer.line_break()
                    self.writer.write(part)
                self.writer.cell()
        self.writer.close()

    def _line(self, line: Line, page: int, after: Line | None) -> None:
        if self._goes_on(line, page):
            self._join(line)
            assert self._open is not None
            self._open.last, self._open.page = line, page
            return
        self.close()
        kind, level, mark = self._kind(line, after)
        self._begun = (kind, level, "•" if mark[:1] in tuple("◦▪●○∙·■□o") else mark)
        self._runs = _without_marker(line.runs, mark)
        x = line.x if kind is not BlockKind.ITEM else self._depths[-1]
        self._open = _Open(kind, line, page, x)

    def _kind(self, line: Line, after: Line | None) -> tuple[BlockKind, int, str]:
        found = marker(line.text)
        mark = found.text if found is not None else ""
        level = self._levels.get(_style(line), 0)
        if level and not (found is not None and not found.value):
            self._depths.clear()
            return BlockKind.HEADING, level, ""
        if not mark:
            self._leave(line, after)
            return (BlockKind.ITEM, len(self._depths), "") if self._depths else (BlockKind.PARAGRAPH, 0, "")
        while self._depths and self._depths[-1] > line.x + _INDENT:
            self._depths.pop()
        if not self._depths or self._depths[-1] < line.x - _INDENT:
            self._depths.append(line.x)
        return BlockKind.ITEM, len(self._depths), mark

    def _leave(self, line: Line, after: Line | None) -> None:
        """Leave the items that a line without a marker is not in: under their words it stands, and its next line."""
        near = after is not None and 0 < line.y - after.y <= _APART * self._leading and marker(after.text) is None
        x = min(line.x, after.x) if near and after is not None else line.x
        while self._depths and x <= self._depths[-1] + _INDENT:
            self._depths.pop()

    def _goes_on(self, line: Line, page: int) -> bool:
        """Whether the line belongs to the open block."""
        before = self._open
        if before is None or abs(line.size - before.last.size) > 0.1 * self._size:
            return False
        heading = before.kind is BlockKind.HEADING
        if heading or (self._levels.get(_style(line)) and not _is_torn(before.last, line)):
            return heading and page == before.page and _style(line) == _style(before.last) and self._is_near(line)
        if page != before.page or line.y > before.last.y + line.size:  # the next page or column
            return not before.last.text.endswith(_ENDS) and marker(line.text) is None
        return self._is_near(line) and not self._begins(line, before)

    def _is_near(self, line: Line) -> bool:
        assert self._open is not None
        scale = max(1.0, line.size / self._size) if self._size else 1.0
        return self._open.last.y - line.y <= _APART * self._leading * scale

    def _begins(self, line: Line, before: _Open) -> bool:
        """Something new begins although there is no gap: an item, or a paragraph after a short last line."""
        ended = before.last.text.endswith(_ENDS)
        found = marker(line.text)
        if found is not None and (not found.value or ended or before.kind is BlockKind.ITEM):
            return True
        if before.kind is BlockKind.ITEM:
            return line.x < before.x + 1 and ended
        short = before.last.end < before.x + 0.75 * (self._right - before.x)
        return ended and short

    def _join(self, line: Line) -> None:
        """Go on with the open block; a word that was divided at the line's end is mended."""
        while len(self._runs) > 1 and not self._runs[-1].words.strip():
            self._runs.pop()
        last = self._runs[-1]
        words = last.words.rstrip()
        first = line.text[:1]
        if words[-1:] in tuple(_HYPHENS) and len(words) > 1 and words[-2].isalpha() and first.islower():
            whole = self._is_compound(words, line.text)
            self._runs[-1] = last._replace(words=words if whole else words[:-1])
            self._runs += line.runs
        elif words.endswith(("/", "—")) or (words.endswith("-") and first.isalnum()):
            self._runs[-1] = last._replace(words=words)
            self._runs += line.runs
        else:
            self._runs += [last._replace(words=" "), *line.runs]

    def _is_compound(self, before: str, after: str) -> bool:
        """ "third-" and "party" are a compound where the text has it elsewhere, and not the word without the hyphen."""
        start = re.split(r"[^\w-]", before.rstrip(_HYPHENS))[-1].lower()
        end = re.split(r"[^\w-]", after, maxsplit=1)[0].lower()
        return start + end not in self._words and f"{start}-{end}" in self._words


def _is_torn(line: Line, after: Line) -> bool:
    """Bold words of a sentence reach from one line of a paragraph to the next, or begin with it."""
    return not line.text.endswith(_ENDS) and (after.text[:1].islower() or _style(line) == _style(after))


def _without_marker(runs: Sequence[Run], mark: str) -> list[Run]:
    left = len(mark)
    found = []
    for place, run in enumerate(runs):
        bare = run.words.lstrip() if place == 0 else run.words
        cut = min(left, len(bare))
        left -= cut
        if bare[cut:]:
            found.append(run._replace(words=bare[cut:]))
    return found


def _style(line: Line) -> tuple[float, bool]:
    return round(2 * line.size) / 2, line.bold


def _heading_levels(sheets: Sequence[Sequence[Line]], size: float) -> dict[tuple[float, bool], int]:
    """Fonts that are larger than the body's, or bold where it is not: each its level, the largest first."""
    counts: Counter[tuple[float, bool]] = Counter()
    for sheet in sheets:
        for i, line in enumerate(sheet):
            if len(line.text) <= _MAX_HEADING and any(c.isalpha() for c in line.text) and not _in_row(sheet, i):
                counts[_style(line)] += len(line.text)
    total = sum(len(line.text) for sheet in sheets for line in sheet)
    found = [
        s for s, n in counts.items() if n < 0.4 * total and (s[0] > _LARGER * size or (s[1] and s[0] > 0.95 * size))
    ]
    ranked = sorted(found, key=lambda style: (-style[0], not style[1]))
    return {style: min(level, _MAX_LEVEL) for level, style in enumerate(ranked, 1)}


def _in_row(sheet: Sequence[Line], i: int) -> bool:
    """Another line stands beside it."""
    return any(abs(sheet[j].y - sheet[i].y) < 1 for j in (i - 1, i + 1) if 0 <= j < len(sheet))


def _leading(sheets: Sequence[Sequence[Line]], size: float) -> float:
    """The usual distance of two lines of running text, in points."""
    counts: Counter[float] = Counter()
    for sheet in sheets:
        for line, after in pairwise(sheet):
            if 0.8 * size < line.y - after.y < 2.5 * size and abs(line.size - size) < 0.6:
                counts[round(line.y - after.y, 1)] += 1
    return counts.most_common(1)[0][0] if counts else 1.3 * size


def _vocabulary(sheets: Sequence[Sequence[Line]]) -> frozenset[str]:
    """The words of the text, compounds too, but not those at the ends of lines."""
    return frozenset(
        word.lower() for sheet in sheets for line in sheet for word in re.findall(r"\w+(?:-\w+)*", line.text)[:-1]
    )
