"""Records: lines that begin with the same labels again and again ("Category: …", "Purpose: …"), one for each thing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from assistant.indexer.units import Unit
from assistant.language.analyzer import stem
from assistant.model import BlockKind

_LABEL = re.compile(r"([A-Z][^:.;?!\n]{1,60}?)(?:\(s\))?:{1,2}\s\S")
_OFTEN = 3
_VALUE = 240
"""Most lines of records are shorter, in code points; longer ones may be paragraphs with a title."""


def mark_fields(found: Sequence[Unit]) -> None:
    """Make the lines of records fields: no headings, and no contents; the first of each leads the others in, unless it
    is a sentence.
    """
    labels = [_label(unit) for unit in found]
    counts = Counter(label for label, unit in zip(labels, found, strict=True) if len(unit.text) <= _VALUE)
    often = {label for label, count in counts.items() if label and count >= _OFTEN}
    if len(often) < 2:
        return
    first, inside = "", False
    others: set[str] = set()
    for number, (unit, label) in enumerate(zip(found, labels, strict=True)):
        follows = next((each for each in labels[number + 1 : number + 3] if each in often), first)
        within = inside and label != "" and follows != first  # a rare label, or a long value, in a record
        if label not in often and not within:
            inside = False
            continue
        if not inside and label not in others:
            first, others = label, set()
        inside = unit.field = True
        if label != first:
            others.add(label)
            unit.kind, unit.lead, unit.level = BlockKind.ITEM, True, 1


def _label(unit: Unit) -> str:
    """The stems of its label, so that "Category" and "Categories" are the same; nothing where it has none."""
    match = _LABEL.match(unit.text) if unit.kind is BlockKind.PARAGRAPH and not unit.bold else None
    return " ".join(map(stem, match[1].lower().split())) if match else ""
