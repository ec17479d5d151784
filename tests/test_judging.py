"""What counts as a right quote, on small cases made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.judging import is_right
from assistant.questions import Gold

CLAUSE = "We delete the log files of our web servers after 14 days, and never later than that."
GOLD = Gold("q1", "small one", "how long are logs kept?", (CLAUSE,), answerable=True)


@pytest.mark.parametrize(
    ("quote", "right"),
    [
        (CLAUSE, True),
        (f"First a sentence. {CLAUSE} And another one.", True),
        (CLAUSE.upper().replace("WEB SERVERS", "[Web **Servers**](https://example.com/never)"), True),
        ("log files of our web servers after 14 days, and never later", True),  # a part, more than half of it
        ("web servers after 14 days", False),  # a part, less than half of it
        ("We delete the log files of our web servers after 14 days, and not later.", False),  # a negation is lost
        ("We never delete the log files of our web servers after 14 days, unless asked.", True),  # a run of 60 %
        ("We never delete the log files of our mail servers after 14 days, unless asked.", False),  # a broken run
        (CLAUSE + " padding" * 50, False),  # over 400 characters and three times the clause
        ("", False),
        ("…", False),
    ],
)
def test_what_a_fair_judge_accepts(quote: str, right: bool) -> None:
    """The clause, more than half of it, or a long enough run of its words, without padding."""
    assert is_right(quote, GOLD) is right


def test_a_short_clause_is_wanted_whole() -> None:
    """Of five words, no part is enough."""
    gold = replace(GOLD, clauses=("We never sell your data",))
    assert is_right("we never sell your data.", gold)
    assert not is_right("never sell your data", gold)


def test_a_long_quote_is_wrong_whatever_it_holds() -> None:
    """Over 700 characters of bare words is no quote; marks and links do not count."""
    clause = " ".join(["word"] * 139)
    gold = replace(GOLD, clauses=(clause,))
    assert is_right(clause + " **words**", gold)  # 700
    assert not is_right(clause + " wordily", gold)


def test_the_fact_must_be_there() -> None:
    """The right clause without the fact that was asked for is not right; the fact may be part of a word."""
    gold = replace(GOLD, must_contain="14 days")
    assert is_right(CLAUSE, gold)
    assert not is_right("We delete the log files of our web servers after", gold)
    assert is_right(CLAUSE, replace(gold, must_contain="14 day"))


def test_another_accepted_clause_counts() -> None:
    """Any of the gold clauses will do."""
    assert is_right("Logs live for two weeks.", replace(GOLD, clauses=(CLAUSE, "Logs live for two weeks.")))
