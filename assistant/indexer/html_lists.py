"""The lists of an HTML page: what stands before each item."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from assistant.indexer.counts import formed
from assistant.indexer.html_tables import number_of

_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_STYLES = {
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "decimal-leading-zero": "decimalZero",
}
_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]{0,40}?\b(none|[a-z]+-[a-z-]+)\b", re.IGNORECASE)
BULLET = "•"


class Numbering:
    """One open list, and the number of its next item, if it has numbers."""

    def __init__(self, node: LexborNode) -> None:
        self._form = _form(node)
        self._step = -1 if "reversed" in node.attributes else 1
        items = sum(child.tag == "li" for child in node.iter()) if self._step < 0 else 1
        self._next = number_of(node, "start", items)

    def mark(self, item: LexborNode) -> str:
        """What stands before an item: "•", "3.", "c."."""
        if self._form is None:
            return BULLET
        number = number_of(item, "value", self._next)
        self._next = number + self._step
        return f"{formed(number, self._form)}."


def _form(node: LexborNode) -> str | None:
    """How a list counts; None where no number is seen."""
    style = _STYLE.search(node.attributes.get("style") or "")
    named = style[1].lower() if style else ""
    if node.tag != "ol" or named == "none":
        return None
    return _STYLES.get(named) or _FORMS.get(node.attributes.get("type") or "", "decimal")
