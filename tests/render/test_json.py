"""The reply as the HTTP contract has it."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from assistant.model import Reason
from assistant.render import dumps, to_json
from tests.render.examples import TEXT, answer, document, ip_address, silent


def test_an_answer_in_full() -> None:
    """Every field of the contract, with spans that prove the quote."""
    reply = to_json(answer(ip_address()), public_url="https://help.example")
    citation = reply["citations"][0]
    assert reply["outcome"] == "answered"
    assert reply["confidence"] == 0.93
    assert reply["message"] == "Quoted from the policy of 1 May 2014; not legal advice."
    assert (reply["see_also"], reply["contact"]) == ([], None)
    assert reply["policy"] == {
        "id": "small one",
        "title": "Privacy Policy",
        "company": "Example & Co",
        "version": document().version,
        "effective_date": "2014-05-01",
        "effective_text": "Updated May 1, 2014",
        "url": "https://example.com/privacy",
    }
    assert TEXT[citation["start"] : citation["end"]] == citation["quote"]
    lead_in = citation["lead_in"]
    assert TEXT[lead_in["start"] : lead_in["end"]] == lead_in["text"] == "Our servers record:"
    assert [citation["quote"][start:end] for start, end in citation["highlights"]] == ["Internet", "14 days"]
    assert (citation["policy"], citation["section"], citation["part"]) == ("small one", ["What we keep"], None)
    assert citation["version"] == document().version
    assert citation["link"].startswith("https://help.example/policies/small%20one?v=")
    assert citation["source_link"].startswith("https://example.com/privacy#:~:text=")


def test_an_abstention_in_full() -> None:
    """No citations; the sections to look at, with links, and the contact clause as text."""
    reply = to_json(silent(reason=Reason.OFF_TOPIC))
    assert reply["outcome"] == "off_topic"
    assert reply["citations"] == []
    assert reply["contact"] == "Write to privacy@example.com with *any* <question>."
    assert [place["section"] for place in reply["see_also"]] == [["What we keep"]]
    assert reply["see_also"][0]["link"].endswith("#clause")
    assert reply["closest"] == []


def test_each_place_names_its_policy() -> None:
    """Where all policies were asked, there is no other word of whose a clause or section is than its own."""
    found = to_json(answer(ip_address(), document=None))["citations"] + to_json(silent(document=None))["see_also"]
    named = [(each["policy"], each["title"], each["company"]) for each in found]
    assert named == [("small one", "Privacy Policy", "Example & Co")] * 2


def test_the_closest_clauses_are_no_citations() -> None:
    """What is not surely the answer is not cited as one; it has the same members."""
    reply = to_json(silent(closest=(ip_address(),)))
    assert reply["outcome"] == "not_covered"
    assert reply["citations"] == []
    assert reply["closest"] == to_json(answer(ip_address()))["citations"]
    assert reply["see_also"]


def test_the_whole_library_has_no_policy() -> None:
    """With no policy named, the reply's policy is null."""
    assert to_json(answer(ip_address(), document=None))["policy"] is None


@given(st.text(alphabet=st.characters(codec=None)))
def test_json_is_safe_at_a_terminal_and_loses_nothing(text: str) -> None:
    """What acts on a terminal is escaped, and reads back as it was."""
    written = dumps({"quote": text})
    written.encode("utf-8")
    assert json.loads(written)["quote"] == text
    assert not set(written) & set(map(chr, (*range(0x20), *range(0x7F, 0xA0), 0x202E, 0x2066, 0x2028)))


def test_json_stays_readable() -> None:
    """Typographic quotes and other scripts are written as they are."""
    assert dumps(["“naïve” 保存"]) == '["“naïve” 保存"]'
