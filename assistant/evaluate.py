"""A question set against a chatbot: how often it is right, how it goes wrong, and whether it knows how sure it is.

An answered question is right when its first quote is (see ``judging``), an unanswerable one when the chatbot abstains.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import TypeVar

from assistant.chatbot import Chatbot
from assistant.errors import AssistantError
from assistant.judging import is_right, words
from assistant.model import Answer, Citation, Reply
from assistant.questions import Gold

_Each = TypeVar("_Each")

FIRST = 3
"""Quotes of an answer that count for hit@3."""
_BINS = 10
"""Tenths of the confidence."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the chatbot made of one question."""

    gold: Gold
    citations: tuple[Citation, ...] = ()
    """None of them: it abstained."""
    hits: tuple[bool, ...] = ()
    """Which of the first FIRST quotes are right."""
    closest: tuple[bool, ...] = ()
    """Which of an abstention's closest clauses are right."""
    confidence: float = 0.0
    error: str | None = None
    """Why it could not be asked; such a question counts as wrong."""

    @property
    def right(self) -> bool:
        """A right first quote, or an abstention where the policy is silent."""
        if self.error is not None:
            return False
        return any(self.hits[:1]) if self.gold.answerable else not self.citations


@dataclass(frozen=True, slots=True)
class Scores:
    """Shares from 0 to 1 over a question set; None where there is nothing to share out."""

    accuracy: float
    wrong: float
    """Answered, but wrongly, or answered what the policy does not say."""
    hit_1: float | None
    hit_3: float | None
    abstain: float | None
    """Abstentions among the unanswerable."""
    near_miss: float | None
    off_topic: float | None
    missed: float | None
    """Abstentions among the answerable."""
    closest: float | None
    """Of these, those with a right clause among the closest."""
    unsure: float | None
    """Of the abstentions among the unanswerable, those that show closest clauses all the same."""
    macro: float
    """Mean of the policies' accuracies."""
    length: float | None
    """Mean characters of the first quote."""
    verbatim: float | None
    """Quotes that are the policy's text at their span."""
    errors: int
    questions: int
    policies: Mapping[str, tuple[float, int]]
    """Policy to accuracy and number of questions."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers of about the same confidence: calibrated when ``said`` and ``right`` agree."""

    low: float
    high: float
    answers: int
    said: float
    """Mean confidence."""
    right: float
    """Share of them whose first quote is right."""


def strangers(chatbots: Mapping[str, Chatbot], questions: Iterable[Gold]) -> Iterator[tuple[Gold, str]]:
    """The gold clauses that do not stand in their policy, which may have changed: do not trust what they mark."""
    texts: dict[str, str] = {}
    for gold in questions:
        if gold.policy in chatbots:
            if gold.policy not in texts:
                texts[gold.policy] = _spaced(chatbots[gold.policy].document(gold.policy).text)
            yield from ((gold, clause) for clause in gold.clauses if _spaced(clause) not in texts[gold.policy])


def _spaced(text: str) -> str:
    return f" {' '.join(words(text))} "


def run(chatbots: Mapping[str, Chatbot], questions: Iterable[Gold]) -> Iterator[Outcome]:
    """Ask every question. ``chatbots`` says who knows which policy, by the policy's id."""
    for gold in questions:
        yield _ask(chatbots.get(gold.policy), gold)


def _ask(chatbot: Chatbot | None, gold: Gold) -> Outcome:
    if chatbot is None:
        return Outcome(gold, error=f"no policy {gold.policy!r}")
    try:
        reply = chatbot.ask(gold.question, gold.policy, gold.history)
    except AssistantError as error:
        return Outcome(gold, error=str(error))
    return judge(gold, reply)


def judge(gold: Gold, reply: Reply) -> Outcome:
    """One reply held against the gold."""
    citations = reply.citations if isinstance(reply, Answer) else ()
    hits = tuple(is_right(citation.quote, gold) for citation in citations[:FIRST])
    closest = () if citations else tuple(is_right(clause.quote, gold) for clause in reply.closest)
    return Outcome(gold, citations, hits, closest, reply.confidence)


def score(outcomes: Sequence[Outcome]) -> Scores:
    """The figures over at least one outcome."""
    answered = [each for each in outcomes if each.citations]
    answerable = [each for each in outcomes if each.gold.answerable]
    silent = [each for each in outcomes if not each.gold.answerable]
    quotes = [citation for each in answered for citation in each.citations]
    policies = {}
    for policy in sorted({each.gold.policy for each in outcomes}):
        marks = [each.right for each in outcomes if each.gold.policy == policy]
        policies[policy] = (fmean(marks), len(marks))
    return Scores(
        accuracy=fmean(each.right for each in outcomes),
        wrong=fmean(not each.right and (bool(each.citations) or each.error is not None) for each in outcomes),
        hit_1=_share(answerable, lambda each: any(each.hits[:1])),
        hit_3=_share(answerable, lambda each: any(each.hits)),
        abstain=_share(silent, _abstained),
        near_miss=_share([each for each in silent if each.gold.kind == "near-miss"], _abstained),
        off_topic=_share([each for each in silent if each.gold.kind == "off-topic"], _abstained),
        missed=_share(answerable, _abstained),
        closest=_share([each for each in answerable if _abstained(each)], lambda each: any(each.closest)),
        unsure=_share([each for each in silent if _abstained(each)], lambda each: bool(each.closest)),
        macro=fmean(accuracy for accuracy, _ in policies.values()),
        length=_share(answered, lambda each: len(each.citations[0].quote)),
        verbatim=_share(quotes, lambda quote: quote.document.text[quote.start : quote.end] == quote.quote),
        errors=sum(each.error is not None for each in outcomes),
        questions=len(outcomes),
        policies=policies,
    )


def _abstained(outcome: Outcome) -> bool:
    return not outcome.citations and outcome.error is None


def _share(these: Sequence[_Each], value: Callable[[_Each], float]) -> float | None:
    return fmean(map(value, these)) if these else None


def reliability(outcomes: Iterable[Outcome]) -> list[Bin]:
    """The answers by tenths of their confidence, the least sure first; tenths without an answer are left out."""
    bins: dict[int, list[Outcome]] = {}
    for each in outcomes:
        if each.citations:
            bins.setdefault(min(_BINS - 1, int(_BINS * each.confidence)), []).append(each)
    return [
        Bin(
            low=tenth / _BINS,
            high=(tenth + 1) / _BINS,
            answers=len(these),
            said=fmean(each.confidence for each in these),
            right=fmean(each.right for each in these),
        )
        for tenth, these in sorted(bins.items())
    ]


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """Expected calibration error: how far confidence and truth are apart, averaged over the answers."""
    total = sum(each.answers for each in bins)
    return sum(each.answers * abs(each.said - each.right) for each in bins) / total if total else None
