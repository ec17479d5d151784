"""The command line as a function: arguments in; exit code, standard output and standard error out."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.cli.main import run

POLICIES = Path(__file__).parents[2] / "policies"


@dataclass(frozen=True)
class Result:
    """What a command did."""

    code: int
    out: str
    err: str


Command = Callable[..., Result]


@pytest.fixture(scope="session")
def indexes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The indexes of the five policies, built once."""
    folder = tmp_path_factory.mktemp("indexes")
    assert run(["index", "--policies", str(POLICIES), "--indexes", str(folder), "--reader", "off"]) == 0
    return folder


@pytest.fixture
def command(
    indexes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    """Run ``assistant`` with these arguments in an empty folder, on the five policies, with the reader off."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ASSISTANT_POLICIES", str(POLICIES))
    monkeypatch.setenv("ASSISTANT_INDEXES", str(indexes))
    monkeypatch.setenv("ASSISTANT_READER", "off")
    monkeypatch.setenv("COLUMNS", "80")

    def call(*arguments: str, stdin: bytes = b"") -> Result:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        code = run(list(arguments))
        done = capsys.readouterr()
        assert "Traceback" not in done.err
        return Result(code, done.out, done.err)

    return call
