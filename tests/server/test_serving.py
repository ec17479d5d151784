"""Sockets, odd bytes, slow clients, and the way the server stops."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path

import pytest

from assistant.chatbot import Chatbot
from assistant.errors import ServeError
from assistant.server import Settings, create_app
from assistant.server.serving import Listener, address_of, bind
from tests.server.conftest import Serving, Start
from tests.server.load import Load

HOST = b"Host: x\r\n"
ASK = b"POST /v1/ask HTTP/1.1\r\nContent-Type: application/json\r\n" + HOST
JSON = b'{"question": "Do you sell my data?", "policy": "zopim"}'
LENGTH = b"Content-Length: %d\r\n" % len(JSON)


async def _exchange(port: int, data: bytes) -> bytes:
    """What comes back until the server closes."""
    return await _send(*await asyncio.open_connection("127.0.0.1", port), data)


async def _send(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, data: bytes) -> bytes:
    try:
        writer.write(data)
        return await asyncio.wait_for(reader.read(), 10)
    finally:
        writer.close()


@pytest.mark.parametrize(
    "data",
    [
        b"GARBAGE\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 40,
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\n" + HOST + b"\r\n",
        b"GET / HTTP/1.1\r\n" + HOST + b"X: " + b"a" * 9000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + HOST + b"".join(b"X%d: y\r\n" % n for n in range(200)) + b"\r\n",
        b"GET / HTTP/1.1\r\n" + HOST + b"Bad Name: y\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + HOST + b"X: a\x00b\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + HOST + b" folded: y\r\n\r\n",
        ASK + b"Content-Type: text/plain\r\n" + LENGTH + b"\r\n" + JSON,
        ASK + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n" + JSON,
        ASK + b"Content-Length: +5\r\n\r\n" + JSON,
        ASK + b"Content-Length: 5, 5\r\n\r\n" + JSON,
        ASK + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n" + JSON,
        ASK + LENGTH + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /livez HTTP/1.1\r\n" + HOST + b"\r\n",
        ASK + b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        ASK + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        ASK + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\nhello\r\n0\r\n\r\n",
        ASK + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nhello\r\n0\r\n\r\n",
    ],
    ids=lambda data: repr(data[:40]) if len(data) < 60 else repr(data[-40:]),
)
async def test_what_is_not_http_is_refused(serving: Serving, data: bytes) -> None:
    """Bytes that a proxy and a server could read differently get one 4xx problem, and the connection ends."""
    answer = await _exchange(serving.port, data)
    assert [line[9:10] for line in answer.splitlines() if line.startswith(b"HTTP/1.")] == [b"4"], answer
    assert b"application/problem+json" in answer
    assert b"X-Content-Type-Options: nosniff" in answer
    assert b"aiohttp" not in answer.lower()
    assert (await serving.ask("Do you sell my data?"))[0] == 200


async def test_pipelined_questions_are_all_answered(serving: Serving) -> None:
    """Several requests in one packet are answered in order."""
    last = ASK + LENGTH + b"Connection: close\r\n\r\n" + JSON
    answer = await _exchange(serving.port, (ASK + LENGTH + b"\r\n" + JSON) * 4 + last)
    assert answer.count(b"HTTP/1.1 200 OK") == 5


async def test_slow_headers_are_cut_off(start: Start) -> None:
    """A client that drips its headers, or sends none, is let go; others do not notice."""
    serving = await start(header_timeout=0.3)

    async def drip() -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", serving.port)
        writer.write(b"POST /v1/ask HTTP/1.1\r\n")
        for _ in range(100):
            await asyncio.sleep(0.05)
            if reader.at_eof() or writer.is_closing():
                break
            writer.write(b"X: y\r\n")
        answer = await reader.read()
        writer.close()
        return answer

    drips = [asyncio.create_task(asyncio.wait_for(drip(), 20)) for _ in range(20)]
    for _ in range(10):
        assert (await serving.ask("Do you sell my data?"))[0] == 200
        await asyncio.sleep(0.02)
    results = await asyncio.gather(*drips, return_exceptions=True)
    assert all(result == b"" or isinstance(result, ConnectionError) for result in results)


async def test_a_client_that_leaves_harms_nobody(start: Start) -> None:
    """A question whose client has gone frees its place, and the server goes on."""
    serving = await start(threads=1, queue=0, reader=True)
    serving.chatbot.gate.clear()
    _, writer = await asyncio.open_connection("127.0.0.1", serving.port)
    writer.write(ASK + LENGTH + b"\r\n" + JSON)
    while len(serving.chatbot.asked) < 2:
        await asyncio.sleep(0.01)
    writer.close()
    assert (await serving.ask("Do you sell my data?"))[0] == 503
    serving.chatbot.gate.set()
    while (await serving.ask("Do you sell my data?"))[0] != 200:
        await asyncio.sleep(0.01)


async def test_a_stop_loses_nothing(start: Start) -> None:
    """What is in flight when the server stops is answered; clients are told to leave; then nobody listens."""
    serving = await start(threads=4, reader=True)
    serving.chatbot.gate.clear()
    asked = [asyncio.create_task(serving.ask("Do you sell my data?")) for _ in range(6)]
    while len(serving.chatbot.asked) < 5:
        await asyncio.sleep(0.01)
    stopping = asyncio.create_task(serving.listener.stop(0.3))
    await asyncio.sleep(0.05)
    async with serving.client.get("/readyz") as response:
        assert response.status == 503
        assert response.headers["Connection"] == "close"
    late = asyncio.create_task(serving.ask("Do you sell my data?"))
    await asyncio.sleep(0.5)
    assert not stopping.done()
    serving.chatbot.gate.set()
    assert [status for status, _ in await asyncio.gather(*asked, late)] == [200] * 7
    await stopping
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.1", serving.port)


async def test_a_stop_under_load_loses_nothing(start: Start) -> None:
    """While clients ask without a pause, each question is answered or its connection was never opened."""
    serving = await start(threads=2, reader=True)
    load = Load(serving.port)
    await load.start()
    await serving.listener.stop(0.2)
    await load.end()


async def test_a_start_that_fails_leaves_no_door_open(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where listening fails, nobody is left connected to a server that will never answer."""
    chatbot = Chatbot.open(library / "policies", library / "indexes", reader=False)
    settings = Settings(access_log=False)
    listener = Listener(create_app(chatbot, settings), settings)

    async def refuse(*_: object, **__: object) -> None:
        raise OSError("no")

    monkeypatch.setattr(asyncio.get_running_loop(), "create_server", refuse)
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    with pytest.raises(OSError, match="no"):
        await listener.start([listening])
    await listener.stop(0)
    listening.close()
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.1", port)


