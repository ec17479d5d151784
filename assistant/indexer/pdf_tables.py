"""Tables of a PDF: rows of cells that begin at the same places, as far as the order of the lines tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.indexer.numbering import marker
from assistant.indexer.pdf_lines import Line

_SAME = 2.0
"""Points that two base lines, or two columns, may differ."""
_CELL_LEADING = 1.5
"""Of the font size: how far the lines of one cell stand apart."""
_MIN_ROWS = 2


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, and the number of the line after them."""

    rows: tuple[tuple[str, ...], ...]
    end: int
    headed: bool
    """The first row, and no other, is bold."""
    contents: bool
    """A table of contents: titles and page numbers."""


def table_at(sheet: Sequence[Line], start: int) -> Table | None:
    """The table whose first line is the one at ``start``; None where there is none."""
    first = _row(sheet, start)
    if first is None:
        return None
    columns = [cell[0].x for cell in first[0]]
    rows, end = [first[0]], first[1]
    while end < len(sheet) and (following := _row(sheet, end)) is not None:
        if not _fits(following[0], columns):
            break
        rows.append(following[0])
        end = following[1]
    if len(rows) < _MIN_ROWS:
        return None
    bold = [all(line.bold for cell in row for line in cell) for row in rows]
    words = tuple(tuple(" ".join(line.text for line in cell).strip(" .") if _is_title(row, cell) else
                        " ".join(line.text for line in cell) for cell in row) for row in rows)  # fmt: skip
    contents = all(len(row) == 2 and row[1].strip(". ").isdigit() for row in words) and any(
        "...." in line.text for row in rows for cell in row for line in cell
    )
    return Table(words, end, bold[0] and not any(bold[1:]), contents)


def _is_title(row: Sequence[Sequence[Line]], cell: Sequence[Line]) -> bool:
    """The dots that lead from a title to its page number are none of its words."""
    return cell is row[0] and "...." in cell[-1].text


def _fits(row: Sequence[Sequence[Line]], columns: Sequence[float]) -> bool:
    """Every cell begins where a column does."""
    return all(any(abs(cell[0].x - x) <= 2 * _SAME for x in columns) for cell in row)


def _row(sheet: Sequence[Line], start: int) -> tuple[list[list[Line]], int] | None:
    """Cells that begin on one base line, each further right than the one before, and the number of the next line."""
    first = sheet[start]
    found = marker(first.text + " ")
    if found is not None and len(found.text) >= len(first.text):
        return None
    cells: list[list[Line]] = []
    i = start
    while i < len(sheet) and abs(sheet[i].y - first.y) <= _SAME and (not cells or sheet[i].x > cells[-1][0].end):
        cell = [sheet[i]]
        i += 1
        while i < len(sheet) and _wraps(cell[-1], sheet[i]):
            cell.append(sheet[i])
            i += 1
        cells.append(cell)
    return (cells, i) if len(cells) > 1 else None


def _wraps(line: Line, after: Line) -> bool:
    """The line after is the next one of the same cell."""
    return abs(after.x - line.x) <= _SAME < (line.y - after.y) <= _CELL_LEADING * line.size
