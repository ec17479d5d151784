"""What the reader's arithmetic costs: int8 beside float, and the rounding in which processors differ.

Products of 8-bit integers are summed exactly in 32 bits (the weights are signed only where onnxruntime has a kernel for
that which does not saturate), so two processors differ by float32 rounding alone. That is imitated by noise a hundred
times as large as one rounding.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.index.bm25 import Floats
from assistant.index.policy_index import Vectors
from assistant.reader.encoder import Reader, Reading
from assistant.training.examples import Example

NOISE = 100 * float(np.finfo(np.float32).eps)


@dataclass(frozen=True, slots=True)
class Judged:
    """One reader over all questions."""

    first: NDArray[np.int64]
    """The passage that it puts first, one a question."""
    right: NDArray[np.bool_]
    """Whether that one answers."""


def report(
    whole: Reader, small: Reader, texts: Mapping[str, Sequence[str]], examples: Sequence[Example]
) -> dict[str, float]:
    """hit@1 of the encoder alone, in float and in int8, and how often their first passages agree.

    Each answerable question is asked in its first wording.
    """
    asked = [example for example in examples if example.kind == "answer"]
    exact = judge(whole, {name: whole.read_passages(found) for name, found in texts.items()}, asked)
    vectors = {name: small.read_passages(found) for name, found in texts.items()}
    quick = judge(small, vectors, asked)
    random = np.random.default_rng(0)
    elsewhere = judge(small, {name: _rounded(v, random) for name, v in vectors.items()}, asked, random)
    return {
        "questions": len(asked),
        "hit@1 float": float(exact.right.mean()),
        "hit@1 int8": float(quick.right.mean()),
        "same first, float and int8": float((exact.first == quick.first).mean()),
        "same first, other rounding": float((quick.first == elsewhere.first).mean()),
    }


def judge(
    reader: Reader, vectors: Mapping[str, Vectors], asked: Sequence[Example], random: np.random.Generator | None = None
) -> Judged:
    """The passage that the reader alone puts first; with ``random``, the question's reading is off by NOISE."""
    first = []
    for example in asked:
        reading = reader.read_question(example.phrasings[0])
        if random is not None:
            reading = Reading(_off(reading.vector, random), _off(reading.pieces, random))
        first.append(int(reader.judge(reading, vectors[example.policy]).logit.argmax()))
    right = [n in (*example.right, *example.also) for n, example in zip(first, asked, strict=True)]
    return Judged(np.array(first), np.array(right))


def _rounded(vectors: Vectors, random: np.random.Generator) -> Vectors:
    """The stored vectors as another processor would have rounded them: some by one step."""
    passages = _off(vectors.passages, random).astype(np.float16).astype(np.float32)
    tokens = np.rint(vectors.tokens + random.normal(0, 127 * NOISE, vectors.tokens.shape))
    flip = random.random(tokens.shape) < 2 * 127 * NOISE  # values that lay so near the middle of two steps
    tokens = np.where(flip, tokens + random.choice([-1, 1], tokens.shape), tokens).clip(-127, 127)
    return replace(vectors, passages=passages, tokens=tokens.astype(np.int8))


def _off(values: Floats, random: np.random.Generator) -> Floats:
    noisy: Floats = (values + random.normal(0, NOISE, values.shape)).astype(np.float32)
    return noisy
