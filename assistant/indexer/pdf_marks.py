"""The bullets of a PDF that are no text: browsers that print a page draw them as small discs, circles and squares."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from assistant.indexer.pdf_lines import Fragment

_LEAST, _MOST = 1.5, 8.0
"""Points: how wide and how high a bullet is."""
_ROUND = 0.25
"""Of its width: how much the height of a bullet may differ."""
_NEAR = 2.5
"""Of the font size: how far the words stand from it."""
_LARGEST = 40.0
"""Points: larger letters begin no list item."""
_POINTS = 2
"""Numbers that place one point of a path."""
_BOX, _ENDS = b"re", b"n"
_REACHES = frozenset((b"m", b"l", b"c", b"v", b"y", _BOX))
_PAINTS = frozenset((b"f", b"F", b"f*", b"S", b"s", b"B", b"B*", b"b", b"b*"))
_BULLET = "• "


class Marks:
    """Watches what one page draws, and keeps the small shapes that are as wide as high."""

    def __init__(self) -> None:
        self._xs: list[float] = []
        self._ys: list[float] = []
        self._found: dict[int, list[tuple[float, float]]] = defaultdict(list)
        """By the height of their middle: the left and the right edge of each."""

    def see(self, operator: bytes, operands: Sequence[Any], matrix: Sequence[float]) -> None:
        """One operation of the page, and the matrix that places what it draws."""
        if operator in _PAINTS:
            self._keep()
        if operator in _PAINTS or operator == _ENDS:
            self._xs.clear()
            self._ys.clear()
        elif operator in _REACHES:
            self._reach(operator, operands, [float(value) for value in matrix])

    def _reach(self, operator: bytes, operands: Sequence[Any], matrix: Sequence[float]) -> None:
        """Stretch the shape to the points of one operation; what makes no sense is no point."""
        try:
            numbers = [float(value) for value in operands]
        except (ArithmeticError, TypeError, ValueError):
            return
        if operator == _BOX and len(numbers) == 2 * _POINTS:
            numbers[2:] = (numbers[0] + numbers[2], numbers[1] + numbers[3])
        a, b, c, d, e, f = matrix
        for x, y in zip(numbers[::_POINTS], numbers[1::_POINTS], strict=False):
            self._xs.append(x * a + y * c + e)
            self._ys.append(x * b + y * d + f)

    def _keep(self) -> None:
        if not self._xs:
            return
        left, right, low, high = min(self._xs), max(self._xs), min(self._ys), max(self._ys)
        wide, tall = right - left, high - low
        if _LEAST <= wide <= _MOST and abs(wide - tall) <= _ROUND * wide:
            self._found[round((low + high) / 2)].append((left, right))

    def write(self, drawn: Sequence[Fragment]) -> Iterator[Fragment]:
        """The words of the page, each that a bullet stands before with a bullet before it."""
        for near in self._found.values():
            near.sort()
        last: Fragment | None = None
        for fragment in drawn:
            if fragment.text.strip():
                edges = self._before(fragment, last)
                if edges is not None:
                    yield Fragment(_BULLET, edges[0], fragment.y, fragment.size, False, edges[1])
                last = fragment
            yield fragment

    def _before(self, fragment: Fragment, last: Fragment | None) -> tuple[float, float] | None:
        """The edges of the bullet that is next to the left of words, and as high as their small letters."""
        if fragment.size > _LARGEST:
            return None
        beside = last is not None and abs(last.y - fragment.y) < 1 and last.x < fragment.x
        least = max(fragment.x - _NEAR * fragment.size, last.x if last is not None and beside else -float("inf"))
        for height in range(round(fragment.y), round(fragment.y + 0.7 * fragment.size) + 1):
            near = self._found.get(height, [])
            at = bisect_right(near, (fragment.x, -float("inf")))
            if at and near[at - 1][0] >= least and near[at - 1][1] <= fragment.x + 1:
                return near[at - 1]
        return None
