"""Text of unknown origin made safe for a terminal, and cut into lines of a given width.

Policies and questions come from anybody. An escape sequence in one could repaint a terminal, and a bidi override
could make a clause read differently from what it says. Both are shown as a mark instead. One code point becomes one
code point, so offsets into the original still hold.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.indexer.numbering import marker
from assistant.model import Span

_SPACES = re.compile("[\t\x0b\x0c\r\x1c-\x1f\x85\u2028\u2029]")
_UNSAFE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x9f"  # control characters: C0, DEL, C1
    "\u202a-\u202e\u2066-\u2069\u206a-\u206f"  # bidi embeddings, overrides, isolates; deprecated formatting
    "\ufff9-\ufffb\U000e0000-\U000e007f"  # interlinear annotations, invisible tags
    "\ud800-\udfff]"  # lone surrogates, which cannot be encoded at all
)
_MARKS = re.compile("[\u061c\u200e\u200f]")
"""Bidi marks: usual in Arabic and Hebrew, but no terminal needs them; an invisible space takes their place."""
_WORD = re.compile(r"\S+")
_SPACE = re.compile(r"\s+")
_ENDS = (".", ":", ";", "!", "?")
_FIRST = ("1.", "a.", "i.")
_GOES_ON = (",", " and", " or")
"""What stands at the end of an item that another one follows."""
_CELLS = " | "


def plain(text: str) -> str:
    """``text`` without anything that acts on a terminal; line feeds stay. As many code points as before."""
    text = _SPACES.sub(" ", text)
    text = _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text)
    return _MARKS.sub("\N{ZERO WIDTH SPACE}", text)


def one_line(text: str, limit: int = 500) -> str:
    """``text`` made safe, on one line, white space closed up, and cut to ``limit`` code points."""
    line = " ".join(plain(text[: 4 * limit]).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def closed(text: str) -> str:
    """``text`` as it is printed in a line: all white space, as of a policy with indented lines, is one space."""
    return _SPACE.sub(" ", text)


def reflowed(text: str) -> str:
    """``text`` with the line feeds that only break a sentence as spaces; those between sentences and items stay."""
    lines = text.split("\n")
    return lines[0] + "".join(("\n" if _apart(*pair) else " ") + pair[1] for pair in pairwise(lines))


def _apart(before: str, line: str) -> bool:
    """Whether a line stands for itself, and does not go on with the one before."""
    before, line = before.strip(), line.strip()
    if not (before and line) or before.endswith(_ENDS) or _CELLS in before or _CELLS in line:
        return True
    item = _item(line)
    if not item.endswith(".") or item.lower() in _FIRST:
        return bool(item)
    # Such a number may end a sentence, too: "children under" / "13. We ask …".
    return before.endswith(_GOES_ON) or _item(before).endswith(".")


def _item(line: str) -> str:
    """What begins an item of a list, such as "•", "a)", "2."; empty for none, and for figures ("2.1", "1 – 3")."""
    found = marker(line)
    return found.text if found and (found.style.startswith("bullet") or found.text.endswith((".", ")"))) else ""


def columns(text: str) -> int:
    """How many terminal columns ``text`` takes: none for a combining mark, two for a wide character."""
    return len(text) if text.isascii() else sum(map(_column, text))


def wrap(text: str, width: int) -> Iterator[Span]:
    """The lines of ``text`` at ``width`` columns, as spans of it.

    They break at white space (a line feed is no more than that), and anywhere in a word that is too long. Highlights
    are spans of the same text, so they survive the wrapping. A line fits once it is ``closed``.
    """
    start = end = used = 0
    for word in _pieces(text, max(width, 2)):
        wide = columns(text[word.start : word.end])
        with_gap = wide + (word.start > end)
        if end and used + with_gap <= width:
            used += with_gap
        else:
            if end:
                yield Span(start, end)
            start, used = word.start, wide
        end = word.end
    if end:
        yield Span(start, end)


def wrap_paragraphs(text: str, width: int) -> Iterator[Span]:
    """As ``wrap``, but what ``reflowed`` leaves as a line begins on a new line."""
    for start, end in paragraphs(text):
        yield from (Span(start + a, start + b) for a, b in wrap(text[start:end], width))


def paragraphs(text: str) -> Iterator[Span]:
    """What ``reflowed`` leaves as lines, without the white space around each; empty ones are left out."""
    at = 0
    for row in reflowed(text).split("\n"):
        words = row.strip()
        if words:
            start = at + len(row) - len(row.lstrip())
            yield Span(start, start + len(words))
        at += len(row) + 1


def stretches(text: str, line: Span, marks: Sequence[Span]) -> Iterator[tuple[str, bool]]:
    """One line of ``text``, cut where marks begin and end; each piece with whether it is marked."""
    at = line.start
    for mark in marks:
        start, end = max(mark.start, at), min(mark.end, line.end)
        if start < end:
            yield text[at:start], False
            yield text[start:end], True
            at = end
    yield text[at : line.end], False


def _pieces(text: str, width: int) -> Iterator[Span]:
    """The words of ``text``; one that is wider than a line comes in several pieces."""
    for match in _WORD.finditer(text):
        start, used = match.start(), 0
        if columns(match[0]) > width:
            for at in range(match.start(), match.end()):
                wide = _column(text[at])
                if used + wide > width:
                    yield Span(start, at)
                    start, used = at, 0
                used += wide
        yield Span(start, match.end())


def _column(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
