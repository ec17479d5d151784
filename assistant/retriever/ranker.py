"""The learned scores: boosted trees over features, their splits and leaves in a readable data file.

Evaluated with array arithmetic; no training library is needed. A leaf above the lowest level stands for all nodes below
it, so that every row takes the same number of steps.
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
    """Boosted trees for one log-odds, each filled up to the same depth."""

    names: tuple[str, ...]
    """The features, in column order."""
    feature: NDArray[np.int32]
    """Of every inner node, tree after tree; the children of a tree's node n are its nodes 2n + 1 and 2n + 2."""
    threshold: Floats
    """A value up to it goes to the first child, a larger one to the second."""
    leaves: Floats
    """Tree after tree."""
    depth: int
    base: float

    def log_odds(self, rows: Floats) -> Floats:
        """One value a row."""
        inner = 2**self.depth - 1
        trees = len(self.leaves) // (inner + 1)
        larger = (rows.take(self.feature, axis=1) > self.threshold).view(np.int8).ravel()
        tree = np.arange(trees, dtype=np.int32)
        root = np.arange(len(rows), dtype=np.int32)[:, None] * (trees * inner) + tree * inner
        at = root
        for _ in range(self.depth):
            at = 2 * at - root + 1 + larger.take(at)
        sums: Floats = (self.leaves.take(at - root + (tree * (inner + 1) - inner)).sum(axis=1) + self.base).astype(
            np.float32
        )
        return sums


def trees(data: Mapping[str, Any]) -> Trees:
    """Trees out of their data: ``names``, ``depth``, ``base``, and for each tree a list of nodes.

    A node is [feature, threshold, left, right] or, for a leaf, [value]; left and right are numbers within the tree.
    """
    depth = int(data["depth"])
    feature: list[int] = []
    threshold: list[float] = []
    leaves: list[float] = []
    for nodes in data["trees"]:
        level = [nodes[0]]
        for _ in range(depth):
            below = []
            for node in level:
                leaf = len(node) == 1
                feature.append(0 if leaf else node[0])
                threshold.append(np.inf if leaf else node[1])
                below += [node, node] if leaf else [nodes[node[2]], nodes[node[3]]]
            level = below
        leaves += [node[0] for node in level]
    return Trees(
        tuple(data["names"]), np.array(feature, np.int32), np.array(threshold, np.float32),
        np.array(leaves, np.float32), depth, float(data["base"]),
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
