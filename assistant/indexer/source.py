"""What a format's parser hands on: the canonical text and what the format itself marks in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.model import Block, Document, Link, Span


@dataclass(frozen=True, slots=True)
class Page:
    """One parsed file, before anybody knows which policy it is. Offsets are code points into ``text``."""

    text: str
    blocks: tuple[Block, ...] = ()
    """What the format marks, in order and without overlap; empty where it marks nothing (plain text)."""
    links: tuple[Link, ...] = ()
    strong: tuple[Span, ...] = ()
    """Bold text: often the only sign of a heading."""
    meta: Mapping[str, str] = field(default_factory=dict)
    """What the file says of itself outside its text: title, company, url, date, language (lower-case keys)."""
    begins: int = 0
    """The code point behind a front matter that the text has, because it is shown as the file is."""


@dataclass(frozen=True, slots=True)
class Source:
    """A document, and what its format marks in its text."""

    document: Document
    blocks: tuple[Block, ...] = ()
    strong: tuple[Span, ...] = ()
    begins: int = 0
    """The code point behind a front matter."""
