"""Whether a clause leads to the company, and has what a question asks for: an address, a number, an officer."""

from __future__ import annotations

import re

_ASKED_AND_TOLD = tuple(
    (re.compile(asked, re.IGNORECASE), re.compile(told, re.IGNORECASE))
    for asked, told in (
        (r"\bdpo\b|\b(?:data|privacy) (?:protection )?officer\b", r"\bdpo\b|\bofficer\b"),
        (
            r"\bphone number\b|\btelephone\b|\bnumber to call\b|\bphone (?:you|the)\b|\bcall you\b",
            r"\d{3}[ ).-]+\d{3,4}",
        ),
        (r"\be-?mail (?:address )?(?:to|for|of|do)\b|\be-?mail you\b|\b(?:what|which)\b.{0,12} e-?mail\b", r"\w@\w"),
        (
            r"\b(?:where|country)\b.{0,40}\b(?:based|located|office|headquarter\w*|hq)\b"
            r"|\b(?:your|the|postal|street|mailing|office|company) address\b",
            r"\bbox \d|\b(?:street|st|road|rd|avenue|ave|boulevard|blvd|square)\b|(?:gatan|stra(?:ß|ss)e)\b"
            r"|(?<![\d-])\d{5}(?![\d-])|\b\d{3} \d\d\b|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b",
        ),
    )
)
_OF_DATA = re.compile(
    r"\bmy\b|\bdata\b(?! (?:protection|request))|\binfo|\bservers?\b|\bphotos?\b|\baccounts?\b|\brequired\b"
    r"|\bsign(?:ing)? up\b|\b(?:you|u|they|it) (?:\w+ )?(?:collect|store|share|sell|keep|use|need|require|want|ask)\b",
    re.IGNORECASE,
)
"""What is kept, and where, is no matter of how to reach the company."""
_WAY = re.compile(
    r"@|://|\bwww\.|\w\.[a-z]{2,}\b|\d{3}[ ).-]+\d{3}"
    r"|\b(?:contact|reach|write|writing|send|e-?mail|mail|call|phone|visit|ask|form|here)",
    re.IGNORECASE,
)
"""An e-mail address, a page, a telephone number; or words that say how, behind which a link may stand."""
_ADDRESS_PARTS = 3
"""A postal address that a letter arrives at has at least a name, a street and a town."""


def reaches(question: str, clause: str) -> bool:
    """Whether the clause has what the question asks for."""
    return not _OF_DATA.search(question) and any(
        asked.search(question) and told.search(clause) for asked, told in _ASKED_AND_TOLD
    )


def leads_there(clause: str) -> bool:
    """Whether the company can be reached by this clause alone: not by one line of an address ("D04 X2K5,")."""
    parts = [part for part in re.split(r"[,\n]", clause) if part.strip()]
    return len(parts) >= _ADDRESS_PARTS or _WAY.search(clause) is not None
