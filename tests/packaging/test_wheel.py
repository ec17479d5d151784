"""The wheel holds what the program needs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]


def pip(command: str, *arguments: str, python: str = sys.executable) -> None:
    """Run the tests' own pip, offline, for this or another environment."""
    options = ["--disable-pip-version-check", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([sys.executable, "-m", "pip", "--python", python, command, *options, *arguments], check=True)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    pip("wheel", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT))
    return next(folder.glob("policy_assistant-*.whl"))


def test_the_wheel_holds_code_data_and_web_assets(wheel: Path) -> None:
    """Every tracked file of the package and of web/ but the training code, the licence, and no tests."""
    names = set(ZipFile(wheel).namelist())
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "assistant", "web"], capture_output=True, text=True, check=True
    )
    tracked = {f"assistant/{name}" if name.startswith("web/") else name for name in listed.stdout.splitlines()}
    assert "assistant/web/widget.js" in names
    assert {name for name in tracked if not name.startswith("assistant/training/")} <= names
    assert any(name.endswith("/LICENSE") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "policies/", "indexes/"))]


def test_the_installed_wheel_answers(wheel: Path, tmp_path: Path) -> None:
    """In an environment of its own and an empty folder: the command asks, quotes, and keeps its indexes there."""
    home, empty = tmp_path / "environment", tmp_path / "empty"
    venv.create(home, symlinks=True)
    pip("install", str(wheel), python=str(home / "bin" / "python"))
    site = next(home.glob("lib/python*/site-packages"))
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    empty.mkdir()
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("ASSISTANT_", "PYTHON"))}
    command = [str(home / "bin" / "assistant"), "ask", "--policies", str(ROOT / "policies"), "--json"]
    done = subprocess.run(
        [*command, "--policy", "zopim", "do you respond to do not track signals?"],
        cwd=empty,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    best = json.loads(done.stdout)["citations"][0]
    text = (ROOT / "policies" / "zopim.txt").read_text(encoding="utf-8")
    assert text[best["start"] : best["end"]] == best["quote"]
    assert (empty / "indexes" / "manifest.json").is_file()
