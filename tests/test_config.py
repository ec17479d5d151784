"""The settings file."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.config import Config, load
from assistant.errors import ConfigError


def write(folder: Path, text: str | bytes) -> Path:
    """Put an ``assistant.toml`` into ``folder``."""
    (folder / "assistant.toml").write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


def test_no_file_sets_nothing(tmp_path: Path) -> None:
    """The file is optional."""
    assert load(tmp_path) == Config()


def test_a_full_file(tmp_path: Path) -> None:
    """Options of every command at the top, those of the server and the terminal app in tables of their own."""
    text = 'policies = "legal"\nreader = "off"\nthreshold = 0.5\n[serve]\nport = 80\n[chat]\ntheme = "nord"\n'
    options = {"policies": "legal", "reader": "off", "threshold": 0.5}
    assert load(write(tmp_path, text)) == Config(options, {"port": 80}, {"theme": "nord"})


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('polices = "legal"', "unknown setting 'polices'; known: policies, indexes, "),
        ("policies = 3", "policies must be a folder in quotes"),
        ('reader = "perhaps"', "reader must be true, false, “on” or “off”"),
        ('reader = ["on"]', "reader must be true, false, “on” or “off”"),
        ("threshold = 2", "threshold must be a number from 0 to 1"),
        ("threshold = true", "threshold must be a number from 0 to 1"),
        ("threshold = nan", "threshold must be a number from 0 to 1"),
        ("serve = 3", r"serve must be a table, \[serve\]"),
        ("policies = ", "Invalid value"),
        ('policies = "a\\u0000b"', "policies must be a folder in quotes"),
        ("serve.require_policy = [[1]]", r"require_policy in \[serve\] must be a word, a number"),
        ("serve.rate_limit = {a = 1}", r"rate_limit in \[serve\] must be a word, a number"),
        ("policies = " + "[" * 100_000, "brackets stand too deep"),
        (b"policies = '\xff'", "not UTF-8 at byte 12"),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, text: str | bytes, reason: str) -> None:
    """The error says which file, which setting, and what it should be."""
    with pytest.raises(ConfigError, match=rf"assistant\.toml: {reason}"):
        load(write(tmp_path, text))