def test_binding() -> None:
    """A taken port or an unknown host is said in one line; port 0 takes a free one."""
    (sockets,) = bind("127.0.0.1", 0)
    port = sockets[0].getsockname()[1]
    assert address_of(sockets[0]) == f"http://127.0.0.1:{port}"
    for host, taken in (("127.0.0.1", port), ("no-such-host.invalid", 8080)):
        with pytest.raises(ServeError, match=f"cannot listen on {host}:{taken}"):
            bind(host, taken)
    for each in sockets:
        each.close()


def test_a_name_that_is_none_is_told() -> None:
    """In one line, as any address that cannot be listened on."""
    with pytest.raises(ServeError, match=r"cannot listen on a\.\.b:0: that is no name of a host"):
        bind("a..b", 0)


def test_workers_get_sockets_of_their_own() -> None:
    """Several sockets share one port, but not one that somebody else has."""
    bound = bind("127.0.0.1", 0, workers=3)
    ports = {sockets[0].getsockname()[1] for sockets in bound}
    assert (len(bound), len(ports)) == (3, 1)
    with pytest.raises(ServeError):
        bind("127.0.0.1", ports.pop(), workers=2)
    for sockets in bound:
        sockets[0].close()


def test_every_address_of_a_host() -> None:
    """A name with several addresses is listened to on all, with one port."""
    (sockets,) = bind("localhost", 0)
    assert len({each.getsockname()[1] for each in sockets}) == 1
    assert {each.getsockname()[0] for each in sockets} <= {"127.0.0.1", "::1"}
    for each in sockets:
        each.close()
