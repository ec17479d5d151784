"""Whether a quote is right, as a fair judge would say.

It is when it gives a gold clause: it holds the clause word for word, or is at least half of it, or shares an unbroken
run of 60 % of its words; and it holds the fact that the question is after, where the question set names one. Long
quotes are wrong, since padding is no answer.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from assistant.questions import Gold

_LONGEST = 700
"""Characters of bare words; a longer quote is wrong."""
_LONGEST_FREE, _LONGEST_RATIO = 400, 3
"""A quote may have this many characters in any case, else this many times those of the gold clause."""
_RUN_WORDS, _RUN_SHARE, _PART_SHARE = 6, 0.6, 0.5
"""A clause of so many words need not be whole: an unbroken run of so much of it will do, or a part that is so much."""

_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_DECORATION = dict.fromkeys(map(ord, "\u2060\u200b\u200d\ufeff\\*_`#|"))
_WORD = re.compile(r"\w+")
_NEGATIONS = frozenset(["not", "no", "never", "without", "cannot", "nor", "don", "doesn", "won", "unless", "except"])
"""A part of a clause may leave out none of these."""


def is_right(quote: str, gold: Gold) -> bool:
    """Whether a fair judge takes ``quote`` as the answer."""
    said = words(quote)
    if _length(said) > _LONGEST or not any(gives(said, words(clause)) for clause in gold.clauses):
        return False
    fact = gold.must_contain
    return not fact or _holds(said, words(fact)) or fact.lower() in quote.lower()


def words(text: str) -> list[str]:
    """The bare words of a text in lower case, without Markdown's links and marks."""
    return _WORD.findall(_LINK.sub(r"\1", text).translate(_DECORATION).lower())


def gives(said: list[str], clause: list[str]) -> bool:
    """Whether a quote gives a gold clause, both as words."""
    if not said or not clause or _length(said) > max(_LONGEST_FREE, _LONGEST_RATIO * _length(clause)):
        return False
    if _holds(said, clause):
        return True
    if len(clause) < _RUN_WORDS or not _NEGATIONS.intersection(clause) <= set(said):
        return False
    shared = SequenceMatcher(None, said, clause, autojunk=False).find_longest_match().size
    is_part = shared == len(said) and shared >= _PART_SHARE * len(clause)
    return is_part or shared >= _RUN_SHARE * len(clause)


def _holds(text: list[str], part: list[str]) -> bool:
    return bool(part) and any(text[at : at + len(part)] == part for at in range(len(text) - len(part) + 1))


def _length(text: list[str]) -> int:
    return len(" ".join(text))
