"""Several processes that serve one address, and the one that looks after them."""

from __future__ import annotations

import logging
import multiprocessing
import os
import shutil
import signal
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain
from multiprocessing.connection import wait
from multiprocessing.context import SpawnProcess
from multiprocessing.synchronize import Event
from types import FrameType

from assistant.chatbot import Chatbot
from assistant.errors import AssistantError, ServeError
from assistant.server import logs, metrics
from assistant.server.ratelimit import Shared
from assistant.server.serving import bind, serve
from assistant.server.settings import Settings


def run(chatbot: Chatbot, settings: Settings, open_again: Callable[[], Chatbot] | None = None) -> None:
    """Serve until SIGTERM or SIGINT. Raises AssistantError where it cannot.

    With several workers each process opens the library for itself, by ``open_again``, which must be picklable.
    """
    if settings.workers == 1:
        (sockets,) = bind(settings.host, settings.port)
        serve(lambda: chatbot, settings, sockets)
    elif open_again is None:
        raise ServeError("several workers need a way to open the library in each")
    else:
        _Workers(open_again, settings).run()


def _work(
    open_chatbot: Callable[[], Chatbot],
    settings: Settings,
    sockets: list[socket.socket],
    shared: Shared,
    listening: Event,
) -> None:
    try:
        serve(open_chatbot, settings, sockets, shared, listening.set)
    except AssistantError as error:
        logs.event(logging.ERROR, "worker cannot serve", reason=str(error))
        raise SystemExit(1) from None


class _Workers:
    """Starts the workers, puts a new one in the place of one that died, and passes a stop on to all."""

    def __init__(self, open_chatbot: Callable[[], Chatbot], settings: Settings) -> None:
        self._open = open_chatbot
        self._settings = settings
        self._shared = Shared()
        # A worker's sockets outlive it: what waits in them is answered by the next one.
        self._sockets = bind(settings.host, settings.port, settings.workers)
        self._running: dict[SpawnProcess, tuple[int, Event]] = {}
        self._stopping = False
        self._woken, self._wake = multiprocessing.Pipe(duplex=False)

    def run(self) -> None:
        """Until a signal. Raises ServeError when a worker cannot start."""
        logs.configure()
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, self._stop)
        with _figures():
            for number in range(self._settings.workers):
                self._start(number)
            while not self._stopping:
                self._await_one()
            # As long as this process holds them open, too, people queue there whom no worker lets in any more.
            for door in chain.from_iterable(self._sockets):
                door.close()
            self._join()

    def _start(self, number: int) -> None:
        # Spawned, not forked: the models' own threads would not survive a fork.
        context = multiprocessing.get_context("spawn")
        listening = context.Event()
        given = (self._open, self._settings, self._sockets[number], self._shared, listening)
        process = context.Process(target=_work, args=given, name=f"worker-{number}")
        process.start()
        self._running[process] = (number, listening)
        if self._stopping:
            process.terminate()

    def _await_one(self) -> None:
        ready = wait([self._woken, *(process.sentinel for process in self._running)])
        for process in [each for each in self._running if each.sentinel in ready]:
            process.join()
            number, listening = self._running.pop(process)
            if self._stopping:
                continue
            if not listening.is_set():  # the next one would not get further
                self._stop()
                self._join()
                raise ServeError(f"worker {number} could not start (status {process.exitcode})")
            logs.event(logging.ERROR, "worker replaced", worker=number, status=process.exitcode)
            self._start(number)

    def _join(self) -> None:
        for process in self._running:
            process.join()

    def _stop(self, _number: int = 0, _frame: FrameType | None = None) -> None:
        self._stopping = True
        self._wake.send(None)
        for process in self._running:
            process.terminate()


@contextmanager
def _figures() -> Iterator[None]:
    """The folder in which the workers' metrics meet."""
    if metrics.FOLDER in os.environ or not metrics.available():
        yield
        return
    folder = os.environ[metrics.FOLDER] = tempfile.mkdtemp(prefix="assistant-metrics-")
    try:
        yield
    finally:
        del os.environ[metrics.FOLDER]
        shutil.rmtree(folder, ignore_errors=True)
