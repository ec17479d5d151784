"""What a policy says to the standard questions: as text, Markdown, HTML or JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from itertools import groupby
from typing import Any

from assistant.model import Answer, Citation, Reply
from assistant.render import html, markdown
from assistant.render.json import to_json
from assistant.render.links import line_in
from assistant.render.plain import closed, plain, wrap, wrap_paragraphs
from assistant.render.sentences import NO_HEADING, section, sureness, title
from assistant.standard import Coverage, first_shown

NOT_COVERED = "not covered"
_UNCERTAIN = "not covered for certain; this comes closest:"
_STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}"
    "figure{margin:.5rem 0 1.5rem}blockquote{margin:0;padding-left:1rem;border-left:.2rem solid #888}"
    "blockquote p{margin:.2rem 0;white-space:pre-line}"
    "figcaption,.silent,.sureness{font-size:.9rem;opacity:.8}h3{font-size:1rem;margin:1rem 0 .3rem}"
)


def report_text(coverage: Coverage, width: int = 80, files: Mapping[str, str] | None = None) -> str:
    """The coverage report in lines of at most ``width`` columns. ``files`` names a policy's file by the policy's id."""
    lines = [plain(title(coverage.document)), _sum(coverage)]
    for topic, replies in groupby(coverage.replies, key=lambda pair: pair[0].topic):
        lines += ["", topic.upper()]
        for question, reply in replies:
            citation, remark = _found(reply)
            lines += ["", question.text, *([f"  {remark}"] if remark else [])]
            if citation:
                lines += [*clause(citation, width, "  ", line_in(citation, files)), f"  {sureness(reply.confidence)}"]
    return "\n".join(lines)


def report_markdown(coverage: Coverage, public_url: str | None = None, files: Mapping[str, str] | None = None) -> str:
    """The coverage report in CommonMark, without a line feed at the end."""
    parts = [f"# {markdown.escape(title(coverage.document))}", _sum(coverage)]
    for topic, replies in groupby(coverage.replies, key=lambda pair: pair[0].topic):
        parts.append(f"## {topic.capitalize()}")
        for question, reply in replies:
            citation, remark = _found(reply)
            parts += [f"**{question.text}**", *([f"*{remark}*"] if remark else [])]
            if citation:
                parts += [*markdown.quotation(citation, public_url, files), sureness(reply.confidence)]
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
                yield f'<p class="sureness">{sureness(reply.confidence)}</p>'
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


def _sum(coverage: Coverage) -> str:
    perhaps = f", and perhaps {coverage.uncertain} more" if coverage.uncertain else ""
    return f"Answers {coverage.covered} of {len(coverage.replies)} standard questions{perhaps}."


def _found(reply: Reply) -> tuple[Citation | None, str]:
    """The clause to show for a question, and what to say of it: nothing of one that answers."""
    citation = first_shown(reply)
    if isinstance(reply, Answer):
        return citation, ""
    return citation, _UNCERTAIN if citation else NOT_COVERED


def clause(citation: Citation, width: int, indent: str, line: str = "") -> Iterator[str]:
    """A clause behind its bar, in lines of at most ``width`` columns; its section, and ``line``, below."""
    lead = [citation.lead_in.text] if citation.lead_in else []
    for text in (*lead, citation.quote):
        yield from barred(text, width, indent)
    place = plain(", ".join(filter(None, (section(citation), line)))) or NO_HEADING
    yield from (f"{indent}{closed(place[start:end])}" for start, end in wrap(place, max(20, width - len(indent))))


def barred(text: str, width: int, indent: str) -> Iterator[str]:
    """A text's lines, each behind a bar."""
    safe = plain(text)
    for start, end in wrap_paragraphs(safe, max(20, width - len(indent) - 2)):
        yield f"{indent}│ {closed(safe[start:end])}"
