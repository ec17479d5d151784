"""Passages: exact spans that cover the text, each with what leads it in."""

from __future__ import annotations

import re
import tempfile
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings

from assistant.errors import PolicyError
from assistant.indexer.outline import Outline
from assistant.model import BlockKind, Document, Passage
from tests.indexer.documents import SEEDS, cut, pages, write

_MARKER = re.compile(r"[\s|]*(?:\S{1,14}[\s|]*){0,3}")
_STOPS = re.compile(r"(?<!\S)[^\w\s]+(?!\S)")
"""Signs that stand alone."""
_UNQUOTED = (BlockKind.HEADING, BlockKind.CONTENTS, BlockKind.COLUMNS)


def check(document: Document, found: Outline, cut_passages: tuple[Passage, ...]) -> None:
    """Spans are in order, never overlap, lie in their section, and leave out nothing but space, markers and signs."""
    text = document.text
    for before, after in pairwise(cut_passages):
        assert before.end <= after.start
    for passage in cut_passages:
        section = found.sections[passage.section]
        assert section.start <= passage.start < passage.end <= section.end
        assert text[passage.start : passage.end] == text[passage.start : passage.end].strip()
        assert passage.end - passage.start <= 700
        assert found.blocks[passage.block].end >= passage.end
        assert passage.lead_in is None or passage.lead_in.end <= len(text)
    spans = [(p.start, p.end) for p in cut_passages]
    spans += [(b.start, b.end) for b in found.blocks if b.kind in _UNQUOTED]
    reach = 0
    for start, end in [*sorted(spans), (len(text), len(text))]:
        between = text[reach:start]
        assert not any(c.isalnum() for c in between) or _MARKER.fullmatch(_STOPS.sub("", between)), between
        reach = max(reach, end)
    for first, second in pairwise(found.sections):
        assert first.end == second.start
    assert found.sections[0].start == 0
    assert found.sections[-1].end == len(text)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_seed_passages_cover_the_text(path: Path) -> None:
    """Headings, markers and passages cover each seed policy, and no spans overlap."""
    check(*cut(path))


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(page=pages)
def test_any_page_is_covered(suffix: str, page: str) -> None:
    """Whatever stands in a file of any format: exact spans, no overlap, nothing left out."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            found = cut(write(Path(folder), "p" + suffix, page.encode(errors="replace").decode()))
        except PolicyError:
            assume(False)
        check(*found)


def _lead_ins(path: Path) -> dict[str, str | None]:
    document, _, found = cut(path)
    text = document.text
    return {text[p.start : p.end]: p.lead_in and text[p.lead_in.start : p.lead_in.end] for p in found}


def test_list_items_know_their_lead_in(tmp_path: Path) -> None:
    """A nested item is led in by the nearest item or sentence above it, and a paragraph after the list by nothing."""
    text = "We may collect:\n\n* Contact data:\n    * your name\n    * your address\n* log files\n\nThat is all.\n"
    leads = _lead_ins(write(tmp_path, "p.md", text))
    assert leads["your name"] == "Contact data:"
    assert leads["log files"] == "We may collect:"
    assert leads["That is all."] is None


def test_an_item_that_has_said_all_leads_nothing_in(tmp_path: Path) -> None:
    """Nor does what stands over it, of which the items in it are none; it does where its last sentence says so."""
    text = (
        "You have these rights:\n\n* We take complaints seriously. Write to us.\n    * In France, ask the CNIL.\n"
        "* You may object. You can do so:\n    * by letter\n"
    )
    leads = _lead_ins(write(tmp_path, "p.md", text))
    assert leads["In France, ask the CNIL."] is None
    assert leads["by letter"] == "You can do so:"
    assert leads["Write to us."] == "You have these rights:"


def test_unmarked_items_know_their_lead_in() -> None:
    """Items that lost their bullets are still led in."""
    leads = _lead_ins(next(path for path in SEEDS if path.stem == "zopim"))
    item = "satisfy any applicable law, regulation, legal process or enforceable governmental request;"
    assert (leads[item] or "").endswith("is reasonably necessary to:")


def test_an_item_with_several_sentences_is_several_passages(tmp_path: Path) -> None:
    """Each sentence of a list item is quoted by itself, with the same lead-in."""
    leads = _lead_ins(
        write(tmp_path, "p.md", "We share data:\n\n- with hosts. They store it for us.\n- with nobody else.\n")
    )
    assert leads["They store it for us."] == "We share data:"


def test_a_short_row_is_one_passage_led_in_by_its_column_headings(tmp_path: Path) -> None:
    """A table's row is quoted as a whole; its lead-in is the line of column headings."""
    table = "| Data | Kept for |\n| --- | --- |\n| IP address | 14 days |\n"
    assert _lead_ins(write(tmp_path, "p.md", table)) == {"IP address | 14 days": "Data | Kept for"}


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (["Data | Kept for", "IP address | 14 days", "Mail | 2 years"],
         {"IP address | 14 days": "Data | Kept for", "Mail | 2 years": "Data | Kept for"}),
        (["Log data | 14 days", "Cookies | 1 year", "Mail | 2 years"],
         {"Log data | 14 days": None, "Cookies | 1 year": None, "Mail | 2 years": None}),
        (["| Data | Kept for |", "|------|-----|", "| IP address | 14 days |"],
         {"| IP address | 14 days |": "| Data | Kept for |"}),
        (["- Log data | 14 days", "Bills | 10 years", "Mail | 2 years"],
         {"Log data | 14 days": None, "Bills | 10 years": None, "Mail | 2 years": None}),
        (["Data | Kept for", "IP address | 14 days"],
         {"Data | Kept for": None, "IP address | 14 days": None}),
    ],
    ids=["named columns", "no names", "a rule", "a list item", "two lines"],
)  # fmt: skip
def test_a_table_of_plain_text(tmp_path: Path, lines: list[str], wanted: dict[str, str | None]) -> None:
    """The first line names the columns only if it looks like it; no line of data is lost."""
    assert _lead_ins(write(tmp_path, "p.txt", "\n".join(lines) + "\n")) == wanted


