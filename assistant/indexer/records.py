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
    """Make the lines of records fields: no headings, and no contents. The first of each leads the others in, unless
    words before it lead all of them in, or it is a sentence.
    """
    labels = [_label(unit) for unit in found]
    counts = Counter(label for label, unit in zip(labels, found, strict=True) if len(unit.text) <= _VALUE)
    often = {label for label, count in counts.items() if label and count >= _OFTEN}
    if len(often) < 2:
        return
    first, led = "", False
    for number, (before, unit, label) in enumerate(zip([None, *found], found, labels, strict=False)):
        inside = before is not None and before.field
        within = inside and not often.isdisjoint(labels[number + 1 : number + 3])
        if unit.kind is BlockKind.HEADING:
            first = ""
        if not label or not (label in often or within):
            continue
        unit.field = True
        led = led if inside else before is not None and before.text.endswith(":")
        first = first or label
        if label != first and not led:
            unit.kind, unit.lead, unit.level = BlockKind.ITEM, True, 1


def _label(unit: Unit) -> str:
    """The stems of its label, so that "Category" and "Categories" are the same; nothing where it has none."""
    match = _LABEL.match(unit.text) if unit.kind is BlockKind.PARAGRAPH and not unit.bold else None
    return " ".join(map(stem, match[1].lower().split())) if match else ""
