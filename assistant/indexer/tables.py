"""Tables: those that lines of plain text make, and which of a table's rows names the columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise, takewhile

from assistant.indexer import looks
from assistant.indexer.columns import RULE
from assistant.indexer.units import Unit
from assistant.indexer.writer import BORDER, DRAWN
from assistant.model import TABLE, BlockKind, Span

_LEAST = 3
"""Lines that a table of plain text has at least; one less where a rule stands under the first."""
_UNDERLINE = re.compile(r"([-=_*~#])\1{2,}")
"""A rule under a title or between paragraphs, which has no words of its own."""
_WORDS = 4
"""Words that a column's name has at most in a table of plain text."""
_SURE = (
    r"activit(?:y|ies)|bas[ei]s|categor(?:y|ies)|descriptions?|durations?|examples?|expir(?:y|ation)|explanation"
    r"|functions?|grounds?|justification|lifetime|mechanism|periods?|purposes?|reasons?|recipients?|sources?|types?"
)
"""A cell that says this, and nothing else, names its column, whatever stands beside it."""
_TELLING = (
    rf"{_SURE}|collected|details|disclosed|expires|how|jurisdictions?|kept|processing|representatives?|retention|sold"
    r"|what|who|why"
)
"""At least one column's name has one of these words."""
_NAMING = (
    rf"{_TELLING}|address(?:es)?|contact|content|cookies?|countr(?:y|ies)|data|date|disclosures?|domains?|information"
    r"|locations?|names?|part(?:y|ies)|partners?|providers?|rights?|shar(?:ed|ing)|storage|uses?|used|where"
)
"""And each has one of these."""
_NAME = re.compile(rf"\b(?:{_NAMING})\b", re.IGNORECASE)
_TOLD = re.compile(rf"\b(?:{_TELLING})\b", re.IGNORECASE)
_SURELY = re.compile(rf"\W*(?:\w+ )?(?:{_SURE}|(?:intended|retention) \w+)\W*", re.IGNORECASE)
_ASIDE = re.compile(r"\([^()]*\)|\[\d+\]|(?<=[a-z”)])\d\b")
"""What a name may have beside it: an explanation, or the number of a note."""
_VALUE = re.compile(r"[,;]|\d|[.!:]\Z|\A(?:to|we|you|yes|no|not)\b", re.IGNORECASE)
"""No name of a column, but what stands under one."""


def find_tables(found: Iterable[Unit]) -> Iterator[Unit]:
    """Lines of plain text that stand together and have the same number of cells are a table."""
    run: list[Unit] = []
    for unit in found:
        ruled = not unit.gap and RULE.fullmatch(unit.text) is not None
        if run and not ruled and (unit.gap or not _borders(unit) or _borders(unit) != _borders(run[0])):
            yield from _table(run)
            run = []
        run.append(unit)
    yield from _table(run)


def name_columns(found: Sequence[Unit]) -> None:
    """Where no row of a table is marked as the one that names its columns, the first may do it all the same.

    So may the first under a title that is marked so: both lead the others in then.
    """
    named: Span | None = None
    for number, unit in enumerate(found):
        if unit.kind is not BlockKind.ROW:
            named = None
        elif RULE.fullmatch(unit.text):
            unit.kind = BlockKind.COLUMNS
        elif _may_begin(found, number) and _is_named(found, number):
            unit.kind, named = BlockKind.COLUMNS, Span(unit.head.start if unit.head else unit.start, unit.end)
        else:
            unit.head = named or unit.head
    for headless, rows in groupby(found, key=lambda unit: unit.kind is BlockKind.ROW and unit.head is None):
        if headless:
            _lead_records(list(rows))


