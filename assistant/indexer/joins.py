"""Mends units: sentences that were torn at the ends of lines, and addresses, whose lines belong together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.indexer import looks
from assistant.indexer.units import Unit
from assistant.indexer.wraps import BEGINS, WANTS
from assistant.model import BlockKind

_OFTEN = 5
"""So many torn paragraphs say that a page was torn at its line ends."""
_FULL = 0.75
"""A line of such a page is full if it is so long, measured by the longest one that was torn."""
_ENDED = re.compile(r"[;,.](?: (?:and|or|and/or))?\Z")
"""Items that end so have no others in their middle."""
_COLLECTED = re.compile(r"(?:[\w/-]+ ){0,5}(?:address(?:es)?|e-?mail|phone|telephone|fax)", re.IGNORECASE)
"""Lines of nothing else are no address, but what is collected: "E-mail address"."""
_SHORTEST_LINE, _LONGEST_LINE = 60, 131
"""Code points of a line that may have been torn from the next."""


def join_broken(found: Sequence[Unit], text: str) -> list[Unit]:
    """Mend paragraphs that were torn at line ends: a full line without an end, and the next goes on in lower case.

    Where that happens often, as in what was copied out of a PDF, it may go on with a capital, too.
    """
    found = list(found)
    listed = _listed(found)
    pairs = (pair for i, pair in enumerate(pairwise(found)) if i + 1 not in listed)
    lengths = (len(_last_line(before)) for before, unit in pairs if _goes_on_below(before, unit))
    torn = [length for length in lengths if length < _LONGEST_LINE]
    full = _FULL * max(torn) if len(torn) >= _OFTEN else _LONGEST_LINE
    joined: list[Unit] = []
    for i, unit in enumerate(found):
        before = joined[-1] if joined and not (i in listed and not WANTS.search(joined[-1].text)) else None
        if before is not None and (_goes_on_below(before, unit) or _is_torn_off(before, unit, full)):
            joined[-1] = replace(before, end=unit.end, text=text[before.start : unit.end], strong=False, url=None)
        else:
            joined.append(unit)
    return joined


def _listed(found: Sequence[Unit]) -> set[int]:
    """Which units begin in lower case as those right before them do, back to a lead-in, where none has an end."""
    listed: set[int] = set()
    run: list[int] = []
    for i, unit in enumerate(found):
        led = run or (i and found[i - 1].text.endswith(":"))
        if led and unit.kind is BlockKind.PARAGRAPH and unit.text[:1].islower() and not (run and unit.gap):
            run.append(i)
            continue
        if not any(_ENDED.search(found[j].text) for j in run[:-1]):
            listed.update(run[1:])
        run = []
    return listed


def _goes_on_below(before: Unit, unit: Unit) -> bool:
    """Whether a unit surely goes on with the sentence before it; or ends it, behind a longer line that wants a word."""
    line = _last_line(before)
    if not unit.text[:1].islower() or line.endswith(",") or not _is_unfinished(before, unit):
        return False
    wanted = WANTS.search(line) is not None and unit.text.endswith(".")
    return len(line) >= _SHORTEST_LINE and (len(line) < _LONGEST_LINE or wanted)


def _is_torn_off(before: Unit, unit: Unit, full: float) -> bool:
    """Whether a line that is ``full`` goes on with a capital: it is no title, and what follows no number of a page.

    An item at a bullet may end without a stop: it has where a sentence begins, unless its last word wants another.
    """
    line = _last_line(before)
    bullet = before.kind is BlockKind.ITEM and not before.numbered
    long = max(full, _SHORTEST_LINE) <= len(line) < _LONGEST_LINE
    if not long or unit.text.isdigit() or not _is_unfinished(before, unit):
        return False
    ended = line.rstrip("\"”’')] ").endswith((".", ":", ";", "!", "?"))
    whole = ended or looks.could_title(before.text) or "://" in line.rsplit(" ", 1)[-1]
    return not whole and (not bullet or not BEGINS.match(unit.text) or WANTS.search(line) is not None)


def _last_line(unit: Unit) -> str:
    return unit.text.rsplit("\n", 1)[-1]


def _is_unfinished(before: Unit, unit: Unit) -> bool:
    """Whether a line ends without an end before a unit."""
    return (
        before.is_prose
        and unit.kind is BlockKind.PARAGRAPH
        and not before.text.endswith((".", ":", ";", "!", "?", "; and", "; or"))
        and unit.url is None
        and before.url is None
    )


def join_addresses(found: Sequence[Unit], text: str) -> list[Unit]:
    """Make the lines of a postal address one unit: nobody wants to be quoted a house number."""
    joined: list[Unit] = []
    run: list[Unit] = []
    for unit in found:
        if run and (unit.gap or not _is_short(unit)):
            joined.extend(_joined(run, text))
            run = []
        if _is_short(unit):
            run.append(unit)
        else:
            joined.append(unit)
    return joined + _joined(run, text)


def _is_short(unit: Unit) -> bool:
    plain = unit.kind is BlockKind.PARAGRAPH or (unit.kind is BlockKind.ITEM and unit.marker is None)
    return plain and len(unit.text) <= 70 and not unit.text.endswith((":", ";")) and not looks.is_body(unit.text)


def _joined(run: list[Unit], text: str) -> list[Unit]:
    """The run with its address, from the line before the first line that tells to the last that does, as one."""
    cues = [i for i, unit in enumerate(run) if looks.is_contact(unit.text)]
    if len(cues) < 2 or all(_COLLECTED.fullmatch(run[i].text) for i in cues):
        return run
    first, last = max(0, cues[0] - 2), cues[-1]
    if last + 1 < len(run) and looks.is_country(run[last + 1].text):
        last += 1
    start, end = run[first].start, run[last].end
    whole = replace(run[first], end=end, text=text[start:end], strong=False, bold=0, url=None)
    return [*run[:first], whole, *run[last + 1 :]]
