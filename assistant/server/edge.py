"""The one middleware: what every request passes on its way in, and every response on its way out."""

from __future__ import annotations

import logging
import re
import secrets
from itertools import count
from time import perf_counter

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler

from assistant.errors import AssistantError
from assistant.server import logs
from assistant.server.guard import RateGuard
from assistant.server.headers import REQUEST_ID, Cors, for_page, protect
from assistant.server.metrics import Metrics
from assistant.server.pages import problem_page
from assistant.server.problems import CONTENT_TYPE, Problem, from_assistant, from_http
from assistant.server.settings import Settings

_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_MEDIA = re.compile(r"\s*([\w.+*-]+/[\w.+*-]+)\s*(?:;\s*q=(1|0(?:\.\d*)?))?")
"""What Accept names, and its weight."""


class Edge:
    """CORS and rate limit before a handler; errors as problems or pages, protective headers, log, counts after it."""

    def __init__(self, settings: Settings, guard: RateGuard, metrics: Metrics | None) -> None:
        self._guard = guard
        self._cors = Cors(settings.origins())
        self._metrics = metrics
        self._page_headers = for_page(settings.origins(), scripts=False)
        self._home = not settings.require_policy
        self._logs = settings.access_log
        self._process = secrets.token_hex(4)
        self._numbers = count(1)
        self.stopping = False

    @web.middleware
    async def middleware(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """What aiohttp calls in place of each handler."""
        began = perf_counter()
        request_id = self._id_of(request)
        response = await self._respond(request, handler, request_id)
        headers = response.headers
        headers[REQUEST_ID] = request_id
        protect(headers)
        self._cors.mark(request, headers)
        if self.stopping or headers.get(hdrs.CONNECTION) == "close":
            response.force_close()
        self._record(request, response.status, request_id, perf_counter() - began)
        return response

    def _id_of(self, request: web.Request) -> str:
        """The caller's own id for a request where it is well formed, else the next of this process's."""
        given = request.headers.get(REQUEST_ID, "")
        return given if _ID.fullmatch(given) else f"{self._process}-{next(self._numbers):x}"

    async def _respond(self, request: web.Request, handler: Handler, request_id: str) -> web.StreamResponse:
        try:
            return await self._handle(request, handler)
        except Problem as error:
            problem = error
        except web.HTTPException as error:
            problem = from_http(error)
        except AssistantError as error:
            problem = from_assistant(error)
            if problem.status >= 500:
                logs.failure("answer failed", error, request_id=request_id)
        except ConnectionError:
            raise  # the client is gone; there is nobody to tell
        except Exception as error:
            logs.failure("unexpected error", error, request_id=request_id)
            problem = Problem(500, "Something went wrong on the server; its log has more.")
        return self._page(request, problem) if _is_browsing(request) else problem.response(request_id)

    async def _handle(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        preflight = self._cors.preflight(request)
        if preflight is not None:  # not counted: a browser shows a page no refusal of it, and it costs nothing
            return preflight
        self._guard.admit(request)
        return await handler(request)

    def _page(self, request: web.Request, problem: Problem) -> web.Response:
        root = "../" * (request.url.raw_path.count("/") - 1) or "./"
        page = problem_page(problem.title, problem.detail, root, self._home)
        headers = {**self._page_headers, "Cache-Control": "no-store", **problem.headers}
        return web.Response(status=problem.status, body=page.encode(), headers=headers)

    def _record(self, request: web.Request, status: int, request_id: str, seconds: float) -> None:
        resource = request.match_info.route.resource
        route = resource.canonical if resource else ""
        # A method is free text too: what is not in HTTP is not repeated.
        method = request.method if request.method in hdrs.METH_ALL else "other"
        if self._metrics:
            self._metrics.requested(method, route, status)
        if self._logs:
            found = zip(("outcome", "policy"), request.get(logs.ANSWERED, ()), strict=False)
            milliseconds = round(1000 * seconds, 2)
            logs.event(
                logging.INFO, "request", request_id=request_id, method=method, route=route, status=status,
                ms=milliseconds, **dict(found),
            )  # fmt: skip


def _is_browsing(request: web.Request) -> bool:
    """A person looks at the answer, not a program: HTML is named, and no JSON before it."""
    if request.path.startswith("/v1/"):
        return False
    named = filter(None, map(_MEDIA.match, ",".join(request.headers.getall(hdrs.ACCEPT, [])).lower().split(",")))
    weights = {each[1]: float(each[2] or 1) for each in named}
    return weights.get("text/html", 0) > max(weights.get(media, 0) for media in ("application/json", CONTENT_TYPE))
