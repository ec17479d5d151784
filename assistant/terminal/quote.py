"""A clause as the screen shows it, and what leads it in."""

from __future__ import annotations

from textual.content import Content

from assistant.model import Citation, Excerpt, Span
from assistant.render import closed, paragraphs, plain, stretches


def marked(citation: Citation) -> Content:
    """The words of a clause with its key words marked."""
    return _lines(citation.quote, citation.highlights)


def leading(lead_in: Excerpt) -> Content:
    """The words that lead a clause in: a table's title and its columns' names are two lines."""
    return _lines(lead_in.text, ())


def _lines(text: str, highlights: tuple[Span, ...]) -> Content:
    safe = plain(text)
    return Content("\n").join(_line(safe, span, highlights) for span in paragraphs(safe))


def _line(safe: str, span: Span, highlights: tuple[Span, ...]) -> Content:
    pieces = stretches(safe, span, highlights)
    return Content.assemble(*((closed(words), "bold underline" if is_key else "") for words, is_key in pieces))
