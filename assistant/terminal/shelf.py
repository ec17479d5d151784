"""What is told of a policy beside its words: a name that no other one has, and a line that its file has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from assistant.model import Document
from assistant.render import line_in, section, title
from assistant.render.sentences import NO_HEADING
from assistant.terminal.exchange import Place

if TYPE_CHECKING:
    from assistant.chatbot import PolicySummary


class Shelf:
    """Knows the policies of the library; one shelf is shared by all that names them."""

    def __init__(self) -> None:
        self.files: dict[str, str] = {}
        """Name of the original by the policy's id."""
        self._alike: frozenset[str] = frozenset()

    def fill(self, policies: Iterable[PolicySummary]) -> None:
        """Learn which policies there are."""
        held = tuple(policies)
        count = Counter(_folded(each.title) for each in held)
        self.files = {each.id: each.file for each in held}
        self._alike = frozenset(_folded(each.title) for each in held if count[_folded(each.title)] > 1)

    def name(self, policy: PolicySummary | Document) -> str:
        """Its title; with its id where another policy has the same title."""
        return policy.title + self._apart(policy)

    def full_name(self, document: Document) -> str:
        """Its title, with company and date, and likewise."""
        return title(document) + self._apart(document)

    def place(self, place: Place, named: bool = False) -> str:
        """The section, and the line where the file has that; after the policy's name if ``named``."""
        policy = f"{self.full_name(place.document)}: " if named else ""
        line = line_in(place, self.files)
        return f"{policy}{section(place) or NO_HEADING}{', ' if line else ''}{line}"

    def _apart(self, policy: PolicySummary | Document) -> str:
        return f" ({policy.id})" if _folded(policy.title) in self._alike else ""


def _folded(title: str) -> str:
    return " ".join(title.casefold().split())
