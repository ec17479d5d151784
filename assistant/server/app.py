"""Puts the server together: one chatbot behind its routes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

from aiohttp import web

from assistant import resources
from assistant.chatbot import Chatbot
from assistant.server import assets, metrics
from assistant.server.api import Api
from assistant.server.edge import Edge
from assistant.server.guard import BODY_LIMIT, RateGuard
from assistant.server.listing import Listing
from assistant.server.pool import Pool
from assistant.server.ratelimit import Shared
from assistant.server.settings import Settings
from assistant.server.site import Site


@dataclass(frozen=True, slots=True)
class Parts:
    """What the process that serves must reach after the app is made."""

    listing: Listing
    pools: tuple[Pool, ...]
    site: Site
    edge: Edge

    def take_leave(self) -> None:
        """Tell load balancers and clients to go elsewhere, and answer on."""
        self.site.stopping = self.edge.stopping = True


PARTS = web.AppKey("parts", Parts)


def create_app(chatbot: Chatbot, settings: Settings | None = None, shared: Shared | None = None) -> web.Application:
    """The server as an aiohttp application. Raises ConfigError for settings that cannot be met.

    ``shared`` is what the workers of one server hold in common; alone, an app makes its own.
    """
    settings = settings or Settings()
    counts = _metrics(settings)
    listing = Listing(chatbot, settings.refresh)
    pool, wide = Pool(settings.threads, settings.queue), Pool(1, settings.wide_queue)
    edge = Edge(settings, RateGuard(settings, shared or Shared()), counts)
    api = Api(chatbot, listing, pool, wide, settings, counts)
    site = Site(chatbot, listing, pool, settings, counts)

    app = web.Application(middlewares=[edge.middleware], client_max_size=BODY_LIMIT)
    app[PARTS] = Parts(listing, (pool, wide), site, edge)
    app.add_routes(_routes(api, site, counts is not None))
    app.add_routes(_files(site, settings))
    app.cleanup_ctx.append(_lifetime)
    return app


def _routes(api: Api, site: Site, counted: bool) -> list[web.RouteDef]:
    routes = [
        web.post("/v1/ask", api.ask),
        web.get("/v1/policies", api.policies),
        web.get("/v1/policies/{policy}", api.policy),
        web.post("/v1/feedback", api.feedback),
        web.get("/policies/{policy}", site.policy),
        web.get("/openapi.json", site.openapi),
        web.get("/livez", site.livez),
        web.get("/readyz", site.readyz),
    ]
    return [*routes, web.get("/metrics", site.metrics)] if counted else routes


def _files(site: Site, settings: Settings) -> list[web.RouteDef]:
    files = assets.find(resources.WEB)
    if settings.require_policy:
        files.pop("/", None)  # the demo page lets people choose among the policies
    kept = assets.versions(files["/widget.js"]) if "/widget.js" in files else ()
    return [web.get(path, site.file(file, path in kept)) for path, file in files.items()]


async def _lifetime(app: web.Application) -> AsyncIterator[None]:
    parts = app[PARTS]
    await parts.listing.start()
    yield
    await parts.listing.stop()
    for pool in parts.pools:
        pool.close()


def _metrics(settings: Settings) -> metrics.Metrics | None:
    """On by default where the extra is installed; figures by policy would give away what --require-policy hides."""
    wanted = metrics.available() if settings.metrics is None else settings.metrics
    return metrics.Metrics(by_policy=not settings.require_policy) if wanted else None
