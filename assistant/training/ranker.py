"""Learns the final scores on policies that the encoder has not seen, and writes them as a data file.

Small nets (see ``nets``): which passage answers, against "the policy does not say"; is the first quote right; is the
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
from sklearn.isotonic import IsotonicRegression
from sklearn.model_selection import GroupKFold

from assistant.index.bm25 import Floats
from assistant.index.policy_index import PolicyIndex
from assistant.language.analyzer import stem
from assistant.language.signs import ASKED, STATED, asked
from assistant.model import Hit
from assistant.responder.extent import extent
from assistant.retriever.features import PASSAGE_FEATURES, QUESTION_FEATURES, Evidence
from assistant.retriever.ranker import Order
from assistant.retriever.retriever import ANSWER_FEATURES, Retriever, decision_row, hits_in_order
from assistant.training.examples import Example
from assistant.training.excerpts import excerpt
from assistant.training.nets import learn_odds, learn_order, net_data

_FOLDS = 5
_EXCERPTS = 0.6
"""Of so many examples, a few passages of the policy are asked, too: there are policies of three sentences."""
_GARBLED = 0.1
"""Of so many of these, the words are garbled: a question of unknown words is not answered."""
_LONG = 4
_ANSWER_NAMES = (*ANSWER_FEATURES, *QUESTION_FEATURES, *PASSAGE_FEATURES)
_FAIR = 0.5
"""How well a passage answers that a fair judge accepts, beside the one that a careful person would quote first."""
_OFF_TOPIC_ELSEWHERE = 3
"""An off-topic question is off-topic for any policy: it is also asked of this many others."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One phrasing asked of one policy, with everything that speaks for each candidate."""

    policy: str
    evidence: Evidence
    good: Floats
    """How well each candidate's passage answers, 0 to 1."""
    kind: str
    index: PolicyIndex
    excerpt: bool = False
    """Asked of a few passages of the policy: learned from, and not reported."""

    @property
    def right(self) -> NDArray[np.bool_]:
        """A candidate's passage is accepted as the answer."""
        return self.good > 0


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
            for policy in dict.fromkeys((example.policy, *map(str, elsewhere))):
                found.append(ask(retriever, phrasing, policy, example, indexes[policy]))
        if random.random() < _EXCERPTS:
            short, index = excerpt(example, indexes[example.policy], random)
            for phrasing in short.phrasings[:2]:
                found.append(replace(ask(retriever, phrasing, short.policy, short, index), excerpt=True))
            if random.random() < _GARBLED:
                words = _garbled(short.phrasings[0], random)
                noise = replace(short, phrasings=(words,), right=(), also=(), kind="off-topic")
                for each in (index, indexes[example.policy]):
                    found.append(replace(ask(retriever, words, short.policy, noise, each), excerpt=True))
    return found


def _garbled(phrasing: str, random: np.random.Generator) -> str:
    """A question nobody can read: the letters of its longer words are shuffled."""
    words = phrasing.split()
    return " ".join("".join(random.permutation(list(word))) if len(word) >= _LONG else word for word in words)


def ask(retriever: Retriever, phrasing: str, policy: str, example: Example, index: PolicyIndex) -> Asked:
    """One phrasing at one policy."""
    vocabulary = index.clauses.vocabulary
    understood = retriever.understand(phrasing, lambda word: stem(word) in vocabulary, without=example.policy)
    evidence = retriever.gather(understood, index)
    answers = dict.fromkeys(example.also, _FAIR) | dict.fromkeys(example.right, 1.0) if example.policy == policy else {}
    good = np.array([answers.get(n, 0) for n in evidence.passages.tolist()], np.float32)
    return Asked(policy, evidence, good, example.kind, index)


def _order(asked_: Sequence[Asked]) -> Order:
    return learn_order([a.evidence for a in asked_], [a.good for a in asked_])


@dataclass(frozen=True, slots=True)
class Learned:
    """The models and how they did on policies left out."""

    data: dict[str, Any]
    report: dict[str, float]


