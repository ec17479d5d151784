"""The learned scores: small feed-forward nets over features, their weights in a readable data file.

Evaluated with array arithmetic; no training library is needed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.index.bm25 import Floats
from assistant.retriever.features import Evidence

FAR = 4.0
"""In standard deviations: what lies farther from the mean counts as so far."""


@dataclass(frozen=True, slots=True)
class Net:
    """One value for a row of features: standardized, then layers of rectified units."""

    names: tuple[str, ...]
    """The features, in column order."""
    mean: Floats
    scale: Floats
    """One over the standard deviation; 0 for a feature that never varied."""
    layers: tuple[tuple[Floats, Floats], ...]
    """Weights (a row an input) and biases."""

    def standard(self, rows: Floats) -> Floats:
        """Rows in standard deviations from the mean."""
        far: Floats = np.minimum(np.maximum((rows - self.mean) * self.scale, -FAR), FAR)
        return far

    def value(self, standard: Floats) -> Floats:
        """One value a standardized row."""
        for weights, bias in self.layers[:-1]:
            standard = np.maximum(standard @ weights + bias, 0)
        weights, bias = self.layers[-1]
        values: Floats = (standard @ weights + bias)[:, 0]
        return values

    def of(self, rows: Floats) -> Floats:
        """One value a row."""
        return self.value(self.standard(rows))


def net(data: Mapping[str, Any]) -> Net:
    """A net out of its data: ``names``, ``mean``, ``scale``, and ``layers`` as pairs of weights and biases."""
    layers = tuple((np.array(weights, np.float32), np.array(bias, np.float32)) for weights, bias in data["layers"])
    return Net(
        tuple(data["names"]), np.array(data["mean"], np.float32), np.array(data["scale"], np.float32), layers
    )  # fmt: skip


def probability(log_odds: Floats) -> Floats:
    """The logistic function."""
    result: Floats = (1 / (1 + np.exp(-np.asarray(log_odds, np.float64)))).astype(np.float32)
    return result


def chances(log_odds: Floats) -> Floats:
    """Of candidates, of which one or none answers: the probability of each, given its log-odds against none."""
    most = max(0.0, float(log_odds.max())) if log_odds.size else 0.0
    shares = np.exp(log_odds - np.float32(most))
    result: Floats = (shares / (shares.sum() + np.exp(-most))).astype(np.float32)
    return result


def _rows(found: Evidence) -> Floats:
    question = found.question[None, :].repeat(len(found.features), axis=0)
    return np.concatenate((found.features, question), axis=1)


@dataclass(frozen=True, slots=True)
class Order:
    """What was learned about which passage answers, if any does."""

    passage: Net
    """A candidate's worth, over its own features and the question's."""
    silence: Net
    """What "the policy does not say" is worth, over the best that any candidate has of each feature."""

    def log_odds(self, found: Evidence) -> Floats:
        """Of every candidate, against "the policy does not say"."""
        rows = self.passage.standard(_rows(found))
        return self.passage.value(rows) - self.silence.value(rows.max(axis=0, keepdims=True))

    def ahead(self, found: Evidence, first: int, other: int) -> Floats:
        """By how much the first candidate's worth would fall if it had the other's value of a feature, for each."""
        rows = self.passage.standard(_rows(found)[[first, other]])
        size = found.features.shape[1]
        changed = rows[:1].repeat(size, axis=0)
        np.fill_diagonal(changed, rows[1])
        return self.passage.value(rows[:1]) - self.passage.value(changed)


@dataclass(frozen=True, slots=True)
class Ranker:
    """What was learned about answering: which passage, and whether any."""

    order: Order
    answer: Net
    """Log-odds that the first candidate answers, over the field of candidates."""
    off_topic: Net
    fit: Floats
    """For each kind of question (row) what each kind of stated fact (column) is worth; the last row is for all."""
    calibration: NDArray[np.float64]
    """Piecewise linear map of the answer score to a probability: a row of scores, and a row of what each stands for."""

    def confidence(self, score: float) -> float:
        """The calibrated probability, 0 to 1."""
        return float(np.interp(score, *self.calibration))


def read_ranker(path: Path, reader: bool) -> Ranker:
    """The learned scores for one way of reading (with the reader, or BM25 alone)."""
    data = json.loads(path.read_text(encoding="utf-8"))["reader" if reader else "words"]
    return Ranker(
        Order(net(data["passage"]), net(data["silence"])), net(data["answer"]), net(data["off_topic"]),
        np.array(data["fit"], np.float32), np.array(data["calibration"]),
    )  # fmt: skip
