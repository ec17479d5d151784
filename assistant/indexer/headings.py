"""Which units are headings: those that the format marks, and those that only look and stand like one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.indexer import lists, looks, topics
from assistant.indexer.folds import folds
from assistant.indexer.numbering import Marker, as_letter
from assistant.indexer.units import Unit
from assistant.model import TABLE, BlockKind

_MAX_CHAIN = 3
_OPEN_RUNS = 5
"""How many series of numbers are kept in mind while lists with numbers of their own go by."""
_OPENS = re.compile(r"(?:if|when|where|this|that|these|those|it|they)\s", re.IGNORECASE)


def find_headings(found: Sequence[Unit]) -> None:
    """Make headings HEADING units, and what is marked as one but is a sentence a PARAGRAPH."""
    for unit in found:
        if unit.kind is BlockKind.HEADING and looks.is_sentence(unit.text) and not _marked_title(unit):
            unit.kind, unit.marked = BlockKind.PARAGRAPH, False
    _undo_lists(found)
    series, folded = _series(found), folds(found)
    chain = 0
    for i in range(len(found) - 1, -1, -1):
        unit = found[i]
        after = _next(found, i)
        if unit.kind is BlockKind.HEADING:
            chain += 1
            continue
        if after is None or unit.kind is BlockKind.CONTENTS or unit.field:
            continue
        chain = chain if after.kind is BlockKind.HEADING else 0
        if chain < _MAX_CHAIN and (i in folded or _is_heading(unit, after, i in series, i == 0)):
            part = i in folded or not unit.strong or _heads_part(unit, after)
            inside = unit.kind is BlockKind.ITEM and i not in series and part
            unit.kind, unit.level, unit.depth = BlockKind.HEADING, 0, unit.level if inside else 0
            chain += 1
    _undo_lists(found)


def _marked_title(unit: Unit) -> bool:
    """A number before it, or capitals, say that it is a title though it ends like a sentence: "USE OF YOUR DATA."."""
    capitals = looks.is_caps(unit.text) or looks.is_title_case(unit.text)
    formed = unit.numbered or (capitals and not looks.is_dated(unit.text))
    return formed and len(unit.text) <= looks.MAX_TITLE and not looks.is_statement(unit.text)


def _undo_lists(found: Sequence[Unit]) -> None:
    """Headings of one kind that follow each other without any text between them are a list of points."""
    start = 0
    for i in range(1, len(found) + 1):
        if i < len(found) and found[i].kind is BlockKind.HEADING and _alike(found[start], found[i]):
            continue
        last = i - 1 if i < len(found) and found[i].kind not in (BlockKind.HEADING, BlockKind.CONTENTS) else i
        if last - start >= _MAX_CHAIN:
            for unit in found[start:last]:
                unit.kind, unit.level = BlockKind.PARAGRAPH, 0
        start = i


def _alike(first: Unit, unit: Unit) -> bool:
    numbers = [u.marker.style if u.marker else "" for u in (first, unit)]
    same = (first.marked, first.level, first.strong) == (unit.marked, unit.level, unit.strong)
    return first.kind is BlockKind.HEADING and same and numbers[0] == numbers[1]


def _next(found: Sequence[Unit], i: int) -> Unit | None:
    """The unit after the i-th, contents and the line that dates the policy aside."""
    for unit in found[i + 1 : i + 40]:
        if unit.kind is not BlockKind.CONTENTS and not (looks.is_dated(unit.text) and len(unit.text) < 60):
            return unit
    return None


def _is_heading(unit: Unit, after: Unit, counted: bool, first: bool) -> bool:
    """Whether a unit is a heading, given what stands after it."""
    if not unit.is_prose or unit.lead or (unit.url and not unit.strong):
        return False
    if not _is_title(unit) or _begins_sentence(unit, after):
        return _names_company(unit, after)  # in bold, and so no sentence
    if unit.marker is not None or unit.kind is BlockKind.ITEM:
        return _numbered_heading(unit, after, counted)
    if unit.text.endswith(":"):
        return _colon_heading(unit, after)
    if topics.is_main(unit.text) and looks.is_title_case(unit.text):
        return True
    return _stands_over(unit, after) or first


def _names_company(unit: Unit, after: Unit) -> bool:
    """A company's name in bold, with a list of what it does; without one it is a line of an address."""
    bare = unit.strong and unit.kind is BlockKind.PARAGRAPH and unit.marker is None
    return bare and after.kind is BlockKind.ITEM and looks.is_company(unit.text)


def _begins_sentence(unit: Unit, after: Unit) -> bool:
    """Words that a list goes on with: "If you write to us", "1) by letter, …"; "This is:"."""
    if unit.strong or looks.is_caps(unit.text):
        return False
    goes_on = after.kind is BlockKind.ITEM and after.text[:1].islower()
    return _OPENS.match(unit.text) is not None and (goes_on or unit.text.endswith(":"))


def _stands_over(unit: Unit, after: Unit) -> bool:
    """What follows can stand under a heading: another one, a list, a table, or running text."""
    if after.kind is BlockKind.HEADING:
        return True
    if after.marker is not None:
        return unit.gap or unit.strong
    if after.kind in TABLE and unit.gap:
        return True
    return looks.is_body(after.text) or (after.gap and (unit.strong or _is_brief(unit, after)))


