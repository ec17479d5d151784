"""HTML: the words of the body, without its machinery."""

from __future__ import annotations

import pytest

from assistant.errors import FormatError
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


def test_what_stands_behind_a_list_is_no_item() -> None:
    """Nor does a number stand before it that the page does not have."""
    page = parse("<ol><li>Write to us.</li><li>Wait.</li></ol><p>We answer soon.</p>It is free.<p>Really.</p>")
    assert page.text == "1. Write to us.\n2. Wait.\n\nWe answer soon.\n\nIt is free.\n\nReally."


def test_the_head_is_metadata() -> None:
    """Title, site, address and language come from the head."""
    page = parse(
        "<html lang='de-AT'><head><title>Datenschutz</title><meta property='og:site_name' content='Firma'>"
        "<link rel='canonical' href='https://a.example/p'></head><body>Text</body></html>"
    )
    assert page.meta == {"title": "Datenschutz", "site": "Firma", "url": "https://a.example/p", "language": "de-AT"}


def test_deep_nesting() -> None:
    """A thousand nested elements are read; a hundred thousand are refused at once."""
    assert parse("<div>" * 1_000 + "deep").text == "deep"
    with pytest.raises(FormatError, match="stand within each other"):
        parse("<div>" * 100_000 + "deep")


def test_only_the_main_content_is_read() -> None:
    """Banners, headers with navigation, footers, breadcrumbs and hidden labels go; the article's own header stays."""
    page = parse(
        "<body><div class='cookie-banner'><p>We use cookies.</p></div><header><nav>Home</nav></header>"
        "<div role='navigation'>Shop</div><ul class='breadcrumb'><li>Home</li></ul>"
        "<article><header><h1>Policy</h1></header><p>We keep logs.</p><span aria-hidden='true'>*</span>"
        "<div style='display:none'><p>Folded, but said.</p></div></article><footer><p>All rights</p></footer></body>"
    )
    assert page.text == "Policy\n\nWe keep logs.\n\nFolded, but said."


def test_a_page_that_is_one_form_is_read() -> None:
    """Some servers put the whole page into a form; a search field is one too, and is left out."""
    text = parse("<form><h1>P</h1><p>One.</p><p>Two.</p><form></form></form><form><p>Search</p></form>").text
    assert "Two." in text


def test_folded_parts_keep_their_titles() -> None:
    """A summary, or a button in a heading, is a heading over what it opens."""
    page = parse(
        "<h2>Data</h2><details><summary>What we collect</summary><p>Names.</p></details>"
        "<h3><button>Cookies</button></h3><p>Two.</p>"
    )
    assert [(b.kind, b.level, page.text[b.start : b.end]) for b in page.blocks] == [
        (BlockKind.HEADING, 2, "Data"),
        (BlockKind.HEADING, 3, "What we collect"),
        (BlockKind.PARAGRAPH, 0, "Names."),
        (BlockKind.HEADING, 3, "Cookies"),
        (BlockKind.PARAGRAPH, 0, "Two."),
    ]


def test_definitions_follow_their_terms() -> None:
    """A term and its definition are one paragraph; a question stands over its answer."""
    page = parse("<dl><dt>Cookie</dt><dd><p>A small file.</p></dd><dt>Why?</dt><dd>Because.</dd></dl>")
    assert page.text == "Cookie: A small file.\n\nWhy?\n\nBecause."


def test_cells_with_paragraphs_and_lists_stay_in_their_row() -> None:
    """Word writes a paragraph into each cell; a first row in bold heads the columns; layout tables are no tables."""
    page = parse(
        "<table><tr><td><p><b>Data</b></p></td><td><p><b>Kept</b></p></td></tr>"
        "<tr><td><p>Logs</p></td><td><p>14 days</p><ul><li>then deleted</li></ul></td></tr></table>"
        "<table><tr><td><h2>Contact</h2><p>Write to us.</p></td></tr></table>"
    )
    assert page.text == "Data | Kept\nLogs | 14 days\n• then deleted\n\nContact\n\nWrite to us."
    assert [b.kind for b in page.blocks] == [
        BlockKind.COLUMNS, BlockKind.ROW, BlockKind.HEADING, BlockKind.PARAGRAPH,
    ]  # fmt: skip
    assert page.blocks[1].head == (0, 11)


