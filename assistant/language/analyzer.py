"""Text to terms: the one analyzer that index and question share.

A term is a stem in lower case. Words are matched across inflection by the Snowball stemmer of the text's language,
where NLTK has one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple, Protocol

_WORD = re.compile(r"[^\W_]+(?:['’.&@-][^\W_]+)*")
_PART = re.compile(r"[^\W_]+")

STEMMERS = {
    "da": "danish", "de": "german", "en": "english", "es": "spanish", "fi": "finnish", "fr": "french",
    "hu": "hungarian", "it": "italian", "nl": "dutch", "no": "norwegian", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sv": "swedish",
}  # fmt: skip
"""ISO 639-1 code to the name of NLTK's Snowball stemmer."""

STOP_WORDS = frozenset(
    """a about all also am an and any are as at be because been being but by can could did do does doing done for
    from get got had has have having he her here hers him his how i if in into is it its just let like may me might
    mine more most much must my of off on one only or other our ours out over own please shall she should so some
    such than that the their theirs them then there these they this those through to too under until up upon us very
    via want was we were what when where whether which while who whom whose why will with would you your yours
    yourself myself im ive u ur r pls ok hi hey""".split()
)
"""Words that say nothing about what is asked. "no" and "not" stay: they turn a clause around."""

_VARIANTS = {"e-mail": "email", "e-mails": "emails", "wi-fi": "wifi", "opt-out": "optout", "opt-in": "optin",
             "can't": "cannot", "won't": "not", "don't": "not", "doesn't": "not", "didn't": "not", "isn't": "not",
             "aren't": "not", "wouldn't": "not", "couldn't": "cannot", "dont": "not", "doesnt": "not",
             "cant": "cannot", "wont": "not"}  # fmt: skip


class Token(NamedTuple):
    """A term and the code points that it was read from."""

    term: str
    start: int
    end: int


class _Stemmer(Protocol):
    def stem(self, word: str) -> str: ...


@cache
def _stemmer(language: str) -> _Stemmer | None:
    name = STEMMERS.get(language)
    if name is None:
        return None
    from nltk.stem.snowball import SnowballStemmer  # noqa: PLC0415  NLTK takes a quarter of a second to import

    stemmer: _Stemmer = SnowballStemmer(name)
    return stemmer


_MOST_STEMS = 200_000
_MOST_PIECES = 1 << 15
_stems: defaultdict[str, dict[str, str]] = defaultdict(dict)
"""By language and word, what was worked out in this process, or when an index was made."""


def stem(word: str, language: str = "en") -> str:
    """The stem of one lower-case word; the word itself where the language has no stemmer."""
    known = _stems[language]
    found = known.get(word)
    if found is None:
        stemmer = _stemmer(language) if word.isalpha() else None
        found = word if stemmer is None else stemmer.stem(word)
        if len(known) >= _MOST_STEMS:
            known.clear()
        known[word] = found
    return found


def stem_table(texts: Iterable[str], language: str = "en") -> str:
    """The words of texts and their stems, turn by turn a line: kept with an index, to do without NLTK's import."""
    words = {word.lower() for text in texts for word in _PART.findall(text)}.union(_VARIANTS.values()) - STOP_WORDS
    return "\n".join(line for word in sorted(words) if word.isalpha() for line in (word, stem(word, language)))


def learn_stems(table: str, language: str = "en") -> None:
    """Take over what ``stem_table`` gave."""
    lines = table.split("\n")
    _stems[language].update(zip(lines[::2], lines[1::2], strict=False))  # an empty table is one line


@lru_cache(maxsize=4096)
def tokens(text: str, language: str = "en") -> tuple[Token, ...]:
    """Every content word of a text as a term with its span (code points), in order; popular clauses are remembered."""
    found = []
    end = 0
    for piece in text.split():
        start = text.index(piece, end)
        end = start + len(piece)
        for term, first, last in _terms_of(piece, language):
            found.append(Token(term, start + first, start + last))
    return tuple(found)


@lru_cache(maxsize=_MOST_PIECES)
def _terms_of(piece: str, language: str) -> tuple[tuple[str, int, int], ...]:
    """The content words between two spaces, as terms with their spans: pieces come again and again."""
    found = []
    for match in _WORD.finditer(piece):
        word = match.group().lower()
        if word in STOP_WORDS:
            continue
        variant = _VARIANTS.get(word.replace("’", "'"))
        if variant is not None:
            found.append((stem(variant, language), *match.span()))
            continue
        kept = len(found)
        for part in (match,) if word.isalnum() else _PART.finditer(piece, *match.span()):
            part_word = part.group().lower()
            if part_word not in STOP_WORDS and not (len(part_word) == 1 and part_word.isalpha()):
                found.append((stem(part_word, language), *part.span()))
        if len(found) == kept and "&" in word:  # a name of single letters or little words: "B&Q", "AT&T"
            found.append((word, *match.span()))
    return tuple(found)


def terms(text: str, language: str = "en") -> list[str]:
    """The terms of a text, in order, with repetitions."""
    return [token.term for token in tokens(text, language)]
