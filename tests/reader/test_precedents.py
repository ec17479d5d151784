from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant import resources
from assistant.errors import ReaderError
from assistant.reader.encoder import PRECEDENTS, Reader
from assistant.reader.precedents import Precedents, read_precedents

_NORTH, _EAST = [1.0, 0.0], [0.0, 1.0]
KNOWN = Precedents(
    np.array([_NORTH, _EAST], np.float32), np.array([_EAST, _NORTH], np.float32), np.array(["one", "two"])
)


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


def test_a_policy_is_measured_without_its_own() -> None:
    """A clause of the measured policy tells nothing of it."""
    found = KNOWN.expected(np.array([_NORTH], np.float32), without="one")
    assert found.questions[0].tolist() == pytest.approx(_NORTH, abs=1e-3)


def test_they_are_kept_small(tmp_path: Path) -> None:
    """A byte a number is exact to two thousandths; a damaged file is refused."""
    path = tmp_path / PRECEDENTS
    known = Precedents(np.array([[0.2, -0.1]], np.float32), np.array([[0.013, 0.0]], np.float32), np.array(["one"]))
    path.write_bytes(known.to_bytes())
    found = read_precedents(path.read_bytes())
    assert found.clauses == pytest.approx(known.clauses, abs=0.002)
    assert found.questions == pytest.approx(known.questions, abs=0.002)
    assert found.origins.tolist() == ["one"]
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(ReaderError, match="damaged"):
        read_precedents(path.read_bytes())


def test_what_ships() -> None:
    """The reader that ships has precedents of many policies, as unit vectors."""
    known = Reader(resources.DATA / "reader").precedents
    assert known
    assert len(set(known.origins.tolist())) > 100
    for vectors in (known.clauses, known.questions):
        assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=0.02)
