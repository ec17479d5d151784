"""Hard-wrapped plain text: its lines are joined, and those of lists, tables and contents are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.indexer.documents import cut, write

_LONG = (
    "See https://www.acme.example/privacy/" + "and/a/long/way/" * 6 + "index.html for all that we say of it there.\n"
)
_PAGE = """\
Policy

We keep what you tell us of yourself, and we keep it for as long as we
are asked to by the laws of the countries that we do our business in.

{}
We sell nothing of what you tell us to those who would like to buy it,
and we ask those who work for us to sell nothing of it either, wherever
they may be. You can ask us at any time what we know of you, and we are
glad to answer you within a month.
"""


def _quotes(path: Path) -> list[str]:
    document, _, found = cut(path)
    return [" ".join(document.text[p.start : p.end].split()) for p in found]


@pytest.mark.parametrize("more", ["", _LONG], ids=["", "with a long line"])
@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (
            "(a) calls are recorded only if you ask us to;\n"
            "(b) recordings are used for the training of those of our staff and\n    for nothing else.\n",
            "recordings are used for the training of those of our staff and for nothing else.",
        ),
        (
            "1.1 This policy is issued by Acme Streaming AS, Main Street 14,\n    0184 Oslo, Norway.\n",
            "This policy is issued by Acme Streaming AS, Main Street 14, 0184 Oslo, Norway.",
        ),
        (
            "Of all that is yours, you can see and mend most of it under\n“My page”. Ask us for more.\n",
            "Of all that is yours, you can see and mend most of it under “My page”.",
        ),
        (
            "We rely for that on what is in our legitimate interest (Art. 6 (1)\n(f) of the GDPR) alone.\n",
            "We rely for that on what is in our legitimate interest (Art. 6 (1) (f) of the GDPR) alone.",
        ),
        (
            "We have mended this paragraph of ours by hand, and since then it\nhas lines\n"
            "(some of them) that end too early for it.\n",
            "We have mended this paragraph of ours by hand, and since then it has lines (some of them) that end too"
            " early for it.",
        ),
    ],
    ids=["and", "an address", "under", "an article", "lower case"],
)
def test_a_clause_is_whole(tmp_path: Path, lines: str, whole: str, more: str) -> None:
    """A line goes on where the one before it is full, or nearly so and surely not at its end."""
    assert whole in _quotes(write(tmp_path, "p.txt", _PAGE.format(f"{lines}\n{more}")))


@pytest.mark.parametrize(
    "lines",
    [
        ["what you have told us of yourself and of those near you;", "what others have told us of you."],
        ["Name,", "Street,", "Age."],
        ["-what you have told us of yourself and of all those who live with", "-what others have told us of you"],
        [
            "| What we have of you and of all of those that are yours | 14 days |",
            "| What others have told us | 1 year |",
        ],
    ],
    ids=["points", "short", "dashes", "rows"],
)
def test_lines_stay_apart(tmp_path: Path, lines: list[str]) -> None:
    """Items without a marker, and the rows of a table."""
    quotes = _quotes(write(tmp_path, "p.txt", _PAGE.format("We keep:\n" + "\n".join(lines) + "\n")))
    assert {line.lstrip("-") for line in lines} <= set(quotes)


def test_a_title_over_text_is_no_part_of_it(tmp_path: Path) -> None:
    """Even where it ends with a word that wants another."""
    page = _PAGE.format("Who it is that you can ask for more if you want\nWe are glad to help you. Write to us.\n")
    assert "We are glad to help you." in _quotes(write(tmp_path, "p.txt", page))


def test_a_text_without_wraps_is_not_joined(tmp_path: Path) -> None:
    """Many of its lines are longer than any that it could be wrapped at."""
    long = "We keep what you tell us of yourself, and we keep it for as long as we are asked to by law. " * 2
    lines = [f"{long.strip()}\nWhat we take from you, number {n}" for n in range(9)]
    quotes = _quotes(write(tmp_path, "p.txt", "\n".join(lines)))
    assert not any("law. What" in quote for quote in quotes)
