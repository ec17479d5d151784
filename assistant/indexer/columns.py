"""Tables of plain text whose columns stand apart by runs of spaces, as a typewriter sets them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from assistant.indexer import looks
from assistant.indexer.numbering import marker
from assistant.indexer.writer import DRAWN, SPACES

RULE = re.compile(r"(?=.*[-=]{2})[-|:+=\s]+")
"""Drawn under the line that names the columns, or between two rows."""
_DOTS = "...."
"""They lead from a title to its page."""
_MOST = 12
"""Columns of a table, at most."""
_LEAST = 2
"""Cells that stand under those of the first row, at least; one is enough where a rule stands under that."""
_FILLED = 0.5
"""Share of the places for such cells that are filled: in justified prose words come to stand under each other, too."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows, each as the numbers of its lines."""

    rows: tuple[range, ...]
    named: bool
    """A rule stands under its first row, which names the columns."""
    model: int
    """The number of the line whose cells begin where the columns do."""

    @property
    def end(self) -> int:
        """The number of the line behind it."""
        return self.rows[-1].stop


def find_columns(lines: Sequence[str]) -> dict[int, Table]:
    """The tables, each at the number of its first line."""
    page = _Page(lines)
    found: dict[int, Table] = {}
    number = free = 0
    while number < len(lines):
        table = page.table(number, free)
        if table is None:
            number += 1
            continue
        if table.named or not (page.is_prose(table) or page.is_address(table)):
            found[table.rows[0].start] = table
        number = free = table.end
    return found


class _Page:
    """Lines, and at which offsets the cells of each begin."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._rules = [RULE.fullmatch(line.strip()) is not None for line in lines]
        self._cells = [() if rule else _cells(line) for line, rule in zip(lines, self._rules, strict=True)]
        self._marked = [marker(line.strip()) is not None for line in lines]

    def table(self, first: int, free: int) -> Table | None:
        """What has the columns of the line ``first``, if there is more of it; lines before ``free`` are taken."""
        columns = self._cells[first]
        if len(columns) < 2 or self._marked[first]:
            return None
        rows, ruled = [range(first, first + 1)], False
        number = first + 1
        while number < len(self._lines):
            if number == rows[-1].stop and self._goes_on(number, columns, rows):
                rows[-1] = range(rows[-1].start, number + 1)
            elif self._filled(number, columns) or self._is_title(number, columns):
                rows.append(range(number, number + 1))
            elif self._rules[number]:
                ruled = ruled or len(rows) == 1
            elif self._lines[number].strip() or not self._filled(number + 1, columns):
                break
            number += 1
        if sum(self._filled(row.start, columns) for row in rows[1:]) < _LEAST - ruled:
            return None
        head = self._head(first, columns, free)
        named = ruled if head is None else head < first - 1
        return Table((*(() if head is None else [range(head, head + 1)]), *rows), named, first)

    def is_prose(self, table: Table) -> bool:
        """Few of its lines have a cell for each column."""
        columns = self._cells[table.model]
        filled = [self._filled(row.start, columns) for row in table.rows if row.start != table.model]
        return sum(filled) < _FILLED * sum(map(bool, filled)) * (len(columns) - 1)

    def is_address(self, table: Table) -> bool:
        """Behind labels stand the lines of an address, which nobody wants to be quoted one by one."""
        last = self._cells[table.model][-1]
        return 2 * sum(looks.is_contact(self._lines[row.start][last:]) for row in table.rows) > len(table.rows)

    def _filled(self, number: int, columns: Sequence[int]) -> int:
        """How many cells stand behind the first one of a row; 0 where the cells begin elsewhere than the columns."""
        line, cells = self._lines[number : number + 1], self._cells[number : number + 1]
        if not line or not cells[0] or cells[0][0] != columns[0] or not set(cells[0]) <= set(columns):
            return 0
        return sum(line[0][at - 2 : at + 1].strip() == line[0][at : at + 1] != "" for at in columns[1:])

    def _goes_on(self, number: int, columns: Sequence[int], rows: Sequence[range]) -> bool:
        """The cells of the row above go on: all but the first, that one alone, or all of them in lower case."""
        line, cells = self._lines[number], self._cells[number]
        lower = bool(cells) and not self._marked[number] and all(line[at] == "(" or line[at].islower() for at in cells)
        above = self._lines[rows[-1].start].lstrip()
        behind = len(rows) > 1 and above[:1].isupper()  # the first row may name the columns of names in lower case
        if lower and (self._is_alone(number, columns) or (behind and self._filled(number, columns))):
            return True
        return bool(cells) and set(cells) <= set(columns[1:])

    def _is_title(self, number: int, columns: Sequence[int]) -> bool:
        """A few words over the next rows, which belong together."""
        return self._is_alone(number, columns) and self._filled(number + 1, columns) > 0

    def _is_alone(self, number: int, columns: Sequence[int]) -> bool:
        """Nothing stands in it but the first cell."""
        short = self._cells[number] == (columns[0],) and len(self._lines[number].rstrip()) < columns[1]
        return short and not self._marked[number]

    def _head(self, first: int, columns: Sequence[int], free: int) -> int | None:
        """The number of the line over the first row that names the columns, where it stands elsewhere than they do."""
        above = list(takewhile(self._rules.__getitem__, range(first - 1, free - 1, -1)))
        number = first - 1 - len(above)
        if number < free or len(self._cells[number]) < 2 or self._marked[number]:
            return None
        return number if above or len(self._cells[number]) == len(columns) else None


def _cells(line: str) -> tuple[int, ...]:
    """Where the cells of a line begin; none where it can be no row: a line with borders, or of contents."""
    bare = line.strip()
    if not bare or _DOTS in bare or DRAWN.search(bare):
        return ()
    indent = len(line) - len(line.lstrip())
    starts = (indent, *(indent + gap.end() for gap in SPACES.finditer(bare)))
    return starts if len(starts) <= _MOST else ()
