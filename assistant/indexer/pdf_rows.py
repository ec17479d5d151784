"""The rows of a PDF's table: cells of lines that stand under each other, and the columns that they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from assistant.indexer.numbering import marker
from assistant.indexer.pdf_lines import Line

_APART = 1.2
"""Of the least distance of two lines: from here on they belong to two paragraphs."""
GAP = 6.0
"""Of the font size: how far the paragraphs of one cell do."""
LEFT = 4.0
"""Points that the beginnings of two cells of a column may differ."""
SAME = 2.0
"""Points that two base lines may differ."""
ENDS = (".", "!", "?", ":", ";")
_ALIGNED = 0.4
"""Of the font size: how far the tops of two cells of a row may differ."""
_CENTRED = 0.8
"""And their middles: there may be more white space above the words of one than below them."""
_SURE = 0.85
"""Of the width that words seem to have: so far they surely reach."""

Words = tuple[str, ...]
"""The paragraphs and list items of a cell; none where it is empty."""
Column = tuple[float, float]
"""Where it begins, and how far its words reach."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Lines under each other."""

    lines: Sequence[Line]
    left: float
    reach: float

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Cell:
        """The cell that these lines make."""
        return cls(lines, min(line.x for line in lines), max(map(reach, lines)))

    @property
    def top(self) -> float:
        """Its first base line."""
        return self.lines[0].y

    @property
    def bottom(self) -> float:
        """Its last base line."""
        return self.lines[-1].y

    @property
    def bold(self) -> bool:
        """All of it is."""
        return all(line.bold for line in self.lines)

    @property
    def gaps(self) -> list[float]:
        """How far its lines stand apart."""
        return [before.y - line.y for before, line in pairwise(self.lines)]

    def words(self, leading: float) -> Words:
        """What it says; ``leading`` is how far the lines of one paragraph stand apart."""
        parts = [self.lines[0].text]
        for gap, line in zip(self.gaps, self.lines[1:], strict=True):
            if gap > _APART * leading or marker(line.text) is not None:
                parts.append(line.text)
            else:
                parts[-1] += " " + line.text
        return tuple(parts)

    def is_beside(self, cells: Sequence[Cell]) -> bool:
        """It is level with the tallest cell of its row, by its top or by its middle, or reaches above and below it."""
        tallest = max(cells, key=lambda cell: cell.top - cell.bottom)
        size = self.lines[0].size
        above, below = self.top - tallest.top, tallest.bottom - self.bottom
        level = abs(above) <= max(SAME, _ALIGNED * size) or abs(above - below) / 2 <= _CENTRED * size
        return level or (above > 0 and below > 0)


def reach(line: Line) -> float:
    """So far to the right its words surely go."""
    return line.x + _SURE * (line.end - line.x)


@dataclass(slots=True)
class Rows:
    """Rows that are being collected, and where their columns stand."""

    columns: list[Column]
    cells: list[list[Cell | None]] = field(default_factory=list)

    @classmethod
    def begun(cls, first: Sequence[Cell], second: Sequence[Cell]) -> Rows | None:
        """With two rows, of which one may lack cells: "| Kept for |" over "| Logs | 14 days |"; or none."""
        rows = cls([(cell.left, cell.reach) for cell in max(second, first, key=len)])
        return rows if rows.add(first) and rows.add(second) else None

    def add(self, row: Sequence[Cell]) -> bool:
        """Whether a row is in these columns; it is added then."""
        places = _fit(row, self.columns)
        if places is None:
            return False
        cells: list[Cell | None] = [None] * len(self.columns)
        for cell, place in zip(row, places, strict=True):
            cells[place] = cell
            left, right = self.columns[place]
            self.columns[place] = (min(left, cell.left), max(right, cell.reach))
        self.cells.append(cells)
        return True

    def add_titled(self, title: Line, row: Sequence[Cell]) -> bool:
        """Whether a line with nothing beside it is a title of the row under it; both are added then.

        Over another table it would stand further away, or that would have its own head.
        """
        size = row[0].lines[0].size
        above = min((cell.bottom for cell in self.cells[-1] if cell is not None), default=title.y) - title.y
        below = title.y - max(cell.top for cell in row)
        near = above <= GAP * size and abs(above - below) <= _ALIGNED * size
        alike = abs(title.x - self.columns[0][0]) <= LEFT and abs(title.size - size) < SAME
        if not (near and alike) or title.text.endswith(ENDS) or all(cell.bold for cell in row):
            return False
        if not self.add(row):
            return False
        self.cells.insert(-1, [Cell.of([title]), *[None] * (len(self.columns) - 1)])
        return True

    def words(self) -> list[tuple[Words, ...]]:
        """What they say."""
        gaps = (gap for row in self.cells for cell in row if cell for gap in cell.gaps if gap > cell.lines[0].size)
        leading = min(gaps, default=0.0)
        return [tuple(() if cell is None else cell.words(leading) for cell in row) for row in self.cells]

    @property
    def headed(self) -> bool:
        """The first, and no other, is bold."""
        bold = [all(cell.bold for cell in row if cell is not None) for row in self.cells]
        return bold[0] and not any(bold[1:])


def _fit(row: Sequence[Cell], columns: Sequence[Column]) -> list[int] | None:
    """The column of each cell of a row; None where it is no row of these columns."""
    if len(row) == len(columns):
        places = list(range(len(row)))
    else:
        places = [place for cell in row if (place := _column(cell, columns)) is not None]
    if len(places) < len(row) or sorted(set(places)) != places:
        return None
    inside = all(
        (not place or cell.left > columns[place - 1][1])
        and (place + 1 == len(columns) or cell.reach < columns[place + 1][0])
        for cell, place in zip(row, places, strict=True)
    )
    return places if inside else None


def _column(cell: Cell, columns: Sequence[Column]) -> int | None:
    """The one column that a cell stands in."""
    begun = [place for place, (left, _) in enumerate(columns) if abs(cell.left - left) <= LEFT]
    met = begun or [place for place, (left, right) in enumerate(columns) if cell.left <= right and left <= cell.reach]
    return met[0] if len(met) == 1 else None