def _lead_records(rows: Sequence[Unit]) -> None:
    """Rows that begin with the same labels again and again are records: the first of each leads its others in."""
    cells = [BORDER.split(unit.text) for unit in rows]
    labels = [row[0] for row in cells]
    recurring = [label for label, count in Counter(labels).items() if count > 1]
    alternate = all(a != b for a, b in pairwise(labels)) and all(len(row) == 2 for row in cells)
    if not alternate or len(recurring) < 2 or labels[0] not in recurring or not _NAME.search(labels[0]):
        return
    record = rows[0]
    for unit, label in zip(rows, labels, strict=True):
        if label == labels[0]:
            record = unit
        else:
            unit.head = record.span


def _may_begin(found: Sequence[Unit], number: int) -> bool:
    """No row stands before it but one of a single cell, a title of what is under it."""
    before = found[number - 1] if number else None
    return before is None or before.kind not in TABLE or not BORDER.search(before.text)


def _is_named(found: Sequence[Unit], number: int) -> bool:
    """It is all bold, or names columns; and what follows is no record ("Name | Acme", "Purpose | Support")."""
    unit = found[number]
    cells = [_ASIDE.sub("", cell).strip() for cell in BORDER.split(unit.text)]
    under = takewhile(lambda each: each.kind is BlockKind.ROW, found[number + 1 : number + 6])
    rows = [BORDER.split(each.text) for each in under]
    if len(cells) < 2 or all(len(row) < 2 for row in rows) or any(looks.is_body(cell.rstrip(" ?")) for cell in cells):
        return False
    record = len(cells) == 2 and sum(_NAME.fullmatch(row[0].rstrip(" :")) is not None for row in rows) > len(rows) / 2
    return not record and (unit.strong or _are_names(cells, rows))


def _are_names(cells: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Each cell may name a column, and one surely does: by its words, or as a question over short answers."""
    if any(_VALUE.search(cell) for cell in cells):
        return False
    columns = [[row[place] for row in rows if place < len(row)] for place in range(len(cells))]
    asks = [_is_asked(cell, column) for cell, column in zip(cells, columns, strict=True)]
    names = all(asked or _NAME.search(cell) for cell, asked in zip(cells, asks, strict=True))
    if names and (any(asks) or any(map(_TOLD.search, cells))):
        return True
    sure = any(
        _SURELY.fullmatch(cell) and cell not in column for cell, column in zip(cells[1:], columns[1:], strict=True)
    )
    return sure and (names or len(rows) > 1) and all(0 < len(cell.split()) < _WORDS for cell in cells)


def _is_asked(cell: str, column: Sequence[str]) -> bool:
    answers = [len(each.split()) <= _WORDS and not each.endswith("?") for each in column]
    return cell.endswith("?") and bool(answers) and all(answers)


def _borders(unit: Unit) -> int:
    """How many borders between cells a line has; a list item has none but tabs."""
    return unit.text.count("\t") if unit.marker else len(DRAWN.findall(unit.text))


def _table(run: Sequence[Unit]) -> Iterator[Unit]:
    """The lines as rows; the first one names the columns where a rule or its form says so."""
    rules = [RULE.fullmatch(unit.text) is not None for unit in run]
    named = any(rules[1:2])
    if len(run) - sum(rules) < _LEAST - named:
        under = False
        for unit in run:
            unit.gap = unit.gap or under
            under = _UNDERLINE.fullmatch(unit.text) is not None
            if not under:
                yield unit
        return
    named = named or _is_short(run[0])
    head = run[0].span if named else None
    for number, (unit, rule) in enumerate(zip(run, rules, strict=True)):
        if rule or (named and number == 0):
            yield replace(unit, kind=BlockKind.COLUMNS, gap=True, marked=True)
        else:
            yield replace(unit, kind=BlockKind.ROW, gap=True, marked=True, head=head)


def _is_short(unit: Unit) -> bool:
    """Its cells are a few words each, and none states a figure."""
    return not any(c.isdigit() for c in unit.text) and all(len(c.split()) <= _WORDS for c in DRAWN.split(unit.text))
