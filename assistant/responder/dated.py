"""Which clause says since when a policy holds, where that is asked: a list of changes has many dates."""

from __future__ import annotations

import re
from bisect import bisect_right

from assistant.index.policy_index import PolicyIndex

_POLICY = r"(?:this|it|(?:the|this|your|ur) (?:privacy )?(?:policy|notice|statement|page|document))"
_ASKS = re.compile(
    rf"\bwhen (?:was|is|were) {_POLICY} (?:\w+ )?"
    r"(?:updated|changed|revised|modified|edited|published|written|effective)\b"
    rf"|\bwhen did (?:you|u|they) last (?:update|change|revise|modify|edit) {_POLICY}"
    r"|\A\W*last (?:updated?|changed?|revised|revision|modified|edited)\W*\Z"
    rf"|\bhow (?:old|recent|current) is {_POLICY}|\b(?:date|version) of {_POLICY}\W*\Z",
    re.IGNORECASE,
)


def dated(question: str, index: PolicyIndex) -> int | None:
    """Number of the passage with the policy's own date; None where that is not asked, or no passage has it."""
    words = index.document.effective_text
    at = index.document.text.find(words) if words and _ASKS.search(question) else -1
    number = bisect_right(index.passages, at, key=lambda passage: passage.start) - 1
    return number if number >= 0 and at < index.passages[number].end else None
