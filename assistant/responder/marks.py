"""The key words in a quote: those of the question and of what answered similar ones, and the duration asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.language.analyzer import tokens
from assistant.language.signs import ASKED, STATED
from assistant.model import Citation, Span
from assistant.retriever.question import Question

_MOST = 8
_HEAVY = 0.5
"""Of what answered similar questions, the stems of this weight at least are key words."""
_DURATION = re.compile(STATED["duration"], re.IGNORECASE)
_ASKS_DURATION = list(ASKED).index("how_long")


def marked(citation: Citation, question: Question, expansion: Mapping[str, float]) -> Citation:
    """A citation with its key words. ``expansion`` weighs the stems of the clauses that answered similar questions."""
    words = tokens(citation.quote, citation.document.language)
    asked = set(question.terms)
    found = [Span(t.start, t.end) for t in words if t.term in asked]
    if len(found) < _MOST:
        heavy = {stem for stem, weight in expansion.items() if weight >= _HEAVY} - asked
        found += [Span(t.start, t.end) for t in words if t.term in heavy]
    found = found[:_MOST]
    if question.asked[_ASKS_DURATION]:
        found = [Span(*match.span()) for match in _DURATION.finditer(citation.quote)] + found
    return replace(citation, highlights=_merged(found))


def _merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return tuple(merged)
