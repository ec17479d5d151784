"""Learns the final scores on policies that the encoder has not seen, and writes them as a data file.

Three boosted-tree models (scikit-learn's HistGradientBoosting): is this passage right, is the first quote right, is the
question off-topic. The second learns from out-of-fold scores of the first, policies left out; so does the calibration.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.isotonic import IsotonicRegression
from sklearn.model_selection import GroupKFold

from assistant.index.bm25 import Floats
from assistant.index.policy_index import PolicyIndex
from assistant.language.analyzer import stem
from assistant.language.signs import ASKED, STATED, asked
from assistant.responder.quote import extent
from assistant.retriever.features import PASSAGE_FEATURES, QUESTION_FEATURES, Evidence
from assistant.retriever.retriever import ANSWER_FEATURES, Retriever, decision_row, hits_in_order
from assistant.training.examples import Example
from assistant.training.excerpts import excerpt

_FOLDS = 5
_PASSAGE = {"max_iter": 90, "learning_rate": 0.1, "max_depth": 4, "min_samples_leaf": 40, "l2_regularization": 5.0}
_ANSWER = {"max_iter": 100, "learning_rate": 0.06, "max_depth": 4, "min_samples_leaf": 60, "l2_regularization": 10.0}
_OFF_TOPIC = {"max_iter": 60, "learning_rate": 0.08, "max_depth": 3, "min_samples_leaf": 40, "l2_regularization": 10.0}
_EXCERPTS = 0.2
"""Of so many examples, a few passages of the policy are asked, too: there are policies of three sentences."""
_OFF_TOPIC_ELSEWHERE = 3
"""An off-topic question is off-topic for any policy: it is also asked of this many others."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One phrasing asked of one policy, with everything that speaks for each candidate."""

    policy: str
    phrasing: str
    evidence: Evidence
    right: NDArray[np.bool_]
    """A candidate's passage is accepted as the answer."""
    kind: str
    example: Example | None
    index: PolicyIndex
    excerpt: bool = False
    """Asked of a few passages of the policy: learned from, and not reported."""


def learn_fit(examples: Sequence[Example], indexes: dict[str, PolicyIndex]) -> Floats:
    """What each stated fact is worth for each kind of question: smoothed log-odds of it among the right passages."""
    gold = np.ones((len(ASKED) + 1, len(STATED)))
    seen = np.full(len(ASKED) + 1, 4.0)
    for example in examples:
        signs = indexes[example.policy].signs[list(example.right)].astype(float)
        for phrasing in example.phrasings if len(signs) else ():
            rows = np.flatnonzero(np.append(asked(phrasing), 1))
            gold[rows] += signs.mean(axis=0)
            seen[rows] += 1
    every = np.concatenate([index.signs for index in indexes.values()]).mean(axis=0)
    share = gold / seen[:, None]
    worth: Floats = (np.log((share + 0.02) / (every + 0.02))).clip(-3, 3).astype(np.float32)
    return worth


def gather(
    retriever: Retriever, examples: Sequence[Example], indexes: dict[str, PolicyIndex], seed: int = 1
) -> list[Asked]:
    """Ask every phrasing of its policy, the policy's own cases left out of the bank."""
    random = np.random.default_rng(seed)
    names = sorted({example.policy for example in examples})
    found = []
    for example in examples:
        elsewhere = random.choice(names, _OFF_TOPIC_ELSEWHERE, replace=False) if example.kind == "off-topic" else ()
        for phrasing in example.phrasings:
            for policy in {example.policy, *map(str, elsewhere)}:
                found.append(ask(retriever, phrasing, policy, example, indexes[policy]))
        if random.random() < _EXCERPTS:
            short, index = excerpt(example, indexes[example.policy], random)
            for phrasing in short.phrasings[:2]:
                found.append(replace(ask(retriever, phrasing, short.policy, short, index), excerpt=True))
    return found


def ask(retriever: Retriever, phrasing: str, policy: str, example: Example, index: PolicyIndex) -> Asked:
    """One phrasing at one policy."""
    vocabulary = index.clauses.vocabulary
    understood = retriever.understand(phrasing, lambda word: stem(word) in vocabulary, without=example.policy)
    evidence = retriever.gather(understood, index)
    accepted = {*example.right, *example.also} if example.policy == policy else set()
    right = np.array([n in accepted for n in evidence.passages.tolist()], bool)
    return Asked(policy, phrasing, evidence, right, example.kind, example, index)


def _classifier(settings: dict[str, Any]) -> Any:
    return HistGradientBoostingClassifier(random_state=0, early_stopping=False, **settings)


def _rows(asked_: Sequence[Asked]) -> tuple[Floats, NDArray[np.bool_]]:
    return np.concatenate([a.evidence.features for a in asked_]), np.concatenate([a.right for a in asked_])


@dataclass(frozen=True, slots=True)
class Learned:
    """The models and how they did on policies left out."""

    data: dict[str, Any]
    report: dict[str, float]
    confidence: Floats
    """Out of fold, one a question."""
    hit: NDArray[np.bool_]
    """Whether the first quote was right, out of fold."""


