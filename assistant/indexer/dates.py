"""Dates in a policy: since when it holds, in its own words and as a date."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise, takewhile

from assistant.language.signs import MONTH

_MONTHS = "january february march april may june july august september october november december".split()
_DATE = re.compile(
    (
        rf"(?P<y1>\d{{4}})[-/.](?P<m1>\d{{1,2}})[-/.](?P<d1>\d{{1,2}})"
        rf"|(?P<n2>{MONTH})\.? (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y2>\d{{4}})"
        rf"|(?P<d3>\d{{1,2}})(?:st|nd|rd|th|\.)? (?:of )?(?P<n3>{MONTH})\.?,? (?P<y3>\d{{4}})"
        rf"|(?P<n4>{MONTH})\.?,? (?P<y4>\d{{4}})"
        rf"|(?P<a5>\d{{1,2}})[/.](?P<b5>\d{{1,2}})[/.](?P<y5>\d{{4}})"
    ).replace(" ", r"\s"),
    re.IGNORECASE,
)
_CUE = re.compile(
    r"\b(?:(?:last|most recently) (?:updated|modified|revised|changed|reviewed|amended)"
    r"|last (?:update|modification|revision|change)|effective|updated|revised|modified|in force|valid from|applies from"
    r"|t(?:akes?|ook) effect|c(?:omes?|ame) into (?:effect|force)|revision date|version)\b(?! (?:before|until))"
    r"|^\W{0,3}(?:(?:date|status):|(?:dated|published)\b)",
    re.IGNORECASE,
)
_FORMER = re.compile(
    r"\b(?:previous|prior|earlier|older|old|former|archived|superseded|(?:replaces|supersedes) the) versions?\b.*",
    re.IGNORECASE,
)
"""What a line says of another version."""
_HISTORY = re.compile(r"\b(?:history|change ?log|changes|versions|revisions|updates|amendments)\b", re.IGNORECASE)
_HEADING, _BETWEEN, _ENTRIES = 60, 2, 2
"""Of a list of changes: code points of its heading at most, lines between the two, and its entries at least."""
_WORD = re.compile(r"\w")
_REACH = 60
_LABEL, _LABELLED = 30, 80
"""Code points of a line that is the cue to a date on the next, and of one that holds both and little else."""
_TOP = 1000
"""A date alone on a line is the policy's if it stands among the first so many code points."""
_AROUND = " \t\u00a0.()*_"


def parse(text: str) -> dt.date | None:
    """The first calendar date in a text; None where there is none, or only a month."""
    match = _DATE.search(text)
    return _date(match) if match else None


def effective(text: str) -> tuple[str | None, dt.date | None]:
    """The words that say since when a policy holds, verbatim, and the date in them (None for "January 2015").

    Lines that say little else go before dates in sentences, which may be those of laws and contracts.
    """
    top, tail = _lines(text[:6000]), _lines(text[-3000:])
    title = len(_lines(text[:_TOP]))
    found = chain(
        (_labelled(*pair) for pair in top[:title]),
        (_alone(line) for before, line in top[:title] if before),
        _latest([line for line in text.split("\n") if line.strip()]),
        (_labelled(*pair) for pair in (*top[title:], *tail)),
        (_in_line(line) for _, line in (*top, *tail)),
    )
    return next(filter(None, found), (None, None))


def _lines(text: str) -> list[tuple[str, str]]:
    """Each line that is not blank, behind the one before it, without what they say of other versions."""
    lines = [_FORMER.sub("", line) for line in text.split("\n") if line.strip()]
    return list(pairwise(["(first)", *lines]))


def _labelled(before: str, line: str) -> tuple[str, dt.date | None] | None:
    label = len(before) <= _LABEL and _CUE.search(before)
    return (_alone(line) if label else None) or (_in_line(line) if len(line) <= _LABELLED else None)


def _latest(lines: Sequence[str]) -> Iterator[tuple[str, dt.date]]:
    """The latest entry of each list of changes: lines that begin or end with a date, under a heading that says so."""
    for number, line in enumerate(lines):
        if len(line) <= _HEADING and _HISTORY.search(line) and not _FORMER.search(line):
            near = range(number + 1, min(number + 2 + _BETWEEN, len(lines)))
            first = next((at for at in near if _entry(lines[at])), len(lines))
            entries = [*filter(None, takewhile(bool, map(_entry, lines[first:])))]
            swapped = any(_swaps(entry) for entry in entries)  # and so in the lines around
            dated = [(found, entry[0]) for entry in entries if (found := _date(entry, swapped))]
            if len(dated) >= _ENTRIES:
                yield max(dated)[::-1]


def _entry(line: str) -> re.Match[str] | None:
    """The date that a line begins or ends with."""
    dates = _DATE.finditer(line)
    return next((m for m in dates if not _WORD.search(line, 0, m.start()) or not _WORD.search(line, m.end())), None)


def _swaps(date: re.Match[str]) -> bool:
    """Whether the month must stand before the day: "10/19/2022"."""
    return date["a5"] is not None and "." not in date[0] and int(date["a5"]) <= 12 < int(date["b5"])


def _alone(line: str) -> tuple[str, dt.date | None] | None:
    words = line.strip(_AROUND)
    match = _DATE.fullmatch(words)
    return (words, _date(match)) if match else None


def _in_line(line: str) -> tuple[str, dt.date | None] | None:
    cues = list(_CUE.finditer(line))
    for number, cue in enumerate(cues):
        stop = cues[number + 1].start() if number + 1 < len(cues) else len(line)
        match = _DATE.search(line, cue.end(), min(stop, cue.end() + _REACH))
        if match is not None:
            return line[cue.start() : match.end()], _date(match)
    return None


def _date(match: re.Match[str], swapped: bool = False) -> dt.date | None:
    """The calendar date that was matched; None for a month alone, or for what is no date.

    3/12/2020 reads differently on two shores: only a day over 12 tells, or that it is known to be ``swapped``.
    """
    part = {name[0]: text for name, text in match.groupdict().items() if text}
    if "a" in part:
        day, month = int(part["a"]), int(part["b"])
        if swapped or _swaps(match):
            day, month = month, day
        elif "." not in match[0] and day <= 12:
            return None
    elif "d" in part:
        day, month = int(part["d"]), int(part["m"]) if "m" in part else _month(part["n"])
    else:
        return None
    try:
        return dt.date(int(part["y"]), month, day)
    except ValueError:
        return None


def _month(name: str) -> int:
    return next(i for i, month in enumerate(_MONTHS, 1) if month.startswith(name[:3].lower()))
