"""A reply as the HTTP contract's JSON: what `POST /v1/ask` and `assistant ask --json` give."""

from __future__ import annotations

import json
import re
from typing import Any

from assistant.model import Answer, Citation, Document, Excerpt, Reply, SeeAlso
from assistant.render.links import link, links_in, source_link
from assistant.render.sentences import message, outcome

_UNSAFE = re.compile(
    "[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff]"
)
"""What acts on a terminal or cannot be encoded, and what json.dumps leaves as it is."""


def to_json(reply: Reply, public_url: str = "") -> dict[str, Any]:
    """The reply as plain values; offsets are code points, ``highlights`` and ``links`` relative to ``quote``."""
    answer = reply if isinstance(reply, Answer) else None
    contact = None if isinstance(reply, Answer) else reply.contact
    return {
        "outcome": outcome(reply),
        "policy": facts(reply.document) if reply.document else None,
        "citations": [_citation(each, public_url) for each in answer.citations] if answer else [],
        "confidence": round(reply.confidence, 2),
        "message": message(reply),
        "uncovered": list(answer.uncovered) if answer else [],
        "see_also": [_see_also(each, public_url) for each in reply.see_also],
        "closest": [_citation(each, public_url) for each in reply.closest],
        "contact": contact.quote if contact else None,
    }


def dumps(value: object, indent: int | None = None) -> str:
    """JSON text that is readable and cannot act on a terminal: what could is escaped, so nothing is lost."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _UNSAFE.sub(lambda match: json.dumps(match[0])[1:-1], text)


def facts(document: Document) -> dict[str, Any]:
    """What is known of a policy beside its text."""
    day = document.effective_date
    return {
        "id": document.id,
        "title": document.title,
        "company": document.company,
        "version": document.version,
        "effective_date": day.isoformat() if day else None,
        "effective_text": document.effective_text,
        "url": document.url,
    }


def _citation(citation: Citation, public_url: str) -> dict[str, Any]:
    return {
        "quote": citation.quote,
        "lead_in": _excerpt(citation.lead_in) if citation.lead_in else None,
        **_named(citation.document),
        "language": citation.document.language,
        "version": citation.document.version,
        "section": list(citation.section),
        "start": citation.start,
        "end": citation.end,
        "highlights": [[start, end] for start, end in citation.highlights],
        "links": [{"start": each.start, "end": each.end, "url": each.url} for each in links_in(citation)],
        "part": citation.part,
        "link": link(citation, public_url),
        "source_link": source_link(citation),
    }


def _excerpt(excerpt: Excerpt) -> dict[str, Any]:
    return {"text": excerpt.text, "start": excerpt.start, "end": excerpt.end}


def _see_also(place: SeeAlso, public_url: str) -> dict[str, Any]:
    return {**_named(place.document), "section": list(place.section), "link": link(place, public_url)}


def _named(document: Document) -> dict[str, Any]:
    """What a place needs to be headed by, where all policies were asked."""
    return {"policy": document.id, "title": document.title, "company": document.company}
