from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from assistant.reader.encoder import Reader
from assistant.reader.precedents import Pairs
from assistant.training.examples import Example
from assistant.training.precedents import precedents

TEXTS = {"p": ["logs", "cookies", "sale", "contact"], "q": ["sale", "logs"]}
VECTORS = dict(zip(["logs", "cookies", "sale", "contact"], np.eye(4, dtype=np.float32), strict=True))


class FakeReader:
    """A word is a direction."""

    def read_question(self, text: str) -> SimpleNamespace:
        return SimpleNamespace(vector=VECTORS[text])

    def read_passages(self, texts: Sequence[str]) -> SimpleNamespace:
        return SimpleNamespace(passages=np.array([VECTORS[text] for text in texts]))


def example(policy: str, phrasings: tuple[str, ...], kind: str = "answer", **passages: tuple[int, ...]) -> Example:
    return Example(
        policy, phrasings, passages.get("right", ()), passages.get("also", ()), passages.get("near", ()), kind, ()
    )


def lists(pairs: Pairs) -> list[list[int]]:
    return [members.tolist() for members in np.split(pairs.members, pairs.offsets[1:-1])]


def test_every_question_is_kept_with_what_answered_it_and_what_did_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is accepted beside the answer neither answered nor missed; an off-topic question has only itself."""
    monkeypatch.setattr("assistant.training.precedents._MISSES", 1)
    found = precedents(
        [
            example("p", ("logs", "cookies"), right=(0,), also=(1,)),
            example("q", ("logs",), "near-miss", near=(0,)),
            example("p", ("sale",), "off-topic"),
        ],
        TEXTS,
        cast(Reader, FakeReader()),
    )
    clauses = [TEXTS[policy][number] for policy, number in (("p", 0), ("p", 2), ("q", 0), ("q", 1))]
    assert found.clause_policies.tolist() == ["p", "p", "q", "q"]
    assert found.clauses @ found.axes.T == pytest.approx(np.array([VECTORS[text] for text in clauses]), abs=1e-5)
    assert found.questions[0] @ found.axes.T == pytest.approx([0.5**0.5, 0.5**0.5, 0, 0], abs=1e-5)
    assert lists(found.answering) == [[0], [], []]
    assert lists(found.misses.turned(3)) == [[1], [2, 3], []]
    assert found.question_policies.tolist() == ["p", "q", "p"]


def test_only_the_directions_that_tell_most_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of four words, the one that is most common."""
    monkeypatch.setattr("assistant.training.precedents._AXES", 1)
    found = precedents([example("q", ("logs",), right=(1,))], TEXTS, cast(Reader, FakeReader()))
    assert np.abs(found.axes[:, 0]) == pytest.approx(VECTORS["logs"], abs=1e-3)
