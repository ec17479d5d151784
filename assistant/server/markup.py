"""A policy as HTML: its blocks as headings, paragraphs, lists and tables, with its links, and one clause marked.

Every word of the canonical text is on the page, also what stands between blocks (list markers, heading numbers); only
a first heading that repeats the title is not. All of it is escaped: a policy is text of somebody else's.
"""

from __future__ import annotations

import re
import threading
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from itertools import groupby, takewhile, zip_longest

from linkify_it import LinkifyIt  # type: ignore[import-untyped]

from assistant.indexer.writer import BORDER
from assistant.model import TABLE, Block, BlockKind, Document, Link, Section, Span, headings
from assistant.render import is_safe

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202d\u202e\ud800-\udfff]")
"""Control characters, lone surrogates, and overrides of the direction, by which words read otherwise than they are."""


@dataclass(slots=True)
class Page:
    """What of a policy goes onto its page."""

    document: Document
    blocks: Sequence[Block]
    sections: Sequence[Section]
    clause: Span | None = None
    """What is marked; its first piece has the id ``clause``."""
    _marked: bool = field(init=False, default=False)
    _end: int = field(init=False, default=0)
    _rank: int = field(init=False, default=1)
    """Of the last heading: a page's headings go down one step at a time."""
    _opens: dict[int, Section] = field(init=False)
    """Block to the section that begins with it; a section may go on after a smaller one, without a heading."""
    _leads: dict[int, list[Block]] = field(init=False, default_factory=dict)
    """The run-in headings on the line of the block that starts there."""
    _title: Block | None = field(init=False)
    """The heading that the page's own stands for."""
    _links: Sequence[Link] = field(init=False)

    def __post_init__(self) -> None:
        self._title = self._repeated()
        self._links = links(self.document)
        starts = [block.start for block in self.blocks]
        opened = [(bisect_left(starts, section.start), section) for section in self.sections]
        self._opens = {starts[number]: section for number, section in opened if number < len(starts)}

    def body(self) -> str:
        """The policy's text as HTML. A first heading that only repeats the title is left to the page's own."""
        self._marked, self._end, self._rank = False, 0, 1
        blocks = self._without_run_ins()
        groups = groupby(blocks, key=lambda block: "table" if block.kind in TABLE else block.kind.value)
        return "\n".join(part for kind, group in groups for part in self._group(kind, list(group)))

    def contents(self) -> str:
        """The table of contents: a nested list of links to the headings; empty for a policy without any."""
        shown = {block.start for block in self.blocks if block.kind is BlockKind.HEADING}
        titled = [section for start, section in self._opens.items() if section.path and start in shown]
        paths = [(headings(self.document, section.path), section.start) for section in titled]
        entries = [(len(path), f'<a href="#{anchor(start)}">{text(path[-1])}</a>') for path, start in paths if path]
        return _nested("ol", entries)

    def _without_run_ins(self) -> list[Block]:
        """The blocks, but for headings that share their line with text: those go into the text's block."""
        kept: list[Block] = []
        leads: list[Block] = []
        self._leads = {}
        for block, after in zip_longest(self.blocks, self.blocks[1:]):
            same_line = after is not None and "\n" not in self.document.text[block.end : after.start]
            if block.run_in and same_line and after.kind not in TABLE:
                leads.append(block)
                continue
            kept.append(block)
            self._leads[block.start], leads = leads, []
        return kept

    def _repeated(self) -> Block | None:
        """The first heading, where it only repeats the title; it stays if some of it was quoted."""
        first = next((block for block in self.blocks if block.kind is BlockKind.HEADING), None)
        if first is None or headings(self.document, (self.document.text[first.start : first.end],)):
            return None
        quoted = self.clause and self.clause.start < first.end and first.start < self.clause.end
        return None if quoted else first

    def _group(self, kind: str, blocks: list[Block]) -> Iterator[str]:
        if kind == "table":
            yield from self._table(blocks)
        elif kind == BlockKind.ITEM:
            yield self._list(blocks)
        else:
            for block in blocks:
                yield from self._before(block)
                yield self._heading(block) if kind == BlockKind.HEADING else f"<p>{self._words(block)}</p>"

    def _heading(self, block: Block) -> str:
        name = self._name(block)
        if block is self._title:
            self._end = block.end
            return f"<span{name}></span>" if name else ""
        rank = min((block.level or self._rank) + 1, self._rank + 1, 6)
        if block.level:
            self._rank = rank
        return f"<h{rank}{name}>{self._words(block)}</h{rank}>"

    def _list(self, items: list[Block]) -> str:
        entries = [(item.level, "".join(self._before(item)) + self._words(item)) for item in items]
        return _nested("ul", entries, ' class="items"')

    def _table(self, rows: list[Block]) -> Iterator[str]:
        stray = [part for row in rows[:1] for part in self._before(row)]
        yield "".join([*stray, '<div class="table" role="region" aria-label="Table" tabindex="0"><table>'])
        for row in rows:
            cell = 'th scope="col"' if row.kind is BlockKind.COLUMNS else "td"
            borders = list(BORDER.finditer(self.document.text, row.start, row.end))
            starts, ends = [row.start, *(b.end() for b in borders)], [*(b.start() for b in borders), row.end]
            cells = [f"<{cell}>{self._run(*span)}</{cell[:2]}>" for span in zip(starts, ends, strict=True)]
            self._end = row.end
            yield f"<tr>{''.join(cells)}</tr>"
        yield "</table></div>"

    def _before(self, block: Block) -> Iterator[str]:
        """Lines between two blocks that belong to neither."""
        gap = self.document.text[self._end : self._first(block)]
        lines = gap.rpartition("\n")[0].split("\n")
        yield from (f"<p>{text(line.strip())}</p>" for line in lines if line.strip())

    def _name(self, block: Block) -> str:
        """The id of the section that begins with this block, as an attribute."""
        section = self._opens.get(block.start)
        return f' id="{anchor(section.start)}"' if section and section.start else ""

    def _first(self, block: Block) -> int:
        leads = self._leads.get(block.start)
        return leads[0].start if leads else block.start

    def _words(self, block: Block) -> str:
        """A block's marker, as it stands before it on its line, its run-in headings, and its words."""
        marker = self.document.text[self._end : self._first(block)].rpartition("\n")[2].strip()
        parts = [f'<span class="marker">{text(marker)}</span>'] if marker else []
        parts += [
            f"<strong{self._name(lead)}>{self._run(lead.start, lead.end)}</strong>"
            for lead in self._leads.get(block.start, ())
        ]
        if block.kind is not BlockKind.HEADING and self._name(block):
            parts.append(f"<span{self._name(block)}></span>")
        self._end = block.end
        return " ".join([*parts, self._run(block.start, block.end)])

    def _run(self, start: int, end: int) -> str:
        """``text[start:end]``, its links and its part of the clause."""
        parts, at = [], start
        first = bisect_left(self._links, start, key=lambda link: link.start)
        for link in takewhile(lambda link: link.start < end, self._links[first:]):
            if link.end <= end:
                words = self._mark(link.start, link.end)
                parts += [self._mark(at, link.start), _anchor(link.url, words)]
                at = link.end
        return "".join([*parts, self._mark(at, end)])

    def _mark(self, start: int, end: int) -> str:
        whole = self.document.text
        if self.clause is None:
            return text(whole[start:end])
        first = min(max(start, self.clause.start), end)
        last = min(max(first, self.clause.end), end)
        if first == last or not whole[first:last].strip():
            return text(whole[start:end])
        name = "" if self._marked else ' id="clause"'
        self._marked = True
        return f"{text(whole[start:first])}<mark{name}>{text(whole[first:last])}</mark>{text(whole[last:end])}"


