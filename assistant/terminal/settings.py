"""What ``[chat]`` in the settings file may say: the theme, the keys, and whether sessions are kept."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.errors import ConfigError

_KEYS = re.compile(r"[^\s,]+(,[^\s,]+)*")


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """Checked settings; None and empty where the file says nothing."""

    theme: str | None = None
    sessions: bool | None = None
    keys: Mapping[str, str] = field(default_factory=dict)
    """Command to its keys, separated by commas."""


def parse(table: Mapping[str, Any], themes: Collection[str], commands: Mapping[str, str]) -> ChatSettings:
    """Check the table against the themes there are and the commands with their own keys. Raises ConfigError."""
    for name in table:
        if name not in {"theme", "sessions", "keys"}:
            raise ConfigError(f"[chat]: unknown setting {name!r}; known: theme, sessions, keys")
    theme, sessions, keys = table.get("theme"), table.get("sessions"), table.get("keys", {})
    if theme is not None and not (isinstance(theme, str) and theme in themes):
        raise ConfigError(f"[chat] theme: no theme {theme!r}; known: {', '.join(sorted(themes))}")
    if not (sessions is None or isinstance(sessions, bool)):
        raise ConfigError("[chat] sessions must be true or false")
    if not isinstance(keys, Mapping):
        raise ConfigError("[chat] keys must be a table, [chat.keys]")
    _check_keys(keys, commands)
    return ChatSettings(theme, sessions, dict(keys))


def _check_keys(keys: Mapping[str, Any], commands: Mapping[str, str]) -> None:
    for command, chosen in keys.items():
        if command not in commands:
            raise ConfigError(f"[chat.keys]: no command {command!r}; known: {', '.join(sorted(commands))}")
        if not (isinstance(chosen, str) and _KEYS.fullmatch(chosen)):
            raise ConfigError(f'[chat.keys] {command} must name keys such as "ctrl+y" or "ctrl+y,y"')
    taken: dict[str, str] = {}
    for command, own in (commands | keys).items():  # type: ignore[operator]
        for key in str(own).split(","):
            if key in taken:
                raise ConfigError(f"[chat.keys]: {key!r} is the key of {taken[key]} and of {command}")
            taken[key] = command
