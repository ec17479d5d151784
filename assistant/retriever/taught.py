"""Cases that people teach: "this question is answered by this clause" of one policy. They work without retraining.

They are kept in ``policies/cases.jsonl``, an object a line. A case holds as long as its clause is in the policy word
for word; once the clause has changed it is reported, and not used.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from assistant.errors import CaseError
from assistant.index.files import locked, replace_file
from assistant.index.policy_index import PolicyIndex
from assistant.language.analyzer import stem, terms
from assistant.model import Span
from assistant.retriever.clauses import passages_of, place

FILE = "cases.jsonl"
CONFIDENCE = 0.99
"""Of a taught clause: its owner says that it answers."""
_ALIKE = 0.8
"""Share of two questions' terms, weighed by rarity, from which they ask the same."""
_CLOSE = 0.9
"""Cosine of two questions' vectors from which they ask the same; different questions stay below 0.65."""
_TURNS = frozenset(("not", "no", "never", "cannot", "without", "except"))
"""Terms that turn a question around, however much else it shares."""


@dataclass(frozen=True, slots=True)
class TaughtCase:
    """A question and the clause that answers it."""

    question: str
    policy: str
    version: str
    """SHA-256 of the text that the span is of."""
    start: int
    end: int
    quote: str


class Line(NamedTuple):
    """A line of the file that is not blank, counted from 1; ``case`` is None where the line cannot be read."""

    number: int
    text: str
    case: TaughtCase | None


class Asked(NamedTuple):
    """A question as far as it is compared."""

    terms: frozenset[str]
    vector: np.ndarray[tuple[int, ...], np.dtype[np.float32]] | None


class Taught(NamedTuple):
    """A case that fits the question asked."""

    case: TaughtCase
    likeness: float
    first: int
    """Passage number."""
    last: int


class TaughtCases:
    """The cases of one library; reads the file again when it has changed. Safe to share between threads."""

    def __init__(self, policies: Path) -> None:
        self._path = policies / FILE
        self._held: tuple[object, tuple[Line, ...]] = (None, ())
        self._words: tuple[object, frozenset[str]] = (None, frozenset())
        self._understood: tuple[object, dict[tuple[str, str, str], Asked]] = (None, {})

    @property
    def stamp(self) -> object:
        """Something that changes with the file; None where there is none."""
        try:
            state = self._path.stat()
        except OSError:
            return None
        return state.st_ctime_ns, state.st_size, state.st_ino  # the time also of a change of who may read it

    def lines(self) -> tuple[Line, ...]:
        """Every line that is not blank. Raises CaseError where the file cannot be read at all."""
        stamp = self.stamp
        held = self._held
        if held[0] != stamp:
            held = self._held = (stamp, tuple(self._read()))
        return held[1]

    def usable(self) -> tuple[Line, ...]:
        """The same to answer with, which goes on without what was taught: none where the file cannot be read."""
        try:
            return self.lines()
        except CaseError:
            return ()

    def knows(self, word: str) -> bool:
        """Whether a taught question uses a word, in any inflection: then it is no misspelling."""
        lines = self.usable()
        if self._words[0] is not lines:
            questions = (line.case.question for line in lines if line.case)
            self._words = (lines, frozenset(term for question in questions for term in terms(question)))
        return bool(self._words[1]) and stem(word) in self._words[1]

    def add(self, case: TaughtCase) -> None:
        """Keep a case, in the place of an earlier one with the same question. Raises CaseError."""
        if not terms(case.question):
            raise CaseError(f"{case.question!r} has no word to know the question by")
        line = json.dumps(asdict(case), ensure_ascii=False)
        if _case(line) is None:
            raise CaseError(f"{case.question!r} has what is no character")
        same = (case.policy, case.question.casefold())
        with self._changing() as lines:
            kept = [line.text for line in lines
                    if line.case is None or (line.case.policy, line.case.question.casefold()) != same]  # fmt: skip
            self._write([*kept, line])

    def remove(self, number: int) -> Line:
        """Forget the case on a line; the line. Raises CaseError where there is none."""
        with self._changing() as lines:
            found = next((line for line in lines if line.number == number), None)
            if found is None:
                raise CaseError(f"there is no taught case {number}; see: assistant teach --list")
            self._write([line.text for line in lines if line is not found])
        return found

    def find(self, question: Asked, index: PolicyIndex, asked: Callable[[str], Asked]) -> Taught | None:
        """The case of this policy that is most like a question, if one is like enough; the later of two.

        ``asked`` makes of a case's question what ``question`` is, the same for the same policy: that is kept, as there
        may be more cases than one can understand anew for each question.
        """
        found: list[Taught] = []
        lines, document = self.usable(), index.document
        if not lines:
            return None
        held = self._understood
        if held[0] is not lines:
            held = self._understood = (lines, {})
        for _, _, case in lines:
            if case is not None and case.policy == document.id:
                key = (document.id, document.version, case.question)
                theirs = held[1].get(key)
                if theirs is None:
                    theirs = held[1][key] = asked(case.question)
                near = likeness(question, theirs, index)
                span = placed(case, index) if near else None
                if span:
                    found.append(Taught(case, near, *passages_of(span, index)))
        return max(reversed(found), key=lambda taught: taught.likeness, default=None)

    @contextmanager
    def _changing(self) -> Iterator[list[Line]]:
        """The lines as they are now, while nobody else changes them."""
        try:
            with locked(self._path.parent):
                yield self._read()
        except OSError as error:
            raise CaseError(f"{self._path}: cannot be written: {error.strerror}") from error

    def _read(self) -> list[Line]:
        try:
            text = self._path.read_text(encoding="utf-8", errors="surrogateescape")
        except FileNotFoundError:
            return []
        except OSError as error:
            raise CaseError(f"{self._path}: cannot be read: {error.strerror}") from error
        lines = [line.strip() for line in text.split("\n")]
        return [Line(number, line, _case(line)) for number, line in enumerate(filter(None, lines), 1)]

    def _write(self, lines: Sequence[str]) -> None:
        replace_file(self._path, "".join(f"{line}\n" for line in lines).encode(errors="surrogateescape"))


def likeness(one: Asked, other: Asked, index: PolicyIndex) -> float:
    """How surely two questions ask the same, 0 to 1; 0 where they do not."""
    if not (one.terms and other.terms):
        return 0.0
    if one.terms == other.terms:
        return 1.0
    if one.terms & _TURNS != other.terms & _TURNS:
        return 0.0
    close = float(one.vector @ other.vector) if one.vector is not None and other.vector is not None else 0.0
    shared = index.clauses.rarity(one.terms & other.terms) / index.clauses.rarity(one.terms | other.terms)
    return max(shared if shared >= _ALIKE else 0.0, close if close >= _CLOSE else 0.0)


def placed(case: TaughtCase, index: PolicyIndex) -> Span | None:
    """Where a case's clause stands in the policy as it is now; None where it has changed."""
    return place(case.quote, case.start, index)


def _case(line: str) -> TaughtCase | None:
    """The case on a line; None where it is not one."""
    try:
        values = json.loads(line)
        case = TaughtCase(**values)
        f"{case.question}{case.policy}{case.quote}".encode()  # what is no character can be in no question or clause
    except (ValueError, TypeError, RecursionError):
        return None
    texts = (case.question, case.policy, case.version, case.quote)
    good = all(isinstance(text, str) for text in texts) and all(type(n) is int for n in (case.start, case.end))
    return case if good and case.question.strip() and 0 <= case.start < case.end else None
