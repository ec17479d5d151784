"""The one seam under every front end: a question and a policy go in, a Reply comes out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.model import Document, Reply

Progress = Callable[[int, int, str], None]
"""Called with (done, total, policy id) while policies are being indexed."""


@dataclass(frozen=True, slots=True)
class PolicySummary:
    """What the manifest knows of a policy without loading its index."""

    id: str
    title: str
    company: str | None
    version: str
    language: str
    passages: int


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What bringing ``indexes/`` up to date with ``policies/`` did."""

    built: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    failed: tuple[tuple[Path, str], ...] = ()
    """Files that could not be read, each with its reason."""


class Chatbot:
    """Answers from one library of policies. Safe to share between threads."""

    def sync(self, progress: Progress | None = None) -> SyncReport:
        """Build what is missing or stale, drop what is gone. Cheap when nothing changed."""
        raise NotImplementedError

    def policies(self) -> tuple[PolicySummary, ...]:
        """Every policy in the library, by id."""
        raise NotImplementedError

    def document(self, policy: str) -> Document:
        """One policy's document. Raises UnknownPolicy, IndexDamaged."""
        raise NotImplementedError

    def suggestions(self, policy: str, limit: int = 4) -> tuple[str, ...]:
        """Standard questions that this policy answers, the surest first."""
        raise NotImplementedError

    def ask(self, question: str, policy: str | None = None, history: Sequence[str] = ()) -> Reply:
        """Answer from one policy, or with None from the one the question names, else from all of them.

        Raises QuestionError, UnknownPolicy, IndexDamaged.
        """
        raise NotImplementedError
