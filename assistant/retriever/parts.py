"""Compound questions: "do you sell it, and how long do you keep it?" asks two things."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.language.analyzer import terms
from assistant.retriever.leaning import is_bare

MOST = 3
_WH = (
    r"(?:(?:in|to|from|by|with|for|under|at|on|of|within|during|until|since) )?"
    r"(?:(?:how|what|wh?[aou]t|who|where|when|wen)['’]?s?|whom|whose|why|which)"
)
_AUX = "do|does|did|can|could|will|would|am|may|must|should"
_WANTS = "rather|like|love|prefer|never|not|have|be|know"
_WHO = r"i|you|u|we|they|he|she|it|my|your|ur|any(?:one|body)|some(?:one|body)"
_ASKS = (
    rf"{_WH}(?! (?:we|i)\b)|am(?= i\b)|(?!am\b)(?:{_AUX})(?! (?:{_WANTS})\b)"
    r"|(?:has|have)(?= (?:i|you|u|we|they|he|she|(?:\w+ ){1,4}been)\b)"
    r"|(?:is|are)(?! (?!\w*thing\b)\w+(?:ed|ing|[ai]ble)(?:\W*$| (?:4|and|as|at|by|for|from|in|n|of|on|to|with)\b))"
)
"""How a question begins; not "(who) has my data", "(who) is responsible", nor "(my house and) where I live"."""
_LATER = rf"(?:if|when|once|after)\b(?=[^?.;]*\b(?:{_AUX}) (?:{_WHO})\b)"
"""And how one does that begins with its condition: "when I leave do you keep it"."""
_AND = r"(?:and|n|nd|but|also|plus|&)"
_END = r"(?<=[?!.;])(?<!\b[ei]\.[ge]\.)(?<!\b[dm][rs]\.)(?<!\bmrs\.)"
"""Behind a sentence, and not behind "e.g." or "Dr."."""
_JOINT = re.compile(
    rf"{_END}\s+(?:(?:and|but|also|plus|then)\s+)?(?=[^\s(])(?!(?:or|even|including|especially)\b)"
    rf"|\s+[:;]-?[()DP|/]+(?=\s)"
    rf"|[,;]?\s+{_AND}\s+(?:(?:also|then)\s+)?(?=(?:{_ASKS})\b|{_LATER})"
    rf"|(?<!eg),\s+(?:{_AND}\s+)?(?=(?:{_ASKS})\b|{_LATER})"
    rf"|,?\s+(?:or\s+)?(?={_WH} (?:{_AUX}|is|are) (?:{_WHO})\b)|,?\s+or\s+(?={_WH}\b)(?! \w+ (?:i|we)\b)",
    re.IGNORECASE,
)
"""Where one thing that is asked or told may end, a smiley included."""
_MAY_JOIN = re.compile(rf"[?!.;,:]\S*\s|\s(?:{_AND}|or|wh\w+|how|wen)(?:['’]?s)?\s", re.IGNORECASE)
"""Without any of these a question has one part; so much is seen ten times as fast."""
_INVERTED = re.compile(rf"\b(?:{_AUX}) (?:{_WHO})\b", re.IGNORECASE)
_QUESTION = re.compile(
    rf"^\W*(?:{_WH}|am i|(?!am\b)(?:{_AUX})|is|are|has|have)\b|{_INVERTED.pattern}|\?", re.IGNORECASE
)
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
_CONDITION = re.compile(
    rf"^\W*(?:(?:what )?if|when(?! (?:{_AUX}|is|are)\b)|once|after|before|since|because|suppose)\b[^,?]*$",
    re.IGNORECASE,
)


def parts(question: str) -> tuple[str, ...]:
    """The questions in a question, at most MOST; the whole where it asks one thing.

    Each part must say something; a question word alone goes with the part before it, and what is told goes with the one
    behind it.
    """
    if not _MAY_JOIN.search(question):
        return (question,)
    pieces: list[str] = []
    for told, piece in _told_and_asked(question):
        asked = _shared(piece)
        asked[0] = " ".join([*told, asked[0]])
        if any(map(_REQUEST.search, told)) or not all(map(_says_something, asked)):
            return (question,)
        if pieces and not told and not terms(piece) and is_bare(piece):
            pieces[-1] += f", {piece}"
        else:
            pieces += asked
    return tuple(pieces) if 2 <= len(pieces) <= MOST else (question,)


def _told_and_asked(question: str) -> Iterator[tuple[list[str], str]]:
    """Each thing that is asked, with what is told before it, conditions included; the last with what is told behind."""
    told: list[str] = []
    waiting: tuple[list[str], str] | None = None
    pieces = [piece.strip() for piece in _JOINT.split(question) if not _FILLER.fullmatch(piece)]
    for place, piece in enumerate(pieces):
        if _QUESTION.search(piece) and (place + 1 == len(pieces) or not _is_condition(piece)):
            if waiting:
                yield waiting
            waiting, told = (told, piece), []
        else:
            told.append(piece if piece[-1] in ".;!" else f"{piece},")
    if waiting:
        yield waiting[0], " ".join([waiting[1], *told])


def _is_condition(piece: str) -> bool:
    return _CONDITION.search(piece) is not None and not _INVERTED.search(piece)


def _says_something(piece: str) -> bool:
    return bool(terms(piece)) or len(piece.split()) >= _SENTENCE or is_bare(piece)


def only_tells(part: str) -> bool:
    """Whether a part would be no question without its question mark: "you keep a copy, right?"."""
    return not _QUESTION.search(part.replace("?", ""))


def _shared(piece: str) -> list[str]:
    both = _SHARED.fullmatch(piece)
    return [both[1] + both[2], *_shared(f"{both[1]} {both[3]}")] if both else [piece]
