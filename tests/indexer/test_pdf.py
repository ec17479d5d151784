"""PDF: lines and blocks from where the words stand."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.generic import NameObject, TextStringObject

from assistant.errors import PolicyError
from assistant.indexer import pdf
from assistant.indexer.reading import read
from assistant.indexer.source import Page
from assistant.model import BlockKind
from tests.indexer import hostile
from tests.indexer.documents import cut
from tests.indexer.test_passages import check

Drawn = tuple[float, float, float, str]
"""x, y, size and words."""


def _content(drawn: list[Drawn]) -> bytes:
    parts = []
    for x, y, size, words in drawn:
        held = words.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        parts.append(b"BT /F %.1f Tf 1 0 0 1 %.1f %.1f Tm (%b) Tj ET" % (size, x, y, held))
    return b"\n".join(parts)


def _page(*drawn: Drawn) -> Page:
    return pdf.parse(hostile.pdf(_content(list(drawn))))


def _pages(first: list[Drawn], second: list[Drawn]) -> Page:
    content = _content(second)
    sheet = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 5 0 R>>>>/Contents 7 0 R>>"
    stream = b"<</Length %d>>stream\n%b\nendstream" % (len(content), content)
    return pdf.parse(hostile.pdf(_content(first), b"3 0 R 6 0 R", b"", sheet, stream))


def _blocks(page: Page) -> list[tuple[BlockKind, str]]:
    return [(block.kind, page.text[block.start : block.end]) for block in page.blocks]


def test_the_language_is_what_the_file_says() -> None:
    """Whole: the first two letters of "fil-PH" (Filipino) are another language."""
    writer = PdfWriter(clone_from=io.BytesIO(hostile.pdf(_content([(50, 700, 11, "We keep it.")]))))
    writer.root_object[NameObject("/Lang")] = TextStringObject("fil-PH")
    writer.write(made := io.BytesIO())
    assert pdf.parse(made.getvalue()).meta["language"] == "fil-PH"


def test_a_pdf_may_be_called_what_it_begins_with(tmp_path: Path) -> None:
    """Where a program gave it a title that is none."""
    text = "We keep it for a day, and delete it then, unless you ask us to keep it for longer."
    content = _content([(50, 760, 20, "Acme: what we do with your data"), (50, 720, 11, text)])
    writer = PdfWriter(clone_from=io.BytesIO(hostile.pdf(content)))
    writer.add_metadata({"/Title": "about:blank"})
    path = tmp_path / "p.pdf"
    writer.write(path)
    assert read(path).document.title == "Acme: what we do with your data"


def test_divided_words_are_mended() -> None:
    """A hyphen at a line's end goes, unless the text has the word with it elsewhere."""
    page = _page(
        (50, 700, 11, "We share infor-"),
        (50, 687, 11, "mation with third-"),
        (50, 674, 11, "party services. A third-party service is one of many."),
    )
    assert page.text == "We share information with third-party services. A third-party service is one of many."


def test_larger_lines_are_headings() -> None:
    """Fonts rank the headings; a gap or a short last line ends a paragraph."""
    page = _page(
        (50, 760, 20, "Privacy Policy"),
        (50, 720, 14, "Logs"),
        (50, 700, 11, "We keep a log of every request that our server answers, and"),
        (50, 687, 11, "delete it soon."),
        (50, 674, 11, "We keep nothing else, whatever else you may do on our pages."),
    )
    assert [(b.kind, b.level, page.text[b.start : b.end]) for b in page.blocks] == [
        (BlockKind.HEADING, 1, "Privacy Policy"),
        (BlockKind.HEADING, 2, "Logs"),
        (BlockKind.PARAGRAPH, 0, "We keep a log of every request that our server answers, and delete it soon."),
        (BlockKind.PARAGRAPH, 0, "We keep nothing else, whatever else you may do on our pages."),
    ]


def test_links_are_kept() -> None:
    """Words that stand in a link's area link to it, over the end of a line too; a damaged link is none."""
    content = _content(
        [
            (50, 700, 11, "Please read our"),
            (135, 700, 11, "cookie"),
            (50, 687, 11, "notice"),
            (85, 687, 11, "before you go on."),
        ]
    )
    areas = ((134, 698, 170, 710), (49, 685, 81, 697))
    notes = b"".join(
        b"<</Subtype/Link/Rect[%d %d %d %d]/A<</S/URI/URI(https://acme.example/cookies)>>>>" % area for area in areas
    )
    damaged = b"<</Subtype/Link/Rect[0 0]/A<</URI(a)>>>> 7 0 R 5 null <</Subtype/Link/Rect[0 0 600 800]/Dest/x>>"
    page = pdf.parse(hostile.pdf(content, resources=b">>/Annots[" + notes + damaged + b"]/Q<<"))
    assert page.text == "Please read our cookie notice before you go on."
    ((start, end, url),) = ((link.start, link.end, link.url) for link in page.links)
    assert (page.text[start:end], url) == ("cookie notice", "https://acme.example/cookies")


