"""A Reply as text, Markdown, HTML or JSON. Decides nothing: what is quoted, and how sure, is in the reply."""

from assistant.render.changes import Changes, changes_json, changes_text
from assistant.render.json import dumps, facts, to_json
from assistant.render.links import is_safe, line, line_in, link, links_in, page, source_link
from assistant.render.markdown import to_markdown
from assistant.render.plain import closed, columns, one_line, paragraphs, plain, stretches, wrap
from assistant.render.report import report_html, report_json, report_markdown, report_text
from assistant.render.sentences import date, message, nearest, section, sureness, title
from assistant.render.text import to_text

__all__ = [
    "Changes",
    "changes_json",
    "changes_text",
    "closed",
    "columns",
    "date",
    "dumps",
    "facts",
    "is_safe",
    "line",
    "line_in",
    "link",
    "links_in",
    "message",
    "nearest",
    "one_line",
    "page",
    "paragraphs",
    "plain",
    "report_html",
    "report_json",
    "report_markdown",
    "report_text",
    "section",
    "source_link",
    "stretches",
    "sureness",
    "title",
    "to_json",
    "to_markdown",
    "to_text",
    "wrap",
]
