"""Whether a question leans on another one: it goes on like a continuation, or points at what it does not name."""

from __future__ import annotations

import re

from assistant.language.analyzer import tokens

_CONTINUES = (
    r"and|n|nd|&|but|or|so|also|then|always|even (?:if|when)|only|same (?:for|with|goes)|what about|how about|what if"
    r"|what happens (?:if|when|then|to (?:it|them|that))|which ones?|who else|what else|where else|anything else"
    r"|anyone else|any others?|such as|like (?:what|who|which)|since when|until when|for (?:what|how|who)|with whom"
    r"|(?:to|by|from) (?:whom|who)|under what|in what case|is (?:that|this|it)|are (?:they|those|these)"
    r"|not (?:what|if|when|even|that)|do (?:they|those|these)"
    r"|(?:does|can|will|could|would|is|has|did) (?:that|this|it|they)|really|meaning"
)
_ALONE = (
    r"why(?: not| so| is that)?|how (?:so|much|many|often|soon|fast|quick(?:ly)?|come|old|exactly)|how long(?: for)?"
    r"|how|where(?: to)?|when|by when|who|which|what for|(?:what|where|when|who|which) exactly"
    r"|(?:to|by|from|with|for) (?:who|whom|what|which)(?: exactly)?"
)
_OPENS = re.compile(rf"^\W*(?:(?:{_CONTINUES})(?!\w)|(?:{_ALONE})\W*$)", re.IGNORECASE)
_POINTS = re.compile(
    r"\b(?:it|its|that|this|those|these|them|em|they|their|there|then|he|him|she|his|hers?|ones?|such|same|else"
    r"|(?:if|when|once|unless|and) i do|i don'?t)\b"
    r"|\b(?:too|as well|either|after(?:wards?)?|instead|anyways?|tho(?:ugh)?)\W*$",
    re.IGNORECASE,
)
_ADDRESSES = re.compile(r"\b(?:you|u|your|ur|my|me)\b", re.IGNORECASE)
"""Who asks this of the company, or of what is theirs, may have named all there is to name: "do you sell?"."""
_NAMES_BACK = re.compile(
    r"\b(?:them|they|those|these|its?|that|this)\b"
    r"(?! (?:policy|app|site|website|service|page|possible|true|ok|okay|safe to))",
    re.IGNORECASE,
)
_BARE = re.compile(rf"\W*(?:{_ALONE})\W*", re.IGNORECASE)
_PARTICLE = re.compile(r"(?<=\w) (?:in|off|out|up)\b", re.IGNORECASE)
"""It belongs to the verb before it."""
_LETTER = re.compile(r"[^\W\d_]")
_BRIEF, _FEW = 2, 4
"""So few content words name no subject of their own, or may point at one that was named."""
_LONG = 16
"""So many words say what they are about."""


def depends(question: str) -> bool:
    """Whether a question may lean on an earlier one: it says that it does, or is too brief to say what it is about."""
    content = tokens(question)
    if not _LETTER.search(question):
        return False
    brief = len(content) <= _BRIEF and not _ADDRESSES.search(question)
    return not content or brief or leans(question)


def leans(question: str) -> bool:
    """Whether a question opens like a continuation, or points at what it does not name."""
    points = len(tokens(question)) <= _FEW and _POINTS.search(question) is not None
    return len(question.split()) <= _LONG and (points or _OPENS.search(question) is not None)


def names_back(part: str) -> bool:
    """Whether a part of a question may mean a thing that a part before it names: "can I turn that off?"."""
    return len(tokens(part)) <= _FEW and _NAMES_BACK.search(part) is not None


def is_bare(part: str) -> bool:
    """Whether a part of a question is a question word alone, and says nothing without the part before it."""
    return _BARE.fullmatch(part) is not None


def is_keywords(question: str) -> bool:
    """Whether a question is a few words for a search box, and no sentence: "law enforcement", "opt out"."""
    return len(tokens(question)) == len(_PARTICLE.sub("", question).split())
