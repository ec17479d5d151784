"""How wide the words of a PDF are: as its fonts say, else as letters commonly are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_EM = 1000
_SPACE = 250
"""About how wide a space is, in thousandths of an em; pypdf writes one for a gap of half of that."""
_OWN_SCALE = "Type3"
"""The kind of font whose widths are not in thousandths of its size."""
_DAMAGE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


class Fonts:
    """The fonts of one file, each read once."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Any, Mapping[str, float]]] = {}

    def width(self, words: str, font: Any) -> float:
        """Of the font's size: how wide words are."""
        if id(font) not in self._known:
            self._known[id(font)] = (font, _widths(font))  # kept, or another font might get its number
        widths = self._known[id(font)][1]
        return sum(widths.get(char) or _common(char) for char in words)


def stretched(operands: Sequence[Any]) -> float:
    """By how many ems the gaps between the letters of one TJ operation widen its words: lines are justified so."""
    parts = operands[0] if operands and isinstance(operands[0], list) else ()
    gaps = [-float(part) for part in parts if isinstance(part, int | float)]
    return sum(max(0.0, gap - _SPACE) if gap > _SPACE / 2 else gap for gap in gaps) / _EM


def _widths(font: Any) -> Mapping[str, float]:
    """What a font says of its characters; nothing if it is damaged."""
    if font is None:
        return {}
    try:
        from pypdf.errors import PyPdfError  # noqa: PLC0415  an extra
        from pypdf.generic._font import Font  # noqa: PLC0415  pypdf's own: it may move
    except ImportError:
        return {}
    try:
        read = Font.from_font_resource(font)
        if read.sub_type == _OWN_SCALE:
            return {}
        return {_shown(read, raw): float(width) / _EM for raw, width in read.character_widths.items()}
    except (*_DAMAGE, PyPdfError):
        return {}


def _shown(font: Any, raw: str) -> str:
    """What a character code of a font is as text; nothing where nobody knows."""
    names = font.encoding if isinstance(font.encoding, dict) else {}
    text = font.character_map.get(raw) or (names.get(ord(raw)) if len(raw) == 1 else None)
    return str(text or "")


def _common(char: str) -> float:
    if char in " .,;:'|!ijlIt()[]’‘":
        return 0.27
    if char.isupper() or char in "mwMW—%":
        return 0.68
    return 0.48
