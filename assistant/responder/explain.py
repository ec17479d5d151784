"""Why this clause was quoted: the words, the similar questions, the reader's score, and the features that counted."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import dataclass

from assistant.index.policy_index import PolicyIndex
from assistant.retriever.features import PASSAGE_FEATURES
from assistant.retriever.retriever import Ranking

_SHOWN = 3
_NEIGHBOURS = 5
_STEMS = 10
_REASONS = 6
_TELLS = 0.01
_WIDTH = 100
"""Columns of a line of figures."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A ranking that can be read."""

    ranking: Ranking
    index: PolicyIndex
    phrasing: Callable[[int], str]
    """Number of a banked phrasing to its words."""
    threshold: float

    def to_text(self) -> str:
        """Lines for a person; numbers as the program used them."""
        understood = self.ranking.understood
        neighbours = understood.neighbours
        near = list(zip(neighbours.phrasings.tolist(), neighbours.shares.tolist(), strict=True))[:_NEIGHBOURS]
        heavy = sorted(understood.expansion.items(), key=lambda pair: (-pair[1], pair[0]))[:_STEMS]
        lines = [
            f"question     {understood.question.text}",
            *self._taught(),
            f"its words    {' '.join(understood.question.terms) or '(none)'}",
            "similar questions",
            *(f"  {share:4.2f}  {self.phrasing(number)}" for number, share in near),
            "stems of the clauses that answered them",
            "  " + (", ".join(f"{stem} {weight:.2f}" for stem, weight in heavy) or "(none)"),
            f"confidence   {self.ranking.confidence:.2f} (quoted from {self.threshold:.2f} on)   "
            f"off-topic {self.ranking.off_topic:.2f}",
        ]
        for place in range(min(_SHOWN, len(self.ranking.hits))):
            lines += self._candidate(place)
        return "\n".join(lines)

    def _taught(self) -> list[str]:
        taught = self.ranking.taught
        return [f"taught       {taught.likeness:.2f}  {taught.case.question} → {taught.case.quote}"] if taught else []

    def _candidate(self, place: int) -> list[str]:
        hit = self.ranking.hits[place]
        passage = self.index.passages[hit.passage]
        words = " ".join(self.index.document.text[passage.start : passage.end].split())
        row = self.ranking.evidence.features[self.ranking.order[place]]
        values = ", ".join(f"{name}={value:.2f}" for name, value in zip(PASSAGE_FEATURES, row, strict=True))
        head = f"{place + 1}. {hit.score:.2f}  {words[:160]}"
        return [head, *_folded(values), *self._behind(place)]

    def _behind(self, place: int) -> list[str]:
        """The features that put the first candidate before a later one, with what each is worth."""
        if place == 0:
            return []
        ranking = self.ranking
        first, other = ranking.order[0], ranking.order[place]
        ahead = ranking.ranker.order.ahead(ranking.evidence, first, other)
        most = [n for n in sorted(range(len(ahead)), key=lambda n: -float(ahead[n])) if ahead[n] >= _TELLS][:_REASONS]
        own, best = ranking.evidence.features[other], ranking.evidence.features[first]
        named = (f"{PASSAGE_FEATURES[n]} {own[n]:.2f} against {best[n]:.2f} ({ahead[n]:+.2f})" for n in most)
        return _folded("behind the first by: " + (", ".join(named) or "(nothing that counts)"))


def _folded(words: str) -> list[str]:
    return textwrap.wrap(words, _WIDTH, initial_indent="   ", subsequent_indent="     ", break_on_hyphens=False)
