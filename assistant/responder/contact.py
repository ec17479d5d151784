"""Whether the clause on how to reach the company has what a question asks for: an address, a number, an officer."""

from __future__ import annotations

import re

_ASKED_AND_TOLD = tuple(
    (re.compile(asked, re.IGNORECASE), re.compile(told, re.IGNORECASE))
    for asked, told in (
        (r"\bdpo\b|\b(?:data|privacy) (?:protection )?officer\b", r"\bdpo\b|\bofficer\b"),
        (r"(?<!my )\b(?:tele)?phone number\b|\bnumber to call\b|\bphone you\b|\bcall you\b", r"\d{3}[ ).-]*\d{3,4}"),
        (r"\be-?mail (?:address )?(?:to|for|of|do)\b|\be-?mail you\b|\b(?:what|which)\b.{0,12} e-?mail\b", r"\w@\w"),
        (
            r"\bwhere\b(?!.*\b(?:data|info\w*|servers?|stor\w+|kept)\b).*\b(?:based|located|office|headquarter\w*|hq)\b"
            r"|\b(?:postal|street|mailing|office|company) address\b",
            r"\d{4,}|\bbox \d|\bstreet\b|\broad\b|\bavenue\b",
        ),
    )
)


def reaches(question: str, clause: str) -> bool:
    """Whether the clause has what the question asks for."""
    return any(asked.search(question) and told.search(clause) for asked, told in _ASKED_AND_TOLD)
