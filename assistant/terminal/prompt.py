"""Where questions are typed: with the questions asked before, and digits that pick a citation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Key, Paste
from textual.message import Message
from textual.suggester import SuggestFromList
from textual.widgets import Input

from assistant.model import LONGEST_QUESTION
from assistant.render import one_line

_DIGITS = frozenset("123456789")


class Prompt(Input):
    """One line for a question.

    A digit in an empty line is not taken, so that it picks a citation: no question needs to begin with one, and a
    space before it makes it a digit again.
    """

    HELP = """
    ## The question

    Type a question in your own words and press **Enter**. A follow-up ("and the chat logs?") is understood from the
    questions before it.

    - **Up, Down** bring back earlier questions; **Ctrl+R** searches them.
    - **1 … 9** in an empty line pick a citation of the reply and show it in its place.
    - **Ctrl+Y** copies the reply with section, policy, date and link; **Ctrl+G** copies the bare quote.
    - **Right** takes the completion that is shown in grey.
    - **F6** goes to the policy; **Ctrl+P** lists every command.

    Over ssh the terminal itself puts the text on your clipboard (OSC 52). Inside tmux that needs
    `set -g set-clipboard on`.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "recall(-1)", "Earlier question", show=False, id="earlier-question"),
        Binding("down", "recall(1)", "Later question", show=False, id="later-question"),
    ]

    @dataclass
    class Picked(Message):
        """A place of the current reply was picked."""

        number: int

    def __init__(self) -> None:
        super().__init__(
            max_length=LONGEST_QUESTION, placeholder="Ask what the policy says …", select_on_focus=False
        )  # a draft stays when one comes back to it
        self.pickable = 0
        """How many places the current reply points to."""
        self.past: list[str] = []
        self._at = 0
        self._draft = ""

    def remember(self, question: str) -> None:
        """Add a question to those that the up key brings back."""
        if not self.past or self.past[-1] != question:
            self.past.append(question)
        self._at = len(self.past)

    def suggest(self, questions: tuple[str, ...]) -> None:
        """Complete what is typed from these questions."""
        self.suggester = SuggestFromList(questions, case_sensitive=False)

    def on_key(self, event: Key) -> None:
        """A digit in an empty line picks a place."""
        if not self.value and event.key in _DIGITS and int(event.key) <= self.pickable:
            event.prevent_default()
            event.stop()
            self.post_message(self.Picked(int(event.key)))

    def action_recall(self, step: int) -> None:
        """Show an earlier or a later question; below the latest stands what was being typed."""
        if self._at >= len(self.past):
            self._at, self._draft = len(self.past), self.value
        at = self._at + step
        if 0 <= at <= len(self.past):
            self._at = at
            self.value = self.past[at] if at < len(self.past) else self._draft
            self.cursor_position = len(self.value)

    def on_paste(self, event: Paste) -> None:
        """All lines of what is pasted, made safe, as one: a question out of a ticket often has several."""
        text = one_line(event.text, LONGEST_QUESTION)
        selection = self.selection
        if selection.is_empty:
            self.insert_text_at_cursor(text)
        else:
            self.replace(text, *selection)
        event.prevent_default()
        event.stop()
