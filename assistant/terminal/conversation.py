"""The conversation: turns below each other, the latest in sight, one of them current."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import takewhile

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

from assistant.model import LONGEST_HISTORY
from assistant.render import one_line
from assistant.terminal.exchange import Exchange
from assistant.terminal.opening import Opening
from assistant.terminal.shelf import Shelf
from assistant.terminal.turn import TurnView


class Suggestion(Static):
    """A question that the policy answers; a click asks it."""

    @dataclass
    class Chosen(Message):
        """Ask this question."""

        question: str

    def __init__(self, question: str) -> None:
        super().__init__(Content(f"› {one_line(question)}"), classes="suggestion")
        self._question = question

    def on_click(self, event: Click) -> None:
        """Ask it."""
        event.stop()
        self.post_message(self.Chosen(self._question))


class Conversation(VerticalScroll):
    """Holds the turns. Copying and the number keys work on the current one."""

    HELP = """
    ## The conversation

    Each question stands above the clauses that answer it, quoted word for word, best first.

    - **1 … 9** pick a clause and show it in the policy; a click does too.
    - **y** copies the reply with its citation, **g** the bare quote.
    - **Ctrl+Up, Ctrl+Down** go to an earlier or a later reply.
    - **Esc** goes back to the question; so does any letter that is no key here.
    """

    def __init__(self, opening: Opening, shelf: Shelf) -> None:
        super().__init__()
        self._opening = opening
        self._shelf = shelf
        self.current: TurnView | None = None

    def compose(self) -> ComposeResult:
        """What to do, until there is something to read."""
        yield Static("", id="welcome")

    @property
    def turns(self) -> list[TurnView]:
        """The turns, oldest first."""
        return list(self.query_children(TurnView))

    @property
    def exchanges(self) -> list[Exchange]:
        """What was asked and answered, oldest first."""
        return [turn.exchange for turn in self.turns]

    def history(self, before: TurnView | None = None) -> tuple[str, ...]:
        """The questions that a next one, or that of a turn, may lean on, oldest first."""
        earlier = takewhile(lambda turn: turn is not before, self.turns)
        return tuple(turn.exchange.question for turn in earlier)[-LONGEST_HISTORY:]

    def welcome(self, text: str, suggestions: tuple[str, ...] = ()) -> None:
        """What stands in an empty conversation, and questions to begin with."""
        self.query_one("#welcome", Static).update(Content(text))
        self.query_children(Suggestion).remove()
        if not self.turns:
            self.mount_all([Suggestion(question) for question in suggestions])

    async def ask(self, question: str, policy: str | None) -> None:
        """Put a question to a policy, or to all with None, as the next turn."""
        history = self.history()
        turn = await self.add(Exchange(question, policy, dt.datetime.now().astimezone()))
        turn.ask(self._opening, history)

    async def add(self, exchange: Exchange) -> TurnView:
        """Append a turn, with its reply where there is one, and make it the current one."""
        self.add_class("-begun")
        turn = TurnView(exchange, self._shelf)
        await self.mount(turn)
        turn.show_pick()
        self.select(turn)
        return turn

    async def clear(self) -> None:
        """Begin anew."""
        self.current = None
        await self.query_children(TurnView).remove()
        self.remove_class("-begun")

    def select(self, turn: TurnView, *, scroll: bool = True) -> None:
        """Make a turn the current one."""
        self.current = turn
        for each in self.turns:
            each.set_class(each is turn, "-current")
        if scroll:
            self.call_after_refresh(self.scroll_to_widget, turn, animate=False, top=True)

    def step(self, by: int) -> TurnView | None:
        """The turn before (-1) or after (1) the current one; makes it the current one."""
        turns = self.turns
        if not turns:
            return None
        at = turns.index(self.current) if self.current in turns else len(turns) - 1
        turn = turns[max(0, min(len(turns) - 1, at + by))]
        self.select(turn)
        return turn

    @on(TurnView.Answered)
    def _in_sight(self, event: TurnView.Answered) -> None:
        if event.turn is self.current:
            self.select(event.turn)
