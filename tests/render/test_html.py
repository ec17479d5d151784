"""A quote as an HTML fragment."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from assistant.model import Citation
from assistant.render.html import quotation
from tests.render.examples import TEXT, cite, document, ip_address


def html(citation: Citation) -> str:
    """The fragment in one piece."""
    return "\n".join(quotation(citation, "https://help.example"))


def test_a_quotation_has_its_source() -> None:
    """Lead-in and clause in a blockquote, the key words marked, the place linked."""
    page = LexborHTMLParser(html(ip_address()))
    assert [node.text() for node in page.css("blockquote p")] == [
        "Our servers record:",
        "your Internet Protocol address, which is kept for 14 days;",
    ]
    assert [node.text() for node in page.css("mark")] == ["Internet", "14 days"]
    assert (page.css("figcaption a")[0].attributes["href"] or "").startswith("https://help.example/policies/small%20one?v=")


def test_no_link_leads_nowhere() -> None:
    """Of a page that is sent by mail a relative link leads to nothing."""
    page = LexborHTMLParser("\n".join(quotation(ip_address(), "")))
    assert not page.css("a, [cite]")
    assert page.css("figcaption")[0].text()


@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1))
def test_policy_text_is_never_markup(text: str) -> None:
    """Whatever the clause, its heading, the title and the question hold, the elements are the same."""
    of = document(text=TEXT + text, title=text, company=text, id=text)
    plain_one = html(replace(cite("Our servers record:"), part="part"))
    odd = html(replace(cite(text, of=of, section=text), part=text))
    assert re.findall(r"<[a-z/]+", odd) == re.findall(r"<[a-z/]+", plain_one)
