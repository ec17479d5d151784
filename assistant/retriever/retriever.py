"""Finds the passages of one policy that may answer a question, and how sure that is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.index.bm25 import Floats
from assistant.index.policy_index import PolicyIndex
from assistant.language.spelling import Speller
from assistant.model import Hit
from assistant.reader.encoder import Reader, Reading
from assistant.retriever.cases import CaseIndex, Neighbours
from assistant.retriever.features import Evidence, evidence, signals
from assistant.retriever.question import Question, understand
from assistant.retriever.ranker import Ranker, Trees, probability
from assistant.retriever.taught import Taught

_REMEMBERED = 64
"""Questions whose understanding is kept: the same question is put to many policies."""
_SENTENCE = 5
_STEP_BACK = np.float32(4.0)
"""In log-odds; chosen on written conversations."""
ANSWER_FEATURES = ("first", "second", "third", "gap")
"""What the decision to answer knows beside QUESTION_FEATURES and the first candidate's own features."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A question, and what was found out about it before any policy was opened."""

    question: Question
    neighbours: Neighbours
    expansion: dict[str, float]
    reading: Reading | None


@dataclass(frozen=True, slots=True)
class Ranking:
    """The candidates of one policy, best first, and the decision's numbers."""

    understood: Understood
    hits: tuple[Hit, ...]
    confidence: float
    """Calibrated probability that the first hit answers."""
    evidence: Evidence
    order: tuple[int, ...]
    """Rows of the evidence in the order of the hits."""
    stray: Trees
    """Tells questions that are not about a privacy policy."""
    taught: Taught | None = None
    """The taught case whose question this one is like: its clause goes first."""

    @property
    def off_topic(self) -> float:
        """Probability that the question is not about a privacy policy at all; only an abstention needs to know."""
        if self.taught:
            return 0.0
        return float(probability(self.stray.log_odds(self.evidence.question[None, :]))[0])


class Retriever:
    """BM25 twice, then the reader, then a learned score over all signs. Safe to share between threads."""

    def __init__(self, cases: CaseIndex, ranker: Ranker, reader: Reader | None) -> None:
        self._cases = cases
        self._ranker = ranker
        self._reader = reader
        self._speller = Speller(cases.words)
        self._read = lru_cache(maxsize=_REMEMBERED)(self._understand)

    def understand(self, text: str, known: Callable[[str], bool], without: str | None = None) -> Understood:
        """What can be known of a question alone.

        ``known`` says of a lower-case word that the policy uses it; ``without`` leaves a policy's own cases out (for
        measuring).
        """
        return self._read(self._speller.mend(text, lambda word: self._cases.knows(word) or known(word)), without)

    def _understand(self, mended: str, without: str | None) -> Understood:
        question = understand(mended, self._cases.asked.vocabulary)
        neighbours = self._cases.similar(question.terms, without=without)
        reading = self._reader.read_question(mended) if self._reader else None
        return Understood(question, neighbours, self._cases.expansion(neighbours), reading)

    def phrasing(self, number: int) -> str:
        """The words of a banked question."""
        return self._cases.questions[number]

    def gather(self, understood: Understood, index: PolicyIndex) -> Evidence:
        """The candidates of one policy with everything that speaks for them."""
        judgement = None
        if self._reader and understood.reading and index.vectors:
            judgement = self._reader.judge(understood.reading, index.vectors)
        found = signals(understood.question, understood.expansion, index, judgement)
        asked = np.append(understood.question.asked, 1).astype(np.float32)
        fit = (asked @ self._ranker.fit) @ index.signs.T
        return evidence(understood.question, found, index, understood.neighbours, fit / asked.sum())

    def rank(self, understood: Understood, index: PolicyIndex, quoted: frozenset[int] = frozenset()) -> Ranking:
        """Put the candidates in order and say how sure the first one is.

        ``quoted`` are passages that a conversation has had already: they take a step back.
        """
        found = self.gather(understood, index)
        if not len(found.passages) or not _understandable(understood.question, index):
            return Ranking(understood, (), 0.0, found, (), self._ranker.off_topic)
        log_odds = self._ranker.passage.log_odds(found.features)
        if quoted:
            log_odds = log_odds - _STEP_BACK * np.isin(found.passages, list(quoted)).astype(np.float32)
        order = np.lexsort((found.passages, -log_odds))
        row = decision_row(found, log_odds, order)
        confidence = self._ranker.confidence(float(self._ranker.answer.log_odds(row[None, :])[0]))
        hits = hits_in_order(found, log_odds, order)
        return Ranking(understood, hits, confidence, found, tuple(order.tolist()), self._ranker.off_topic)


def _understandable(question: Question, index: PolicyIndex) -> bool:
    """Whether any of its words has been seen before; letters of another script, or noise, say nothing.

    A sentence of nothing but everyday words may still ask something: "what do you have on me".
    """
    if not question.terms:
        return len(question.text.split()) >= _SENTENCE
    return question.known > 0 or any(term in index.clauses.vocabulary for term in question.terms)


def hits_in_order(found: Evidence, log_odds: Floats, order: NDArray[np.int64]) -> tuple[Hit, ...]:
    """The candidates as hits, best first."""
    chances = probability(log_odds[order])
    return tuple(Hit(int(found.passages[n]), float(p)) for n, p in zip(order, chances, strict=True))


def decision_row(found: Evidence, log_odds: Floats, order: NDArray[np.int64]) -> Floats:
    """The features of the decision to answer: the question's, the first candidate's, and the field behind it."""
    top = [float(log_odds[n]) for n in order[:3]] + [-9.0] * 3
    own = [top[0], top[1], top[2], top[0] - top[1]]
    return np.concatenate((np.array(own), found.question, found.features[order[0]])).astype(np.float32)
