"""The values that flow through the program: frozen, without behaviour.

Every offset in the program is a code-point offset into ``Document.text``, the canonical plain text of one policy.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

LONGEST_QUOTE = 700
"""Code points of a quote, at most: more is no answer."""
MOST_QUOTES = 3
"""Quotes of one reply, at most, the best first; so many clauses that come closest, too, and places to read on at."""
LONGEST_QUESTION = 2_000
"""Code points of a question, at most."""
LONGEST_HISTORY = 8
"""Earlier questions that a follow-up is understood with, at most."""
VERSION_DIGITS = 12
"""How many digits of a version name it in links and files, and to people."""


class Span(NamedTuple):
    """A half-open run of code points, ``text[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink of the original, kept as an annotation of the canonical text."""

    start: int
    end: int
    url: str


@dataclass(frozen=True, slots=True)
class Document:
    """One policy: what it is called, and its canonical text, which contains no markup."""

    id: str
    title: str
    company: str | None
    url: str | None
    effective_date: dt.date | None
    effective_text: str | None
    """The policy's own words for its date ("Updated May 1, 2014"), verbatim."""
    language: str
    """ISO 639-1 code; ``en`` where nothing else is found."""
    text: str
    version: str
    """SHA-256 of ``text``, in hexadecimal."""
    links: tuple[Link, ...] = ()


def headings(document: Document, path: tuple[str, ...]) -> tuple[str, ...]:
    """A section's path without the policy's own title before every heading: "Acme Privacy Policy | Acme"."""
    titled = bool(path) and f"{path[0]} |".startswith(f"{document.title} |")
    return path[1:] if titled else path


class BlockKind(StrEnum):
    """What a block of the page is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    COLUMNS = "columns"
    """A table's column headings."""
    CONTENTS = "contents"
    """An entry of a table of contents, or another link for getting about; never quoted."""


TABLE = (BlockKind.ROW, BlockKind.COLUMNS)
"""What a table is made of."""


@dataclass(frozen=True, slots=True)
class Block:
    """One thing on the page. Its span holds the words: no list marker, no heading number."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    """A heading's level (1 is the highest), also of one that is a sentence, and so a paragraph; an item's depth."""
    head: Span | None = None
    """A row's column headings."""
    run_in: bool = False
    """A heading that shares its line with the text that follows ("Log data: …")."""
    marked: bool = False
    """The format itself said so (Markdown ``##``, ``<h2>``, a DOCX style); else recovered from plain text."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading path, outermost first and without numbering, and the span from its heading to the next section.

    Text that belongs to no heading, as before the first one, is a section with an empty path.
    """

    path: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is quoted: a sentence, a list item or a table row, in its place."""

    start: int
    end: int
    section: int
    """Index into the policy's sections: the innermost one that it stands in."""
    lead_in: Span | None = None
    """The sentence that leads a list in, or a table's column headings."""
    kind: BlockKind = BlockKind.PARAGRAPH
    block: int = 0
    """Number of the block that it was cut from: passages of one block are neighbours in one paragraph."""


class Hit(NamedTuple):
    """A passage that may answer, and how much speaks for it."""

    passage: int
    score: float
    """Calibrated where the retriever says so: the probability that this passage answers the question."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A verbatim span with its words: ``text == document.text[start:end]``."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Citation:
    """A quoted clause and where it stands: ``quote == document.text[start:end]``, always."""

    document: Document
    section: tuple[str, ...]
    start: int
    end: int
    quote: str
    lead_in: Excerpt | None = None
    highlights: tuple[Span, ...] = ()
    """Key words to mark, relative to ``quote``; sorted, without overlap."""
    part: str | None = None
    """The part of a compound question that this citation answers."""
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class SeeAlso:
    """A section that stands near what was asked."""

    document: Document
    section: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Answer:
    """Clauses that answer, best first."""

    question: str
    document: Document | None
    """The policy that was asked; None when all were."""
    citations: tuple[Citation, ...]
    confidence: float
    """Calibrated probability that the first citation answers, 0 to 1; of several parts that are answered, the least."""
    uncovered: tuple[str, ...] = ()
    """Parts of a compound question that the policy does not answer."""
    see_also: tuple[SeeAlso, ...] = ()
    closest: tuple[Citation, ...] = ()
    """For each part in ``unsure``, what comes closest to it, if it is not among the citations already."""
    unsure: tuple[str, ...] = ()
    """Parts of a compound question that the policy is likely to answer, with no one clause that surely does."""


class Reason(StrEnum):
    """Why nothing is quoted."""

    NOT_COVERED = "not_covered"
    OFF_TOPIC = "off_topic"
    SMALL_TALK = "small_talk"


@dataclass(frozen=True, slots=True)
class Abstention:
    """No quote, and why."""

    question: str
    document: Document | None
    reason: Reason
    confidence: float
    """Calibrated probability that the best passage would have answered after all, 0 to 1."""
    see_also: tuple[SeeAlso, ...] = ()
    contact: Citation | None = None
    """The policy's own clause on how to reach its company."""
    talk: str | None = None
    """For small talk: which fixed line fits ("greeting", "thanks", "identity", "farewell", "insult")."""
    closest: tuple[Citation, ...] = ()
    """Clauses to judge for oneself, where the policy is likely to say it and no one clause is surely the answer."""


Reply = Answer | Abstention
