"""Serves in one process: sockets, and a stop in which nothing that was asked goes unanswered."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import resource
import signal
import socket
from collections.abc import Callable
from contextlib import suppress

from aiohttp import web
from aiohttp.web_request import BaseRequest

from assistant.chatbot import Chatbot
from assistant.errors import ServeError
from assistant.server import logs
from assistant.server.app import PARTS, create_app
from assistant.server.headers import protect
from assistant.server.problems import Problem
from assistant.server.ratelimit import Shared
from assistant.server.settings import Settings

BACKLOG = 1024
_LEAVE_S = 0.5
"""After SIGTERM the server answers on for so long, and asks each client to close: then nobody is cut off."""
_SETTLE_S = 0.1
"""A connection that was accepted last gets so long to send its request."""


class Protocol(web.RequestHandler):
    """aiohttp's, but for requests that are no HTTP: those get a problem too, and leave no address in the log."""

    __slots__ = ()

    def handle_error(
        self, request: BaseRequest, status: int = 500, exc: BaseException | None = None, message: str | None = None
    ) -> web.StreamResponse:
        """A problem in place of aiohttp's text; the connection ends with it."""
        if status >= 500 and exc is not None:
            logs.failure("unexpected error", exc)
        if request.writer.output_size > 0:
            raise ConnectionError("an answer had been begun")
        detail = "The request is not valid HTTP." if status < 500 else "Something went wrong on the server."
        response = Problem(status, detail).response("")
        protect(response.headers)
        response.force_close()
        return response


class Listener:
    """One app on one or more sockets. For tests and workers alike."""

    def __init__(self, app: web.Application, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=settings.shutdown_timeout)
        self._servers: list[asyncio.Server] = []
        self._doors: list[socket.socket] = []

    async def start(self, sockets: list[socket.socket]) -> None:
        """Open the library, then listen. Raises AssistantError."""
        await self._runner.setup()
        loop = asyncio.get_running_loop()
        for each in sockets:
            self._servers.append(await loop.create_server(self._connected, sock=each, backlog=BACKLOG))
            self._doors.append(each.dup())

    async def stop(self, leave: float = _LEAVE_S) -> None:
        """Answer on while clients leave, close the door, finish what is in flight, close the library."""
        if self._servers:
            self._app[PARTS].take_leave()
            await asyncio.sleep(leave)
            for server in self._servers:
                server.close()
            await self._let_in_the_last()
            await asyncio.sleep(min(leave, _SETTLE_S))
        await self._runner.cleanup()

    def _connected(self) -> Protocol:
        manager = self._runner.server
        assert manager is not None
        return Protocol(
            manager, loop=asyncio.get_running_loop(), access_log=None,  # type: ignore[arg-type]
            keepalive_timeout=self._settings.idle_timeout, lingering_time=2.0, auto_decompress=False,
        )  # fmt: skip

    async def _let_in_the_last(self) -> None:
        """Accept whom the kernel has connected meanwhile: it would reset them as the last descriptor is closed."""
        waiting = []
        for door in self._doors:
            with door, suppress(BlockingIOError):
                door.setblocking(False)
                for _ in range(BACKLOG):
                    with suppress(ConnectionAbortedError):  # that one has left already
                        waiting.append(door.accept()[0])
        self._doors.clear()
        for each in waiting:
            with suppress(OSError):
                await asyncio.get_running_loop().connect_accepted_socket(self._connected, each)


def bind(host: str, port: int, workers: int = 1) -> list[list[socket.socket]]:
    """For each worker, listening sockets for every address of ``host``. Raises ServeError.

    Port 0 takes a free one, the same for all. The kernel shares out connections among the workers' sockets.
    """
    bound: list[list[socket.socket]] = [[] for _ in range(workers)]
    try:
        found = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        for family, _, _, _, address in dict.fromkeys(found):
            if port and workers > 1:
                _listen(family, address, port, False).close()  # refused where another server listens
            for sockets in bound:
                sockets.append(_listen(family, address, port, workers > 1))
                port = port or sockets[0].getsockname()[1]
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror
        raise ServeError(f"cannot listen on {host}:{port}: {reason}") from error
    except UnicodeError as error:
        raise ServeError(f"cannot listen on {host}:{port}: that is no name of a host") from error
    return bound


def _listen(family: int, address: tuple[str | int | bytes, ...], port: int, shared: bool) -> socket.socket:
    return socket.create_server((str(address[0]), port), family=family, backlog=BACKLOG, reuse_port=shared)


def serve(
    open_chatbot: Callable[[], Chatbot],
    settings: Settings,
    sockets: list[socket.socket],
    shared: Shared | None = None,
    listening: Callable[[], None] = lambda: None,
) -> None:
    """Serve in this process until SIGTERM or SIGINT; call ``listening`` when that has begun.

    Raises AssistantError when the library cannot be opened.
    """
    logs.configure()
    with suppress(ValueError, OSError):  # many idle connections must not use up the descriptors
        resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    asyncio.run(_serve(open_chatbot(), settings, sockets, shared, listening))


async def _serve(
    chatbot: Chatbot,
    settings: Settings,
    sockets: list[socket.socket],
    shared: Shared | None,
    listening: Callable[[], None],
) -> None:
    listener = Listener(create_app(chatbot, settings, shared), settings)
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    try:
        await listener.start(sockets)
        gc.collect()
        gc.freeze()  # what is loaded stays: to look through it for garbage holds everybody up, 50 ms each time
        listening()
        logs.event(logging.INFO, "listening", url=address_of(sockets[0]))
        await stop.wait()
        logs.event(logging.INFO, "stopping")
    finally:
        await listener.stop()


def address_of(listening: socket.socket) -> str:
    """The URL that reaches a socket."""
    host, port = listening.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - it is read, not bound
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
