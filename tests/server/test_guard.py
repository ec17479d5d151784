"""What a request must be before anything looks into it."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import AsyncIterator

import pytest
from yarl import URL

from assistant.model import LONGEST_HISTORY, LONGEST_QUESTION
from assistant.server.guard import BODY_LIMIT
from assistant.server.schema import ProblemDetails
from tests.server.conftest import Serving, Start

QUESTION = json.dumps({"question": "Do you sell my data?", "policy": "zopim"}).encode()


@pytest.mark.parametrize(
    ("content_type", "status"),
    [
        ("application/json", 200),
        ("application/json; charset=utf-8", 200),
        ('Application/JSON;charset="UTF-8"', 200),
        ("application/json; charset=utf-7", 415),
        ("application/json; charset=klingon", 415),
        ("application/json; charset=utf-16", 415),
        ("text/plain", 415),
        ("application/x-www-form-urlencoded", 415),
        ("multipart/form-data; boundary=x", 415),
        ("application/jsonp", 415),
        ("text/html, application/json", 415),
        ("application/octet-stream", 415),
    ],
)
async def test_only_json_is_taken(serving: Serving, content_type: str, status: int) -> None:
    """A form or plain text, which browsers send anywhere without asking, is refused."""
    async with serving.client.post("/v1/ask", data=QUESTION, headers={"Content-Type": content_type}) as response:
        assert response.status == status


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", "identity", "x", ""])
async def test_no_encoding_is_taken(serving: Serving, encoding: str) -> None:
    """Any Content-Encoding is refused, so there is nothing to inflate."""
    headers = {"Content-Type": "application/json", "Content-Encoding": encoding}
    async with serving.client.post("/v1/ask", data=gzip.compress(QUESTION), headers=headers) as response:
        ProblemDetails.model_validate(await response.json(content_type=None))
        assert response.status == 415


async def _pieces(size: int) -> AsyncIterator[bytes]:
    for _ in range(size // 1024):
        yield b" " * 1024


@pytest.mark.parametrize("chunked", [False, True])
async def test_a_large_body_is_refused(serving: Serving, chunked: bool) -> None:
    """64 KiB are read, more are not, whether the length was announced or not."""
    padding = b" " * (BODY_LIMIT - len(QUESTION))
    async with serving.client.post(
        "/v1/ask", data=QUESTION + padding, headers={"Content-Type": "application/json"}
    ) as fits:
        assert fits.status == 200
    large = _pieces(4 * BODY_LIMIT) if chunked else QUESTION + padding + b" "
    async with serving.client.post("/v1/ask", data=large, headers={"Content-Type": "application/json"}) as response:
        ProblemDetails.model_validate(await response.json(content_type=None))
        assert response.status == 413


async def test_escapes_count_as_they_come(serving: Serving) -> None:
    """The longest questions fit in most scripts; all in escapes they are too large a body, and that is what is said."""
    longest = "ш" * LONGEST_QUESTION
    asked = {"question": longest, "policy": "zopim", "history": [longest] * LONGEST_HISTORY}
    for escaped, status in ((False, 200), (True, 413)):
        body = json.dumps(asked, ensure_ascii=escaped).encode()
        async with serving.client.post("/v1/ask", data=body, headers={"Content-Type": "application/json"}) as response:
            assert response.status == status
            reply = await response.json(content_type=None)
    assert response.content_type == "application/problem+json"
    assert ProblemDetails.model_validate(reply).detail.endswith("64 KiB.")


async def test_a_body_must_come_in_time(start: Start) -> None:
    """A client that announces a body and sends half of it is told so, and let go."""
    serving = await start(body_timeout=0.1)
    reader, writer = await asyncio.open_connection("127.0.0.1", serving.port)
    writer.write(b"POST /v1/ask HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
    answer = await asyncio.wait_for(reader.read(), 10)
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"connection: close" in answer.lower()
    writer.close()


async def _statuses(serving: Serving, count: int, **headers: str) -> list[int]:
    found = []
    for _ in range(count):
        async with serving.client.get("/v1/policies", headers=headers) as response:
            found.append(response.status)
    return found


async def test_this_machine_is_not_limited(start: Start) -> None:
    """Without a proxy, loopback may ask as often as it likes, and X-Forwarded-For means nothing."""
    serving = await start(rate_limit=3)
    assert await _statuses(serving, 10, **{"X-Forwarded-For": "203.0.113.5"}) == [200] * 10


async def test_a_client_behind_the_proxy_is_limited(start: Start) -> None:
    """N requests pass, the next is refused with Retry-After; another client is not touched; health is always told."""
    serving = await start(rate_limit=3, trusted_proxy=("127.0.0.1",))
    assert await _statuses(serving, 4, **{"X-Forwarded-For": "203.0.113.5"}) == [200, 200, 200, 429]
    assert await _statuses(serving, 1, **{"X-Forwarded-For": "203.0.113.6"}) == [200]
    async with serving.client.get("/policies/zopim", headers={"X-Forwarded-For": "203.0.113.5"}) as response:
        assert response.status == 429
        assert 1 <= int(response.headers["Retry-After"]) <= 20
    async with serving.client.get("/readyz", headers={"X-Forwarded-For": "203.0.113.5"}) as response:
        assert response.status == 200


async def test_a_made_up_address_gains_nothing(start: Start) -> None:
    """Only what the proxy itself added counts; the rest of X-Forwarded-For is the client's own invention."""
    serving = await start(rate_limit=3, trusted_proxy=("127.0.0.1",))
    statuses = []
    for number in range(6):
        statuses += await _statuses(serving, 1, **{"X-Forwarded-For": f"198.51.100.{number}, 203.0.113.5"})
    assert statuses == [200, 200, 200, 429, 429, 429]


async def test_another_spelling_of_the_address_gains_nothing(start: Start) -> None:
    """A path with escapes is the same path."""
    serving = await start(rate_limit=3, trusted_proxy=("127.0.0.1",))
    address = URL(f"http://127.0.0.1:{serving.port}/%761/ask", encoded=True)
    headers = {"Content-Type": "application/json", "X-Forwarded-For": "203.0.113.5"}
    statuses = []
    for _ in range(4):
        async with serving.client.post(address, data=QUESTION, headers=headers) as response:
            statuses.append(response.status)
    assert statuses == [200, 200, 200, 429]


async def test_zero_is_no_limit(start: Start) -> None:
    """``rate_limit=0`` turns it off."""
    serving = await start(rate_limit=0, trusted_proxy=("127.0.0.1",))
    assert set(await _statuses(serving, 20, **{"X-Forwarded-For": "203.0.113.5"})) == {200}
