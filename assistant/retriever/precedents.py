"""What answered questions like the one asked, in other policies, and which passages are like it.

A passage that is like the precedents is likely to answer; where none is, the policy is likely to be silent. It is
relevance feedback (Rocchio, "Relevance feedback in information retrieval", 1971) in the reader's space, with clauses of
other policies in place of a first search's.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.index.bm25 import Floats, Ints
from assistant.index.policy_index import Vectors
from assistant.reader.precedents import OWN, Precedents

PRECEDENTS = tuple(
    f"precedent_{what}{gap}" for what in ("read", "like", "expected", "expected_best") for gap in ("", "_gap")
)
"""What ``Recalled.likeness`` tells of a passage, and each time how far it is behind the best candidate.

How like it is to: *read*, the clauses that the reader would have answer this question; *like*, those that answered the
questions most like this one. *Expected*: how like this question is to those that the clauses answered which the passage
is like; *best*, to those of one of these clauses.
"""
AGREEMENT = tuple(f"precedent_{what}" for what in ("read_agree", "read_near", "like_near"))
"""What ``Recalled.agreement`` tells of a question: are its precedents like each other, and how near is the nearest."""

_HEARD, _SPEAK = 512, 32
"""So many have the questions most like this one, and so many of these are the nearest: to go through all of them twice
would cost as much again, and the nearest are hardly ever others."""
_NEAR = np.float32(20)
"""How fast a precedent's voice fades, by cosine."""
_SAME = np.float32(0.5)
"""What it is worth that a passage is like a precedent, where the precedent's questions are held against this one."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """What the precedents have for one question, before any policy is opened."""

    question: Floats
    """As a unit vector."""
    read: Floats
    like: Floats
    """Each the mean of some clauses."""
    similar: Floats
    """The cosine of the question with those of each precedent."""
    agreement: Floats
    """One value for each of AGREEMENT."""

    def likeness(self, passages: Vectors, chosen: Ints) -> Floats:
        """A row for each chosen passage, a column for each of PRECEDENTS."""
        vectors = passages.passages[chosen]
        columns = [vectors @ self.read, vectors @ self.like]
        if passages.expected:
            questions, alike, near = passages.expected.of(chosen)
            columns += [questions @ self.question, (self.similar[alike] + _SAME * near).max(axis=1, initial=-1)]
        else:
            columns += [np.zeros(len(chosen), np.float32)] * 2
        return np.stack([each for column in columns for each in (column, column - column.max(initial=-1))], axis=1)


def recall(known: Precedents, question: Floats, without: str | None = None) -> Recalled:
    """The precedents of a question, given as a unit vector; ``without`` leaves a policy's own out (for measuring)."""
    similar = known.leave_out(without, known.questions @ question)
    heard = _most(similar, _HEARD)
    clauses = known.clauses[heard]
    near = np.where(similar[heard] > OWN, clauses @ question, OWN)
    read, like = _mean(clauses, near), _mean(clauses, similar[heard])
    agreement = np.array([np.sqrt(read @ read), near.max(initial=0), similar.max(initial=0)], np.float32)
    return Recalled(question, read, like, similar, agreement)


def _most(cosines: Floats, most: int) -> NDArray[np.int64]:
    """Places of the largest."""
    return np.argpartition(cosines, -most)[-most:] if len(cosines) > most else np.arange(len(cosines))


def _mean(clauses: Floats, cosines: Floats) -> Floats:
    """The mean of the nearest clauses, the nearer the louder."""
    nearest = _most(cosines, _SPEAK)
    loud = np.exp(_NEAR * (cosines[nearest] - cosines.max(initial=-1)))
    mean: Floats = (loud / loud.sum()) @ clauses[nearest]
    return mean
