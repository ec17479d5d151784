"""Writes into README.md what the commands shown there print now: the example answer and the list of commands.

python scripts/update_readme.py
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]


def printed(command: str) -> str:
    """Standard output of an ``assistant`` command at 80 columns, on the policies of the repository, freshly indexed."""
    with tempfile.TemporaryDirectory() as indexes:
        own = {name: value for name, value in os.environ.items() if not name.startswith("ASSISTANT_")}
        environment = own | {"COLUMNS": "80", "ASSISTANT_INDEXES": indexes}
        arguments = [sys.executable, "-m", *shlex.split(command)]
        done = subprocess.run(
            arguments, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True
        )
        return done.stdout


def main() -> None:
    """Rewrite the first example and the help text in place."""
    path = ROOT / "README.md"
    text = path.read_text(encoding="utf-8")
    example = re.compile(r"^```console\n\$ (.+)\n(?:.*\n)*?```$", re.MULTILINE)
    text = example.sub(lambda found: f"```console\n$ {found[1]}\n{printed(found[1])}```", text, count=1)
    commands = re.compile(r"^```text\n(?:.*\n)*?```$", re.MULTILINE)
    text = commands.sub(lambda _: f"```text\n{printed('assistant --help')}```", text, count=1)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
