"""What each part is worth: the ranker learned without it, on policies held out, one part at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from assistant.index.bm25 import Floats
from assistant.retriever.features import PASSAGE_FEATURES, QUESTION_FEATURES
from assistant.training.ranker import Asked, learn

PARTS = {
    "everything": (),
    "without the question's own words": ("own", "place"),
    "without the bank": ("case", "like_best", "like_answer", "like_near_miss", "like_off_topic"),
    "without the reader": ("vector", "pieces", "logit", "precedent"),
    "without the reader's sentence vectors": ("vector",),
    "without the reader's word pieces": ("pieces",),
    "without precedents": ("precedent",),
    "without neighbours and section": ("before", "after", "section", "place"),
    "without place in the policy, and lengths": ("length", "position", "depth"),
    "without kind of answer": ("fit",),
}
"""Each part by pieces of its features' names."""


def table(asked: Sequence[Asked], fit: Floats) -> str:
    """A Markdown table of hit@1, hit@3 and accuracy with each part taken away."""
    lines = ["| ranker | hit@1 | hit@3 | accuracy at 0.5 | wrong at 0.5 |", "|---|---|---|---|---|"]
    for name, pieces in PARTS.items():
        report = learn([_without(one, pieces) for one in asked], fit).report
        values = (report[key] for key in ("hit@1", "hit@3", "accuracy at 0.5", "wrong at 0.5"))
        lines.append(f"| {name} | " + " | ".join(f"{value:.3f}" for value in values) + " |")
    return "\n".join(lines)


def _without(asked: Asked, pieces: Sequence[str]) -> Asked:
    """One question with the features of a part set to nothing."""
    features, question = asked.evidence.features.copy(), asked.evidence.question.copy()
    features[:, _columns(PASSAGE_FEATURES, pieces)] = 0
    question[_columns(QUESTION_FEATURES, pieces)] = 0
    return replace(asked, evidence=replace(asked.evidence, features=features, question=question))


def _columns(names: Sequence[str], pieces: Sequence[str]) -> list[int]:
    return [int(n) for n in np.flatnonzero([any(piece in name for piece in pieces) for name in names])]
