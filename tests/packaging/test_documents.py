"""What the README says is true; ``python scripts/update_readme.py`` writes the parts that commands print."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import tomllib
from pathlib import Path

import pytest

from assistant import __version__
from assistant.cli.main import run
from assistant.config import load
from assistant.errors import ExtraMissing, install
from tests.cli.conftest import POLICIES, Command, command, indexes

__all__ = ["command", "indexes"]

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """The README's code blocks in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def prompts() -> list[str]:
    """The commands that the README shows after a prompt."""
    return [line[2:] for block in blocks("console") for line in block.splitlines() if line.startswith("$ ")]


def test_the_commands_are_listed_as_they_are(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The README's list of commands is what ``assistant --help`` prints."""
    monkeypatch.setenv("COLUMNS", "80")
    run(["--help"])
    assert capsys.readouterr().out in blocks("text")


def test_the_example_is_what_the_command_prints(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """The example answer stands in the README as it comes, but for how sure it is."""
    monkeypatch.setenv("ASSISTANT_READER", "on")
    monkeypatch.setenv("ASSISTANT_POLICIES", str(POLICIES))
    first = next(block for block in blocks("console") if block.count("\n") > 1)
    asked, _, shown = first.partition("\n")
    done = command(*shlex.split(asked)[2:])
    assert done.code == 0
    sure = re.compile(r"^.* \(\d+ %\)\.$", re.MULTILINE)
    assert sure.sub("", done.out.replace(f"{POLICIES}/", "policies/")) == sure.sub("", shown)


@pytest.mark.parametrize("line", prompts())
def test_every_command_shown_is_one(command: Command, line: str) -> None:
    """Each command of the README exists with its options; questions are answered, lists are printed."""
    words = shlex.split(line.partition(" < ")[0])
    assert words[0] == "assistant"
    if words[1] in {"serve", "chat", "update", "diff"}:
        words.append("--help")  # it would serve, take the terminal, or need another version
    elif words[1] == "eval":
        words[2] = str(ROOT / words[2])
    elif "-" in words:
        assert command(*words[1:], stdin=b"do you sell my data?\n").code == 0
        return
    assert command(*words[1:]).code in {0, 3}


@pytest.mark.parametrize("extra", ["pdf", "docx", "metrics"])
def test_an_extra_can_be_installed_as_it_is_said(extra: str) -> None:
    """From a checkout, since no index has the program; by its name where it is installed already."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert extra in project["optional-dependencies"]
    assert install(extra) == (f'pip install ".[{extra}]" in a checkout, else pip install "{project["name"]}[{extra}]"')
    assert install(extra) in str(ExtraMissing("PDF", extra))
    assert extra == "metrics" or f'`pip install ".[{extra}]"`' in README


def test_the_two_commands_of_a_fresh_machine_are_there() -> None:
    """Both scripts exist, parse, and are what continuous integration runs."""
    assert [block.split()[:2] for block in blocks("sh")] == [["sh", "scripts/ask"], ["sh", "scripts/test"]]
    for name in ("ask", "test", "install"):
        subprocess.run(["sh", "-n", str(ROOT / "scripts" / name)], check=True)
    assert "sh scripts/test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_settings_shown_are_the_settings(tmp_path: Path, command: Command) -> None:
    """Each flag and variable of the table is one of ``ask``, and each line of the file is accepted."""
    rows = re.findall(r"^\| `(--[a-z-]+) .*?` \| `(ASSISTANT_\w+)` \| `(.+?)` \|", README, re.MULTILINE)
    assert len(rows) == 5
    described = command("ask", "--help").out
    assert all(flag in described for flag, _, _ in rows)
    for flag, variable, line in rows:
        (tmp_path / "assistant.toml").write_text(f"{line}\n", encoding="utf-8")
        name = flag[2:].replace("-", "_")
        assert list(load(tmp_path).options) == [name]
        assert variable == f"ASSISTANT_{name.upper()}"


def test_links_lead_to_files() -> None:
    """Every relative link of the README and the changelog is a file here."""
    for document in ("README.md", "CHANGELOG.md"):
        text = (ROOT / document).read_text(encoding="utf-8")
        targets = [target for target in re.findall(r"\]\(([^)#\s]+)\)", text) if "://" not in target]
        assert all((ROOT / target).is_file() for target in targets), targets
    assert "(assistant/model.py)" in README


def test_the_version_is_in_the_changelog() -> None:
    """A released version has its entry; before the first release, what is coming."""
    assert re.search(
        rf"^## \[(?:{re.escape(__version__)}|Unreleased)\]", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE
    )


def test_exit_codes_are_documented(command: Command) -> None:
    """The README's table has the codes of the help text."""
    table = re.findall(r"^\| (\d) \| ", README, re.MULTILINE)
    assert table == ["0", "1", "2", "3", "4"]
    listed = json.dumps(command("--help").out)
    assert all(f"{code} " in listed for code in table)
