"""Tables of plain text whose columns stand apart by spaces."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.indexer.columns import find_columns
from assistant.model import BlockKind
from tests.indexer.documents import cut, headings, write

_RULED = """\
What we do with it

              Purpose               Legal basis
    -----------------------------  ---------------------
    Streaming films to you         contract
    Account details and whatever   our legitimate
    you tell us                    interest
    Finding shared passwords       legitimate interest,
                                   Art. 6 (1) (f)

3.1 Recommendations are made by software.
"""
_BARE = """\
Storage periods

    Viewing data           24 months, or until you
                           clear your history
    Invoices               5 years (Bookkeeping Act)

    Call recordings        90 days
    Security logs          6 months

    After that all of it is deleted or made anonymous.
"""
_NAMED = """\
Cookies

Name        Purpose                Lifetime
Necessary
session     keeps you signed in    30 days
Statistics
_mtm        counts visitors        13 months
"""
_VERSIONS = """\
Versions

Version    Date           What is new
1.0        1 May 2018     The policy
2.0        3 March 2025   Retention
"""


def _rows(path: Path) -> dict[str, str | None]:
    """Every row, its spaces closed up, with the names of its columns."""
    document, _, found = cut(path)
    text = document.text
    rows = [passage for passage in found if passage.kind is BlockKind.ROW]
    return {
        " ".join(text[p.start : p.end].split()): p.lead_in and " ".join(text[p.lead_in.start : p.lead_in.end].split())
        for p in rows
    }


@pytest.mark.parametrize(
    ("page", "head", "rows"),
    [
        (
            _RULED,
            "Purpose Legal basis",
            [
                "Streaming films to you contract",
                "Account details and whatever our legitimate you tell us interest",
                "Finding shared passwords legitimate interest, Art. 6 (1) (f)",
            ],
        ),
        (
            _BARE,
            None,
            [
                "Viewing data 24 months, or until you clear your history",
                "Invoices 5 years (Bookkeeping Act)",
                "Call recordings 90 days",
                "Security logs 6 months",
            ],
        ),
        (
            _NAMED,
            "Name Purpose Lifetime",
            [
                "Necessary",
                "session keeps you signed in 30 days",
                "Statistics",
                "_mtm counts visitors 13 months",
            ],
        ),
        (
            _VERSIONS,
            None,
            ["Version Date What is new", "1.0 1 May 2018 The policy", "2.0 3 March 2025 Retention"],
        ),
    ],
    ids=["ruled", "bare", "named by its words", "numbers"],
)
def test_rows_are_quoted_with_the_names_of_their_columns(
    tmp_path: Path, page: str, head: str | None, rows: list[str]
) -> None:
    """A cell that goes on under itself belongs to its row, and the title over a table is a heading."""
    path = write(tmp_path, "p.txt", page)
    assert _rows(path) == dict.fromkeys(rows, head)
    assert headings(*cut(path)[:2]) == [page.split("\n", 1)[0]]


def test_a_long_meaning_is_one_row(tmp_path: Path) -> None:
    """It is quoted as a whole as far as rows are, else by the sentence, not by the line."""
    meaning = "".join(f"{' ' * 16}and whatever else there is of it, be it old. Or new\n" for _ in range(3))
    terms = (
        f"Personal data   All that can be told of you,\n{meaning}Controller      We are.\n\nProcessor       Our host.\n"
    )
    assert len(_rows(write(tmp_path, "p.txt", f"Words\n\n{terms}"))) == 3
    long = terms.replace(meaning, meaning * 4)
    cells = list(_rows(write(tmp_path, "q.txt", f"Words\n\n{long}")))
    assert cells[1].startswith("All that can be told of you, and whatever")
    assert cells[2] == "Or new and whatever else there is of it, be it old."


@pytest.mark.parametrize(
    "page",
    [
        "Acme Ltd              Acme GmbH\n1 High Street         Hauptstr. 4\nLondon N1 9AB         10115 Berlin\n",
        "Post:       Acme, 1 High Street, London N1 9AB\nE-mail:     a@b.example\nTelephone:  +44 20 7946 0000\n",
        "We keep it.  It is yours.\nWe sell it.  You know it.\nWe lose it.  So what of it.\n",
        "Q:  Do you sell my data?\nA:  We never do.\nQ:  Do you keep it?\n",
        "1.   We  keep what you told us.\n2.   We  sell none of it at all.\n3.   We  lose all of it.\n",
        "(a)  your name;   (b)  your age;\n(c)  your dog;    (d)  your cat.\n",
        "*    names\n*    ages\n*    dogs\n",
        "ACME INC.                 Privacy Policy\nVersion 2                 1 May 2024\n",
        "This  policy says what we take from you when you  visit  us  here\n"
        "and  what we do with it  then  and  later, and  who  gets it of  us\n"
        "for what  it may be of use to  them, as far  as  we know of  it now\n",
    ],
    ids=["two addresses", "labels", "sentences", "questions", "clauses", "points", "items", "letterhead", "justified"],
)
def test_what_is_no_table(tmp_path: Path, page: str) -> None:
    """Spaces that stand under each other do not make one."""
    assert _rows(write(tmp_path, "p.txt", f"Policy\n\nWe are Acme, and this is our policy.\n\n{page}")) == {}


def test_a_harmful_page_is_read_at_once() -> None:
    """Lines without end, and tables that never come to be."""
    wide = "a  b   c   d   e   f   g"
    for lines in (
        ["x" + " " * 100_000 + "y"] * 50,
        ["a      c" if n % 3 else wide for n in range(50_000)],
        ["Name    Purpose", *["----"] * 50_000],
        ["Name    Purpose", *["        and more of it"] * 50_000],
        ["Telephone    +47 22 00 00 00"] * 50_000,
    ):
        assert len(find_columns(lines)) <= 1
