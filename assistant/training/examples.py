"""What there is to learn from: policies with questions and the passages that answer them.

The question set is read from a folder (``questions.jsonl`` with verbatim clauses, ``policies/``); further questions on
the same policies, written for this project, are kept beside this module with their clauses as stems.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.index.policy_index import PolicyIndex
from assistant.indexer.build import build
from assistant.indexer.suffixes import SUFFIXES
from assistant.judging import gives, words
from assistant.language.analyzer import terms
from assistant.retriever.cases import Case, clause_stems, read_lines

OWN = Path(__file__).parent / "data" / "questions.jsonl"
_HELD_OUT = 0.3
"""Share of the policies."""
_SAME = 0.6
"""Jaccard likeness of stems from which a passage counts as the clause meant."""


@dataclass(frozen=True, slots=True)
class Example:
    """One question in all its phrasings, with passage numbers of its policy."""

    policy: str
    phrasings: tuple[str, ...]
    right: tuple[int, ...]
    """Passages that answer; none where the policy is silent."""
    also: tuple[int, ...]
    """Passages that a fair judge accepts."""
    near: tuple[int, ...]
    """Passages that a careless search would return."""
    kind: str
    """One of KINDS of the bank: answer, near-miss, off-topic."""
    stems: tuple[str, ...]
    """Of the clauses that answer."""


def held_out(policy: str) -> bool:
    """Whether a policy is kept from the encoder, so that ranker and threshold are learned on unseen ones."""
    return int(hashlib.sha256(policy.encode()).hexdigest(), 16) % 100 >= 100 * (1 - _HELD_OUT)


def read_policies(folder: Path) -> dict[str, PolicyIndex]:
    """Index every policy of a folder."""
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES)
    return {path.stem: build(path, None) for path in paths}


def read_examples(data: Path, indexes: Mapping[str, PolicyIndex]) -> list[Example]:
    """All examples whose policy is among ``indexes``; a clause that no passage gives is left out."""
    passages = {name: [index.document.text[p.start : p.end] for p in index.passages] for name, index in indexes.items()}
    given, own = read_lines(data / "questions.jsonl"), read_lines(OWN)
    stems = {name: [frozenset(terms(text)) for text in texts] for name, texts in passages.items()}
    said = {name: [words(text) for text in texts] for name, texts in passages.items()}
    found = [_given(row, said[row["policy"]]) for row in given if row["policy"] in said]
    found += [_own(row, stems[row["policy"]]) for row in own if row["policy"] in stems]
    return [example for example in found if example.right or example.kind != "answer"]


def cases(examples: Iterable[Example]) -> list[Case]:
    """The bank that examples make."""
    return [Case(example.phrasings, example.stems, example.kind, example.policy) for example in examples]


def _given(row: Mapping[str, Any], said: Sequence[list[str]]) -> Example:
    def where(quotes: Iterable[str]) -> tuple[int, ...]:
        wanted = [words(quote) for quote in quotes]
        return tuple(n for n, text in enumerate(said) if any(gives(text, quote) for quote in wanted))

    clauses = [entry["quote"] for entry in row["evidence"]]
    return Example(
        policy=row["policy"],
        phrasings=(row["question"], *row.get("paraphrases", ()), *row.get("hard", ())),
        right=where(clauses),
        also=where(entry["quote"] for entry in row.get("also_ok", ())),
        near=where([row["near"]] if row.get("near") else []),
        kind="answer" if row["answerable"] else row["unans_kind"],
        stems=clause_stems(clauses),
    )


def _own(row: Mapping[str, Any], stems: Sequence[frozenset[str]]) -> Example:
    def where(clauses: Iterable[str]) -> tuple[int, ...]:
        wanted = [frozenset(clause.split()) for clause in clauses]
        return tuple(n for n, own in enumerate(stems) if any(_like(own, other) >= _SAME for other in wanted))

    clauses = row.get("clauses", ())
    return Example(
        policy=row["policy"],
        phrasings=tuple(row["q"]),
        right=where(clauses),
        also=where(row.get("also", ())),
        near=where(row.get("near", ())),
        kind=row.get("kind", "answer"),
        stems=tuple(sorted({stem for clause in clauses for stem in clause.split()})),
    )


def _like(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a | b) if a or b else 0.0
