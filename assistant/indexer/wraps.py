"""Hard-wrapped plain text: how wide it is, and which of its lines goes on with the one before it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from assistant.indexer import looks
from assistant.indexer.numbering import dash, marker
from assistant.indexer.writer import DRAWN

_TAB = 4
_NARROWEST, _WIDEST = 40, 120
"""Columns that a text is wrapped at."""
_RAGGED = 15
"""Code points that a line may be shorter than the text is wide, where the next word did not go in it."""
_LOOSE = 4
"""Columns that are left over in a full line, at most, once the next word is in."""
_NEARLY = 0.6
"""Share of the width that a line has if its last word may say that it goes on: a shorter one may be an item."""
_FEW = 0.1
"""Share of the lines that may be longer than the text is wide."""
_LEAST = 8
"""A text with no more lines says nothing of its width."""
_SOME = 3
"""So many lines that go on in lower case say that a text is wrapped, if nearly all of them are full."""
WANTS = re.compile(
    r"(?:,|\b(?:the|an?|of|to|by|and|or|for|with|in|into|on|at|from|as|than|that|which|between|under|about|if|is|are|be|may"
    r"|will|not|this|these|your|our|their|its|section|article|called|see))\Z",
    re.IGNORECASE,
)
"""A line that ends so has not ended."""
BEGINS = re.compile(
    r"(?:We|You|The|This|These|Those|Our|Your|If|For|In|When|Where|Please|To|It|They|An?|By|As|All|However|Some|Any)\b"
)
"""Words that sentences begin with."""
_REFERS = re.compile(
    r"(?:§|\b(?:art(?:icle)?|sec(?:tion)?|para(?:graph)?|lit(?:era)?|point|abs|nr|age of)s?)\.?"
    r"(?: \(?\w{1,3}\)?[.,]?){0,3}\Z|\b(?:the|our|your|their)\Z",
    re.IGNORECASE,
)
"""What ends so is followed by a number that is no item's: "under Art. 6 (1)", "(b) of the GDPR"."""
_REFERENCE = 40
"""Code points in which that stands."""
_ENDS = (".", "!", "?", ":", ";", "; and", "; or")
_WORDS = re.compile(r"[^\W_]")


def wrap_width(lines: Sequence[str]) -> int:
    """The column that a hard-wrapped text keeps to, but for a few lines; 0 for a text whose lines are paragraphs."""
    said = [line.rstrip() for line in lines if line.strip()]
    width = _usual_length(said)
    longer = sum(len(line) > width for line in said)
    if len(said) <= _LEAST or longer > _FEW * len(said):
        return 0
    torn = [before.rstrip() for before, line in pairwise(lines) if _is_torn(before.strip(), line.strip())]
    full = [sum(len(line) > width - _RAGGED for line in some) for some in (said, torn)]
    goes_on = len(torn) >= _SOME and full[1] >= 0.8 * len(torn)
    return width if goes_on or (not longer and full[0] > 0.4 * len(said)) else 0


def _usual_length(said: Sequence[str]) -> int:
    """The length of a line that most lines come near to, the least of several; 0 where none can be a width."""
    lengths = Counter(map(len, said))
    widths = (length for length in sorted(lengths) if _NARROWEST <= length <= _WIDEST)
    return max(widths, key=lambda width: sum(lengths[width - less] for less in range(_RAGGED)), default=0)


def _is_torn(before: str, line: str) -> bool:
    """A line goes on in lower case; but what leads it in, or begins as it does, as items do, is not torn from it."""
    if not before or not line[:1].islower():
        return False
    return not before.endswith((":", ";", ",")) and not _begin_alike(before, line)


def is_next_line(begun: str, before: str, line: str, width: int) -> bool:
    """Whether a line of a wrapped text goes on with the one before it: that was full, or it has surely not ended.

    What they would go on with has ``begun`` so.
    """
    bare = line.strip()
    if dash(bare) or looks.entry(before) or _is_drawn(before.strip(), bare):
        return False
    mark = marker(bare)
    if len(before) + len(mark.text if mark else bare.split(maxsplit=1)[0]) + 1 > width - _LOOSE:
        return mark is None or _REFERS.search(before[-_REFERENCE:]) is not None
    inside = "\n" in begun or len(before) >= _NEARLY * width
    return mark is None and inside and indent(line) >= indent(before) and _wants_more(begun, before, bare)


def _is_drawn(before: str, line: str) -> bool:
    """One of two lines is a rule, or both are rows of a table."""
    ruled = not (_WORDS.search(before) and _WORDS.search(line))
    return ruled or (DRAWN.search(before) is not None and DRAWN.search(line) is not None)


def _wants_more(begun: str, before: str, line: str) -> bool:
    """Whether a line has not ended: its last word or the next one's first letter tells."""
    if line.lstrip('("“‘')[:1].islower():
        return not before.endswith(_ENDS) and not _begin_alike(before, line)
    if before.endswith(","):
        return looks.leads_in(begun)  # a line of an address has no verb
    return WANTS.search(before) is not None and not (looks.could_title(begun) or BEGINS.match(line))


def _begin_alike(before: str, line: str) -> bool:
    return before.split(maxsplit=1)[0] == line.split(maxsplit=1)[0]


def indent(line: str) -> int:
    """How far a line is indented."""
    return len(line[: len(line) - len(line.lstrip())].expandtabs(_TAB))
