"""The bank: questions that people ask, and the stems of the clauses that answered them.

"Would you hand my stuff to the cops?" shares no word with "respond to subpoenas", but it resembles other questions
that such clauses answered. BM25 over the bank finds those; their clauses' stems expand the question.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.index.bm25 import K1, Floats, Ints, Postings, best_first, fit, runs, starts
from assistant.index.pack import pack, unpack
from assistant.index.store import Store
from assistant.language.analyzer import learn_stems, stem, stem_table, terms
from assistant.language.spelling import USED

KINDS = ("answer", "near-miss", "off-topic")
NEIGHBOURS = 40
_SHARPNESS = 4.0
"""In units of BM25 score: how fast a similar question's voice fades behind the most similar one's."""
_FAINTEST = 0.4
"""A phrasing that scores less than this share of the best one has nothing to say."""
_STEMS = 40
_VERSION = 5
_BLOB, _WORDS_BLOB = "bank.cache", "bank-words.cache"
_PLAIN = re.compile(r"[a-z]{4,}")


@dataclass(frozen=True, slots=True)
class Case:
    """A question in several phrasings, and what answered it."""

    questions: tuple[str, ...]
    stems: tuple[str, ...]
    """Stems of the clause that answered; none where no clause did."""
    kind: str = "answer"
    origin: str = ""
    """The policy that it was asked of: left out when that policy is measured."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Banked questions like the one asked, best first: one value of each a neighbour."""

    phrasings: Ints
    cases: Ints
    kinds: NDArray[np.uint8]
    """Places in KINDS."""
    shares: Floats
    """Scores as shares of what the question's rarest words could have scored, roughly 0 to 1."""
    weights: Floats
    """exp of the score behind the best: 1 for the most similar."""

    def __len__(self) -> int:
        return len(self.phrasings)


@dataclass(frozen=True)
class CaseIndex:
    """The compiled bank."""

    questions: tuple[str, ...]
    case_of: Ints
    """Phrasing to case."""
    kinds: NDArray[np.uint8]
    """Case to its place in KINDS."""
    origins: tuple[str, ...]
    asked: Postings
    """Phrasings by their terms."""
    stems: tuple[str, ...]
    idf: Floats
    """Of each stem, over the clauses of the bank."""
    stem_offsets: Ints
    stem_numbers: Ints
    """Case to its clause's stems, in one run after the other."""
    words: Mapping[str, int]
    """Every word of the banked questions, in lower case, and how often it is used."""

    def knows(self, word: str) -> bool:
        """Whether banked questions or the clauses that answered them use a word, in any inflection."""
        return self.words.get(word, 0) >= USED or stem(word) in self._clause_stems

    @cached_property
    def _clause_stems(self) -> frozenset[str]:
        return frozenset(self.stems)

    @cached_property
    def _origin(self) -> NDArray[np.str_]:
        return np.array(self.origins)

    def similar(self, question: Sequence[str], without: str | None = None) -> Neighbours:
        """The phrasings most like a question's terms, NEIGHBOURS at most; equal scores in bank order."""
        phrasings, scores = self.asked.sharing(Counter(question))
        if without is not None:
            scores[(self._origin == without)[self.case_of[phrasings]]] = 0
        best = scores.max(initial=np.float32(0))
        loud = (scores >= best * np.float32(_FAINTEST)).nonzero()[0] if best > 0 else np.zeros(0, np.int64)
        loud = loud[best_first(scores[loud])[:NEIGHBOURS]]
        few, found = phrasings[loud], scores[loud]
        cases = self.case_of[few]
        most = np.float32(self.asked.rarity(question) * K1 or 1.0)
        return Neighbours(few, cases, self.kinds[cases], found / most, np.exp((found - best) / np.float32(_SHARPNESS)))

    def expansion(self, neighbours: Neighbours) -> dict[str, float]:
        """The stems of the clauses that answered similar questions, the heaviest at weight 1.

        A case has one voice, that of its most similar phrasing.
        """
        voices: dict[int, float] = {}
        for case, weight in zip(neighbours.cases.tolist(), neighbours.weights.tolist(), strict=True):
            voices.setdefault(case, weight)
        cases = list(voices)
        places, lengths = runs(self.stem_offsets, cases)
        if not len(places):
            return {}
        loud = np.array(list(voices.values())).repeat(lengths)
        sums = np.bincount(self.stem_numbers.take(places), loud)
        (found,) = (sums > 0).nonzero()  # so it is three times as fast
        weights = sums.take(found) * self.idf.take(found)
        heavy = best_first(weights)[:_STEMS]
        shares = (weights.take(heavy) / weights[heavy[0]]).tolist()
        return dict(zip(map(self.stems.__getitem__, found.take(heavy).tolist()), shares, strict=True))

    def to_bytes(self, recipe: str) -> bytes:
        """The compiled bank as an npz file; ``recipe`` names what it was compiled from."""
        head = {"recipe": recipe, "questions": self.questions, "origins": self.origins, "stems": self.stems,
                "words": self.words}  # fmt: skip
        return pack(
            {
                "head": np.frombuffer(json.dumps(head, ensure_ascii=False).encode(), np.uint8),
                "case_of": self.case_of,
                "kinds": self.kinds,
                "idf": self.idf,
                "stem_offsets": self.stem_offsets,
                "stem_numbers": self.stem_numbers,
                "stem_table": np.frombuffer(stem_table(self.questions).encode(), np.uint8),
                **self.asked.to_arrays("asked"),
            }
        )

    @classmethod
    def from_bytes(cls, data: bytes, recipe: str) -> CaseIndex | None:
        """Read ``to_bytes`` back; None where it was compiled from something else or is damaged."""
        arrays = unpack(data)
        head = json.loads(arrays["head"].tobytes()) if arrays else {}
        if head.get("recipe") != recipe:
            return None
        learn_stems(arrays["stem_table"].tobytes().decode())
        return cls(
            tuple(head["questions"]), arrays["case_of"], arrays["kinds"], tuple(head["origins"]),
            Postings.from_arrays("asked", arrays), tuple(head["stems"]), arrays["idf"],
            arrays["stem_offsets"], arrays["stem_numbers"], head["words"],
        )  # fmt: skip