def test_footnotes() -> None:
    """A footnote's mark and its text are told as in print; the way back is none of its words."""
    page = parse(
        "<p>Safely<sup><a href='#fn1'>1</a></sup>. 5 m<sup>2</sup></p>"
        "<ol><li id='fn1'><p>By law. <a href='#r1'>↩</a></p></li></ol>"
    )
    assert page.text == "Safely[1]. 5 m2\n\n[1] By law."


def test_what_stands_behind_a_list_in_an_item_goes_on_in_it() -> None:
    """Also where no element is around it."""
    one = "<li><b>California.</b> For you.<ul><li>See it.</li></ul>Ask us to delete it.</li>"
    page = parse(f"<ol>{one}<li>Two.</li></ol>")
    assert [(b.level, page.text[b.start : b.end]) for b in page.blocks] == [
        (1, "California. For you."), (2, "See it."), (1, "Ask us to delete it."), (1, "Two."),
    ]  # fmt: skip


def test_a_folded_part_is_read_whatever_holds_it() -> None:
    """A sentence that waits to be unfolded is text; an icon's name is none."""
    assert (
        parse("<p>We sell <span hidden>and you may not copy this page.</span> nothing.</p>").text == "We sell nothing."
    )
    folded = "<div hidden>We keep your data for one year.</div>"
    page = parse(f'<h2>Retention</h2>{folded}<i aria-hidden="true">expand more</i>')
    assert page.text == "Retention\n\nWe keep your data for one year."


def test_a_wide_cell_takes_its_columns() -> None:
    """What stands behind it is in the column that a reader sees."""
    head = "<tr><th>What</th><th colspan=2>Where</th><th>Sold</th></tr>"
    page = parse(f"<table>{head}<tr><td>Name</td><td>here</td><td></td><td>No</td></tr></table>")
    assert [page.text[b.start : b.end] for b in page.blocks] == ["What | Where | Sold", "Name | here | No"]
    assert parse(f"<table><tr><td colspan={'9' * 5000}>Name</td><td>No</td></tr></table>").text == "Name | No"


def test_what_is_called_like_a_banner_may_be_a_section() -> None:
    """A heading, a section with text and nothing to press, a page without a side bar; a banner stays one."""
    section = '<section id="social-media"><h2>Social media</h2><p>We share comments.</p></section>'
    heading = '<h2 id="cookie-consent">Cookie consent</h2><p>We ask.</p>'
    banner = '<div class="cookie-consent"><h2>Cookies!</h2><p>Do you agree?</p><button>Yes</button></div>'
    banner += '<div id="cookie-consent"><h2>We care</h2><p>We use them.</p><a class="btn" href="#">Accept</a></div>'
    banner += '<div class="onetrust-pc"><h2>Choices</h2><p>We use them.</p></div>'
    side = '<div class="sidebar"><h3>Read also</h3><p>The terms.</p></div>'
    page = parse(f'<body class="page no-sidebar">{section}{heading}{banner}{side}</body>')
    assert page.text == "Social media\n\nWe share comments.\n\nCookie consent\n\nWe ask."


def test_buttons_that_are_words_of_the_policy() -> None:
    """One that unfolds a part is its heading, and one in a sentence belongs to it; others are machinery."""
    fold = '<button class="accordion">Do you sell it?</button> <div><p>No, never.</p></div>'
    page = parse(f"<h1>Policy</h1>{fold}<p>Open the <button>cookie settings</button>.</p><button>Print</button>")
    assert page.text == "Policy\n\nDo you sell it?\n\nNo, never.\n\nOpen the cookie settings."
    assert [(b.kind, b.level) for b in page.blocks][:2] == [(BlockKind.HEADING, 1), (BlockKind.HEADING, 2)]


