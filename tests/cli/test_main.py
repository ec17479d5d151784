"""The edge: help, settings, and whatever goes wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.cli.main import COMMANDS
from assistant.indexer.suffixes import policy_ids
from tests.cli.conftest import POLICIES, Command


def ids(text: str) -> list[str]:
    """The policies that ``policies --json`` printed."""
    return [policy["id"] for policy in json.loads(text)["policies"]]


def one_policy(folder: Path, name: str) -> Path:
    """A folder with one small policy."""
    folder.mkdir()
    (folder / f"{name}.txt").write_text("Privacy Policy\nWe delete your messages after 30 days.\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("arguments", [[], ["--help"], ["-h"]])
def test_help_lists_the_commands(command: Command, arguments: list[str]) -> None:
    """Without a command, what there is."""
    done = command(*arguments)
    assert done.code == 0
    listed = done.out.partition("Commands:\n")[2]
    assert [line.split()[0] for line in listed.splitlines()] == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_by_example(command: Command, name: str) -> None:
    """The help text fits 80 columns but for examples, and shows some."""
    done = command(name, "--help")
    assert done.code == 0
    assert f"Usage: assistant {name} " in done.out
    assert "  Examples:\n    " in done.out
    assert all(len(line) <= 80 for line in done.out.splitlines() if "assistant " not in line)


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["frobnicate"], "assistant: No such command 'frobnicate'. (see: assistant --help)\n"),
        (["ask"], "assistant: Missing argument 'QUESTION...'. (see: assistant ask --help)\n"),
        (["ask", "x", "--polcy", "y"], "assistant: No such option '--polcy'."),
        (["ask", "x", "--reader", "perhaps"], "'perhaps' is neither on nor off (see: assistant ask --help)\n"),
        (["ask", "x", "--threshold", "2"], "2.0 is not in the range 0<=x<=1."),
        (["serve", "--public-url", "ftp://x"], "assistant: --public-url 'ftp://x' is not an http(s) address\n"),
        (["eval", "missing.jsonl"], "assistant: missing.jsonl: does not exist"),
    ],
)
def test_a_wrong_command_line_is_one_line(command: Command, arguments: list[str], line: str) -> None:
    """What is wrong and where to look, with exit code 2."""
    done = command(*arguments)
    assert (done.code, done.out) == (2, "")
    assert line in done.err
    assert done.err.count("\n") == 1


def test_a_flag_goes_before_the_environment_and_that_before_the_file(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All three name a folder; then the flag goes, then the variable."""
    for name in ("flag", "variable", "file"):
        one_policy(tmp_path / name, f"from-{name}")
    (tmp_path / "assistant.toml").write_text('policies = "file"\nindexes = "built"\nreader = "off"\n')
    monkeypatch.setenv("ASSISTANT_POLICIES", "variable")
    monkeypatch.delenv("ASSISTANT_INDEXES")
    monkeypatch.delenv("ASSISTANT_READER")
    assert ids(command("policies", "--json", "--policies", "flag").out) == ["from-flag"]
    assert ids(command("policies", "--json").out) == ["from-variable"]
    monkeypatch.delenv("ASSISTANT_POLICIES")
    assert ids(command("policies", "--json").out) == ["from-file"]
    assert (tmp_path / "built").is_dir()
    assert not (tmp_path / "indexes").exists()


@pytest.mark.parametrize(
    ("arguments", "line"),
    [((), "'--port': 65536 is not in the range"), (("--port", "0"), "--public-url 'ftp://never-started' is not")],
)
def test_the_server_has_a_table_of_its_own(
    command: Command, tmp_path: Path, arguments: tuple[str, ...], line: str
) -> None:
    """What the file says under [serve] holds, unless a flag says otherwise; other commands do not heed it."""
    (tmp_path / "assistant.toml").write_text("[serve]\nport = 65536\n")
    done = command("serve", "--public-url", "ftp://never-started", *arguments)
    assert done.code == 2
    assert line in done.err
    assert command("policies").code == 0


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("reader = 3", "assistant: assistant.toml: reader must be true, false, “on” or “off”\n"),
        ("[serve]\nprot = 1", "assistant: assistant.toml: unknown setting 'prot' in [serve]; known: host, port, "),
    ],
)
def test_a_wrong_settings_file_is_one_line(command: Command, tmp_path: Path, text: str, line: str) -> None:
    """The file and the setting are named, with exit code 2."""
    (tmp_path / "assistant.toml").write_text(text)
    done = command("serve", "--public-url", "ftp://never-started")
    assert done.code == 2
    assert done.err.startswith(line)
    assert done.err.count("\n") == 1


def test_an_error_of_the_system_is_one_line(command: Command, tmp_path: Path) -> None:
    """An index folder that cannot be one is a failure with its file and reason, and no traceback."""
    (tmp_path / "taken").touch()
    done = command("index", "--indexes", "taken")
    assert (done.code, done.out) == (1, "")
    assert "taken" in done.err
    assert done.err.count("\n") == 1


def test_names_of_files_are_shown_safely(command: Command, tmp_path: Path) -> None:
    """An escape sequence in a file's name does nothing when the file is named."""
    folder = one_policy(tmp_path / "odd", "fine")
    (folder / "a\x1b[2Jb\n.txt").write_bytes(b"\xff")
    done = command("index", "--policies", "odd", "--indexes", "built")
    assert done.code == 4
    assert "\x1b" not in done.err
    assert [line.partition(" ")[0] for line in done.err.splitlines()] == ["assistant:", "assistant:"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(command: Command, shell: str) -> None:
    """Each shell gets its script."""
    done = command("completion", shell)
    assert done.code == 0
    assert "_ASSISTANT_COMPLETE" in done.out


def test_only_policies_are_offered(tmp_path: Path) -> None:
    """Not what stands beside them: taught cases, sidecars, hidden files."""
    for name in ("acme.txt", "acme.meta.toml", "bolt.HTML", "cases.jsonl", ".hidden.md", "README"):
        (tmp_path / name).touch()
    assert policy_ids(tmp_path) == ["acme", "bolt"]
    assert policy_ids(tmp_path / "nowhere") == []


def test_completion_offers_policies(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """After --policy come the ids that are in the folder."""
    monkeypatch.setenv("_ASSISTANT_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", f"assistant ask --policies {POLICIES} --policy z")
    monkeypatch.setenv("COMP_CWORD", "5")
    with pytest.raises(SystemExit) as done:
        command("ask")
    assert done.value.code == 0
