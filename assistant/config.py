"""The settings file ``assistant.toml``: what it may say, checked before anything uses it.

A flag goes before an environment variable (``ASSISTANT_POLICIES``), and that before this file. The order itself is the
command line's business; here is only the file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.errors import ConfigError

FILE = "assistant.toml"


@dataclass(frozen=True, slots=True)
class Config:
    """What the file sets. What it leaves out is not in ``options``."""

    options: Mapping[str, Any] = field(default_factory=dict)
    """Options of every command, by their long names with underscores ("public_url")."""
    serve: Mapping[str, Any] = field(default_factory=dict)
    """Table ``[serve]``: options of ``assistant serve`` alone, by the same names."""
    chat: Mapping[str, Any] = field(default_factory=dict)
    """Table ``[chat]``: theme and keys of the terminal app, which checks them itself."""


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_folder(value: Any) -> bool:
    return isinstance(value, str) and value != "" and "\0" not in value


def _is_plain(value: Any) -> bool:
    several = value if isinstance(value, list) else [value]
    return all(isinstance(each, str | int | float) for each in several)


_OPTIONS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "policies": (_is_folder, "a folder in quotes"),
    "indexes": (_is_folder, "a folder in quotes"),
    "reader": (lambda value: isinstance(value, bool) or value in ("on", "off"), "true, false, “on” or “off”"),
    "threshold": (lambda value: _is_number(value) and 0 <= value <= 1, "a number from 0 to 1"),
    "public_url": (lambda value: isinstance(value, str), "an address in quotes"),
}
_TABLES = ("serve", "chat")


def load(folder: Path) -> Config:
    """The ``assistant.toml`` in ``folder``; its own folders are relative to where the command runs.

    A missing file sets nothing. Raises ConfigError, which names the file and the setting.
    """
    path = folder / FILE
    found = _read(path)
    tables = {name: found.pop(name, {}) for name in _TABLES}
    for name, table in tables.items():
        if not isinstance(table, dict):
            raise ConfigError(f"{path}: {name} must be a table, [{name}]")
    for name, value in found.items():
        _check(path, name, value)
    odd = next((name for name, value in tables["serve"].items() if not _is_plain(value)), None)
    if odd:
        raise ConfigError(f"{path}: {odd} in [serve] must be a word, a number, true or false, or a list of these")
    return Config(found, **tables)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8 at byte {error.start}") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: {error}") from error
    except RecursionError as error:
        raise ConfigError(f"{path}: brackets stand too deep in each other") from error


def _check(path: Path, name: str, value: Any) -> None:
    if name not in _OPTIONS:
        raise ConfigError(f"{path}: unknown setting {name!r}; known: {', '.join((*_OPTIONS, *_TABLES))}")
    accepts, wanted = _OPTIONS[name]
    if not accepts(value):
        raise ConfigError(f"{path}: {name} must be {wanted}")
