"""What the screens look like, to the cell: an agent's usual terminal sizes, dark, light, and few colours.

The replies are made by hand, so that a picture changes only when the app does.
`pytest tests/terminal --snapshot-update` draws them anew; look at every one that changed.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from assistant.model import Abstention, Answer, Citation, Document, Excerpt, Reason, Reply, SeeAlso, Span
from assistant.terminal.app import ChatApp
from assistant.terminal.exchange import Exchange
from tests.terminal.driving import NARROW, WIDE, conversation_of, make_app, marked, pane_of, screen_of, until

POLICY = """---
title: Acme Chat Privacy Policy
company: Acme Chat Ltd
url: https://acme.example/privacy
date: 2026-03-01
---

# Acme Chat Privacy Policy

Last updated 1 March 2026. This policy says what Acme Chat does with your data.

## What we collect

When you write to us through the chat window, we keep what you write.

### Log data

Our servers record:

1. your Internet Protocol address, which is kept for 14 days;
2. your browser's type and language;
3. the page that you came from.

### Cookies

One cookie remembers that the chat window is open. It holds no personal data.

## Who gets your data

We do not sell your data. We share it with our hosting company, which may not use it for anything else.

## How to reach us

Write to privacy@acme.example, and you will have an answer within 30 days.
"""
_STILL = 12
Prepare = Callable[[Pilot[None]], Coroutine[Any, Any, None]]
SnapCompare = Callable[..., bool]


def cite(document: Document, quote: str, section: str, *key_words: str, lead_in: str = "") -> Citation:
    """A citation of the words, with its key words."""
    start = document.text.index(quote)
    marks = sorted(Span(quote.index(word), quote.index(word) + len(word)) for word in key_words)
    before = document.text.index(lead_in) if lead_in else 0
    excerpt = Excerpt(lead_in, before, before + len(lead_in)) if lead_in else None
    path = (document.title, *section.split(" › "))
    return Citation(document, path, start, start + len(quote), quote, excerpt, tuple(marks))


def answer(document: Document) -> Answer:
    """How long addresses are kept, and what else was found."""
    clauses = (
        cite(
            document,
            "your Internet Protocol address, which is kept for 14 days;",
            "What we collect › Log data",
            "Internet Protocol address",
            "14 days",
            lead_in="Our servers record:",
        ),
        cite(
            document, "When you write to us through the chat window, we keep what you write.", "What we collect", "we"
        ),
    )
    return Answer("how long do you keep my IP?", document, clauses, confidence=0.93)


def silent(document: Document) -> Abstention:
    """Nothing about shoe sizes."""
    nearby = ("Log data", "Cookies")
    places = tuple(
        SeeAlso(document, (document.title, "What we collect", name), document.text.index(name), len(document.text))
        for name in nearby
    )
    contact = cite(document, "Write to privacy@acme.example", "How to reach us", "privacy@acme.example")
    return Abstention("do you keep my shoe size?", document, Reason.NOT_COVERED, 0.1, places, contact)


async def still(pilot: Pilot[None]) -> None:
    """Wait until some looks in a row are the same: styles, layout and what workers tell come one after the other."""
    looks: deque[str] = deque(maxlen=_STILL)

    def at_rest() -> bool:
        looks.append(pilot.app.export_screenshot())
        return len(looks) == _STILL and len(set(looks)) == 1

    await until(pilot, at_rest)


async def show(pilot: Pilot[None], make: Callable[[Document], Reply]) -> None:
    """A turn with a reply made by hand, as if it had just been given."""
    screen = screen_of(pilot.app)
    await until(pilot, lambda: pane_of(pilot.app).shown)
    document = screen.opening.chatbot().document("acme")
    reply = make(document)
    exchange = Exchange(reply.question, "acme", dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC), reply)
    turn = await conversation_of(pilot.app).add(exchange)
    screen._show_turn(turn)
    assert exchange.place is not None
    await marked(pilot, exchange.place.start)
    await still(pilot)


async def show_answer(pilot: Pilot[None]) -> None:
    """An answer with two citations."""
    await show(pilot, answer)


async def show_policy(pilot: Pilot[None]) -> None:
    """The same, followed into the policy."""
    await show(pilot, answer)
    await pilot.press("1")
    await until(pilot, lambda: pane_of(pilot.app).display)
    await still(pilot)


async def show_abstention(pilot: Pilot[None]) -> None:
    """An abstention with its nearest sections and the contact clause."""
    await show(pilot, silent)


async def show_help(pilot: Pilot[None]) -> None:
    """Help for the prompt."""
    await show(pilot, answer)
    await pilot.press("f1")
    await still(pilot)


@pytest.fixture(autouse=True)
def still_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    """No blinking, from before the prompt is there: a blink that is on its way when it is switched off still comes."""
    monkeypatch.setattr(Input, "_toggle_cursor", lambda prompt: None)


@pytest.fixture
def app(folder: Path) -> Callable[[str], ChatApp]:
    """Makes the app over one small policy, in a theme."""
    policies = folder / "policies"
    policies.mkdir()
    (policies / "acme.md").write_text(POLICY, encoding="utf-8")

    def make(theme: str) -> ChatApp:
        # With a threshold that nothing reaches there are no suggestions, which depend on what was learned.
        return make_app(policies, folder, policy="acme", settings={"theme": theme}, threshold=2.0)

    return make


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "120x40"])
@pytest.mark.parametrize("prepare", [show_answer, show_policy, show_abstention, show_help])
def test_looks(
    app: Callable[[str], ChatApp], snap_compare: SnapCompare, prepare: Prepare, size: tuple[int, int]
) -> None:
    """Answer, clause in its place, abstention and help, in both sizes."""
    assert snap_compare(app("textual-dark"), terminal_size=size, run_before=prepare)


@pytest.mark.parametrize("theme", ["textual-light", "ansi-dark"])
def test_looks_in_other_themes(app: Callable[[str], ChatApp], snap_compare: SnapCompare, theme: str) -> None:
    """A light theme, and the terminal's own sixteen colours."""
    assert snap_compare(app(theme), terminal_size=WIDE, run_before=show_answer)


def test_looks_without_colours(
    app: Callable[[str], ChatApp], snap_compare: SnapCompare, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With NO_COLOR the clause and the picked citation are still told apart."""
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(app("textual-dark"), terminal_size=WIDE, run_before=show_answer)
