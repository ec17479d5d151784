"""add, remove, update, prune, report, diff and teach, as a policy owner types them."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import POLICIES, Command

OLD = "Privacy policy of Acme\n\nWe do not sell your personal information.\n\nWe keep your data for 30 days.\n"
NEW = "Privacy policy of Acme\n\nWe sell your personal information to brokers.\n\nWe keep your data for 30 days.\n"


@pytest.fixture
def library(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library of its own, with policies ``acme`` and ``zopim``; its folder."""
    monkeypatch.setenv("ASSISTANT_POLICIES", "policies")
    monkeypatch.setenv("ASSISTANT_INDEXES", "built")
    (tmp_path / "acme.txt").write_text(OLD)
    done = command("add", "acme.txt", str(POLICIES / "zopim.txt"))
    assert (done.code, done.out) == (0, "acme\nzopim\n")
    assert "added 2 policies (" in done.err
    return tmp_path / "policies"


def test_adding_says_what_was_refused(command: Command, library: Path, tmp_path: Path) -> None:
    """Exit code 4, a line for each file that did not come in, and the others are there."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "copy.txt").write_text(OLD)
    (inbox / "empty.md").touch()
    (inbox / "fine.html").write_text("<h1>Privacy</h1><p>We keep logs for 9 days.</p>")
    (inbox / "photo.png").touch()
    done = command("add", "inbox", "nowhere.txt", "photo.png", "acme.txt")
    assert (done.code, done.out) == (4, "fine\n")
    assert "added 1 policy, 1 already there (acme), 4 refused, 1 file of other formats left out" in done.err
    for line in (
        "copy.txt: is in the library already, as policy 'acme'",
        "empty.md: is empty",
        "nowhere.txt: does not exist",
    ):
        assert line in done.err
    assert "photo.png: not a format that can be read" in done.err
    answer = command("ask", "--policy", "fine", "--threshold", "0", "how long do you keep logs?")
    assert "We keep logs for 9 days." in answer.out


def test_broken_characters_are_told(command: Command, library: Path) -> None:
    """Where a policy is indexed that has some, by whatever command."""
    (library / "torn.txt").write_bytes(NEW.encode() * 10 + b"\x81\n")
    assert "torn: 1 broken character is shown as \ufffd" in command("index").err
    assert "broken" not in command("index").err


def test_adding_under_another_name(command: Command, library: Path) -> None:
    """--id names a single file; JSON says what came of it."""
    done = command("add", "acme.txt", "--id", "acme-eu", "--json")
    assert (done.code, json.loads(done.out)["refused"][0]["reason"]) == (
        4,
        "is in the library already, as policy 'acme'",
    )
    Path("other.txt").write_text("We keep logs.")
    done = command("add", "other.txt", "--id", "acme-eu", "--json")
    assert (done.code, json.loads(done.out)) == (0, {"added": ["acme-eu"], "present": [], "refused": []})
    assert (library / "acme-eu.txt").is_file()
    assert command("add", ".", "--id", "x").code == 2


def test_a_changed_policy_tells_what_changed(
    command: Command, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """update, diff and report: the old clause, the new clause, and what is covered."""
    assert command("diff", "acme").err == "assistant: no earlier version of 'acme'; kept: none\n"
    (tmp_path / "new.md").write_text(NEW)
    done = command("update", "acme", "new.md")
    assert done.code == 0
    assert "what changed: assistant diff acme" in done.err
    assert sorted(path.name for path in library.glob("acme.*")) == ["acme.md"]
    same = command("update", "acme", "new.md")
    assert "the text is the same as before" in same.err
    monkeypatch.setenv("ASSISTANT_THRESHOLD", "0")
    found = json.loads(command("diff", "acme", "--json").out)
    change = next(each for each in found["changes"] if each["question"] == "Do you sell my personal information?")
    assert "do not sell" in change["before"]["quote"]
    assert change["before"]["link"].startswith(f"/policies/acme?v={found['before'][:12]}&")
    assert change["after"]["quote"] in NEW
    text = command("diff", "acme", "--since", found["before"][:6]).out
    assert "Do you sell my personal information?\n  before\n    │ We do not sell" in text
    assert "  now\n    │ We " in text
    assert text.index("STANDARD QUESTIONS") < text.index("PASSAGES AND HEADINGS")
    assert "passages and headings: 1 changed\n" in text
    assert "    │ We sell your personal information to brokers." in text
    (passage,) = found["passages"]
    assert (passage["kind"], passage["before"]["quote"]) == ("changed", "We do not sell your personal information.")
    assert command("diff", "acme", "--since", "ffff").code == 2


def test_a_report_in_every_form(command: Command, library: Path) -> None:
    """Each standard question with its quote, the closest one, or "not covered": text, Markdown, HTML and JSON agree."""
    data = json.loads(command("report", "zopim", "--json").out)
    assert data["of"] == len(data["questions"]) == 32
    quotes = [each["citations"][0]["quote"] for each in data["questions"] if each["citations"]]
    assert 0 < data["covered"] == len(quotes) < 32
    text, markdown = command("report", "zopim").out, command("report", "zopim", "--format", "markdown").out
    page = command("report", "zopim", "--format", "html", "--public-url", "https://x.example").out
    for form in (text, markdown, page):
        assert f"Answers {data['covered']} of 32 standard questions, and perhaps {data['uncertain']} more." in form
        assert form.count("not covered for certain; this comes closest:") == data["uncertain"]
        assert form.count("not covered") == 32 - data["covered"]
        assert all(each["question"] in form for each in data["questions"])
    assert all(len(line) <= 80 for line in text.splitlines())
    shown = data["covered"] + data["uncertain"]
    assert page.count("<blockquote") == shown
    assert page.count('href="https://x.example/policies/zopim?v=') == shown
    assert json.loads(command("report", "zopim", "--format", "json").out) == data
    assert command("report", "nobody").code == 2


def test_removing_and_pruning(command: Command, library: Path) -> None:
    """What is removed is kept among the versions until it is pruned."""
    assert command("remove", "acme", "nobody").code == 2
    assert (library / "acme.txt").is_file()
    done = command("remove", "acme")
    assert (done.code, done.err) == (0, "assistant: removed acme\n")
    assert command("ask", "--policy", "acme", "do you sell my data?").code == 2
    kept = library / ".versions" / "acme"
    assert (next(kept.glob("*.txt"))).read_text() == OLD
    assert "dropped 0 old versions" in command("prune").err
    listed = command("prune", "--keep", "0", "--dry-run")
    assert listed.out.startswith("acme  ")
    assert "dropped 0" in command("prune", "--keep", "0", "--older-than", "1").err
    assert kept.is_dir()
    assert "dropped 1 old version" in command("prune", "--keep", "0", "acme").err
    assert not kept.exists()
    assert command("prune", "nobody").code == 2
    assert command("prune", "--older-than", "1000000").code == 2
    assert command("prune", "--policies", "nowhere").err.startswith("assistant: nowhere is not a folder")


def test_removing_the_last_policy(command: Command, library: Path) -> None:
    """Then there is nothing to ask, and that is said."""
    assert command("remove", "acme", "zopim").code == 0
    done = command("ask", "do you sell my data?")
    assert (done.code, done.out) == (4, "")
    assert "holds no policy" in done.err


def test_teaching(command: Command, library: Path, tmp_path: Path) -> None:
    """A taught clause answers at once and first; when it has changed it is told, and not used; then it is forgotten."""
    question = "who frames my snowdrop pictures?"
    assert command("ask", "--policy", "acme", question).code == 3
    done = command("teach", question, "--policy", "acme", "--quote", "do  not sell")
    assert done.code == 0
    assert "We do not sell your personal information." in done.out
    answer = json.loads(command("ask", "--policy", "acme", "--json", "who frames my snowdrop picture").out)
    assert answer["citations"][0]["quote"] == "We do not sell your personal information."
    assert command("ask", "--policy", "zopim", question).code == 3
    assert "not used" not in command("teach", "--list").out
    (tmp_path / "new.txt").write_text(NEW)
    assert "taught case 1 is not used: its clause has changed" in command("update", "acme", "new.txt").err
    assert "     not used: its clause has changed\n" in command("teach", "--list").out
    assert command("ask", "--policy", "acme", question).code == 3
    assert "forgot: who frames my snowdrop pictures" in command("teach", "--remove", "1").err
    assert (command("teach", "--list").out, command("teach", "--list").err) == ("", "assistant: nothing was taught\n")


def test_taught_cases_that_cannot_be_read(
    command: Command, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Questions are answered without them, with a warning; nothing is taught or forgotten, and nothing of them lost."""
    question = ("who frames my snowdrop pictures?", "--policy", "acme")
    command("teach", *question, "--quote", "do not sell")
    file = library / "cases.jsonl"
    before, read_text = file.read_bytes(), Path.read_text

    def refuse(path: Path, **options: Any) -> str:
        if path.name == file.name:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return read_text(path, **options)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_text", refuse)
        warning = "cases.jsonl: cannot be read: Permission denied; what was taught is not used\n"
        done = command("ask", *question)
        assert (done.code, done.err.count("\n")) == (3, 1)
        assert done.err.endswith(warning)
        assert command("ask", "do you sell my data?", "--policy", "acme").code == 0
        (tmp_path / "new.txt").write_text(NEW)
        assert command("update", "acme", "new.txt").err.endswith(warning)
        for arguments in ((*question, "--quote", "the"), ("--list",), ("--remove", "1")):
            done = command("teach", *arguments)
            assert (done.code, done.out) == (1, "")
            assert "cases.jsonl: cannot be read" in done.err
        assert file.read_bytes() == before
    assert "snowdrop" in command("teach", "--list").out


