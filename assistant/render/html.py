"""A quote as an HTML fragment, for the report."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from assistant.model import Citation, Span
from assistant.render.links import link
from assistant.render.plain import plain, stretches
from assistant.render.sentences import NO_HEADING, section, title


def quotation(citation: Citation, public_url: str) -> Iterator[str]:
    """The lines of one quote and its place; what comes from a policy is escaped text with a direction of its own.

    The page may be sent to anybody, so that the place is a link only where the server is known.
    """
    url = escape(link(citation, public_url)) if public_url else ""
    yield "<figure>"
    if citation.part:
        yield f"<p>On “<bdi>{_text(citation.part)}</bdi>”:</p>"
    yield f'<blockquote cite="{url}">' if url else "<blockquote>"
    if citation.lead_in:
        yield f'<p class="lead-in" dir="auto">{_text(citation.lead_in.text)}</p>'
    yield f'<p dir="auto">{_marked(citation)}</p>'
    yield "</blockquote>"
    where = f"<bdi>{_text(section(citation) or NO_HEADING)}</bdi>"
    place = f'<a href="{url}">{where}</a>' if url else where
    yield f"<figcaption><bdi>{_text(title(citation.document))}</bdi>: {place}</figcaption>"
    yield "</figure>"


def _marked(citation: Citation) -> str:
    pieces = stretches(citation.quote, Span(0, len(citation.quote)), citation.highlights)
    return "".join(f"<mark>{_text(words)}</mark>" if is_key else _text(words) for words, is_key in pieces)


def _text(text: str) -> str:
    return escape(plain(text), quote=False)
