"""The replies to the parts of a compound question, as one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.model import MOST_QUOTES, Abstention, Answer, Citation, Reason, Reply, SeeAlso
from assistant.responder.quote import holds, overlaps


def combine(question: str, replies: Sequence[tuple[str, Reply]]) -> Reply:
    """One reply to all parts, each given with its words: the first quote of each, and which parts are not covered."""
    if len(replies) == 1:
        return replies[0][1]
    answers = [(part, reply) for part, reply in replies if isinstance(reply, Answer)]
    if not answers:
        return _silence(question, [(part, reply) for part, reply in replies if isinstance(reply, Abstention)])
    cited = _quotes((part, answer.citations) for part, answer in answers)
    unsure = [(part, reply) for part, reply in replies if isinstance(reply, Abstention) and reply.closest]
    silent = [(part, reply) for part, reply in replies if isinstance(reply, Abstention) and not reply.closest]
    # What comes closest to one part may be quoted for another: it is not repeated, nor is it the answer to both.
    others = [(part, reply) for part, reply in unsure if not any(_same(reply.closest[0], each) for each in cited)]
    return Answer(
        question,
        answers[0][1].document,
        tuple(cited),
        min(answer.confidence for _, answer in answers),
        tuple(part for part, _ in silent),
        tuple(near for _, reply in silent for near in reply.see_also[:1]),
        tuple(_quotes((part, reply.closest) for part, reply in others)),
        tuple(part for part, _ in unsure),
    )


def _quotes(found: Iterable[tuple[str, Sequence[Citation]]]) -> list[Citation]:
    """The best quote of each part; a clause for two parts stands once, under both names, as widely as for either."""
    cited: list[Citation] = []
    for part, citations in found:
        same = next((place for place, each in enumerate(cited) if _same(citations[0], each)), None)
        if same is None:
            cited.append(replace(citations[0], part=part))
            continue
        wider = max(cited[same], citations[0], key=lambda each: each.end - each.start)
        cited[same] = replace(wider, part=f"{cited[same].part} / {part}")
    return cited


def _same(one: Citation, other: Citation) -> bool:
    """Whether one quote holds the other."""
    return overlaps(one, [other]) and (holds(one, other) or holds(other, one))


def _silence(question: str, replies: Sequence[tuple[str, Abstention]]) -> Abstention:
    not_covered = [reply for _, reply in replies if reply.reason is Reason.NOT_COVERED]
    surest = max(not_covered or [reply for _, reply in replies], key=lambda reply: reply.confidence)
    see_also: list[SeeAlso] = []
    for _, reply in replies:
        see_also += [near for near in reply.see_also if near not in see_also]
    closest = _quotes((part, reply.closest) for part, reply in replies if reply.closest)
    return replace(surest, question=question, see_also=tuple(see_also[:MOST_QUOTES]), closest=tuple(closest))
