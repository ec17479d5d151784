"""Structured logs: one JSON object a line on stderr, or a short line for a person at a terminal.

A record says what happened, never what was asked and never by whom. So a message's arguments and an exception's text
are not written, not even those of libraries: a question or an address could stand in them. A traceback is reduced to
the error's type and the places in the code.
"""

from __future__ import annotations

import logging
import sys
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from aiohttp import web
from pydantic_core import to_json

LOG = logging.getLogger("assistant.server")
ANSWERED = web.RequestKey("answered", tuple[str, str])
"""Outcome and policy of a question, for its line in the log."""

_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def configure() -> None:
    """Send all logs of this process to stderr in this form."""
    handler = logging.StreamHandler()
    handler.setFormatter(TerminalFormatter() if sys.stderr.isatty() else JsonFormatter())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    # What no line shows need not be found out; the names are those of logging's own notes on optimization.
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    logging._srcfile = None


def event(level: int, name: str, **fields: object) -> None:
    """Log that ``name`` happened, with plain fields."""
    if LOG.isEnabledFor(level):
        LOG.log(level, name, extra={"fields": fields})


def failure(name: str, error: BaseException, **fields: object) -> None:
    """Log an error that nobody expected, by its type and place."""
    LOG.error(name, extra={"fields": fields}, exc_info=error)


def _content(record: logging.LogRecord) -> dict[str, Any]:
    content: dict[str, Any] = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "event": str(record.msg),  # the template: its arguments may hold what must not be logged
    }
    if record.name != LOG.name:
        content["logger"] = record.name
    content.update(getattr(record, "fields", {}))
    if record.exc_info and record.exc_info[0]:
        content.update(_error(record.exc_info))
    return content


def _error(info: _ExcInfo) -> dict[str, Any]:
    kind, _, trace = info
    frames = traceback.extract_tb(trace)[-6:]
    name = f"{kind.__module__}.{kind.__qualname__}" if kind else ""
    return {"error": name, "at": [f"{each.filename}:{each.lineno} {each.name}" for each in frames]}


class JsonFormatter(logging.Formatter):
    """One JSON object a record."""

    def format(self, record: logging.LogRecord) -> str:
        return to_json(_content(record), fallback=str).decode()


class TerminalFormatter(logging.Formatter):
    """The same for a person: time, event, and the fields as name=value."""

    def format(self, record: logging.LogRecord) -> str:
        content = _content(record)
        time, event = content.pop("time")[11:19], content.pop("event")
        level = content.pop("level")
        fields = " ".join(f"{name}={value}" for name, value in content.items())
        return f"{time} {'' if level == 'info' else level.upper() + ' '}{event} {fields}".rstrip()
