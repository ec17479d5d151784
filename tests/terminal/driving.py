"""Runs the app over real policies, and waits for what its workers do."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from textual.app import App
from textual.pilot import Pilot

from assistant.chatbot import Chatbot
from assistant.model import Answer
from assistant.terminal.app import ChatApp, check
from assistant.terminal.conversation import Conversation
from assistant.terminal.opening import Opening
from assistant.terminal.policy_pane import PolicyPane
from assistant.terminal.screen import ChatScreen
from assistant.terminal.storage import Storage
from assistant.terminal.turn import TurnView

POLICIES = Path(__file__).parents[2] / "policies"
WIDE, NARROW, SMALL = (120, 40), (80, 24), (60, 24)
_STEPS = 3000
_SURE_ENOUGH = 0.05
"""Low, so that a plain question is answered: these tests are about what the app does with a reply."""


def copy_policies(folder: Path) -> Path:
    """The five real policies, in a folder where a test may change them."""
    policies = folder / "policies"
    shutil.copytree(POLICIES, policies, ignore=shutil.ignore_patterns(".*"))
    return policies


def make_app(
    policies: Path,
    folder: Path,
    *,
    question: str | None = None,
    policy: str | None = None,
    public_url: str = "",
    settings: dict[str, object] | None = None,
    threshold: float = _SURE_ENOUGH,
) -> ChatApp:
    """The app over a folder of policies; its indexes and its state lie in ``folder``."""
    opening = Opening(lambda: Chatbot.open(policies, folder / "indexes", reader=False, threshold=threshold))
    checked = check({"theme": "textual-dark"} | (settings or {}))
    return ChatApp(
        opening,
        question=question,
        policy=policy,
        public_url=public_url,
        settings=checked,
        storage=Storage(folder / "state"),
    )


async def until(pilot: Pilot[None], condition: Callable[[], object]) -> None:
    """Wait for what a worker brings about; the test fails if it never comes."""
    for _ in range(_STEPS):
        await pilot.pause(0.02)
        if condition():
            return
    raise AssertionError("it never came")


def screen_of(app: App[None]) -> ChatScreen:
    """The app's own screen, below whatever lies on it."""
    screen = app.screen_stack[0]
    assert isinstance(screen, ChatScreen)
    return screen


def conversation_of(app: App[None]) -> Conversation:
    """The conversation."""
    return screen_of(app).query_one(Conversation)


def pane_of(app: App[None]) -> PolicyPane:
    """The policy pane."""
    return screen_of(app).query_one(PolicyPane)


async def ready(pilot: Pilot[None]) -> None:
    """Wait until the library is read."""
    await until(pilot, lambda: screen_of(pilot.app).policies)


async def ask(pilot: Pilot[None], question: str) -> TurnView:
    """Type a question, and wait for its reply."""
    before = len(conversation_of(pilot.app).turns)
    screen_of(pilot.app).prompt.focus()
    screen_of(pilot.app).prompt.value = question
    await pilot.press("enter")
    await until(pilot, lambda: len(conversation_of(pilot.app).turns) > before)
    turn = conversation_of(pilot.app).turns[-1]
    await until(pilot, lambda: turn.exchange.reply or turn.exchange.error)
    await pilot.pause()
    return turn


async def ask_answered(pilot: Pilot[None], question: str) -> tuple[TurnView, Answer]:
    """Ask something so plain that the policy is bound to answer it."""
    turn = await ask(pilot, question)
    assert isinstance(turn.exchange.reply, Answer)
    return turn, turn.exchange.reply


async def marked(pilot: Pilot[None], start: int) -> None:
    """Wait until the clause that begins at ``start`` is marked in the policy."""

    def is_marked() -> bool:
        mark = pane_of(pilot.app).mark
        return mark is not None and mark.clause.start == start

    await until(pilot, is_marked)
