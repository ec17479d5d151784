"""A question in its conversation: follow-ups are understood with what came before, a new topic is not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.language.analyzer import tokens

_OPENS = re.compile(
    r"^\W*(?:and|but|or|so|also|then|what about|how about|what if|why(?: not| so| is that)?\W*$|for how long|how long\W*$"
    r"|since when|until when|which ones?|who else|what else|where else|anything else|any others?|such as|like what"
    r"|for what|with whom|to whom|by whom|from whom|under what|in what case|even (?:if|when)|same (?:for|with)|only\b"
    r"|is that|are they|are those|does (?:that|this|it)|do (?:they|those|these)|can (?:that|it|they)|will (?:that|it|they)"
    r"|where(?: to| exactly)?\W*$|when\W*$|who\W*$|how\W*$|how so\W*$|really\W*$|how much\W*$|how many\W*$|how often\W*$)\b",
    re.IGNORECASE,
)
_POINTS = re.compile(r"\b(?:it|its|that|this|those|these|them|they|their|there|then|he|she|one|ones|such|same)\b", re.IGNORECASE)
_NEW_SUBJECT = re.compile(r"\b(?:what|how) about\s+(.+)$", re.IGNORECASE)
_FEW = 2
_LONG = 12


def depends(question: str) -> bool:
    """Whether a question leans on an earlier one: it opens like a continuation, or points at what it does not name."""
    content = tokens(question)
    if not content:
        return True
    if len(question.split()) > _LONG:
        return False
    if _OPENS.search(question):
        return True
    return len(content) <= _FEW and _POINTS.search(question) is not None


def in_context(question: str, history: Sequence[str]) -> str:
    """The question, with the last question that stands on its own before it where it leans on that one.

    "How long do you keep my IP?", "what about cookies?" becomes "How long do you keep cookies?": a new subject takes
    the old one's place behind its question words.
    """
    if not history or not depends(question):
        return question
    earlier = next((q for q in reversed(history) if not depends(q)), history[0])
    subject = _NEW_SUBJECT.search(question)
    if subject:
        return f"{_asking(earlier)} {subject.group(1)}"
    return f"{earlier.rstrip(' ?.!')} {question.lstrip()}"


def _asking(question: str) -> str:
    """A question up to its last noun: what is left for a new subject is what is asked of it."""
    content = tokens(question)
    if len(content) < 2:
        return question.rstrip(" ?.!")
    return question[: content[-1].start].rstrip(" ?.!")
