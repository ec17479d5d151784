"""Where a quote can be checked."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from assistant.model import Link
from assistant.render import line, link, links_in, source_link
from tests.render.examples import TEXT, cite, document, ip_address


def test_a_link_holds_version_and_span() -> None:
    """The page's address says which version and which span were quoted; the id is percent-encoded."""
    clause = ip_address()
    version = document().version[:12]
    assert link(clause) == f"/policies/small%20one?v={version}&start={clause.start}&end={clause.end}#clause"


def test_a_public_url_makes_a_link_absolute() -> None:
    """A slash at its end is not doubled."""
    assert link(ip_address(), "https://help.example/").startswith("https://help.example/policies/small%20one?")


def test_the_line_is_counted_from_one() -> None:
    """The line is where an editor would show it."""
    assert line(ip_address()) == 5
    assert line(cite("Privacy Policy", section="")) == 1


def test_the_source_opens_at_the_clause() -> None:
    """A short quote is the whole text fragment; a hyphen and a comma in it are encoded."""
    clause = cite("your Internet Protocol address, which is kept for 14 days;")
    found = source_link(clause)
    assert found is not None
    assert found.startswith("https://example.com/privacy#:~:text=your%20Internet")
    assert "address%2C%20which" in found


def test_a_long_quote_is_named_by_its_ends() -> None:
    """The first and the last words, with a comma between them."""
    long = document(text=TEXT + "one two three four five six seven eight nine ten eleven twelve thirteen-fourteen.")
    found = source_link(cite(long.text.splitlines()[-1], of=long))
    assert found is not None
    start, end = found.partition("#:~:text=")[2].split(",")
    assert unquote(start) == "one two three four five six"
    assert end.endswith("thirteen%2Dfourteen.")


def test_items_are_named_without_their_bullets() -> None:
    """A browser draws those, and does not find them as text."""
    words = "• your name\n\n• your address"
    found = source_link(cite(words, of=document(text=f"We keep:\n\n{words}\n")))
    assert found is not None
    assert unquote(found.partition("#:~:text=")[2]) == "your name,your address"


@pytest.mark.parametrize("url", [None, "", "javascript:alert(1)", "ftp://example.com", "http://[", "privacy.html"])
def test_only_a_web_address_is_a_source(url: str | None) -> None:
    """What a browser would run or refuse is no link."""
    assert source_link(cite("Our servers record:", of=document(url=url))) is None


def test_where_the_words_of_a_quote_lead() -> None:
    """What a reader of the bare words cannot know, once each; not what they spell out, nor what runs code."""
    ask, form = "https://a.example/ask", "https://example.com/form"
    urls = {
        "here": ask, "there": ask, "form": "/form", "a@b.example": "mailto:A@b.example", "this": "http://[",
        "top": "#top", "that": "javascript:alert(1)",
    }  # fmt: skip
    text = "Before. Ask here or there, see our form, write to a@b.example, open this or the top, or run that."
    links = tuple(Link(text.index(words), text.index(words) + len(words), url) for words, url in urls.items())
    of = document(text=text, links=links)
    for quote, expected in ((text[8:], [("here", ask), ("form", form)]), ("see our form", [("form", form)])):
        found = links_in(cite(quote, of=of))
        assert [(quote[each.start : each.end], each.url) for each in found] == expected
    assert links_in(cite("see our form", of=document(text=text, links=links, url=None))) == ()
