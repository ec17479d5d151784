"""Hostile files are refused by name, and the rest of the library goes on; nothing is ever fetched."""

from __future__ import annotations

import http.server
import threading
from pathlib import Path

from assistant.index.store import Store
from assistant.indexer.library import Library
from tests.indexer.hostile import docx, pdf, show

_PARAGRAPH = "<w:p><w:r><w:t>We keep your data for 14 days.</w:t></w:r></w:p>"


def test_the_rest_of_the_library_goes_on(tmp_path: Path) -> None:
    """Each bad file is named with its reason; the good ones beside them are indexed."""
    bad = {
        "bomb-word.docx": (docx("<w:p/>" * 6_000_000), "unpacks to more than 32 MB"),
        "entity.docx": (docx("&x;", '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hosts">]>'), "declares XML entities"),
        "nested-word.docx": (docx("<w:p>" * 20_000 + "</w:p>" * 20_000), "nested too deeply"),
        "broken-word.docx": (b"PK\x03\x04 and no more", "is not a Word file"),
        "old.docx": (b"\xd0\xcf\x11\xe0" + bytes(600), "older Word"),
        "bomb.pdf": (pdf(show(b"We keep logs.") + b" " * 100_000_000), "Limit reached"),
        "broken.pdf": (b"%PDF-1.7 and no more", "is not a PDF"),
        "scan.pdf": (pdf(b""), "holds no text"),
        "nested.html": (b"<div>" * 100_000 + b"x", "stand within each other"),
        "zero.txt": (b"We keep\x00your data", "zero byte"),
    }
    good = {
        "good-word.docx": docx(_PARAGRAPH),
        "good.pdf": pdf(show(b"We keep your data for 14 days.")),
        "good-page.html": b"<p>We keep your data for 14 days.</p>",
    }
    policies = tmp_path / "policies"
    policies.mkdir()
    for name, content in {**{name: made for name, (made, _) in bad.items()}, **good}.items():
        (policies / name).write_bytes(content)
    library = Library(policies, Store(tmp_path / "indexes"), None)
    report = library.sync()
    assert set(report.built) == {"good", "good-word", "good-page"}
    failed = {path.name: reason for path, reason in report.failed}
    assert set(failed) == set(bad)
    for name, reason in failed.items():
        assert bad[name][1] in reason, (name, reason)


def test_a_page_tree_in_a_circle(tmp_path: Path) -> None:
    """A PDF whose pages hold themselves ends: refused, or read once."""
    policies = tmp_path / "policies"
    policies.mkdir()
    (policies / "circle.pdf").write_bytes(pdf(show(b"We keep logs."), kids=b"2 0 R 3 0 R"))
    form = (
        b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"
        b"/Length 5>>stream\n/X Do\nendstream"
    )
    drawn = pdf(show(b"We keep logs.") + b" /X Do", b"3 0 R", b"/XObject<</X 6 0 R>>", form)
    (policies / "drawn.pdf").write_bytes(drawn)
    (policies / "good.html").write_text("<p>We keep your data for 14 days.</p>", encoding="utf-8")
    report = Library(policies, Store(tmp_path / "indexes"), None).sync()
    assert "good" in report.built
    assert {*report.built, *(path.stem for path, _ in report.failed)} == {"good", "circle", "drawn"}


def test_nothing_is_fetched(tmp_path: Path) -> None:
    """Images, styles, frames, entities and linked pictures are never asked for."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    at = f"http://127.0.0.1:{server.server_address[1]}"
    policies = tmp_path / "policies"
    policies.mkdir()
    (policies / "page.html").write_text(
        f"<link rel=stylesheet href='{at}/a.css'><script src='{at}/a.js'></script><img src='{at}/a.png'>"
        f"<iframe src='{at}/f'></iframe><p>We keep logs.</p>",
        encoding="utf-8",
    )
    (policies / "marked.md").write_text(f"We keep logs. ![x]({at}/b.png) <img src='{at}/c.png'>\n", encoding="utf-8")
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{relation}/image" Target="{at}/d.png" TargetMode="External"/></Relationships>'
    )
    picture = (
        "<w:p><w:r><w:drawing><wp:inline "
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData>'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill>'
        f'<a:blip xmlns:r="{relation}" r:link="r1"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r></w:p>"
    )
    word = docx(picture + _PARAGRAPH, parts={"word/_rels/document.xml.rels": relations})
    (policies / "word.docx").write_bytes(word)
    action = b"/XObject<<>>>>/AA<</O<</S/URI/URI(" + at.encode() + b"/e)>>>>/Ignored<<"
    (policies / "print.pdf").write_bytes(pdf(show(b"We keep logs."), resources=action))
    report = Library(policies, Store(tmp_path / "indexes"), None).sync()
    server.shutdown()
    server.server_close()
    assert set(report.built) == {"page", "marked", "word", "print"}
    assert asked == []
