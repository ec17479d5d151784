"""Builds many policies at once: a worker process a core, each replaced when a file has broken it."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Generator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from assistant import resources
from assistant.indexer.suffixes import MARKDOWN, PLAIN
from assistant.indexer.worker import TOOK_TOO_LONG, Built, attempt, from_message
from assistant.reader.encoder import Reader

_FEW = 8
_SMALL = 64 * 1024
"""Bytes. A few small files of plain text are built sooner than a worker has started, and cannot do it harm."""


def build_all(files: Mapping[str, Path], reader: Reader | None) -> Generator[tuple[str, Built | str]]:
    """Each policy's index, or why there is none, as they come. Closing the iterator early stops the work."""
    if len(files) <= _FEW and all(_harmless(path) for path in files.values()):
        for policy, path in files.items():
            yield policy, attempt(path, reader, contextlib.nullcontext())
        return
    builders = _Builders(reader.folder if reader else None, min(len(files), resources.processors()))
    try:
        yield from builders.run(files)
    finally:
        builders.stop()


def _harmless(path: Path) -> bool:
    try:
        return path.suffix.lower() in (*PLAIN, *MARKDOWN) and path.stat().st_size <= _SMALL
    except OSError:
        return True


class _Builders:
    """As many workers as there are cores, each spoken to by one thread at a time."""

    def __init__(self, reader: Path | None, count: int) -> None:
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="build")
        self._idle: queue.SimpleQueue[Worker] = queue.SimpleQueue()
        self._workers = [Worker(reader) for _ in range(count)]
        for worker in self._workers:
            self._idle.put(worker)

    def run(self, files: Mapping[str, Path]) -> Generator[tuple[str, Built | str]]:
        """In the order in which they are done."""
        jobs = {self._threads.submit(self._build, path): policy for policy, path in files.items()}
        for job in as_completed(jobs):
            yield jobs.pop(job), job.result()

    def stop(self) -> None:
        """End the workers; what they have not done is not done."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._workers:
            worker.stop()
        self._threads.shutdown(wait=True)
        for worker in self._workers:
            worker.close()

    def _build(self, path: Path) -> Built | str:
        worker = self._idle.get()
        try:
            return worker.build(path)
        finally:
            self._idle.put(worker)


class Worker:
    """One worker process, started when it is first needed and again when a file has ended it."""

    def __init__(self, reader: Path | None) -> None:
        self._arguments = [str(reader)] if reader else []
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._stopped = False

    def build(self, path: Path) -> Built | str:
        """One policy's index, or why there is none."""
        process = self._started()
        if process is None:
            return "was not read: interrupted"
        assert process.stdin
        assert process.stdout
        try:
            process.stdin.write(json.dumps(str(path.absolute())).encode() + b"\n")
            process.stdin.flush()
            return from_message(process.stdout.readline(), process.stdout.read)
        except (OSError, ValueError):  # it ended before it had an answer
            return _cause(process.wait())

    def stop(self) -> None:
        """End the process, and start no other. Whoever waits for it is told that it ended."""
        with self._lock:
            self._stopped = True
            if self._process is not None:
                self._process.kill()
                self._process.wait()

    def close(self) -> None:
        """Let go of a process that has ended; nobody may be waiting for it."""
        if self._process is not None:
            assert self._process.stdin
            assert self._process.stdout
            with contextlib.suppress(BrokenPipeError):
                self._process.stdin.close()
            self._process.stdout.close()

    def _started(self) -> subprocess.Popen[bytes] | None:
        with self._lock:
            if self._stopped:
                return None
            if self._process is None or self._process.poll() is not None:
                self.close()
                self._process = _start(self._arguments)
            return self._process


def _start(arguments: list[str]) -> subprocess.Popen[bytes]:
    """A process that finds this very package, and nothing in the folder where the command happens to run."""
    program = [sys.executable, "-P", "-m", "assistant.indexer.worker", *arguments]
    paths = os.pathsep.join(filter(None, (str(resources.PACKAGE.parent), os.environ.get("PYTHONPATH"))))
    one_thread = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    return subprocess.Popen(  # noqa: S603  our own program
        program,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **one_thread, "PYTHONPATH": paths},
        process_group=0,  # Ctrl-C is for the command, which then ends its workers
    )


def _cause(status: int) -> str:
    """Why a worker ended, told of the file that it was reading."""
    if -status in {signal.SIGPROF, signal.SIGALRM}:
        return TOOK_TOO_LONG
    return f"cannot be read: its worker ended with status {status}"
