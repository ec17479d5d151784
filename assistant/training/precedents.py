"""What the reader makes of the clauses that answer, and of the questions that they answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import numpy as np

from assistant.reader.encoder import Reader
from assistant.reader.precedents import Precedents
from assistant.training.examples import Example

_CLAUSES = 3
"""Of a question that many clauses answer, so many are kept."""


def precedents(examples: Iterable[Example], texts: Mapping[str, Sequence[str]], reader: Reader) -> Precedents:
    """The reader's precedents; ``texts`` are the policies' passages as they are read."""
    asked: dict[tuple[str, int], list[str]] = {}
    for example in examples:
        for number in example.right[:_CLAUSES]:
            asked.setdefault((example.policy, number), []).extend(example.phrasings)
    vector = cache(lambda phrasing: reader.read_question(phrasing).vector)
    questions = np.stack([np.mean([vector(each) for each in phrasings], axis=0) for phrasings in asked.values()])
    questions /= np.linalg.norm(questions, axis=1, keepdims=True)
    passages = reader.read_passages([texts[policy][number] for policy, number in asked])
    return Precedents(passages.passages, questions, np.array([policy for policy, _ in asked]))
