"""What a log line holds, and what it must not."""

from __future__ import annotations

import json
import logging

import pytest

from assistant.server import logs


@pytest.mark.parametrize("formatter", [logs.JsonFormatter(), logs.TerminalFormatter()])
def test_an_errors_words_are_left_out(formatter: logging.Formatter) -> None:
    """Its type and place are logged, its message and a foreign record's arguments are not."""
    try:
        raise ValueError("canary")
    except ValueError as error:
        info = (type(error), error, error.__traceback__)
    record = logging.LogRecord("asyncio", logging.ERROR, __file__, 1, "failed with %s", ("canary",), info)
    line = formatter.format(record)
    assert "canary" not in line
    assert "ValueError" in line
    assert "failed with %s" in line
    assert "test_logs.py" in line
    assert "\n" not in line


def test_a_line_is_one_json_object() -> None:
    """Fields stand beside time, level and event."""
    record = logging.LogRecord(logs.LOG.name, logging.INFO, __file__, 1, "request", (), None)
    record.fields = {"status": 200, "policy": 'a "b"\n'}
    content = json.loads(logs.JsonFormatter().format(record))
    assert content.pop("time").endswith("+00:00")
    assert content == {"level": "info", "event": "request", "status": 200, "policy": 'a "b"\n'}
