"""Compound questions: "do you sell it, and how long do you keep it?" asks two things."""

from __future__ import annotations

import re

from assistant.language.analyzer import terms

MOST = 3
_ASKS = (
    r"(?:(?:in|to|from|by|with|for|under|at|on) )?(?:(?:how|what|who|where|when)['’]?s?|whom|whose|why|which)"
    r"|do|does|did|can|could|will|would|is|are|am|may|must|should|has|have"
)
_JOINT = re.compile(
    rf"(?<=[?!.;])\s+(?:(?:and|but|also|plus|then)\s+)?(?=\S)"
    rf"|[,;]?\s+(?:and|or|but|also|plus|&)\s+(?:(?:also|then)\s+)?(?=(?:{_ASKS})\b)"
    rf"|,\s+(?:(?:and|or|also|plus)\s+)?(?=(?:{_ASKS})\b)",
    re.IGNORECASE,
)
_QUESTION = re.compile(rf"^\W*(?:{_ASKS})\b|\?", re.IGNORECASE)
_DO = (
    "get|see|view|read|fix|correct|change|update|delete|remove|erase|stop|turn|block|download|export|copy|move|transfer|take"
    "|keep|sell|share|send|use|limit|restrict|object|opt|complain|contact|withdraw|close|cancel"
)
_CLAUSE = "who|what|how|why|when|where|which|whether|if|to|before|that|and|i|you|u|we|they"
_SHARED = re.compile(
    r"(\W*(?:(?:how|where) )?(?:can|could|may|do|will|would) (?:i|we|you|u|they))"
    rf"( (?:{_DO})(?: (?!(?:{_CLAUSE})\b)\S+){{2,8}})"
    rf" and (?:(?:also|then) )?((?:{_DO})\b.+)",
    re.IGNORECASE | re.DOTALL,
)
"""Two things asked with one "can I": "can I get a copy of my data and fix my name?"; not "how you use and share it"."""
_REQUEST = re.compile(r"\b(?:tell|explain|show|list|give|want|need|like|know|ask(?:ing)?|question)\b", re.IGNORECASE)
_SENTENCE = 5
"""Words of a part that asks something though all of them are everyday ones: "where did you get it from"."""
_FILLER = re.compile(r"\W*(?:and|or|also|plus|but|then|ok|please|thanks|hi|hello)?\W*", re.IGNORECASE)
_CONDITION = re.compile(r"^\W*(?:if|when|once|after|before|since|because|suppose)\b[^,?]*$", re.IGNORECASE)


def parts(question: str) -> tuple[str, ...]:
    """The questions in a question, at most MOST; the whole where it asks one thing.

    Each part must ask by itself and say something; a condition belongs to the question behind it, and what is told
    before the first question to that.
    """
    pieces: list[str] = []
    told: list[str] = []
    for piece in (found.strip() for found in _JOINT.split(question)):
        if _FILLER.fullmatch(piece):
            continue
        if not pieces and not _QUESTION.search(piece):
            told.append(piece if piece[-1] in ".;!" else f"{piece},")
        elif pieces and _CONDITION.search(pieces[-1]):
            pieces[-1] = f"{pieces[-1]}, {piece}"
        else:
            pieces += _shared(piece)
    if not 2 <= len(pieces) <= MOST or not all(map(_asks, pieces)) or any(map(_REQUEST.search, told)):
        return (question,)
    return (" ".join([*told, pieces[0]]), *pieces[1:])


def _shared(piece: str) -> list[str]:
    both = _SHARED.fullmatch(piece)
    return [both[1] + both[2], *_shared(f"{both[1]} {both[3]}")] if both else [piece]


def _asks(piece: str) -> bool:
    return _QUESTION.search(piece) is not None and (bool(terms(piece)) or len(piece.split()) >= _SENTENCE)
