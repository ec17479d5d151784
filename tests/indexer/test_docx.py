"""DOCX: what Word marks, and its properties."""

from __future__ import annotations

import tempfile
from html import escape
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.errors import PolicyError
from assistant.indexer import docx
from assistant.indexer.reading import read
from assistant.model import BlockKind
from tests.indexer import hostile
from tests.indexer.documents import cut, paths
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
    assert docx.parse(made).meta == {"title": "Our Policy", "language": "de-DE", "company": "Firma"}


def test_a_language_of_three_letters_is_not_cut_to_another(tmp_path: Path) -> None:
    """Filipino is not Finnish."""
    core = '<p xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:language>fil-PH</dc:language></p>'
    path = tmp_path / "a.docx"
    path.write_bytes(hostile.docx(_paragraph("We keep your data and that is all."), parts={"docProps/core.xml": core}))
    assert read(path).document.language == "en"


_SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_BULLETS = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl>'


def _level(at: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def _numbering(*plans: str, nums: str = "") -> str:
    """A numbering.xml: plan n is that of list n, unless ``nums`` says more."""
    held = "".join(f'<w:abstractNum w:abstractNumId="{n}">{plan}</w:abstractNum>' for n, plan in enumerate(plans, 1))
    lists = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(1, len(plans) + 1))
    return f"<w:numbering {_SPACE}>{held}{lists}{nums}</w:numbering>"


def _styles(**properties: str) -> str:
    """A styles.xml: what stands in each style, by its id."""
    held = "".join(f'<w:style w:type="paragraph" w:styleId="{n}">{inner}</w:style>' for n, inner in properties.items())
    return f"<w:styles {_SPACE}>{held}</w:styles>"


def _counted(words: str, num: int = 1, level: int = 0, mark: str = "") -> str:
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'
    return f"<w:p><w:pPr>{place}{mark}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def _styled(words: str, style: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>'


def _lines(body: str, numbering: str, styles: str = "") -> list[str]:
    """The lines of a file's text."""
    parts = {"word/numbering.xml": numbering} | ({"word/styles.xml": styles} if styles else {})
    return [line for line in docx.parse(hostile.docx(body, parts=parts)).text.split("\n") if line]


def test_headings_have_the_numbers_of_their_styles(tmp_path: Path) -> None:
    """A style numbers its headings, itself or through the one that it is based on; a deeper level begins anew."""
    numbering = _numbering(
        _level(0, "decimal", "%1.", '<w:pStyle w:val="Heading1"/>')
        + _level(1, "decimal", "%1.%2", '<w:pStyle w:val="Heading2"/>')
        + _level(2, "decimal", "%1.%2.%3")
    )
    styles = _styles(
        Heading1='<w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>',
        Heading2='<w:name w:val="heading 2"/><w:basedOn w:val="Heading1"/>',
        Heading3='<w:name w:val="heading 3"/><w:basedOn w:val="Heading2"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="2"/></w:numPr></w:pPr>',
    )
    body = "".join(
        (
            _styled("Your Data", "Heading1") + _styled("Accounts", "Heading2") + _paragraph("We keep your name."),
            _styled("Logs", "Heading2") + _styled("On Paper", "Heading3") + _paragraph("We keep none."),
            _styled("On Disk", "Heading3") + _paragraph("We keep them for 14 days."),
            _styled("Your Rights", "Heading1") + _styled("Copies", "Heading2") + _paragraph("You may ask for a copy."),
        )
    )
    parts = {"word/numbering.xml": numbering, "word/styles.xml": styles}
    path = tmp_path / "p.docx"
    path.write_bytes(hostile.docx(body, parts=parts))
    document, found, passages = cut(path)
    heads = [
        "1. Your Data",
        "1.1 Accounts",
        "1.2 Logs",
        "1.2.1 On Paper",
        "1.2.2 On Disk",
        "2. Your Rights",
        "2.1 Copies",
    ]
    assert [line for line in document.text.split("\n") if line[:1].isdigit()] == heads
    assert paths(found)[-4:] == [
        "Your Data > Logs > On Paper",
        "Your Data > Logs > On Disk",
        "Your Rights",
        "Your Rights > Copies",
    ]
    check(document, found, passages)


def test_an_items_number_is_its_marker(tmp_path: Path) -> None:
    """Letters and Roman numerals stand before the quote, which the item above leads in."""
    numbering = _numbering(_level(0, "lowerLetter", "(%1)") + _level(1, "lowerRoman", "(%2)"), _BULLETS)
    body = "".join(
        (
            _paragraph("We collect:") + _counted("your name;") + _counted("of your order:"),
            _counted("its date;", level=1) + _counted("its price;", level=1) + _counted("your address.", level=0),
            _paragraph("We share:") + _counted("nothing;", num=2) + _counted("never.", num=2),
        )
    )
    path = tmp_path / "p.docx"
    path.write_bytes(hostile.docx(body, parts={"word/numbering.xml": numbering}))
    document, found, passages = cut(path)
    check(document, found, passages)
    lines = [line for line in document.text.split("\n") if line]
    assert lines[1:6] == [
        "(a) your name;",
        "(b) of your order:",
        "(i) its date;",
        "(ii) its price;",
        "(c) your address.",
    ]
    assert lines[7:] == ["• nothing;", "• never."]
    items = [p for p in passages if p.kind is BlockKind.ITEM]
    assert [(document.text[p.start : p.end], document.text[slice(*p.lead_in or (0, 0))]) for p in items] == [
        ("your name;", "We collect:"),
        ("of your order:", "We collect:"),
        ("its date;", "of your order:"),
        ("its price;", "of your order:"),
        ("your address.", "We collect:"),
        ("nothing;", "We share:"),
        ("never.", "We share:"),
    ]


