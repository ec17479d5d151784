"""``assistant index``, ``policies`` and ``sections``."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

from tests.cli.conftest import POLICIES, Command

IDS = ["chatinbox", "pimentachat", "privacy-statement", "team365", "zopim"]


def test_nothing_to_do_is_said(command: Command) -> None:
    """On standard error, and with --json as empty lists."""
    assert command("index").err == "assistant: 5 policies, nothing to do\n"
    assert json.loads(command("index", "--json").out) == {"built": [], "removed": [], "failed": []}


def test_a_bad_file_is_reported_and_the_rest_is_built(command: Command, tmp_path: Path) -> None:
    """Exit code 4, the file and the byte, and the others in the library."""
    folder = tmp_path / "policies"
    folder.mkdir()
    (folder / "good.txt").write_text("Privacy Policy\nWe never sell your data.\n", encoding="utf-8")
    (folder / "bad.txt").write_bytes(b"We keep \xff data.\n")
    done = command("index", "--json", "--policies", "policies", "--indexes", "built")
    assert done.code == 4
    report = json.loads(done.out)
    assert (report["built"], [each["file"] for each in report["failed"]]) == (["good"], ["policies/bad.txt"])
    assert "offset 8" in report["failed"][0]["reason"]


def test_the_policies_are_listed(command: Command) -> None:
    """In columns for people, with all that is known for machines."""
    rows = command("policies").out.splitlines()
    assert [row.split()[0] for row in rows] == IDS
    assert all(len(row) <= 80 and row.endswith(" passages") for row in rows)
    listed = json.loads(command("policies", "--json").out)["policies"]
    assert [policy["id"] for policy in listed] == IDS
    assert listed[-1]["title"].startswith("Zopim Privacy Policy")
    assert listed[-1]["file"] == "zopim.txt"
    assert listed[-1]["passages"] > 50


def test_sections_tile_the_text(command: Command) -> None:
    """One object a policy: headings in order, sections with paths and spans that cover the text without overlap."""
    done = command("sections", "zopim", "privacy-statement", "--json", "--passages")
    zopim, other = map(json.loads, done.out.splitlines())
    assert (zopim["policy"], other["policy"]) == ("zopim", "privacy-statement")
    assert "Log information" in zopim["headings"]
    assert "Server Log Files" in other["sections"][2]["path"] or "Server Log Files" in other["headings"]
    text = (POLICIES / "zopim.txt").read_text(encoding="utf-8")
    spans = [(section["start"], section["end"]) for section in zopim["sections"]]
    assert spans[0][0] == 0
    assert all(before[1] == after[0] for before, after in pairwise(spans))
    logs = next(each for each in zopim["sections"] if each["path"][-1:] == ["Log information"])
    assert text[logs["start"] : logs["end"]].startswith("Log information\nWhen you use the Service, our servers")
    first = next(each for each in zopim["passages"] if each["start"] > logs["start"])
    assert text[first["start"] : first["end"]].startswith("When you use the Service, our servers")


def test_a_gap_between_sections_is_not_the_beginning(command: Command) -> None:
    """Text without a heading is also found in the middle of a policy."""
    rows = command("sections", "team365").out.splitlines()
    untitled = [row.split(maxsplit=1)[1] for row in rows if row.endswith("heading)")]
    assert untitled[0] == "(before the first heading)"
    assert set(untitled[1:]) == {"(no heading)"}


def test_sections_for_people(command: Command) -> None:
    """An indented tree with the lines of the file; with --passages also what can be quoted."""
    rows = command("sections", "zopim").out.splitlines()
    line = (POLICIES / "zopim.txt").read_text(encoding="utf-8").splitlines().index("Log information") + 1
    assert [row.split()[0] for row in rows if row.endswith(" Log information")] == [str(line)]
    assert "│ When you use the Service, our servers" in command("sections", "zopim", "--passages").out


def test_an_unknown_policy_has_no_sections(command: Command) -> None:
    """Exit code 2, and what there is."""
    done = command("sections", "zoom")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("assistant: no policy 'zoom'; known: chatinbox, ")