@pytest.mark.parametrize(
    ("lines", "lead"),
    [
        (["Finding stolen passwords (legitimate interest)", "3.1 We never sell."], None),
        (["3.1 We keep this", "Your name (and whatever you are called by)", "3.2 We never sell."], None),
        (["3.1 We keep it.", "It is mended as shown below.", "3.2 We never sell."], None),
        (["2. We keep your name", "3.1 We never sell."], None),
        (["What we do is this:", "3.1 We keep it.", "3.2 We never sell."], "What we do is this:"),
        (["We may do the following.", "3.1 We keep it.", "3.2 We never sell."], "We may do the following."),
        (["3. We promise it to all of you that:", "3.1 We never sell."], "We promise it to all of you that:"),
    ],
)
def test_a_numbered_clause_begins_anew(tmp_path: Path, lines: list[str], lead: str | None) -> None:
    """No line of another clause leads "3.1" in, but the clause "3" does, or what says that all of them follow."""
    text = "\n\n".join(["Policy", "We say it all here, at some length, for you.", *lines])
    assert _lead_ins(write(tmp_path, "p.txt", text))["We never sell."] == lead


def test_a_second_lead_in_begins_a_list_of_its_own(tmp_path: Path) -> None:
    """What is never collected must not be quoted as collected; a title before a lead-in is no item."""
    text = (
        "We collect:\nYour name\nYour email\nWe never collect:\nYour contacts\nYour history\n"
        "Who we share with\nWe share with:\nOur host\nOur bank\n"
    )
    leads = _lead_ins(write(tmp_path, "p.txt", text))
    assert leads["Your email"] == "We collect:"
    assert leads["Your contacts"] == leads["Your history"] == "We never collect:"
    assert leads["Our bank"] == "We share with:"
    assert leads.get("Who we share with") is None


