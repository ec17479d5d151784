"""A policy as HTML: every word of it, nothing of it as markup, one clause marked."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.indexer.build import build
from assistant.model import Block, BlockKind, Document, Link, Section, Span
from assistant.render import is_safe
from assistant.server.markup import Page, links
from tests.server.conftest import POLICIES


class Reader(HTMLParser):
    """What a browser makes of it: the text, the elements in order, the marked text by id."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[str] = []
        self.attributes: list[dict[str, str | None]] = []
        self.marked: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == [], "every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.append(dict(attrs))
        self._open.append(tag)
        if tag == "mark":
            self.marked.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag, "elements nest"

    def handle_data(self, data: str) -> None:
        self.text += data
        if "mark" in self._open:
            self.marked[-1] += data


def squeezed(text: str) -> str:
    """Without white space, and without the borders of table cells."""
    return re.sub(r"\s", "", text.replace(" | ", ""))


def paragraphs(text: str, *also: Link) -> Page:
    """A page of a policy whose lines are its paragraphs."""
    blocks = [Block(BlockKind.PARAGRAPH, *match.span()) for match in re.finditer(r"[^\n]+", text)]
    document = Document("x", "T", None, None, None, None, "en", text, "0" * 64, also)
    return Page(document, blocks, [Section((), 0, len(text))])


def blocks_of(page: Page, blocks: list[Block], *sections: Section) -> Page:
    """The same policy, cut otherwise."""
    return Page(page.document, blocks, sections or page.sections, page.clause)


@pytest.mark.parametrize("path", sorted(POLICIES.glob("*.txt")), ids=lambda path: path.stem)
def test_every_word_is_on_the_page(path: Path) -> None:
    """The page's text is the canonical text, list markers and heading numbers too; its contents name every heading."""
    index = build(path, None)
    page = Page(index.document, index.blocks, index.sections)
    text, first = index.document.text, next(block for block in index.blocks if block.kind is BlockKind.HEADING)
    if text[first.start : first.end].partition(" | ")[0] == index.document.title:  # the page's own heading
        text = text[: first.start] + text[first.end :]
    assert squeezed(Reader(page.body()).text) == squeezed(text)
    body, contents = Reader(page.body()), Reader(page.contents())
    ids = [each["id"] for each in body.attributes if "id" in each]
    targets = [(each["href"] or "")[1:] for each in contents.attributes if "href" in each]
    assert len(ids) == len(set(ids))
    assert set(targets) <= {*ids, "policy"}
    assert targets
    places = {f"at-{section.start}" for section in index.sections if section.start}
    assert places <= set(ids)


@pytest.mark.parametrize("path", sorted(POLICIES.glob("*.txt")), ids=lambda path: path.stem)
def test_every_passage_can_be_marked(path: Path) -> None:
    """Whatever is cited, exactly its words are marked, and one piece of it carries the anchor."""
    index = build(path, None)
    for passage in index.passages:
        span = Span(passage.start, passage.end)
        body = Reader(Page(index.document, index.blocks, index.sections, span).body())
        assert squeezed("".join(body.marked)) == squeezed(index.document.text[span.start : span.end])
        assert [each.get("id") for each in body.attributes].count("clause") == 1


def test_the_title_is_not_said_again() -> None:
    """Nor below a line before it, nor with the site's name; its place can be gone to. What of it is quoted is shown."""
    text = "Archived.\nT | Site\nFirst\nwords\nT\nmore"
    levels = {"T | Site": 1, "First": 2, "T": 1}
    blocks = [
        Block(BlockKind.HEADING if match[0] in levels else BlockKind.PARAGRAPH, *match.span(), levels.get(match[0], 0))
        for match in re.finditer(r"[^\n]+", text)
    ]
    paths = (10, ("T | Site",)), (19, ("T | Site", "First")), (31, ("T | Site", "T"))
    page = blocks_of(paragraphs(text), blocks, *(Section(path, start, len(text)) for start, path in paths))
    body = Reader(page.body())
    assert body.text.split() == ["Archived.", "First", "words", "T", "more"]
    assert [each["id"] for each in body.attributes if "id" in each] == ["at-10", "at-19", "at-31"]
    assert Reader(page.contents()).text.split() == ["First", "T"]
    quoted = Page(page.document, page.blocks, page.sections, Span(10, 18))
    assert Reader(quoted.body()).marked == ["T | Site"]


def test_headings_go_down_one_step_at_a_time() -> None:
    """A page whose headings skip a level confuses who listens to it."""
    text = "Deep\nwords\nDeeper\nmore\nTop\nend"
    levels = {"Deep": 3, "Deeper": 6, "Top": 1}
    blocks = [
        Block(BlockKind.HEADING if match[0] in levels else BlockKind.PARAGRAPH, *match.span(), levels.get(match[0], 0))
        for match in re.finditer(r"\w+", text)
    ]
    page = blocks_of(paragraphs(text), blocks)
    assert [tag for tag in Reader(page.body()).tags if tag != "p"] == ["h2", "h3", "h2"]


