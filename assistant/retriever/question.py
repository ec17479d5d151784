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
    known: float
    """Share of its terms that anybody has used in a question before."""


def understand(text: str, vocabulary: Container[str]) -> Question:
    """Analyze a question whose spelling is mended; ``vocabulary`` holds the terms of earlier questions."""
    found = tuple(terms(text))
    known = sum(term in vocabulary for term in found) / len(found) if found else 0.0
    return Question(text, found, asked(text), known)
