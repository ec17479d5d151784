"""Headings that share a line with their text: "Log data: As with most websites, …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.indexer import looks
from assistant.indexer.numbering import marker
from assistant.indexer.units import Unit
from assistant.model import BlockKind

_COLON = re.compile(r"[^:.!?;\n]{2,70}?(?::| [–—-])(?=\s)")
_STOP = re.compile(r"[^:.!?;\n]{2,80}?[.?](?=\s|[A-Z])")
_EMBEDDED = re.compile(r"(?<=[.!?;])\s+(?=[-•–] [A-Z][^:.!?;\n]{1,60}: )")
_EMBEDDED_MARK = len("• ")
_NO_TITLE = re.compile(
    r"\b(?:following|includ\w*|such as|examples?|please|note|e-?mail|phone|tel|telephone|address|attn?"
    r"|attention|fax|updated|effective|revised|modified|tip|remember|version|website|url|visit|at|see|contact|p\.?o|follows|means?|warning|important|published\Z)\b",
    re.IGNORECASE,
)
_MIN_STOPS = 3


def split_run_ins(found: Sequence[Unit]) -> list[Unit]:
    """Give units their run-in headings; one that hides in the middle of a line becomes a unit of its own."""
    units = [part for unit in found for part in _parts(unit)]
    stops = [unit for unit in units if _can_have(unit) and not unit.bold and _by_stop(unit)]
    for unit in units:
        if _can_have(unit):
            unit.run_in = _by_bold(unit) or _by_colon(unit)
    if len(stops) >= _MIN_STOPS:
        for unit in stops:
            unit.run_in = unit.run_in or _by_stop(unit)
    return units


def _parts(unit: Unit) -> Iterator[Unit]:
    cuts = [m.end() for m in _EMBEDDED.finditer(unit.text)] if _can_have(unit) else []
    starts = [0, *cuts]
    for start, end in zip(starts, [*cuts, len(unit.text)], strict=True):
        words = unit.text[start:end]
        if start == 0:
            part = replace(unit, text=words.rstrip(), end=unit.start + len(words.rstrip())) if cuts else unit
        else:
            mark = marker(words)
            begin = unit.start + start + _EMBEDDED_MARK
            text = words[_EMBEDDED_MARK:].rstrip()
            part = Unit(begin, begin + len(text), text, BlockKind.ITEM, max(1, unit.level), mark, unit.indent, False)
        yield part


def _can_have(unit: Unit) -> bool:
    return unit.is_prose and not unit.field


def _by_colon(unit: Unit) -> int:
    match = _COLON.match(unit.text)
    if match is None or len(unit.text) - match.end() < 12:
        return 0
    title = match.group().rstrip(" :–—-")
    count = len(looks.words(title))
    following = unit.text[match.end() :].split(maxsplit=1)
    if following[0].islower() or title.startswith(("\"", "“", "‘", "'")):
        return 0
    if not 0 < count <= 8 or not looks.could_title(title) or _NO_TITLE.search(title):
        return 0
    alike = looks.is_title_case(title) or (unit.kind is BlockKind.ITEM and count <= 4)
    return match.end() if alike else 0


def _by_bold(unit: Unit) -> int:
    """Bold words at the beginning that end like a title: with a stop of their own, or before a colon or a dash."""
    end = unit.bold
    title = unit.text[:end].rstrip()
    if not end or len(looks.words(title)) > 12 or len(unit.text) - end < 12:
        return 0
    stop = re.match(r"\s*[:.?–—-]", unit.text[end:])
    if title[-1] not in ":.?" and stop is None:
        return end if _begins_anew(title, unit.text[end:].lstrip()) else 0
    if title[-1] in ".?" and unit.text[end:].lstrip()[:1].islower():
        return 0
    if not looks.could_title(title.rstrip(" :.?–—-"), bold=True) or _NO_TITLE.search(title):
        return 0
    return end + (stop.end() if stop and title[-1] not in ":.?" else 0)


def _begins_anew(title: str, text: str) -> bool:
    """A sentence stands behind bold words without a stop: "**Right of access** You have the right to …"."""
    return looks.begins_sentence(text) and looks.could_title(title, bold=True) and not _NO_TITLE.search(title)


def _by_stop(unit: Unit) -> int:
    """ "Children. We do not …", "What are cookies? A cookie is …": a title with a stop of its own before a sentence."""
    match = _STOP.match(unit.text)
    if match is None or not (unit.kind is BlockKind.PARAGRAPH or unit.numbered) or len(unit.text) - match.end() < 30:
        return 0
    title = match.group()
    if title.endswith("?"):
        return match.end() if len(looks.words(title)) <= 10 and looks.could_title(title) else 0
    bare = title[:-1]
    short = len(looks.words(bare)) <= 8 and looks.is_title_case(bare) and looks.could_title(bare)
    return match.end() if short and not looks.is_sentence(title) and not _NO_TITLE.search(bare) else 0