def test_a_cell_of_several_rows_is_said_in_each() -> None:
    """Each row is quoted alone; also where the cell is the last one. What it reaches down to ends with the table."""
    rows = "<tr><td rowspan='2'>Account</td><td>Name</td><td rowspan='2'>By law</td></tr><tr><td>Log-ins</td></tr>"
    page = parse(f"<table>{rows}<tr><td>Cart</td><td>Goods</td><td>None</td></tr></table>")
    assert page.text == "Account | Name | By law\nAccount | Log-ins | By law\nCart | Goods | None"
    other = parse(
        "<table><tr><td rowspan='9'>A</td><td>B</td></tr></table><table><tr><td>C</td><td>D</td></tr></table>"
    )
    assert other.text == "A | B\nC | D"


def test_cells_of_many_rows_make_no_text_without_end() -> None:
    """Each row adds a cell that reaches down into all the others."""
    page = parse("<table>" + "<tr><td rowspan='65534'>a</td><td>b</td></tr>" * 3_000 + "</table>")
    assert len(page.text) < 50_000


def test_headings_in_the_heads_of_columns() -> None:
    """They make the table no layout."""
    page = parse(
        "<table><tr><th><h3>Data</h3></th><th><h3>Kept</h3></th></tr><tr><td>Name</td><td>1 day</td></tr></table>"
    )
    assert [(b.kind, page.text[b.start : b.end]) for b in page.blocks] == [
        (BlockKind.COLUMNS, "Data | Kept"), (BlockKind.ROW, "Name | 1 day"),
    ]  # fmt: skip


def test_the_bare_number_of_a_footnote() -> None:
    """Behind a sentence, before its text, or within its link."""
    page = parse(
        "<p>A year.<sup>1</sup> We sell nothing<a href='#n2'><sup>2</sup></a>.</p><p><sup>1</sup> Or more.</p>"
    )
    assert page.text == "A year.[1] We sell nothing[2].\n\n[1] Or more."


def test_what_every_page_of_a_site_has_around_it() -> None:
    """Whatever elements it is made of: it is called so, and has links but no sentence."""
    menu = "<div class='headerWrap--HR7IA3TN'><a href='/'>Home</a> <a href='/shop'>Shop</a></div>"
    rights = "<p>© 2026 Acme. All rights are reserved by Acme and others.</p>"
    foot = f"<div id='footer' class='v5'><a href='/jobs'>Jobs</a> <a href='/press'>Press</a>{rights}</div>"
    page = parse(f"<body>{menu}<div><h1>Policy</h1><p>We keep logs.</p></div>{foot}</body>")
    assert page.text == "Policy\n\nWe keep logs."


_LINKS = "<a href='/a'>ads</a> <a href='/b'>bids</a>"


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (f"<div class='footer'><p>You may ask us for a copy.</p>{_LINKS}</div>", "You may ask us for a copy. ads bids"),
        (f"<div class='footer'><p>You may ask {_LINKS} for it.</p></div>", "You may ask ads bids for it."),
        (f"<div class='section-header'><b>Logs</b> {_LINKS}</div>", "Logs ads bids"),
        (f"<div class='header'><h2>Logs</h2>{_LINKS}</div>", "Logs ads bids"),
        (f"<h2 class='header'>{_LINKS}</h2>", "ads bids"),
        (f"<p class='menu-note'>{_LINKS}</p>", "ads bids"),
        ("<div class='footer'>We may change this</div>", "We may change this"),
    ],
)
def test_what_is_called_like_it_may_be_the_policy(part: str, words: str) -> None:
    """A sentence tells, a title is of what follows, and what has no links leads nowhere."""
    page = parse(f"<body><h1>Policy</h1><p>We keep logs.</p>{part}</body>")
    assert " ".join(page.text.split()) == f"Policy We keep logs. {words}"


