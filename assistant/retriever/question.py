"""What is asked: the words, spelled right, their terms, and the kind of fact that would answer."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.language.analyzer import terms
from assistant.language.signs import asked


@dataclass(frozen=True, slots=True)
class Question:
    """A question, understood as far as its own words go."""

    text: str
    """Spelled right; what the reader reads."""
    terms: tuple[str, ...]
    asked: NDArray[np.uint8]
    """Which kinds of ASKED its words show."""
    known: frozenset[str]
    """Those of its terms that anybody has used in a question before."""

    def familiar(self, vocabulary: Container[str]) -> float:
        """Share of its terms that anybody has asked with, or that a policy's ``vocabulary`` has."""
        found = sum(term in self.known or term in vocabulary for term in self.terms)
        return found / len(self.terms) if self.terms else 0.0


def understand(text: str, vocabulary: Container[str]) -> Question:
    """Analyze a question whose spelling is mended; ``vocabulary`` holds the terms of earlier questions."""
    found = tuple(terms(text))
    return Question(text, found, asked(text), frozenset(term for term in found if term in vocabulary))
