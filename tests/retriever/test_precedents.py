from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.index.policy_index import Vectors
from assistant.reader.precedents import Precedents
from assistant.retriever.precedents import AGREEMENT, PRECEDENTS, Recalled, recall

UNITS = np.eye(4, dtype=np.float32)
"""Four clauses that have nothing in common, and what was asked of each is near to the next one."""
KNOWN = Precedents(UNITS, np.roll(UNITS, 1, axis=1), np.array(["one", "two", "two", "two"]))
TOKENS = np.zeros((0, 4), np.int8)


def column(known: Recalled, name: str, passages: NDArray[np.float32] = UNITS) -> list[float]:
    vectors = Vectors("m", passages, TOKENS, np.zeros(1, np.int32), KNOWN.expected(passages))
    rows = known.likeness(vectors, np.arange(len(passages), dtype=np.int32))
    return [round(value, 2) for value in rows[:, PRECEDENTS.index(name)].tolist()]


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
    assert column(known, "precedent_expected_best") == [1.5, 1.0, 1.0, 1.0]


def test_a_question_tells_how_near_its_precedents_are() -> None:
    """One that is as near to this as to that has precedents which do not agree."""
    sure, unsure = (
        dict(zip(AGREEMENT, recall(KNOWN, question).agreement.tolist(), strict=True))
        for question in (UNITS[2], np.full(4, 0.5, np.float32))
    )
    assert sure == pytest.approx({name: 1.0 for name in AGREEMENT}, abs=1e-3)
    assert unsure == pytest.approx({name: 0.5 for name in AGREEMENT}, abs=1e-3)


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