def fit_cases(cases: Sequence[Case]) -> CaseIndex:
    """Compile a bank."""
    phrasings = [(question, number) for number, case in enumerate(cases) for question in case.questions]
    stems = sorted({stem for case in cases for stem in case.stems})
    numbers = {stem: number for number, stem in enumerate(stems)}
    clauses = [sorted({numbers[stem] for stem in case.stems}) for case in cases]
    df = np.zeros(len(stems))
    for run in clauses:
        df[run] += 1
    answered = max(1, sum(bool(run) for run in clauses))
    return CaseIndex(
        questions=tuple(question for question, _ in phrasings),
        case_of=np.array([number for _, number in phrasings], np.int32),
        kinds=np.array([KINDS.index(case.kind) for case in cases], np.uint8),
        origins=tuple(case.origin for case in cases),
        asked=fit([terms(question) for question, _ in phrasings]),
        stems=tuple(stems),
        idf=np.log((answered + 1) / np.maximum(df, 1)).astype(np.float32),
        stem_offsets=starts([len(run) for run in clauses]),
        stem_numbers=np.array([number for run in clauses for number in run], np.int32),
        words=Counter(word for question, _ in phrasings for word in _PLAIN.findall(question.lower())),
    )


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The JSON objects of a data file, one a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def clause_stems(clauses: Iterable[str]) -> tuple[str, ...]:
    """The stems of clauses, sorted, each once."""
    return tuple(sorted({term for clause in clauses for term in terms(clause)}))


def read_bank(path: Path) -> tuple[Case, ...]:
    """The bank as shipped: a JSON object a line with ``q``, ``stems``, ``kind`` and ``origin``."""
    return tuple(
        Case(tuple(line["q"]), tuple(line["stems"].split()), line.get("kind", "answer"), line.get("origin", ""))
        for line in read_lines(path)
    )


def read_lexicon(path: Path) -> tuple[Case, ...]:
    """The lexicon's concepts as cases: what people say, and the stems of what policies say."""
    concepts = json.loads(path.read_text(encoding="utf-8"))
    return tuple(Case(tuple(c["people"]), clause_stems(c["policies"])) for c in concepts)


def bank_line(case: Case) -> Mapping[str, object]:
    """One line of the bank file."""
    line: dict[str, object] = {"q": list(case.questions), "stems": " ".join(case.stems)}
    if case.kind != "answer":
        line["kind"] = case.kind
    return line | ({"origin": case.origin} if case.origin else {})


def read_invented(path: Path) -> tuple[Case, ...]:
    """Clauses of no policy, made up for this project: lines of ``q`` with the ``clause`` that answers, or ``kind``."""
    return tuple(
        Case(tuple(line["q"]), clause_stems([line.get("clause", "")]), line.get("kind", "answer"))
        for line in read_lines(path)
    )


def load_cases(data: Path, store: Store, reader: bool = True) -> CaseIndex:
    """Bank and lexicon out of a folder, compiled: from the store where that is fresh, else compiled now and kept there.

    With the reader, what was made up brings nothing; without it, it does.
    """
    parts: dict[str, Callable[[Path], tuple[Case, ...]]] = {"bank.jsonl": read_bank, "lexicon.json": read_lexicon}
    if not reader:
        parts["invented.jsonl"] = read_invented
    digest = hashlib.sha256(b"".join((data / name).read_bytes() for name in parts)).hexdigest()
    recipe, blob = f"{_VERSION}:{digest}", _BLOB if reader else _WORDS_BLOB
    kept = store.read_blob(blob)
    found = CaseIndex.from_bytes(kept, recipe) if kept else None
    if found is None:
        found = fit_cases([case for name, read in parts.items() for case in read(data / name)])
        store.write_blob(blob, found.to_bytes(recipe))
    return found
