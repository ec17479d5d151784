"""Handlers of what people and machines look at: pages, files of ``web/``, the API's description, the server's state."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import web
from pydantic_core import to_json

from assistant.chatbot import Chatbot
from assistant.server import assets, conditional, openapi
from assistant.server.headers import for_page
from assistant.server.listing import Listing
from assistant.server.metrics import Metrics
from assistant.server.pages import Place, policy_page
from assistant.server.pool import Pool
from assistant.server.problems import retry_later
from assistant.server.settings import Settings

_ANY_PAGE = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
"""The widget is made for other people's pages, and an integrity check needs CORS."""
_FRESH = {"Cache-Control": "no-store"}


class Site:
    """Handlers over one chatbot. ``stopping`` is set when the server takes its leave."""

    def __init__(
        self, chatbot: Chatbot, listing: Listing, pool: Pool, settings: Settings, metrics: Metrics | None
    ) -> None:
        self._chatbot = chatbot
        self._listing = listing
        self._pool = pool
        self._metrics = metrics
        self._policy_headers = for_page(settings.origins(), scripts=False)
        self._demo_headers = for_page((), scripts=True)
        self._openapi = to_json(openapi.document(settings.public_url, settings.require_policy))
        self.stopping = False

    async def policy(self, request: web.Request) -> web.Response:
        """GET /policies/{id}"""
        query = request.query
        place = Place(query.get("v", ""), query.get("start", ""), query.get("end", ""))
        page = await self._pool.run(self._page, request.match_info["policy"], place)
        return conditional.respond(request, page, self._policy_headers)

    def file(self, path: Path, kept: bool) -> Callable[[web.Request], Awaitable[web.Response]]:
        """A handler for one file of ``web/``; ``kept`` says that its address never changes its content."""

        first = assets.load(path) if kept else None

        async def send(request: web.Request) -> web.Response:
            asset = first or assets.load(path)
            caching = {"Cache-Control": conditional.IMMUTABLE if kept else conditional.REVALIDATE}
            own = self._demo_headers if path.suffix == ".html" else {"Content-Type": asset.content_type, **_ANY_PAGE}
            return conditional.respond(request, asset.body, {**own, **caching}, asset.packed, asset.etag)

        return send

    async def openapi(self, request: web.Request) -> web.Response:
        """GET /openapi.json"""
        return conditional.respond(request, self._openapi, {"Content-Type": "application/json", **_ANY_PAGE})

    async def livez(self, _: web.Request) -> web.Response:
        """GET /livez: the process answers."""
        return web.json_response({"status": "alive"}, headers=_FRESH)

    async def readyz(self, _: web.Request) -> web.Response:
        """GET /readyz: questions are answered; a server that is stopping or has no policy wants none."""
        if self.stopping:
            raise retry_later(503, "The server is stopping.", 5)
        if not self._listing.ids:
            raise retry_later(503, "No policy can be read.", 5)
        return web.json_response({"status": "ready"}, headers=_FRESH)

    async def metrics(self, _: web.Request) -> web.Response:
        """GET /metrics"""
        assert self._metrics is not None
        body, content_type = self._metrics.page()
        return web.Response(body=body, headers={"Content-Type": content_type, **_FRESH})

    def _page(self, policy: str, place: Place) -> bytes:
        index = self._chatbot.index(policy)
        if not place.is_of(index.document):
            earlier = self._chatbot.version(policy, place.version)
            if earlier is not None:
                return policy_page(earlier, place, superseded=True).encode()
        return policy_page(index, place).encode()
