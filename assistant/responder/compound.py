"""The replies to the parts of a compound question, as one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.model import Abstention, Answer, Citation, Reply, SeeAlso

_CITATIONS = 3


def combine(question: str, replies: Sequence[tuple[str, Reply]]) -> Reply:
    """One reply to all parts, each given with its words: the first quote of each, and which parts are not covered."""
    if len(replies) == 1:
        return replies[0][1]
    answers = [(part, reply) for part, reply in replies if isinstance(reply, Answer)]
    if not answers:
        return _silence(question, [(part, reply) for part, reply in replies if isinstance(reply, Abstention)])
    first = answers[0][1]
    cited = _quotes((part, answer.citations) for part, answer in answers)
    silent = [(part, reply) for part, reply in replies if isinstance(reply, Abstention) and not _shown(reply, cited)]
    uncovered = tuple(part for part, _ in silent)
    see_also = tuple(near for _, reply in silent for near in reply.see_also[:1])
    confidence = min(answer.confidence for _, answer in answers)
    return Answer(question, first.document, tuple(cited), confidence, uncovered, see_also)


def _quotes(found: Iterable[tuple[str, Sequence[Citation]]]) -> list[Citation]:
    """The best quote of each part; a clause that answers two parts is quoted once, for the first of them."""
    cited: list[Citation] = []
    for part, citations in found:
        best = citations[0]
        if not any(_overlap(best, earlier) for earlier in cited):
            cited.append(replace(best, part=part))
    return cited[:_CITATIONS]


def _overlap(one: Citation, other: Citation) -> bool:
    return one.document is other.document and one.start < other.end and other.start < one.end


def _shown(reply: Abstention, cited: Iterable[Citation]) -> bool:
    """Whether the clause that comes closest is quoted for another part: it may well cover this one, too."""
    return any(_overlap(best, citation) for best in reply.closest[:1] for citation in cited)


def _silence(question: str, replies: Sequence[tuple[str, Abstention]]) -> Abstention:
    _, surest = max(replies, key=lambda pair: pair[1].confidence)
    see_also: list[SeeAlso] = []
    for _, reply in replies:
        see_also += [near for near in reply.see_also if near not in see_also]
    closest = _quotes((part, reply.closest) for part, reply in replies if reply.closest)
    return replace(surest, question=question, see_also=tuple(see_also[:3]), closest=tuple(closest))