def test_a_long_window_of_a_cookie_program() -> None:
    """Its list of cookies may be longer than the policy."""
    group = "<div class='cky-item'><h3>Needed</h3><p>This cookie is set for one year.</p></div>"
    page = parse(f"<body><p>We keep logs.</p><div class='cky-modal'>{200 * group}</div></body>")
    assert page.text == "We keep logs."


def test_what_is_only_read_aloud() -> None:
    """That a link opens a new window is no word of the policy; a title that is not seen is one all the same."""
    link = "<a href='/p'>our page<span class='sr-only'>(opens in a new window)</span></a>"
    assert parse(f"<h2 class='sr-only'>Logs</h2><p>See {link}.</p>").text == "Logs\n\nSee our page."
    assert parse("<p>See <a href='/p'>our page<i>Opens in new tab</i></a>.</p>").text == "See our page."


def test_a_bar_at_the_side_of_the_main_part() -> None:
    """It is left out as it is elsewhere."""
    side = "<aside class='sidebar'><a href='/t'>Terms</a></aside>"
    links = "<aside><h3>More</h3><ul><li><a href='/c'>Cookies</a></li><li><a href='/t'>Terms</a></li></ul></aside>"
    note = "<aside><p>This is true for <a href='/a'>Acme</a> and <a href='/b'>Bolt</a>.</p></aside>"
    page = parse(f"<main>{side}<h1>Policy</h1>{links}<p>We keep logs.</p>{note}</main>")
    assert page.text == "Policy\n\nWe keep logs.\n\nThis is true for Acme and Bolt."


def test_the_way_to_a_heading() -> None:
    """The sign that links to it is no part of it."""
    assert parse("<h2>Logs <a class='anchor' href='#logs'>#</a></h2><p>Kept.</p>").text == "Logs\n\nKept."


def test_what_is_for_browsers_without_scripts() -> None:
    """What it leaves open does not take in the page; one without an end is read as what it holds."""
    assert parse("<body><noscript><iframe src='/t'/></noscript><p>We keep logs.</p></body>").text == "We keep logs."
    assert parse("<body><p>We keep logs.</p><noscript><p>Turn on scripts.</body>").text == "We keep logs."


@pytest.mark.parametrize(
    ("opening", "marks"),
    [
        ("<ol type='a'>", "a. b."),
        ("<ol type='I' start='4'>", "IV. V."),
        ("<ol style='list-style: lower-roman inside'>", "i. ii."),
        ("<ol style='list-style-type:decimal-leading-zero'>", "01. 02."),
        ("<ol style='list-style:none'>", "• •"),
        ("<ol reversed>", "2. 1."),
        ("<ol start='-3' type='x'>", "1. 2."),
    ],
)
def test_lists_count_as_the_page_shows_it(opening: str, marks: str) -> None:
    """In letters, Roman numerals, or downwards."""
    first, second = marks.split()
    assert parse(f"{opening}<li>logs</li><li>ads</li></ol>").text == f"{first} logs\n{second} ads"


def test_an_item_that_says_its_number() -> None:
    """Those behind it go on from there."""
    assert parse("<ol><li>a</li><li value='7'>b</li><li>c</li></ol>").text == "1. a\n7. b\n8. c"


def test_addresses_that_are_hidden_from_robots() -> None:
    """They are read as they are seen; what cannot be read is left out."""
    hidden = "17" + "".join(f"{letter ^ 0x17:02x}" for letter in b"dpo@acme.example")
    link = f"<a href='/cdn-cgi/l/email-protection#{hidden}'>"
    page = parse(f"<p>Write to {link}<span data-cfemail='{hidden}'>[email&#160;protected]</span></a>.</p>")
    assert page.text == "Write to dpo@acme.example."
    assert page.links[0].url == "mailto:dpo@acme.example"
    assert parse("<p>Write <i data-cfemail='x'>[email]</i><i data-cfemail='17'></i>to us.</p>").text == "Write to us."