def test_items_and_page_numbers() -> None:
    """Markers make items, their place makes the depth; a page number at the edge is no text."""
    page = _page(
        (50, 700, 11, "We keep:"),
        (60, 687, 11, "•"),
        (75, 687, 11, "your name, which you"),
        (75, 674, 11, "told us;"),
        (80, 661, 11, "• and more;"),
        (60, 648, 11, "2) your address."),
        (300, 30, 9, "Page 3 of 4"),
    )
    assert [(b.level, page.text[b.start : b.end]) for b in page.blocks] == [
        (0, "We keep:"),
        (1, "your name, which you told us;"),
        (2, "and more;"),
        (1, "your address."),
    ]


def _bullet(x: float, y: float, paint: str = "f") -> bytes:
    """A disc four points wide, as browsers draw it; a circle if its line is drawn (S)."""
    around = ((4, 3, 3, 4, 2, 4), (1, 4, 0, 3, 0, 2), (0, 1, 1, 0, 2, 0), (3, 0, 4, 1, 4, 2))
    curves = (" ".join(f"{x + a} {y + b}" for a, b in zip(each[::2], each[1::2], strict=True)) for each in around)
    return f"{x + 4} {y + 2} m {' '.join(f'{curve} c' for curve in curves)} h {paint}\n".encode()


def test_bullets_may_be_drawn() -> None:
    """Discs, circles and squares before words make items, their place makes the depth; other shapes make none."""
    drawn: list[Drawn] = [
        (60, 700, 11, "prices, out of:"),
        (80, 687, 11, "your age, which you"),
        (80, 674, 11, "told us;"),
        (80, 661, 11, "your town."),
        (60, 648, 11, "fraud."),
        (50, 720, 11, "We use it for:"),
        (50, 600, 11, "Nobody else sees it at all."),
    ]
    shapes = b"".join(
        (
            _bullet(52, 703) + _bullet(72, 690, "S") + b"72 662 4 4 re f\n" + _bullet(52, 651),
            b"40 600 1 9 re f\n" + _bullet(80, 720) + b"40 602 4 4 re n /x /y m f (z) 1 re f 42 602 l 46 606 l\n",
        )
    )
    page = pdf.parse(hostile.pdf(shapes + _content(drawn)))
    assert [(b.kind, b.level, page.text[b.start : b.end]) for b in page.blocks] == [
        (BlockKind.ITEM, 1, "prices, out of:"),
        (BlockKind.ITEM, 2, "your age, which you told us;"),
        (BlockKind.ITEM, 2, "your town."),
        (BlockKind.ITEM, 1, "fraud."),
        (BlockKind.PARAGRAPH, 0, "We use it for:"),
        (BlockKind.PARAGRAPH, 0, "Nobody else sees it at all."),
    ]


def test_a_paragraph_under_an_items_words_is_of_the_item() -> None:
    """What stands further left is not, nor what only begins further right."""
    page = _page(
        (50, 700, 11, "We keep:"),
        (60, 680, 11, "\u2022 orders, out of:"),
        (80, 667, 11, "\u2022 our shop;"),
        (72, 642, 11, "These are kept for ten years."),
        (60, 624, 11, "\u2022 messages."),
        (72, 606, 11, "Letters are kept for a year,"),
        (50, 593, 11, "parcels are not."),
        (50, 567, 11, "That is all."),
    )
    assert [(b.level, page.text[b.start : b.end]) for b in page.blocks] == [
        (0, "We keep:"),
        (1, "orders, out of:"),
        (2, "our shop;"),
        (1, "These are kept for ten years."),
        (1, "messages."),
        (0, "Letters are kept for a year, parcels are not."),
        (0, "That is all."),
    ]