def test_lists_nest() -> None:
    """An item of a deeper level stands inside the item before it; a list may start deep."""
    text = "\n".join("abcde")
    page = paragraphs(text)
    page.blocks = [
        Block(BlockKind.ITEM, number * 2, number * 2 + 1, level) for number, level in enumerate((2, 2, 3, 2, 1))
    ]
    html = re.sub(r"\s", "", page.body()).replace('class="items"', "")
    assert html == "<ul><li>a</li><li>b<ul><li>c</li></ul></li><li>d</li><li>e</li></ul>"


def test_a_table_has_its_column_headings() -> None:
    """Rows become a table, cell by cell, and a clause in one is marked there."""
    text = "Purpose | Kept\nBilling | 10 years\nLogs | 14 days"
    page = paragraphs(text)
    kinds = (BlockKind.COLUMNS, BlockKind.ROW, BlockKind.ROW)
    page.blocks = [Block(kind, b.start, b.end) for kind, b in zip(kinds, page.blocks, strict=True)]
    page.clause = Span(text.index("Logs"), len(text))
    body = Reader(page.body())
    assert body.tags.count("th") == 2
    assert body.tags.count("td") == 4
    assert body.marked == ["Logs", "14 days"]


def test_a_run_in_heading_stays_on_its_line() -> None:
    """A heading that shares its line with text is strong text there, and can be linked to."""
    text = "• Log data: We keep logs."
    blocks = [Block(BlockKind.HEADING, 2, 11, run_in=True), Block(BlockKind.ITEM, 12, len(text), 1)]
    page = blocks_of(paragraphs(text), blocks, Section((), 0, 2), Section(("Log data",), 2, len(text)))
    html = re.sub(r"\s+", " ", page.body())
    assert '<li><span class="marker">•</span> <strong id="at-2">Log data:</strong> We keep logs.</li>' in html


def test_links_stay_links() -> None:
    """The original's links and spelt-out addresses lead on, without passing on a referrer's blessing."""
    text = (
        "See our terms, https://example.com/a?b=1&c=2, www.example.org or privacy@example.com. Interest.In short: no."
    )
    page = paragraphs(text, Link(8, 13, "https://example.com/terms"), Link(0, 3, "javascript:alert(1)"))
    page.clause = Span(4, 20)
    body = Reader(page.body())
    anchors = [each for tag, each in zip(body.tags, body.attributes, strict=True) if tag == "a"]
    assert [each["href"] for each in anchors] == [
        "https://example.com/terms",
        "https://example.com/a?b=1&c=2",
        "http://www.example.org",
        "mailto:privacy@example.com",
    ]
    assert all(each["rel"] == "noopener nofollow" for each in anchors)
    assert body.text == text
    assert "".join(body.marked) == text[4:20]


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:x", "data:text/html,x", "vbscript:x",
     "file:///etc", "//evil.example",
     "https://a b", 'https://a"onclick="x', "https://a<b>", "http:", ""],
)  # fmt: skip
def test_unsafe_links_are_text(url: str) -> None:
    """Only http, https and mailto lead anywhere."""
    assert not is_safe(url)
    assert links(paragraphs("words", Link(0, 5, url)).document) == ()


_TEXTS = st.lists(st.sampled_from("\u202d\u202e\0") | st.characters(codec=None), max_size=200).map("".join)


@given(_TEXTS, st.integers(0, 200), st.integers(0, 200))
def test_no_text_becomes_markup(text: str, start: int, end: int) -> None:
    """Whatever a policy says, its page has the elements that it should have, and shows the text."""
    page = paragraphs(text)
    page.clause = Span(start, end)
    body = Reader(page.body())
    assert set(body.tags) <= {"p", "mark", "a"}
    shown = re.sub("[\x00-\x08\x0b-\x1f\x7f\u202d\u202e\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", text)
    assert re.sub(r"\s", "", body.text) == re.sub(r"\s", "", shown)


@pytest.mark.parametrize(
    "payload", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</mark></article>", "<!--", "&lt;b&gt;"]
)
def test_payloads_are_shown(payload: str) -> None:
    """Markup in a policy is text on its page, in titles and headings too."""
    blocks = [Block(BlockKind.HEADING, 0, len(payload), 1)]
    page = blocks_of(paragraphs(payload), blocks, Section((payload,), 0, len(payload)))
    assert Reader(page.body()).text == payload
    assert Reader(page.contents()).text.strip() == payload
    assert set(Reader(page.body() + page.contents()).tags) <= {"h2", "ol", "li", "a"}
