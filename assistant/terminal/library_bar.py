"""Brings the library up to date in the background and keeps it so; a bar shows the progress of a long build."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Label, ProgressBar

from assistant.errors import AssistantError
from assistant.render import one_line
from assistant.terminal.opening import Opening

if TYPE_CHECKING:
    from assistant.chatbot import Chatbot, PolicySummary

_STEP_S = 0.1
"""Progress is told no more often than this."""
_PAUSE_S = 2.0
"""Between two looks at the policies folder."""
_SHARE = 20
"""A look at a very large library takes long; then the pauses grow, so that looking takes a 20th of the time."""


class _Stopped(Exception):
    pass


class LibraryBar(Horizontal):
    """Out of sight unless something is being indexed. All its work is done in one worker, which posts messages."""

    @dataclass
    class Changed(Message):
        """What the library holds, when that is first known and whenever it changes."""

        policies: tuple[PolicySummary, ...]
        settled: bool
        """Whether ``indexes/`` is known to be true to ``policies/``."""

    @dataclass
    class Complaint(Message):
        """Something about the library that the user should know; told once."""

        reason: str

    @dataclass
    class Unusable(Message):
        """There is no chatbot, so the app cannot do anything."""

        error: Exception

    @dataclass
    class _Progress(Message):
        done: int
        total: int
        policy: str

    def __init__(self, opening: Opening) -> None:
        super().__init__()
        self._opening = opening
        self._stop = Event()
        self._told: tuple[PolicySummary, ...] | None = None
        self._settled = False
        self._complaints: set[str] = set()
        self._next_step = 0.0
        self._built = False

    def compose(self) -> ComposeResult:
        """What is being indexed, and how far."""
        yield Label("", id="indexing")
        yield ProgressBar(show_eta=False)

    def on_mount(self) -> None:
        """Start the worker once the prompt is on the screen: what it imports would hold up the first picture."""
        self.call_after_refresh(self._keep_fresh)

    def on_unmount(self) -> None:
        """Nobody waits for a build when the app closes: the next start goes on with it."""
        self._stop.set()
        self._opening.settle()

    @work(thread=True)
    def _keep_fresh(self) -> None:
        try:
            chatbot = self._opening.open()
        except Exception as error:  # whatever it is, the command line says it in one line
            self.post_message(self.Unusable(error))
            return
        self._try(lambda: self._tell(chatbot))
        while not self._stop.is_set():
            began, self._built = time.monotonic(), False
            self._try(lambda: self._sync(chatbot))
            self._opening.settle()
            looked = 0.0 if self._built else time.monotonic() - began
            self._stop.wait(max(_PAUSE_S, _SHARE * looked))

    def _try(self, step: Callable[[], None]) -> None:
        try:
            step()
        except _Stopped:
            return
        except (AssistantError, OSError) as error:
            self._complain(str(error))

    def _sync(self, chatbot: Chatbot) -> None:
        report = chatbot.sync(self._progress)
        self._built = bool(report.built)
        for path, reason in report.failed:
            self._complain(f"{path}: {reason}")
        if unread := chatbot.unread():
            self._complain(unread)
        self._settled, first = True, not self._settled
        self._tell(chatbot, always=first)

    def _tell(self, chatbot: Chatbot, always: bool = False) -> None:
        policies = chatbot.policies()
        if always or policies != self._told:
            self._told = policies
            self.post_message(self.Changed(policies, self._settled))

    def _complain(self, reason: str) -> None:
        if reason not in self._complaints:
            self._complaints.add(reason)
            self.post_message(self.Complaint(reason))

    def _progress(self, done: int, total: int, policy: str) -> None:
        if self._stop.is_set():
            raise _Stopped
        now = time.monotonic()
        if now >= self._next_step or done == total:
            self._next_step = now + _STEP_S
            self.post_message(self._Progress(done, total, policy))

    @on(_Progress)
    def _show(self, event: _Progress) -> None:
        self.set_class(event.done < event.total, "-busy")
        self.query_one(ProgressBar).update(total=event.total, progress=event.done)
        self.query_one("#indexing", Label).update(
            Content(f"Indexing {event.done:,} of {event.total:,}  {one_line(event.policy, 30)}")
        )
