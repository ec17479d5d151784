"""Finding by a few letters."""

from __future__ import annotations

import pytest

from assistant.terminal.picker import Choice, best

CHOICES = [
    Choice("zopim", "Zopim Privacy Policy", "Zopim Technologies"),
    Choice("team365", "Team365 Privacy Policy", "Allegient"),
    Choice("chatinbox", "Chatinbox Privacy Policy"),
]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("zopim", "zopim"),
        ("ZOPMI", "zopim"),
        ("privacy alleg", "team365"),
        ("inbox", "chatinbox"),
        ("365 policy", "team365"),
    ],
)
def test_the_best_fit_stands_first(typed: str, first: str) -> None:
    """Parts of names, several words in any order, and typos find what was meant."""
    assert best(CHOICES, typed)[0].value == first


def test_what_fits_exactly_hides_what_is_merely_alike() -> None:
    """A name that holds what was typed is not followed by guesses."""
    assert [choice.value for choice in best(CHOICES, "zopim")] == ["zopim"]


def test_nothing_typed_offers_everything_in_order() -> None:
    """The list can be read before anything is typed."""
    assert best(CHOICES, " ") == best(CHOICES, "-") == CHOICES
    assert best([], "x") == []


def test_nothing_alike_offers_nothing() -> None:
    """A guess without likeness is no help."""
    assert best(CHOICES, "qqqqqq") == []
