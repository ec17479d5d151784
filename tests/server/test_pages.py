"""The policy page, as a citation's link opens it."""

from __future__ import annotations

import asyncio
import re
import shutil
from typing import Any

import pytest
from yarl import URL

from assistant.index.policy_index import PolicyIndex
from tests.server.chatbots import HeldChatbot
from tests.server.conftest import Serving, Start
from tests.server.test_markup import Reader


async def _page(serving: Serving, path: str, status: int = 200) -> Reader:
    async with serving.client.get(path, headers={"Accept": "text/html"}) as response:
        assert response.status == status
        assert response.content_type == "text/html"
        html = await response.text()
    # Elements that have no end, as HTML has them.
    return Reader(re.sub(r"<!doctype html>|<(?:meta|link)\b[^>]*>", "", html))


def _quote(page: Reader) -> str:
    return " ".join(page.marked)


async def test_a_citations_link_marks_its_clause(serving: Serving) -> None:
    """The link of an answer opens the page with the quoted words marked, and nothing else."""
    _, body = await serving.ask("How long is collected data stored, in days?", "privacy-statement")
    page = await _page(serving, body["citations"][0]["link"])
    assert _quote(page) == body["citations"][0]["quote"]
    assert [each.get("id") for each in page.attributes].count("clause") == 1
    assert "changed since" not in page.text


async def test_a_page_without_a_clause(serving: Serving) -> None:
    """The policy alone: title, date, contents, text."""
    page = await _page(serving, "/policies/zopim")
    assert page.tags.count("h1") == 1
    assert "1 May 2014" in page.text
    assert page.marked == []
    assert "Information we collect" in page.text
    tongues = [(each["lang"], each.get("dir")) for each in page.attributes if "lang" in each]
    assert tongues == [("en", None), *[("en", "ltr")] * 3]  # title, contents and text


@pytest.mark.parametrize(
    "query",
    ["start=5", "start=-1&end=5", "start=9&end=5", "start=0&end=99999999", "start=x&end=y", "start=1e3&end=2e3",
     "start=" + "9" * 3000 + "&end=" + "9" * 3000, "start=%D9%A3&end=%D9%A5", "start=&end=", "start=0&end=%00"],
)  # fmt: skip
async def test_a_mangled_link_opens_the_policy(serving: Serving, query: str) -> None:
    """A link that broke on its way still shows the policy, with nothing marked."""
    page = await _page(serving, f"/policies/zopim?{query}")
    assert page.marked == []


async def test_a_changed_policy_says_so(serving: Serving) -> None:
    """After the policy changed, an old link marks nothing, and its fragment leads to the notice."""
    _, body = await serving.ask("How long is collected data stored, in days?", "privacy-statement")
    link = body["citations"][0]["link"]
    old = serving.chatbot.document("privacy-statement")
    (serving.policies / "privacy-statement.txt").write_text(
        "Privacy Statement\n\n" + old.text.replace("14 days", "90 days")
    )
    while serving.chatbot.document("privacy-statement").version == old.version:
        await asyncio.sleep(0.05)
    shutil.rmtree(serving.policies / ".versions")  # as prune does
    page = await _page(serving, link)
    notice = next(each for each in page.attributes if each.get("id") == "clause")
    assert notice["role"] == "note"
    assert "This policy has changed since the answer" in page.text
    assert page.marked == []


class Keeper(HeldChatbot):
    """A library that keeps one earlier version."""

    earlier: PolicyIndex | None = None

    def version(self, policy: str, prefix: str) -> PolicyIndex | None:
        """The version that was kept, when its digits begin so."""
        kept = self.earlier
        return kept if kept and kept.document.version.startswith(prefix) else None


