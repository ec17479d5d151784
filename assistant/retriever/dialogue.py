"""What a policy has for a question as people ask it: in parts, in a conversation, in words that were taught."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from weakref import WeakKeyDictionary

from assistant.index.policy_index import PolicyIndex
from assistant.language.analyzer import stem
from assistant.language.core import to_you
from assistant.retriever.conversation import in_context
from assistant.retriever.leaning import depends, is_bare, is_keywords, leans, names_back
from assistant.retriever.names import company_names
from assistant.retriever.parts import only_tells, parts
from assistant.retriever.question import Understood
from assistant.retriever.retriever import Ranking, Retriever
from assistant.retriever.taught import CONFIDENCE, Asked, Taught, TaughtCases

_RECENT = 2
"""Earlier questions whose clauses a follow-up is held against."""
_SURE_ALONE, _TOLD = 0.8, 2
"""A question of so many terms that is answered so surely is asked for itself; chosen on written conversations."""
_SURE_SENTENCE, _SENTENCE = 0.9, 6
"""One of fewer terms, but so many words, must be this sure: "how old do I have to be"."""
_SURE_PLAINER = 0.7
"""How sure an answer is at least to a question without the words that nobody knows; chosen on questions with names."""


class Dialogue:
    """Ranks what is asked, and not only what is written. Safe to share between threads."""

    def __init__(self, retriever: Retriever, taught: TaughtCases, threshold: float) -> None:
        self._retriever = retriever
        self._taught = taught
        self._threshold = threshold
        self._called: WeakKeyDictionary[PolicyIndex, frozenset[str]] = WeakKeyDictionary()

    def ranked(self, question: str, index: PolicyIndex, history: Sequence[str]) -> list[tuple[str, Ranking]]:
        """The parts of a question's core, each as it is understood in its conversation, and what the policy has."""
        text, pieces = in_context(question, history), self._parts(question, index)
        first = self.rank(pieces[0], index)
        stands = text == question or self._stands(pieces[0], first)
        if not stands or (text != question and leans(question)):
            leaning = self._rank_leaning(text, question, index, self._quoted(history, index))
            if not stands or leaning.confidence > first.confidence:
                return [(text, leaning)]
        if len(pieces) > 1 and self.is_taught(question, index):
            return [(question, self.rank(question, index))]
        others = [(part, self.rank_part(part, pieces[:number], index)) for number, part in enumerate(pieces) if number]
        return [(pieces[0], first), *others]

    def _parts(self, question: str, index: PolicyIndex) -> tuple[str, ...]:
        """The parts of a question; what is told with a question mark is one if the policy has an answer to it."""
        pieces = list(parts(question))
        for place in range(len(pieces) - 2, -1, -1):
            piece = pieces[place]
            if only_tells(piece) and self.rank(piece, index).confidence < self._threshold:
                pieces[place : place + 2] = [f"{piece} {pieces[place + 1]}"]
        return tuple(pieces)

    def rank_part(self, part: str, before: Sequence[str], index: PolicyIndex) -> Ranking:
        """What is surer: the part alone, or with the parts before it, which its "it" may or may not mean.

        "How often", alone, asks nothing.
        """
        bare = bool(before) and is_bare(part)
        readings = [] if bare else [self.rank(part, index)]
        elsewhere = bool(before) and not bare and readings[0].confidence < self._threshold and depends(part)
        if bare or (before and names_back(part)) or elsewhere:
            readings.append(self._rank_leaning(in_context(part, before), part, index))
        return max(readings, key=lambda ranking: ranking.confidence)

    def rank(self, text: str, index: PolicyIndex) -> Ranking:
        """What the policy has for one question that stands by itself."""
        understood = self._understand(text, index)
        ranking = self._retriever.rank(understood, index)
        taught = self._find_taught(understood, index)
        return _with_taught(ranking, taught) if taught else self._plainer(ranking, index)

    def is_taught(self, question: str, index: PolicyIndex) -> bool:
        """Whether a question as a whole was taught of a policy."""
        return bool(self._taught.usable()) and self._find_taught(self._understand(question, index), index) is not None

    def _rank_leaning(
        self, text: str, alone: str, index: PolicyIndex, quoted: frozenset[int] = frozenset()
    ) -> Ranking:
        """The same for one with what it leans on; ``alone`` is it without."""
        understood, bare = self._understand(text, index), self._understand(alone, index)
        ranking = self._retriever.rank(understood, index, bare, quoted)
        taught = self._find_taught(bare, index) or self._find_taught(understood, index)
        return _with_taught(ranking, taught) if taught else ranking

    def _stands(self, question: str, alone: Ranking) -> bool:
        """Whether what seems to be a follow-up is answered by itself.

        Any keyword may be, but "can I refuse" is not, nor what leans and names nothing: "how long are they kept".
        """
        asked = alone.understood.question
        told = is_keywords(question) or len(asked.terms) >= _TOLD
        sentence = len(question.split()) >= _SENTENCE and alone.confidence >= _SURE_SENTENCE
        if leans(question):
            return told and not asked.general and alone.confidence >= _SURE_ALONE
        return sentence or (told and alone.confidence >= self._threshold)

    def _quoted(self, history: Sequence[str], index: PolicyIndex) -> frozenset[int]:
        """The passages that answered the last questions of a conversation: a follow-up asks for something else."""
        recent = history[-_RECENT:]
        rankings = [self.rank(in_context(asked, recent[:place]), index) for place, asked in enumerate(recent)]
        return frozenset(r.hits[0].passage for r in rankings if r.hits and r.confidence >= self._threshold)

    def _plainer(self, ranking: Ranking, index: PolicyIndex) -> Ranking:
        """A ranking, or where it has no answer the one without the question's strange words, if that is sure."""
        if ranking.confidence >= self._threshold:
            return ranking
        question = ranking.understood.question
        plain = question.without_strange(index.clauses.vocabulary)
        if plain == question.text:
            return ranking
        plainer = self._retriever.rank(self._understand(plain, index), index)
        return plainer if plainer.confidence >= _SURE_PLAINER else ranking

    def _understand(self, question: str, index: PolicyIndex) -> Understood:
        vocabulary, language = index.clauses.vocabulary, index.document.language

        def known(word: str) -> bool:
            return stem(word, language) in vocabulary or self._taught.knows(word)

        return self._retriever.understand(to_you(question, self._names(index)), known)

    def _names(self, index: PolicyIndex) -> frozenset[str]:
        """``company_names``, which are looked for in the whole text, and so only once."""
        if index not in self._called:
            self._called[index] = company_names(index.document)
        return self._called[index]

    def _find_taught(self, understood: Understood, index: PolicyIndex) -> Taught | None:
        return self._taught.find(_asked(understood), index, lambda asked: _asked(self._understand(asked, index)))


def _asked(understood: Understood) -> Asked:
    reading = understood.reading
    return Asked(frozenset(understood.question.terms), reading.vector if reading else None)


def _with_taught(ranking: Ranking, taught: Taught) -> Ranking:
    return replace(ranking, confidence=max(ranking.confidence, CONFIDENCE), off_topic=0.0, taught=taught)
