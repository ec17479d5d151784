"""Mends words that nobody writes that way: "pasword", "delte", "wen".

Only words that the bank's questions, the lexicon or the policy use are offered: a name that is merely rare stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

TEXTING = {
    "u": "you", "ur": "your", "r": "are", "wen": "when", "wat": "what", "wot": "what", "pls": "please", "plz": "please",
    "ppl": "people", "bc": "because", "cuz": "because", "info": "information", "pw": "password", "pic": "picture",
    "pics": "pictures", "acct": "account", "thru": "through", "w": "with", "n": "and", "abt": "about", "msg": "message",
    "msgs": "messages", "fb": "facebook", "insta": "instagram", "coz": "because", "gonna": "going to", "2": "to",
    "4": "for", "any1": "anyone", "some1": "someone", "every1": "everyone", "b4": "before", "gov": "government",
}  # fmt: skip
"""How people type on a phone."""

_WORD = re.compile(r"[^\W\d_]{4,}|\b\w{1,6}\b")
_SHORT = 7
_NAME = 3
"""Words this short are too near to too many others."""


def nearest(word: str, others: Iterable[str]) -> str | None:
    """The nearest of the others within one edit (two from 8 letters on), of equals the first; None where none is.

    A swap of two neighbours is one edit (Damerau, 1964).
    """
    limit = 1 if len(word) <= _SHORT else 2
    letters = frozenset(word)
    long = [each for each in others if abs(len(each) - len(word)) <= limit]
    near = [each for each in long if len(letters.symmetric_difference(each)) <= 2 * limit]
    if not near:
        return None
    from nltk.metrics.distance import edit_distance  # noqa: PLC0415  most questions have no unknown word

    edits = [edit_distance(word, each, transpositions=True) for each in near]
    return near[edits.index(min(edits))] if min(edits) <= limit else None


class Speller:
    """Corrects single words against a vocabulary of words and their counts."""

    def __init__(self, words: Mapping[str, int], at_least: int = 3) -> None:
        self._words: dict[str, list[str]] = {}
        """By first letter."""
        for word in sorted(word for word, count in words.items() if count >= at_least and len(word) > 3):
            self._words.setdefault(word[0], []).append(word)

    def correct(self, word: str) -> str:
        """The vocabulary's nearest word, else the word itself.

        The first letter must agree: people get it right, and names differ there.
        """
        return nearest(word, self._words.get(word[0], ())) or word

    def mend(self, text: str, known: Callable[[str], bool]) -> str:
        """The text with texting short-hand spelled out and unknown words corrected."""

        def fix(match: re.Match[str]) -> str:
            word = match.group()
            low = word.lower()
            if low in TEXTING:
                return TEXTING[low]
            if len(low) <= _NAME or not low.isalpha() or word.isupper() or known(low):
                return word
            return self.correct(low)

        return _WORD.sub(fix, text)
