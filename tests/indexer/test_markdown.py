"""Markdown: marks go, words stay, links are kept beside the text."""

from __future__ import annotations

from assistant.indexer.markdown import parse
from assistant.model import BlockKind


def test_marks_go_and_words_stay() -> None:
    """Emphasis, links, escapes, entities and invisible characters leave the bare words."""
    page = parse("1\\. **We** _never_ [sell](https://a.example/b) your&nbsp;data &amp; more\u200b.\n")
    assert page.text.replace("\u00a0", " ") == "1. We never sell your data & more."
    assert parse("**Y****our choices**\n").text == "Your choices"
    assert parse("**Legal bases****.** We have **some**.\n").text == "Legal bases. We have some."
    assert parse("Account**:** this one\n").text == "Account: this one"
    assert parse("**Our partners:**we choose them.\n").text == "Our partners: we choose them."
    assert parse("**Sources\n\n\u200d**We ask. \\*\\*Not you.\n").text == "Sources\n\nWe ask. **Not you."
    assert parse("We share data** with others.\n\n** Not now.\n").text == "We share data** with others.\n\n** Not now."
    assert parse("**Updated:**25 May, (**Note:**we), **“We”**or us\n").text == "Updated: 25 May, (Note: we), “We” or us"
    assert parse("Card 4111\\*\\*\\*\\*1111, `x****y`\n").text == "Card 4111****1111, x****y"
    assert parse("## [YOUR RIGHTS?](javascript:void(0)) now\n").text == "YOUR RIGHTS? now"


def test_links_are_annotations() -> None:
    """A link's span holds its words, its URL stands beside."""
    page = parse("See [our **cookie** page](/cookies) now.\n")
    (link,) = page.links
    assert (page.text[link.start : link.end], link.url) == ("our cookie page", "/cookies")
    assert [page.text[s.start : s.end] for s in page.strong] == ["cookie"]


def test_blocks_are_told_apart() -> None:
    """Headings, paragraphs, nested items, column headings and rows have their kinds, levels and spans."""
    page = parse("Policy\n===\n\nText.\n\n1. one\n   - two\n\n| A | B |\n|---|---|\n| c | d |\n")
    assert [(b.kind, b.level, page.text[b.start : b.end]) for b in page.blocks] == [
        (BlockKind.HEADING, 1, "Policy"),
        (BlockKind.PARAGRAPH, 0, "Text."),
        (BlockKind.ITEM, 1, "one"),
        (BlockKind.ITEM, 2, "two"),
        (BlockKind.COLUMNS, 0, "A | B"),
        (BlockKind.ROW, 0, "c | d"),
    ]
    cells = parse("| Data | Sold | Shared |\n|---|---|---|\n| Name | | Yes** |\n| Age | ** | |\n")
    assert [cells.text[b.start : b.end] for b in cells.blocks[1:]] == ["Name |  | Yes**", "Age | **"]
    assert page.blocks[-1].head == (page.blocks[-2].start, page.blocks[-2].end)
    assert "1. one\n  • two" in page.text


def test_front_matter_is_metadata() -> None:
    """A YAML front matter is no text of the policy."""
    page = parse("---\ntitle: Our Policy\nurl: 'https://a.example'\n---\n\nText.\n")
    assert page.text == "Text."
    assert page.meta == {"title": "Our Policy", "url": "https://a.example"}


def test_a_definition_list() -> None:
    """A term stands before what it means, as an item; what begins so elsewhere stays."""
    page = parse(
        "We say:\n\nClinician\n: a physician, or\n  a nurse\n\n**Data**\n\n:   what we keep\nYou\n: the patient\n"
    )
    assert [(b.kind, page.text[b.start : b.end]) for b in page.blocks] == [
        (BlockKind.PARAGRAPH, "We say:"),
        (BlockKind.ITEM, "Clinician: a physician, or a nurse"),
        (BlockKind.ITEM, "Data: what we keep"),
        (BlockKind.ITEM, "You: the patient"),
    ]
    assert parse("We keep it all\nfor a year\n: or two.\n").text == "We keep it all for a year : or two."
    assert parse("```\na\n: b\n```\n").text == "a\n: b"


def test_the_sign_that_links_to_a_heading_is_no_word() -> None:
    """Sites write one before or behind it."""
    text = '# [#](#logs)Logs\n\n## Cookies [¶](#cookies "Link to here")\n\nSee [#4](#four).\n'
    assert parse(text).text.strip().split("\n\n") == ["Logs", "Cookies", "See #4."]
