"""What the server knows of the library, kept fresh: a changed policy is picked up while questions go on."""

from __future__ import annotations

import asyncio
import logging
import time
from bisect import bisect_right
from contextlib import suppress
from pathlib import Path

from assistant.chatbot import Chatbot, PolicySummary, SyncReport
from assistant.errors import AssistantError
from assistant.server import logs

_SHARE = 20
"""A look at a very large library may take long; then the pauses grow, so that looking takes a 20th of the time."""

_NAMED = 20


def _few(policies: tuple[str, ...]) -> tuple[str, ...] | int:
    """Which, or of very many how many."""
    return policies if len(policies) <= _NAMED else len(policies)


class Listing:
    """The policies as of the last look."""

    def __init__(self, chatbot: Chatbot, refresh: float) -> None:
        self._chatbot = chatbot
        self._refresh = refresh
        self._complaint = ""
        self._unread = ""
        self._failed: frozenset[tuple[Path, str]] = frozenset()
        self._watch: asyncio.Task[None] | None = None
        self.policies: tuple[PolicySummary, ...] = ()
        self.ids: tuple[str, ...] = ()

    async def start(self) -> None:
        """Bring the library up to date, warm it, and go on watching. Raises what opening it raises."""
        await self._update()
        await asyncio.to_thread(self._warm)
        self._watch = asyncio.create_task(self._keep_fresh())

    async def stop(self) -> None:
        """Stop watching."""
        if self._watch:
            self._watch.cancel()
            with suppress(asyncio.CancelledError):
                await self._watch

    def after(self, cursor: str, limit: int) -> tuple[tuple[PolicySummary, ...], bool]:
        """The next ``limit`` policies by id after ``cursor``, and whether there are more."""
        first = bisect_right(self.ids, cursor) if cursor else 0
        return self.policies[first : first + limit], first + limit < len(self.policies)

    def _warm(self) -> None:
        """Answer once, so that nobody waits for a model to load; a damaged policy is no reason not to serve."""
        if self.ids:
            with suppress(AssistantError):
                self._chatbot.ask("How long do you keep my data?", self.ids[0])

    async def _keep_fresh(self) -> None:
        while True:
            began = time.monotonic()
            built = False
            try:
                built = await self._look()
                self._complaint = ""
            except Exception as error:  # whatever one look met, the next one may not
                self._complain(error)
            # What building took says nothing of how long a look takes, and what changes may change again soon.
            await asyncio.sleep(self._refresh if built else max(self._refresh, _SHARE * (time.monotonic() - began)))

    async def _look(self) -> bool:
        """Bring the library up to date, and say so; whether anything was built."""
        report = await self._update()
        if report.built or report.removed:
            logs.event(logging.INFO, "library changed", built=_few(report.built), removed=_few(report.removed))
        return bool(report.built)

    async def _update(self) -> SyncReport:
        report = await asyncio.to_thread(self._chatbot.sync)
        policies = await asyncio.to_thread(self._chatbot.policies)
        if policies != self.policies:
            self.policies = policies
            self.ids = tuple(policy.id for policy in policies)
        before, self._unread = self._unread, await asyncio.to_thread(self._chatbot.unread)
        if self._unread not in ("", before):
            logs.event(logging.WARNING, "taught cases not read", reason=self._unread)
        for path, reason in report.failed:
            if (path, reason) not in self._failed:
                logs.event(logging.WARNING, "policy not read", file=path.name, reason=reason)
        self._failed = frozenset(report.failed)
        return report

    def _complain(self, error: Exception) -> None:
        """Once for each thing that goes wrong, not once a second. What the text of such errors names is files."""
        if repr(error) == self._complaint:
            return
        self._complaint = repr(error)
        if isinstance(error, (AssistantError, OSError)):
            logs.event(logging.WARNING, "library not refreshed", reason=str(error))
        else:
            logs.failure("library not refreshed", error)
