"""A reply as Markdown: for a support reply on the clipboard, an export, a report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from assistant.model import Answer, Citation, Reply, SeeAlso
from assistant.render.links import line_in, link, links_in
from assistant.render.plain import closed, paragraphs, plain, stretches
from assistant.render.sentences import CONTACT, NEAREST, NO_HEADING, message, nearest, section, title

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&!$])")
_LINE_START = re.compile(r"^(\s*)([-+]|\d{1,9}[.)])")


Files = Mapping[str, str]
"""The name of a policy's file by the policy's id."""


def to_markdown(reply: Reply, public_url: str | None = None, files: Files | None = None) -> str:
    """The reply in CommonMark, without a line feed at the end.

    With ``public_url`` every place is a link to the policy's page; without, it is named by section and line,
    since a relative link leads nowhere from a ticket.
    """

    def quoted(citations: Sequence[Citation]) -> list[str]:
        return [part for citation in citations for part in quotation(citation, public_url, files)]

    if isinstance(reply, Answer):
        parts = [*quoted((*reply.citations, *reply.closest)), f"*{escape(message(reply))}*"]
    else:
        parts = [escape(message(reply)), *quoted(reply.closest)]
    if nearest(reply):
        parts.append(escape(NEAREST))
        parts.append("\n".join(f"- {_place(place, public_url, files)}" for place in nearest(reply)))
    if not isinstance(reply, Answer) and reply.contact:
        parts += [escape(CONTACT), *quoted([reply.contact])]
    return "\n\n".join(parts)


def quotation(citation: Citation, public_url: str | None, files: Files | None) -> Iterator[str]:
    """The paragraphs of one quote and its place."""
    if citation.part:
        yield f"On “{escape(citation.part)}”:"
    lead = citation.lead_in.text if citation.lead_in else ""
    lines = [escape(lead[start:end]) for start, end in paragraphs(lead)]
    lines += _rows(citation)
    yield "> " + "\n>\n> ".join(lines)
    yield f"— {escape(title(citation.document))}: {_place(citation, public_url, files)}"
    led = [f"[{escape(citation.quote[each.start : each.end])}](<{each.url}>)" for each in links_in(citation)]
    if led:
        yield "Linked there: " + ", ".join(led)


def _place(place: Citation | SeeAlso, public_url: str | None, files: Files | None) -> str:
    heading = escape(section(place))
    if public_url:
        return f"[{heading or NO_HEADING}](<{link(place, public_url)}>)"
    line = line_in(place, files)
    return f"{heading} ({line})" if heading and line else heading or line or NO_HEADING


def _rows(citation: Citation) -> Iterator[str]:
    """The quote's sentences and items that stand on lines of their own, each with its key words marked."""
    for span in paragraphs(citation.quote):
        pieces = stretches(citation.quote, span, citation.highlights)
        yield _start("".join(f"**{_inline(words)}**" if is_key else _inline(words) for words, is_key in pieces))


def escape(text: str) -> str:
    """``text`` shown by a Markdown reader as it stands, also at the start of a line."""
    return _start(_inline(text))


def _inline(text: str) -> str:
    """``text`` on one line, shown by a Markdown reader as it stands: no markup, no raw HTML, no entity."""
    return _SPECIAL.sub(r"\\\1", closed(plain(text)))


def _start(text: str) -> str:
    """A line of text that starts no list, rule or heading."""
    return _LINE_START.sub(lambda match: match[1] + _bare(match[2]), text)


def _bare(marker: str) -> str:
    return f"\\{marker}" if not marker[0].isdigit() else f"{marker[:-1]}\\{marker[-1]}"
