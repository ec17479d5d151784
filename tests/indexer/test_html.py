"""HTML: the words of the body, without its machinery."""

from __future__ import annotations

from assistant.indexer.html import parse
from assistant.model import BlockKind


def test_machinery_is_left_out() -> None:
    """Scripts, styles, navigation and forms are no text."""
    page = parse("<body><nav>Home</nav><script>x()</script><p>We keep <b>logs</b>.</p><footer>©</footer></body>")
    assert page.text == "We keep logs."


def test_blocks_and_links() -> None:
    """Headings, list items, table rows and links come with their spans."""
    page = parse(
        "<h2>Logs</h2><p>We keep:<br>these</p><ol><li><p>IP</p><ul><li>v4</li></ul></li><li>time</li></ol>"
        "<table><tr><th>A</th><th>B</th></tr><tr><td>c</td><td><a href='/d'>d</a></td></tr></table>"
    )
    assert [(b.kind, b.level, page.text[b.start : b.end]) for b in page.blocks] == [
        (BlockKind.HEADING, 2, "Logs"),
        (BlockKind.PARAGRAPH, 0, "We keep:\nthese"),
        (BlockKind.ITEM, 1, "IP"),
        (BlockKind.ITEM, 2, "v4"),
        (BlockKind.ITEM, 1, "time"),
        (BlockKind.COLUMNS, 0, "A | B"),
        (BlockKind.ROW, 0, "c | d"),
    ]
    assert page.links[0].url == "/d"
    assert "2. time" in page.text


def test_the_head_is_metadata() -> None:
    """Title, site, address and language come from the head."""
    page = parse(
        "<html lang='de-AT'><head><title>Datenschutz</title><meta property='og:site_name' content='Firma'>"
        "<link rel='canonical' href='https://a.example/p'></head><body>Text</body></html>"
    )
    assert page.meta == {"title": "Datenschutz", "company": "Firma", "url": "https://a.example/p", "language": "de"}


def test_deep_nesting_is_read() -> None:
    """Ten thousand nested elements are no recursion."""
    assert parse("<div>" * 10_000 + "deep").text == "deep"