def test_cells_stand_beside_each_other() -> None:
    """Their tops or their middles are level; an empty cell keeps its place, and one may hold paragraphs and a list."""
    page = _page(
        (50, 760, 11, "We work with these companies:"),
        (80, 740, 11, "Name"),
        (230, 740, 11, "For what"),
        (400, 740, 11, "Where"),
        (50, 720, 11, "Postal Bureau"),
        (50, 707, 11, "of the North"),
        (200, 726, 11, "letters, parcels"),
        (200, 713, 11, "and all that is"),
        (200, 700, 11, "sent to you"),
        (390, 713, 11, "Norway"),
        (50, 680, 11, "Card House"),
        (390, 680, 11, "Malta"),
        (50, 660, 11, "Helpers"),
        (200, 660, 11, "telephone:"),
        (200, 640, 11, "\u2022 by day"),
        (200, 627, 11, "\u2022 by night"),
        (390, 660, 11, "Chile"),
        (50, 590, 11, "Nobody else is told."),
    )
    assert _blocks(page) == [
        (BlockKind.PARAGRAPH, "We work with these companies:"),
        (BlockKind.ROW, "Name | For what | Where"),
        (BlockKind.ROW, "Postal Bureau of the North | letters, parcels and all that is sent to you | Norway"),
        (BlockKind.ROW, "Card House | Malta"),
        (BlockKind.ROW, "Helpers | telephone:\n\u2022 by day\n\u2022 by night | Chile"),
        (BlockKind.PARAGRAPH, "Nobody else is told."),
    ]


def test_a_short_cell_is_no_marker_of_the_next() -> None:
    """ "Yes" stands close to what is in the next column; a number stands so before a title."""
    page = _page(
        (50, 700, 11, "Kind"),
        (100, 700, 11, "Sold"),
        (50, 680, 11, "Mail"),
        (100, 680, 11, "No"),
        (50, 600, 11, "1"),
        (80, 600, 11, "Who we are"),
    )
    assert page.text == "Kind | Sold\nMail | No\n\n1 Who we are"


def test_a_line_over_rows_is_one_of_the_table() -> None:
    """It has nothing beside it; further away it is a paragraph between two tables."""
    rows: list[Drawn] = [
        (50, 700, 11, "Logs"),
        (200, 700, 11, "14 days"),
        (50, 680, 11, "Mail"),
        (200, 680, 11, "1 year"),
    ]
    rest: list[Drawn] = [
        (50, 640, 11, "Hair"),
        (200, 640, 11, "1 month"),
        (50, 620, 11, "Teeth"),
        (200, 620, 11, "1 day"),
    ]
    assert _page(*rows, (50, 660, 11, "Rare data"), *rest).text.split("\n") == [
        *("Logs | 14 days", "Mail | 1 year", "Rare data", "Hair | 1 month", "Teeth | 1 day")
    ]
    apart: list[Drawn] = [(50, 651, 11, "Rare data"), *((x, y - 9, size, words) for x, y, size, words in rest[2:])]
    assert _page(*rows, *apart).text.split("\n")[2:] == ["", "Rare data", "", "Teeth 1 day"]


_TABLE: list[Drawn] = [
    *((50, 120, 11, "Data"), (200, 120, 11, "Used for"), (400, 120, 11, "Kept")),
    *((50, 100, 11, "Logs"), (200, 100, 11, "finding faults"), (400, 100, 11, "14 days")),
    *((50, 80, 11, "Orders"), (200, 80, 11, "sending you parcels and"), (400, 80, 11, "7 years")),
]


def test_a_table_goes_on_on_the_next_page() -> None:
    """With its head again, which is one therefore; a row that was torn is mended."""
    head: list[Drawn] = [(x, y + 650, size, words) for x, y, size, words in _TABLE[:3]]
    rest: list[Drawn] = [
        (200, 750, 11, "for our tax office"),
        (50, 730, 11, "Mail"),
        (200, 730, 11, "answers"),
        (400, 730, 11, "1 year"),
        (50, 690, 11, "Nobody else is told."),
    ]
    for again in ([], head):
        assert _blocks(_pages([(50, 140, 11, "We hold these:"), *_TABLE], [*again, *rest])) == [
            (BlockKind.PARAGRAPH, "We hold these:"),
            (BlockKind.COLUMNS if again else BlockKind.ROW, "Data | Used for | Kept"),
            (BlockKind.ROW, "Logs | finding faults | 14 days"),
            (BlockKind.ROW, "Orders | sending you parcels and for our tax office | 7 years"),
            (BlockKind.ROW, "Mail | answers | 1 year"),
            (BlockKind.PARAGRAPH, "Nobody else is told."),
        ]


