"""A chatbot over a real library that answers by shared words: quick, without a model, and slow on demand."""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from assistant.chatbot import Chatbot
from assistant.errors import QuestionError
from assistant.index.policy_index import PolicyIndex
from assistant.index.store import Store
from assistant.indexer.library import Library
from assistant.model import Abstention, Answer, Citation, Excerpt, Reason, Reply, SeeAlso, Span
from assistant.retriever.retriever import Retriever


class WordChatbot(Chatbot):
    """Quotes the passage that shares most words with the question."""

    def __init__(self, policies: Path, indexes: Path) -> None:
        super().__init__(Library(policies, Store(indexes), None), cast(Retriever, None))
        self.gate = threading.Event()
        """Cleared, it holds every answer back."""
        self.gate.set()
        self.asked: list[tuple[str, str | None, Sequence[str]]] = []

    def suggestions(self, policy: str, limit: int = 4) -> tuple[str, ...]:
        self.index(policy)
        return ("Do you sell my data?", "How long do you keep it?")[:limit]

    def ask(self, question: str, policy: str | None = None, history: Sequence[str] = ()) -> Reply:
        self.asked.append((question, policy, history))
        self.gate.wait()
        if not question.strip():
            raise QuestionError("the question is empty")
        names = [policy] if policy else [each.id for each in self.policies()]
        found = max((_best(question, self.index(name)) for name in names), key=lambda citation: citation.score)
        document = self.index(policy).document if policy else None
        if found.score < 2:
            near = (SeeAlso(found.document, found.section, found.start, found.end),)
            return Abstention(question, document, Reason.NOT_COVERED, 0.1, near, found)
        return Answer(question, document, (found,), 0.8)


def _best(question: str, index: PolicyIndex) -> Citation:
    asked = set(re.findall(r"\w{3,}", question.lower()))
    text = index.document.text

    def shared(start: int, end: int) -> int:
        return len(asked & set(re.findall(r"\w{3,}", text[start:end].lower())))

    passage = max(index.passages, key=lambda each: shared(each.start, each.end))
    lead = passage.lead_in
    return Citation(
        index.document,
        index.sections[passage.section].path,
        passage.start,
        passage.end,
        text[passage.start : passage.end],
        Excerpt(text[lead.start : lead.end], lead.start, lead.end) if lead else None,
        (Span(0, 1),),
        score=shared(passage.start, passage.end),
    )
