"""Builds policies one at a time in a process of its own, so that a hostile file harms nothing but its own worker.

A parser may be driven into a loop or made to fill the memory. Here the kernel stops it: reading and cutting one policy
may take LIMIT_S of processor time (and not much more on the clock), and MEMORY beyond what the program itself needs.
Jobs come in on standard input, a JSON line each; a JSON line and the bytes of the index go out on standard output.
Nothing is unpickled on either side.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from assistant.errors import PolicyError
from assistant.index.policy_index import PolicyIndex, to_bytes
from assistant.indexer.build import build, with_vectors
from assistant.reader.encoder import Reader

LIMIT_S = 20
"""Processor seconds to read and cut one policy. The reader's time is not counted: it grows with the text alone."""
MEMORY = 512 * 1024 * 1024
"""Bytes that one policy may take beside the program."""
_CLOCK_S = 3 * LIMIT_S
"""A file that keeps a worker waiting (a dead network drive) is given up too."""

TOOK_TOO_LONG = f"takes more than {LIMIT_S} s to read"
NEEDS_TOO_MUCH = f"needs more than {MEMORY // 2**20} MB of memory to read"


@dataclass(frozen=True, slots=True)
class Built:
    """One policy's index, and what the manifest says of it."""

    data: bytes
    reader: str | None
    title: str
    company: str | None
    version: str
    language: str
    passages: int

    def facts(self) -> dict[str, Any]:
        """All but the data, by name."""
        return {each.name: getattr(self, each.name) for each in fields(self) if each.name != "data"}


def attempt(path: Path, reader: Reader | None, limits: contextlib.AbstractContextManager[None]) -> Built | str:
    """One policy's index, or why there is none. Whatever a parser raises is the file's failure, not the program's."""
    try:
        with limits:
            index = build(path, None)
    except PolicyError as error:
        return error.reason if error.path == path else str(error)
    except MemoryError:
        return NEEDS_TOO_MUCH
    except RecursionError:
        return "cannot be read: it is nested too deeply"
    except Exception as error:
        return f"cannot be read: {type(error).__name__}: {error}"
    return _built(with_vectors(index, reader) if reader else index)


def _built(index: PolicyIndex) -> Built:
    document = index.document
    model = index.vectors.model if index.vectors else None
    passages = len(index.passages)
    return Built(
        to_bytes(index), model, document.title, document.company, document.version, document.language, passages
    )


def to_message(built: Built | str) -> Iterator[bytes]:
    """What a worker says of one policy: a line, and the index behind it."""
    if isinstance(built, str):
        yield json.dumps({"reason": built}).encode() + b"\n"
        return
    yield json.dumps(built.facts() | {"data": len(built.data)}).encode() + b"\n"
    yield built.data


def from_message(line: bytes, read: Callable[[int], bytes]) -> Built | str:
    """Read ``to_message`` back. Raises ValueError where a worker broke off."""
    head: dict[str, Any] = json.loads(line)
    if "reason" in head:
        return str(head["reason"])
    size = head.pop("data")
    data = read(size)
    if len(data) != size:
        raise ValueError("broken off")
    return Built(data, **head)


@contextlib.contextmanager
def limits() -> Iterator[None]:
    """Time and memory limits on what is done inside; the kernel ends the process that passes the time."""
    ceiling = resource.getrlimit(resource.RLIMIT_AS)
    with contextlib.suppress(OSError, ValueError):  # not every system limits memory
        resource.setrlimit(resource.RLIMIT_AS, (_size() + MEMORY, ceiling[1]))
    signal.setitimer(signal.ITIMER_PROF, LIMIT_S)
    signal.setitimer(signal.ITIMER_REAL, _CLOCK_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_AS, ceiling)


def _size() -> int:
    """Bytes of address space that this process has by now."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return pages * resource.getpagesize()


def _warm() -> None:
    """Load what every policy needs, so that it does not count against one."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "warm.html"
        page.write_text("<h1>Privacy policy</h1><p>We keep your data for 30 days.</p>", encoding="utf-8")
        attempt(page, None, contextlib.nullcontext())


def main(arguments: list[str]) -> None:
    """Build policies until standard input ends. The argument is the reader's folder, if there is a reader."""
    for number in (signal.SIGPROF, signal.SIGALRM):
        signal.signal(number, signal.SIG_DFL)
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as replies:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a parser prints must not get between
        reader = Reader(Path(arguments[0])) if arguments else None
        _warm()
        for line in sys.stdin.buffer:
            for part in to_message(attempt(Path(json.loads(line)), reader, limits())):
                replies.write(part)
            replies.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