def _is_brief(unit: Unit, after: Unit) -> bool:
    """A few words that are text all the same: "We collect:", or an answer to the question over it: "No."."""
    answer = unit.text.endswith("?") and after.text.endswith((".", "!"))
    stated = unit.text.endswith((".", "!"))
    return answer or (not stated and after.text.endswith(":") and looks.leads_in(after.text))


def _colon_heading(unit: Unit, after: Unit) -> bool:
    """ "WHAT WE COLLECT:" heads a section; "We collect:" leads a list in."""
    if looks.is_caps(unit.text):
        return True
    if looks.leads_in(unit.text):
        return False
    if unit.strong:
        return True
    count = len(looks.words(unit.text))
    most = 6 if after.kind is BlockKind.PARAGRAPH else 3
    return count <= most and looks.is_title_case(unit.text) and looks.is_body(after.text)


def _numbered_heading(unit: Unit, after: Unit, counted: bool) -> bool:
    """An item that is a title: text or items of its own follow, and its numbers count on through the document."""
    deeper = after.kind is BlockKind.ITEM and (after.level > unit.level or after.indent > unit.indent)
    bullet = not unit.numbered
    own_text = after.kind is BlockKind.PARAGRAPH and _is_text(after)
    short = len(looks.words(unit.text)) <= 6
    if unit.text.endswith(":"):
        named = looks.is_title_case(unit.text) or bullet or unit.strong
        title = looks.is_caps(unit.text) or (named and not looks.leads_in(unit.text))
        return short and title and (own_text or (deeper and not unit.marked))
    if bullet:
        return (unit.strong and own_text) or _heads_part(unit, after)
    if counted:
        return after.kind is not BlockKind.ITEM or deeper or looks.is_body(after.text) or after.marker is None
    return (unit.strong or looks.is_caps(unit.text)) and (own_text or after.kind is BlockKind.HEADING)


def _is_text(unit: Unit) -> bool:
    return looks.is_body(unit.text) or unit.text.endswith(".")


def _heads_part(unit: Unit, after: Unit) -> bool:
    """A line of its own in an item, with a part of the item behind it: text, or where it is bold a table."""
    if unit.kind is not BlockKind.ITEM or unit.marker is not None:
        return False
    if after.kind in TABLE:
        return unit.strong
    part = after.goes_on and _is_text(after) and after.level == unit.level
    return part and (unit.strong or (unit.gap and not unit.text.endswith(".")))


def _series(found: Sequence[Unit]) -> set[int]:
    """Numbered titles whose numbers count on, most of them with text of their own in between."""
    runs: dict[tuple[str, tuple[int, ...]], list[list[int]]] = {}
    for i, unit in enumerate(found):
        mark = unit.marker
        if mark is None or not mark.value or unit.kind is BlockKind.CONTENTS or not _is_title(unit):
            continue
        if i and lists.goes_on(found[i - 1]) and _next_in_list(found[i - 1], unit):
            continue  # "2. …; and" announced the last item of a list
        same = runs.setdefault((_key(mark), mark.value[:-1]), [])
        letter = as_letter(mark)
        before = [run for run in same[:-_OPEN_RUNS:-1] if _follows(found[run[-1]].marker, mark)]
        if not before and letter is not None:
            before = [run for run in same[:-_OPEN_RUNS:-1] if _follows(found[run[-1]].marker, letter)]
            unit.marker = letter if before else mark
        open_run = min(before, key=lambda run: found[run[-1]].level != unit.level, default=None)
        if open_run is None:
            same.append([i])
        else:
            open_run.append(i)
    return {i for same in runs.values() for run in same if _heads(found, run) for i in run}


def _is_title(unit: Unit) -> bool:
    """It could be a heading; a number before it excuses a full stop after it."""
    counted = unit.numbered and len(unit.text) <= looks.MAX_TITLE
    capitals = counted and looks.is_title_case(unit.text) and not looks.is_statement(unit.text)
    title = capitals or (counted and not (looks.is_statement if unit.strong else looks.is_sentence)(unit.text))
    text = unit.text.removesuffix(".") if title else unit.text
    return looks.could_title(text, unit.strong)


def _key(mark: Marker) -> str:
    return "digits" if mark.style in ("number", "dotted", "label") else mark.style


def _follows(last: Marker | None, mark: Marker) -> bool:
    """The next number, or the one after it where one was lost."""
    return last is not None and 0 < mark.value[-1] - last.value[-1] <= 2


def _heads(found: Sequence[Unit], run: Sequence[int]) -> bool:
    own = [i for i in run if i + 1 < len(found) and not _next_in_list(found[i], found[i + 1])]
    mark = found[run[0]].marker
    part = mark is not None and len(mark.value) > 1  # a lone "4.1" is a part of 4, a lone "1." may be anything
    return (len(run) > 1 or part) and len(own) >= 0.6 * len(run)


def _next_in_list(unit: Unit, after: Unit) -> bool:
    """Whether what follows a numbered line is the line with the next number, and so none of its own text."""
    mark, then = unit.marker, after.marker
    if mark is None or then is None or (_key(mark), mark.value[:-1]) != (_key(then), then.value[:-1]):
        return False
    return _follows(mark, then)
