"""What a policy says to the standard questions, and how that changed: as text, Markdown, HTML or JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from typing import Any

from assistant.model import Answer, Citation, Document, Reply
from assistant.render import html, markdown
from assistant.render.json import to_json
from assistant.render.links import line, link
from assistant.render.plain import plain, wrap_paragraphs
from assistant.render.sentences import section, title
from assistant.standard import Change, Coverage, first_shown

_NOT_COVERED = "not covered"
_UNCERTAIN = "not covered for certain; this comes closest:"
_STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}"
    "figure{margin:.5rem 0 1.5rem}blockquote{margin:0;padding-left:1rem;border-left:.2rem solid #888}"
    "blockquote p{margin:.2rem 0;white-space:pre-line}"
    "figcaption,.silent{font-size:.9rem;opacity:.8}h3{font-size:1rem;margin:1rem 0 .3rem}"
)


def report_text(coverage: Coverage, width: int = 80) -> str:
    """The coverage report in lines of at most ``width`` columns."""
    lines = [plain(title(coverage.document)), _sum(coverage)]
    for topic, replies in groupby(coverage.replies, key=lambda pair: pair[0].topic):
        lines += ["", topic.upper()]
        for question, reply in replies:
            citation, remark = _found(reply)
            lines += ["", question.text, *([f"  {remark}"] if remark else [])]
            lines += _clause(citation, width, "  ") if citation else []
    return "\n".join(lines)


def report_markdown(coverage: Coverage, public_url: str | None = None) -> str:
    """The coverage report in CommonMark, without a line feed at the end."""
    parts = [f"# {markdown.escape(title(coverage.document))}", _sum(coverage)]
    for topic, replies in groupby(coverage.replies, key=lambda pair: pair[0].topic):
        parts.append(f"## {topic.capitalize()}")
        for question, reply in replies:
            citation, remark = _found(reply)
            parts += [f"**{question.text}**", *([f"*{remark}*"] if remark else [])]
            parts += markdown.quotation(citation, public_url) if citation else []
    return "\n\n".join(parts)


def report_html(coverage: Coverage, public_url: str = "") -> str:
    """The coverage report as a page of its own."""
    name = escape(plain(title(coverage.document)))
    return "\n".join(
        [
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{name}</title>\n<style>{_STYLE}</style>\n</head>\n<body>",
            f"<h1>{name}</h1>\n<p>{_sum(coverage)}</p>",
            *_html_topics(coverage, public_url),
            "</body>\n</html>",
        ]
    )


def _html_topics(coverage: Coverage, public_url: str) -> Iterator[str]:
    for topic, replies in groupby(coverage.replies, key=lambda pair: pair[0].topic):
        yield f"<section>\n<h2>{escape(topic.capitalize())}</h2>"
        for question, reply in replies:
            citation, remark = _found(reply)
            yield f"<h3>{escape(question.text)}</h3>"
            if remark:
                yield f'<p class="silent">{remark}</p>'
            if citation:
                yield from html.quotation(citation, public_url)
        yield "</section>"


def report_json(coverage: Coverage, public_url: str = "") -> dict[str, Any]:
    """The coverage report as plain values; each question with its reply as in the HTTP contract."""
    questions = []
    for question, reply in coverage.replies:
        values = to_json(reply, public_url)
        del values["policy"]
        questions.append({"topic": question.topic, "question": question.text, **values})
    return {
        "policy": coverage.document.id,
        "version": coverage.document.version,
        "covered": coverage.covered,
        "uncertain": coverage.uncertain,
        "of": len(coverage.replies),
        "questions": questions,
    }


def changes_text(before: Document, after: Document, changes: Sequence[Change], width: int = 80) -> str:
    """What changed, old clause and new, in lines of at most ``width`` columns."""
    number = len(changes)
    found = f"{number} standard question{' has' if number == 1 else 's have'} another answer"
    if not changes:
        found = "No standard question has another answer"
    lines = [plain(title(after)), f"{found} since version {before.version[:12]}."]
    for change in changes:
        lines += ["", change.question.text]
        for name, citation in (("before", change.before), ("now", change.after)):
            lines += [f"  {name}", *(_clause(citation, width, "    ") if citation else [f"    {_NOT_COVERED}"])]
    return "\n".join(lines)


def changes_json(before: Document, after: Document, changes: Sequence[Change], public_url: str = "") -> dict[str, Any]:
    """What changed as plain values; no clause is null."""
    return {
        "policy": after.id,
        "before": before.version,
        "after": after.version,
        "changes": [
            {
                "topic": change.question.topic,
                "question": change.question.text,
                "before": _place(change.before, public_url),
                "after": _place(change.after, public_url),
            }
            for change in changes
        ],
    }


def _sum(coverage: Coverage) -> str:
    perhaps = f", and perhaps {coverage.uncertain} more" if coverage.uncertain else ""
    return f"Answers {coverage.covered} of {len(coverage.replies)} standard questions{perhaps}."


def _found(reply: Reply) -> tuple[Citation | None, str]:
    """The clause to show for a question, and what to say of it: nothing of one that answers."""
    citation = first_shown(reply)
    if isinstance(reply, Answer):
        return citation, ""
    return citation, _UNCERTAIN if citation else _NOT_COVERED


def _clause(citation: Citation, width: int, indent: str) -> Iterator[str]:
    lead = [citation.lead_in.text] if citation.lead_in else []
    for text in (*lead, citation.quote):
        safe = plain(text)
        yield from (f"{indent}│ {safe[a:b]}" for a, b in wrap_paragraphs(safe, max(20, width - len(indent) - 2)))
    place = plain(section(citation))
    yield f"{indent}{place}, line {line(citation)}" if place else f"{indent}line {line(citation)}"


def _place(citation: Citation | None, public_url: str) -> dict[str, Any] | None:
    if citation is None:
        return None
    return {
        "quote": citation.quote,
        "section": list(citation.section),
        "start": citation.start,
        "end": citation.end,
        "link": link(citation, public_url),
    }
