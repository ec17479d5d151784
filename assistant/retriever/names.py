"""By which words a question may name a policy, or the company that it is of: in lower case, a word each."""

from __future__ import annotations

import re

from assistant.language.core import is_name
from assistant.model import Document

_GENERIC = frozenset(
    "privacy policy policies statement notice the of and data protection inc llc ltd limited gmbh corp company co "
    "legal information center centre our your technologies services service website app terms cookie chat group".split()
)
_SHORT = 2
"""A word of a policy's id with no more letters than this may be anything: "uk", "v2"."""


def policy_names(policy: str, company: str | None) -> frozenset[str]:
    """What a question may name a policy by: the words of its id, and the first one of its company."""
    words = re.findall(r"\w+", policy.lower()) + _first(company)
    return frozenset(word for word in words if len(word) > _SHORT) - _GENERIC


def company_names(document: Document) -> frozenset[str]:
    """What people may call the company that a policy is of.

    A word is a name where the policy's text always writes it with a capital; the first of its id may be one, too.
    """
    words = {*_first(document.company), *re.findall(r"[^\W_]+", document.id.lower())[:1]}
    return frozenset(each for each in words if is_name(each, document.text)) - _GENERIC


def _first(company: str | None) -> list[str]:
    """The first word of the company's name, if it is known."""
    return re.findall(r"\w+", (company or "").lower())[:1]
