"""What the program has at hand: the files that it ships, and the processors that it may use.

The wheel carries ``web/`` inside the package; a checkout has it at the top.
"""

from __future__ import annotations

import os
from pathlib import Path

PACKAGE = Path(__file__).parent
DATA = PACKAGE / "data"
WEB = next((folder for folder in (PACKAGE / "web", PACKAGE.parent / "web") if folder.is_dir()), PACKAGE / "web")


def processors() -> int:
    """How many this process may use: with taskset, for one, fewer than the machine has."""
    allowed = getattr(os, "sched_getaffinity", None)  # not on every system
    return len(allowed(0)) if allowed else os.cpu_count() or 1
