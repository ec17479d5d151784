"""Where a quote can be checked: in the assistant's own page of the policy, in the original, in the file."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from urllib.parse import quote, urldefrag, urljoin, urlsplit

from assistant.indexer.numbering import marker
from assistant.indexer.suffixes import PLAIN
from assistant.model import VERSION_DIGITS, Citation, Document, Link, SeeAlso

_SAFE = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+", re.IGNORECASE)
_FRAGMENT_WORDS = 6
"""A text fragment names the first and the last words of a longer quote."""


def link(place: Citation | SeeAlso, public_url: str = "") -> str:
    """The policy's page, opened at the clause and tied to the version that was quoted."""
    return f"{page(place.document, public_url)}&start={place.start}&end={place.end}#clause"


def page(document: Document, public_url: str = "") -> str:
    """The policy's page, tied to this version."""
    version = document.version[:VERSION_DIGITS]
    return f"{public_url.rstrip('/')}/policies/{quote(document.id, safe='')}?v={version}"


def source_link(citation: Citation) -> str | None:
    """The policy at its company, opened at the clause by a text fragment; None without an http(s) address."""
    url = citation.document.url or ""
    try:
        known = urlsplit(url).scheme in {"http", "https"}
    except ValueError:  # "http://[": a policy's metadata is anybody's text
        known = False
    if not known:
        return None
    lines = [_unmarked(each.strip()).split() for each in citation.quote.splitlines() if each.strip()]
    whole = len(lines) == 1 and len(lines[0]) <= 2 * _FRAGMENT_WORDS
    ends = lines if whole else [lines[0][:_FRAGMENT_WORDS], lines[-1][-_FRAGMENT_WORDS:]]
    fragment = ",".join(_fragment(" ".join(end)) for end in ends)
    return f"{urldefrag(url).url}#:~:text={fragment}"


def links_in(citation: Citation) -> tuple[Link, ...]:
    """Where the words of a quote lead ("submit a request here"), relative to it, in order, each address once.

    Left out is what the words spell out themselves, and what leads nowhere without its page.
    """
    document, found = citation.document, dict[str, Link]()
    first = bisect_left(document.links, citation.start, key=lambda each: each.start)
    for each in document.links[first:]:
        if each.start >= citation.end:
            break
        url = _absolute(document.url, each.url)
        words = document.text[each.start : each.end].strip("/.").lower()
        spelt = ("." in words or "@" in words) and words in url.lower()
        if each.start < each.end <= citation.end and is_safe(url) and not spelt:
            found.setdefault(url, Link(each.start - citation.start, each.end - citation.start, url))
    return tuple(found.values())


def is_safe(url: str) -> bool:
    """Whether a link may lead there: http, https or mailto, never a scheme that runs code."""
    return bool(_SAFE.fullmatch(url))


def _absolute(page: str | None, url: str) -> str:
    try:
        return urljoin(page or "", url) if not url.startswith("#") else ""
    except ValueError:  # "http://[": a policy's links are anybody's text
        return ""


def line(place: Citation | SeeAlso) -> int:
    """The line of the policy's text on which the clause starts; the first is 1."""
    return 1 + place.document.text.count("\n", 0, place.start)


def line_in(place: Citation | SeeAlso, files: Mapping[str, str] | None = None) -> str:
    """Its line, "line 31", or nothing where the policy's file is no plain text: then it has other lines.

    ``files`` names the file of a policy by the policy's id.
    """
    policy = place.document.id
    file = (files or {}).get(policy, f"{policy}.txt")
    return f"line {line(place)}" if file.lower().endswith(PLAIN) else ""


def _unmarked(line: str) -> str:
    """Without the bullet or number of a list item: a browser draws it, and does not find it as text."""
    found = marker(line)
    return line.removeprefix(found.text) if found else line


def _fragment(text: str) -> str:
    """Percent-encoded; a hyphen too, since it has a meaning of its own in a text fragment."""
    return quote(text, safe="", errors="replace").replace("-", "%2D")
