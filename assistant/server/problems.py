"""Errors as RFC 9457 problem details. None of them repeats what was sent, or tells of files and other policies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus

from aiohttp import web
from pydantic import ValidationError
from pydantic_core import to_json

from assistant.errors import AssistantError, QuestionError, UnknownPolicy

CONTENT_TYPE = "application/problem+json"


class Problem(Exception):
    """An answer that is an error. ``status`` is the HTTP status, ``detail`` one sentence for the person who asked."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        headers: Mapping[str, str] | None = None,
        errors: Sequence[Mapping[str, str]] = (),
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = dict(headers or {})
        self.errors = tuple(errors)

    @property
    def title(self) -> str:
        """The status in words."""
        return HTTPStatus(self.status).phrase

    def response(self, request_id: str) -> web.Response:
        """The problem as a response; its log line is found by the request id."""
        body: dict[str, object] = {
            "type": "about:blank",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "request_id": request_id,
        }
        if self.errors:
            body["errors"] = self.errors
        headers = {"Content-Type": CONTENT_TYPE, "Cache-Control": "no-store", **self.headers}
        return web.Response(status=self.status, body=to_json(body), headers=headers)


def retry_later(status: int, detail: str, seconds: int) -> Problem:
    """A problem that passes by itself: 429 or 503 with ``Retry-After``."""
    return Problem(status, detail, headers={"Retry-After": str(max(1, seconds))})


def from_validation(error: ValidationError) -> Problem:
    """400 for what is not JSON, 422 for JSON of another shape, with a JSON pointer to each place."""
    found = error.errors(include_url=False, include_context=False, include_input=False)
    if any(each["type"] == "json_invalid" for each in found):
        return Problem(400, "The body is not valid JSON in UTF-8.")
    places = [{"pointer": _pointer(each["loc"]), "detail": each["msg"]} for each in found[:8]]
    return Problem(422, "The body is JSON, but not what this address takes; see errors.", errors=places)


def from_assistant(error: AssistantError) -> Problem:
    """What the chatbot raised, said to a client: without the file paths and the other policies that the error names."""
    if isinstance(error, UnknownPolicy):
        return Problem(404, "There is no policy of this id.")
    if isinstance(error, QuestionError):
        return Problem(422, str(error))
    return retry_later(503, "The policy's index cannot be read at the moment.", 5)


_HTTP = {
    404: "There is nothing at this address.",
    405: "This address does not take this method.",
    413: "The body is too large.",
}


def from_http(error: web.HTTPException) -> Problem:
    """What aiohttp raised: no such route, a method that a route does not take, a body over the limit."""
    kept = {name: error.headers[name] for name in ("Allow", "Location") if name in error.headers}
    return Problem(error.status, _HTTP.get(error.status, error.reason), headers=kept)


def _pointer(location: Sequence[int | str]) -> str:
    """RFC 6901. An unknown member's name is the client's own text, so it is cut."""
    return "".join("/" + str(step)[:40].replace("~", "~0").replace("/", "~1") for step in location)
