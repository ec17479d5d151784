"""Tables of a PDF: rows of cells that stand beside each other, as far as the order and the places of the lines tell.

A page is drawn from top to bottom, but for tables: behind a cell's last line the next cell begins further up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.indexer.numbering import marker
from assistant.indexer.pdf_lines import Line
from assistant.indexer.pdf_rows import ENDS, GAP, LEFT, SAME, Cell, Column, Rows, Words, reach

_LEADING = 1.5
"""Of the font size: rows stand further apart than that."""
_MAX_CELLS = 30
"""Of one row."""
_MAX_LINES = 200
"""Of one cell."""
_POINT = 40
"""Code points of a line of a cell that may stand for itself."""
_DOTS = "...."


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with a cell for each column, and where the columns stand."""

    rows: tuple[tuple[Words, ...], ...]
    columns: tuple[Column, ...]
    first: tuple[str, ...]
    """The lines of the first row."""
    headed: bool
    """The first row names the columns: it, and no other, is bold, or it is said again on the next page."""
    contents: bool
    """A table of contents: titles and page numbers."""


class Tables:
    """Finds the tables of one page. Takes linear time: a cell has so many lines at most, and a row so many cells."""

    def __init__(self, sheet: Sequence[Line]) -> None:
        self._sheet = sheet
        count = len(sheet)
        self._turns = [count] * (count + 1)
        """For each line, the next one that does not stand under the one before it."""
        self._reach = [0.0] * count
        """How far the lines until there go to the right."""
        for i in reversed(range(count)):
            last = i + 1 == count or not _is_under(sheet[i], sheet[i + 1])
            self._turns[i] = i + 1 if last else self._turns[i + 1]
            self._reach[i] = max(reach(sheet[i]), 0.0 if last else self._reach[i + 1])

    def at(self, start: int) -> tuple[Table, int] | None:
        """The table whose first line is the one at ``start``, and the number of the line after it; or none."""
        first = self._row(start)
        second = self._row(first[1]) if first else None
        rows = Rows.begun(first[0], second[0]) if first and second else None
        if rows is None or second is None:
            return None
        end = self._collect(rows, second[1])
        return _table(rows), end

    def more(self, table: Table) -> tuple[Table, int]:
        """A table of the page before with the rows that go on here, and the number of the line after them."""
        if table.contents or not self._sheet:
            return table, 0
        again = self._head(table)
        rows = Rows(list(table.columns))
        end = self._collect(rows, again)
        if not rows.cells and again < len(self._sheet):
            end = self._rest(rows, again)
        words, held = rows.words(), list(table.rows)
        if words and _is_rest(words[0], held):
            held[-1] = _joined(held[-1], words.pop(0))
        columns = tuple(rows.columns)
        return replace(table, rows=(*held, *words), columns=columns, headed=table.headed or again > 0), end

    def _head(self, table: Table) -> int:
        """The number of the line behind a table's first row that is said again at the top of the page; 0 for none."""
        count = len(table.first)
        return count if tuple(line.text for line in self._sheet[:count]) == table.first else 0

    def _rest(self, rows: Rows, start: int) -> int:
        """Begin with the end of the one cell that was torn by the end of the page; the number of the line behind."""
        line = self._sheet[start]
        if any(abs(line.x - column[0]) <= LEFT for column in rows.columns[1:]):
            end = self._under(start, rows.columns[0][1])
        elif abs(line.x - rows.columns[0][0]) <= LEFT and line.text[:1].islower():
            end = self._next_row(start)
        else:
            end = start
        torn = end > start and rows.add([Cell.of(self._sheet[start:end])])
        return self._collect(rows, end) if torn else start

    def _next_row(self, start: int) -> int:
        """The number of the line under others with which a row begins; that of the first of these for none."""
        for at in range(start + 1, min(self._turns[start], start + _MAX_LINES)):
            before, line = self._sheet[at - 1 : at + 1]
            if before.y - line.y > _LEADING * line.size and self._row(at) is not None:
                return at
        return start

    def _collect(self, rows: Rows, end: int) -> int:
        """Add the rows that follow; the number of the line after them."""
        while end < len(self._sheet):
            found = self._row(end)
            fits = found is not None and rows.add(found[0])
            if not fits and rows.cells:
                found = self._row(end + 1)
                fits = found is not None and rows.add_titled(self._sheet[end], found[0])
            if found is None or not fits:
                break
            end = found[1]
        return end

    def _row(self, start: int) -> tuple[list[Cell], int] | None:
        """Cells that begin at a line, each further right than the one before, and the number of the next line."""
        at = self._turns[start]
        if at == len(self._sheet) or not self._may_begin(start, at):
            return None
        cells = [Cell.of(self._sheet[start:at])]
        while at < len(self._sheet) and len(cells) < _MAX_CELLS:
            line, before = self._sheet[at], cells[-1]
            end = self._under(at, before.reach)
            cell = Cell.of(self._sheet[at:end])
            if line.x <= before.reach or line.y < before.bottom - SAME or not cell.is_beside(cells):
                break
            cells.append(cell)
            at = end
        return (cells, at) if len(cells) > 1 else None

    def _may_begin(self, start: int, at: int) -> bool:
        """A row's first cell may go from one line to another: it is no lone marker, and what follows is beside it."""
        first, after = self._sheet[start], self._sheet[at]
        if at - start > _MAX_LINES or after.x <= self._reach[start]:
            return False
        found = marker(first.text + " ")
        return found is None or len(found.text) < len(first.text)

    def _under(self, start: int, left: float) -> int:
        """The number of the line after those of a cell that begins at a line and stands right of a place."""
        end = start + 1
        while end < len(self._sheet) and end - start < _MAX_LINES:
            last, line = self._sheet[end - 1], self._sheet[end]
            if not _is_under(last, line) or last.y - line.y > GAP * line.size or line.x <= left:
                break
            end += 1
        return end


def _table(rows: Rows) -> Table:
    words = rows.words()
    contents = all(len(row) == 2 and row[1] and row[1][-1].strip(". ").isdigit() for row in words)
    contents = contents and any(_DOTS in text for row in words for cell in row for text in cell)
    if contents:  # dots lead from a title to its page number
        words = [(tuple(text.strip(" .") for text in title), page) for title, page in words]
    first = tuple(line.text for cell in rows.cells[0] if cell for line in cell.lines)
    return Table(tuple(words), tuple(rows.columns), first, rows.headed, contents)


def _is_under(line: Line, after: Line) -> bool:
    return after.y < line.y - SAME


def _is_rest(row: Sequence[Words], before: Sequence[Sequence[Words]]) -> bool:
    """It goes on with the row before it, which the end of a page tore: without a first cell, or inside of a sentence.

    Names of cookies begin with small letters, too, as others of their table do.
    """
    small = [each[0][0][:1].islower() for each in (row, *before) if each[0]]
    return not row[0] or (small[0] and (not any(small[1:]) or all(cell[0][:1].islower() for cell in row if cell)))


def _joined(row: Sequence[Words], rest: Sequence[Words]) -> tuple[Words, ...]:
    return tuple(
        (*cell[:-1], f"{cell[-1]} {more[0]}", *more[1:]) if _is_torn(cell, more) else (*cell, *more)
        for cell, more in zip(row, rest, strict=True)
    )


def _is_torn(cell: Words, more: Words) -> bool:
    """The end of the page stands inside of a paragraph; short lines may be points of a list."""
    open_end = bool(cell and more) and not cell[-1].endswith(ENDS) and marker(more[0]) is None
    return open_end and (len(cell[-1]) > _POINT or more[0][:1].islower())
