"""The standard questions: what people ask of any policy, shipped as data; and what a policy says to them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache

from assistant import resources
from assistant.model import Answer, Citation, Document, Reply


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


@dataclass(frozen=True, slots=True)
class Coverage:
    """What one version of a policy says to each standard question."""

    document: Document
    replies: tuple[tuple[StandardQuestion, Reply], ...]

    @property
    def covered(self) -> int:
        """How many of the questions it answers."""
        return sum(isinstance(reply, Answer) for _, reply in self.replies)

    @property
    def uncertain(self) -> int:
        """How many more it is likely to answer, with no one clause that surely does."""
        return sum(not isinstance(reply, Answer) and bool(reply.closest) for _, reply in self.replies)


@dataclass(frozen=True, slots=True)
class Change:
    """A standard question that one version of a policy answers otherwise than another; None is no answer."""

    question: StandardQuestion
    before: Citation | None
    after: Citation | None


def first_citation(reply: Reply) -> Citation | None:
    """The best quote of a reply; None where there is none."""
    return reply.citations[0] if isinstance(reply, Answer) else None


def first_shown(reply: Reply) -> Citation | None:
    """The best quote of a reply, or the clause that comes closest; None where there is neither."""
    shown = reply.citations if isinstance(reply, Answer) else reply.closest
    return shown[0] if shown else None


def changes(before: Coverage, after: Coverage) -> tuple[Change, ...]:
    """The questions whose best quote has other words; one that only stands elsewhere has not changed."""
    pairs = zip(before.replies, after.replies, strict=True)
    return tuple(
        Change(question, first_citation(old), first_citation(new))
        for (question, old), (_, new) in pairs
        if (isinstance(old, Answer) or isinstance(new, Answer)) and _words(old) != _words(new)
    )


def _words(reply: Reply) -> list[str]:
    """A clause is not gone for being less sure."""
    shown = first_shown(reply)
    return shown.quote.split() if shown else []
