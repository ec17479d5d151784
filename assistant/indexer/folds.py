"""Lists whose items are sections: a page that unfolds under its titles is exported so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assistant.indexer import looks
from assistant.indexer.units import Unit
from assistant.model import TABLE, BlockKind

_MOST = 0.6
"""Share of a list's items that are a title with text of its own behind it, so that they are sections."""


@dataclass(slots=True)
class _List:
    level: int
    led: bool
    """A lead-in stands over it: its items complete a sentence, unless they are long."""
    items: list[int] = field(default_factory=list)


def folds(found: Sequence[Unit]) -> frozenset[int]:
    """The numbers of the bulleted titles whose items are sections."""
    titles: list[int] = []
    for each in _lists(found):
        some = [number for number in each.items if _is_title(found, number)]
        own = [number for number in some if not each.led or len(found[number + 1].text) > looks.MAX_TITLE]
        if len(own) >= max(2, _MOST * len(each.items)):
            titles += some
    return frozenset(titles)


def _lists(found: Sequence[Unit]) -> Iterator[_List]:
    """Every list of bulleted items, each behind those within it."""
    stack: list[_List] = []
    for number, unit in enumerate(found):
        item = unit.kind is BlockKind.ITEM and not unit.lead
        inside = item or unit.kind in TABLE or _is_inside(found, number)
        while stack and (not inside or (item and stack[-1].level > unit.level)):
            yield stack.pop()
        if item and unit.bulleted:
            if not stack or stack[-1].level < unit.level:
                stack.append(_List(unit.level, number > 0 and _leads_in(found[number - 1])))
            stack[-1].items.append(number)
    yield from stack


def _is_inside(found: Sequence[Unit], number: int) -> bool:
    """Whether a heading stands in an item: what follows goes on in it."""
    heading = found[number].kind is BlockKind.HEADING
    return heading and number + 1 < len(found) and found[number + 1].goes_on


def _is_title(found: Sequence[Unit], number: int) -> bool:
    """Whether an item begins with a title, and goes on."""
    if number + 1 == len(found):
        return False
    unit, after = found[number], found[number + 1]
    return after.goes_on and after.level == unit.level and looks.could_title(unit.text, unit.strong)


def _leads_in(unit: Unit) -> bool:
    """Whether its last sentence leads a list in; a title leads nothing in, but with a colon."""
    title = unit.kind is BlockKind.HEADING or looks.could_title(unit.text, unit.strong)
    return unit.text.endswith(":") or (not title and looks.opens_list(unit.text.rpartition(". ")[2]))
