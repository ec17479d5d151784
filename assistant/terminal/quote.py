"""A clause as the screen shows it."""

from __future__ import annotations

from textual.content import Content

from assistant.model import Citation
from assistant.render import plain, reflowed


def marked(citation: Citation) -> Content:
    """The words of a clause with its key words marked."""
    quote = Content(reflowed(plain(citation.quote)))
    for start, end in citation.highlights:
        quote = quote.stylize("bold underline", start, end)
    return quote
