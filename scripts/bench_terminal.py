"""Measures how soon the terminal app takes a question, in a pseudo-terminal; see bench-terminal."""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

from bench_server import cpu_seconds

ASSISTANT = [sys.executable, "-m", "assistant"]
TYPED = "zebra"


def make_library(folder: Path, count: int) -> list[str]:
    """``count`` policies and their indexes in ``folder``; the options that name them."""
    policies = folder / "policies"
    policies.mkdir(parents=True, exist_ok=True)
    seeds = sorted(Path("policies").glob("*.txt"))
    for number in range(count):
        path = policies / f"policy-{number:04}.txt"
        if not path.exists():
            lines = seeds[number % len(seeds)].read_text(encoding="utf-8").splitlines()
            own = f"This copy is number {number} and keeps log files for {number + 2} days."
            path.write_text("\n".join([*lines, own, ""]), encoding="utf-8")
    options = ["--policies", str(policies), "--indexes", str(folder / "indexes"), "--reader", "off"]
    subprocess.run([*ASSISTANT, "index", *options], check=True)
    return options


def time_to_prompt(options: list[str], state: Path) -> tuple[float, float, float]:
    """Seconds until the prompt is on the screen, processor time until then, seconds until a word typed shows."""
    began = time.perf_counter()
    process, terminal = pty.fork()
    if process == 0:
        environment = os.environ | {"TERM": "xterm-256color", "XDG_STATE_HOME": str(state)}
        os.execvpe(ASSISTANT[0], [*ASSISTANT, "chat", *options], environment)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    try:
        read_until(terminal, b"Ask what the policy says")
        prompt, processor = time.perf_counter() - began, cpu_seconds(process)
        os.write(terminal, TYPED.encode())
        read_until(terminal, TYPED[-1].encode() + b"\x1b")
        return prompt, processor, time.perf_counter() - began
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(terminal)


def read_until(terminal: int, wanted: bytes) -> None:
    """Read what the app writes until ``wanted`` has come."""
    seen = b""
    deadline = time.monotonic() + 30
    while wanted not in seen:
        if not select.select([terminal], [], [], max(0.0, deadline - time.monotonic()))[0]:
            raise SystemExit(f"{wanted!r} never came")
        seen = (seen + os.read(terminal, 65536))[-200_000:]


def main() -> None:
    """Make the library, run the app a few times, print the medians."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--policies", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--library", type=Path, default=Path(tempfile.gettempdir()) / "assistant-bench-library")
    options = parser.parse_args()
    folder = options.library / str(options.policies)
    library = make_library(folder, options.policies)
    times = [time_to_prompt(library, folder / "state") for _ in range(options.runs)]
    names = ("prompt on the screen", "processor time until then", "first word on the screen")
    for name, seconds in zip(names, zip(*times, strict=True), strict=True):
        print(
            f"{name}: median {statistics.median(seconds):.2f} s, best {min(seconds):.2f} s, worst {max(seconds):.2f} s"
        )


if __name__ == "__main__":
    main()
