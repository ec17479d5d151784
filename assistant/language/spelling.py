"""Mends words that nobody writes that way: "pasword", "delte", "wen".

Only words that the bank's questions use are offered; what a policy uses stays as it is, and so does a rare name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from assistant.language.analyzer import stem

TEXTING = {
    "1st": "first", "2": "to", "2nd": "second", "4": "for", "abt": "about", "acc": "account", "accnt": "account",
    "accs": "accounts", "acct": "account", "accts": "accounts", "any1": "anyone", "b4": "before", "bc": "because",
    "bday": "birthday", "biz": "business", "c": "see", "cn": "can", "convo": "conversation",
    "convos": "conversations", "coz": "because", "cud": "could", "cuz": "because", "da": "the", "dat": "that",
    "dis": "this", "doin": "doing", "dunno": "do not know", "emials": "emails", "every1": "everyone",
    "evry": "every", "fb": "facebook", "fone": "phone", "foto": "photo", "fotos": "photos", "frm": "from",
    "gimme": "give me", "giv": "give", "goin": "going", "gonna": "going to", "gotta": "got to", "gov": "government",
    "govt": "government", "hav": "have", "hrs": "hours", "info": "information", "insta": "instagram",
    "kno": "know", "lemme": "let me", "lng": "long", "loc": "location", "msg": "message", "msgs": "messages",
    "mths": "months", "n": "and", "nd": "and", "nething": "anything", "nmbr": "number", "nothin": "nothing",
    "num": "number", "pic": "picture", "pics": "pictures", "pls": "please", "plz": "please", "ppl": "people",
    "prolly": "probably", "pswd": "password", "pw": "password", "pwd": "password", "r": "are", "rn": "right now",
    "sel": "sell", "shud": "should", "sm1": "someone", "some1": "someone", "sum1": "someone", "thm": "them",
    "thru": "through", "thx": "thanks", "tnx": "thanks", "tryna": "trying to", "u": "you", "unsub": "unsubscribe",
    "ur": "your", "vid": "video", "vids": "videos", "w": "with", "wanna": "want to", "wat": "what", "wen": "when",
    "wher": "where", "whr": "where", "wich": "which", "wit": "with", "wnt": "want", "wot": "what", "wud": "would",
    "wut": "what", "y": "why", "ya": "you", "yrs": "years",
}  # fmt: skip
"""How people type on a phone."""
_WITHOUT = re.compile(r"\bw/o\b", re.IGNORECASE)
_GUYS = re.compile(r"\b(?:you|u) (?:guys|folks)\b", re.IGNORECASE)
"""Whom a question is put to, in so many words."""
_BEFORE, _AFTER = re.compile(r"\S[.'’&/@(-]"), re.compile(r"[.'’&/@(-][^\W_]")
"""What makes a word part of something longer: "U.S.", "R&D", "info@example.com", "6(1)(c)"."""
_COUNTED = re.compile(
    r"[\s-]*(?:(?:years?|yrs?|months?|mths?|weeks?|wks?|(?:business |working |calendar )?days?|hours?|hrs?|minutes?"
    r"|mins?|seconds?|secs?|times?|factor|step|fa|digits?|gb|mb|million|or|more|people|persons?|kids?|child|children"
    r"|accounts?|devices?|phones?|e-?mails?|companies)\b|[%.,]?\d)",
    re.IGNORECASE,
)
"""What follows a number that is meant as one: "2 years", "4 devices"."""
_NUMBERED = re.compile(
    r"(?:\b(?i:article|art|section|part|chapter|rule|number|no|version|clause|recital|annex|paragraph|tier|level|step|type"
    r"|appendix|exhibit|module|phase|soc|iso|pci(?: dss)?|(?:chat)?gpt"
    r"|last|first|next|under|over|than|least|most|only|about|ages?|aged|the|these|all|other|my|our)\.?|\s\w*[A-Z]\w*)\s*$"
)
"""What a number follows that is a name or counts: "article 4", "more than 2", "with SOC 2"."""

_WORD = re.compile(r"[^\W\d_]{4,}|\b\w{1,6}\b")
_SHORT = 7
USED = 3
"""A word that fewer questions use may itself be misspelt."""
_MOST = 12
"""So many words of a question are corrected: what has more of them is in another language, or noise, and would take
seconds."""
_REMEMBERED = 4096
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
    """Corrects single words against a vocabulary of words and their counts. Safe to share between threads."""

    def __init__(self, words: Mapping[str, int]) -> None:
        self._used = frozenset(word for word, count in words.items() if count >= USED)
        self._words: dict[str, list[str]] = {}
        """By first letter, the most used first."""
        for word in sorted(words, key=lambda word: (-words[word], word)):
            if words[word] >= USED and len(word) > _NAME:
                self._words.setdefault(word[0], []).append(word)
        self.correct = lru_cache(maxsize=_REMEMBERED)(self._correct)
        """As ``_correct``: the same words are misspelt again, and the same question is put to many policies."""

    def _correct(self, word: str) -> str:
        """The vocabulary's nearest word, else the word itself.

        The first letter must agree: people get it right, and names differ there.
        """
        return nearest(word, self._words.get(word[0], ())) or word

    def mend(self, text: str, known: Callable[[str], bool]) -> str:
        """The text with texting short-hand spelled out and unknown words corrected; of many, the first ones."""
        unknown: set[str] = set()

        def fix(match: re.Match[str]) -> str:
            word = match.group()
            low = word.lower()
            if low in TEXTING and not _meant(match):
                return TEXTING[low]
            if len(low) <= _NAME or not low.isalpha() or word.isupper() or low in self._used:
                return word
            inflected = known(low)  # or it only happens to have a known word's stem: "cookis"
            unknown.add(low)
            if len(unknown) > _MOST:
                return word
            mended = self.correct(low)
            return word if mended == low or (inflected and stem(mended) != stem(low)) else mended

        return _WORD.sub(fix, _GUYS.sub("you", _WITHOUT.sub("without", text)))


def _meant(match: re.Match[str]) -> bool:
    """Whether what could be short-hand is meant as it stands: a number, an initial, or a part of a longer name."""
    text, (start, end) = match.string, match.span()
    word = match.group()
    if _BEFORE.fullmatch(text, start - 2, start) or _AFTER.match(text, end):
        return True
    if word.isdigit():
        return bool(_COUNTED.match(text, end) or _NUMBERED.search(text, 0, start))
    capital = word != word.lower() and word not in {"U", "FB"}
    return capital and start > 0 and not text.isupper()
