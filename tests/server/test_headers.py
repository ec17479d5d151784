"""Cross-origin rules and protective headers."""

from __future__ import annotations

import pytest
from yarl import URL

from tests.server.conftest import Serving, Start

ALLOWED = "https://help.example.com"
PREFLIGHT = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}


async def test_an_allowed_origin_may_ask(start: Start) -> None:
    """Its preflight is answered, and it may read the reply."""
    serving = await start(allow_origin=("HTTPS://Help.example.com:443/",))
    headers = {"Origin": ALLOWED, **PREFLIGHT}
    async with serving.client.options("/v1/ask", headers=headers) as response:
        assert response.status == 204
        assert response.headers["Access-Control-Allow-Origin"] == ALLOWED
        assert "POST" in response.headers["Access-Control-Allow-Methods"]
        assert "content-type" in response.headers["Access-Control-Allow-Headers"].lower()
    question = {"question": "Do you sell my data?", "policy": "zopim"}
    async with serving.client.post("/v1/ask", json=question, headers={"Origin": ALLOWED}) as response:
        assert response.headers["Access-Control-Allow-Origin"] == ALLOWED
        assert "Origin" in response.headers["Vary"]
        assert "Access-Control-Allow-Credentials" not in response.headers
    async with serving.client.post("/v1/ask", json={}, headers={"Origin": ALLOWED}) as response:
        assert response.status == 422
        assert response.headers["Access-Control-Allow-Origin"] == ALLOWED


async def test_a_refused_client_is_told_so(start: Start) -> None:
    """Preflights do not use up the allowance, and the page may read the 429 and when to come back."""
    serving = await start(allow_origin=(ALLOWED,), rate_limit=2, trusted_proxy=("127.0.0.1",))
    client = {"Origin": ALLOWED, "X-Forwarded-For": "203.0.113.5"}
    statuses = []
    for _ in range(4):
        async with serving.client.options("/v1/ask", headers={**client, **PREFLIGHT}) as response:
            statuses.append(response.status)
        question = {"question": "Do you sell my data?", "policy": "zopim"}
        async with serving.client.post("/v1/ask", json=question, headers=client) as response:
            statuses.append(response.status)
    assert statuses == [204, 200, 204, 200, 204, 429, 204, 429]
    assert response.headers["Access-Control-Allow-Origin"] == ALLOWED
    assert "Retry-After" in response.headers["Access-Control-Expose-Headers"]
    assert "Retry-After" in response.headers


async def test_another_spelling_of_the_address_is_the_api_too(start: Start) -> None:
    """A path with escapes is the same path: for the preflight, and for who may read the reply."""
    serving = await start(allow_origin=(ALLOWED,))
    address = URL(f"http://127.0.0.1:{serving.port}/%761/ask", encoded=True)
    async with serving.client.options(address, headers={"Origin": ALLOWED, **PREFLIGHT}) as response:
        assert (response.status, response.headers.get("Access-Control-Allow-Origin")) == (204, ALLOWED)


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "https://help.example.com.evil.example",
        "https://evilhelp.example.com",
        "https://sub.help.example.com",
        "http://help.example.com",
        "https://help.example.com:8443",
        "https://HELP.example.com",
        "https://help.example.com.",
        "null",
        "*",
        "",
    ],
)
async def test_no_other_origin_may(start: Start, origin: str) -> None:
    """The list is exact: no suffix, no other port or scheme, no null."""
    serving = await start(allow_origin=(ALLOWED,))
    async with serving.client.options("/v1/ask", headers={"Origin": origin, **PREFLIGHT}) as response:
        assert response.status == 403
        assert "Access-Control-Allow-Origin" not in response.headers
    async with serving.client.get("/v1/policies", headers={"Origin": origin}) as response:
        assert "Access-Control-Allow-Origin" not in response.headers
        assert "Origin" in response.headers["Vary"]


async def test_no_origin_may_by_default(serving: Serving) -> None:
    """Without the setting, no page elsewhere gets to ask."""
    async with serving.client.options("/v1/ask", headers={"Origin": ALLOWED, **PREFLIGHT}) as response:
        assert response.status == 403
    async with serving.client.get("/v1/policies", headers={"Origin": ALLOWED}) as response:
        assert "Access-Control-Allow-Origin" not in response.headers


async def test_the_widget_is_for_every_page(serving: Serving) -> None:
    """A script with an integrity hash is loaded by CORS, from anywhere."""
    async with serving.client.get("/widget.js", headers={"Origin": "https://any.example"}) as response:
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize(
    "path", ["/", "/policies/zopim", "/v1/policies", "/widget.js", "/livez", "/nothing", "/openapi.json"]
)
async def test_every_response_is_protected(serving: Serving, path: str) -> None:
    """No sniffing, no referrer, a policy for content, no word on versions, and only files for everybody to embed."""
    async with serving.client.get(path) as response:
        for_all = path in {"/widget.js", "/openapi.json"}
        assert response.headers["Cross-Origin-Resource-Policy"] == ("cross-origin" if for_all else "same-origin")
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        assert response.headers["Server"] == "policy-assistant"
        assert "Set-Cookie" not in response.headers


async def test_a_policy_page_runs_no_script(start: Start) -> None:
    """Its content policy allows a style sheet, and frames of the allowed origins only."""
    serving = await start(allow_origin=(ALLOWED,))
    async with serving.client.get("/policies/zopim") as response:
        rules = dict(rule.strip().split(" ", 1) for rule in response.headers["Content-Security-Policy"].split(";"))
    assert rules["script-src"] == "'none'"
    assert rules["style-src"] == "'self'"
    assert rules["frame-ancestors"] == f"'self' {ALLOWED}"
    assert not any("unsafe" in value or "*" in value for value in rules.values())


async def test_request_ids(serving: Serving) -> None:
    """A well-formed id of the caller's is kept; anything else is replaced; no two are alike."""
    for given, kept in (("abc-123", True), ("x" * 65, False), ("<script>", False), ("", False)):
        async with serving.client.get("/livez", headers={"X-Request-ID": given}) as response:
            assert (response.headers["X-Request-ID"] == given) is kept
    ids = set()
    for _ in range(5):
        async with serving.client.get("/livez") as response:
            ids.add(response.headers["X-Request-ID"])
    assert len(ids) == 5


async def test_methods(serving: Serving) -> None:
    """A method that an address does not take is 405, with those that it takes."""
    async with serving.client.get("/v1/ask") as response:
        assert (response.status, response.headers["Allow"]) == (405, "POST")
        assert response.content_type == "application/problem+json"
    async with serving.client.delete("/v1/policies") as response:
        assert (response.status, response.headers["Allow"]) == (405, "GET,HEAD")
