"""Precedents: questions that were asked about other policies, which clauses answered them, and which did not.

A passage that is like a clause is likely to answer what that clause answered, and not to answer what that clause was
taken for and did not answer, however the question is worded. All are kept as the encoder's vectors, along the few
directions in which they differ most: cosines hardly change, and take a third of the time and of the memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.errors import ReaderError
from assistant.index.bm25 import Floats, Ints, starts
from assistant.index.pack import pack, unpack
from assistant.index.policy_index import Expected

_ALIKE = 64
"""Clauses that a passage is held against."""
_NEAR = np.float32(15)
"""How fast a clause's voice fades, by its cosine with the passage."""
_AT_ONCE = 64
"""Passages held against all clauses in one step: some fifteen megabytes."""
OWN = np.float32(-9)
"""Less than any cosine."""
_LARGEST = 127
"""Of int8."""


class Pairs(NamedTuple):
    """Which members belong to each owner, in one run after the other: questions to clauses, or the other way."""

    offsets: Ints
    """Owner to the start of its run in ``members``; one more entry closes the last."""
    members: Ints

    @classmethod
    def of(cls, owners: Sequence[Sequence[int]]) -> Pairs:
        """Out of the numbers of each owner's members."""
        found = np.array([number for numbers in owners for number in numbers], np.int32)
        return cls(starts([len(numbers) for numbers in owners]), found)

    @property
    def sizes(self) -> Ints:
        """How many members each owner has."""
        return np.diff(self.offsets)

    @property
    def owners(self) -> Ints:
        """The owner of each member."""
        return np.arange(len(self.sizes), dtype=np.int32).repeat(self.sizes)

    def turned(self, members: int) -> Pairs:
        """Which owners belong to each of so many members."""
        lengths = np.bincount(self.members, minlength=members)
        return Pairs(starts(lengths), self.owners[self.members.argsort(kind="stable")])


@dataclass(frozen=True)
class Precedents:
    """Clauses and questions by their numbers."""

    axes: Floats
    """Directions at right angles in the reader's space, a column a direction, of unit length."""
    clauses: Floats
    """A row a clause: where it lies along the axes."""
    questions: Floats
    """A row a question, in all its phrasings: where their mean lies along the axes."""
    answers: Pairs
    """The questions that each clause answered."""
    misses: Pairs
    """The questions that each clause did not answer, though the reader, or a search for words, takes it for that."""
    clause_policies: NDArray[np.object_]
    """The policy that each clause is of."""
    question_policies: NDArray[np.object_]
    """The policy that each question was asked about."""

    @cached_property
    def told(self) -> Pairs:
        """Two owners a clause, one after the other: the questions that it answered, and those that it missed.

        Where there are none, one question past the last stands for them.
        """
        counts = np.stack((self.answers.sizes, self.misses.sizes), axis=1).ravel()
        nobody = np.flatnonzero(counts == 0)
        owners = np.concatenate((2 * self.answers.owners, 2 * self.misses.owners + 1, nobody))
        members = np.concatenate((self.answers.members, self.misses.members, np.full(len(nobody), len(self.questions))))
        return Pairs(starts(np.maximum(counts, 1)), members[owners.argsort(kind="stable")])

    @cached_property
    def answering(self) -> Pairs:
        """The clauses that answered each question."""
        return self.answers.turned(len(self.questions))

    @cached_property
    def answered(self) -> NDArray[np.int64]:
        """The questions that some clause answered."""
        return np.flatnonzero(self.answering.sizes)

    @cached_property
    def silent(self) -> NDArray[np.int64]:
        """The questions that no clause answered."""
        return np.flatnonzero(self.answering.sizes == 0)

    @cached_property
    def _asked(self) -> Floats:
        """The mean of the questions that each clause answered; nothing where it answered none."""
        sums = np.zeros_like(self.clauses)
        np.add.at(sums, self.answers.owners, self.questions[self.answers.members])
        means: Floats = sums / np.maximum(np.sqrt((sums**2).sum(axis=1, keepdims=True)), np.float32(1e-9))
        return means

    def expected(self, passages: Floats, without: str | None = None) -> Expected:
        """What may be asked of each passage, as far as the clauses know that are like it.

        ``without`` leaves a policy's own clauses out (for measuring).
        """
        passages = passages @ self.axes
        some = [passages[start : start + _AT_ONCE] for start in range(0, max(1, len(passages)), _AT_ONCE)]
        return Expected(*map(np.concatenate, zip(*(self._expected(each, without) for each in some), strict=True)))

    def _expected(self, passages: Floats, without: str | None) -> Expected:
        cosines = left_out(self.clause_policies, without, passages @ self.clauses.T)
        size = min(_ALIKE, len(self.clauses))
        alike = np.argpartition(cosines, -size, axis=1)[:, len(self.clauses) - size :].astype(np.int32)
        near = np.take_along_axis(cosines, alike, axis=1)
        loud = np.exp(_NEAR * (near - near.max(axis=1, keepdims=True, initial=-1)))
        loud *= self.answers.sizes[alike] > 0
        loud /= np.maximum(loud.sum(axis=1, keepdims=True), np.float32(1e-9))
        questions = (loud[:, None] @ self._asked[alike])[:, 0]
        return Expected(_half(questions), alike, _half(near))

    def to_bytes(self) -> bytes:
        """As an npz file, a byte a number of each clause and question."""
        policies, which = np.unique(np.concatenate((self.clause_policies, self.question_policies)), return_inverse=True)
        most = np.abs(np.concatenate((self.clauses, self.questions))).max(axis=0)
        step = np.maximum(most, np.float32(1e-9)) / np.float32(_LARGEST)
        number = np.min_scalar_type(len(self.questions))
        return pack(
            {
                "axes": self.axes.astype(np.float16),
                "step": step,
                "clauses": np.rint(self.clauses / step).astype(np.int8),
                "questions": np.rint(self.questions / step).astype(np.int8),
                "answer_offsets": self.answers.offsets,
                "answers": self.answers.members.astype(number),
                "miss_offsets": self.misses.offsets,
                "misses": self.misses.members.astype(number),
                "policies": which.astype(np.uint16),
                "names": np.frombuffer("\n".join(policies.tolist()).encode(), np.uint8),
            }
        )


def read_precedents(data: bytes) -> Precedents:
    """Read ``Precedents.to_bytes`` back. Raises ReaderError."""
    arrays = unpack(data)
    if "miss_offsets" not in arrays:
        raise ReaderError("the precedents are damaged")
    axes, step = arrays["axes"].astype(np.float32), arrays["step"]
    clauses, questions = arrays["clauses"] * step, arrays["questions"] * step
    answers = Pairs(arrays["answer_offsets"], arrays["answers"].astype(np.int32))
    misses = Pairs(arrays["miss_offsets"], arrays["misses"].astype(np.int32))
    names = np.array(arrays["names"].tobytes().decode().split("\n"), object)  # one string a policy, not one a clause
    policies = names[arrays["policies"]]
    return Precedents(axes, clauses, questions, answers, misses, policies[: len(clauses)], policies[len(clauses) :])


def left_out(policies: NDArray[np.object_], policy: str | None, cosines: Floats) -> Floats:
    """The same cosines (the last axis goes with ``policies``), one policy's own set to OWN in place, where named."""
    if policy is not None:
        cosines[..., policies == policy] = OWN
    return cosines


def _half(values: Floats) -> Floats:
    """As exact as half precision is: so it is kept on disk."""
    return values.astype(np.float16).astype(np.float32)