@pytest.mark.parametrize(
    ("arguments", "code", "line"),
    [
        (["x"], 2, "a question needs --policy ID"),
        ([], 2, "give a question, or --list"),
        (["--list", "--remove", "1"], 2, "give a question, or --list"),
        (["sold?", "--policy", "acme", "--quote", "we sell it all"], 1, "'acme' does not say 'we sell it all'"),
        (["sold?", "--policy", "acme", "--quote", "your"], 1, "says that 2 times"),
        (["sold?", "--policy", "acme", "--at", "99"], 1, "'acme' has 6 lines"),
        (["sold?", "--policy", "acme", "--at", "2"], 1, "no clause of 'acme' starts on line 2"),
        (["what is it?", "--policy", "acme", "--at", "3"], 1, "no word to know the question by"),
        (["--remove", "3"], 1, "there is no taught case 3"),
    ],
)
def test_what_cannot_be_taught(command: Command, library: Path, arguments: list[str], code: int, line: str) -> None:
    """One line says why."""
    done = command("teach", *arguments)
    assert (done.code, done.out) == (code, "")
    assert line in done.err
    assert done.err.count("\n") == 1


def test_an_interrupted_add_goes_on(tmp_path: Path) -> None:
    """Ctrl-C ends it in a line; what was indexed stays, and the same command does the rest."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for number in range(60):
        shutil.copy(POLICIES / "team365.txt", inbox / f"p{number:02}.txt")
        with (inbox / f"p{number:02}.txt").open("a") as file:
            file.write(f"\nWe keep data for {number} days.\n")
    names = {"ASSISTANT_POLICIES": "library", "ASSISTANT_INDEXES": "built", "ASSISTANT_READER": "off"}
    command = [sys.executable, "-m", "assistant", "add", "inbox"]
    environment = {**os.environ, **names, "PYTHONPATH": str(POLICIES.parent)}
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True) as process:
        while len(list((tmp_path / "built").glob("*.npz"))) < 4:  # the last one may not be named yet
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        assert process.stderr
        said = process.stderr.read()
    assert process.returncode == 130
    line = "assistant: interrupted; what was indexed stays, and the same command goes on with the rest"
    assert said.strip() == line
    built = len(json.loads((tmp_path / "built" / "manifest.json").read_text())["policies"])
    assert 3 <= built < 60
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert "60 already there" in done.stderr
    assert len(json.loads((tmp_path / "built" / "manifest.json").read_text())["policies"]) == 60