def test_items_with_blank_lines_between_know_their_lead_in(tmp_path: Path) -> None:
    """Several short lines behind a lead-in are its items; a single one is the heading of what follows."""
    blocks = ["We do not collect:", "Your contacts", "Your history", "Sharing", "We share nothing with anybody at all."]
    leads = _lead_ins(write(tmp_path, "p.txt", "\n\n".join(blocks)))
    assert leads["Your contacts"] == leads["Your history"] == "We do not collect:"
    assert leads["We share nothing with anybody at all."] is None
    alone = _lead_ins(write(tmp_path, "p.txt", "\n\n".join(["See below:", *blocks[3:]])))
    assert alone[blocks[-1]] is None


def test_the_lines_of_a_cell_are_cut(tmp_path: Path) -> None:
    """A row whose cells hold several lines is quoted by the line, led in by the row's first cell; a short one whole."""
    table = "| Data | Use |\n|---|---|\n| IP address | to find it{}<br>to keep you safe |\n| Place<br>exact | No |\n"
    leads = _lead_ins(write(tmp_path, "p.md", table.format(", and to mend them" * 12)))
    assert leads["to keep you safe"] == "IP address"
    assert leads["Place\nexact | No"] == "Data | Use"
    leads = _lead_ins(write(tmp_path, "q.md", table.format("<br>- of yours")))
    assert leads["to keep you safe"] == "IP address"


def test_a_list_in_a_cell_is_led_in_by_the_words_it_goes_on_from(tmp_path: Path) -> None:
    """What is capitalized begins anew, and so does a line without a bullet."""
    cell = "You may limit only<br>* sharing with partners<br>* Use for news<br>State law may give you more."
    leads = _lead_ins(write(tmp_path, "p.md", f"| Why | What |\n|---|---|\n| Can I limit it? | {cell} |\n"))
    assert leads["sharing with partners"] == "You may limit only"
    assert leads["Use for news"] == leads["State law may give you more."] == "Can I limit it?"


def test_a_line_that_breaks_a_sentence_ends_no_passage(tmp_path: Path) -> None:
    """Behind a comma, or inside of brackets, a lower-case line goes on; else a line stands for itself."""
    page = "# P\n\nIn particular,  \nwe collect names (e.g.  \nof users). That is all.  \nwrite to us  \nExample Ltd\n"
    document, _, found = cut(write(tmp_path, "p.md", page))
    assert [document.text[p.start : p.end].replace("\n", " ") for p in found] == [
        "In particular, we collect names (e.g. of users).", "That is all.", "write to us", "Example Ltd",
    ]  # fmt: skip


def test_a_long_series_is_cut_into_its_members(tmp_path: Path) -> None:
    """A long sentence with members between semicolons is quoted by the member, led in by its first clause."""
    members = [f"to do the thing with the number {n} that we have promised to do for all of you here" for n in range(9)]
    leads = _lead_ins(write(tmp_path, "p.txt", "We use your data as follows: " + "; ".join(members) + "."))
    assert leads[members[4] + ";"] == "We use your data as follows:"


def test_a_run_in_heading_is_quoted_with_its_text(tmp_path: Path) -> None:
    """ "Session cookies: deleted when …" reads on its own; the section is named after it."""
    page = (
        "Cookies\n\nWe set two kinds.\n\n"
        "- Session Cookies: Deleted when you close the browser.\n- Other Cookies: Kept for a year.\n"
    )
    document, found, cut_passages = cut(write(tmp_path, "p.txt", page))
    last = cut_passages[-1]
    assert document.text[last.start : last.end] == "Other Cookies: Kept for a year."
    assert found.sections[last.section].path == ("Cookies", "Other Cookies")


