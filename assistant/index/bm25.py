"""BM25 postings: rank-bm25 fits the statistics, scoring runs on weights that are computed once.

The variant is BM25+ (Lv and Zhai, "Lower-bounding term frequency normalization", CIKM 2011):

    weight(t, d) = idf(t) * (delta + f(t, d) (k1 + 1) / (f(t, d) + k1 (1 - b + b |d| / avgdl)))
    idf(t) = log((N + 1) / df(t))

Its idf is positive for every collection of one document or more, where BM25Okapi gives zeros and negatives on small
ones. Otherwise variant and constants hardly matter; docs/measurements.md has the figures. rank-bm25 adds
``idf * delta`` also to documents without the term; that part is the same for every document of a query, so the
postings hold the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

K1 = 1.5
B = 0.75
DELTA = 1.0


@dataclass(frozen=True, slots=True)
class Postings:
    """A compiled collection: for each term the documents that hold it and the weight that it has there."""

    vocabulary: Mapping[str, int]
    offsets: Ints
    """Term number to the start of its run in ``documents`` and ``weights``; one more entry closes the last."""
    documents: Ints
    weights: Floats
    idf: Floats
    size: int
    """Number of documents."""

    def rarity(self, terms: Iterable[str]) -> float:
        """The sum of some terms' idf; what no document holds counts as much as the rarest term."""
        numbers = [self.vocabulary.get(term) for term in terms]
        rarest = (float(self.idf.max(initial=0)) or 1.0) if None in numbers else 0.0
        return sum(rarest if number is None else float(self.idf[number]) for number in numbers)

    def sharing(self, query: Mapping[str, float]) -> tuple[Ints, Floats]:
        """The documents that share a term with one query, in their order, and what ``weighted_scores`` gives them.

        For a large collection, of which a query of few terms meets a small part.
        """
        found = [(self.vocabulary[term], weight) for term, weight in query.items() if term in self.vocabulary]
        if not found:
            return np.zeros(0, np.int32), np.zeros(0, np.float32)
        places = [slice(self.offsets[number], self.offsets[number + 1]) for number, _ in found]
        where = np.concatenate([self.documents[place] for place in places])
        loud = np.concatenate(
            [self.weights[place] * np.float32(weight) for place, (_, weight) in zip(places, found, strict=True)],
            dtype=np.float64,
        )
        order = where.argsort(kind="stable")
        where = where[order]
        first = np.concatenate(([0], (where[1:] != where[:-1]).nonzero()[0] + 1))
        return where[first], np.add.reduceat(loud[order], first).astype(np.float32)

    def weighted_scores(self, *queries: Mapping[str, float]) -> Floats:
        """Scores for weighted terms, a row a query, less what is the same for every document: 0 shares no term.

        All queries take one pass, as each step costs more by being taken than by how much it does.
        """
        find = self.vocabulary.get
        numbers: list[int] = []
        weights: list[float] = []
        rows: list[int] = []
        for row, query in enumerate(queries):
            for term, weight in query.items():
                number = find(term)
                if number is not None:
                    numbers.append(number)
                    weights.append(weight)
                    rows.append(row * self.size)
        if not numbers:
            return np.zeros((len(queries), self.size), np.float32)
        places, lengths = runs(self.offsets, numbers)
        loud = self.weights.take(places) * np.array(weights, np.float32).repeat(lengths)
        where = self.documents.take(places) + np.array(rows, np.int32).repeat(lengths)
        sums: Floats = np.bincount(where, loud, len(queries) * self.size).astype(np.float32)
        return sums.reshape(len(queries), self.size)

    def to_arrays(self, name: str) -> dict[str, NDArray[Any]]:
        """As named arrays, to be stored."""
        return {
            f"{name}_vocabulary": np.frombuffer("\n".join(self.vocabulary).encode(), np.uint8),
            f"{name}_offsets": self.offsets,
            f"{name}_documents": self.documents,
            f"{name}_weights": self.weights,
            f"{name}_idf": self.idf,
            f"{name}_size": np.array([self.size], np.int64),
        }

    @classmethod
    def from_arrays(cls, name: str, arrays: Mapping[str, NDArray[Any]]) -> Postings:
        """Out of the arrays that ``to_arrays`` made."""
        words = arrays[f"{name}_vocabulary"].tobytes().decode()
        return cls(
            vocabulary={word: number for number, word in enumerate(words.split("\n"))} if words else {},
            offsets=arrays[f"{name}_offsets"],
            documents=arrays[f"{name}_documents"],
            weights=arrays[f"{name}_weights"],
            idf=arrays[f"{name}_idf"],
            size=int(arrays[f"{name}_size"][0]),
        )


