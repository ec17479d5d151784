"""Plain text to a Page: the text itself, which marks nothing but a front matter."""

from __future__ import annotations

from assistant.indexer import front_matter
from assistant.indexer.source import Page


def parse(text: str) -> Page:
    """Take text whose line ends are ``\\n`` as it is, so that offsets can be checked against the file."""
    meta, begins = front_matter.split(text)
    return Page(text, meta=meta, begins=begins)
