"""Conversations as files."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from assistant.errors import ExportError
from assistant.terminal.exchange import Exchange
from assistant.terminal.export import as_json, as_markdown, named, write
from tests.render.examples import answer, ip_address

ASKED = dt.datetime(2026, 1, 2, 3, 4, tzinfo=dt.UTC)


def conversation() -> list[Exchange]:
    """One answer and one failure."""
    return [
        Exchange("how `long`?", "small one", ASKED, answer(ip_address())),
        Exchange("and \x1b[2Jwhy?", None, ASKED, error="no policy 'x'; known: none"),
    ]


def test_markdown_has_a_heading_a_question() -> None:
    """Questions are headings, quotes block quotes; nothing in them is markup or acts on a terminal."""
    text = as_markdown(conversation())
    assert "## `how 'long'?`" in text
    assert "> your **Internet** Protocol address, which is kept for **14 days**;" in text
    assert "Asked 2026-01-02 03:04 of `small one`." in text
    assert "no policy 'x'" in text
    assert "\x1b" not in text


def test_json_holds_the_replies_of_the_endpoint() -> None:
    """A program reads back every citation with its offsets."""
    found = json.loads(as_json(conversation(), "https://p.example"))["conversation"]
    assert found[0]["reply"]["citations"][0]["start"] == ip_address().start
    assert found[0]["reply"]["citations"][0]["link"].startswith("https://p.example/policies/")
    assert found[0]["asked"] == "2026-01-02T03:04:00+00:00"
    assert found[1]["reply"] is None


@pytest.mark.parametrize("name", ["talk.txt", "nowhere/talk.md", "there.md"])
def test_a_file_that_cannot_be_written_is_one_line(tmp_path: Path, name: str) -> None:
    """Another suffix, a missing folder and an existing file are told apart, and nothing is overwritten."""
    (tmp_path / "there.md").write_text("mine", encoding="utf-8")
    with pytest.raises(ExportError, match=name):
        write(tmp_path / name, conversation())
    assert (tmp_path / "there.md").read_text(encoding="utf-8") == "mine"


def test_a_home_that_is_not_there_is_told() -> None:
    """Of oneself, one is."""
    assert named("~/a.md") == Path.home() / "a.md"
    with pytest.raises(ExportError, match="there is no such home"):
        named("~nobody-of-this-name/a.md")
