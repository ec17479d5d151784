"""The HTTP contract as pydantic models: requests are checked against them, replies are described by them.

Replies are written by ``assistant.render`` and are not checked again on their way out: the tests do that.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from assistant.model import LONGEST_HISTORY, LONGEST_QUESTION, MOST_QUOTES

ID_LIMIT = 255

Question = Annotated[
    str,
    Field(
        min_length=1,
        max_length=LONGEST_QUESTION,
        pattern=r"[^\s\x1c-\x1f\x85]",
        description="The question, in the person's own words; code points are counted.",
        examples=["How long do you keep my IP address?"],
    ),
]
PolicyId = Annotated[
    str, Field(min_length=1, max_length=ID_LIMIT, description="A policy's id.", examples=["privacy-statement"])
]
Title = Annotated[str, Field(description="The policy's title.")]
Company = Annotated[str | None, Field(description="Whose policy it is, if that is known.")]
Offset = Annotated[int, Field(ge=0, description="Code points from the start of the policy's text.")]
Version = Annotated[str, Field(description="SHA-256 of the policy's text, in hexadecimal.")]
Path = Annotated[list[str], Field(description="Headings, outermost first; empty where the text belongs to none.")]
Uri = Annotated[
    str, Field(description="A URL or a path on this server.", json_schema_extra={"format": "uri-reference"})
]


class Incoming(BaseModel):
    """What clients send: a misspelt member is an error, not a silence."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, title=None)


class Outgoing(BaseModel):
    """What clients get: it may gain members, so clients must bear unknown ones."""

    model_config = ConfigDict(frozen=True)


class AskRequest(Incoming):
    """A question about one policy, or with a null policy about all of them."""

    question: Question
    policy: PolicyId | None = None
    history: Annotated[
        list[Annotated[str, Field(max_length=LONGEST_QUESTION)]],
        Field(max_length=LONGEST_HISTORY, description="Earlier questions, oldest first: they make a follow-up clear."),
    ] = []


Reason = Literal["wrong_clause", "incomplete", "unclear", "other"]
Outcome = Literal["answered", "not_covered", "off_topic", "small_talk"]


class FeedbackRequest(Incoming):
    """A thumb for an answer. It is counted; there is no member for text."""

    helpful: Annotated[bool | None, Field(description="Null with the reason for a thumb that was sent before.")]
    reason: Reason | None = None
    policy: PolicyId | None = None
    outcome: Outcome | None = None


class Excerpt(Outgoing):
    """A verbatim span of the policy's text."""

    text: str
    start: Offset
    end: Offset


class Link(Outgoing):
    """Where words of a quote lead: their start and end in code points of the quote."""

    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]
    url: Annotated[str, Field(description="As the policy has it: http, https or mailto.")]


class Citation(Outgoing):
    """A clause, word for word: ``quote`` is the policy's text from ``start`` to ``end``."""

    quote: str
    lead_in: Annotated[Excerpt | None, Field(description="The sentence before a list, or a table's column headings.")]
    policy: PolicyId
    title: Title
    company: Company
    language: Annotated[str, Field(description="ISO 639-1 code of the policy's language.")]
    version: Version
    section: Path
    start: Offset
    end: Offset
    highlights: Annotated[
        list[Annotated[list[Offset], Field(min_length=2, max_length=2)]],
        Field(description="Key words to mark: start and end in code points of the quote."),
    ]
    links: Annotated[list[Link], Field(description="Where words of the quote lead that do not spell it out.")]
    part: Annotated[str | None, Field(description="The part of a compound question that this citation answers.")]
    link: Uri
    source_link: Annotated[str | None, Field(description="The policy at its company, at the clause.")]


class SeeAlso(Outgoing):
    """A section that stands near what was asked."""

    policy: PolicyId
    title: Title
    company: Company
    section: Path
    link: Uri


class PolicyFacts(Outgoing):
    """The policy that was asked."""

    id: PolicyId
    title: str
    company: str | None
    version: Version
    effective_date: dt.date | None
    effective_text: Annotated[str | None, Field(description="The policy's own words for its date.")]
    url: str | None


class Reply(Outgoing):
    """An answer by quotes, or an abstention with a way on."""

    outcome: Outcome
    policy: PolicyFacts | None
    citations: Annotated[list[Citation], Field(max_length=MOST_QUOTES, description="Best first.")]
    confidence: Annotated[float, Field(ge=0, le=1)]
    message: Annotated[str, Field(description="A sentence from a fixed list.")]
    uncovered: Annotated[list[str], Field(description="Parts of a compound question that the policy does not answer.")]
    see_also: list[SeeAlso]
    closest: Annotated[
        list[Citation],
        Field(max_length=MOST_QUOTES, description="Clauses to judge for oneself, where none surely answers."),
    ]
    contact: Annotated[str | None, Field(description="The policy's own words on how to reach its company.")]


class PolicyListed(Outgoing):
    """A policy in the library."""

    id: PolicyId
    title: str
    company: str | None
    version: Version
    language: Annotated[str, Field(description="ISO 639-1 code.")]


class PolicyList(Outgoing):
    """A page of the library, by id."""

    policies: list[PolicyListed]
    next_cursor: Annotated[str | None, Field(description="Send it as ``cursor`` for the next page; null on the last.")]


class Section(Outgoing):
    """A section of a policy, from its heading to the next section."""

    path: Path
    start: Offset
    end: Offset
    link: Uri


class PolicyDetail(PolicyFacts):
    """One policy, with what a front end needs to open a conversation about it."""

    language: Annotated[str, Field(description="ISO 639-1 code.")]
    sections: list[Section]
    suggestions: Annotated[list[str], Field(description="Questions that this policy answers, the surest first.")]


class Status(Outgoing):
    """How the server is."""

    status: Literal["alive", "ready"]


class FieldError(Outgoing):
    """One thing that is wrong with a body."""

    pointer: Annotated[str, Field(description="RFC 6901 pointer into the body.")]
    detail: str


class ProblemDetails(Outgoing):
    """An error (RFC 9457)."""

    type: str
    title: str
    status: Annotated[int, Field(ge=400, le=599)]
    detail: str
    request_id: Annotated[str, Field(description="Also in the X-Request-ID header and in the server's log.")]
    errors: list[FieldError] = []


ASK = TypeAdapter(AskRequest)
FEEDBACK = TypeAdapter(FeedbackRequest)
