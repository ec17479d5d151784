"""Finds the passages of one policy that may answer a question, and how sure that is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.index.bm25 import Floats, Ints
from assistant.index.policy_index import PolicyIndex
from assistant.language.core import core
from assistant.language.spelling import Speller
from assistant.model import Hit
from assistant.reader.encoder import Reader
from assistant.retriever.cases import CaseIndex
from assistant.retriever.features import QUESTION_FEATURES, Evidence, evidence, signals
from assistant.retriever.precedents import recall
from assistant.retriever.question import Question, Understood, understand
from assistant.retriever.ranker import Ranker, chances, probability
from assistant.retriever.taught import Taught

_FAMILIAR = QUESTION_FEATURES.index("familiar")
_REMEMBERED = 64
"""Questions whose understanding is kept: the same question is put to many policies."""
_SENTENCE = 5
_NONE = -9.0
"""The log-odds of a candidate that is not there."""
_LEAST = -6.0
"""The log-odds of a passage that is no candidate, at most."""
_STEP = np.float32(1.5)
"""What a passage that was quoted goes back by in log-odds, and the next of its section forward; the fourth, by half.

Chosen on written conversations."""
ANSWER_FEATURES = ("first", "second", "third", "gap", "chance")
"""What the decision to answer knows beside QUESTION_FEATURES and the first candidate's own features."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """The candidates of one policy, best first, and the decision's numbers."""

    understood: Understood
    hits: tuple[Hit, ...]
    confidence: float
    """Calibrated probability that the first hit answers, less where the question may be about something else."""
    evidence: Evidence
    order: tuple[int, ...]
    """Rows of the evidence in the order of the hits."""
    ranker: Ranker
    """What weighed it."""
    off_topic: float
    """Probability that the question is not about a privacy policy at all."""
    taught: Taught | None = None
    """The taught case whose question this one is like: its clause goes first."""


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
        return self._read(self._speller.mend(core(text), lambda word: self._cases.knows(word) or known(word)), without)

    def _understand(self, mended: str, without: str | None) -> Understood:
        question = understand(mended, self._cases.asked.vocabulary)
        neighbours = self._cases.similar(question.terms, without=without)
        expansion = self._cases.expansion(neighbours)
        if self._reader is None:
            return Understood(question, neighbours, expansion)
        reading = self._reader.read_question(mended)
        known = self._reader.precedents
        recalled = recall(known, reading.vector, without) if known else None
        return Understood(question, neighbours, expansion, reading, recalled)

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
        fit = ((asked @ self._ranker.fit) @ index.signs.T / asked.sum()).astype(np.float32)
        return evidence(understood, found, index, fit)

    def rank(
        self,
        understood: Understood,
        index: PolicyIndex,
        alone: Understood | None = None,
        quoted: frozenset[int] = frozenset(),
    ) -> Ranking:
        """Put the candidates in order and say how sure the first one is.

        A follow-up is ``understood`` with what it leans on, and ``alone`` without: both have their say.
        ``quoted`` are passages that the conversation has had already: it goes on behind them.
        """
        found = self.gather(understood, index)
        off_topic = self._off_topic(found)
        if not len(found.passages) or not _understandable(understood.question, index):
            return Ranking(understood, (), 0.0, found, (), self._ranker, off_topic)
        log_odds = self._ranker.order.log_odds(found)
        if alone and alone.question.terms:  # "why?" says nothing alone
            log_odds = (log_odds + self._log_odds_of(found.passages, alone, index)) * np.float32(0.5)
        if quoted:
            log_odds = log_odds + _of_quoted(found.passages, quoted, index)
        order = np.lexsort((found.passages, -log_odds))
        hits = hits_in_order(found, log_odds, order)
        score = self._ranker.answer.of(decision_row(found, log_odds, order, hits[0].score)[None, :])
        confidence = self._ranker.confidence(float(score[0])) * (1 - off_topic)
        return Ranking(understood, hits, confidence, found, tuple(order.tolist()), self._ranker, off_topic)

    def _off_topic(self, found: Evidence) -> float:
        """Probability that a question is about something else. One familiar word is enough: others may be names."""
        asked = found.question.copy()
        asked[_FAMILIAR] = asked[_FAMILIAR] > 0
        return float(probability(self._ranker.off_topic.of(asked[None, :]))[0])

    def _log_odds_of(self, passages: Ints, understood: Understood, index: PolicyIndex) -> Floats:
        """What another question gives these passages; the least that it gives any where one is no candidate of it."""
        found = self.gather(understood, index)
        log_odds = self._ranker.order.log_odds(found)
        given = dict(zip(found.passages.tolist(), log_odds.tolist(), strict=True))
        least = min((_LEAST, *given.values()))
        return np.array([given.get(number, least) for number in passages.tolist()], np.float32)


def _understandable(question: Question, index: PolicyIndex) -> bool:
    """Whether any of its words has been seen before; letters of another script, or noise, say nothing.

    A sentence of nothing but everyday words may still ask something: "what do you have on me".
    """
    if not question.terms:
        return len(question.text.split()) >= _SENTENCE
    return question.familiar(index.clauses.vocabulary) > 0


def _of_quoted(passages: Ints, quoted: frozenset[int], index: PolicyIndex) -> Floats:
    """How far a conversation moves each passage: a follow-up often asks for what the policy goes on with."""
    moved = np.zeros(len(passages), np.float32)
    for number in quoted:
        ahead = passages - number
        follows = (ahead > 0) & (index.section_of.take(passages) == index.section_of[number])
        moved = np.maximum(moved, follows / np.sqrt(np.maximum(ahead, 1)))
    return _STEP * (moved - np.isin(passages, list(quoted))).astype(np.float32)


def hits_in_order(found: Evidence, log_odds: Floats, order: NDArray[np.int64]) -> tuple[Hit, ...]:
    """The candidates as hits, best first."""
    return tuple(map(Hit, found.passages[order].tolist(), chances(log_odds)[order].tolist()))


def decision_row(found: Evidence, log_odds: Floats, order: NDArray[np.int64], chance: float) -> Floats:
    """The features of the decision to answer: the question's, the first candidate's, and the field behind it.

    ``chance`` is the first one's.
    """
    top = [float(log_odds[n]) for n in order[:3]] + [_NONE] * 3
    own = [top[0], top[1], top[2], top[0] - top[1], np.log(chance + 1e-6)]
    return np.concatenate((np.array(own), found.question, found.features[order[0]])).astype(np.float32)
