"""The system clipboard, for terminals that do not take OSC 52. Over ssh there is usually none, and nothing to do."""

from __future__ import annotations

import os
import sys


def copy(text: str) -> bool:
    """Put ``text`` on the clipboard of the machine that this runs on; whether there was one. May take a moment."""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    import pyperclip  # noqa: PLC0415 - looks for clipboard programs when it is imported

    try:
        pyperclip.copy(text)
    except (pyperclip.PyperclipException, OSError):
        return False
    return True
