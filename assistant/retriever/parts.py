"""Compound questions: "do you sell it, and how long do you keep it?" asks two things."""

from __future__ import annotations

import re

from assistant.language.analyzer import terms

MOST = 3
_ASKS = (
    r"(?:(?:in|to|from|by|with|for|under|at|on) )?(?:how|what|who|whom|whose|where|when|why|which)"
    r"|do|does|did|can|could|will|would|is|are|am|may|must|should|has|have"
)
_JOINT = re.compile(
    rf"(?<=[?!.;])\s+(?=\S)"
    rf"|[,;]?\s+(?:and|or|but|also|plus|&)\s+(?:(?:also|then)\s+)?(?=(?:{_ASKS})\b)"
    rf"|,\s+(?:(?:and|or|also|plus)\s+)?(?=(?:{_ASKS})\b)",
    re.IGNORECASE,
)
_QUESTION = re.compile(rf"^\W*(?:{_ASKS})\b|\?", re.IGNORECASE)
_FILLER = re.compile(r"\W*(?:and|or|also|plus|but|then|ok|please|thanks|hi|hello)?\W*", re.IGNORECASE)
_CONDITION = re.compile(r"^\W*(?:if|when|once|after|before|since|because|suppose)\b[^,?]*$", re.IGNORECASE)


def parts(question: str) -> tuple[str, ...]:
    """The questions in a question, at most MOST; the whole where it asks one thing.

    Each part must ask by itself and hold a content word; a condition belongs to the question behind it.
    """
    pieces: list[str] = []
    for piece in (found.strip() for found in _JOINT.split(question)):
        if _FILLER.fullmatch(piece):
            continue
        if pieces and _CONDITION.search(pieces[-1]):
            pieces[-1] = f"{pieces[-1]}, {piece}"
        else:
            pieces.append(piece)
    if not 2 <= len(pieces) <= MOST or not all(_QUESTION.search(piece) and terms(piece) for piece in pieces):
        return (question,)
    return tuple(pieces)
