"""What the reader makes of the questions that were asked, of the clauses that answered, and of those that did not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np

from assistant.index.bm25 import Floats, best_first
from assistant.reader.encoder import Reader
from assistant.reader.precedents import Pairs, Precedents
from assistant.training.examples import Example

_MISSES = 20
"""Of the clauses that a question is nearest to and that do not answer it, so many are kept."""
_AXES = 128
"""Of the reader's 384 dimensions."""


def precedents(examples: Sequence[Example], texts: Mapping[str, Sequence[str]], reader: Reader) -> Precedents:
    """The reader's precedents; ``texts`` are the policies' passages as they are read."""
    vector = cache(lambda phrasing: reader.read_question(phrasing).vector)
    questions = np.stack([np.mean([vector(each) for each in example.phrasings], axis=0) for example in examples])
    questions /= np.linalg.norm(questions, axis=1, keepdims=True)
    passages = {policy: reader.read_passages(read).passages for policy, read in texts.items()}
    answers: dict[tuple[str, int], list[int]] = {}
    misses: dict[tuple[str, int], list[int]] = {}
    for number, (example, question) in enumerate(zip(examples, questions, strict=True)):
        for clause in example.right:
            answers.setdefault((example.policy, clause), []).append(number)
        for clause in _missed(example, passages[example.policy] @ question):
            misses.setdefault((example.policy, clause), []).append(number)
    used = sorted({*answers, *misses})
    clauses = np.stack([passages[policy][clause] for policy, clause in used])
    axes = _principal(np.concatenate((clauses, questions)))
    return Precedents(
        axes,
        clauses @ axes,
        questions @ axes,
        Pairs.of([answers.get(clause, ()) for clause in used]),
        Pairs.of([misses.get(clause, ()) for clause in used]),
        np.array([policy for policy, _ in used], object),
        np.array([example.policy for example in examples], object),
    )


def _missed(example: Example, cosines: Floats) -> list[int]:
    """What the reader, or a search for words, takes for the answer and is not; an off-topic question has no such."""
    if example.kind == "off-topic":
        return []
    right = {*example.right, *example.also}
    wrong = [n for n in best_first(cosines).tolist() if n not in right][:_MISSES]
    return sorted({*wrong, *example.near} - right)


def _principal(vectors: Floats) -> Floats:
    """The directions that hold the most of the vectors' length: their leading right singular vectors."""
    _, directions = np.linalg.eigh(vectors.T.astype(np.float64) @ vectors)  # the least first
    axes: Floats = directions[:, ::-1][:, :_AXES].astype(np.float32)
    return axes
