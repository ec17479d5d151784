from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.index.policy_index import Vectors
from assistant.reader.precedents import Pairs, Precedents
from assistant.retriever.precedents import AGREEMENT, PRECEDENTS, Recalled, recall

UNITS = np.eye(4, dtype=np.float32)
"""Four clauses that have nothing in common. Each answered a question that is near to the next one; the second was taken
for the answer to the fourth question, and the last question was never answered."""
KNOWN = Precedents(
    axes=UNITS,
    clauses=UNITS,
    questions=np.concatenate((np.roll(UNITS, 1, axis=1), [[0.0, 0.6, 0.8, 0.0]])).astype(np.float32),
    answers=Pairs.of([[0], [1], [2], [3]]),
    misses=Pairs.of([[], [3], [], []]),
    clause_policies=np.array(["one", "two", "two", "two"], object),
    question_policies=np.array(["one", "two", "two", "two", "three"], object),
)
TOKENS = np.zeros((0, 4), np.int8)


def column(known: Recalled, name: str, passages: NDArray[np.float32] = UNITS) -> list[float]:
    vectors = Vectors("m", passages, TOKENS, np.zeros(1, np.int32), KNOWN.expected(passages))
    rows = known.likeness(vectors, np.arange(len(passages), dtype=np.int32))
    return [round(value, 2) for value in rows[:, PRECEDENTS.index(name)].tolist()]


def agreement(known: Recalled) -> dict[str, float]:
    return dict(zip(AGREEMENT, known.agreement.tolist(), strict=True))


def test_a_passage_is_held_against_what_answers_elsewhere() -> None:
    """Against the clauses nearest to the question, and those whose questions are; others stand behind the best."""
    known = recall(KNOWN, UNITS[3])
    assert column(known, "precedent_read") == [0.0, 0.0, 0.0, 1.0]
    assert column(known, "precedent_like") == [0.0, 0.0, 1.0, 0.0]
    assert column(known, "precedent_like_gap") == [-1.0, -1.0, 0.0, -1.0]


def test_a_passage_is_expected_to_answer_what_the_clauses_like_it_answered() -> None:
    """Nothing in the passage is like the question, but a clause like the passage answered such a question."""
    known = recall(KNOWN, UNITS[1])
    assert column(known, "precedent_expected") == [1.0, 0.0, 0.0, 0.0]
    assert column(known, "precedent_answer_best") == [1.5, 1.0, 1.0, 1.0]
    assert column(known, "precedent_answer_gap") == [0.0, -0.5, -0.5, -0.5]


def test_a_passage_is_not_expected_to_answer_what_the_clauses_like_it_missed() -> None:
    """The second clause is as near as the others to having answered, and nearer to having missed."""
    known = recall(KNOWN, UNITS[0])
    assert column(known, "precedent_miss_best") == [1.0, 1.5, 1.0, 1.0]
    verdicts = column(known, "precedent_verdict")
    assert verdicts.index(min(verdicts)) == 1
    ahead = column(known, "precedent_answer_ahead")
    assert ahead == [0.0, -0.5, 0.0, 0.5]


def test_a_question_tells_how_near_its_precedents_are() -> None:
    """One that is as near to this as to that has precedents which do not agree."""
    sure, unsure = (agreement(recall(KNOWN, question)) for question in (UNITS[2], np.full(4, 0.5, np.float32)))
    assert (sure["precedent_read_agree"], sure["precedent_read_near"]) == pytest.approx((1, 1), abs=1e-3)
    assert (unsure["precedent_read_agree"], unsure["precedent_read_near"]) == pytest.approx((0.5, 0.5), abs=1e-3)


def test_a_question_tells_whether_such_questions_were_answered() -> None:
    """By the nearest that was and the nearest that was not, and by the share of the answered ones."""
    asked, silent = agreement(recall(KNOWN, UNITS[0])), agreement(recall(KNOWN, KNOWN.questions[4]))
    assert (asked["precedent_answered_near"], asked["precedent_silent_near"]) == pytest.approx((1, 0), abs=1e-3)
    assert (silent["precedent_answered_near"], silent["precedent_silent_near"]) == pytest.approx((0.8, 1), abs=1e-3)
    assert silent["precedent_answered_ahead"] == pytest.approx(-0.2, abs=1e-3)
    assert asked["precedent_answered_share"] > 0.9
    assert silent["precedent_answered_share"] < 0.1


def test_an_index_without_precedents_does_no_harm() -> None:
    """What is expected of its passages is not known, and that is all."""
    bare = Vectors("m", UNITS, TOKENS, np.zeros(1, np.int32))
    rows = recall(KNOWN, UNITS[1]).likeness(bare, np.array([2, 1], np.int32))
    assert rows[:, PRECEDENTS.index("precedent_read_gap")].tolist() == pytest.approx([-1, 0], abs=1e-3)
    assert rows[:, PRECEDENTS.index("precedent_expected")].tolist() == [0, 0]


def test_a_policy_is_measured_without_its_own_clauses() -> None:
    """What answered in the measured policy itself is no precedent."""
    known = recall(KNOWN, UNITS[1], without="two")
    assert column(known, "precedent_read") == [1.0, 0.0, 0.0, 0.0]
    assert column(known, "precedent_like") == [1.0, 0.0, 0.0, 0.0]


def test_many_near_precedents_weigh_more_than_one() -> None:
    """A clause that answered two such questions is nearer than one that answered one of them, and nothing is farther
    than what never answered."""
    pairs = Pairs.of([[1], [1, 4], [], []])
    known = recall(replace(KNOWN, answers=pairs), KNOWN.questions[4])
    one, two, none, _ = column(known, "precedent_answer")
    assert two > one > none


def test_when_every_precedent_is_left_out_nothing_is_told() -> None:
    """All are of the measured policy: numbers stay within bounds, and no clause speaks."""
    own = np.array(["one"] * 5, object)
    known = recall(replace(KNOWN, clause_policies=own[:4], question_policies=own), UNITS[1], without="one")
    assert np.isfinite(known.agreement).all()
    assert column(known, "precedent_answer") == column(known, "precedent_miss") == [-1.0] * 4
    assert column(known, "precedent_like") == [0.0] * 4
