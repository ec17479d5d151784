"""What stands around a policy on a page that was kept or copied whole: menus, buttons, banners, footers.

No line of it is marked as such. It is known by its words where some of them stand together, before the policy's first
clause or behind its last one. What could be the policy's stays: rather a menu is quoted than a clause lost.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from fnmatch import translate
from functools import cache

from assistant import resources
from assistant.indexer import looks
from assistant.indexer.titles import names_policy
from assistant.indexer.units import Unit
from assistant.model import BlockKind

_HEAD, _FOOT = 2, 4
"""So many known entries, at least, make a menu over the policy, and one under it."""
_ROW = 4
"""So many, at least, make one in a line without anything between them."""
_LABEL = 9
"""Words of an entry, at most."""
_LONGEST = 160
"""Code points of a line that may be furniture."""
_TOLD = 20
"""Words of a paragraph of the policy; what stands under it is shorter."""
_BUTTONS = 3
"""A banner has a button among so many units behind its words."""
_BESIDE = re.compile(r"\s+[|·•›»>→/–-]\s+|\t")
"""What stands between entries in one line."""
_START = frozenset(("home", "homepage", "startseite", "accueil", "inicio"))
"""The way to a page begins so: "Home > Legal > Privacy"."""
_RIGHTS = re.compile(
    r"\W*(?:©|\(c\) ?\d{4}|copyright (?:©|\(c\)|\d{4}))|.{0,80}©.{0,20}\d{4}\W*\Z|.{0,60}\ball rights reserved\W*\Z",
    re.IGNORECASE,
)
_BANNERS = tuple(
    (re.compile(rf"\b(?:{words})\b", re.IGNORECASE), re.compile(rf"(?:{button})", re.IGNORECASE))
    for words, button in (
        (
            r"cookies?|consent",
            r"(?:i )?(?:accept|allow|reject|decline|deny|got it|only|alle|nur|tou[ts]|acept|rechaz|accett|rifiut)",
        ),
        (r"news|newsletter|updates|offers|inbox|subscribing", r"(?:enter )?(?:your )?e-?mail(?: address)?\b|subscribe"),
    )
)
"""What banners say, and their buttons: to agree to cookies, to subscribe."""
_WAY = re.compile(r"\bopt[- ]?out\b|\bdo not sell\b|\byour privacy choices\b", re.IGNORECASE)
"""An entry by which one objects."""
_PART = re.compile(r"\b(?:this|our|your|these|to|about|how|what|who|changes?|updates?|privacy rights)\b", re.IGNORECASE)
"""A title of a part of the policy, though it names one."""


class _Line(Enum):
    """What a unit may be."""

    CLAUSE = auto()
    """Text of the policy, or as long as that."""
    PLACE = auto()
    """A line of an address."""
    OTHER = auto()
    """A date, a title with a number, a way to object: the policy's wherever it stands."""
    LABEL = auto()
    """A few words that end no sentence: a title, or an entry of a menu."""
    MENU = auto()
    """An entry that many sites have, and yet perhaps a title."""
    BANNER = auto()
    """What a banner says, over its buttons."""
    SURE = auto()
    """Words that nobody writes into a policy."""


_KNOWN = (_Line.MENU, _Line.SURE)
_SPARED = (_Line.CLAUSE, _Line.PLACE, _Line.OTHER)


def mark_furniture(found: Sequence[Unit]) -> None:
    """Make the units that stand around the policy CONTENTS, which is never quoted and heads nothing."""
    for i in _Page(found).furniture():
        found[i].kind = BlockKind.CONTENTS


