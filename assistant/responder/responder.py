"""Decides: quote, or say that the policy is silent, or that the question is about something else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.index.policy_index import PolicyIndex
from assistant.language.foreign import is_foreign
from assistant.model import MOST_QUOTES, Abstention, Answer, Citation, Hit, Reason, Reply, SeeAlso, headings
from assistant.responder.citations import citations
from assistant.retriever.retriever import Ranking

THRESHOLD = 0.45
"""Below this confidence nothing is quoted. A wrong quote counts three times a missed one: see docs/measurements.md."""
WORDS_THRESHOLD = 0.6
"""With the reader off: BM25 alone has less to tell what is wrong by."""
_OFF_TOPIC = 0.6
"""A question about the policy that is called none is a worse mistake than one about something else that is not."""
_DOUBTFUL = 0.2
"""From this chance of it on, what comes closest is not shown: it has a word in common, and no more."""
_NEAR = 0.005
"""Where it is this likely that a clause answers, its section is named for reading on; the first one always is."""
_SAID = 0.25
"""Where it is this likely that some clause answers, the policy is not called silent: the closest clauses are shown."""
_LITTLE = 0.1
"""Less is enough where the confidence in the first one is that much."""
_PART, _PARTS = 0.03, 3
"""A broad question has so many clauses at least that are this likely to answer it."""
_MOST = 0.6
"""A clause that is this likely answers alone."""
_TOGETHER = 0.75
"""So much of the chance a section must hold that is named for reading on."""
_SOME = 0.5
"""It is no more of the policy than this, and no more of it is quoted already."""


def respond(question: str, ranking: Ranking, index: PolicyIndex, threshold: float = THRESHOLD) -> Reply:
    """One policy's reply to one question."""
    if ranking.taught or (ranking.hits and ranking.confidence >= threshold):
        cited = tuple(citations(ranking, index))
        return Answer(question, index.document, cited, ranking.confidence, see_also=tuple(_more(ranking, cited, index)))
    if ranking.off_topic >= _OFF_TOPIC:
        return Abstention(question, index.document, Reason.OFF_TOPIC, ranking.confidence)
    chances = sum(hit.score for hit in ranking.hits)
    likely = chances >= _SAID or (chances >= _LITTLE and ranking.confidence >= _SAID)
    said = likely and ranking.off_topic < _DOUBTFUL and not _misread(question, index)
    closest = tuple(citations(ranking, index)) if said else ()
    nearby = tuple(_nearby(ranking.hits, index))
    return Abstention(question, index.document, Reason.NOT_COVERED, ranking.confidence, nearby, closest=closest)


def _more(ranking: Ranking, cited: Sequence[Citation], index: PolicyIndex) -> Iterable[SeeAlso]:
    """Of a broad question the section that most of the answer lies in, if it has more than what is quoted."""
    likely = [(hit.score, index.passages[hit.passage].section) for hit in ranking.hits if hit.score >= _PART]
    broad = ranking.understood.question.broad
    least = 1 if broad else _PARTS
    if ranking.taught or len(likely) < least or (likely[0][0] >= _MOST and not broad):
        return
    path = index.sections[likely[0][1]].path
    for depth in range(len(path), 0, -1):
        first, last = _run(index, likely[0][1], path[:depth])
        inside = [score for score, section in likely if first <= section <= last]
        if len(inside) >= least and sum(inside) >= _TOGETHER * sum(score for score, _ in likely):
            start, end = index.sections[first].start, index.sections[last].end
            quoted = sum(each.end - each.start for each in cited if start <= each.start < end)
            if end - start <= _SOME * len(index.document.text) and quoted <= _SOME * (end - start):
                yield SeeAlso(index.document, path[:depth], start, end)
            return


def _run(index: PolicyIndex, number: int, path: tuple[str, ...]) -> tuple[int, int]:
    """The first and the last of the sections around one that are under the same heading."""
    first = last = number
    while first and index.sections[first - 1].path[: len(path)] == path:
        first -= 1
    while last + 1 < len(index.sections) and index.sections[last + 1].path[: len(path)] == path:
        last += 1
    return first, last


def _misread(question: str, index: PolicyIndex) -> bool:
    return index.document.language == "en" and is_foreign(question)


def _nearby(hits: Iterable[Hit], index: PolicyIndex) -> Iterable[SeeAlso]:
    """The sections of the best hits, each once; what stands under no heading but the policy's title names none."""
    seen: set[tuple[str, ...]] = set()
    for hit in hits:
        if seen and hit.score < _NEAR:
            return
        section = index.sections[index.passages[hit.passage].section]
        if section.path not in seen and headings(index.document, section.path):
            seen.add(section.path)
            yield SeeAlso(index.document, section.path, section.start, section.end)
        if len(seen) == MOST_QUOTES:
            return
