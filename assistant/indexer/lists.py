"""Lists: how deep marked items stand, and the items that lost their marker after a lead-in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.indexer import looks
from assistant.indexer.numbering import Marker, is_roman
from assistant.indexer.units import Unit
from assistant.model import BlockKind

_GOES_ON = re.compile(r"(?:[;,]|[;,.]?\s(?:and|or|and/or))[.:]?\Z", re.IGNORECASE)

_QUESTION = re.compile(r"(?:who|what|how|why|when|where)\b", re.IGNORECASE)
"""A title begins so behind a list: "Who we share with"."""
_LABEL = re.compile(r"([A-Z][a-z]+) (?:[A-Z]|\d{1,2}) ?[:.)–—-]\s")
"""A word that counts on: "Category A: …", "Category B: …"."""
_LONG = 400
"""Where lines are longer on average, in code points, they are rather paragraphs."""
_SHORT = 60
"""Code points of an item that only a lead-in makes one."""


def find_items(found: Sequence[Unit]) -> None:
    """Make the unmarked lines that a lead-in opens ITEMs."""
    gaps = any(unit.gap and unit.kind is BlockKind.PARAGRAPH for unit in found[1:])
    i = 0
    while i < len(found):
        if _leads(found[i]):
            count = _counted(found, i + 1) or max(_block(found, i + 1), _led(found, i + 1, gaps))
            for unit in found[i + 1 : i + 1 + count]:
                unit.kind, unit.lead = BlockKind.ITEM, True
                unit.level = found[i].level + 1
            i += count
        i += 1


def _leads(unit: Unit) -> bool:
    return unit.is_prose and unit.text.endswith(":") and not unit.strong


def _counted(found: Sequence[Unit], start: int) -> int:
    """How many lines follow, each right under the other, that the same word numbers."""
    count, word = 0, ""
    for unit in found[start:]:
        label = _LABEL.match(unit.text)
        if unit.kind is not BlockKind.PARAGRAPH or label is None or (word and label[1] != word):
            break
        count, word = count + 1, label[1]
    return count if count > 1 else 0


def _block(found: Sequence[Unit], start: int) -> int:
    """How many lines stand right under each other, apart from what leads them in and what is behind them.

    Neither a title and its text are items, nor what stands under a title with a colon.
    """
    end = next((i for i in range(start + 1, len(found)) if found[i].gap), len(found))
    block = found[start:end]
    told = sum(len(unit.text) for unit in block) > _LONG * len(block)
    if len(block) < 2 or told or not (block[0].gap and all(map(_is_line, block))):
        return 0
    first, second = block[0].text, block[1].text
    stated = looks.is_statement(second) or (looks.is_body(second) and second.endswith("."))
    titled = stated and not looks.is_body(first)
    return 0 if titled or looks.is_title_case(found[start - 1].text) else len(block)


def _is_line(unit: Unit) -> bool:
    return unit.kind is BlockKind.PARAGRAPH and not unit.strong and not unit.text.endswith((":", "?"))


def _led(found: Sequence[Unit], start: int, gaps: bool) -> int:
    """How many units from ``start`` are items of a list that has just been led in."""
    count, open_end = 0, False
    for unit in found[start:]:
        on = goes_on(unit) or unit.text[:1].islower()
        if unit.kind is not BlockKind.PARAGRAPH or unit.strong or (_leads(unit) and not on and not open_end):
            break
        if not (on or open_end) and _is_apart(unit, found[start + count - 1] if count else None, gaps):
            break
        if unit.gap and count and not open_end:
            break
        count += 1
        if open_end and not on:
            break  # "…; and" announced the last item
        open_end = goes_on(unit)
    if count == 1 and not gaps and _is_heading_like(found, start):
        return 0
    end = start + count
    if count > 1 and _QUESTION.match(found[end - 1].text) and end < len(found) and _leads(found[end]):
        return count - 1
    return count or _spaced(found, start)


def _spaced(found: Sequence[Unit], start: int) -> int:
    """How many short lines follow with blank lines between: several are items, one alone would be a heading.

    An address is one item, or its lines are some.
    """
    count = 0
    for unit in found[start:]:
        if not _is_address(unit) and (not _is_fragment(unit) or (count and _is_other(unit))):
            break
        count += 1
    if count < 2:
        return int(count and _is_address(found[start]) and not looks.is_company(found[start].text))
    last = found[start + count - 1]
    title = _opens_text(found, start + count) and not _is_address(last)
    return count - 1 if title and not _is_like(last, found[start : start + count - 1]) else count


def _is_like(unit: Unit, items: Sequence[Unit]) -> bool:
    """A short line is like the items before it: the country of their address, another "To …", a further "… (…)"."""
    if looks.is_country(unit.text.rpartition(", ")[2]):
        return any(map(_is_address, items))
    if len(items) < 2:
        return False
    texts = [unit.text, *(item.text for item in items[-2:])]
    purposes = all(text.startswith("To ") for text in texts) and not looks.is_title_case(unit.text)
    return purposes or all(text.endswith(")") for text in texts)


def _is_other(unit: Unit) -> bool:
    """It has nothing to do with the lines before it: a date, a title in capitals, the beginning of a sentence."""
    return looks.is_dated(unit.text) or looks.is_caps(unit.text) or looks.leads_in(unit.text)


def _is_address(unit: Unit) -> bool:
    """It is an address or a line of one."""
    lines = "\n" in unit.text or not (looks.is_body(unit.text.rstrip(".")) or looks.leads_in(unit.text))
    return unit.kind is BlockKind.PARAGRAPH and lines and looks.is_contact(unit.text) and not _leads(unit)


def _is_fragment(unit: Unit) -> bool:
    """A few words that are no sentence and lead nothing in."""
    if unit.kind is not BlockKind.PARAGRAPH or unit.strong:
        return False
    return len(unit.text) <= _SHORT and not unit.text.endswith((".", "!", "?", ":")) and not looks.is_body(unit.text)


def _opens_text(found: Sequence[Unit], at: int) -> bool:
    """Running text stands there, or a lead-in."""
    return at < len(found) and (_leads(found[at]) or looks.is_body(found[at].text))


def goes_on(unit: Unit) -> bool:
    """It ends like an item that another follows: "…;", "…, and"."""
    return _GOES_ON.search(unit.text) is not None


def _is_apart(unit: Unit, before: Unit | None, gaps: bool) -> bool:
    """Nothing ties it to the list: lower-case items went before, or a blank line, or it is running text."""
    other = before is not None and before.text[:1].islower()
    return other or (unit.gap if gaps else looks.is_body(unit.text))


def _is_heading_like(found: Sequence[Unit], at: int) -> bool:
    """A single title right before running text is a heading, not a list of one."""
    after = found[at + 1] if at + 1 < len(found) else None
    return looks.could_title(found[at].text) and after is not None and looks.is_body(after.text)


def nest_items(found: Sequence[Unit]) -> None:
    """Give every marked item of plain text its depth, by its indent and by its kind of marker."""
    stack: list[tuple[int, str]] = []
    last = ("", "")
    for unit in found:
        if unit.kind is not BlockKind.ITEM and not unit.depth:
            if unit.kind is BlockKind.HEADING or unit.gap:
                stack.clear()
        elif unit.lead:
            unit.level = len(stack) + 1
        elif unit.marker is not None and not unit.marked:
            style = _style(unit.marker, last)
            last = (unit.marker.text, style)
            _enter(stack, (unit.indent, style))
            if unit.depth:
                unit.depth = len(stack)
            else:
                unit.level = len(stack)


def _style(mark: Marker, last: tuple[str, str]) -> str:
    """Its marker's, but 1.2.1 has another one than 1.2, and the (i) behind (b) than that behind (h)."""
    if mark.style == "dotted":
        return f"dotted {len(mark.value)}"
    before, style = last
    if len(before) == len(mark.text) and ord(_letter(before)) + 1 == ord(_letter(mark.text)):
        return style
    return "bracket roman" if mark.style == "bracket letter" and is_roman(mark.text) else mark.style


def _letter(mark: str) -> str:
    """The first letter or digit of a marker as it is written."""
    return next((c for c in mark if c.isalnum()), "\0")


def _enter(stack: list[tuple[int, str]], entry: tuple[int, str]) -> None:
    """Leave deeper lists, and go on with the one that the entry belongs to, or begin it."""
    while stack and stack[-1][0] > entry[0]:
        stack.pop()
    if entry in stack:
        del stack[stack.index(entry) + 1 :]
    else:
        stack.append(entry)
