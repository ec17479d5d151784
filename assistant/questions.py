"""Question sets for an evaluation: JSON Lines of questions with the clauses that answer them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.errors import QuestionSetError

_NEEDED: dict[str, type] = {"id": str, "policy": str, "question": str, "answerable": bool, "evidence": list}
_MAY = {"also_ok": list, "history": list, "must_contain": str}
_KINDS = {str: "a text", bool: "true or false", list: "a list"}


@dataclass(frozen=True, slots=True)
class Gold:
    """One question with what a fair judge accepts as its answer."""

    id: str
    policy: str
    question: str
    clauses: tuple[str, ...]
    """Clauses that answer, verbatim, the best first; none where the policy is silent."""
    answerable: bool
    must_contain: str | None = None
    """A fact that the quote must hold."""
    kind: str | None = None
    """Of an unanswerable question: ``near-miss`` or ``off-topic``."""
    history: tuple[str, ...] = ()
    where: str = field(default="", compare=False)
    """File and line that it was read from."""


def load(paths: Iterable[Path]) -> list[Gold]:
    """The questions of some JSON Lines files. Raises QuestionSetError, which names file and line."""
    questions = []
    for path in paths:
        try:
            lines = path.read_text(encoding="utf-8-sig").split("\n")  # JSON may hold what else splitlines breaks at
        except FileNotFoundError as error:
            raise QuestionSetError(f"{path}: does not exist") from error
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else error
            raise QuestionSetError(f"{path}: cannot be read: {reason}") from error
        questions += [_gold(line, f"{path}, line {number}") for number, line in enumerate(lines, 1) if line.strip()]
    if not questions:
        raise QuestionSetError("no questions")
    return questions


def _gold(line: str, where: str) -> Gold:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise QuestionSetError(f"{where}: is not JSON: {error}") from error
    except RecursionError as error:
        raise QuestionSetError(f"{where}: brackets stand too deep in each other") from error
    wrong = next(_mistakes(row), "")
    if wrong:
        raise QuestionSetError(f"{where}: {wrong}")
    return Gold(
        id=row["id"],
        policy=row["policy"],
        question=row["question"],
        clauses=tuple(each["quote"] for each in (*row["evidence"], *(row.get("also_ok") or ()))),
        answerable=row["answerable"],
        must_contain=row.get("must_contain"),
        kind=row.get("unans_kind"),
        history=tuple(row.get("history") or ()),
        where=where,
    )


def _mistakes(row: Any) -> Iterator[str]:
    """What is wrong with a line, the worst first: only that is to be asked for, since what follows leans on it."""
    if not isinstance(row, dict):
        yield "is not a JSON object"
    for name, kind in _NEEDED.items():
        if not isinstance(row.get(name), kind):
            wrong = f"“{name}” is not {_KINDS[kind]}" if name in row else f"has no “{name}”"
            yield f"{wrong}; a question needs {', '.join(_NEEDED)}"
    for name, kind in _MAY.items():
        if not isinstance(row.get(name) or kind(), kind):
            yield f"“{name}” is not {_KINDS[kind]}"
    if not all(isinstance(each, str) for each in row.get("history") or ()):
        yield "“history” is to be a list of questions"
    clauses = [*row["evidence"], *(row.get("also_ok") or ())]
    if not all(isinstance(each, dict) and isinstance(each.get("quote"), str) for each in clauses):
        yield "each of “evidence” and “also_ok” is to be an object with a “quote”"
