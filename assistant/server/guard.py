"""What a request must be before anything looks into it: its type, its size, its pace, and where it comes from."""

from __future__ import annotations

import asyncio
import math

from aiohttp import hdrs, web

from assistant.server.clients import Clients
from assistant.server.problems import Problem, retry_later
from assistant.server.ratelimit import RateLimit, Shared
from assistant.server.settings import Settings

BODY_LIMIT = 64 * 1024
_LIMITED = ("/v1/", "/policies/")
_JSON = "application/json"
_CHARSETS = {"utf-8", "utf8", "us-ascii"}


class RateGuard:
    """Refuses a client that asks more often than the operator allows."""

    def __init__(self, settings: Settings, shared: Shared) -> None:
        self._limit = RateLimit(settings.rate_limit, shared.table) if settings.rate_limit else None
        self._clients = Clients(settings.proxies(), shared.key)

    def admit(self, request: web.Request) -> None:
        """Raises a 429 problem."""
        # The decoded path, as routing goes by it: /%761/ask is /v1/ask.
        if self._limit is None or not request.path.startswith(_LIMITED):
            return
        client = self._clients.key(request.remote, request.headers.getall("X-Forwarded-For", []))
        wait = self._limit.wait(client) if client else 0.0
        if wait:
            raise retry_later(429, "Too many requests; please wait a moment.", math.ceil(wait))


async def read_json(request: web.Request, timeout: float) -> bytes:
    """The body of a request that says it is JSON, at most BODY_LIMIT bytes, within ``timeout`` seconds.

    Only ``application/json`` is taken: a browser sends it to another origin only after a preflight. Raises problems of
    status 400, 408, 413 and 415.
    """
    check_type(request)
    if (request.content_length or 0) > BODY_LIMIT:
        raise _too_large()
    try:
        if request.content.is_eof():  # the usual case: it came with the headers, and no timer is needed
            return await request.read()
        async with asyncio.timeout(timeout):
            return await request.read()
    except TimeoutError:
        raise Problem(408, "The body did not come in time.", headers={"Connection": "close"}) from None
    except web.HTTPRequestEntityTooLarge:
        raise _too_large() from None
    except web.RequestPayloadError:
        raise Problem(400, "The body is not what its headers say.", headers={"Connection": "close"}) from None


def check_type(request: web.Request) -> None:
    """Raises a 415 problem for any Content-Encoding, another media type, or another charset than UTF-8."""
    if hdrs.CONTENT_ENCODING in request.headers:
        detail = "The body must come as it is, without a Content-Encoding."
        raise Problem(415, detail, headers={"Accept-Encoding": "identity"})
    declared = request.headers.get(hdrs.CONTENT_TYPE, "")
    if declared == _JSON:
        return
    media, *parameters = (part.strip().lower() for part in declared.split(";"))
    charset = next((each.removeprefix("charset=") for each in parameters if each.startswith("charset=")), "utf-8")
    if media != _JSON or charset.strip('"') not in _CHARSETS:
        raise Problem(415, "The body must be application/json in UTF-8.", headers={"Accept": _JSON})


def _too_large() -> Problem:
    return Problem(413, f"The body is larger than {BODY_LIMIT // 1024} KiB.", headers={"Connection": "close"})
