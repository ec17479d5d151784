"""The API described in OpenAPI 3.1, made from the same models that check what comes in."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from assistant import __version__
from assistant.server import schema

Json = dict[str, Any]

_MODELS = (
    schema.AskRequest, schema.FeedbackRequest, schema.Reply, schema.PolicyList, schema.PolicyDetail, schema.Status,
    schema.ProblemDetails,
)  # fmt: skip
_PROBLEMS = {
    "400": "The request or its body cannot be read.",
    "403": "The page that calls is of an origin that is not allowed.",
    "404": "There is no such policy.",
    "408": "The body did not come in time.",
    "413": "The body is larger than 64 KiB: send UTF-8 rather than \\u escapes, or less history.",
    "415": "The body is not application/json in UTF-8, or has a Content-Encoding.",
    "422": "The body is JSON of another shape, or the question cannot be asked.",
    "429": "Too many requests from this client; Retry-After says when to come back.",
    "500": "A fault of the server's.",
    "503": "The server is busy or stopping; Retry-After says when to come back.",
}
_READING = ("400", "404", "429", "500", "503")
_WRITING = (*_READING, "408", "413", "415", "422")
_RETRY = {"Retry-After": {"description": "Seconds.", "schema": {"type": "integer", "minimum": 1}}}
_REQUEST_ID = {"X-Request-ID": {"description": "Names the request in the server's log.", "schema": {"type": "string"}}}


def document(public_url: str = "", require_policy: bool = False) -> Json:
    """The description as plain values. With ``require_policy`` there is no list of policies."""
    paths = {
        "/v1/ask": {"post": _ask(require_policy)},
        "/v1/policies": {"get": _policies()},
        "/v1/policies/{policy}": {"get": _policy()},
        "/v1/feedback": {"post": _feedback()},
        "/policies/{policy}": {"get": _page()},
        "/livez": {"get": _status("livez", "Whether the process answers", ())},
        "/readyz": {"get": _status("readyz", "Whether questions are answered", ("503",))},
    }
    if require_policy:
        del paths["/v1/policies"]
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Policy assistant",
            "version": __version__,
            "summary": "Answers questions about a privacy policy by quoting the clause.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": public_url.rstrip("/") or "/"}],
        "paths": paths,
        "components": {"schemas": _schemas(), "responses": {code: _problem(code) for code in _PROBLEMS}},
    }


def _schemas() -> Json:
    modes = [(model, "validation") for model in _MODELS]
    _, made = models_json_schema(modes, ref_template="#/components/schemas/{model}")  # type: ignore[arg-type]
    found: Json = made["$defs"]
    return found


def _ask(require_policy: bool) -> Json:
    examples = {
        "one": {"summary": "One policy", "value": {"question": "Do you sell my data?", "policy": "zopim"}},
        "follow_up": {
            "summary": "A follow-up",
            "value": {"question": "And for how long?", "policy": "zopim", "history": ["Do you keep my chats?"]},
        },
    }
    summary = "Ask about a policy" if require_policy else "Ask about one policy, or about all"
    success = {"200": _json("The answer, or why there is none.", schema.Reply)}
    return _writes("ask", summary, schema.AskRequest, success, examples)


def _feedback() -> Json:
    about = {"policy": "zopim", "outcome": "answered"}
    examples = {
        "down": {"summary": "A thumb down", "value": {**about, "helpful": False}},
        "reason": {"summary": "Why it was", "value": {**about, "helpful": None, "reason": "incomplete"}},
        "both": {"summary": "Both at once", "value": {**about, "helpful": False, "reason": "incomplete"}},
    }
    return _writes("feedback", "Count a thumb", schema.FeedbackRequest, {"204": _plain("Counted.")}, examples)


def _policies() -> Json:
    cursor = _query("cursor", "next_cursor of the page before.")
    return _reads("policies", "The library, by id", [cursor], _json("A page of the library.", schema.PolicyList))


def _policy() -> Json:
    return _reads("policy", "One policy", [_id()], _json("The policy with its sections.", schema.PolicyDetail))


def _page() -> Json:
    query = [
        _query("v", "First digits of the version that was quoted."),
        _query("start", "Where the clause starts, in code points."),
        _query("end", "Where it ends."),
    ]
    html = {"text/html": {"schema": {"type": "string"}}}
    return _reads("page", "A policy to read", [_id(), *query], {**_plain("The page."), "content": html})


def _status(name: str, summary: str, problems: tuple[str, ...]) -> Json:
    responses = {"200": _json("It does.", schema.Status), **_refs(problems)}
    return {"operationId": name, "summary": summary, "responses": responses}


def _id() -> Json:
    return {"name": "policy", "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}


def _query(name: str, description: str) -> Json:
    return {"name": name, "in": "query", "description": description, "schema": {"type": "string"}}


def _reads(name: str, summary: str, parameters: list[Json], success: Json) -> Json:
    kept = {"304": _plain("What the client has is still so.")}
    responses = {"200": success, **kept, **_refs(_READING)}
    return {"operationId": name, "summary": summary, "parameters": parameters, "responses": responses}


def _writes(name: str, summary: str, model: type[BaseModel], success: Json, examples: Json) -> Json:
    content = {"application/json": {"schema": _ref(model), "examples": examples}}
    return {
        "operationId": name,
        "summary": summary,
        "requestBody": {"required": True, "content": content},
        "responses": {**success, **_refs(_WRITING)},
    }


def _refs(codes: tuple[str, ...]) -> Json:
    return {code: {"$ref": f"#/components/responses/{code}"} for code in codes}


def _ref(model: type[BaseModel]) -> Json:
    return {"$ref": f"#/components/schemas/{model.__name__}"}


def _plain(description: str) -> Json:
    return {"description": description, "headers": _REQUEST_ID}


def _json(description: str, model: type[BaseModel]) -> Json:
    return {**_plain(description), "content": {"application/json": {"schema": _ref(model)}}}


def _problem(code: str) -> Json:
    headers = {**_REQUEST_ID, **(_RETRY if code in {"429", "503"} else {})}
    content = {"application/problem+json": {"schema": _ref(schema.ProblemDetails)}}
    return {"description": _PROBLEMS[code], "headers": headers, "content": content}
