"""What answered questions like the one asked, in other policies, what did not, and which passages are like those.

A passage that is like the clauses that answered is likely to answer; one that is like those that did not, is not; and
where such questions went without an answer, the policy is likely to be silent. It is relevance feedback (Rocchio,
"Relevance feedback in information retrieval", 1971) and judging by the nearest cases, right and wrong (Cover and Hart,
"Nearest neighbor pattern classification", 1967), in the reader's space.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assistant.index.bm25 import Floats, Ints, runs
from assistant.index.policy_index import Vectors
from assistant.reader.precedents import OWN, Precedents, left_out

PRECEDENTS = (
    *(f"precedent_{what}{gap}" for what in ("read", "like", "expected", "answer", "verdict") for gap in ("", "_gap")),
    "precedent_answer_best", "precedent_answer_ahead", "precedent_miss", "precedent_miss_best",
)  # fmt: skip
"""What ``Recalled.likeness`` tells of a passage; a *gap* is how far it is behind the best candidate.

How like it is to: *read*, the clauses that the reader would have answer this question; *like*, those that answered the
questions most like this one. *Expected*: how like this question is to those that the clauses answered which the passage
is like. *Answer* and *miss*: how near are a clause like the passage and a question like this one that it answered, or
missed; of many, or of the *best* alone; *verdict* and *answer_ahead* are the differences.
"""
AGREEMENT = tuple(
    f"precedent_{what}"
    for what in ("read_agree", "read_near", "answered_near", "silent_near", "answered_ahead", "answered_share")
)
"""What ``Recalled.agreement`` tells of a question: are its precedents like each other; how near are the nearest clause,
and the nearest question that was answered, and that was not; and which share of the nearest questions was."""

_LIKE, _LOUDEST = 256, 32
"""So many most similar questions have their say, and so many of the clauses that answered them."""
_NEAR = np.float32(20)
"""How fast a precedent's voice fades, by cosine."""
_SAME = np.float32(0.5)
"""What it is worth that a passage is like a clause, where the clause's questions are held against this one."""
_FAR, _SILENT = np.float32(-1), np.float32(1e-9)
"""How near anything is at least, and how loud."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """What the precedents have for one question, before any policy is opened."""

    known: Precedents
    question: Floats
    """Along the precedents' axes."""
    read: Floats
    like: Floats
    """Each the mean of some clauses, in the reader's space."""
    similar: Floats
    """The cosine of the question with each of the precedents', and OWN for none of them."""
    agreement: Floats
    """One value for each of AGREEMENT."""

    def likeness(self, passages: Vectors, chosen: Ints) -> Floats:
        """A row for each chosen passage, a column for each of PRECEDENTS."""
        vectors = passages.passages[chosen]
        columns = [vectors @ self.read, vectors @ self.like, *np.zeros((3, len(chosen)), np.float32)]
        rest = list(np.zeros((4, len(chosen)), np.float32))
        if passages.expected:
            questions, alike, near = passages.expected.of(chosen)
            (answer, miss), (answer_best, miss_best) = self._heard(alike, near)
            columns[2:] = [questions @ self.question, answer, answer - miss]
            rest = [answer_best, answer_best - miss_best, miss, miss_best]
        gaps = [each for column in columns for each in (column, column - column.max(initial=-1))]
        return np.stack([*gaps, *rest], axis=1)

    def _heard(self, alike: Ints, near: Floats) -> tuple[Floats, Floats]:
        """How near the passages and this question are to clauses and questions: to many, and to one.

        ``alike`` has a row a passage, with numbers of clauses, and ``near`` the cosines that they have with it. The
        first row of each result is of the questions that the clauses answered, the second of those that they missed.
        """
        told = self.known.told
        owners = np.stack((2 * alike, 2 * alike + 1))
        places, lengths = runs(told.offsets, owners.ravel())
        starts, similar = lengths.cumsum() - lengths, self.similar.take(told.members.take(places))
        nearest = np.maximum.reduceat(similar, starts).reshape(owners.shape)
        voices = np.add.reduceat(np.exp(_NEAR * similar), starts).reshape(owners.shape)
        best = (nearest + _SAME * near).max(axis=2, initial=OWN)
        many = np.log((voices * np.exp(_NEAR * _SAME * near)).sum(axis=2) + _SILENT) / _NEAR
        return np.maximum(many, _FAR), np.maximum(best, _FAR)


def recall(known: Precedents, question: Floats, without: str | None = None) -> Recalled:
    """The precedents of a question, given as a unit vector; ``without`` leaves a policy's own out (for measuring)."""
    question = question @ known.axes
    every = np.full(len(known.questions) + 1, OWN)
    every[:-1] = known.questions @ question
    similar = left_out(known.question_policies, without, every[:-1])
    heard = _most(similar, _LIKE)
    heard = heard[similar[heard] > OWN]
    places, lengths = runs(known.answering.offsets, heard)
    clauses = known.clauses[known.answering.members[places]]
    near = clauses @ question
    read, like = _mean(clauses, near), _mean(clauses, similar[heard].repeat(lengths))
    loud = np.exp(_NEAR * similar[heard])
    share = loud[lengths > 0].sum() / max(1e-9, loud.sum())
    yes, no = (similar.take(which).max(initial=-1) for which in (known.answered, known.silent))
    agreement = np.array([np.sqrt(read @ read), near.max(initial=0), yes, no, yes - no, share], np.float32)
    return Recalled(known, question, known.axes @ read, known.axes @ like, every, agreement)


def _most(cosines: Floats, most: int) -> Ints:
    """Places of the largest."""
    places = np.argpartition(cosines, -most)[-most:] if len(cosines) > most else np.arange(len(cosines))
    return places.astype(np.int32)


def _mean(clauses: Floats, cosines: Floats) -> Floats:
    """The mean of the nearest clauses, the nearer the louder; nothing where there are none."""
    nearest = _most(cosines, _LOUDEST)
    loud = np.exp(_NEAR * (cosines[nearest] - cosines.max(initial=-1)))
    mean: Floats = (loud / max(np.float32(1e-9), loud.sum())) @ clauses[nearest]
    return mean