class _Page:
    """Units, and what each may be."""

    def __init__(self, found: Sequence[Unit]) -> None:
        self._texts = [unit.text for unit in found]
        self._gaps = [unit.gap for unit in found]
        self._lines = [_line(unit) for unit in found]
        for i, text in enumerate(self._texts):
            if self._lines[i] is _Line.CLAUSE and self._is_banner(i, text):
                self._lines[i] = _Line.BANNER
        labels = (i for i, line in enumerate(self._lines) if line is _Line.LABEL)
        self._named = {i for i in labels if _is_named(self._texts[i])}
        self._leads_in = {i for i, unit in enumerate(found) if unit.text.endswith(":") or _heads_clauses(unit)}

    def furniture(self) -> Iterator[int]:
        """The numbers of the units that stand around the policy."""
        clauses = [i for i, line in enumerate(self._lines) if line is _Line.CLAUSE]
        told = max((i for i in clauses if len(looks.words(self._texts[i])) >= _TOLD), default=max(clauses, default=0))
        title, foot = min(self._named, default=0), _FOOT
        for run in self._runs(told) if clauses else ():
            over, under = run.start <= title, run.start > told
            known = self._known(run, over, under)
            sure = any(self._lines[i] is _Line.SURE for i in known)
            if over and known and (sure or len(known) >= _HEAD or known[0] < title):
                yield from self._head(run, known[-1])
            elif under and (sure or len(known) >= foot):
                foot = _HEAD
                stop = run.stop if run.stop == len(self._lines) else self._stop(run, known[-1])
                yield from (i for i in range(self._start(run, known[0]), stop) if self._lines[i] not in _SPARED)
            elif sure:
                yield from self._alone(known)

    def _runs(self, told: int) -> Iterator[range]:
        """Stretches without any clause; behind all text an address ends one, too."""
        start = 0
        for i, line in enumerate([*self._lines, _Line.CLAUSE]):
            if line is _Line.CLAUSE or (line is _Line.PLACE and i > told):
                if i > start:
                    yield range(start, i)
                start = i + 1

    def _known(self, run: range, over: bool, under: bool) -> list[int]:
        """Its entries that are known, without items that are led in and what may be the title of a clause."""
        known = [i for i in run if self._lines[i] in _KNOWN]
        if run.start - 1 in self._leads_in:
            behind = next((i for i in run if self._lines[i] not in _KNOWN), run.stop)
            sure = next((i for i in known if i > behind and self._lines[i] is _Line.SURE), run.stop)
            known = [i for i in known if i >= sure]
        if known and run.stop < len(self._lines) and self._lines[run.stop] is _Line.CLAUSE:
            last = all(self._lines[i] is _Line.OTHER for i in range(known[-1] + 1, run.stop))
            sure = self._lines[known[-1]] is _Line.SURE and (under or (over and len(known) > 1))
            if last and not sure:
                known.pop()
        return known

    def _head(self, run: range, last: int) -> Iterator[int]:
        """What stands over the policy, but for its title: the last line that names it, or the first of all."""
        title = max((i for i in run if i in self._named), default=-1)
        ways = (i for i in run if i in self._named and i < title and self._leads_to(i, title))
        stop = self._stop(run, max(last, *ways, 0))
        first = 0 if 0 in self._named and self._lines[1] is not _Line.BANNER else title
        yield from (i for i in range(run.start, stop) if i not in (first, title) and self._lines[i] not in _SPARED)

    def _leads_to(self, i: int, title: int) -> bool:
        """It is the same as the title, or ends so: "Home Legal Privacy notice"."""
        return f" {looks.plain(self._texts[i])}".endswith(f" {looks.plain(self._texts[title])}")

    def _start(self, run: range, first: int) -> int:
        """Where a menu begins with the ``first`` entry that is known: where a gap stands before the lines over it."""
        start = first
        while start > run.start and not self._gaps[start] and self._is_entry(start - 1):
            start -= 1
        return start if self._gaps[start] else first

    def _stop(self, run: range, last: int) -> int:
        """Where a menu ends whose ``last`` known entry this is: behind numbers and the like, or where a gap follows."""
        stop = last + 1
        while stop < run.stop and self._is_entry(stop):
            said = _said(self._texts[stop])
            if said and (said not in _phrases("beside") or stop + 1 == run.stop):
                break
            stop += 1
        end = next((i for i in range(stop, run.stop) if self._gaps[i]), stop)
        return end if all(map(self._is_entry, range(stop, end))) else stop

    def _is_entry(self, i: int) -> bool:
        return self._lines[i] is _Line.LABEL and i not in self._named

    def _alone(self, known: Sequence[int]) -> Iterator[int]:
        """What is furniture wherever it stands: sure words, and what is known right behind them."""
        last = len(self._lines)
        for i in known:
            if self._lines[i] is _Line.SURE or i == last + 1:
                last = i
                yield i

    def _is_banner(self, i: int, text: str) -> bool:
        under = range(i + 1, min(i + 1 + _BUTTONS, len(self._lines)))
        entries = [self._texts[j] for j in under if self._lines[j] in (*_KNOWN, _Line.LABEL)]
        return any(words.search(text) and any(map(button.match, entries)) for words, button in _BANNERS)


