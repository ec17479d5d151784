"""One question and what came of it: what the conversation is made of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from assistant.model import Answer, Citation, Reply, SeeAlso
from assistant.render import nearest

Place = Citation | SeeAlso
"""Somewhere in a policy that a reply points to."""


@dataclass(slots=True)
class Exchange:
    """A question, the policy it was put to (None: all of them), and its reply once there is one."""

    question: str
    policy: str | None
    asked: dt.datetime
    reply: Reply | None = None
    error: str | None = None
    """Why there is no reply, in one line."""
    picked: int | None = None
    """Number of the place that was picked by hand, from 1."""

    @property
    def places(self) -> tuple[Place, ...]:
        """What the number keys pick among: citations or closest clauses, sections nearby, the contact clause."""
        reply = self.reply
        if reply is None:
            return ()
        if isinstance(reply, Answer):
            return (*reply.citations, *reply.closest, *reply.see_also)
        return (*reply.closest, *nearest(reply), *((reply.contact,) if reply.contact else ()))

    @property
    def place(self) -> Place | None:
        """The picked place; else the first."""
        found = self.places
        return found[(self.picked or 1) - 1] if found else None


def quoted(exchange: Exchange) -> tuple[Citation, ...]:
    """The citations that a copy of the reply should hold.

    One picked by hand stands alone. Of a compound answer it is the first of each part; else the first of all.
    """
    if exchange.picked and isinstance(exchange.place, Citation):
        return (exchange.place,)
    if not isinstance(exchange.reply, Answer):
        return ()
    best: dict[str | None, Citation] = {}
    for citation in exchange.reply.citations:
        best.setdefault(citation.part, citation)
    return tuple(best.values())
