"""Precedents: clauses that answered questions about other policies, and those questions, as the encoder's vectors.

A passage that is like a precedent is likely to answer what the precedent answered, however the question is worded.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.errors import ReaderError
from assistant.index.bm25 import Floats
from assistant.index.pack import pack, unpack
from assistant.index.policy_index import Expected

_ALIKE = 10
"""Precedents that a passage is held against."""
_NEAR = np.float32(15)
"""How fast a precedent's voice fades, by its cosine with the passage."""
_AT_ONCE = 256
"""Passages held against all precedents in one step: some ten megabytes."""
OWN = np.float32(-9)
"""Less than any cosine."""
_SCALE = np.float32(500)
"""The largest component of a unit vector is about a quarter; int8 holds up to 127."""


@dataclass(frozen=True, slots=True)
class Precedents:
    """Clauses by their numbers."""

    clauses: Floats
    """A unit vector a clause."""
    questions: Floats
    """For each clause the mean of the questions that it answered, as a unit vector."""
    origins: NDArray[np.str_]
    """The policy that each clause is of."""

    def expected(self, passages: Floats, without: str | None = None) -> Expected:
        """What may be asked of each passage, as far as the precedents know that are like it.

        ``without`` leaves a policy's own clauses out (for measuring).
        """
        some = [passages[start : start + _AT_ONCE] for start in range(0, max(1, len(passages)), _AT_ONCE)]
        return Expected(*map(np.concatenate, zip(*(self._expected(each, without) for each in some), strict=True)))

    def _expected(self, passages: Floats, without: str | None) -> Expected:
        cosines = self.leave_out(without, passages @ self.clauses.T)
        size = min(_ALIKE, len(self.clauses))
        alike = np.argpartition(cosines, -size, axis=1)[:, len(self.clauses) - size :].astype(np.int32)
        near = np.take_along_axis(cosines, alike, axis=1)
        loud = np.exp(_NEAR * (near - near.max(axis=1, keepdims=True, initial=-1)))
        loud /= np.maximum(loud.sum(axis=1, keepdims=True), np.float32(1e-9))
        questions = np.zeros_like(passages)
        for row, (which, voices) in enumerate(zip(alike, loud, strict=True)):
            questions[row] = voices @ self.questions[which]
        return Expected(_half(questions), alike, _half(near))

    def leave_out(self, policy: str | None, cosines: Floats) -> Floats:
        """Cosines with all precedents (the last axis), those of a policy's own set to OWN, where one is named."""
        if policy is not None:
            cosines[..., self.origins == policy] = OWN
        return cosines

    def to_bytes(self) -> bytes:
        """As an npz file, a byte a number."""
        names, which = np.unique(self.origins, return_inverse=True)
        return pack(
            {
                "clauses": _small(self.clauses),
                "questions": _small(self.questions),
                "origins": which.astype(np.int16),
                "names": np.frombuffer("\n".join(names.tolist()).encode(), np.uint8),
            }
        )


def read_precedents(data: bytes) -> Precedents:
    """Read ``Precedents.to_bytes`` back. Raises ReaderError."""
    arrays = unpack(data)
    if not arrays:
        raise ReaderError("the precedents are damaged")
    names = np.array(arrays["names"].tobytes().decode().split("\n"))
    return Precedents(_unit(arrays["clauses"]), _unit(arrays["questions"]), names[arrays["origins"]])


def _half(values: Floats) -> Floats:
    """As exact as half precision is: so it is kept on disk."""
    return values.astype(np.float16).astype(np.float32)


def _small(vectors: Floats) -> NDArray[np.int8]:
    small: NDArray[np.int8] = np.rint(vectors * _SCALE).clip(-127, 127).astype(np.int8)
    return small


def _unit(small: NDArray[np.int8]) -> Floats:
    return small.astype(np.float32) / _SCALE
