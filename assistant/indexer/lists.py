"""Lists: how deep marked items stand, and the items that lost their marker after a lead-in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.indexer import looks
from assistant.indexer.units import Unit
from assistant.model import BlockKind

_GOES_ON = re.compile(r"(?:[;,]|[;,.]?\s(?:and|or|and/or))[.:]?\Z", re.IGNORECASE)
_PLAIN = (BlockKind.PARAGRAPH,)


def find_items(found: Sequence[Unit]) -> None:
    """Make the unmarked lines that a lead-in opens ITEMs."""
    gaps = any(unit.gap and unit.kind in _PLAIN for unit in found[1:])
    i = 0
    while i < len(found):
        if _leads(found[i]):
            count = _led(found, i + 1, gaps)
            for unit in found[i + 1 : i + 1 + count]:
                unit.kind, unit.lead = BlockKind.ITEM, True
                unit.level = found[i].level + 1
            i += count
        i += 1


def _leads(unit: Unit) -> bool:
    return unit.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) and unit.text.endswith(":") and not unit.strong


def _led(found: Sequence[Unit], start: int, gaps: bool) -> int:
    """How many units from ``start`` are items of a list that has just been led in."""
    count, open_end = 0, False
    for unit in found[start:]:
        if unit.kind not in _PLAIN or unit.strong or (unit.gap and gaps and not (count == 0 or open_end)):
            break
        goes_on = _GOES_ON.search(unit.text) is not None or unit.text[:1].islower()
        if goes_on or open_end:
            count += 1
            if open_end and not goes_on:
                break  # "…; and" announced the last item
            open_end = _GOES_ON.search(unit.text) is not None
            continue
        if count and found[start + count - 1].text[:1].islower():
            break
        if unit.gap and gaps:
            break
        if not gaps and looks.is_body(unit.text):
            break
        count += 1
    if count == 1 and not gaps and _is_heading_like(found, start):
        return 0
    return count


def _is_heading_like(found: Sequence[Unit], at: int) -> bool:
    """A single title right before running text is a heading, not a list of one."""
    after = found[at + 1] if at + 1 < len(found) else None
    return looks.could_title(found[at].text) and after is not None and looks.is_body(after.text)


def nest_items(found: Sequence[Unit]) -> None:
    """Give every marked item of plain text its depth, by its indent and by its kind of marker."""
    stack: list[tuple[int, str]] = []
    for unit in found:
        if unit.kind is not BlockKind.ITEM and not unit.depth:
            if unit.kind is BlockKind.HEADING or unit.gap:
                stack.clear()
            continue
        if unit.lead:
            unit.level = len(stack) + 1
        if unit.marked or unit.lead:
            continue
        style = unit.marker.style if unit.marker else ""
        while stack and stack[-1][0] > unit.indent:
            stack.pop()
        same = [i for i, entry in enumerate(stack) if entry == (unit.indent, style)]
        if same:
            del stack[same[0] + 1 :]
        else:
            stack.append((unit.indent, style))
        if unit.depth:
            unit.depth = len(stack)
        else:
            unit.level = len(stack)
