"""Drives the terminal app in tmux and pictures its screens; see terminal-captures."""

from __future__ import annotations

import argparse
import io
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

IMAGES = Path("docs/images")
SHELL = (
    '<svg class="rich-terminal" viewBox="0 0 {terminal_width} {terminal_height}" xmlns="http://www.w3.org/2000/svg">'
    "<style>.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace; "
    "font-size: {char_height}px; line-height: {line_height}px; }} {styles}</style><defs>"
    '<clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>'
    '</clipPath>{lines}</defs><rect width="100%" height="100%" fill="#121212"/>'
    '<g clip-path="url(#{unique_id}-clip-terminal)">{backgrounds}<g class="{unique_id}-matrix">{matrix}</g></g></svg>'
)
"""Without the window frame, and without the web font that Rich would link to."""
THEME = TerminalTheme((18, 18, 18), (224, 224, 224), [(0, 0, 0)] * 8)


class Terminal:
    """One tmux server of our own, with the app in it."""

    def __init__(self, folder: Path, width: int, height: int, command: list[str]) -> None:
        self._tmux = ["tmux", "-L", f"captures-{folder.name}", "-f", "/dev/null"]
        self._width = width
        environment = f"XDG_STATE_HOME={shlex.quote(str(folder))} COLORTERM=truecolor TERM=tmux-256color"
        self._run("new-session", "-d", "-x", str(width), "-y", str(height), f"{environment} {shlex.join(command)}")

    def _run(self, *arguments: str) -> str:
        return subprocess.run([*self._tmux, *arguments], check=True, capture_output=True, text=True).stdout

    def screen(self) -> str:
        """What the terminal shows, as plain text."""
        return self._run("capture-pane", "-p")

    def keys(self, *keys: str) -> None:
        """Press keys, by tmux's names."""
        self._run("send-keys", *keys)

    def type(self, text: str) -> None:
        """Type a line and press Enter."""
        self._run("send-keys", "-l", text)
        self.keys("Enter")

    def wait(self, shown: Callable[[str], bool]) -> None:
        """Wait until the screen shows something, and has come to rest."""
        deadline = time.monotonic() + 120
        while not shown(self.screen()):
            if time.monotonic() > deadline:
                raise SystemExit(f"the app never showed it; its screen is:\n{self.screen()}")
            time.sleep(0.1)
        before = ""
        while before != (before := self.screen()):
            time.sleep(0.5)

    def capture(self, name: str, text: bool) -> None:
        """Keep the screen as a picture."""
        ansi = self._run("capture-pane", "-p", "-e")
        console = Console(record=True, width=self._width, file=io.StringIO(), force_terminal=True)
        console.print(Text.from_ansi(ansi), soft_wrap=True)
        path = IMAGES / f"terminal-{name}.svg"
        path.write_text(console.export_svg(theme=THEME, code_format=SHELL, unique_id="t"), encoding="utf-8")
        if text:
            path.with_suffix(".ansi").write_text(ansi, encoding="utf-8")
        print(path)

    def close(self) -> None:
        """End the app and its terminal."""
        subprocess.run([*self._tmux, "kill-server"], check=False, capture_output=True)


def replied(screen: str) -> bool:
    """Whether the latest question has its reply."""
    text = " ".join(screen.split())
    return "Looking …" not in text and any(end in text for end in ("Quoted from the policy", "does not seem to say"))


def wide(terminal: Terminal, text: bool) -> None:
    """Both panes: an answer in its place, a comparison, help."""
    terminal.wait(lambda screen: "Log information" in screen)
    terminal.type("how long do you keep my personal information?")
    terminal.wait(replied)
    terminal.capture("answer", text)
    terminal.keys("C-l")
    terminal.wait(lambda screen: "Asking" not in screen and "Back" in screen)
    terminal.capture("comparison", text)
    terminal.keys("Escape")
    terminal.wait(lambda screen: "Compare" in screen)
    terminal.type("do you use my chats to train AI?")
    terminal.wait(lambda screen: "seem to say" in screen or "does not look like" in screen)
    terminal.capture("abstention", text)
    terminal.keys("F1")
    terminal.wait(lambda screen: "Esc closes" in screen)
    terminal.capture("help", text)


def narrow(terminal: Terminal, text: bool) -> None:
    """One pane at a time, in 80 by 24."""
    terminal.wait(lambda screen: "Ask what the policy says" in screen)
    terminal.type("how long do you keep my personal information?")
    terminal.wait(replied)
    terminal.capture("narrow", text)
    terminal.keys("1")
    terminal.wait(lambda screen: "▌" in screen and "Quoted from" not in screen)
    terminal.capture("narrow-policy", text)


def main() -> None:
    """Both sizes, each in a terminal of its own."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--reader", choices=["on", "off"], default="on")
    parser.add_argument("--text", action="store_true")
    options = parser.parse_args()
    IMAGES.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "assistant", "chat", "--policy", "zopim", "--reader", options.reader]
    for play, width, height in ((wide, 120, 40), (narrow, 80, 24)):
        with tempfile.TemporaryDirectory() as folder:
            terminal = Terminal(Path(folder), width, height, command)
            try:
                play(terminal, options.text)
            finally:
                terminal.close()


if __name__ == "__main__":
    main()
