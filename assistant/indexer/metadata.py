"""What a policy is called, whose it is, since when it holds, where it stands and in which language."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from pathlib import Path

from assistant.errors import PolicyError
from assistant.indexer import dates, language
from assistant.indexer.companies import company_of
from assistant.indexer.source import Page
from assistant.indexer.suffixes import SIDECAR
from assistant.indexer.titles import title_of
from assistant.model import Document

_FIELDS = frozenset(("title", "company", "url", "language", "effective_date", "effective_text"))


def describe(path: Path, page: Page) -> Document:
    """The page as a document, with what the sidecar, the file's own fields and the text say, in this order of trust.

    Raises PolicyError where the sidecar cannot be read.
    """
    side = sidecar(path)
    words = side.get("effective_text") or page.meta.get("effective_text")
    date = dates.parse(side["effective_date"]) if "effective_date" in side else None
    if words is None:
        words, found = dates.effective(page.text[page.begins :])
        date = date or found
    date = date or dates.parse(words or "") or dates.parse(page.meta.get("effective_date") or page.meta.get("date", ""))
    title = side.get("title") or title_of(path, page)
    tags = (side.get("language", ""), page.meta.get("language", ""))
    return Document(
        id=path.stem,
        title=title,
        company=side.get("company") or page.meta.get("company") or company_of(page, f"{path.stem} {title}"),
        url=side.get("url") or page.meta.get("url") or page.meta.get("source"),
        effective_date=date,
        effective_text=words,
        language=next(filter(None, map(language.code, tags)), "") or language.guess(page.text),
        text=page.text,
        version=hashlib.sha256(page.text.encode()).hexdigest(),
        links=page.links,
    )


def sidecar(path: Path) -> Mapping[str, str]:
    """The fields of ``<id>.meta.toml`` beside a policy: title, company, url, language, effective_date, effective_text.

    Raises PolicyError for a file that is not TOML or holds another field.
    """
    side = path.with_suffix(SIDECAR)
    if not side.is_file():
        return {}
    try:
        fields = tomllib.loads(side.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PolicyError(side, f"cannot be read: {error}") from error
    if unknown := sorted(set(fields) - _FIELDS):
        raise PolicyError(side, f"unknown field {unknown[0]!r}; known: {', '.join(sorted(_FIELDS))}")
    return {name: str(value) for name, value in fields.items()}


def sidecar_text(fields: Mapping[str, str | None]) -> str:
    """The content of a sidecar with these fields, less those that are None."""

    def quoted(value: str) -> str:
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")

    return "".join(f"{name} = {quoted(value)}\n" for name, value in fields.items() if value is not None)
