"""How deep every heading stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.indexer import looks, topics
from assistant.indexer.units import Unit
from assistant.model import BlockKind

_TITLE = re.compile(
    r"\b(?:privacy|data protection|cookies?)\b.*\b(?:policy|notice|statement|declaration)\b", re.IGNORECASE
)
_MARKED, _LISTED, _CAPS, _NUMBERED, _STRONG, _PLAIN, _LETTERED = range(7)
_Rank = tuple[int, ...]
_WHOLE: _Rank = (-1,)
"""Of the title of the whole, which every other heading stands under."""


@dataclass(slots=True)
class _Open:
    """A heading that what comes now stands under."""

    rank: _Rank
    style: str
    value: tuple[int, ...]
    opener: bool = False
    """Its subsections follow it at once, or after a sentence that ends with a colon."""


def set_levels(found: Sequence[Unit]) -> None:
    """Give every heading its level, 1 for the highest."""
    heads = [i for i, unit in enumerate(found) if unit.kind is BlockKind.HEADING and not unit.depth]
    listed = _listed(found)
    ranks = [_rank(found[i], listed) for i in heads]
    opens = [_opens(found, i, after) for i, after in zip(heads, [*heads[1:], len(found)], strict=False)]
    stack: list[_Open] = []
    for number, (i, rank) in enumerate(zip(heads, ranks, strict=True)):
        unit = found[i]
        value = unit.marker.value if unit.marker else ()
        entry = _Open(rank, _style(unit), value, opener=opens[number] and ranks[number + 1] == rank)
        if number == 0 and _is_title(found, i, opens[number]):
            stack.append(_Open(_WHOLE, "", ()))
        else:
            _place(stack, entry, number > 0 and opens[number - 1] and _may_nest(stack[-1], entry), unit)
        unit.level = len(stack)


def _is_title(found: Sequence[Unit], i: int, opens: bool) -> bool:
    """The first heading names the whole: it is called a policy, or a lead-in under it leads the next headings in."""
    if found[i].marker is not None or sum(looks.is_body(unit.text) for unit in found[:i]) > 2:
        return False
    return _TITLE.search(found[i].text) is not None or (i == 0 and opens and not found[i].marked)


def _rank(unit: Unit, listed: frozenset[str]) -> _Rank:
    """What kind of heading it is: a smaller rank stands higher."""
    depth = max(0, len(unit.marker.value) - 1) if unit.marker else 0
    if unit.level:
        return (_MARKED, unit.level, depth)
    if looks.plain(unit.text) in listed and not depth:
        return (_LISTED,)
    if unit.marker is not None and unit.marker.value:
        small = unit.marker.style.startswith(("letter lower", "bracket"))
        return (_LETTERED,) if small else (_NUMBERED, depth)
    if looks.is_caps(unit.text):
        return (_CAPS,)
    return (_STRONG,) if unit.strong else (_PLAIN,)


def _style(unit: Unit) -> str:
    return unit.marker.style if unit.marker else ""


def _listed(found: Sequence[Unit]) -> frozenset[str]:
    """Titles that a table of contents names, where it names what is there."""
    entries, met = _contents(found)
    return frozenset(met) if len(met) >= 3 and len(met) >= 0.75 * len(entries) else frozenset()


def sure_length(found: Sequence[Unit]) -> int | None:
    """How many paragraphs surely belong to a section where the text has lost headings on its way here; None where it
    has not.

    A numbered table of contents names sections that are not there; or one section of a long text without any marks
    holds more than a third of it.
    """
    entries, met = _contents([u for u in found if u.kind is not BlockKind.CONTENTS or (u.marker and not u.marked)])
    if len(entries) >= 3 and not met:
        return 1
    heads = [i for i, unit in enumerate(found) if unit.kind is BlockKind.HEADING and not unit.depth]
    sizes = sorted(after - i - 1 for i, after in zip(heads, [*heads[1:], len(found)], strict=False))
    bare = len(heads) >= 3 and len(found) >= 40 and not any(unit.marked or unit.strong for unit in found)
    return sizes[len(sizes) // 2] if bare and sizes[-1] > len(found) / 3 else None


def _contents(found: Sequence[Unit]) -> tuple[list[str], list[str]]:
    """The entries of the tables of contents, and those of them that are headings."""
    entries = [looks.plain(unit.text) for unit in found if unit.kind is BlockKind.CONTENTS]
    heads = {looks.plain(unit.text) for unit in found if unit.kind is BlockKind.HEADING}
    return entries, [entry for entry in entries if entry in heads]


def _opens(found: Sequence[Unit], i: int, following: int) -> bool:
    """The next heading comes at once, or after a single lead-in."""
    between = [unit for unit in found[i + 1 : following] if unit.kind is not BlockKind.CONTENTS]
    if following >= len(found):
        return False
    return not between or (len(between) == 1 and re.fullmatch(r"[^.;]{1,240}:", between[0].text) is not None)


def _may_nest(top: _Open, entry: _Open) -> bool:
    """A heading right after another stands under it, unless the format, its number or its capitals say otherwise."""
    if top.rank == _WHOLE:
        return True
    if entry.rank[0] == _MARKED:
        return entry.rank > top.rank
    if entry.value and top.value:
        return len(entry.value) > len(top.value) or entry.style != top.style
    if entry.rank == top.rank == (_CAPS,):
        return False
    return entry.rank >= top.rank or entry.value == (1,)


def _place(stack: list[_Open], entry: _Open, pushed: bool, unit: Unit) -> None:
    """Close what the new heading ends, and open it."""
    if pushed:
        stack.append(entry)
        return
    sibling = _sibling(stack, entry)
    if sibling is not None:
        del stack[sibling:]
    else:
        while stack and stack[-1].rank > entry.rank:
            stack.pop()
    main = topics.is_main(unit.text)
    if entry.rank[0] in (_PLAIN, _STRONG) and (entry.opener or main):
        _leave_opener(stack, entry, main)
    stack.append(entry)


def _sibling(stack: Sequence[_Open], entry: _Open) -> int | None:
    """The innermost open heading of the same kind, whose place the new one takes."""
    for i in range(len(stack) - 1, -1, -1):
        other = stack[i]
        if other.rank == entry.rank and (other.style == entry.style or entry.rank[0] not in (_NUMBERED, _LETTERED)):
            return i
    return None


def _leave_opener(stack: list[_Open], entry: _Open, main: bool) -> None:
    """A main topic stands under no unmarked heading; one with subsections of its own not in another's subsections."""
    free = (_CAPS, _STRONG, _PLAIN, _LETTERED)
    cuts = [i for i, o in enumerate(stack) if o.rank[0] in free and (main or o.opener)]
    if cuts:
        del stack[cuts[0] :]
