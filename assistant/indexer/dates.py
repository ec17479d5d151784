"""Dates in a policy: since when it holds, in its own words and as a date."""

from __future__ import annotations

import datetime as dt
import re

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_DATE = re.compile(
    rf"(?P<y1>\d{{4}})[-/.](?P<m1>\d{{1,2}})[-/.](?P<d1>\d{{1,2}})"
    rf"|(?P<n2>{_MONTH})\.? (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y2>\d{{4}})"
    rf"|(?P<d3>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<n3>{_MONTH})\.?,? (?P<y3>\d{{4}})"
    rf"|(?P<n4>{_MONTH}),? (?P<y4>\d{{4}})"
    rf"|(?P<a5>\d{{1,2}})[/.](?P<b5>\d{{1,2}})[/.](?P<y5>\d{{4}})",
    re.IGNORECASE,
)
_CUE = re.compile(
    r"\b(?:(?:last|most recently) (?:updated|modified|revised|changed|reviewed|amended)"
    r"|last (?:update|modification|revision|change)|effective|updated|revised|modified|dated|in force|valid from"
    r"|applies from|t(?:akes|ook) effect|revision date|published(?=:| on)"
    r"|(?<!previous )(?<!prior )(?<!earlier )(?<!older )version)\b(?! (?:before|until))|^(?:date|status):",
    re.IGNORECASE,
)
_REACH = 60
_SHORT = 30
"""A line of at most so many code points can be the cue to a date on the next line."""
_TOP = 1000
"""A date alone on a line is the policy's if it stands among the first so many code points."""


def parse(text: str) -> dt.date | None:
    """The first calendar date in a text; None where there is none, or only a month."""
    match = _DATE.search(text)
    return _date(match) if match else None


def effective(text: str) -> tuple[str | None, dt.date | None]:
    """The words that say since when a policy holds, verbatim, and the date in them (None for "January 2015")."""
    for part in (text[:6000], text[-3000:]):
        lines = [line for line in part.split("\n") if line.strip()]
        for line, behind in zip(lines, [*lines[1:], ""], strict=True):
            found = _in_line(line) or (_alone(behind) if len(line) <= _SHORT and _CUE.search(line) else None)
            if found is not None:
                return found
    return next(filter(None, map(_alone, text[:_TOP].split("\n"))), (None, None))


def _alone(line: str) -> tuple[str, dt.date | None] | None:
    words = line.strip()
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


def _date(match: re.Match[str]) -> dt.date | None:
    g = match.groupdict()
    if g["y1"]:
        return _safe(g["y1"], g["m1"], g["d1"])
    if g["n2"]:
        return _safe(g["y2"], _month(g["n2"]), g["d2"])
    if g["n3"]:
        return _safe(g["y3"], _month(g["n3"]), g["d3"])
    if g["y5"] and "." in match.group():
        return _safe(g["y5"], g["b5"], g["a5"])
    if g["y5"]:  # 3/12/2020 reads differently on two shores: only a day over 12 tells
        first, second = int(g["a5"]), int(g["b5"])
        return _safe(g["y5"], second, first) if first > 12 else _safe(g["y5"], first, second) if second > 12 else None
    return None


def _month(name: str) -> int:
    return next(i for i, month in enumerate(_MONTHS, 1) if month.startswith(name[:3].lower()))


def _safe(year: int | str, month: int | str, day: int | str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
