"""How the word pieces of a question meet those of a passage, in more detail than one mean."""

from __future__ import annotations

import numpy as np

from assistant.index.bm25 import Floats, Ints, runs

CLOSENESS = ("pieces_least", "pieces_low", "pieces_most", *(f"pieces_near_{n}" for n in (95, 75, 55, 35, 15)))
"""What ``closeness`` tells of a passage."""
_KERNELS = np.array((0.95, 0.75, 0.55, 0.35, 0.15), np.float32)
_SHARPNESS = np.float32(50)
"""One over twice the variance: kernels with a standard deviation of 0.1."""


def closeness(cosines: Floats, offsets: Ints, chosen: Ints) -> Floats:
    """A row for each chosen passage: which cosines the question's pieces reach, and how many are near each level.

    ``cosines`` has a row a piece of the question, of which the first and the last are marks of beginning and end, and a
    column a piece of the passages; ``offsets`` says where each passage's columns start. *Least*, *low* and *most* are
    the smallest, the mean of the lower half and the largest of the pieces' best cosines. *Near* is kernel pooling: a
    Gaussian around a cosine counts the passage's pieces softly, and the counts' logarithms are averaged over the
    question's pieces (Xiong et al., "End-to-End Neural Ad-hoc Ranking with Kernel Pooling", SIGIR 2017).
    """
    if not len(chosen):
        return np.zeros((0, len(CLOSENESS)), np.float32)
    places, lengths = runs(offsets, chosen)
    starts = lengths.cumsum() - lengths
    cosines = cosines.take(places, axis=1)
    best = np.maximum.reduceat(cosines, starts, axis=1)
    own = np.sort(best[1:-1] if len(best) > 2 else best, axis=0)
    low = own[: max(1, len(own) // 2)].mean(axis=0)
    counts = np.exp(-_SHARPNESS * (cosines - _KERNELS[:, None, None]) ** 2)
    near = np.log1p(np.add.reduceat(counts, starts, axis=2)).mean(axis=1)
    return np.vstack((own[0], low, own[-1], near)).T