def test_five_megabytes_without_a_line_end(tmp_path: Path) -> None:
    """One endless line, of words or of one word, is cut into passages of at most 700 code points."""
    for unit in ("word ", "x", "We keep it. ", "a; "):
        _, _, found = cut(write(tmp_path, "p.txt", unit * (500_000 // len(unit))))
        assert max(p.end - p.start for p in found) <= 700


def test_a_bullet_alone_is_no_passage(tmp_path: Path) -> None:
    """Its words stand in the next line of the cell."""
    items = "".join(f"<li><p>your {name}, as far as you or somebody else has told us</p></li>" for name in "abcde")
    page = f"<table><tr><td>We keep</td><td><ul>{items}</ul></td></tr></table>"
    document, found, cut_passages = cut(write(tmp_path, "p.html", page))
    check(document, found, cut_passages)
    assert all(any(c.isalpha() for c in document.text[p.start : p.end]) for p in cut_passages)


def test_a_page_that_was_torn_at_its_line_ends_is_mended(tmp_path: Path) -> None:
    """Where lines often go on in lower case behind a blank line, full ones may go on with a capital; no title does."""
    often = [
        "We ask every one of you who writes to us for nothing but your name, and we keep what you",
        "write for as long as we are asked to.",
    ]
    torn = "\n\n".join(
        [
            *often * 5,
            "If we or those who work for us are ever bought by somebody, all that is known as your Personal",
            "Data may be handed over to them, together with the house (and with all the doors of it,",
            "(hereinafter the Doors)).",
            "Your Rights under the Californian Consumer Protection Act of the Year Before (Houses)",
            "We honour them all.",
        ]
    )
    document, _, found = cut(write(tmp_path, "p.md", f"# Policy\n\n{torn}\n"))
    quotes = [" ".join(document.text[p.start : p.end].split()) for p in found]
    assert quotes[0] == " ".join(often)
    assert quotes[5].startswith("If we or those")
    assert quotes[5].endswith("(hereinafter the Doors)).")
    assert quotes[-1] == "We honour them all."


def test_lower_case_goes_on_behind_a_bracket(tmp_path: Path) -> None:
    """Whatever stop stands in it."""
    torn = "We collect what you tell us of yourself, like your name, your street, your age (and so on, etc.)"
    document, _, (found,) = cut(write(tmp_path, "p.md", f"# Policy\n\n{torn}\n\nand the numbers of your cards.\n"))
    assert document.text[found.start : found.end].startswith("We collect")


@pytest.mark.parametrize(
    ("lead", "led"),
    [
        ("Words mean what they mean in example.com/terms/", False),
        ("You find what they mean at HTTPS://Example.COM:80/Terms", False),
        ("We collect on www.example.com", True),
        ("Words mean what they mean in example.com/terms/:", True),
        ("You may do the following at example.com/terms", True),
        ("We collect (see example.com/terms)", True),
    ],
)
def test_the_address_of_another_page_leads_nothing_in(tmp_path: Path, lead: str, led: bool) -> None:
    """Behind it a full stop is often left out; a colon is not."""
    page = f"# Policy\n\n{lead}\n\n1. We keep all.\n\n2. We sell none.\n"
    _, _, found = cut(write(tmp_path, "p.md", page))
    assert [each.lead_in is not None for each in found[1:]] == [led, led]


def test_a_line_of_any_length_that_wants_a_word_is_torn(tmp_path: Path) -> None:
    """What ends with "; or" is an item of a list; what has no stop may stand alone. Short lines are measured alone."""
    long = "We keep what you tell us, and what others tell us of you, for as long as we or they want it, or longer"
    torn = f"{long} if a law of the land asks us to. All of it is sent under the\n\nkey of two ways. You see it."
    document, _, found = cut(write(tmp_path, "p.md", f"# Policy\n\n{torn}\n"))
    assert [" ".join(document.text[p.start : p.end].split()) for p in found][1:] == [
        "All of it is sent under the key of two ways.",
        "You see it.",
    ]
    item = "in answer to a letter of a court, or of those who may write such letters in the country where we live"
    for before, after in (
        (f"{item}, or in another one; or", "with your consent."),
        (f"{long} still than anybody would think", "eBay has it."),
    ):
        document, _, found = cut(write(tmp_path, "q.txt", f"Policy\n\nWe hand it over:\n\n{before}\n\n{after}\n"))
        assert document.text[found[-1].start : found[-1].end] == after
    often = "We ask every one of you who writes to us for nothing but your name, and we keep what you\n\nwrite.\n\n" * 5
    capital = "We ask every one of you who writes to us for nothing but your name, as we are a part of the"
    page = f"# Policy\n\n{often}{torn}\n\n{capital}\n\nEuropean Union of Owls."
    document, _, found = cut(write(tmp_path, "r.md", page))
    assert " ".join(document.text[found[-1].start : found[-1].end].split()) == f"{capital} European Union of Owls."


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ("- the date on which you were born and all the names of the cats that live in your house", "You can ask us."),
        (
            "All of that is what we call, here and in all that we write to you after this, “Given Data.”",
            "Ask us for it.",
        ),
        (
            "We take what you have told us of yourself (and of those who live with you, cats included.)",
            "Ask us for it.",
        ),
    ],
)
def test_what_has_ended_is_not_torn(tmp_path: Path, line: str, after: str) -> None:
    """A bullet without a stop, or a stop in quotes or brackets."""
    often = "We ask every one of you who writes to us for nothing but your name, and we keep what you\n\nwrite.\n\n" * 5
    document, _, found = cut(write(tmp_path, "p.md", f"# Policy\n\n{often}{line}\n\n{after}\n"))
    assert document.text[found[-1].start : found[-1].end] == after


def test_a_stop_alone_is_not_quoted(tmp_path: Path) -> None:
    """An item of nothing but a full stop, as editors of pages leave it."""
    page = "<h1>Policy</h1><ol><li>We keep logs.</li><li>.</li><li>We sell nothing.</li></ol><p>».</p>"
    document, _, found = cut(write(tmp_path, "p.html", page))
    assert [document.text[p.start : p.end] for p in found] == ["We keep logs.", "We sell nothing."]


_ITEMS = [
    "show you what you asked for and remember where you left off",
    "tell you what is new on the boats that you like",
]


def _led(folder: Path, text: str) -> dict[str, str | None]:
    """Each passage of a plain text, with what leads it in."""
    document, _, found = cut(write(folder, "p.txt", text))
    return {document.text[p.start : p.end]: p.lead_in and document.text[slice(*p.lead_in)] for p in found}


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("items", [_ITEMS, [item.capitalize() for item in _ITEMS], ["Name", "E-mail address", "Age"]])
def test_items_without_marks(tmp_path: Path, items: list[str], gap: str) -> None:
    """As a browser copies them: each on its line, under the lead-in or a blank line below it."""
    lead, after = "We use your data to:", "We keep it for a year.\n\nNobody else sees it.\n"
    found = _led(tmp_path, f"Boats\n\n{lead}{gap}{chr(10).join(items)}\n\n{after}")
    assert found == dict.fromkeys(items, lead) | {lead: None} | dict.fromkeys(after.strip().split("\n\n"))


@pytest.mark.parametrize(
    "text",
    [
        "This page says:\n\nWhat we take\nWe take your name.\nWe take your age, too.\n",
        "Our Own Boats:\n\nWe take your name for them.\nWe take your age for them, too.\n",
    ],
)
def test_titles_and_text_are_no_items(tmp_path: Path, text: str) -> None:
    """Lines below each other are text where a title stands over them."""
    assert set(_led(tmp_path, f"Boats\n\n{text}").values()) == {None}


def test_a_torn_item_is_mended(tmp_path: Path) -> None:
    """Where the items of its list have ends, or its last word wants another."""
    wanting = "remember where you left off when you last looked for a boat or\na harbour\nwrite to you\n"
    ended = "remember where you left off when you last looked at all the boats\nin harbour;\nwrite;\nring.\n"
    for items, count in ((wanting, 2), (ended, 3)):
        assert len(_led(tmp_path, f"We use your data to:\n{items}")) == 1 + count
