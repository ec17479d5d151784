"""The same answer, byte for byte: between builds in one go and one by one, and between processes."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from assistant.chatbot import Chatbot

ROOT = Path(__file__).parents[1]
NAMES = ("pimentachat.txt", "chatinbox.txt", "zopim.txt")


def objects(folder: Path) -> list[str]:
    """Index objects are named by their content."""
    return sorted(path.name for path in folder.glob("*.npz"))


def test_full_and_incremental_builds_give_the_same_objects(tmp_path: Path) -> None:
    """A policy's index, vectors included, does not depend on what was indexed with it."""
    at_once, one_by_one = tmp_path / "at-once", tmp_path / "one-by-one"
    policies = tmp_path / "policies"
    policies.mkdir()
    grown = Chatbot.open(policies, one_by_one)
    for name in NAMES:
        shutil.copy(ROOT / "policies" / name, policies)
        grown.sync()
    Chatbot.open(policies, at_once).sync()
    assert len(objects(at_once)) == len(NAMES)
    assert objects(one_by_one) == objects(at_once)


def test_two_processes_give_the_same_reply(tmp_path: Path) -> None:
    """Neither hash seeds nor the order of anything show in a reply."""
    asked = [sys.executable, "-m", "assistant", "ask", "what happens to my stuff if you get bought?", "--json"]
    options = ["--policies", str(ROOT / "policies"), "--indexes", str(tmp_path / "indexes")]
    replies = {subprocess.run(asked + options, capture_output=True, check=False).stdout for _ in range(2)}
    assert len(replies) == 1
    assert b'"outcome"' in replies.pop()