def test_a_list_that_starts_elsewhere() -> None:
    """Lists of one plan count on together, until one of them says where it starts."""
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{}"/></w:lvlOverride>'
    nums = '<w:num w:numId="{}"><w:abstractNumId w:val="1"/>{}</w:num>'
    more = nums.format(2, "") + nums.format(3, override.format(7))
    numbering = _numbering(_level(0, "decimal", "%1)") + _level(1, "upperLetter", "%2"), nums=more)
    body = _counted("a") + _counted("b", 2) + _counted("c", 2, 1) + _counted("d", 3) + _counted("e", 3, 1)
    body += _counted("f", 1) + _counted("g", 3)
    assert _lines(body, numbering) == ["1) a", "2) b", "A. c", "7) d", "A. e", "8) f", "9) g"]


@pytest.mark.parametrize(
    ("first", "second", "shown"),
    [
        (
            _level(0, "upperRoman", "Article %1"),
            _level(1, "decimal", "%1.%2"),
            ["Article I.", "I.1", "I.2", "Article II."],
        ),
        (
            _level(0, "upperRoman", "Article %1."),
            _level(1, "decimalZero", "Section %1.%2", "<w:isLgl/>"),
            ["Article I.", "Section 1.01.", "Section 1.02.", "Article II."],
        ),
        (
            _level(0, "decimal", "%1"),
            _level(1, "lowerLetter", "%2.", '<w:lvlRestart w:val="0"/>'),
            ["1.", "a.", "b.", "2."],
        ),
        (_level(0, "none", "%1"), _level(1, "unheardOf", "%2."), ["", "1.", "2.", ""]),
        (_level(0, "decimal", "Annex %1:"), _level(1, "bullet", "-"), ["Annex 1:", "•", "•", "Annex 2:"]),
    ],
)
def test_what_word_shows(first: str, second: str, shown: list[str]) -> None:
    """Words around a number stay; a full stop makes it a marker where Word shows none."""
    body = _counted("x") + _counted("x", level=1) * 2 + _counted("x")
    assert [line.strip().removesuffix("x").rstrip() for line in _lines(body, _numbering(first + second))] == shown


def test_a_level_that_never_restarts() -> None:
    """Clauses can be counted through the whole document."""
    numbering = _numbering(_level(0, "decimal", "%1.") + _level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>'))
    body = (_counted("a") + _counted("b", level=1) * 2) * 2
    assert _lines(body, numbering) == ["1. a", "1. b", "2. b", "2. a", "3. b", "4. b"]


def test_a_list_by_the_name_of_its_style() -> None:
    """A list style holds the plan, and other lists name it."""
    plans = (_level(0, "lowerRoman", "%1)"), '<w:numStyleLink w:val="Clauses"/>')
    styles = _styles(Clauses='<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    styles = styles.replace('w:type="paragraph"', 'w:type="numbering"')
    assert _lines(_counted("a", 1) + _counted("b", 2), _numbering(*plans), styles) == ["i) a", "ii) b"]


def test_what_is_not_there_is_not_counted() -> None:
    """A paragraph that was deleted has no number, and one that it was joined to has it at its beginning."""
    gone = "<w:rPr><w:del/></w:rPr>"
    box = "<w:txbxContent>{}</w:txbxContent>"
    choice = "<mc:Choice>" + box.format(_counted("boxed")) + "</mc:Choice>"
    fallback = "<mc:Fallback><w:pict>" + box.format(_counted("boxed")) + "</w:pict></mc:Fallback>"
    drawn = '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    drawn = f"<w:p><w:r>{drawn}{choice}{fallback}</mc:AlternateContent></w:r></w:p>"
    body = _counted("one") + _counted("half of ", mark=gone) + _counted("two") + drawn + _counted("four")
    body += _counted(" ") + _counted("six") + '<w:p><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:p>'
    lines = _lines(body, _numbering(_level(0, "decimal", "%1)")))
    assert lines == ["1) one", "2) half of two", "3) boxed", "4) four", "6) six"]


_SOUND = _numbering(_level(0, "decimal", "%1.") + _level(1, "decimal", "%1.%2"))


@pytest.mark.parametrize(
    "numbering",
    [
        "<x/>",
        _SOUND.replace("w:abstractNumId=", "w:other="),
        _SOUND.replace('w:ilvl="0"', 'w:ilvl="99999999999999"'),
        _SOUND.replace("%1", "%" * 100_000),
        _SOUND.replace("decimal", "lowerLetter").replace('w:start w:val="1"', 'w:start w:val="-9e9"'),
        _SOUND.replace('<w:abstractNumId w:val="1"/>', ""),
        _SOUND[:-20],
        "",
        '<?xml version="1.0" encoding="no"?><x/>',
        "<w:lvl>" * 9_000 + "</w:lvl>" * 9_000,
        _SOUND.replace("<w:lvl ", '<w:numStyleLink w:val="A"/><w:lvl '),
    ],
)
def test_damaged_numbering(numbering: str) -> None:
    """No XML, lists that lead nowhere, styles in a circle: the words are read all the same."""
    styles = _styles(A='<w:basedOn w:val="B"/>', B='<w:basedOn w:val="A"/><w:pPr><w:numPr/></w:pPr>')
    body = _counted("We keep logs.") + _counted("We keep names.", level=1) + _styled("We keep.", "A")
    ends = zip(_lines(body, numbering, styles), ("We keep logs.", "We keep names.", "We keep."), strict=True)
    assert all(line.endswith(words) and len(line) < 60 for line, words in ends)


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