def joined(one: Postings, other: Postings) -> Postings:
    """Two collections as one, for queries that go to both: the documents of ``other`` are numbered behind those of one.

    Each keeps its own weights; there is no ``idf`` of both.
    """
    vocabulary = {term: number for number, term in enumerate({**one.vocabulary, **other.vocabulary})}
    numbers = np.concatenate([
        np.array([vocabulary[term] for term in each.vocabulary], np.int32).repeat(np.diff(each.offsets))
        for each in (one, other)
    ])  # fmt: skip
    order = numbers.argsort(kind="stable")
    return Postings(
        vocabulary=vocabulary,
        offsets=starts(np.bincount(numbers, minlength=len(vocabulary))),
        documents=np.concatenate((one.documents, other.documents + one.size), dtype=np.int32)[order],
        weights=np.concatenate((one.weights, other.weights))[order],
        idf=np.zeros(0, np.float32),
        size=one.size + other.size,
    )


def best_first(scores: Floats) -> NDArray[np.int64]:
    """Numbers of the scores, the highest first; equal ones in their own order."""
    return (-scores).argsort(kind="stable")


def starts(lengths: Sequence[int] | Ints | NDArray[np.int64]) -> Ints:
    """Where each of several runs starts that stand one after the other; one more entry closes the last."""
    return np.concatenate(([0], np.cumsum(lengths))).astype(np.int32)


def runs(offsets: Ints, numbers: Sequence[int] | Ints) -> tuple[NDArray[np.int64], Ints]:
    """The places of several runs, one after the other, and the length of each; ``offsets`` says where each starts."""
    first = offsets.take(numbers)
    lengths = offsets[1:].take(numbers) - first
    ends = lengths.cumsum()
    return np.arange(lengths.sum()) + (first - ends + lengths).repeat(lengths), lengths


def fit(documents: Sequence[Sequence[str]]) -> Postings:
    """Compile a collection of analyzed documents (each a sequence of terms) into postings."""
    if not any(documents):
        return Postings({}, np.zeros(1, np.int32), np.zeros(0, np.int32), np.zeros(0, np.float32),
                        np.zeros(0, np.float32), len(documents))  # fmt: skip
    from rank_bm25 import BM25Plus  # noqa: PLC0415  only building needs it

    model = BM25Plus([list(document) for document in documents], k1=K1, b=B, delta=DELTA)
    lengths = np.array(model.doc_len, np.float64)
    norm = K1 * (1 - B + B * lengths / model.avgdl)
    held: dict[str, list[tuple[int, int]]] = {term: [] for term in sorted(model.idf)}
    for number, counts in enumerate(model.doc_freqs):
        for term, count in counts.items():
            held[term].append((number, count))
    postings = [pair for run in held.values() for pair in run]
    where = np.array([number for number, _ in postings], np.int32)
    times = np.array([count for _, count in postings], np.float64)
    sizes = np.array([len(run) for run in held.values()])
    idf = np.array([model.idf[term] for term in held], np.float64)
    weights = np.repeat(idf, sizes) * times * (K1 + 1) / (times + norm[where])
    return Postings({term: number for number, term in enumerate(held)}, starts(sizes), where,
                    weights.astype(np.float32), idf.astype(np.float32), len(documents))  # fmt: skip
