"""A reply as an HTML fragment: for the report, and for a page that shows an answer without a script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from assistant.model import Answer, Citation, Reply, SeeAlso, Span
from assistant.render.links import link
from assistant.render.plain import plain
from assistant.render.sentences import CONTACT, NEAREST, message, nearest, outcome, section, title


def to_html(reply: Reply, public_url: str = "") -> str:
    """One ``<article>``; what comes from a policy or a question is escaped text with a direction of its own."""
    return "\n".join([f'<article class="reply {outcome(reply)}">', *_parts(reply, public_url), "</article>"])


def _parts(reply: Reply, public_url: str) -> Iterator[str]:
    if isinstance(reply, Answer):
        for citation in (*reply.citations, *reply.closest):
            yield from quotation(citation, public_url)
    yield f'<p class="message">{_text(message(reply))}</p>'
    if not isinstance(reply, Answer):
        for citation in reply.closest:
            yield from quotation(citation, public_url)
    if nearest(reply):
        yield f"<p>{_text(NEAREST)}</p>"
        yield "<ul>"
        yield from (f"<li>{_place(place, public_url)}</li>" for place in nearest(reply))
        yield "</ul>"
    if not isinstance(reply, Answer) and reply.contact:
        yield f"<p>{_text(CONTACT)}</p>"
        yield from quotation(reply.contact, public_url)


def quotation(citation: Citation, public_url: str) -> Iterator[str]:
    """The lines of one quote and its place."""
    yield "<figure>"
    if citation.part:
        yield f"<p>On “<bdi>{_text(citation.part)}</bdi>”:</p>"
    yield f'<blockquote cite="{escape(link(citation, public_url))}">'
    if citation.lead_in:
        yield f'<p class="lead-in" dir="auto">{_text(citation.lead_in.text)}</p>'
    yield f'<p dir="auto">{_marked(citation.quote, citation.highlights)}</p>'
    yield "</blockquote>"
    where = _place(citation, public_url)
    yield f"<figcaption><bdi>{_text(title(citation.document))}</bdi>: {where}</figcaption>"
    yield "</figure>"


def _place(place: Citation | SeeAlso, public_url: str) -> str:
    heading = section(place) or "Beginning"
    return f'<a href="{escape(link(place, public_url))}"><bdi>{_text(heading)}</bdi></a>'


def _marked(quote: str, highlights: Sequence[Span]) -> str:
    pieces, at = [], 0
    for start, end in highlights:
        pieces += [_text(quote[at:start]), f"<mark>{_text(quote[start:end])}</mark>"]
        at = end
    return "".join([*pieces, _text(quote[at:])])


def _text(text: str) -> str:
    return escape(plain(text), quote=False)
