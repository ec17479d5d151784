"""Compound questions: "do you sell it, and how long do you keep it?" asks two things."""

from __future__ import annotations

import re

from assistant.language.analyzer import terms

MOST = 3
_WH = r"(?:(?:in|to|from|by|with|for|under|at|on) )?(?:(?:how|what|who|where|when)['’]?s?|whom|whose|why|which)"
_AUX = "do|does|did|can|could|will|would|am|may|must|should"
_WHO = r"i|you|u|we|they|he|she|it|my|your|ur|any(?:one|body)|some(?:one|body)"
_ASKS = (
    rf"{_WH}(?! (?:we|i)\b)|{_AUX}|(?:has|have)(?= (?:i|you|u|we|they|he|she|(?:\w+ ){{1,4}}been)\b)"
    r"|(?:is|are)(?! (?!\w*thing\b)\w+(?:ed|ing|[ai]ble)(?:\W*$| (?:4|and|as|at|by|for|from|in|n|of|on|to|with)\b))"
)
"""How a question begins; not "(who) has my data", "(who) is responsible", nor "(my house and) where I live"."""
_LATER = rf"(?:if|when|once|after)\b(?=[^?.;]*\b(?:{_AUX}) (?:{_WHO})\b)"
"""And how one does that begins with its condition: "when I leave do you keep it"."""
_AND = r"(?:and|n|nd|or|but|also|plus|&)"
_JOINT = re.compile(
    rf"(?<=[?!.;])\s+(?:(?:and|or|but|also|plus|then)\s+)?(?=[^\s(])"
    rf"|\s+[:;]-?[()DP|/]+(?=\s)"
    rf"|[,;]?\s+{_AND}\s+(?:(?:also|then)\s+)?(?=(?:{_ASKS})\b|{_LATER})"
    rf"|(?<!eg),\s+(?:{_AND}\s+)?(?=(?:{_ASKS})\b|{_LATER})",
    re.IGNORECASE,
)
"""Where one thing that is asked or told may end, a smiley included."""
_INVERTED = re.compile(rf"\b(?:{_AUX}) (?:{_WHO})\b", re.IGNORECASE)
_QUESTION = re.compile(rf"^\W*(?:{_WH}|{_AUX}|is|are|has|have)\b|{_INVERTED.pattern}|\?", re.IGNORECASE)
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
_REQUEST = re.compile(
    r"\b(?:tell|explain|show|list|give|know|understand|learn|find out|ask(?:ing)?|question)\b", re.IGNORECASE
)
_SENTENCE = 5
"""Words of a part that asks something though all of them are everyday ones: "where did you get it from"."""
_FILLER = re.compile(r"\W*(?:and|or|also|plus|but|then|ok|please|thanks|hi|hello|right|correct)?\W*", re.IGNORECASE)
_CONDITION = re.compile(r"^\W*(?:if|when|once|after|before|since|because|suppose)\b[^,?]*$", re.IGNORECASE)


def parts(question: str) -> tuple[str, ...]:
    """The questions in a question, at most MOST; the whole where it asks one thing.

    Each part must ask by itself and say something; a condition belongs to the question behind it, and so does what is
    told before it, or to the last one behind which nothing is asked.
    """
    pieces: list[list[str]] = []
    told: list[str] = []
    for piece in (found.strip() for found in _JOINT.split(question)):
        if _FILLER.fullmatch(piece):
            continue
        if not _QUESTION.search(piece):
            if _REQUEST.search(piece):
                return (question,)
            told.append(piece if piece[-1] in ".;!" else f"{piece},")
            continue
        asked = _shared(piece)
        if not all(map(_asks, asked)):
            return (question,)
        if pieces and _is_condition(pieces[-1][-1]):
            pieces[-1][-1] += ","
            pieces[-1] += [*told, asked.pop(0)]
        else:
            pieces.append([*told, asked.pop(0)])
        pieces += [[each] for each in asked]
        told = []
    if not 2 <= len(pieces) <= MOST:
        return (question,)
    pieces[-1] += told
    return tuple(map(" ".join, pieces))


def _is_condition(piece: str) -> bool:
    return _CONDITION.search(piece) is not None and not _INVERTED.search(piece)


def _shared(piece: str) -> list[str]:
    both = _SHARED.fullmatch(piece)
    return [both[1] + both[2], *_shared(f"{both[1]} {both[3]}")] if both else [piece]


def _asks(piece: str) -> bool:
    return _QUESTION.search(piece) is not None and (bool(terms(piece)) or len(piece.split()) >= _SENTENCE)
