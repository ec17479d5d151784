"""A whole conversation as a file: Markdown for people, JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.errors import ExportError
from assistant.model import LONGEST_QUESTION
from assistant.render import dumps, one_line, to_json, to_markdown
from assistant.terminal.exchange import Exchange


def write(
    path: Path, exchanges: Sequence[Exchange], public_url: str = "", files: Mapping[str, str] | None = None
) -> None:
    """Write the conversation to a new file; its suffix, .md or .json, decides the form. Raises ExportError."""
    suffix = path.suffix.lower()
    if suffix not in (".md", ".json"):
        raise ExportError(path, "the name must end in .md or .json")
    text = as_markdown(exchanges, public_url, files) if suffix == ".md" else as_json(exchanges, public_url)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text + "\n")
    except FileExistsError as error:
        raise ExportError(path, "is already there; take another name") from error
    except OSError as error:
        raise ExportError(path, error.strerror or "cannot be written") from error


def named(name: str) -> Path:
    """The file that a person means; "~" is their home. Raises ExportError."""
    try:
        return Path(name).expanduser()
    except RuntimeError as error:
        raise ExportError(Path(name), "there is no such home") from error


def as_markdown(exchanges: Sequence[Exchange], public_url: str = "", files: Mapping[str, str] | None = None) -> str:
    """Each question as a heading, its reply below; ``files`` names the file of a policy by the policy's id."""
    return "\n\n".join(["# Questions to privacy policies", *_sections(exchanges, public_url, files)])


def _sections(exchanges: Sequence[Exchange], public_url: str, files: Mapping[str, str] | None) -> Iterator[str]:
    for exchange in exchanges:
        scope = _code(exchange.policy) if exchange.policy else "all policies"
        yield f"## {_code(exchange.question)}"
        yield f"Asked {exchange.asked:%Y-%m-%d %H:%M} of {scope}."
        if exchange.reply:
            yield to_markdown(exchange.reply, public_url or None, files)
        else:
            yield _code(exchange.error or "No reply.")


def _code(text: str) -> str:
    """Text in backslashes would be correct and unreadable; a code span needs none."""
    return f"`{one_line(text, LONGEST_QUESTION).replace('`', chr(39))}`"


def as_json(exchanges: Sequence[Exchange], public_url: str = "") -> str:
    """Each reply as the answer endpoint gives it, with its question."""
    return dumps({"conversation": [record(exchange, public_url) for exchange in exchanges]}, indent=2)


def record(exchange: Exchange, public_url: str = "") -> dict[str, Any]:
    """One exchange as plain values."""
    return {
        "question": exchange.question,
        "policy": exchange.policy,
        "asked": exchange.asked.isoformat(timespec="seconds"),
        "reply": to_json(exchange.reply, public_url) if exchange.reply else None,
        "error": exchange.error,
    }
