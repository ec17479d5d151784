"""A reply as lines for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.model import Abstention, Answer, Citation, Reply, SeeAlso, Span
from assistant.render.links import line_in, links_in
from assistant.render.plain import closed, columns, one_line, plain, stretches, wrap_paragraphs
from assistant.render.sentences import (
    CONTACT,
    NEAREST,
    NO_HEADING,
    how_sure,
    message,
    nearest,
    notices,
    section,
    title,
    uncovered,
)

_BOLD, _DIM, _MARK, _RESET = "\x1b[1m", "\x1b[2m", "\x1b[1;4;36m", "\x1b[0m"
_BAR = "│ "
_WIDEST = 100
"""A quote in longer lines than this is hard to read, however wide the terminal."""


def to_text(reply: Reply, width: int = 80, color: bool = False, files: Mapping[str, str] | None = None) -> str:
    """The reply in lines of at most ``width`` columns, without a line feed at the end.

    ``color`` marks the key words and dims what is not the quote, by ANSI escape sequences. ``files`` names the
    file of a policy by the policy's id, so that the place of a quote reads "policies/zopim.txt, line 31".
    """
    page = _Page(min(max(width, 20), _WIDEST), color, files or {}, named=not reply.document)
    head = [page.set(title(reply.document), code=_BOLD)] if reply.document else []
    parts = _answer(page, reply) if isinstance(reply, Answer) else _abstention(page, reply)
    return "\n\n".join("\n".join(part) for part in (*head, *parts))


@dataclass(frozen=True, slots=True)
class _Page:
    """What the lines are set on."""

    width: int
    color: bool
    files: Mapping[str, str] = field(default_factory=dict)
    named: bool = False
    """Each place has its policy's name, as all policies were asked."""

    def style(self, code: str, text: str) -> str:
        return f"{code}{text}{_RESET}" if self.color and text else text

    def file(self, place: Citation | SeeAlso) -> str:
        """The name of the policy's file."""
        return self.files.get(place.document.id, f"{place.document.id}.txt")

    def line(self, place: Citation | SeeAlso) -> str:
        """Its line in that file."""
        found = line_in(place, self.files)
        return f", {found}" if found else ""

    def set(self, text: str, indent: str = "", code: str = "") -> Iterator[str]:
        """``text`` made safe and wrapped, every line behind ``indent``."""
        text = plain(text)
        for start, end in wrap_paragraphs(text, self.width - columns(indent)):
            yield indent + self.style(code, closed(text[start:end]))


def _answer(page: _Page, answer: Answer) -> Iterator[Iterable[str]]:
    yield from _citations(page, (*answer.citations, *answer.closest))
    for part in uncovered(answer):
        yield page.set(part)
    yield [*page.set(how_sure(answer)), *page.set(" ".join(notices(answer)), code=_DIM)]
    if answer.see_also:
        yield _nearest(page, answer.see_also)


def _abstention(page: _Page, abstention: Abstention) -> Iterator[Iterable[str]]:
    yield page.set(message(abstention))
    yield from _citations(page, abstention.closest)
    if nearest(abstention):
        yield _nearest(page, nearest(abstention))
    if abstention.contact:
        yield [CONTACT, *_citation(page, abstention.contact, "  ")]


def _citations(page: _Page, citations: Sequence[Citation]) -> Iterator[Iterable[str]]:
    numbered = len(citations) > 1
    for number, citation in enumerate(citations, 1):
        yield _citation(page, citation, f"{number} " if numbered else "  ")


def _citation(page: _Page, citation: Citation, margin: str) -> Iterator[str]:
    """The clause behind a bar, what leads it in before it, where it stands below it."""
    if citation.part:
        yield from page.set(f"On “{citation.part}”:")
    if page.named:
        yield from page.set(title(citation.document), code=_BOLD)
    for at, row in enumerate(_clause(page, citation)):
        yield (margin if at == 0 else "  ") + row
    heading = section(citation)
    file = page.file(citation) + page.line(citation)
    place = f"{heading}, {file}" if heading else file
    if columns(place) > page.width - 4:
        yield from page.set(heading, "    ", _DIM)
        place = file
    yield from page.set(place, "    ", _DIM)
    for each in links_in(citation):
        yield from page.set(f"{one_line(citation.quote[each.start : each.end])}: {each.url}", "    ", _DIM)


def _clause(page: _Page, citation: Citation) -> Iterator[str]:
    indent = _BAR
    if citation.lead_in:
        yield from _Page(page.width - 2, page.color).set(citation.lead_in.text, _BAR, _DIM)
        indent = _BAR + "  "
    quote = plain(citation.quote)
    for span in wrap_paragraphs(quote, page.width - 2 - len(indent)):
        yield indent + _marked(page, quote, span, citation.highlights)


def _marked(page: _Page, quote: str, span: Span, highlights: Sequence[Span]) -> str:
    """One line of a quote with its key words marked; a key word may go on in the next line."""
    pieces = stretches(quote, span, highlights)
    return "".join(page.style(_MARK, closed(words)) if is_key else closed(words) for words, is_key in pieces)


def _nearest(page: _Page, places: Sequence[SeeAlso]) -> Iterator[str]:
    yield NEAREST
    for place in places:
        where = f"{section(place) or NO_HEADING}{page.line(place)}"
        first, *more = page.set(f"{place.document.title}: {where}" if page.named else where, "    ")
        yield "  · " + first[4:]
        yield from more
