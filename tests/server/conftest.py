"""A real server on a loopback port, over a library of its own in a temporary folder."""

from __future__ import annotations

import shutil
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from assistant.server import Settings, create_app
from assistant.server.serving import Listener
from tests.server import chatbots
from tests.server.chatbots import HeldChatbot

POLICIES = Path(__file__).parents[2] / "policies"


@dataclass
class Serving:
    """A running server, its chatbot, and a client of it."""

    chatbot: HeldChatbot
    listener: Listener
    client: aiohttp.ClientSession
    port: int
    policies: Path

    async def ask(self, question: str, policy: str | None = "zopim", **members: Any) -> tuple[int, Any]:
        """Status and body of one question."""
        body = {"question": question, "policy": policy, **members}
        async with self.client.post("/v1/ask", json=body) as response:
            return response.status, await response.json(content_type=None)


Start = Callable[..., Awaitable[Serving]]


@pytest.fixture(scope="session")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with ``policies/``, two of the seed policies, and their ``indexes/``; to be copied."""
    folder = tmp_path_factory.mktemp("library")
    (folder / "policies").mkdir()
    for name in ("privacy-statement.txt", "zopim.txt"):
        shutil.copy(POLICIES / name, folder / "policies")
    HeldChatbot.open(folder / "policies", folder / "indexes", reader=False).sync()
    return folder


@pytest.fixture
def library(indexed: Path, tmp_path: Path) -> Path:
    """A library of the test's own."""
    return shutil.copytree(indexed, tmp_path / "library")


@pytest.fixture
async def start(library: Path) -> AsyncIterator[Start]:
    """Starts servers with given settings, and stops them after the test. They answer everything, unless told not to."""
    async with AsyncExitStack() as stack:

        async def started(threshold: float = 0.0, **settings: Any) -> Serving:
            chosen = Settings(**{"refresh": 0.05, "access_log": False, **settings})
            folders = library / "policies", library / "indexes"
            chatbot = chatbots.HeldChatbot.open(*folders, reader=False, threshold=threshold)
            assert isinstance(chatbot, chatbots.HeldChatbot)
            listener = Listener(create_app(chatbot, chosen), chosen)
            listening = socket.create_server(("127.0.0.1", 0))
            port = listening.getsockname()[1]
            await listener.start([listening])
            stack.push_async_callback(listener.stop, 0.0)
            stack.callback(chatbot.gate.set)
            client = await stack.enter_async_context(aiohttp.ClientSession(f"http://127.0.0.1:{port}"))
            return Serving(chatbot, listener, client, port, library / "policies")

        yield started


@pytest.fixture
async def serving(start: Start) -> Serving:
    """A server with the default settings."""
    return await start()
