"""How the word pieces of a question meet those of a passage, in more detail than one mean."""

from __future__ import annotations

import numpy as np

from assistant.index.bm25 import Floats, Ints, runs
from assistant.index.policy_index import Vectors

CLOSENESS = ("pieces_least", "pieces_low", "pieces_most", *(f"pieces_near_{n}" for n in (95, 75, 55, 35, 15)))
"""What ``closeness`` tells of a passage."""
_KERNELS = np.array((0.95, 0.75, 0.55, 0.35, 0.15), np.float32)
_SHARPNESS = np.float32(50)
"""One over twice the variance: kernels with a standard deviation of 0.1."""


def closeness(question: Floats, passages: Vectors, chosen: Ints) -> Floats:
    """A row for each chosen passage: which cosines the question's pieces reach, and how many are near each level.

    ``question`` has a unit vector a piece; the first and the last are marks of beginning and end. *Least*, *low* and
    *most* are the smallest, the mean of the lower half and the largest of the pieces' best cosines. *Near* is kernel
    pooling: a Gaussian around a cosine counts the passage's pieces softly, and the counts' logarithms are averaged
    over the question's pieces (Xiong et al., "End-to-End Neural Ad-hoc Ranking with Kernel Pooling", SIGIR 2017).
    """
    if not len(chosen):
        return np.zeros((0, len(CLOSENESS)), np.float32)
    places, lengths = runs(passages.offsets, chosen)
    starts = lengths.cumsum() - lengths
    cosines = passages.tokens[places].astype(np.float32) @ (question.T / np.float32(127))
    best = np.maximum.reduceat(cosines, starts, axis=0)
    own = np.sort(best[:, 1:-1] if best.shape[1] > 2 else best, axis=1)
    low = own[:, : max(1, own.shape[1] // 2)].mean(axis=1)
    counts = np.exp(-_SHARPNESS * (cosines[:, :, None] - _KERNELS) ** 2)
    near = np.log1p(np.add.reduceat(counts, starts, axis=0)).mean(axis=1)
    return np.column_stack((own[:, 0], low, own[:, -1], near)).astype(np.float32)
