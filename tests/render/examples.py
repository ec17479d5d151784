"""Replies on a small policy, made by hand, for the tests of each rendering."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from hashlib import sha256

from assistant.model import Abstention, Answer, Citation, Document, Excerpt, Reason, SeeAlso, Span

TEXT = """Privacy Policy
Updated May 1, 2014.
What we keep
Our servers record:
your Internet Protocol address, which is kept for 14 days;
your browser's type.
Contact
Write to privacy@example.com with *any* <question>.
"""


def document(text: str = TEXT, **changes: object) -> Document:
    """The small policy, or the same with another text or other metadata."""
    made = Document(
        id="small one",
        title="Privacy Policy",
        company="Example & Co",
        url="https://example.com/privacy",
        effective_date=dt.date(2014, 5, 1),
        effective_text="Updated May 1, 2014",
        language="en",
        text=text,
        version=sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def cite(quote: str, *key_words: str, section: str = "What we keep", of: Document | None = None) -> Citation:
    """A citation of ``quote``, with the key words marked where they first stand in it."""
    of = of or document()
    start = of.text.index(quote)
    marks = sorted(Span(quote.index(word), quote.index(word) + len(word)) for word in key_words)
    return Citation(of, (section,), start, start + len(quote), quote, highlights=tuple(marks))


def answer(*citations: Citation, **changes: object) -> Answer:
    """An answer from the policy of its first citation."""
    made = Answer("how long?", citations[0].document, citations, confidence=0.934)
    return replace(made, **changes)  # type: ignore[arg-type]


def ip_address() -> Citation:
    """A list item with its lead-in."""
    clause = cite("your Internet Protocol address, which is kept for 14 days;", "14 days", "Internet")
    lead = "Our servers record:"
    start = TEXT.index(lead)
    return replace(clause, lead_in=Excerpt(lead, start, start + len(lead)))


def row() -> Citation:
    """A row of a table, led in by the table's title and the names of its columns."""
    lead, clause = "What you may give us\nCategory | Description", "Voice data | What you say to the app"
    of = document(f"{lead}\n{clause}\n")
    return replace(cite(clause, of=of), lead_in=Excerpt(lead, 0, len(lead)))


def silent(**changes: object) -> Abstention:
    """An abstention with a section to look at and the contact clause."""
    of = document()
    made = Abstention(
        question="do you keep my shoe size?",
        document=of,
        reason=Reason.NOT_COVERED,
        confidence=0.1,
        see_also=(SeeAlso(of, ("What we keep",), TEXT.index("What"), TEXT.index("Contact")),),
        contact=cite("Write to privacy@example.com with *any* <question>.", section="Contact"),
    )
    return replace(made, **changes)  # type: ignore[arg-type]
