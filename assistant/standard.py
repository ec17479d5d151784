"""The standard questions: what people ask of any policy, shipped as data."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache

from assistant import resources


@dataclass(frozen=True, slots=True)
class StandardQuestion:
    """A question that people ask of any policy."""

    topic: str
    text: str


@cache
def standard_questions() -> tuple[StandardQuestion, ...]:
    """All of them, in the order of a report."""
    data = json.loads((resources.DATA / "standard_questions.json").read_text(encoding="utf-8"))
    return tuple(StandardQuestion(**entry) for entry in data)
