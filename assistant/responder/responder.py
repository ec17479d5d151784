"""Decides: quote, or say that the policy is silent, or that the question is about something else."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.index.policy_index import PolicyIndex
from assistant.language.foreign import is_foreign
from assistant.model import Abstention, Answer, Hit, Reason, Reply, SeeAlso
from assistant.responder.citations import citations
from assistant.retriever.retriever import Ranking

THRESHOLD = 0.55
"""Below this confidence nothing is quoted. A wrong quote counts three times a missed one: see docs/measurements.md."""
WORDS_THRESHOLD = 0.6
"""With the reader off: BM25 alone has less to tell what is wrong by."""
_OFF_TOPIC = 0.5
_NEARBY = 3
_SAID = 0.25
"""Where it is this likely that some clause answers, the policy is not called silent: the closest clauses are shown."""


def respond(question: str, ranking: Ranking, index: PolicyIndex, threshold: float = THRESHOLD) -> Reply:
    """One policy's reply to one question."""
    if ranking.taught or (ranking.hits and ranking.confidence >= threshold):
        return Answer(question, index.document, tuple(citations(ranking, index)), ranking.confidence)
    if ranking.off_topic >= _OFF_TOPIC:
        return Abstention(question, index.document, Reason.OFF_TOPIC, ranking.confidence)
    said = sum(hit.score for hit in ranking.hits) >= _SAID and not _misread(question, index)
    closest = tuple(citations(ranking, index)) if said else ()
    nearby = tuple(_nearby(ranking.hits, index))
    return Abstention(question, index.document, Reason.NOT_COVERED, ranking.confidence, nearby, closest=closest)


def _misread(question: str, index: PolicyIndex) -> bool:
    return index.document.language == "en" and is_foreign(question)


def _nearby(hits: Iterable[Hit], index: PolicyIndex) -> Iterable[SeeAlso]:
    """The sections of the best hits, each once."""
    seen: set[int] = set()
    for hit in hits:
        number = index.passages[hit.passage].section
        section = index.sections[number]
        if number not in seen and section.path:
            seen.add(number)
            yield SeeAlso(index.document, section.path, section.start, section.end)
        if len(seen) == _NEARBY:
            return
