"""Writes canonical text: a parser of any format with markup tells its page to a Writer, which keeps the offsets."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.indexer.source import Page
from assistant.model import TABLE, Block, BlockKind, Link, Span

CELL = " | "
"""What stands between two cells of a row that a Writer wrote."""
DRAWN = re.compile(r" \| |\t")
"""What is drawn between two cells of a row of plain text."""
SPACES = re.compile(r"(?<=[^\s|]) {3,}(?=[^\s|])|(?<=[^\s|.!?:]) {2}(?=[^\s|])")
"""What a typewriter leaves between them; two behind a full stop or a colon stand between sentences."""
BORDER = re.compile(f"{DRAWN.pattern}|{SPACES.pattern}")
"""What stands between two cells of a row, plain text included."""
INVISIBLE = str.maketrans("", "", "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_WHITE = re.compile(r"\s+")
_TIGHT = (BlockKind.ITEM, *TABLE)


class Writer:
    """Builds a Page: open a block, write its words, close it.

    White space collapses as on a page; whatever separates (blank lines, markers, cell borders) is written only
    when words follow it, so an empty block leaves nothing behind.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._links: list[Link] = []
        self._strong: list[Span] = []
        self._kind: BlockKind | None = None
        self._level = 0
        self._start: int | None = None
        self._marker = ""
        self._gap = ""
        self._marks: list[tuple[list[int], str | None]] = []
        self._head: Span | None = None
        self._named: list[bool] = []
        """Of the table's columns, whether each has a heading."""
        self._filled: list[bool] = []
        """Of the open row's cells that have ended, whether each has words."""
        self._worded = False

    def open(self, kind: BlockKind, level: int = 0, marker: str = "") -> None:
        """Begin a block; one that is still open ends here. ``marker`` ("•", "3.") is written before its words."""
        self.close()
        self._kind, self._level, self._marker = kind, level, marker

    @property
    def waiting(self) -> bool:
        """A block is open that has no words yet."""
        return self._kind is not None and self._start is None

    def close(self) -> None:
        """End the open block, if there is one."""
        if self._kind is not None and self._start is not None:
            span = Span(self._start, self._length)
            head = self._head if self._kind is BlockKind.ROW else None
            marked = self._kind is not BlockKind.PARAGRAPH
            self._blocks.append(Block(self._kind, *span, level=self._level, head=head, marked=marked))
            if self._kind is BlockKind.COLUMNS:
                self._head, self._named = span, self._filled
        self._filled, self._worded = [], False
        self._kind, self._level, self._marker, self._start, self._gap = None, 0, "", None, ""

    def table(self) -> None:
        """Begin a table: the column headings of an earlier one no longer hold."""
        self.close()
        self._head, self._named = None, []

    def write(self, words: str) -> None:
        """Write into the open block; where none is open, a paragraph begins."""
        bare = _WHITE.sub(" ", words.translate(INVISIBLE))
        if not bare:
            return
        if bare[0] == " ":
            self._gap = self._gap or " "
        if bare == " ":
            return
        if self._start is None:
            self._begin_block()
        else:
            self._put(self._gap)
        for starts, _ in self._marks:
            if not starts:
                starts.append(self._length)
        self._put(bare.strip(" "))
        self._worded = True
        self._gap = " " if bare[-1] == " " else ""

    def line_break(self) -> None:
        """End the line inside the open block."""
        if not self._gap.endswith(CELL):
            self._gap = "\n"

    def cell(self) -> None:
        """End a cell of the open row. One without words keeps its place under the heading of its column."""
        number = len(self._filled)
        kept = number < len(self._named) and self._named[number] and self._gap.endswith(CELL)
        self._gap = self._gap + CELL if kept else CELL
        self._filled.append(self._worded)
        self._worded = False

    def label(self) -> bool:
        """Let what follows stand in the same block, after a colon; False where the words need no more."""
        last = self._parts[-1][-1:] if self._parts and self._start is not None else "?"
        if last in "?!.":
            return False
        self._gap = " " if last == ":" else ": "
        return True

    def begin(self, url: str | None = None) -> None:
        """Begin a link to ``url``; without one, bold text."""
        self._marks.append(([], url))

    def end(self) -> None:
        """End the link or the bold text that was begun last."""
        starts, url = self._marks.pop()
        if starts and url is not None:
            self._links.append(Link(starts[0], self._length, url))
        elif starts:
            self._strong.append(Span(starts[0], self._length))

    def page(self, meta: Mapping[str, str] | None = None) -> Page:
        """Everything that was written."""
        self.close()
        links = tuple(sorted(self._links, key=lambda link: (link.start, link.end)))
        return Page("".join(self._parts), tuple(self._blocks), links, tuple(sorted(self._strong)), dict(meta or {}))

    def _begin_block(self) -> None:
        kind = self._kind = self._kind or BlockKind.PARAGRAPH
        if self._blocks:
            tight = kind in _TIGHT and self._blocks[-1].kind in _TIGHT
            self._put("\n" if tight else "\n\n")
        if self._marker:
            self._put("  " * max(self._level - 1, 0) + self._marker + " ")
        self._start = self._length

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
