from __future__ import annotations

import pytest

from assistant.language.analyzer import stem
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
        ("Y can they c my fotos", "why can they see my photos"),
        ("WHY DO U KEEP MY PICS", "WHY DO you KEEP MY pictures"),
        ("can U see it w/o asking", "can you see it without asking"),
        ("do u give it 2 da cops, r u sure", "do you give it to the cops, are you sure"),
        ("do you guys sell it", "do you sell it"),
        ("kept 4 how lng?", "kept for how long?"),
        ("is there an option 2 opt out on android", "is there an option to opt out on android"),
    ],
)
def test_slips_are_mended(typed: str, meant: str) -> None:
    """Typing slips and texting short-hand become the words that were meant."""
    assert Speller(WORDS).mend(typed, known) == meant


@pytest.mark.parametrize(
    "text",
    [
        "does Zopim keep it", "the qwertyuiop", "GDPR", "does EMIL keep it", "p@ss 12345", "",
        "for 2 years", "for 2 Years", "2-factor", "in 2 business days", "more than 2", "my 4 devices", "the last 4",
        "see article 4", "are you SOC 2", "SOC 2", "soc 2 report", "iso 4", "pci dss 4", "does GPT 4",
        "appendix C", "under 6(1)(c)", "in the U.S.", "your R&D", "a W-2", "on GOV.UK", "info@acme.com", "y'all",
        "for BC residents", "by the DA",
    ],
)  # fmt: skip
def test_what_is_not_a_slip_stays(text: str) -> None:
    """Names, abbreviations and words that are near to nothing are left alone."""
    assert Speller(WORDS).mend(text, known) == text


def test_a_slip_may_have_a_known_words_stem() -> None:
    """It is mended all the same; a word that is only used by the policy, and is another one, stays."""

    def used(word: str) -> bool:
        return stem(word) in {"cooki", "cook"}

    speller = Speller({"cookies": 9, "cooker": 9})
    assert speller.mend("the cookis of a cook", used) == "the cookies of a cook"
    assert speller.mend("it cooked", used) == "it cooked"


def test_of_equally_near_words_the_usual_one_is_meant() -> None:
    """Both are one letter away."""
    assert Speller({"close": 5, "clone": 50}).correct("cloe") == "clone"


def test_rare_words_are_not_offered() -> None:
    """A word that hardly any question uses may itself be a slip."""
    assert Speller(WORDS).correct("onse") == "onse"


def test_of_many_unknown_words_the_first_are_corrected() -> None:
    """What has more of them is no question that spelling would help, and would take seconds."""
    speller, noise = Speller({"delete": 9}), [f"delet{a}x{b}" for a in "abcd" for b in "abc"]
    assert speller.mend(f"{' '.join(noise[:11])} delte", lambda _: False).endswith(" delete")
    assert speller.mend(f"{' '.join(noise)} delte", lambda _: False).endswith(" delte")
