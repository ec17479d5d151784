"""Tables: which row names the columns, and what of a row is quoted."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.indexer.documents import cut, write


def _rows(path: Path) -> dict[str, str | None]:
    """Every passage with what leads it in."""
    document, _, found = cut(path)
    text = document.text
    return {text[p.start : p.end]: text[p.lead_in.start : p.lead_in.end] if p.lead_in else None for p in found}


_ROWS = "| Orders | Order number | 7 years |\n| Logs | IP address | 14 days |\n"


@pytest.mark.parametrize(
    "first",
    [
        "| **What** | **Say** | **Long** |\n",
        "| Category of data | Example | Retention period |\n",
        "| Category of data (Art. 4, 13) | Example [1] | Retention period2 |\n",
        "| Record | Contents | Period |\n",
    ],
    ids=["bold", "by its words", "with notes", "by one of its words"],
)
def test_the_first_row_may_name_the_columns(tmp_path: Path, first: str) -> None:
    """Markdown wants a head, which many leave empty; also where the title of some rows stands before it."""
    for title in ("", "| What we hold | | |\n"):
        rows = _rows(write(tmp_path, "p.md", f"# Policy\n\n| | | |\n|---|---|---|\n{title}{first}{_ROWS}"))
        names = first.strip("|\n ").replace("**", "")
        assert rows["Logs | IP address | 14 days"] == names
        assert names not in rows


@pytest.mark.parametrize("head", ["| What | Kept for |\n|---|---|---|\n", "| What | Kept for | Notes |\n|---|---|\n"])
def test_the_head_may_have_more_or_fewer_cells_than_the_rule_under_it(tmp_path: Path, head: str) -> None:
    """A name that spans two columns is one cell."""
    rows = _rows(write(tmp_path, "p.md", f"# Policy\n\nThis we keep.\n\n{head}{_ROWS}"))
    assert rows["Logs | IP address | 14 days"] == head.split("\n", maxsplit=1)[0].strip("| ")


@pytest.mark.parametrize("rule", ["", "| --- | --- | --- |\n"], ids=["none", "a rule"])
def test_a_title_that_is_marked_as_the_head_leads_in_with_the_names_under_it(tmp_path: Path, rule: str) -> None:
    names = "| **What** | **Say** | **Long** |\n"
    rows = _rows(write(tmp_path, "p.md", f"# Policy\n\n| What we hold | | |\n|---|---|---|\n{names}{rule}{_ROWS}"))
    assert rows == dict.fromkeys(
        ("Orders | Order number | 7 years", "Logs | IP address | 14 days"), "What we hold\nWhat | Say | Long"
    )


def test_questions_over_short_answers_name_columns(tmp_path: Path) -> None:
    """As in the form for banks; a question over questions is one of them."""
    first, rows = (
        "Reasons we can share data",
        "| For our marketing | Yes | No |\n| For banks to write to you | No | We don’t |\n",
    )
    head = f"| {first} | Does Acme share? | Can you limit it? |"
    found = _rows(write(tmp_path, "p.md", f"# Policy\n\n| | | |\n|---|---|---|\n{head}\n{rows}"))
    assert set(found.values()) == {head.strip("| ")}
    asked = "| Purposes | Do you sell it? |\n| Logs | Do you ask first? |\n| Mail | Do you read it? |\n"
    assert len(_rows(write(tmp_path, "p.md", f"# Policy\n\n| | |\n|---|---|\n{asked}"))) == 3


@pytest.mark.parametrize(
    "rows",
    [
        "| Location data | Shared with partners |\n| Health data | Never shared |\n",
        "| Right of access | Ask for a copy of your data |\n| Right to object | Write to us |\n",
        "| Categories of data | Name, email address |\n| Purpose | To reply |\n",
        "| Google | Analytics | USA |\n| Stripe | Payments | Ireland |\n| Google | Maps | USA |\n",
        "| Name | Acme Ltd. |\n| Address | 1 Road |\n| Contact | a@b.example |\n",
        "| The logs | We keep them. |\n| Mail | No |\n",
        "| Search Co | Description |\n| Mail Co | Description |\n| Map Co | Description |\n",
    ],
)
def test_the_first_row_may_be_one_like_the_others(tmp_path: Path, rows: str) -> None:
    """Of a record, or a sentence."""
    found = _rows(write(tmp_path, "p.md", f"# Policy\n\n| | |\n|---|---|\n{rows}"))
    assert len(found) == rows.count("\n")
    assert set(found.values()) == {None}


def test_the_rows_of_a_record_are_led_in_by_its_first(tmp_path: Path) -> None:
    """The lifetime of a cookie says nothing without its name."""
    records = "".join(f"| Name | {name} |\n| Kept | {kept} |\n" for name, kept in (("_a", "1 day"), ("_b", "1 year")))
    rows = _rows(write(tmp_path, "p.md", f"# Policy\n\n| | |\n|---|---|\n{records}"))
    assert rows["Kept | 1 day"] == "Name | _a"
    assert rows["Kept | 1 year"] == "Name | _b"


def test_a_long_row_with_a_value_is_quoted_as_a_whole(tmp_path: Path) -> None:
    """ "Yes" says nothing without its row; a row of sentences is cut."""
    names = "Identifiers<br>Examples: " + ", ".join(f"identifier number {n}" for n in range(15))
    row = f"{names} | Yes | No | 10 years"
    rows = _rows(write(tmp_path, "p.md", f"# P\n\n| Data | Taken | Sold | Kept |\n|--|--|--|--|\n| {row} |\n"))
    assert rows == {row.replace("<br>", "\n"): "Data | Taken | Sold | Kept"}


def test_a_table_between_tabs(tmp_path: Path) -> None:
    """As it is copied out of a page."""
    lines = "Category\tExamples\tSold\nA. Identifiers.\tName, IP address.\tNO\nB. Place.\tMovements of yours.\tYES\n"
    rows = _rows(write(tmp_path, "p.txt", f"Policy\n\nWe have these kinds of your data:\n\n{lines}"))
    assert rows["Place.\tMovements of yours.\tYES"] == "Category\tExamples\tSold"


def test_one_row_names_the_columns(tmp_path: Path) -> None:
    """What stands under it is data, however its words are."""
    rows = "<tr><td>Contact information</td><td>Collected</td></tr><tr><td>Health information</td><td>Sold</td></tr>"
    path = write(tmp_path, "p.html", f"<h1>P</h1><table><tr><td>Category</td><td>Collected</td></tr>{rows}</table>")
    assert _rows(path) == {
        "Contact information | Collected": "Category | Collected",
        "Health information | Sold": "Category | Collected",
    }
