"""A question in its conversation: follow-ups are understood with what came before, a new topic is not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.language.analyzer import tokens

_CONTINUES = (
    r"and|but|or|so|also|then|always|even (?:if|when)|only|same (?:for|with|goes)|what about|how about|what if"
    r"|what happens (?:if|when|then|to (?:it|them|that))|which ones?|who else|what else|where else|anything else"
    r"|anyone else|any others?|such as|like (?:what|who|which)|since when|until when|for (?:what|how|who)|with whom"
    r"|(?:to|by|from) (?:whom|who)|under what|in what case|is (?:that|this|it)|are (?:they|those|these)"
    r"|do (?:they|those|these)|(?:does|can|will|could|would|is|has|did) (?:that|this|it|they)|really|meaning"
)
_ALONE = r"why(?: not| so| is that)?|how long|how so|how much|how many|how often|how|where(?: to| exactly)?|when|who"
_OPENS = re.compile(rf"^\W*(?:(?:{_CONTINUES})\b|(?:{_ALONE})\W*$)", re.IGNORECASE)
_POINTS = re.compile(
    r"\b(?:it|its|that|this|those|these|them|they|their|there|then|he|she|his|her|ones?|such|same|else"
    r"|i do|i don'?t)\b",
    re.IGNORECASE,
)
_NAMES_BACK = re.compile(
    r"\b(?:them|they|those|these|its?|that|this)\b"
    r"(?! (?:policy|app|site|website|service|page|possible|true|ok|okay|safe to))",
    re.IGNORECASE,
)
_NEW_SUBJECT = re.compile(
    r"^\W*(?:and |but |ok |so )*(?:what|how) about\s+(.+)$|^\W*same (?:for|with)\s+(.+)$", re.IGNORECASE
)
_BARE = re.compile(rf"\W*(?:{_ALONE})\W*", re.IGNORECASE)
_FEW = 4
_LONG = 16


def depends(question: str) -> bool:
    """Whether a question leans on an earlier one: it opens like a continuation, or points at what it does not name."""
    content = tokens(question)
    if not content:
        return True
    if len(question.split()) > _LONG:
        return False
    return _OPENS.search(question) is not None or (len(content) <= _FEW and _POINTS.search(question) is not None)


def names_back(part: str) -> bool:
    """Whether a part of a question may mean a thing that a part before it names: "can I turn that off?"."""
    return len(tokens(part)) <= _FEW and _NAMES_BACK.search(part) is not None


def is_bare(part: str) -> bool:
    """Whether a part of a question is a question word alone, and says nothing without the part before it."""
    return _BARE.fullmatch(part) is not None


def in_context(question: str, history: Sequence[str]) -> str:
    """The question, with the last question that stands on its own before it where it leans on that one.

    "How long do you keep my IP?", "what about cookies?" becomes "How long do you keep cookies?": a new subject takes
    the old one's place behind its question words. Else the follow-up stands first: it is what is asked.
    """
    if not history or not depends(question):
        return question
    earlier = next((asked for asked in reversed(history) if not depends(asked)), history[0])
    subject = _NEW_SUBJECT.search(question)
    if subject:
        return f"{_asking(earlier)} {subject.group(1) or subject.group(2)}"
    return f"{question.strip()} {earlier.rstrip(' ?.!')}"


def _asking(question: str) -> str:
    """A question up to its last noun: what is left for a new subject is what is asked of it."""
    content = tokens(question)
    return question[: content[-1].start if len(content) > 1 else None].rstrip(" ?.!")
