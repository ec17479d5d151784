"""The table [chat] of the settings file."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.errors import ConfigError
from assistant.terminal.app import check
from assistant.terminal.settings import ChatSettings


def test_an_empty_table_sets_nothing() -> None:
    """Without settings everything is as it comes."""
    assert check({}) == ChatSettings()


def test_theme_sessions_and_keys_are_taken() -> None:
    """What the file says is what the app gets."""
    found = check({"theme": "nord", "sessions": True, "keys": {"copy-reply": "f2", "quit": "ctrl+x"}})
    assert found == ChatSettings("nord", True, {"copy-reply": "f2", "quit": "ctrl+x"})


@pytest.mark.parametrize(
    ("table", "complaint"),
    [
        ({"colour": "red"}, "unknown setting 'colour'"),
        ({"theme": "mauve"}, "no theme 'mauve'"),
        ({"theme": []}, "no theme"),
        ({"sessions": "yes"}, "true or false"),
        ({"sessions": 1}, "true or false"),
        ({"sessions": []}, "true or false"),
        ({"keys": "f2"}, "must be a table"),
        ({"keys": {"fly": "f2"}}, "no command 'fly'"),
        ({"keys": {"copy-reply": ""}}, "copy-reply must name keys"),
        ({"keys": {"copy-reply": 2}}, "copy-reply must name keys"),
        ({"keys": {"copy-reply": "ctrl+o"}}, "'ctrl\\+o' is the key of"),
    ],
)
def test_a_mistake_is_named(table: dict[str, Any], complaint: str) -> None:
    """A setting that cannot be meant is one line that says what can."""
    with pytest.raises(ConfigError, match=complaint):
        check(table)
