"""Compound questions: "do you sell it, and how long do you keep it?" asks two things."""

from __future__ import annotations

import re

from assistant.language.analyzer import terms

MOST = 3
_ASKS = r"(?:how|what|who|whom|whose|where|when|why|which|do|does|did|can|could|will|would|is|are|am|may|must|should|has|have)"
_JOINT = re.compile(
    rf"(?<=[?!.;])\s+(?=\S)|[,;]?\s+(?:and|or|but|also|plus|&)\s+(?:also\s+)?(?={_ASKS}\b)|,\s+(?={_ASKS}\b)",
    re.IGNORECASE,
)
_QUESTION = re.compile(rf"^\W*(?:{_ASKS})\b|\?", re.IGNORECASE)


def parts(question: str) -> tuple[str, ...]:
    """The questions in a question, at most MOST; the whole where it asks one thing.

    Each part must ask by itself and hold a content word; a pronoun's part keeps the words of the one before it.
    """
    pieces = [piece.strip() for piece in _JOINT.split(question) if piece.strip()]
    if not 2 <= len(pieces) <= MOST or not all(_QUESTION.search(piece) and terms(piece) for piece in pieces):
        return (question,)
    return tuple(pieces)