def test_the_lines_of_a_cell_may_stand_far_apart() -> None:
    """As those of the others of the table do; its paragraphs stand further apart."""
    page = _page(
        *((50, 700, 8, "Logs"), (200, 700, 8, "to find faults, and to"), (200, 685, 8, "mend them")),
        *((200, 660, 8, "They go on Sundays."), (50, 620, 8, "Mail from"), (50, 605, 8, "others")),
        *((200, 620, 8, "to answer"), (50, 500, 8, "That is all.")),
    )
    assert _blocks(page)[:2] == [
        (BlockKind.ROW, "Logs | to find faults, and to mend them\nThey go on Sundays."),
        (BlockKind.ROW, "Mail from others | to answer"),
    ]


def test_all_cells_of_a_row_may_be_torn() -> None:
    """Its last cell reaches the end of the page, its first goes on with a small letter, as names of cookies do, too."""
    torn: list[Drawn] = [
        *((50, 55, 11, "Parcels, of"), (200, 55, 11, "Finding you"), (400, 62, 11, "as long")),
        *((400, 49, 11, "as we"), (400, 36, 11, "need")),
    ]
    for first in ("all sizes", "_ga"):
        rest: list[Drawn] = [(50, 750, 11, first), (200, 750, 11, "Counting"), (400, 750, 11, "one year")]
        named = [(50, 68, 11, "_id"), (200, 68, 11, "Knowing you"), (400, 68, 11, "a day")] if first == "_ga" else []
        rows = [text for kind, text in _blocks(_pages([*_TABLE, *named, *torn], rest)) if kind is BlockKind.ROW]
        if first == "_ga":
            assert rows[-2:] == ["Parcels, of | Finding you | as long as we need", "_ga | Counting | one year"]
        else:
            assert rows[-1] == "Parcels, of all sizes | Finding you\nCounting | as long as we need one year"


def test_the_first_cell_of_a_row_may_be_torn() -> None:
    """Its end stands alone at the top of the next page; what begins with a capital there is something new."""
    row: list[Drawn] = [(50, 730, 11, "Mail"), (200, 730, 11, "answers"), (400, 730, 11, "1 year")]
    first = [*_TABLE[:-3], (50, 80, 11, "Orders and"), *_TABLE[-2:]]
    rows = _blocks(_pages(first, [(50, 750, 11, "what you think"), *row]))
    assert rows[-2:] == [
        (BlockKind.ROW, "Orders and what you think | sending you parcels and | 7 years"),
        (BlockKind.ROW, "Mail | answers | 1 year"),
    ]
    assert (BlockKind.PARAGRAPH, "Another list follows.") in _blocks(
        _pages(first, [(50, 760, 11, "Another list follows.")])
    )


def test_words_are_as_wide_as_their_font_says() -> None:
    """A link begins right behind the words before it: no gap, no table."""
    first = "The companies that help us are named on another page, called"
    again = "to whom you may write about anything that you do not understand, or"
    page = _page(
        (50, 700, 11, first), (362, 700, 11, "partners,"), (50, 687, 11, again), (392, 687, 11, "to their own lawyers.")
    )
    assert page.text == f"{first} partners, {again} to their own lawyers."


def test_bold_words_within_a_sentence_are_no_heading() -> None:
    """Though they fill a line."""
    content = _content(
        [(50, 740, 11, f"We keep the logs of day {n} for the time that they are of use.") for n in range(9)]
    )
    drawn: list[Drawn] = [(50, 700, 11, "We keep your messages, but we do"), (50, 674, 11, "and that is all.")]
    bold = b"BT /B 11 Tf 1 0 0 1 50 687 Tm (not read a single one of them,) Tj ET\n"
    fonts = b"/B<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>"
    made = hostile.pdf(content + b"\n" + _content(drawn[:1]) + bold + _content(drawn[1:]))
    page = pdf.parse(made.replace(b"/Font<<", b"/Font<<" + fonts, 1))
    assert page.text.endswith("We keep your messages, but we do not read a single one of them, and that is all.")


_LINES = st.lists(
    st.tuples(
        st.sampled_from([50.0, 60.0, 75.0, 200.0, 350.0]),
        st.integers(20, 780).map(float),
        st.sampled_from([8.0, 11.0, 11.0, 11.0, 14.0]),
        st.one_of(
            st.sampled_from(["Logs", "We keep your data for 14 days.", "• item", "1. One", "1", "14 days", "(a) x;"]),
            st.text(st.characters(max_codepoint=255, exclude_categories=["Cc", "Cs"]), max_size=40),
        ),
    ),
    max_size=25,
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(drawn=_LINES)
def test_any_page_is_covered(drawn: list[Drawn]) -> None:
    """Wherever words stand on a page: exact spans, no overlap, nothing left out."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "p.pdf"
        path.write_bytes(hostile.pdf(_content(drawn)))
        try:
            found = cut(path)
        except PolicyError:
            return
        check(*found)
