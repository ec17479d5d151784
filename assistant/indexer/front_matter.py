"""Front matter: what Jekyll, Hugo and others write before a page, between ``---`` in YAML or ``+++`` in TOML."""

from __future__ import annotations

import re
import tomllib

_MATTER = re.compile(
    r"---[ \t]*\n(?P<yaml>(?:(?:[\w-][\w -]{0,40}:(?=\s)|[ \t#]|- )[^\n]*\n|\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)"
    r"|\+\+\+[ \t]*\n(?P<toml>.*?\n)\+\+\+[ \t]*(?:\n|\Z)",
    re.DOTALL,
)
_FIELD = re.compile(r"([A-Za-z][\w -]{0,40}):[ \t]+(.*)")


def split(text: str) -> tuple[dict[str, str], int]:
    """The simple fields of a front matter, their names in lower case, and at which code point the text begins."""
    match = _MATTER.match(text)
    if match is None:
        return {}, 0
    fields = _yaml(match["yaml"]) if match["toml"] is None else _toml(match["toml"])
    return (fields, match.end()) if fields else ({}, 0)


def _yaml(matter: str) -> dict[str, str]:
    fields = (_FIELD.fullmatch(line.rstrip()) for line in matter.split("\n"))
    return {field[1].strip().lower(): field[2].strip().strip("\"'") for field in fields if field}


def _toml(matter: str) -> dict[str, str]:
    try:
        return {name.lower(): str(value) for name, value in tomllib.loads(matter).items()}
    except tomllib.TOMLDecodeError:
        return {}
