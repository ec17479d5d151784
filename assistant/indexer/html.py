"""HTML to a Page: the words of the main content with their headings, paragraphs, lists, definitions and tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode

from assistant.errors import FormatError
from assistant.indexer import front_matter
from assistant.indexer.html_lists import BULLET, Numbering
from assistant.indexer.html_main import content_root, is_layout, is_machinery, is_too_deep, opens_part
from assistant.indexer.html_tables import CELLS, Tables
from assistant.indexer.source import Page
from assistant.indexer.writer import Writer
from assistant.model import BlockKind

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = frozenset(("ul", "ol", "menu"))
_MARKS = frozenset(("b", "strong", "a"))
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form "
    "header hr li main p pre section table".split()
)
_META = {
    "og:title": "title",
    "dc.title": "title",
    "og:site_name": "site",
    "og:url": "url",
    "article:modified_time": "date",
    "dcterms.modified": "date",
    "last-modified": "date",
    "date": "date",
    "content-language": "language",
}
_NOTE_ID = re.compile(r"(?:fn|footnote|endnote)[-:_]?\d+", re.IGNORECASE)
_NOTE_NUMBER = re.compile(r"[\[(]?(\d{1,3})[\])]?")
_BACK = frozenset("↑ ↩ ↩︎ ⏎ ^ back # ¶ 🔗".split())
_NEW_WINDOW = re.compile(r"\W*opens in (?:a )?new (?:tab|window)\W*", re.IGNORECASE)
_NOSCRIPT = re.compile(r"<(/?)noscript\b[^<>]*>", re.IGNORECASE)


def parse(text: str, meta: Mapping[str, str] | None = None) -> Page:
    """Parse an HTML document or fragment; ``meta`` is known of it beforehand.

    Raises FormatError: more elements stand within each other than any page needs.
    """
    if is_too_deep(text):
        raise FormatError("is no page that a person reads: thousands of its elements stand within each other")
    matter, begins = front_matter.split(text)
    tree = LexborHTMLParser(_with_scripts(text[begins:]))
    scribe = _Scribe()
    root = content_root(tree)
    if root is not None:
        scribe.walk(root)
    return scribe.writer.page(_meta(tree) | matter | dict(meta or {}))


def _with_scripts(text: str) -> str:
    """A page as it is where scripts run: what is for others may leave elements open that would take in all the rest."""
    kept, since, within = [], 0, False
    for match in _NOSCRIPT.finditer(text):
        if match[1] and within:
            since, within = match.end(), False
        elif not match[1] and not within:
            kept.append(text[since : match.start()])
            since, within = match.start(), True
    return "".join(kept) + text[since:]


def _meta(tree: LexborHTMLParser) -> dict[str, str]:
    """What the head says: title, site, url, date, language."""
    meta: dict[str, str] = {}
    for node in tree.css("meta"):
        attributes = node.attributes
        name = next((attributes[key] for key in ("property", "name", "http-equiv") if attributes.get(key)), None) or ""
        content = (attributes.get("content") or "").strip()
        if name.lower() in _META and content:
            meta.setdefault(_META[name.lower()], content)
    canonical = tree.css_first("link[rel=canonical]")
    if canonical is not None and canonical.attributes.get("href"):
        meta["url"] = canonical.attributes["href"] or ""
    title = tree.css_first("title")
    words = title.text(strip=True) if title is not None else ""
    if words and meta.setdefault("title", words) != words:
        meta["tab"] = words  # what stands in the tab of a browser
    html = tree.css_first("html")
    if html is not None and html.attributes.get("lang"):
        meta["language"] = html.attributes["lang"] or ""
    return meta


class _Scribe:
    """Walks the tree without recursion and tells it to a Writer."""

    def __init__(self) -> None:
        self.writer = Writer()
        self._lists: list[Numbering] = []
        """Those that are open."""
        self._level = 0
        """Of the last heading."""
        self._details = 0
        self._tables = Tables(self.writer)
        self._inner = 0
        """Elements that are open and hold the content for sure."""
        self._held = False
        """The next block goes on with the one that is open: a definition after its term, a footnote after its mark."""

    def walk(self, root: LexborNode) -> None:
        """Enter and leave every element under ``root`` in document order."""
        self._inner = root.tag not in ("body", "html")
        todo: list[tuple[LexborNode, bool]] = [(root, True)]
        while todo:
            node, entering = todo.pop()
            tag = node.tag or ""
            if tag == "-text":
                self._text(node.text_content or "")
            elif not entering:
                self._leave(tag)
            elif tag and tag[0] not in "-_" and not self._is_left_out(tag, node):
                self._enter(tag, node)
                todo.append((node, False))
                children = list(node.iter(include_text=True))
                todo.extend((child, True) for child in reversed(children))

    def _text(self, words: str) -> None:
        if _NEW_WINDOW.fullmatch(words):  # of a link: said to who does not see it
            return
        self.writer.write(words)
        if words.strip():
            self._held = False

    def _is_left_out(self, tag: str, node: LexborNode) -> bool:
        """It is machinery, or leads to a heading; or a footnote's mark or a hidden address, which are written here."""
        if "data-cfemail" in node.attributes:
            self._text(_address(node.attributes["data-cfemail"] or ""))
            return True
        if tag == "sup":
            number = _NOTE_NUMBER.fullmatch(node.text(strip=True))
            if number is not None and _is_note(node):
                self._text(f"[{number[1]}]")
                return True
        if tag == "a" and (node.attributes.get("href") or "").startswith("#") and node.text(strip=True) in _BACK:
            return True
        return is_machinery(node, bool(self._inner))

    def _enter(self, tag: str, node: LexborNode) -> None:
        if tag in CELLS:
            self._tables.begin_cell(node)
        elif tag in _ENTER:
            _ENTER[tag](self, node)
        elif tag in _LISTS:
            self._list(node)
        elif tag in _HEADINGS and not self._tables.in_row:
            self._level = _HEADINGS[tag]
            self.writer.open(BlockKind.HEADING, self._level)
        elif tag == "button" and opens_part(node):
            self._summary(node)
        elif tag in _MARKS:
            self.writer.begin(_href(node) if tag == "a" else None)
        elif tag in _BLOCKS or tag in _HEADINGS:
            self._block(tag)

    def _leave(self, tag: str) -> None:
        if tag in _LEAVE:
            _LEAVE[tag](self)
        elif tag in _LISTS:
            self._break()
            self._lists.pop()
            if self._lists and not self._tables.in_row:  # what follows goes on with the item around this list
                self.writer.open(BlockKind.ITEM, len(self._lists))
        elif tag in _MARKS:
            self.writer.end()
        elif tag in CELLS:
            self._tables.end_cell()
        elif tag in _BLOCKS or tag in _HEADINGS:
            self._held = False
            self._block(tag)

    def _break(self) -> None:
        """What was open ends: a line in a row, else the block."""
        if self._tables.in_row:
            self.writer.line_break()
        else:
            self.writer.close()

    def _block(self, tag: str) -> None:
        """A block ends or begins here; what follows inside a list goes on with its item."""
        if self._held or (self._lists and self.writer.waiting):
            return
        if self._lists and tag != "li" and not self._tables.in_row:
            self.writer.open(BlockKind.ITEM, len(self._lists))
        else:
            self._break()

    def _list(self, node: LexborNode) -> None:
        self._break()
        self._lists.append(Numbering(node))

    def _item(self, node: LexborNode) -> None:
        mark = self._lists[-1].mark(node) if self._lists else BULLET
        if self._tables.in_row:
            self.writer.line_break()
            self.writer.write(f"{mark} ")
        elif mark != BULLET and _NOTE_ID.fullmatch(node.attributes.get("id") or ""):
            self.writer.open(BlockKind.PARAGRAPH)
            self.writer.write(f"[{mark[:-1]}] ")
            self._held = True
        else:
            self.writer.open(BlockKind.ITEM, max(1, len(self._lists)), mark)

    def _table(self, node: LexborNode) -> None:
        self._break()
        self._tables.begin(is_layout(node))

    def _term(self, node: LexborNode) -> None:
        """A term and its definition are one paragraph: "Cookie: a small file …"; a question stands over its answer."""
        self._block("dt")
        self.writer.begin()

    def _end_term(self) -> None:
        self.writer.end()
        self._held = self.writer.label()

    def _details_open(self, node: LexborNode) -> None:
        self._block("details")
        self._details += 1

    def _details_close(self) -> None:
        self._details -= 1
        self._block("details")

    def _summary(self, node: LexborNode) -> None:
        """What opens a folded part is its heading."""
        self.writer.open(BlockKind.HEADING, min(6, self._level + max(1, self._details)))

    def _into(self, node: LexborNode) -> None:
        self._inner += 1
        self._block("main")

    def _out(self) -> None:
        self._inner -= 1
        self._block("main")


