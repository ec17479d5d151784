"""The main topics of a privacy policy: a section about one of them seldom stands inside another section."""

from __future__ import annotations

import re

_MAIN = re.compile(
    "|".join(
        (
            r"how (?:do |does |can |will )?(?:we|i|you|the company)\b.*",
            r"(?:data |information )?(?:sharing|disclosure|disclosing)(?: (?:of|and|your|with)\b.*)?",
            r"(?:(?:your|the|our|this|personal|collected|customer|user) ){0,4}(?:data|information) "
            r"(?:sharing|disclosure|retention|security|transfers?)",
            r"who (?:we|do we|can|has|sees)\b.*",
            r"what (?:are )?your (?:choices|rights|options)\b.*",
            r"(?:(?:your|privacy|consumer|california|data|subject|protection|individual|user|gdpr|eu) ){0,4}"
            r"(?:rights|choices)"
            r"(?: (?:and|as|under|regarding)\b.*)?",
            r"(?:data )?(?:security|retention)(?: (?:policy|measures|of .*))?",
            r"(?:policies for |protecting )?(?:children|minors|kids)(?:[’']?s?)?"
            r"(?: (?:privacy|information|policy))?",
            r"(?:international|cross-border|overseas) .*transfers?.*",
            r"transfers? of .*",
            r"(?:notification of |policy |privacy policy )?(?:changes|updates|amendments|modifications?|revisions)"
            r"(?: (?:to|of|in) .*)?",
            r"contact(?:ing)?(?: (?:us|me|information|details|\w+))?",
            r"(?:inquiries|questions)\b.*",
            r"governing law\b.*",
            r"definitions",
            r"(?:links to )?(?:third[- ]party|other) (?:web ?)?sites",
            r"other important .*",
        )
    ),
    re.IGNORECASE,
)


def is_main(title: str) -> bool:
    """The title names one of the main topics."""
    bare = " ".join(title.split()).rstrip(" :.?!")
    return _MAIN.fullmatch(bare) is not None
