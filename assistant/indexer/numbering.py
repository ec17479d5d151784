"""List markers and section numbers at the beginning of a line."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.indexer.counts import formed

_MARKER = re.compile(
    r"(?P<bullet>[•●▪▫◦○‣⁃∙·■□◆◇►▶▸➔❖˗–—*+»✓✔➢➤-](?=[ \t\u00a0])|[•●▪▫◦○‣⁃■□◆◇►▶▸➔❖➢➤](?=[^\W\d_])"
    r"|(?-i:[o§])(?=\t)|§(?-i:(?=[A-Z][a-z])))"
    r"|(?P<label>(?:section|article|part|chapter|art\.|§)[ \t]*(?P<label_n>\d{1,3}(?:\.\d{1,3}){0,4}|[ivx]{1,6})"
    r"(?:[.):]|[ \t]*[-–—])(?=[ \t\u00a0]))"
    r"|(?P<dotted>\d{1,3}(?:\.\d{1,3}){1,4}[.):]?(?=[ \t\u00a0]))"
    r"|(?P<number>\d{1,3}(?:[.):](?=[ \t\u00a0]|(?<=[.)])[A-Z])|[ \t]+[-–—](?=[ \t\u00a0]+[^\W\d_])"
    r"|[-–—](?=[ \t\u00a0]+(?-i:[A-Z]))))"
    r"|(?P<roman>[ivxl]{1,6}[.)](?=[ \t\u00a0]))"
    r"|(?P<letter>[a-z][.)](?=[ \t\u00a0]))"
    r"|(?P<bracket>\((?P<bracket_n>\d{1,3}|[a-z]|[ivxl]{1,6})\)(?=[ \t\u00a0]|[a-z]))",
    re.IGNORECASE,
)
_DASH = re.compile(r"-(?=[^\W\d_])")
_ROMAN = {formed(count, "upperRoman"): count for count in (*range(1, 41), 50)}
"""The Roman numbers that stand before points; beyond them, letters in a row are rather words."""


@dataclass(frozen=True, slots=True)
class Marker:
    """What stands before a line's words."""

    text: str
    """The marker as written, without the white space after it."""
    style: str
    """"bullet", "number", "dotted", "roman", "letter", "bracket" or "label": one style, one level."""
    value: tuple[int, ...] = ()
    """Its numbers: (2, 1) for "2.1", (4,) for "iv."."""

    def follows(self, other: Marker | None) -> bool:
        """Whether it counts on from another: 3 from 2, 2.2 from 2.1."""
        return other is not None and bool(other.value) and self.value == (*other.value[:-1], other.value[-1] + 1)


def marker(line: str) -> Marker | None:
    """The marker that ``line`` begins with (leading white space already gone)."""
    match = _MARKER.match(line)
    if match is None:
        return None
    kind, text = str(match.lastgroup), match.group()
    if kind == "roman" and not is_roman(text):
        kind = "letter"
    core = match["label_n"] or match["bracket_n"] or text
    return Marker(text, _style(kind, text, core), () if kind == "bullet" else _value(kind, core))


def dash(line: str) -> Marker | None:
    """A dash right before a word: a bullet only where others stand beside it, or a lead-in before it."""
    return Marker("-", "bullet -") if _DASH.match(line) else None


def as_letter(mark: Marker) -> Marker | None:
    """A letter in brackets that was taken for a Roman number: the "(i)" behind "(h)"."""
    bare = _bare(mark.text)
    if mark.style != "bracket letter" or len(bare) > 1 or not is_roman(bare):
        return None
    return replace(mark, value=(ord(bare) - ord("A") + 1,))


def _style(kind: str, text: str, core: str) -> str:
    match kind:
        case "bullet":
            return f"bullet {text}"
        case "bracket":
            return f"bracket {'number' if core.isdigit() else 'letter'}"
        case "letter" | "roman":
            return f"{kind} {'upper' if text[0].isupper() else 'lower'}"
    return kind


def _value(kind: str, core: str) -> tuple[int, ...]:
    digits = re.findall(r"\d+", core)
    if digits:
        return tuple(map(int, digits))
    if kind != "letter" and is_roman(core):
        return (_ROMAN[_bare(core)],)
    return (ord(core[0].lower()[0]) - ord("a") + 1,)  # "İ" is two in lower case


def is_roman(text: str) -> bool:
    """It is a Roman number as before points, whatever stands around it."""
    return _bare(text) in _ROMAN


def _bare(text: str) -> str:
    return re.sub(r"\W", "", text).upper()
