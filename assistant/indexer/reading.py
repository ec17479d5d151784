"""Reads a policy file: bytes to text, text to a Page by its format, and what the policy is called."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from assistant.errors import FormatError, PolicyError
from assistant.indexer import docx, encodings, html, markdown, metadata, pdf, plaintext
from assistant.indexer.source import Page, Source
from assistant.indexer.suffixes import DOCX, HTML, MARKDOWN, PDF, PLAIN, SUFFIXES

MAX_BYTES = 16 * 1024 * 1024
"""The largest file that is read; the longest policies are a hundredth of this."""

_TEXT: dict[str, Callable[[str], Page]] = {
    **dict.fromkeys(PLAIN, plaintext.parse),
    **dict.fromkeys(MARKDOWN, markdown.parse),
    **dict.fromkeys(HTML, html.parse),
}
_BINARY: dict[str, Callable[[bytes], Page]] = {
    **dict.fromkeys(PDF, pdf.parse),
    **dict.fromkeys(DOCX, docx.parse),
}


def read(path: Path) -> Source:
    """Read one policy.

    Raises PolicyError: the file is missing, empty, too large, of an unknown format, or not text.
    """
    page = _page(path)
    if not page.text[page.begins :].strip():
        raise PolicyError(path, "holds no text")
    return Source(metadata.describe(path, page), page.blocks, page.strong, page.begins)


def _page(path: Path) -> Page:
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise PolicyError(path, f"not a format that can be read ({', '.join(sorted(SUFFIXES))})")
    data = content(path)
    if not data.strip():
        raise PolicyError(path, "is empty")
    try:
        if suffix in _BINARY:
            return _BINARY[suffix](data)
        return _TEXT[suffix](encodings.decode(data, markup=suffix in HTML))
    except FormatError as error:
        raise PolicyError(path, str(error)) from error


def content(path: Path) -> bytes:
    """The bytes of a file that is not too large. Raises PolicyError."""
    try:
        if not path.is_file():
            raise PolicyError(path, "is not a file" if path.exists() else "does not exist")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise PolicyError(path, f"is {size / 1e6:.0f} MB; the limit is {MAX_BYTES / 1e6:.0f} MB")
        return path.read_bytes()
    except OSError as error:
        raise PolicyError(path, f"cannot be read: {error.strerror}") from error
