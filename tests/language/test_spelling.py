from __future__ import annotations

import pytest

from assistant.language.spelling import Speller

WORDS = {"password": 20, "delete": 30, "facebook": 9, "email": 40, "privacy": 12, "once": 1, "location": 14}


def known(word: str) -> bool:
    return word in WORDS or word == "zopim"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("my pasword", "my password"),
        ("can u delte it", "can you delete it"),
        ("wen i use facbook", "when i use facebook"),
        ("does Zopim read emial", "does Zopim read email"),
        ("do u sel my info 2 any1", "do you sell my information to anyone"),
        ("Y can they c my fotos", "Y can they see my photos"),
    ],
)
def test_slips_are_mended(typed: str, meant: str) -> None:
    """Typing slips and texting short-hand become the words that were meant."""
    assert Speller(WORDS).mend(typed, known) == meant


@pytest.mark.parametrize(
    "text",
    [
        "does Zopim keep it",
        "the qwertyuiop",
        "GDPR",
        "p@ss 12345",
        "",
        "for 2 years",
        "2-factor",
        "see article 4",
        "appendix C",
    ],
)
def test_what_is_not_a_slip_stays(text: str) -> None:
    """Names, abbreviations and words that are near to nothing are left alone."""
    assert Speller(WORDS).mend(text, known) == text


def test_of_equally_near_words_the_usual_one_is_meant() -> None:
    """Both are one letter away."""
    assert Speller({"close": 5, "clone": 50}).correct("cloe") == "clone"


def test_rare_words_are_not_offered() -> None:
    """A word that hardly any question uses may itself be a slip."""
    assert Speller(WORDS).correct("onse") == "onse"
