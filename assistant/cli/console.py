"""The terminal around a command: exit codes, standard output for data, standard error for talk."""

from __future__ import annotations

import os
import shutil
import sys
import time
from enum import IntEnum

from assistant.render import one_line

_QUIET_S = 1.0
"""A build that is done sooner shows no progress."""
_STEP_S = 0.1


class ExitCode(IntEnum):
    """What a command ends with."""

    DONE = 0
    """Answered, or done."""
    FAILURE = 1
    USAGE = 2
    """The command line, a setting or a policy's id was wrong."""
    NOT_ANSWERED = 3
    """The policy does not say, or the question is not about it."""
    UNREADABLE = 4
    """A policy or an index could not be read."""
    INTERRUPTED = 130
    PIPE_CLOSED = 141
    """Whoever read standard output stopped (`| head -1`): what a shell says of any tool that ends so."""


def out(text: str) -> None:
    """One piece of data for whoever reads standard output, at once: it may be a program that waits for it."""
    print(text, flush=True)


def say(text: str) -> None:
    """One line of talk on standard error."""
    print(f"assistant: {one_line(text)}", file=sys.stderr, flush=True)


def wants_color() -> bool:
    """Whether standard output is a terminal that shows styles, and nobody asked for none (no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width() -> int:
    """Columns of the terminal; 80 where there is none."""
    return shutil.get_terminal_size((80, 24)).columns


class Progress:
    """A line on standard error while many things are done: on a terminal, and only once it takes a while.

    It is wiped when the block ends; then ``seconds`` is what that took in all.
    """

    def __init__(self, doing: str) -> None:
        self._doing = doing
        self._started = time.monotonic()
        self._next = self._started + _QUIET_S
        self._shown = False
        self.seconds = 0.0

    def __enter__(self) -> Progress:
        return self

    def __call__(self, done: int, total: int, policy: str) -> None:
        now = time.monotonic()
        if now >= self._next and sys.stderr.isatty():
            self._next = now + _STEP_S
            self._shown = True
            print(
                f"\r\x1b[K{self._doing} {done} of {total}: {one_line(policy, 40)}", end="", file=sys.stderr, flush=True
            )

    def __exit__(self, *_: object) -> None:
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
        self.seconds = time.monotonic() - self._started
