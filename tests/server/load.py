"""Clients that ask without a pause."""

from __future__ import annotations

import asyncio

JSON = b'{"question": "Do you sell my data?", "policy": "zopim"}'
QUESTION = (
    b"POST /v1/ask HTTP/1.1\r\nContent-Type: application/json\r\nHost: x\r\nConnection: close\r\n"
    b"Content-Length: %d\r\n\r\n%s" % (len(JSON), JSON)
)


class Load:
    """Each client opens a connection for each question, until nobody listens; every question must be answered."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._clients: list[asyncio.Task[None]] = []
        self.answered = 0

    async def start(self, clients: int = 8, answers: int = 50) -> None:
        """Return once so many questions have been answered."""
        self._clients = [asyncio.create_task(self._ask()) for _ in range(clients)]
        while self.answered < answers and not any(each.done() for each in self._clients):
            await asyncio.sleep(0.01)

    async def end(self) -> None:
        """Wait until every client was refused a connection. Raises AssertionError or OSError for an answer lost."""
        await asyncio.gather(*self._clients)

    async def _ask(self) -> None:
        while True:
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
            except (ConnectionRefusedError, ConnectionResetError):  # it was not opened yet
                return
            try:
                writer.write(QUESTION)
                answer = await asyncio.wait_for(reader.read(), 10)
            finally:
                writer.close()
            assert answer.startswith(b"HTTP/1.1 200 OK"), answer
            self.answered += 1
