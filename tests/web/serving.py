"""The real server and a real browser, for the tests of the web page and for the screenshots."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, BrowserType, sync_playwright

from assistant.chatbot import Chatbot
from assistant.server.app import create_app
from assistant.server.serving import Listener, address_of
from assistant.server.settings import Settings

POLICIES = Path(__file__).parents[2] / "policies"

READY = 0.2
"""Enough confidence to answer. These tests are about what is shown: better training must not decide over them."""

_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-lcd-text",
]


@contextmanager
def serving(
    policies: Path,
    indexes: Path,
    settings: Settings | None = None,
    reader: bool = False,
    threshold: float | None = READY,
) -> Iterator[str]:
    """The server over a folder of policies, on a free port, in a thread; its address."""
    settings = settings or Settings()
    chatbot = Chatbot.open(policies, indexes, reader, threshold)
    chatbot.sync()
    listener = Listener(create_app(chatbot, settings), settings)
    door = socket.create_server(("127.0.0.1", 0))
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        asyncio.run_coroutine_threadsafe(listener.start([door]), loop).result(60)
        yield address_of(door)
    finally:
        asyncio.run_coroutine_threadsafe(listener.stop(0), loop).result(60)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
        door.close()


def launch(kind: BrowserType, *flags: str) -> Browser:
    """Chromium, headless. ``scripts/setup-browser`` installs it; CHROMIUM names another one."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not path:
        raise RuntimeError("no Chromium here; run: scripts/setup-browser")
    return kind.launch(executable_path=path, args=[*_FLAGS, *flags])


@contextmanager
def browsing() -> Iterator[Browser]:
    """A browser for as long as it is needed."""
    with sync_playwright() as playwright:
        browser = launch(playwright.chromium)
        yield browser
        browser.close()


@contextmanager
def hosting() -> Iterator[HostPage]:
    """Somebody else's site, on an origin of its own: it shows what its ``html`` says."""
    page = HostPage()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, page))
    page.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield page
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class HostPage:
    """What a site shows that embeds the widget, and the Content Security Policy that it shows it under."""

    url = ""
    html = ""
    csp = ""


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, page: HostPage, *connection: object) -> None:
        self._page = page
        super().__init__(*connection)  # type: ignore[arg-type]  # what socketserver hands on

    def do_GET(self) -> None:
        found = self.path == "/"
        self.send_response(200 if found else 204)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", self._page.csp)
        self.end_headers()
        if found:
            self.wfile.write(self._page.html.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Nobody reads it."""
