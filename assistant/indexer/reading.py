"""Reads a policy file: bytes to text, text to a Page by its format, and what the policy is called."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Callable
from pathlib import Path

from assistant.errors import PolicyError
from assistant.indexer import html, markdown, metadata, plaintext
from assistant.indexer.source import Page, Source
from assistant.model import Document

MAX_BYTES = 16 * 1024 * 1024
"""The largest file that is read; the longest policies are a hundredth of this."""

_PARSERS: dict[str, Callable[[str], Page]] = {
    ".txt": plaintext.parse,
    ".text": plaintext.parse,
    ".md": markdown.parse,
    ".markdown": markdown.parse,
    ".html": html.parse,
    ".htm": html.parse,
}
SUFFIXES = frozenset(_PARSERS)
"""Suffixes, in lower case, of the files that can be read."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read(path: Path) -> Source:
    """Read one policy.

    Raises PolicyError: the file is missing, empty, too large, of an unknown format, or not text.
    """
    parser = _PARSERS.get(path.suffix.lower())
    if parser is None:
        raise PolicyError(path, f"not a format that can be read ({', '.join(sorted(SUFFIXES))})")
    text = decode(path, _content(path))
    page = parser(text)
    if not page.text.strip():
        raise PolicyError(path, "holds no text")
    facts = metadata.describe(path, page)
    document = Document(
        id=path.stem,
        title=facts.title,
        company=facts.company,
        url=facts.url,
        effective_date=facts.effective_date,
        effective_text=facts.effective_text,
        language=facts.language,
        text=page.text,
        version=hashlib.sha256(page.text.encode()).hexdigest(),
        links=page.links,
    )
    return Source(document, page.blocks, page.strong)


def _content(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise PolicyError(path, f"is {size / 1e6:.0f} MB; the limit is {MAX_BYTES / 1e6:.0f} MB")
        content = path.read_bytes()
    except OSError as error:
        raise PolicyError(path, f"cannot be read: {error.strerror}") from error
    if not content.strip():
        raise PolicyError(path, "is empty")
    return content


def decode(path: Path, content: bytes) -> str:
    """The text of a file, with ``\\n`` for line ends and no byte order mark: UTF-8, or what its mark says.

    Raises PolicyError, which names the first byte that is not text.
    """
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "utf-8")
    if encoding.startswith("utf-8") and (zero := content.find(b"\0")) >= 0:
        raise PolicyError(path, f"is not text (a zero byte at offset {zero})")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        byte = content[error.start]
        reason = f"is not {encoding.removesuffix('-sig').upper()} text: byte 0x{byte:02x} at offset {error.start}"
        raise PolicyError(path, reason) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")
