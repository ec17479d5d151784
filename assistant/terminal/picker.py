"""A list to choose from by typing a few letters, typos included."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from assistant.language.spelling import nearest
from assistant.render import one_line

_SHOWN = 100
_TYPO = 0.8
"""What a word is worth that stands in a name but for a slip; 1 is what one is worth that does."""
_ALIKE = 0.7
"""Least likeness of what is typed and what is offered."""
_SLIPS = 4
"""Shorter words are too near to too many others."""
_APART = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the list."""

    value: str | None
    title: str
    detail: str = ""


def best(choices: Sequence[Choice], typed: str) -> list[Choice]:
    """The choices that fit what is typed, best first; in their own order where nothing is typed."""
    words = _words(typed)
    if not (choices and words):
        return list(choices[:_SHOWN])
    names = [_words(f"{choice.title} {choice.detail}") for choice in choices]
    likeness = [fmean(_likeness(word, name) for word in words) for name in names]
    least = 1 if max(likeness) == 1 else _ALIKE
    found = sorted((-score, at) for at, score in enumerate(likeness) if score >= least)
    return [choices[at] for _, at in found[:_SHOWN]]


def _words(text: str) -> list[str]:
    return _APART.sub(" ", text.casefold()).split()


def _likeness(word: str, name: Sequence[str]) -> float:
    """1 for what stands in a word of the name, less for what its beginning is but for a slip, 0 for what is neither."""
    if any(word in each for each in name):
        return 1
    beginnings = (each[: len(word) + more] for each in name for more in (0, 1, -1))
    return _TYPO if len(word) >= _SLIPS and nearest(word, beginnings) else 0


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
