"""The policy page: a policy to read, with its contents, opened at the clause that was quoted. It runs no script."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from assistant.index.policy_index import PolicyIndex
from assistant.model import Document, Span
from assistant.render import date, is_safe
from assistant.server.markup import Page, text

_NUMBER = re.compile(r"[0-9]{1,9}")
_RIGHT_TO_LEFT = {"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"}

_CHANGED = "This policy has changed since the answer that led here. "
_OLD = _CHANGED + "You are reading the version that was quoted."
_GONE = _CHANGED + "You are reading the present version; the passage that was quoted may have moved or may be gone."


@dataclass(frozen=True, slots=True)
class Place:
    """What a citation's link says: the version's first digits, and the clause."""

    version: str = ""
    start: str = ""
    end: str = ""

    def is_of(self, document: Document) -> bool:
        """Whether the link was made for this version; a link without a version holds for any."""
        return document.version.startswith(self.version)

    def clause(self, document: Document) -> Span | None:
        """The span to mark; None when the link names none, or one that cannot be in this text."""
        if not (_NUMBER.fullmatch(self.start) and _NUMBER.fullmatch(self.end)):
            return None
        span = Span(int(self.start), int(self.end))
        return span if span.start < span.end <= len(document.text) else None


def policy_page(index: PolicyIndex, place: Place, superseded: bool = False) -> str:
    """The whole page. ``superseded`` says that ``index`` is an earlier version, shown because the link is of it."""
    document = index.document
    fits = place.is_of(document)
    page = Page(document, index.blocks, index.sections, place.clause(document) if fits else None)
    notice = ""
    if superseded:
        present = quote(document.id, safe="")
        notice = f'<p class="notice" role="note">{_OLD} <a href="{present}">Read the present version.</a></p>'
    elif not fits:
        notice = f'<p class="notice" role="note" id="clause">{_GONE}</p>'
    contents = page.contents()
    listed = f'<h2 id="contents">Contents</h2><div{_tongue(document)}>{contents}</div>'
    nav = f'<nav aria-labelledby="contents">{listed}</nav>' if contents else ""
    main = f"<article{_tongue(document)}>\n{page.body()}\n</article>"
    skip = '<a class="skip" href="#policy">Skip to the policy</a>'
    columns = ' class="columns"' if nav else ""
    inside = f'{skip}\n{_header(document)}\n<div{columns}>{nav}\n<main id="policy">{notice}{main}</main></div>'
    return _frame(document.title, inside, _canonical(document))


def problem_page(title: str, detail: str, root: str, home: bool) -> str:
    """What went wrong, for a person who followed a link; ``home`` says that there is a start page to go to."""
    link = f'<p><a href="{root}">To the start page</a></p>' if home else ""
    inside = f"<header><h1>{text(title)}</h1></header>\n<main><p>{text(detail)}</p>{link}</main>"
    return _frame(title, inside, root=root)


def _header(document: Document) -> str:
    facts = [text(part) for part in (document.company, date(document)) if part]
    if document.url and is_safe(document.url):
        facts.append(f'<a href="{text(document.url)}" rel="noopener nofollow">Original page</a>')
    line = f'<p class="facts">{" · ".join(facts)}</p>' if facts else ""
    return f"<header><h1{_tongue(document)}>{text(document.title)}</h1>{line}</header>"


def _tongue(document: Document) -> str:
    """The attributes of an element whose words are the policy's, on a page that is otherwise in English."""
    direction = "rtl" if document.language in _RIGHT_TO_LEFT else "ltr"
    return f' lang="{escape(document.language)}" dir="{direction}"'


def _canonical(document: Document) -> str:
    """Search engines are sent to the company's own page: this copy is for checking quotes."""
    if document.url and is_safe(document.url):
        return f'<link rel="canonical" href="{text(document.url)}">\n'
    return '<meta name="robots" content="noindex">\n'


def _frame(title: str, inside: str, head: str = "", root: str = "../") -> str:
    """Paths are relative, so that the page also works below a path of a proxy; ``root`` leads to the server's own."""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{text(title)}</title>\n{head}<link rel="icon" href="{root}icon.svg">\n'
        f'<link rel="stylesheet" href="{root}policy.css">\n</head>\n'
        f'<body class="policy">\n{inside}\n</body>\n</html>\n'
    )
