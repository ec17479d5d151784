from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant import resources
from assistant.errors import ReaderError
from assistant.reader.encoder import PRECEDENTS, Reader
from assistant.reader.precedents import Pairs, Precedents, read_precedents

_NORTH, _EAST = [1.0, 0.0], [0.0, 1.0]
AXES = np.eye(2, dtype=np.float32)
NONE = Pairs.of([[], []])
KNOWN = Precedents(
    axes=AXES,
    clauses=np.array([_NORTH, _EAST], np.float32),
    questions=np.array([_EAST, _NORTH], np.float32),
    answers=Pairs.of([[0], [1]]),
    misses=NONE,
    clause_policies=np.array(["one", "two"], object),
    question_policies=np.array(["one", "two"], object),
)


def test_pairs_are_turned_around() -> None:
    """From the questions of each clause to the clauses of each question."""
    pairs = Pairs.of([[2, 0], [], [2]])
    assert pairs.offsets.tolist() == [0, 2, 2, 3]
    turned = pairs.turned(4)
    assert turned.offsets.tolist() == [0, 1, 1, 3, 3]
    assert turned.members.tolist() == [0, 0, 2]


def test_which_questions_were_answered() -> None:
    """Those that belong to some clause; on the others, their policy was silent."""
    known = replace(KNOWN, answers=Pairs.of([[], [1]]), misses=Pairs.of([[0, 1], []]))
    assert (known.answered.tolist(), known.silent.tolist()) == ([1], [0])


def test_what_is_expected_of_a_passage() -> None:
    """The questions of the clauses that it is like, the nearest ones most."""
    found = KNOWN.expected(np.array([_NORTH, [0.6, 0.8]], np.float32))
    assert found.questions[0].tolist() == pytest.approx(_EAST, abs=1e-3)
    assert found.questions[1, 0] > 0.9
    cosines = dict(zip(found.alike[1].tolist(), found.cosines[1].tolist(), strict=True))
    assert cosines == pytest.approx({0: 0.6, 1: 0.8}, abs=1e-3)
    assert found.of([1]).alike.tolist() == [found.alike[1].tolist()]


def test_a_long_policy_is_read_in_steps() -> None:
    """What is expected of a passage does not depend on how many there are, and of none, nothing is."""
    passages = np.array([_NORTH, _EAST, [0.6, 0.8]] * 200, np.float32)
    found, few = KNOWN.expected(passages), KNOWN.expected(passages[:3])
    assert found.questions.shape == passages.shape
    assert found.questions[597:] == pytest.approx(few.questions, abs=1e-3)
    assert found.alike[:3].tolist() == few.alike.tolist()
    assert [part.shape for part in KNOWN.expected(passages[:0])] == [(0, 2)] * 3


def test_what_lies_across_the_axes_is_not_seen() -> None:
    """Along one of two directions, a passage is expected to answer what it is like in that direction."""
    east = KNOWN.axes[:, 1:]
    narrow = replace(KNOWN, axes=east, clauses=KNOWN.clauses @ east, questions=KNOWN.questions @ east)
    found = narrow.expected(np.array([[0.6, 0.8]], np.float32))
    assert dict(zip(found.alike[0].tolist(), found.cosines[0].tolist(), strict=True)) == pytest.approx(
        {0: 0.0, 1: 0.8}, abs=1e-3
    )
    assert found.questions.shape == (1, 1)


def test_a_clause_that_answered_nothing_expects_nothing() -> None:
    """It is like the passage, and there is no question to tell of."""
    found = replace(KNOWN, answers=Pairs.of([[], [1]])).expected(np.array([_NORTH], np.float32))
    assert found.questions[0].tolist() == pytest.approx(_NORTH, abs=1e-3)


def test_a_policy_is_measured_without_its_own() -> None:
    """A clause of the measured policy tells nothing of it."""
    found = KNOWN.expected(np.array([_NORTH], np.float32), without="one")
    assert found.questions[0].tolist() == pytest.approx(_NORTH, abs=1e-3)


def test_they_are_kept_small(tmp_path: Path) -> None:
    """Each axis in steps of its own, to a hundredth of its largest value; a damaged file is refused."""
    path = tmp_path / PRECEDENTS
    clauses, questions = np.array([[0.2, -0.001]] * 2, np.float32), np.array([[0.013, 0.0]] * 2, np.float32)
    known = replace(KNOWN, clauses=clauses, questions=questions, misses=Pairs.of([[1], [0]]))
    path.write_bytes(known.to_bytes())
    found = read_precedents(path.read_bytes())
    assert found.axes.tolist() == AXES.tolist()
    for values in (found.clauses - known.clauses, found.questions - known.questions):
        assert np.abs(values[:, 0]).max() < 0.002
        assert np.abs(values[:, 1]).max() < 0.00001
    assert found.clause_policies.tolist() == found.question_policies.tolist() == ["one", "two"]
    for pairs, kept in ((found.answers, known.answers), (found.misses, known.misses)):
        assert [part.tolist() for part in pairs] == [part.tolist() for part in kept]
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(ReaderError, match="damaged"):
        read_precedents(path.read_bytes())


def test_what_ships() -> None:
    """The reader that ships has precedents of many policies, and its axes hold most of what they are."""
    known = Reader(resources.DATA / "reader").precedents
    assert known
    assert len(set(known.question_policies.tolist())) > 100
    assert {part.max() < len(known.questions) for part in (known.answers.members, known.misses.members)} == {True}
    for vectors in (known.clauses, known.questions):
        assert np.median(np.linalg.norm(vectors, axis=1)) == pytest.approx(1, abs=0.05)
    assert known.axes.T @ known.axes == pytest.approx(np.eye(known.axes.shape[1]), abs=0.01)