def learn(asked_: Sequence[Asked], fit: Floats) -> Learned:
    """Learn all models and the calibration; report what left-out policies say."""
    folds = list(GroupKFold(_FOLDS).split(asked_, groups=[a.policy for a in asked_]))
    scores: list[Floats] = [np.zeros(0, np.float32)] * len(asked_)
    for inside, outside in folds:
        order = _order([asked_[n] for n in inside])
        for n in outside:
            scores[n] = order.log_odds(asked_[n].evidence)
    orders = [np.lexsort((a.evidence.passages, -s)) for a, s in zip(asked_, scores, strict=True)]
    hits = [hits_in_order(a.evidence, s, o) for a, s, o in zip(asked_, scores, orders, strict=True)]
    hit = np.array([_quote_right(a, h) for a, h in zip(asked_, hits, strict=True)])
    hit3 = np.array([bool(a.right[o[:3]].any()) for a, o in zip(asked_, orders, strict=True)])
    field = zip(asked_, scores, orders, hits, strict=True)
    rows = np.stack([decision_row(a.evidence, s, o, h[0].score) for a, s, o, h in field])
    question_rows = np.stack([a.evidence.question for a in asked_])
    off = np.array([a.kind == "off-topic" for a in asked_])
    raw, off_raw = np.zeros(len(asked_)), np.zeros(len(asked_))
    for inside, outside in folds:
        for out, features, names, target in (
            (raw, rows, _ANSWER_NAMES, hit),
            (off_raw, question_rows, QUESTION_FEATURES, off),
        ):
            out[outside] = learn_odds(features[inside], target[inside], names).of(features[outside])
    knots = _calibration(raw, hit)
    confidence = np.interp(raw, *knots).astype(np.float32)
    answerable = np.array([a.kind == "answer" for a in asked_])
    whole = np.array([not a.excerpt for a in asked_])
    order = _order(asked_)
    data = {
        "passage": net_data(order.passage),
        "silence": net_data(order.silence),
        "answer": net_data(learn_odds(rows, hit, _ANSWER_NAMES)),
        "off_topic": net_data(learn_odds(question_rows, off, QUESTION_FEATURES)),
        "fit": [[round(float(v), 3) for v in row] for row in fit],
        "calibration": [[round(float(v), 4) for v in knot] for knot in knots],
    }
    report = _report(hit[whole], hit3[whole], confidence[whole], answerable[whole], off[whole], off_raw[whole])
    short = _report(hit[~whole], hit3[~whole], confidence[~whole], answerable[~whole], off[~whole], off_raw[~whole])
    report |= {f"excerpts, {name}": short[name] for name in ("hit@1", "accuracy at 0.5", "wrong at 0.5")}
    report["recall"] = float(np.mean([a.right.any() for a in asked_ if a.kind == "answer" and not a.excerpt]))
    return Learned(data, {name: round(float(value), 4) for name, value in report.items()})


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


def _quote_right(a: Asked, hits: Sequence[Hit]) -> bool:
    """Whether what would be quoted holds an accepted passage."""
    if not hits or not a.right.any():
        return False
    first, last = extent(a.index, hits)
    return any(first <= n <= last for n in a.evidence.passages[a.right].tolist())


def _calibration(raw: NDArray[np.float64], hit: NDArray[np.bool_], knots: int = 24) -> tuple[list[float], list[float]]:
    """A rising piecewise linear map: isotonic regression, read off at quantiles."""
    model = IsotonicRegression(out_of_bounds="clip").fit(raw, hit)
    places = np.unique(np.quantile(raw, np.linspace(0, 1, knots)))
    smooth = [float(model.predict(raw[np.argsort(np.abs(raw - p))[: len(raw) // 40]]).mean()) for p in places]
    return places.tolist(), np.maximum.accumulate(smooth).tolist()


def write(path: Path, learned: dict[str, Learned]) -> None:
    """Write what was learned into the data file that the program ships; what was not stays as it is."""
    there = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    data = there | {name: one.data for name, one in learned.items()}
    path.write_text(json.dumps(data, separators=(",", ":")) + "\n", encoding="utf-8")
