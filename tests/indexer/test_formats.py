"""One policy in five formats: the same sections, and the same answers."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from assistant.chatbot import Chatbot
from assistant.model import Answer, BlockKind, Reply
from tests.indexer.documents import cut, paths
from tests.indexer.test_passages import check

SAMPLES = Path(__file__).parents[1] / "data" / "formats"
FORMATS = ("txt", "md", "html", "docx", "pdf")
QUESTIONS = (
    "How long do you keep server logs?",
    "How long are camera recordings kept?",
    "Do you sell my personal data?",
    "Which cookies do you set?",
    "Do you share my data with the police?",
    "Can I get a copy of my data?",
    "How can I delete my account?",
    "Who handles payments?",
    "How do I unsubscribe from the newsletter?",
    "What do you collect automatically?",
    "How old must children be?",
    "How can I contact your data protection officer?",
    "Is the website encrypted?",
    "Where can I complain?",
)


@pytest.mark.parametrize("form", FORMATS)
def test_the_sections_are_the_same(form: str) -> None:
    """Every format gives the same section tree, and spans that cover its text."""
    document, found, passages = cut(SAMPLES / f"tidewrack.{form}")
    check(document, found, passages)
    assert paths(found) == paths(cut(SAMPLES / "tidewrack.md")[1])
    assert (document.title, document.company) == ("Tidewrack Ferries Privacy Policy", "Tidewrack Ferries Ltd")
    assert document.effective_text == "Last updated: 4 March 2025"


@pytest.mark.parametrize("form", FORMATS)
def test_a_row_is_a_passage_under_its_column_headings(form: str) -> None:
    """The quote is the row's own cells; the column headings lead it in."""
    document, _, passages = cut(SAMPLES / f"tidewrack.{form}")
    rows = [p for p in passages if p.kind is BlockKind.ROW]
    assert [_bare(document.text[p.start : p.end]) for p in rows] == [
        "Account data | until you close your account | to let you sign in",
        "Booking data | six years | tax law",
        "Server log entries | 14 days | to find faults and attacks",
        "Camera recordings | 72 hours | safety of passengers",
        "Newsletter address | until you unsubscribe | your consent",
    ]
    assert {document.text[slice(*p.lead_in)] for p in rows if p.lead_in} == {"Kind of data | Kept for | Reason"}


@pytest.mark.parametrize("form", FORMATS)
def test_every_passage_is_the_same(form: str) -> None:
    """What can be quoted differs in nothing but white space."""
    assert _quotes(form) == _quotes("md")


@pytest.mark.parametrize("reader", [False, True])
def test_the_answers_are_the_same(tmp_path: Path, reader: bool) -> None:
    """Each question gets the same first quote from every format, or none from any."""
    for form in FORMATS:
        (tmp_path / "policies").mkdir(exist_ok=True)
        shutil.copy(SAMPLES / f"tidewrack.{form}", tmp_path / "policies" / f"{form}.{form}")
    chatbot = Chatbot.open(tmp_path / "policies", tmp_path / "indexes", reader=reader)
    assert chatbot.sync().failed == ()
    answered = 0
    for question in QUESTIONS:
        quotes = {form: _first(chatbot.ask(question, form)) for form in FORMATS}
        assert len(set(quotes.values())) == 1, (question, quotes)
        answered += quotes["md"] is not None
    assert answered >= (12 if reader else 10)


def _first(reply: Reply) -> str | None:
    return _bare(reply.citations[0].quote) if isinstance(reply, Answer) else None


def _quotes(form: str) -> list[str]:
    """Of a text alone nobody knows that a line is a row of column headings: that one passage is its own."""
    document, _, passages = cut(SAMPLES / f"tidewrack.{form}")
    quotes = [_bare(document.text[p.start : p.end]) for p in passages]
    return [quote for quote in quotes if quote != "Kind of data | Kept for | Reason"]


def _bare(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
