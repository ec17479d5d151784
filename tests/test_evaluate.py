"""The figures of an evaluation, on small cases made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant import evaluate
from assistant.evaluate import judge
from assistant.model import Reason
from assistant.questions import Gold
from tests.render.examples import answer, cite, document, silent

CLAUSE = "We delete the log files of our web servers after 14 days, and never later than that."
GOLD = Gold("q1", "small one", "how long are logs kept?", (CLAUSE,), answerable=True)
SILENT = Gold("q2", "small one", "do you keep my shoe size?", (), answerable=False, kind="near-miss")
OFF_TOPIC = replace(SILENT, id="q3", kind="off-topic")


def cited(*quotes: str, confidence: float = 0.8) -> evaluate.Outcome:
    """The outcome of an answer to GOLD with these quotes."""
    of = document(text="\n".join(quotes))
    return judge(GOLD, answer(*(cite(quote, of=of) for quote in quotes), confidence=confidence))


def test_the_figures_of_a_small_set() -> None:
    """Every figure by hand: three answerable, two unanswerable, one that could not be asked."""
    outcomes = [
        cited(CLAUSE),
        cited("Something else.", "And another.", CLAUSE),
        judge(GOLD, silent()),
        judge(SILENT, silent()),
        judge(OFF_TOPIC, answer(cite("Our servers record:"))),
        evaluate.Outcome(replace(GOLD, policy="gone"), error="no such policy"),
    ]
    scores = evaluate.score(outcomes)
    assert scores.accuracy == pytest.approx(2 / 6)
    assert scores.wrong == pytest.approx(3 / 6)
    assert [scores.hit_1, scores.hit_3] == pytest.approx([1 / 4, 2 / 4])
    assert (scores.abstain, scores.near_miss, scores.off_topic) == (0.5, 1.0, 0.0)
    assert scores.missed == pytest.approx(1 / 4)
    assert scores.policies == {"gone": (0.0, 1), "small one": (pytest.approx(2 / 5), 5)}
    assert scores.macro == pytest.approx(0.2)
    assert scores.length == pytest.approx((len(CLAUSE) + 15 + 19) / 3)
    assert (scores.verbatim, scores.errors, scores.questions) == (1.0, 1, 6)


def test_nothing_to_share_out_is_no_figure() -> None:
    """Without an answerable question there is no hit@1, and without an answer no length."""
    scores = evaluate.score([judge(SILENT, silent(reason=Reason.OFF_TOPIC))])
    assert scores.accuracy == 1.0
    assert (scores.hit_1, scores.missed, scores.length, scores.verbatim, scores.off_topic) == (None,) * 5


def test_a_quote_that_is_not_the_text_is_seen() -> None:
    """A citation whose span does not hold its quote lowers the verbatim figure."""
    false = replace(cite("Our servers record:"), quote="Our servers forget:")
    assert evaluate.score([judge(GOLD, answer(false))]).verbatim == 0.0


def test_confidence_is_held_against_the_truth() -> None:
    """Answers by tenths of their confidence: what they said, and how many were right; abstentions say nothing."""
    outcomes = [
        cited(CLAUSE, confidence=0.92),
        cited("Wrong.", confidence=0.98),
        cited("Wrong too.", confidence=0.2),
        judge(GOLD, silent(confidence=0.1)),
        cited(CLAUSE, confidence=1.0),
    ]
    low, high = evaluate.reliability(outcomes)
    assert [low.low, low.answers, low.said, low.right] == pytest.approx([0.2, 1, 0.2, 0.0])
    assert [high.low, high.answers, high.said, high.right] == pytest.approx([0.9, 3, 2.9 / 3, 2 / 3])
    expected = (0.2 + 3 * abs(high.said - 2 / 3)) / 4
    assert evaluate.calibration_error([low, high]) == pytest.approx(expected)
    assert evaluate.calibration_error([]) is None


def test_the_closest_clauses_of_an_abstention_are_judged() -> None:
    """They are no answer; whether the right one is among them is a figure of its own."""
    of = document(text=CLAUSE)
    right, other = cite(CLAUSE, of=of), cite("Our servers record:")
    outcomes = [
        judge(GOLD, silent(closest=(other, right))),
        judge(GOLD, silent(closest=(other,))),
        judge(SILENT, silent(closest=(other,))),
        judge(SILENT, silent()),
    ]
    assert [each.closest for each in outcomes] == [(False, True), (False,), (False,), ()]
    scores = evaluate.score(outcomes)
    assert (scores.closest, scores.unsure, scores.accuracy, scores.wrong) == (0.5, 0.5, 0.5, 0.0)
