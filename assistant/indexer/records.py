"""Records: lines that begin with the same labels again and again ("Category: …", "Purpose: …"), one for each thing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from assistant.indexer.units import Unit
from assistant.language.analyzer import terms
from assistant.model import BlockKind

_LABEL = re.compile(r"([A-Z][^:.;?!\n]{1,60}?)(?:\(s\))?:{1,2}\s\S")
_OFTEN = 3
_VALUE = 240
"""A line of a record is shorter, in code points; longer ones are paragraphs with a title."""


def mark_fields(found: Sequence[Unit]) -> None:
    """Make the lines of records fields: no headings, and no contents; the first of each record leads the others in."""
    labels = [_label(unit) for unit in found]
    counts = Counter(labels)
    often = {label for label, count in counts.items() if label and count >= _OFTEN}
    if len(often) < 2:
        return
    first = ""
    for unit, label, before in zip(found, labels, ["", *labels], strict=False):
        if label not in often:
            continue
        unit.field = True
        if before not in often:
            first = label
        elif label != first:
            unit.kind, unit.lead, unit.level = BlockKind.ITEM, True, 1


def _label(unit: Unit) -> str:
    """The stems of its label, so that "Category" and "Categories" are the same; nothing where it has none."""
    match = _LABEL.match(unit.text)
    plain = unit.kind is BlockKind.PARAGRAPH and not unit.bold and len(unit.text) <= _VALUE
    return " ".join(terms(match[1])) if match and plain else ""
