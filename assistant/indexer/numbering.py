"""List markers and section numbers at the beginning of a line."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARKER = re.compile(
    r"(?P<bullet>[•●▪▫◦○‣⁃∙·■□–—*+»✓✔➢➤-](?=[ \t\u00a0])|(?-i:[o§])(?=\t))"
    r"|(?P<label>(?:section|article|part|chapter|art\.|§)[ \t]*(?P<label_n>\d{1,3}(?:\.\d{1,3}){0,4}|[ivxIVX]{1,6})"
    r"(?:[.):]|[ \t]*[-–—])(?=[ \t\u00a0]))"
    r"|(?P<dotted>\d{1,3}(?:\.\d{1,3}){1,4}[.):]?(?=[ \t\u00a0]))"
    r"|(?P<number>\d{1,3}(?=[.):]|[ \t]*[-–—][ \t])[.):]?(?=[ \t\u00a0]|(?<=[.)])[A-Z]))"
    r"|(?P<roman>[IVXL]{1,6}[.)](?=[ \t\u00a0]))"
    r"|(?P<small>[ivxl]{1,6}[.)](?=[ \t\u00a0]))"
    r"|(?P<letter>[a-zA-Z][.)](?=[ \t\u00a0]))"
    r"|(?P<bracket>\((?P<bracket_n>\d{1,3}|[a-zA-Z]|[ivxl]{1,6}|[IVXL]{1,6})\)(?=[ \t\u00a0]|[A-Za-z]))",
    re.IGNORECASE | re.UNICODE,
)
_DASH = re.compile(r"-(?=[^\W\d_])")
_CLASSES = ("bullet", "label", "dotted", "number", "roman", "small", "letter", "bracket")


@dataclass(frozen=True, slots=True)
class Marker:
    """What stands before a line's words."""

    text: str
    """The marker as written, without the white space after it."""
    style: str
    """"bullet", "number", "dotted", "roman", "letter", "bracket" or "label": one style, one level."""
    value: tuple[int, ...] = ()
    """Its numbers: (2, 1) for "2.1", (4,) for "iv."."""


def marker(line: str) -> Marker | None:
    """The marker that ``line`` begins with (leading white space already gone)."""
    match = _MARKER.match(line)
    if match is None:
        return None
    style = next(name for name in _CLASSES if match.group(name) is not None)
    text = match.group()
    if style in ("roman", "small") and not is_roman(text):
        style = "letter"
    core = match.group("label_n") or match.group("bracket_n") or text
    return Marker(text, _style(style, text, core), _value(style, core))


def dash(line: str) -> Marker | None:
    """A dash right before a word: a bullet only where others stand beside it, or a lead-in before it."""
    return Marker("-", "bullet -") if _DASH.match(line) else None


def _style(style: str, text: str, core: str) -> str:
    if style == "bullet":
        return f"bullet {text}"
    if style == "bracket":
        kind = "number" if core.isdigit() else "letter"
        return f"bracket {kind}"
    if style in ("letter", "roman", "small"):
        case = "upper" if text[0].isupper() else "lower"
        return f"{'roman' if style != 'letter' else 'letter'} {case}"
    return style


def _value(style: str, core: str) -> tuple[int, ...]:
    digits = re.findall(r"\d+", core)
    if digits:
        return tuple(int(d) for d in digits)
    word = re.sub(r"\W", "", core)
    if style == "bullet" or not word:
        return ()
    if style == "letter" or not is_roman(word):
        return (ord(word[0].lower()[0]) - ord("a") + 1,)  # "İ" is two in lower case
    return (_roman(word),)


def is_roman(text: str) -> bool:
    """It is a Roman number up to L, whatever stands around it."""
    word = re.sub(r"\W", "", text).upper()
    return bool(re.fullmatch(r"X{0,3}(?:IX|IV|V?I{0,3})|XL|L", word)) and bool(word)


def _roman(word: str) -> int:
    values = {"I": 1, "V": 5, "X": 10, "L": 50}
    numbers = [values.get(c, 0) for c in word.upper()]
    following = [*numbers[1:], 0]
    return sum(-n if n < after else n for n, after in zip(numbers, following, strict=True))
