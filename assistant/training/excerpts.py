"""Excerpts of policies, so that what is learned on a hundred passages also holds for a handful."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from assistant.index.bm25 import fit, starts
from assistant.index.policy_index import PolicyIndex, Vectors
from assistant.indexer.build import in_place
from assistant.language.analyzer import terms
from assistant.training.examples import Example

_OTHERS = 6
"""At most so many passages beside those that answer."""
_SILENT = 0.3
"""Of so many answerable questions the answer is left out: a short policy is silent on most."""


def excerpt(example: Example, index: PolicyIndex, random: np.random.Generator) -> tuple[Example, PolicyIndex]:
    """A few passages of a policy, mostly with the answer among them, and the example with their numbers."""
    others = random.choice(len(index.passages), min(len(index.passages), int(random.integers(0, _OTHERS + 1))), False)
    answers = {*example.right, *example.also}
    silent = bool(example.right) and len(answers) < len(index.passages) and random.random() < _SILENT
    chosen = {*example.right[:1], *(example.near[:1] if not example.right else ()), *others.tolist()}
    if silent:
        chosen -= answers
    kept = sorted(chosen or {next(n for n in range(len(index.passages)) if not silent or n not in answers)})
    place = {number: at for at, number in enumerate(kept)}
    short = replace(
        example,
        kind="near-miss" if silent else example.kind,
        right=tuple(place[n] for n in example.right if n in place),
        also=tuple(place[n] for n in example.also if n in place),
        near=tuple(place[n] for n in example.near if n in place),
    )
    return short, _only(index, kept)


def _only(index: PolicyIndex, kept: Sequence[int]) -> PolicyIndex:
    """A policy's index with no more than these passages, and their sections."""
    text, language = index.document.text, index.document.language
    passages = [index.passages[n] for n in kept]
    used = sorted({passage.section for passage in passages})
    words = [[text[p.start : p.end] for p in passages if p.section == number] for number in used]
    return PolicyIndex(
        document=index.document,
        blocks=index.blocks,
        sections=tuple(index.sections[number] for number in used),
        passages=tuple(replace(passage, section=used.index(passage.section)) for passage in passages),
        clauses=fit([terms(in_place(index.document, index.sections, p), language) for p in passages]),
        places=fit(
            [terms(" ".join((*index.sections[n].path, *own)), language) for n, own in zip(used, words, strict=True)]
        ),
        signs=index.signs[list(kept)],
        vectors=_rows(index.vectors, kept) if index.vectors else None,
    )


def _rows(vectors: Vectors, kept: Sequence[int]) -> Vectors:
    runs = [vectors.tokens[vectors.offsets[n] : vectors.offsets[n + 1]] for n in kept]
    offsets = starts([len(run) for run in runs])
    expected = vectors.expected.of(list(kept)) if vectors.expected else None
    return Vectors(vectors.model, vectors.passages[list(kept)], np.concatenate(runs), offsets, expected)
