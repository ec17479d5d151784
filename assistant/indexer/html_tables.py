"""Tables of an HTML page: their rows and cells, told to a Writer; a cell of several rows is said in each."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from assistant.indexer.writer import Writer
from assistant.model import BlockKind

CELLS = frozenset(("td", "th"))
_DIGITS = 6
"""A number with so many is no small one."""
_WIDEST = 100
"""Columns that a cell takes at most."""
_LABEL = 120
"""Code points of a cell that can be said in front of several rows."""
_MOST_SAID = 2_000
"""So many cells are said again at most, or a small page would make a text without end."""


class Tables:
    """The open tables of a page."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._open: list[bool] = []
        """Whether each only arranges the page."""
        self.in_row = False
        """Whether what comes is of a row: cells of tables that arrange the page are of none."""
        self._spans: list[int] = []
        """The open cells: how many columns each takes."""
        self._column = 0
        """In the open row, where the next cell stands."""
        self._tall: dict[int, tuple[int, str]] = {}
        """By column, how many more rows of the table a cell reaches down into, and its words."""
        self._said = 0
        """How many cells have been said again."""

    def begin(self, layout: bool) -> None:
        """A table begins; ``layout`` says that it only arranges the page."""
        self._open.append(layout)
        self._tall.clear()
        self._writer.table()

    def end(self) -> None:
        """It ends."""
        self._writer.table()
        self._open.pop()

    def begin_row(self, node: LexborNode) -> None:
        """A row begins: one of data, or one that names the columns."""
        self._writer.close()
        if not (self._open and self._open[-1]):
            self.in_row, self._column = True, 0
            self._writer.open(BlockKind.COLUMNS if _is_head(node) else BlockKind.ROW)

    def end_row(self) -> None:
        """It ends, with what reaches down into its last cells."""
        self._say_tall()
        self.in_row = False
        self._writer.close()

    def begin_cell(self, node: LexborNode) -> None:
        """A cell begins, behind those that reach down into its row before it."""
        self._spans.append(max(1, min(number_of(node, "colspan"), _WIDEST)))
        self._say_tall()
        rows = number_of(node, "rowspan") - 1
        if self.in_row and rows and self._said < _MOST_SAID:
            words = node.text(deep=True, separator=" ").strip()
            if len(words) <= _LABEL:
                self._tall[self._column] = (rows, words)

    def end_cell(self) -> None:
        """It ends; one that takes several columns leaves the others empty."""
        wide = self._spans.pop()
        if self.in_row:
            self._column += wide
            for _ in range(wide):
                self._writer.cell()
        else:
            self._writer.close()

    def _say_tall(self) -> None:
        """Cells of rows further up that reach down to here are said again: each row is quoted alone."""
        while self.in_row and self._column in self._tall:
            rows, words = self._tall.pop(self._column)
            self._said += 1
            if rows > 1 and self._said < _MOST_SAID:
                self._tall[self._column] = (rows - 1, words)
            self._writer.write(words)
            self._writer.cell()
            self._column += 1


def number_of(node: LexborNode, name: str, default: int = 1) -> int:
    """A small number that an attribute gives, else the default."""
    digits = (node.attributes.get(name) or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < _DIGITS else default


def _is_head(row: LexborNode) -> bool:
    """A row of column headings: in the table's head, of heading cells alone, or the first one and all bold."""
    cells = [child for child in row.iter() if child.tag in CELLS]
    parent = row.parent
    if (parent is not None and parent.tag == "thead") or all(cell.tag == "th" for cell in cells):
        return True
    bold = all(cell.text(strip=True) == "".join(b.text(strip=True) for b in cell.css("b, strong")) for cell in cells)
    return row.prev is None and bold and len(cells) > 1
