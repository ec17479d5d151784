"""What goes on the clipboard."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from assistant.model import Reply
from assistant.terminal import clipboard
from assistant.terminal.copying import quote_text, reply_text
from assistant.terminal.exchange import Exchange
from tests.render.examples import answer, cite, document, ip_address, silent


def exchange(reply: Reply | None, picked: int | None = None) -> Exchange:
    """An exchange with this reply."""
    return Exchange("how long?", "small one", dt.datetime(2026, 1, 2, 3, 4, tzinfo=dt.UTC), reply, picked=picked)


def test_a_reply_names_all_that_makes_it_checkable() -> None:
    """Quote with its lead-in, policy, date, section, line, and the link to the clause."""
    citation = ip_address()
    assert reply_text(exchange(answer(citation)), "https://p.example/").splitlines() == [
        "“Our servers record:",
        "your Internet Protocol address, which is kept for 14 days;”",
        "— Privacy Policy · Example & Co · 1 May 2014",
        "  Section “What we keep”, line 5",
        f"  https://p.example/policies/small%20one?v={citation.document.version[:12]}"
        f"&start={citation.start}&end={citation.end}#clause",
    ]


def test_without_a_public_url_no_link_is_relative() -> None:
    """Section and line stand for the place; the only address is the company's own page."""
    copied = reply_text(exchange(answer(ip_address())))
    assert "Section “What we keep”, line 5" in copied
    assert "/policies/" not in copied
    assert "https://example.com/privacy#:~:text=" in copied


def test_an_undated_policy_is_named_by_its_version() -> None:
    """What was quoted can be told from what the policy says later, even without a date."""
    of = document(effective_date=None, effective_text=None)
    copied = reply_text(exchange(answer(cite("your browser's type.", of=of))))
    assert f"undated, version {of.version[:12]}" in copied


def test_a_picked_citation_is_copied_alone() -> None:
    """The number keys choose what is copied."""
    reply = answer(ip_address(), cite("your browser's type."))
    assert quote_text(exchange(reply, picked=2)) == "your browser's type."
    assert "14 days" not in reply_text(exchange(reply, picked=2))


def test_a_compound_answer_is_copied_with_every_part() -> None:
    """Each part of the question has its best clause in the copy."""
    first = replace(ip_address(), part="how long")
    second, third = (replace(cite("your browser's type."), part=part) for part in ("what", "how long"))
    copied = reply_text(exchange(answer(first, second, third)))
    assert copied.count("—") == 2
    assert "On “how long”:" in copied
    assert "On “what”:" in copied


def test_an_abstention_is_copied_as_what_to_say() -> None:
    """The sentence and the sections to look at, with links where they lead somewhere."""
    assert reply_text(exchange(silent())).splitlines()[0] == "This policy does not seem to say."
    assert "line 3" in reply_text(exchange(silent()))
    assert "https://p.example/policies/" in reply_text(exchange(silent()), "https://p.example")
    assert quote_text(exchange(silent())) == ""


def test_an_abstention_that_is_not_sure_is_copied_with_its_clauses() -> None:
    """Sentence, clauses and places; one that was picked stands alone, and the contact clause comes after them."""
    reply = silent(closest=(ip_address(), cite("your browser's type.")))
    copied = reply_text(exchange(reply))
    assert copied.startswith("I am not sure")
    assert "kept for 14 days" in copied
    assert "your browser's type." in copied
    assert "Where to read on" not in copied
    assert quote_text(exchange(reply, picked=2)) == "your browser's type."
    assert quote_text(exchange(reply, picked=3)).startswith("Write to")


def test_a_picked_contact_clause_is_quoted() -> None:
    """The clause on how to reach the company can be picked and copied like any other."""
    assert quote_text(exchange(silent(), picked=2)) == "Write to privacy@example.com with *any* <question>."


def test_nothing_is_copied_before_there_is_a_reply() -> None:
    """An unanswered question leaves the clipboard alone."""
    assert reply_text(exchange(None)) == ""


@pytest.mark.parametrize(
    ("names", "copied"), [((), []), (("DISPLAY",), ["14 days"]), (("WAYLAND_DISPLAY",), ["14 days"])]
)
def test_without_a_display_there_is_no_system_clipboard(
    monkeypatch: pytest.MonkeyPatch, names: tuple[str, ...], copied: list[str]
) -> None:
    """As over ssh: nothing is asked to take the text, and the terminal alone has it."""
    taken: list[str] = []
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("pyperclip.copy", taken.append)
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name in names:
        monkeypatch.setenv(name, ":0")
    assert clipboard.copy("14 days") is bool(copied)
    assert taken == copied


def test_what_acts_on_a_terminal_is_not_copied() -> None:
    """Text that is pasted into a terminal later does no harm either."""
    of = document("Keep \x1b[31m\u202ethis\u202c.\n")
    assert "\x1b" not in reply_text(exchange(answer(cite("Keep \x1b[31m\u202ethis\u202c.", of=of))))
