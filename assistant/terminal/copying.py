"""What goes on the clipboard: plain text for a ticket, in which every quote can be checked."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.model import VERSION_DIGITS, Abstention, Citation, Document, SeeAlso
from assistant.render import date, line_in, link, links_in, message, nearest, one_line, plain, section, source_link
from assistant.render.sentences import NEAREST, NO_HEADING
from assistant.terminal.exchange import Exchange, quoted
from assistant.terminal.shelf import Shelf


def reply_text(exchange: Exchange, public_url: str = "", shelf: Shelf | None = None) -> str:
    """Quote, section, policy, version date and link of what was picked; for an abstention, what to say instead.

    Without ``public_url`` a place is named by section and line, and by the company's own page where it is known: a
    relative link leads nowhere from a ticket. Empty while there is no reply.
    """
    shelf, citations = shelf or Shelf(), quoted(exchange)
    if isinstance(exchange.reply, Abstention) and not citations:
        return "\n".join(_silence(exchange.reply, public_url, shelf))
    return "\n\n".join("\n".join(_citation(citation, public_url, shelf)) for citation in citations)


def quote_text(exchange: Exchange) -> str:
    """The bare words of the picked clause, with the words that lead it in; empty where nothing is quoted."""
    return "\n\n".join(_words(citation) for citation in quoted(exchange))


def _words(citation: Citation) -> str:
    lead = f"{plain(citation.lead_in.text).strip()}\n" if citation.lead_in else ""
    return lead + plain(citation.quote)


def _citation(citation: Citation, public_url: str, shelf: Shelf) -> Iterator[str]:
    if citation.part:
        yield f"On “{plain(citation.part)}”:"
    yield f"“{_words(citation)}”"
    yield f"— {plain(_source(citation.document, shelf))}"
    yield f"  {_place(citation, shelf)}"
    address = link(citation, public_url) if public_url else source_link(citation)
    if address:
        yield f"  {address}"
    for each in links_in(citation):
        yield f"  {one_line(citation.quote[each.start : each.end])}: {plain(each.url)}"


def _source(document: Document, shelf: Shelf) -> str:
    """The policy with its date; where it bears none, the version that was quoted."""
    name = shelf.full_name(document)
    return name if date(document) else f"{name} · undated, version {document.version[:VERSION_DIGITS]}"


def _place(place: Citation | SeeAlso, shelf: Shelf) -> str:
    heading, line = section(place), line_in(place, shelf.files)
    if heading:
        return plain(f"Section “{heading}”{', ' if line else ''}{line}")
    return line.capitalize() or NO_HEADING


def _silence(reply: Abstention, public_url: str, shelf: Shelf) -> Iterator[str]:
    yield message(reply)
    for citation in reply.closest:
        yield ""
        yield from _citation(citation, public_url, shelf)
    if nearest(reply):
        yield NEAREST
    for place in nearest(reply):
        where = f"- {plain(shelf.full_name(place.document))}: {_place(place, shelf)}"
        yield f"{where}\n  {link(place, public_url)}" if public_url else where
