"""The API's handlers: questions, the library, feedback."""

from __future__ import annotations

import logging
from time import perf_counter
from typing import Any, TypeVar

from aiohttp import web
from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_json

from assistant import render
from assistant.chatbot import Chatbot, PolicySummary
from assistant.server import conditional, logs
from assistant.server.guard import read_json
from assistant.server.listing import Listing
from assistant.server.markup import anchor
from assistant.server.metrics import Metrics
from assistant.server.pool import Pool
from assistant.server.problems import Problem, from_validation
from assistant.server.schema import ASK, FEEDBACK, AskRequest
from assistant.server.settings import Settings

T = TypeVar("T")

PAGE = 100
"""Policies on one page of the library."""
_FEW, _SHORT = 8, 300
"""A question of so many code points to so few policies is answered on the event loop where no reader runs: the hop
would cost more than the answer."""
_JSON = {"Content-Type": "application/json"}
_UNKEPT = {**_JSON, "Cache-Control": "no-store"}


class Api:
    """Handlers over one chatbot."""

    def __init__(
        self,
        chatbot: Chatbot,
        listing: Listing,
        pool: Pool,
        wide: Pool,
        settings: Settings,
        metrics: Metrics | None,
    ) -> None:
        self._chatbot = chatbot
        self._listing = listing
        self._pool = pool
        self._wide = wide
        self._settings = settings
        self._metrics = metrics

    async def ask(self, request: web.Request) -> web.Response:
        """POST /v1/ask"""
        asked = await self._body(request, ASK)
        if asked.policy is None and self._settings.require_policy:
            raise Problem(422, "This server takes no question without a policy.")
        began = perf_counter()
        reply = await self._answer(asked)
        outcome, policy = reply["outcome"], reply["policy"]["id"] if reply["policy"] else ""
        request[logs.ANSWERED] = outcome, policy
        if self._metrics:
            self._metrics.answered(outcome, policy, perf_counter() - began)
        return web.Response(body=to_json(reply), headers=_UNKEPT)

    async def policies(self, request: web.Request) -> web.Response:
        """GET /v1/policies"""
        if self._settings.require_policy:
            raise Problem(404, "This server does not list its policies.")
        page, more = self._listing.after(request.query.get("cursor", ""), PAGE)
        listed = {"policies": [_listed(policy) for policy in page], "next_cursor": page[-1].id if more else None}
        return conditional.respond(request, to_json(listed), _JSON)

    async def policy(self, request: web.Request) -> web.Response:
        """GET /v1/policies/{id}"""
        detail = await self._pool.run(self._detail, request.match_info["policy"])
        return conditional.respond(request, detail, _JSON)

    async def feedback(self, request: web.Request) -> web.Response:
        """POST /v1/feedback"""
        given = await self._body(request, FEEDBACK)
        if given.policy is not None and given.policy not in self._listing.ids:
            raise Problem(404, "There is no policy of this id.")
        logs.event(logging.INFO, "feedback", **given.model_dump())
        if self._metrics:
            self._metrics.rated(given.policy, given.outcome, given.helpful, given.reason)
        return web.Response(status=204, headers={"Cache-Control": "no-store"})

    async def _body(self, request: web.Request, adapter: TypeAdapter[T]) -> T:
        body = await read_json(request, self._settings.body_timeout)
        try:
            return adapter.validate_json(body)
        except ValidationError as error:
            raise from_validation(error) from None

    async def _answer(self, asked: AskRequest) -> dict[str, Any]:
        """Off the event loop, but where that would cost more than the answer."""
        few = asked.policy is not None or len(self._listing.ids) <= _FEW
        if few and not self._settings.reader and sum(map(len, (asked.question, *asked.history))) <= _SHORT:
            return self._reply(asked)
        try:
            return await (self._pool if few else self._wide).run(self._reply, asked)
        except Problem:
            if self._metrics:
                self._metrics.refused()
            raise

    def _reply(self, asked: AskRequest) -> dict[str, Any]:
        reply = self._chatbot.ask(asked.question, asked.policy, asked.history)
        return render.to_json(reply, self._settings.public_url)

    def _detail(self, policy: str) -> bytes:
        index = self._chatbot.index(policy)
        document = index.document
        page = render.page(document, self._settings.public_url)
        detail = {
            **render.facts(document),
            "language": document.language,
            "sections": [
                {"path": each.path, "start": each.start, "end": each.end, "link": f"{page}#{anchor(each.start)}"}
                for each in index.sections
            ],
            "suggestions": self._chatbot.suggestions(policy),
        }
        return to_json(detail)


def _listed(policy: PolicySummary) -> dict[str, str | None]:
    return {name: getattr(policy, name) for name in ("id", "title", "company", "version", "language")}
