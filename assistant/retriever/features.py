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

PASSAGE_FEATURES = (
    # words: the question's own, and those of the clauses that answered similar questions
    "own", "own_share", "case", "case_share", "place", "place_case", "own_before", "own_after",
    "case_before", "case_after",
    # the reader
    "vector", "vector_gap", "vector_rank", "pieces", "pieces_gap", "pieces_rank", "logit", "logit_gap",
    "logit_before", "logit_after", "logit_section",
    # the passage in its place
    *PLACE,
    # what it states, for what is asked
    "fit",
    # the reader, piece by piece
    *CLOSENESS,
    # what answered elsewhere
    *PRECEDENTS,
)  # fmt: skip
QUESTION_FEATURES = (
    "like_best", "like_answer", "like_near_miss", "like_off_topic", "familiar", "question_length",
    "best_own", "best_case", "best_vector", "best_pieces", "best_logit", "second_logit", *AGREEMENT,
)  # fmt: skip


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

    own: Floats
    case: Floats
    place: Floats
    place_case: Floats
    judgement: Judgement | None


def signals(
    question: Question, expansion: Mapping[str, float], index: PolicyIndex, judgement: Judgement | None
) -> Signals:
    """Score all passages: BM25 with the question's words, BM25 with its cases' stems, and the reader."""
    counts = Counter(question.terms)
    own, case = index.clauses.weighted_scores(counts, expansion)
    place, place_case = index.places.weighted_scores(counts, expansion).take(index.section_of, axis=1)
    return Signals(own, case, place, place_case, judgement)


def evidence(understood: Understood, found: Signals, index: PolicyIndex, fit: Floats) -> Evidence:
    """Choose the candidates and describe them. ``fit`` has one value a passage."""
    logit = found.judgement.logit if found.judgement else np.zeros(len(found.own), np.float32)
    own, case = _share(found.own), _share(found.case)
    chosen = _candidates(own + case + logit * np.float32(0.5), found, logit)
    columns = (*_word_columns(found, own, case, index), *_reader_columns(found, index))
    features = np.zeros((len(chosen), len(PASSAGE_FEATURES)), np.float32)
    for number, column in enumerate(columns):
        if column is not None:
            features[:, number] = column.take(chosen)
    place = len(columns) + len(PLACE)
    features[:, len(columns) : place] = index.place.take(chosen, axis=0)
    features[:, place] = fit.take(chosen)
    if found.judgement and index.vectors:
        features[:, place + 1 : -len(PRECEDENTS)] = closeness(found.judgement.cosines, index.vectors.offsets, chosen)
        if understood.recalled and len(chosen):
            features[:, -len(PRECEDENTS) :] = understood.recalled.likeness(index.vectors, chosen)
    return Evidence(chosen, features, _question_values(understood, found, index))


def _candidates(plain: Floats, found: Signals, logit: Floats) -> Ints:
    """The best by the sum, and the few best by each signal alone."""
    order = best_first(plain)[:CANDIDATES].tolist()
    alone = [best_first(scores)[:3].tolist() for scores in (found.own, found.case, logit)]
    return np.array(list(dict.fromkeys(chain(order, *alone))), np.int32)


def _word_columns(found: Signals, own: Floats, case: Floats, index: PolicyIndex) -> list[Floats]:
    return [
        found.own, own, found.case, case, _share(found.place), _share(found.place_case),
        _before(own, index), _after(own, index), _before(case, index), _after(case, index),
    ]  # fmt: skip


def _reader_columns(found: Signals, index: PolicyIndex) -> list[Floats] | list[None]:
    """None for a column of zeros."""
    judged = found.judgement
    if judged is None:
        return [None] * 11
    best = np.full(len(index.sections), -99, np.float32)
    np.maximum.at(best, index.section_of, judged.logit)
    return [
        judged.vector, _gap(judged.vector), _rank(judged.vector),
        judged.pieces, _gap(judged.pieces), _rank(judged.pieces),
        judged.logit, _gap(judged.logit), _before(judged.logit, index), _after(judged.logit, index),
        best[index.section_of] - (judged.logit.max() if judged.logit.size else 0),
    ]  # fmt: skip


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
            _best(found.own), _best(found.case), _best(judged.vector if judged else None),
            _best(judged.pieces if judged else None), top[0] if len(top) else 0.0, second,
            *agreement,
        ],
        np.float32,
    )  # fmt: skip


def _best(scores: Floats | None) -> float:
    return float(np.maximum.reduce(scores)) if scores is not None and scores.size else 0.0


def _share(scores: Floats) -> Floats:
    best = _best(scores)
    return scores / np.float32(best) if best > 0 else scores


def _gap(scores: Floats) -> Floats:
    return scores - np.float32(_best(scores))


def _rank(scores: Floats) -> Floats:
    ranks = np.empty(len(scores), np.float32)
    ranks[best_first(scores)] = np.arange(len(scores))
    return np.minimum(ranks, np.float32(20))


def _before(scores: Floats, index: PolicyIndex) -> Floats:
    """The score of the passage before, in the same section."""
    before = np.zeros(len(scores), np.float32)
    np.multiply(scores[:-1], index.follows[1:], out=before[1:])
    return before


def _after(scores: Floats, index: PolicyIndex) -> Floats:
    after = np.zeros(len(scores), np.float32)
    np.multiply(scores[1:], index.follows[1:], out=after[:-1])
    return after