def learn(asked_: Sequence[Asked], fit: Floats) -> Learned:
    """Learn all models and the calibration; report what left-out policies say."""
    groups = np.array([a.policy for a in asked_])
    passage_scores: list[Floats] = [np.zeros(0, np.float32)] * len(asked_)
    for inside, outside in GroupKFold(_FOLDS).split(groups, groups=groups):
        model = _classifier(_PASSAGE).fit(*_rows([asked_[n] for n in inside]))
        for n in outside:
            passage_scores[n] = model.decision_function(asked_[n].evidence.features).astype(np.float32)
    orders = [np.lexsort((a.evidence.passages, -s)) for a, s in zip(asked_, passage_scores, strict=True)]
    hit = np.array([_quote_right(a, s, o) for a, s, o in zip(asked_, passage_scores, orders, strict=True)])
    hit3 = np.array([bool(a.right[o[:3]].any()) for a, o in zip(asked_, orders, strict=True)])
    rows = np.stack([decision_row(a.evidence, s, o) for a, s, o in zip(asked_, passage_scores, orders, strict=True)])
    question_rows = np.stack([a.evidence.question for a in asked_])
    off = np.array([a.kind == "off-topic" for a in asked_])
    raw, off_raw = np.zeros(len(asked_)), np.zeros(len(asked_))
    for inside, outside in GroupKFold(_FOLDS).split(groups, groups=groups):
        raw[outside] = _classifier(_ANSWER).fit(rows[inside], hit[inside]).decision_function(rows[outside])
        off_model = _classifier(_OFF_TOPIC).fit(question_rows[inside], off[inside])
        off_raw[outside] = off_model.decision_function(question_rows[outside])
    knots = _calibration(raw, hit)
    confidence = np.interp(raw, *knots).astype(np.float32)
    answerable = np.array([a.kind == "answer" for a in asked_])
    whole = np.array([not a.excerpt for a in asked_])
    data = {
        "passage": tree_data(_classifier(_PASSAGE).fit(*_rows(asked_)), PASSAGE_FEATURES),
        "answer": tree_data(
            _classifier(_ANSWER).fit(rows, hit), (*ANSWER_FEATURES, *QUESTION_FEATURES, *PASSAGE_FEATURES)
        ),
        "off_topic": tree_data(_classifier(_OFF_TOPIC).fit(question_rows, off), QUESTION_FEATURES),
        "fit": [[round(float(v), 3) for v in row] for row in fit],
        "calibration": [[round(float(v), 4) for v in knot] for knot in knots],
    }
    report = _report(hit[whole], hit3[whole], confidence[whole], answerable[whole], off[whole], off_raw[whole])
    report["recall"] = float(np.mean([a.right.any() for a in asked_ if a.kind == "answer" and not a.excerpt]))
    return Learned(data, {name: round(float(value), 4) for name, value in report.items()}, confidence, hit)


def _report(
    hit: NDArray[np.bool_],
    hit3: NDArray[np.bool_],
    confidence: Floats,
    answerable: NDArray[np.bool_],
    off: NDArray[np.bool_],
    off_raw: NDArray[np.float64],
) -> dict[str, float]:
    """How the questions went, one value of each a question."""
    report: dict[str, float] = {
        "questions": len(hit), "hit@1": hit[answerable].mean(), "hit@3": hit3[answerable].mean(),
        "off-topic found": (off_raw[off] > 0).mean(), "off-topic wrongly": (off_raw[~off] > 0).mean(),
    }  # fmt: skip
    grid = np.linspace(0.3, 0.9, 61)
    costs = np.array([_cost(confidence >= t, hit, answerable) for t in grid])
    report["cheapest threshold"] = grid[costs.argmin()]
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7):
        answered = confidence >= threshold
        good = np.where(answerable, answered & hit, ~answered)
        report[f"accuracy at {threshold}"] = good.mean()
        report[f"wrong at {threshold}"] = (answered & ~hit).mean()
        report[f"abstain at {threshold}"] = (~answered[~answerable & ~off]).mean()
        report[f"cost at {threshold}, to the cheapest"] = _cost(answered, hit, answerable) / costs.min()
    return report


def _cost(answered: NDArray[np.bool_], hit: NDArray[np.bool_], answerable: NDArray[np.bool_]) -> float:
    """A wrong quote costs three times a missed one."""
    return float(3 * (answered & ~hit).sum() + (~answered & answerable).sum())


def _quote_right(a: Asked, scores: Floats, order: NDArray[np.int64]) -> bool:
    """Whether what would be quoted holds an accepted passage."""
    if not len(order) or not a.right.any():
        return False
    first, last = extent(a.index, hits_in_order(a.evidence, scores, order))
    return any(first <= n <= last for n in a.evidence.passages[a.right].tolist())


def _calibration(raw: NDArray[np.float64], hit: NDArray[np.bool_], knots: int = 24) -> tuple[list[float], list[float]]:
    """A rising piecewise linear map: isotonic regression, read off at quantiles."""
    model = IsotonicRegression(out_of_bounds="clip").fit(raw, hit)
    places = np.unique(np.quantile(raw, np.linspace(0, 1, knots)))
    smooth = [float(model.predict(raw[np.argsort(np.abs(raw - p))[: len(raw) // 40]]).mean()) for p in places]
    return places.tolist(), np.maximum.accumulate(smooth).tolist()


def tree_data(model: Any, names: Sequence[str]) -> dict[str, Any]:
    """A HistGradientBoosting classifier as ``retriever.ranker.trees`` reads it."""
    trees, depth = [], 0
    for (predictor,) in model._predictors:
        nodes = predictor.nodes
        trees.append([
            [round(float(n["value"]), 5)] if n["is_leaf"]
            else [int(n["feature_idx"]), round(float(n["num_threshold"]), 5), int(n["left"]), int(n["right"])]
            for n in nodes
        ])  # fmt: skip
        depth = max(depth, int(nodes["depth"].max()))
    return {"names": list(names), "base": float(model._baseline_prediction[0][0]), "depth": depth, "trees": trees}


def write(path: Path, learned: dict[str, Learned]) -> None:
    """Write the data file that the program ships."""
    data = {name: one.data for name, one in learned.items()}
    path.write_text(json.dumps(data, separators=(",", ":")) + "\n", encoding="utf-8")
