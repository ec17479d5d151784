"""A list to choose from by typing a few letters, typos included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rapidfuzz import fuzz, utils
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from assistant.render import one_line

_SHOWN = 100
_ALIKE = 70
"""Least likeness of what is typed and what is offered, of 100."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the list."""

    value: str | None
    title: str
    detail: str = ""


def best(choices: Sequence[Choice], typed: str, limit: int = _SHOWN) -> list[Choice]:
    """The choices that fit what is typed, best first; in their own order where nothing is typed."""
    if not (choices and typed.strip()):
        return list(choices[:limit])
    words = utils.default_process(typed).split()
    likeness = [_likeness(words, utils.default_process(f"{choice.title} {choice.detail}")) for choice in choices]
    exact = max(likeness) == 100
    found = sorted((-score, at) for at, score in enumerate(likeness) if score >= (100 if exact else _ALIKE))
    return [choices[at] for _, at in found[:limit]]


def _likeness(words: Sequence[str], name: str) -> float:
    """How much the words resemble parts of the name, 0 to 100; 100 where each stands in it."""
    return sum(fuzz.partial_ratio(word, name) for word in words) / max(1, len(words))


class Picker(ModalScreen[Choice | None]):
    """Asks for one of many; None where the user changes their mind."""

    HELP = """
    ## Choosing

    Type a few letters of what you look for; small typos do no harm. **Up** and **Down** move, **Enter** chooses,
    **Esc** leaves everything as it is.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back"),
        Binding("down", "move(1)", "Down", show=False),
        Binding("up", "move(-1)", "Up", show=False),
    ]

    def __init__(self, title: str, choices: Sequence[Choice], typed: str = "") -> None:
        super().__init__()
        self._title = title
        self._choices = choices
        self._typed = typed
        self._offered: list[Choice] = []

    def compose(self) -> ComposeResult:
        """What is typed, above what fits it."""
        with Vertical(id="picker") as box:
            box.border_title = self._title
            yield Input(self._typed, placeholder="Type to search …")
            yield OptionList()

    def on_mount(self) -> None:
        """Offer everything at first."""
        self._offer(self._typed)

    @on(Input.Changed)
    def _typing(self, event: Input.Changed) -> None:
        self._offer(event.value)

    @on(Input.Submitted)
    def _entered(self) -> None:
        at = self.query_one(OptionList).highlighted
        if at is not None:
            self.dismiss(self._offered[at])

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._offered[event.option_index])

    def action_move(self, step: int) -> None:
        """Move in the list while the keys go to the line above it."""
        options = self.query_one(OptionList)
        if step > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    def _offer(self, typed: str) -> None:
        self._offered = best(self._choices, typed)
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([Option(_line(choice)) for choice in self._offered])
        options.highlighted = 0 if self._offered else None


def _line(choice: Choice) -> Content:
    detail = f"  {one_line(choice.detail)}" if choice.detail else ""
    return Content.assemble(one_line(choice.title), (detail, "dim"))
