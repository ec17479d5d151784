"""HTML to a Page: the words of the body with their headings, paragraphs, lists and tables."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode

from assistant.indexer.source import Page
from assistant.indexer.writer import Writer
from assistant.model import BlockKind

_SKIPPED = frozenset(
    "script style noscript template nav header footer aside form button select textarea svg iframe object "
    "dialog head title".split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = frozenset(("ul", "ol", "menu"))
_BLOCKS = frozenset(
    "address article blockquote body caption center dd details div dl dt fieldset figcaption figure hr main p "
    "pre section summary table".split()
)
_META = {
    "og:title": "title",
    "og:site_name": "company",
    "og:url": "url",
    "article:modified_time": "date",
    "last-modified": "date",
    "date": "date",
}


def parse(text: str) -> Page:
    """Parse an HTML document or fragment."""
    tree = LexborHTMLParser(text)
    scribe = _Scribe()
    root = tree.css_first("main") or tree.body or tree.root
    if root is not None:
        scribe.walk(root)
    return scribe.writer.page(_meta(tree))


def _meta(tree: LexborHTMLParser) -> dict[str, str]:
    """What the head says: title, company, url, date, language."""
    meta: dict[str, str] = {}
    for node in tree.css("meta"):
        name = (node.attributes.get("property") or node.attributes.get("name") or "").lower()
        content = (node.attributes.get("content") or "").strip()
        if name in _META and content:
            meta.setdefault(_META[name], content)
    canonical = tree.css_first("link[rel=canonical]")
    if canonical is not None and canonical.attributes.get("href"):
        meta["url"] = canonical.attributes["href"] or ""
    title = tree.css_first("title")
    if title is not None and title.text(strip=True):
        meta.setdefault("title", title.text(strip=True))
    html = tree.css_first("html")
    if html is not None and html.attributes.get("lang"):
        meta["language"] = (html.attributes["lang"] or "")[:2].lower()
    return meta


class _Scribe:
    """Walks the tree without recursion (100,000 nested tags are only a long list) and tells it to a Writer."""

    def __init__(self) -> None:
        self.writer = Writer()
        self._lists: list[int | None] = []
        self._marker = ""

    def walk(self, root: LexborNode) -> None:
        """Enter and leave every element under ``root`` in document order."""
        todo: list[tuple[LexborNode, bool]] = [(root, True)]
        while todo:
            node, entering = todo.pop()
            tag = node.tag or ""
            if tag == "-text":
                self.writer.write(node.text_content or "")
            elif not entering:
                self._leave(tag)
            elif tag and tag not in _SKIPPED and tag[0] not in "-_":
                self._enter(tag, node)
                todo.append((node, False))
                children = list(node.iter(include_text=True))
                todo.extend((child, True) for child in reversed(children))

    def _enter(self, tag: str, node: LexborNode) -> None:
        writer = self.writer
        if tag in _LISTS:
            writer.close()
            start = node.attributes.get("start") or "1"
            self._lists.append((int(start) if start.isascii() and start.isdigit() else 1) if tag == "ol" else None)
        elif tag == "tr":
            cells = {child.tag for child in node.iter()}
            writer.open(BlockKind.COLUMNS if cells == {"th"} else BlockKind.ROW)
        elif tag == "br":
            writer.line_break()
        elif tag in ("b", "strong", "a"):
            writer.begin((node.attributes.get("href") or "") if tag == "a" else None)
        else:
            self._enter_block(tag)

    def _enter_block(self, tag: str) -> None:
        if tag in _HEADINGS:
            self.writer.open(BlockKind.HEADING, _HEADINGS[tag])
        elif tag == "li":
            self._item()
        elif tag in _BLOCKS:
            self._block(tag)

    def _leave(self, tag: str) -> None:
        if tag in _LISTS:
            self.writer.close()
            self._lists.pop()
        elif tag in ("b", "strong", "a"):
            self.writer.end()
        elif tag in ("td", "th"):
            self.writer.cell()
        elif tag in _HEADINGS or tag in ("li", "tr") or tag in _BLOCKS:
            self._block(tag)

    def _item(self) -> None:
        number = self._lists[-1] if self._lists else None
        if number is not None:
            self._lists[-1] = number + 1
        self.writer.open(BlockKind.ITEM, max(1, len(self._lists)), "•" if number is None else f"{number}.")

    def _block(self, tag: str) -> None:
        """A block ends or begins here; what follows inside a list goes on with its item."""
        if tag == "table":
            self.writer.table()
        if self._lists and self.writer.waiting:
            return
        if self._lists and tag != "li":
            self.writer.open(BlockKind.ITEM, len(self._lists))
        else:
            self.writer.close()
