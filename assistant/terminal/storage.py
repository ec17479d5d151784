"""What the app keeps on disk between runs: a few preferences, and sessions only for those who want them.

Questions may hold personal data. Nothing of a conversation is written until sessions are switched on; the files are
for their owner alone, and one command deletes them.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from platformdirs import user_state_path

from assistant.index.files import replace_file
from assistant.render import dumps
from assistant.terminal.exchange import Exchange
from assistant.terminal.export import record

_OWNER_ONLY = 0o600
_SESSIONS = 50
"""So many sessions are offered and searched; older ones stay on disk until they are deleted."""


@dataclass(slots=True)
class Preferences:
    """What was chosen in the app."""

    theme: str | None = None
    sessions: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of an earlier session."""

    question: str
    policy: str | None


class Storage:
    """One folder of state. Methods that write raise OSError; a damaged file reads as if it were not there."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or user_state_path("policy-assistant", appauthor=False)
        self._sessions = self._folder / "sessions"
        self._current = self._name()

    def preferences(self) -> Preferences:
        """What was last saved."""
        try:
            found = json.loads((self._folder / "preferences.json").read_text(encoding="utf-8"))
            theme, sessions = found.get("theme"), found.get("sessions")
        except (OSError, ValueError, AttributeError):
            return Preferences()
        return Preferences(theme if isinstance(theme, str) else None, sessions is True)

    def save(self, preferences: Preferences) -> None:
        """Keep the preferences; whole or not at all."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        replace_file(self._folder / "preferences.json", f"{json.dumps(asdict(preferences), indent=2)}\n".encode())

    def new_session(self) -> None:
        """What is kept from now on belongs to another session."""
        self._current = self._name()

    def keep(self, exchange: Exchange) -> None:
        """Add an exchange to the current session's file."""
        self._sessions.mkdir(parents=True, exist_ok=True, mode=0o700)
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        with os.fdopen(os.open(self._current, flags, _OWNER_ONLY), "a", encoding="utf-8") as file:
            file.write(dumps(record(exchange)) + "\n")

    def sessions(self) -> list[Path]:
        """Files of the latest sessions, newest first."""
        return sorted(self._sessions.glob("*.jsonl"), reverse=True)[:_SESSIONS]

    def questions(self, session: Path) -> list[Asked]:
        """The questions of one session, oldest first."""
        return [Asked(str(entry["question"]), entry.get("policy")) for entry in _entries(session)]

    def forget(self) -> int:
        """Delete every session; how many there were."""
        found = list(self._sessions.glob("*.jsonl"))
        for path in found:
            path.unlink(missing_ok=True)
        return len(found)

    def _name(self) -> Path:
        now = dt.datetime.now().astimezone()
        return self._sessions / f"{now:%Y-%m-%d %H.%M.%S.%f}.jsonl"


def _entries(path: Path) -> Iterator[dict[str, Any]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return
    for line in lines:
        try:
            entry = json.loads(line)
        except ValueError:
            continue  # a line that was being written when the machine stopped
        if isinstance(entry, dict) and "question" in entry:
            yield entry