def _line(unit: Unit) -> _Line:
    text, said = unit.text, _said(unit.text)
    if len(text) > _LONGEST or not unit.is_prose or text.endswith((";", ",")):
        return _Line.CLAUSE
    if not text[0].islower() and (_RIGHTS.match(text) or _sure().match(said) or _is_row(text)):
        return _Line.SURE
    if said in _phrases("menu") and not (unit.numbered or text.endswith(":")):
        return _Line.MENU
    if unit.numbered or looks.is_dated(text) or _WAY.search(text):
        return _Line.OTHER
    if looks.is_contact(text) and said and said not in _phrases("beside"):
        return _Line.PLACE
    label = len(said.split()) <= _LABEL and not text.endswith((".", "!", ":"))
    return _Line.LABEL if label else _Line.CLAUSE


def _is_named(text: str) -> bool:
    """It may be the title of the policy."""
    return names_policy(text) and _PART.search(text) is None


def _heads_clauses(unit: Unit) -> bool:
    """It is marked as a heading, and is neither the policy's title nor that of a menu."""
    said = _said(unit.text)
    known = said in _phrases("menu") or said in _phrases("beside") or _sure().match(said) is not None
    return unit.kind is BlockKind.HEADING and not known and not _is_named(unit.text)


def _is_row(text: str) -> bool:
    """It is a menu in one line, be it the way to the page."""
    entries = [_said(entry) for entry in _BESIDE.split(text)]
    if len(entries) == 1:
        return _rows().fullmatch(entries[0]) is not None
    known = sum(entry in _phrases("menu") or _sure().match(entry) is not None for entry in entries)
    also = sum(entry in _phrases("beside") for entry in entries)
    return known > 0 and (entries[0] in _START or (len(entries) > 2 and 2 * (known + also) >= len(entries)))


def _said(text: str) -> str:
    """The words of a line in lower case, without numbers."""
    return " ".join(word for word in looks.words(text.replace("’", "'")) if not word.isdecimal()).casefold()


def _phrases(kind: str) -> frozenset[str]:
    """Lines that many sites have, by kind; ``*`` stands for anything."""
    return _vocabulary()[kind]


@cache
def _vocabulary() -> dict[str, frozenset[str]]:
    kinds = json.loads((resources.DATA / "furniture.json").read_text(encoding="utf-8"))
    return {kind: frozenset(lines) for kind, lines in kinds.items()}


@cache
def _sure() -> re.Pattern[str]:
    return re.compile("|".join(map(translate, sorted(_phrases("sure")))))


@cache
def _rows() -> re.Pattern[str]:
    entries = sorted(_phrases("menu") | _phrases("beside"), key=lambda entry: (-len(entry), entry))
    entry = f"(?:{'|'.join(map(re.escape, entries))})"
    return re.compile(rf"{entry}(?: {entry}){{{_ROW - 1},}}")
