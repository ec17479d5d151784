"""Everything that speaks for or against a passage, as numbers for the learned score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

import numpy as np

from assistant.index.bm25 import Floats, Ints, best_first
from assistant.index.policy_index import PLACE, PolicyIndex
from assistant.reader.closeness import CLOSENESS, closeness
from assistant.reader.encoder import Judgement
from assistant.retriever.cases import KINDS
from assistant.retriever.precedents import AGREEMENT, PRECEDENTS
from assistant.retriever.question import Question, Understood

CANDIDATES = 16
"""How many passages the learned score looks at."""

WORDS = (
    "own", "own_share", "case", "case_share", "place", "place_case", "own_before", "own_after",
    "case_before", "case_after",
)  # fmt: skip
"""The question's own words, and those of the clauses that answered similar questions."""
READER = (
    "vector", "vector_gap", "vector_rank", "pieces", "pieces_gap", "pieces_rank", "logit", "logit_gap",
    "logit_before", "logit_after", "logit_section",
)  # fmt: skip
PASSAGE_FEATURES = (
    *WORDS,
    *READER,
    # the passage in its place
    *PLACE,
    # what it states, for what is asked
    "fit",
    # the reader, piece by piece
    *CLOSENESS,
    # what answered elsewhere
    *PRECEDENTS,
)
QUESTION_FEATURES = (
    "like_best", "like_answer", "like_near_miss", "like_off_topic", "familiar", "question_length",
    "best_own", "best_case", "best_vector", "best_pieces", "best_logit", "second_logit", *AGREEMENT,
)  # fmt: skip
_PLACE, _FIT = (PASSAGE_FEATURES.index(name) for name in (PLACE[0], "fit"))


@dataclass(frozen=True, slots=True)
class Evidence:
    """The candidates of one question and what speaks for each."""

    passages: Ints
    """Passage numbers, best first by a plain sum of signals."""
    features: Floats
    """A row a candidate, a column for each of PASSAGE_FEATURES."""
    question: Floats
    """One value for each of QUESTION_FEATURES."""


@dataclass(frozen=True, slots=True)
class Signals:
    """Scores of every passage of a policy."""

    words: Floats
    """Of its words, two rows: for the question's own, and for those of the clauses that answered similar questions."""
    places: Floats
    """The same of the section that it stands in."""
    judgement: Judgement | None


def signals(
    question: Question, expansion: Mapping[str, float], index: PolicyIndex, judgement: Judgement | None
) -> Signals:
    """Score all passages: BM25 with the question's words, BM25 with its cases' stems, and the reader."""
    scores = index.words.weighted_scores(Counter(question.terms), expansion)
    passages = index.clauses.size
    return Signals(scores[:, :passages], scores[:, passages:].take(index.section_of, axis=1), judgement)


def evidence(understood: Understood, found: Signals, index: PolicyIndex, fit: Floats) -> Evidence:
    """Choose the candidates and describe them. ``fit`` has one value a passage."""
    logit = found.judgement.logit if found.judgement else np.zeros(found.words.shape[1], np.float32)
    words = _shares(found.words)
    own, case = words
    chosen = _candidates(own + case + logit * np.float32(0.5), found, logit)
    features = np.zeros((len(chosen), len(PASSAGE_FEATURES)), np.float32)
    features[:, 0:4:2] = found.words.take(chosen, axis=1).T
    features[:, 1:4:2] = words.take(chosen, axis=1).T
    features[:, 4:6] = _shares(found.places).take(chosen, axis=1).T
    features[:, 6:10:2] = _before(words, chosen, index).T
    features[:, 7:10:2] = _after(words, chosen, index).T
    features[:, _PLACE : _PLACE + len(PLACE)] = index.place.take(chosen, axis=0)
    features[:, _FIT] = fit.take(chosen)
    if found.judgement and index.vectors:
        features[:, len(WORDS) : _PLACE] = _judged(found.judgement, chosen, index)
        features[:, _FIT + 1 : -len(PRECEDENTS)] = closeness(found.judgement.cosines, index.vectors.offsets, chosen)
        if understood.recalled and len(chosen):
            features[:, -len(PRECEDENTS) :] = understood.recalled.likeness(index.vectors, chosen)
    return Evidence(chosen, features, _question_values(understood, found, index))


def _candidates(plain: Floats, found: Signals, logit: Floats) -> Ints:
    """The best by the sum, and the few best by each signal alone."""
    order = best_first(plain)[:CANDIDATES].tolist()
    alone = [best_first(scores)[:3].tolist() for scores in (*found.words, logit)]
    return np.array(list(dict.fromkeys(chain(order, *alone))), np.int32)


def _judged(judged: Judgement, chosen: Ints, index: PolicyIndex) -> Floats:
    """The columns of READER."""
    best = np.full(len(index.sections), -99, np.float32)
    np.maximum.at(best, index.section_of, judged.logit)
    columns = [
        judged.vector, _gap(judged.vector), _rank(judged.vector),
        judged.pieces, _gap(judged.pieces), _rank(judged.pieces), judged.logit, _gap(judged.logit),
    ]  # fmt: skip
    found = [column.take(chosen) for column in columns]
    found += [near(judged.logit, chosen, index) for near in (_before, _after)]
    return np.stack([*found, best[index.section_of.take(chosen)] - np.float32(_best(judged.logit))], axis=1)


def _question_values(understood: Understood, found: Signals, index: PolicyIndex) -> Floats:
    question, neighbours = understood.question, understood.neighbours
    kinds = np.bincount(neighbours.kinds, neighbours.weights, len(KINDS)).astype(np.float32)
    kinds /= max(1e-6, float(kinds.sum()))
    judged = found.judgement
    top = np.sort(judged.logit)[::-1][:2] if judged else np.zeros(0, np.float32)
    second = top[1] if len(top) > 1 else 0.0
    agreement = understood.recalled.agreement if understood.recalled else [0.0] * len(AGREEMENT)
    return np.array(
        [
            _best(neighbours.shares), *kinds, question.familiar(index.clauses.vocabulary), np.log1p(len(question.text)),
            *_most(found.words).tolist(), _best(judged.vector if judged else None),
            _best(judged.pieces if judged else None), top[0] if len(top) else 0.0, second,
            *agreement,
        ],
        np.float32,
    )  # fmt: skip


def _best(scores: Floats | None) -> float:
    return float(np.maximum.reduce(scores)) if scores is not None and scores.size else 0.0


def _most(scores: Floats) -> Floats:
    """The best score of each row."""
    best: Floats = np.maximum.reduce(scores, axis=1, initial=0)
    return best


def _shares(scores: Floats) -> Floats:
    """Each row as shares of its best."""
    best = _most(scores)
    best[best == 0] = 1
    return scores / best[:, None]


def _gap(scores: Floats) -> Floats:
    return scores - np.float32(_best(scores))


def _rank(scores: Floats) -> Floats:
    ranks = np.empty(len(scores), np.float32)
    ranks[best_first(scores)] = np.arange(len(scores))
    return np.minimum(ranks, np.float32(20))


def _before(scores: Floats, chosen: Ints, index: PolicyIndex) -> Floats:
    """The scores of the passages before those chosen, where they are of the same section."""
    return scores.take(chosen - 1, axis=-1, mode="wrap") * index.follows.take(chosen)


def _after(scores: Floats, chosen: Ints, index: PolicyIndex) -> Floats:
    """The scores of the passages behind those chosen, where they are of the same section."""
    return scores.take(chosen + 1, axis=-1, mode="wrap") * index.follows.take(chosen + 1, mode="wrap")
