"""What is asked: the words, spelled right, their terms, the kind of fact that would answer, and what the bank knows."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.language.analyzer import terms, tokens
from assistant.language.signs import asked
from assistant.reader.encoder import Reading
from assistant.retriever.cases import Neighbours
from assistant.retriever.precedents import Recalled

_LISTS = re.compile(r"\b(?:what|whats|which|who|whom|how (?:do|are|is))\b", re.IGNORECASE)
_GENERAL = frozenset(
    "access collect data detail disclos gather get give hold info inform keep kept know long pass period person privat"
    " process receiv record retain retent right save see send share store stuff take thing track use what".split()
)
"""Terms of words that every list in a policy is about."""


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

    @property
    def general(self) -> bool:
        """It names nothing that could be on a list: "how long do you keep my data"."""
        return all(term in _GENERAL for term in self.terms)

    @property
    def broad(self) -> bool:
        """It asks for a list in general, as "what do you collect", and names nothing that could be on it."""
        return self.general and _LISTS.search(self.text) is not None

    def familiar(self, vocabulary: Container[str]) -> float:
        """Share of its terms that anybody has asked with, or that a policy's ``vocabulary`` has."""
        return (len(self.terms) - len(self._strange(vocabulary))) / len(self.terms) if self.terms else 0.0

    def without_strange(self, vocabulary: Container[str]) -> str:
        """The text without the words that nobody has asked with and the policy has not: mostly they are names.

        The whole where it has none, or more of them than others, as in another language. Numbers stay.
        """
        strange = [term for term in self._strange(vocabulary) if not term.isdecimal()]
        if not strange or 2 * len(strange) > len(self.terms):
            return self.text
        kept, end = [], 0
        for token in tokens(self.text):
            if token.term in strange:
                kept.append(self.text[end : token.start])
                end = token.end
        return " ".join("".join([*kept, self.text[end:]]).split())

    def _strange(self, vocabulary: Container[str]) -> list[str]:
        return [term for term in self.terms if term not in self.known and term not in vocabulary]


@dataclass(frozen=True, slots=True)
class Understood:
    """A question, and what was found out about it before any policy was opened."""

    question: Question
    neighbours: Neighbours
    expansion: Mapping[str, float]
    reading: Reading | None = None
    recalled: Recalled | None = None
    """Where the reader has precedents."""


def understand(text: str, vocabulary: Container[str]) -> Question:
    """Analyze a question whose spelling is mended; ``vocabulary`` holds the terms of earlier questions."""
    found = tuple(terms(text))
    return Question(text, found, asked(text), frozenset(term for term in found if term in vocabulary))
