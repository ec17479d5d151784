"""DOCX: what Word marks, and its properties."""

from __future__ import annotations

import tempfile
from html import escape
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.errors import PolicyError
from assistant.indexer import docx
from assistant.model import BlockKind
from tests.indexer import hostile
from tests.indexer.documents import cut
from tests.indexer.test_passages import check

_ROW = "<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"


def _paragraph(words: str, bold: bool = False) -> str:
    style = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:p><w:r>{style}<w:t xml:space="preserve">{escape(words)}</w:t></w:r></w:p>'


def test_a_table_without_a_marked_head() -> None:
    """A first row in bold heads the columns."""
    head = _ROW.format(_paragraph("Data", bold=True), _paragraph("Kept", bold=True))
    page = docx.parse(hostile.docx(f"<w:tbl>{head}{_ROW.format(_paragraph('Logs'), _paragraph('14 days'))}</w:tbl>"))
    assert [(b.kind, page.text[b.start : b.end]) for b in page.blocks] == [
        (BlockKind.COLUMNS, "Data | Kept"),
        (BlockKind.ROW, "Logs | 14 days"),
    ]


def test_properties_are_metadata() -> None:
    """Title, language and company come from the file's properties."""
    core = (
        '<p xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Our Policy</dc:title>'
        "<dc:language>de-DE</dc:language></p>"
    )
    space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    app = f'<Properties xmlns="{space}"><Company>Firma</Company></Properties>'
    made = hostile.docx(_paragraph("Text."), parts={"docProps/core.xml": core, "docProps/app.xml": app})
    assert docx.parse(made).meta == {"title": "Our Policy", "language": "de", "company": "Firma"}


_BODY = st.lists(
    st.tuples(
        st.booleans(),
        st.booleans(),
        st.one_of(
            st.sampled_from(["Logs", "We keep:", "• one;", "1. Scope", "We keep your data for 14 days."]),
            st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cn"]), max_size=40),
        ),
    ),
    max_size=20,
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(body=_BODY)
def test_any_file_is_covered(body: list[tuple[bool, bool, str]]) -> None:
    """Whatever paragraphs and cells hold: exact spans, no overlap, nothing left out."""
    parts = [
        f"<w:tbl>{_ROW.format(_paragraph(words, bold), _paragraph(words[::-1]))}</w:tbl>"
        if row
        else _paragraph(words, bold)
        for row, bold, words in body
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "p.docx"
        path.write_bytes(hostile.docx("".join(parts)))
        try:
            found = cut(path)
        except PolicyError:
            return
        check(*found)
