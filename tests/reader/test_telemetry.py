"""Nothing leaves the machine, and nobody is told that the program ran."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ASK = """
from assistant import resources
from assistant.reader.encoder import Reader
Reader(resources.DATA / "reader").read_question("do you sell my data")
"""


def test_the_reader_leaves_no_trace(tmp_path: Path) -> None:
    """onnxruntime notes each start in the user's cache, to send it to its makers, unless it is told not to."""
    home = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    kept = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    ran = subprocess.run([sys.executable, "-c", ASK], env=kept | home, capture_output=True, text=True, check=True)
    assert list(tmp_path.iterdir()) == []
    assert ran.stderr == ""
