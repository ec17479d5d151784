"""A clause as the screen shows it, and what leads it in."""

from __future__ import annotations

from textual.content import Content

from assistant.model import Citation, Excerpt, Span
from assistant.render import closed, paragraphs, plain, stretches


def marked(citation: Citation) -> Content:
    """The words of a clause with its key words marked."""
    return Content("\n").join(_line(citation, span) for span in paragraphs(plain(citation.quote)))


def leading(lead_in: Excerpt) -> Content:
    """The words that lead a clause in: a table's title and its columns' names are two lines."""
    words = plain(lead_in.text)
    return Content("\n".join(closed(words[start:end]) for start, end in paragraphs(words)))


def _line(citation: Citation, span: Span) -> Content:
    pieces = stretches(plain(citation.quote), span, citation.highlights)
    return Content.assemble(*((closed(words), "bold underline" if is_key else "") for words, is_key in pieces))
