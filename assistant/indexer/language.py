"""Which language a policy is written in: by its commonest little words, else by its script."""

from __future__ import annotations

import re
from collections import Counter

_WORDS = {
    "en": "the and of to you we your our for that with this are or may not from",
    "de": "der die und das wir sie ihre nicht mit werden von ist auf eine für zu den oder",
    "fr": "le la les des et vous nous votre vos est dans pour que une sur par ou",
    "es": "el la los de que y en sus nosotros usted para una por con las del su",
    "it": "il di che e la per i dati nostri si un sono con della le gli non nostro",
    "pt": "o de que e os para uma dados com não você nós por seus da do em",
    "nl": "de het en van wij uw een je niet voor met dat zijn op worden we",
    "sv": "och att det som vi du är för med av en på dina eller om vår",
    "da": "og at det som vi du er for med af en på dine eller om vores ikke",
    "no": "og at det som vi du er for med av en på dine eller om våre ikke",
    "fi": "ja on tai että sekä voi ovat myös me kun jos ei sinun",
    "pl": "i w na się do z że lub nie oraz dane jest przez są",
    "cs": "a v na se že s pro nebo které jsou je do údaje",
    "tr": "ve bir bu için ile veya olarak kişisel da de",
}
_SETS = {code: frozenset(words.split()) for code, words in _WORDS.items()}
_SCRIPTS = (
    ("ja", "\u3040", "\u30ff"),
    ("ko", "\uac00", "\ud7af"),
    ("zh", "\u4e00", "\u9fff"),
    ("ru", "\u0400", "\u04ff"),
    ("el", "\u0370", "\u03ff"),
    ("ar", "\u0600", "\u06ff"),
    ("he", "\u0590", "\u05ff"),
    ("th", "\u0e00", "\u0e7f"),
    ("hi", "\u0900", "\u097f"),
)
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000
_TAG = re.compile(r"([a-z]{2})(?![^\W_])")


def code(tag: str) -> str:
    """The ISO 639-1 code in a language tag: "en" of "en-US"; "" where there is none. Norwegian is one language here."""
    found = _TAG.match(tag.strip().lower())
    first = found[1] if found else ""
    return "no" if first in ("nb", "nn") else first


def guess(text: str) -> str:
    """The ISO 639-1 code of the text's language; ``en`` where nothing tells."""
    sample = text[:_SAMPLE].lower()
    characters = Counter(sample)
    letters = max(1, sum(count for c, count in characters.items() if c.isalpha()))
    for code, low, high in _SCRIPTS:
        if sum(count for c, count in characters.items() if low <= c <= high) > 0.2 * letters:
            return code
    words = Counter(_WORD.findall(sample))
    counts = {code: sum(words[word] for word in little) for code, little in _SETS.items()}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] > 0 else "en"
