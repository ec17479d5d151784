"""The learned scores: boosted trees over features, their splits and leaves in a readable data file.

Evaluated with array arithmetic; no training library is needed. A tree is a list of nodes; a leaf points to itself, so
that every row can take the same number of steps.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.index.bm25 import Floats


@dataclass(frozen=True, slots=True)
class Trees:
    """Boosted trees for one log-odds."""

    names: tuple[str, ...]
    """The features, in column order."""
    feature: NDArray[np.int32]
    threshold: Floats
    children: NDArray[np.int32]
    """Two a node: where a value up to the threshold goes, and where a larger one does."""
    value: Floats
    roots: NDArray[np.int32]
    depth: int
    base: float

    def log_odds(self, rows: Floats) -> Floats:
        """One value a row."""
        values = rows.ravel()
        starts = (np.arange(len(rows), dtype=np.int32) * rows.shape[1])[:, None]
        at = np.broadcast_to(self.roots, (len(rows), len(self.roots)))
        for _ in range(self.depth):
            larger = values.take(starts + self.feature.take(at)) > self.threshold.take(at)
            at = self.children.take(2 * at + larger)
        sums: Floats = (self.value.take(at).sum(axis=1) + self.base).astype(np.float32)
        return sums


def trees(data: Mapping[str, Any]) -> Trees:
    """Trees out of their data: ``names``, ``base``, and for each tree a list of nodes.

    A node is [feature, threshold, left, right] or, for a leaf, [value]; left and right are numbers within the tree.
    """
    columns: list[tuple[int, float, int, int, float]] = []
    roots = []
    for nodes in data["trees"]:
        root = len(columns)
        roots.append(root)
        for number, node in enumerate(nodes):
            if len(node) == 1:
                columns.append((0, 0.0, root + number, root + number, node[0]))
            else:
                columns.append((node[0], node[1], root + node[2], root + node[3], 0.0))
    feature, threshold, left, right, value = zip(*columns, strict=True)
    return Trees(
        tuple(data["names"]), np.array(feature, np.int32), np.array(threshold, np.float32),
        np.array([left, right], np.int32).T.ravel(), np.array(value, np.float32), np.array(roots, np.int32),
        int(data["depth"]), float(data["base"]),
    )  # fmt: skip


def probability(log_odds: Floats) -> Floats:
    """The logistic function."""
    result: Floats = (1 / (1 + np.exp(-np.asarray(log_odds, np.float64)))).astype(np.float32)
    return result


@dataclass(frozen=True, slots=True)
class Ranker:
    """What was learned about answering: which passage, and whether any."""

    passage: Trees
    answer: Trees
    off_topic: Trees
    fit: Floats
    """For each kind of question (row) what each kind of stated fact (column) is worth; the last row is for all."""
    calibration: tuple[Sequence[float], Sequence[float]]
    """Piecewise linear map of the answer score to a probability."""

    def confidence(self, score: float) -> float:
        """The calibrated probability, 0 to 1."""
        return float(np.interp(score, *self.calibration))


def read_ranker(path: Path, reader: bool) -> Ranker:
    """The learned scores for one way of reading (with the reader, or BM25 alone)."""
    data = json.loads(path.read_text(encoding="utf-8"))["reader" if reader else "words"]
    return Ranker(
        trees(data["passage"]), trees(data["answer"]), trees(data["off_topic"]),
        np.array(data["fit"], np.float32), tuple(data["calibration"]),
    )  # fmt: skip