async def test_a_kept_version_is_shown(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the library keeps superseded versions, an old link shows what it quoted, and leads to the present one."""
    monkeypatch.setattr("tests.server.chatbots.HeldChatbot", Keeper)
    serving = await start()
    _, body = await serving.ask("How long is collected data stored, in days?", "privacy-statement")
    old = serving.chatbot.index("privacy-statement")
    (serving.policies / "privacy-statement.txt").write_text("All new.")
    while serving.chatbot.document("privacy-statement").version == old.document.version:
        await asyncio.sleep(0.05)
    keeper: Any = serving.chatbot
    keeper.earlier = old
    page = await _page(serving, body["citations"][0]["link"])
    assert _quote(page) == body["citations"][0]["quote"]
    assert "the version that was quoted" in page.text
    assert any(each.get("href") == "privacy-statement" for each in page.attributes)


async def test_a_page_is_kept_by_its_tag(serving: Serving) -> None:
    """A second look costs no transfer, and the page travels compressed."""
    async with serving.client.get("/policies/zopim", headers={"Accept-Encoding": "gzip"}) as response:
        assert response.headers["Content-Encoding"] == "gzip"
        tag = response.headers["ETag"]
    for given in (tag, f'"x", {tag}', "*"):
        async with serving.client.get("/policies/zopim", headers={"If-None-Match": given}) as response:
            assert (response.status, response.headers["ETag"]) == (304, tag)
    async with serving.client.get("/policies/zopim", headers={"If-None-Match": '"other"'}) as response:
        assert response.status == 200


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("path", "said", "home"),
    [
        ("/nope", "nothing at this address", "./"),
        ("/a/b%2Fc/", "nothing at this address", "../../"),
        ("/policies/gone", "no policy of this id", "../"),
    ],
)
async def test_what_is_missing_is_told_to_people_too(serving: Serving, path: str, said: str, home: str) -> None:
    """Who follows a link in a browser gets a page that runs no script and leads to the start page, not JSON."""
    page = await _page(serving, path, 404)
    assert said in page.text
    assert [each["href"] for each in page.attributes if "href" in each] == [home]
    async with (
        serving.client.get(URL(path, encoded=True), headers={"Accept": BROWSER}) as response,
        serving.client.get("/policies/zopim") as found,
    ):
        assert (response.status, response.content_type) == (404, "text/html")
        assert response.headers["Cache-Control"] == "no-store"
        for name in ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy"):
            assert response.headers[name] == found.headers[name]
        assert response.headers["X-Request-ID"]


@pytest.mark.parametrize(
    ("path", "accept"),
    [
        ("/nope", "*/*"),
        ("/nope", "application/json"),
        ("/nope", "application/json, text/html;q=0.9"),
        ("/nope", "text/html;q=0"),
        ("/policies/gone", "application/problem+json, text/html;q=0.5"),
        ("/v1/nope", BROWSER),
        ("/v1/policies/gone", BROWSER),
    ],
)
async def test_programs_get_a_problem(serving: Serving, path: str, accept: str) -> None:
    """Below /v1, and whoever does not ask for HTML before JSON."""
    async with serving.client.get(path, headers={"Accept": accept}) as response:
        assert (response.status, response.content_type) == (404, "application/problem+json")


async def test_no_page_leads_to_a_start_page_that_is_hidden(start: Start) -> None:
    """With --require-policy there is no start page."""
    serving = await start(require_policy=True)
    page = await _page(serving, "/", 404)
    assert not [each for each in page.attributes if "href" in each]


async def test_names_of_any_kind(serving: Serving) -> None:
    """An id with spaces, quotes and markup in it has a page, and breaks none."""
    name = "Ä & <b>'x' 100%"
    (serving.policies / f"{name}.txt").write_text("Policy of Ä\n\nWe keep data for 5 days.")
    while name not in [policy.id for policy in serving.chatbot.policies()]:
        await asyncio.sleep(0.05)
    await asyncio.sleep(0.1)
    status, body = await serving.ask("We keep data for 5 days?", name)
    assert status == 200
    page = await _page(serving, body["citations"][0]["link"])
    assert _quote(page) == body["citations"][0]["quote"]
    async with serving.client.get("/v1/policies") as response:
        assert name in [policy["id"] for policy in (await response.json())["policies"]]