def _nested(tag: str, entries: Sequence[tuple[int, str]], attributes: str = "") -> str:
    """Lists in lists: an entry of a higher level than the one before stands in that one's item."""
    parts: list[str] = []
    levels: list[int] = []
    for level, entry in entries:
        if not levels or level > levels[-1]:
            parts.append(f"<{tag}{attributes}>")
            levels.append(level)
        else:
            while len(levels) > 1 and level < levels[-1]:
                parts.append(f"</li></{tag}>")
                levels.pop()
            parts.append("</li>")
        parts.append(f"\n<li>{entry}")
    return "".join([*parts, f"</li></{tag}>" * len(levels)])


def anchor(start: int) -> str:
    """The id of the section that starts at this code point; the first is the policy's beginning."""
    return f"at-{start}" if start else "policy"


def text(words: str) -> str:
    """Escaped for HTML, with what a page must not hold shown as a replacement character."""
    return escape(_UNSEEN.sub("\N{REPLACEMENT CHARACTER}", words))


@lru_cache(64)
def links(document: Document) -> tuple[Link, ...]:
    """The policy's own links and the addresses that its text spells out, in order, none inside another."""
    own = [link for link in document.links if link.start < link.end and is_safe(link.url)]
    kept: list[Link] = []
    for link in sorted([*own, *_spelt(document.text)], key=lambda each: each.start):
        if not kept or link.start >= kept[-1].end:
            kept.append(link)
    return tuple(kept)


def _spelt(words: str) -> list[Link]:
    """https://…, www.… and name@example.com; not "interest.In", where only a space is missing."""
    with _LINKIFY_LOCK:
        found = _linkify().match(words) or []
    return [
        Link(match.index, match.last_index, match.url)
        for match in found
        if (match.schema or match.raw.lower().startswith("www.")) and is_safe(match.url)
    ]


def _anchor(url: str, words: str) -> str:
    return f'<a href="{text(url)}" rel="noopener nofollow">{words}</a>'


_LINKIFY_LOCK = threading.Lock()  # it keeps the text that it is working on in itself


@lru_cache(1)
def _linkify() -> LinkifyIt:
    return LinkifyIt()