def _address(hidden: str) -> str:
    """An e-mail address that Cloudflare hides from robots: hexadecimal digits, the first byte XORed to the others."""
    try:
        key, *letters = bytes.fromhex(hidden)
        return bytes(letter ^ key for letter in letters).decode()
    except ValueError:
        return ""


def _href(link: LexborNode) -> str:
    url = link.attributes.get("href") or ""
    _, hides, address = url.partition("/cdn-cgi/l/email-protection#")
    return f"mailto:{_address(address)}" if hides else url


def _is_note(sup: LexborNode) -> bool:
    """It is a link within the page, or stands behind the end of a sentence, or begins a line: "5 m²" is none."""
    around, before = sup.parent, sup.prev
    linked = around is not None and around.tag == "a" and (around.attributes.get("href") or "").startswith("#")
    words = (before.text(deep=True) if before is not None else "").rstrip()
    ends = words[-1:] in tuple('.,;:!?”"') and words[-2:-1].isalpha()
    text = (sup.next.text_content or "") if sup.next is not None and sup.next.tag == "-text" else ""
    return linked or sup.css_first("a[href^='#']") is not None or ends or (not words and text[:1].isspace())


_ENTER: dict[str, Callable[[_Scribe, LexborNode], None]] = {
    "li": _Scribe._item,
    "table": _Scribe._table,
    "tr": lambda scribe, node: scribe._tables.begin_row(node),
    "dt": _Scribe._term,
    "details": _Scribe._details_open,
    "summary": _Scribe._summary,
    "main": _Scribe._into,
    "article": _Scribe._into,
    "br": lambda scribe, node: scribe.writer.line_break(),
}
_LEAVE: dict[str, Callable[[_Scribe], None]] = {
    "table": lambda scribe: scribe._tables.end(),
    "tr": lambda scribe: scribe._tables.end_row(),
    "dt": _Scribe._end_term,
    "details": _Scribe._details_close,
    "summary": lambda scribe: scribe.writer.close(),
    "main": _Scribe._out,
    "article": _Scribe._out,
}
