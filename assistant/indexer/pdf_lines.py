"""The lines of a PDF: runs of words put together, running headers, footers and footnotes taken out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import NamedTuple

from assistant.indexer.numbering import marker

_SAME_LINE = 0.5
"""Of the font size: how far words of one line may stand above or below each other (superscripts do)."""
_CELL_GAP = 1.1
"""Of the font size: white space that separates two cells, and no two words."""
_SMALL = 0.8
_BULLET_GAP = 4.0
"""Of the font size: white space that may stand behind the marker of a list item."""
_BULLET = 4
"""Code points that such a marker may have."""
_NOTE = re.compile(r"\[?(\d{1,3})\]?[.)]?\s*(?=\D)")
_PAGE_NUMBER = re.compile(r"\W*(?:(?:page|seite|p\.)\s*)?#(?:\s*(?:of|/|von|\|)\s*#)?\W*", re.IGNORECASE)
_EDGE = 0.15
"""Of the page's height: where running headers and footers stand."""
_TEXT = str.maketrans({
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "\uf0b7": "•", "\uf0a7": "•", "\uf076": "•",
    "\uf0d8": "•", "\uf0fc": "•", "\x00": None,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fragment:
    """Words that one operation of the page draws. Lengths are points; ``y`` grows upwards."""

    text: str
    x: float
    y: float
    size: float
    bold: bool
    end: float
    """Where the words end."""
    url: str = ""
    """Where they link to."""


class Run(NamedTuple):
    """Words of a line that look alike."""

    words: str
    bold: bool
    url: str = ""


@dataclass(slots=True)
class Line:
    """Words on one base line, without a gap wide enough for a column."""

    x: float
    y: float
    size: float
    runs: list[Run] = field(default_factory=list)
    end: float = 0.0

    @property
    def text(self) -> str:
        """All of its words."""
        return "".join(run.words for run in self.runs).strip()

    @property
    def bold(self) -> bool:
        """All of it is bold."""
        return all(run.bold for run in self.runs if run.words.strip())

    def add(self, fragment: Fragment) -> None:
        """Put more words at its end."""
        words = fragment.text.translate(_TEXT).replace("\n", " ")
        if fragment.size < _SMALL * self.size and words.strip().isdigit() and fragment.y > self.y + 0.5:
            words = f"[{words.strip()}]"  # a reference to a footnote
        self.runs.append(Run(words, fragment.bold, fragment.url))
        self.end = max(self.end, fragment.end)


def lines(fragments: Iterable[Fragment]) -> list[Line]:
    """Lines in the order of the file. What stands far to the right on the same base line is a line of its own."""
    drawn = list(fragments)
    columns = _columns(drawn)
    found: list[Line] = []
    for fragment in drawn:
        if not fragment.text.strip():
            if found and fragment.text:
                found[-1].runs.append(found[-1].runs[-1]._replace(words=" "))
            continue
        line = found[-1] if found else None
        if line is None or not _continues(line, fragment) or _at_column(line, fragment, columns):
            line = Line(fragment.x, fragment.y, fragment.size)
            found.append(line)
        line.add(fragment)
    return [line for line in found if line.text]


def _columns(fragments: Sequence[Fragment]) -> frozenset[int]:
    """Where, in points, cells begin: behind a wide gap, or higher than what is before, stands one of them at least."""
    found = set()
    for before, after in pairwise(f for f in fragments if f.text.strip()):
        wide = abs(before.y - after.y) < 1 and after.x - before.end > _CELL_GAP * after.size
        higher = after.y - before.y > _SAME_LINE * max(before.size, after.size) and after.x > before.end
        if higher or (wide and not _is_marker(before.text.strip())):
            found.add(round(after.x))
    return frozenset(found)


def _at_column(line: Line, fragment: Fragment, columns: frozenset[int]) -> bool:
    return not _is_marker(line.text) and fragment.x > line.x + fragment.size and round(fragment.x) in columns


def _continues(line: Line, fragment: Fragment) -> bool:
    if abs(line.y - fragment.y) > _SAME_LINE * max(line.size, fragment.size):
        return False
    most = _BULLET_GAP if _is_marker(line.text) else _CELL_GAP
    least = -0.5 * line.size - 0.2 * (line.end - line.x)
    return least <= fragment.x - line.end <= most * line.size


def _is_marker(text: str) -> bool:
    """It may stand before a list item or a title, and is no short cell: "Yes"."""
    if len(text) < 2 or text.isdigit():
        return len(text) <= _BULLET
    found = marker(f"{text} ")
    return found is not None and len(found.text) == len(text) <= _BULLET


def without_running(sheets: Sequence[list[Line]], heights: Sequence[float]) -> list[list[Line]]:
    """The pages without what stands at the same edge of many of them, and without page numbers."""
    seen: Counter[tuple[str, int]] = Counter()
    keys = [_edges(sheet, height) for sheet, height in zip(sheets, heights, strict=True)]
    for page in keys:
        seen.update(set(page.values()))
    least = max(2, 0.4 * len(sheets))
    kept = []
    for sheet, page in zip(sheets, keys, strict=True):
        gone = {y for y, key in page.items() if seen[key] >= least or _PAGE_NUMBER.fullmatch(key[0])}
        kept.append([line for line in sheet if round(line.y) not in gone])
    return kept


def _edges(sheet: Sequence[Line], height: float) -> dict[int, tuple[str, int]]:
    """The outermost lines at the top and the bottom: where, and what with its digits made alike."""
    heights = sorted({round(line.y) for line in sheet})
    if len(heights) < 3:
        return {}
    low = [y for y in heights[:3] if y < _EDGE * height]
    high = [y for y in heights[-3:] if y > (1 - _EDGE) * height]
    found = {}
    for y in (*low, *high):
        words = " ".join(line.text for line in sheet if round(line.y) == y)
        found[y] = (re.sub(r"\d+", "#", words), round(y / 6))
    return found


def body_size(sheets: Iterable[Sequence[Line]]) -> float:
    """The font size of most of the text."""
    counts: Counter[float] = Counter()
    for sheet in sheets:
        for line in sheet:
            counts[round(line.size, 1)] += len(line.text)
    return counts.most_common(1)[0][0] if counts else 0.0


def without_notes(sheets: Sequence[list[Line]], size: float) -> tuple[list[list[Line]], list[str]]:
    """The pages without their footnotes, and the footnotes: "[1] …"."""
    bodies, notes = [], []
    for sheet in sheets:
        first = len(sheet)
        while first and sheet[first - 1].size < 0.92 * size:
            first -= 1
        if first < len(sheet) and _NOTE.match(sheet[first].text):
            bodies.append(sheet[:first])
            notes += _notes(sheet[first:])
        else:
            bodies.append(sheet)
    return bodies, notes


def _notes(found: Sequence[Line]) -> list[str]:
    rows = [" ".join(line.text for line in row) for _, row in groupby(found, key=lambda line: round(line.y))]
    notes: list[str] = []
    for row in rows:
        match = _NOTE.match(row)
        if match and (not notes or int(match[1]) == int(notes[-1][1:].split("]")[0]) + 1):
            notes.append(f"[{match[1]}] {row[match.end() :]}")
        else:
            notes[-1] += " " + row
    return notes
