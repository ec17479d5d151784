"""The library is kept fresh while questions go on."""

from __future__ import annotations

import asyncio
import shutil
from types import SimpleNamespace
from typing import Any, cast

import pytest

from assistant.chatbot import Chatbot, PolicySummary
from assistant.indexer.library import SyncReport
from assistant.server.listing import Listing
from assistant.server.logs import JsonFormatter
from tests.server.conftest import Serving, Start

FIRST, SECOND = "Shop Policy\n\nWe keep your orders for 5 years.", "Shop Policy\n\nWe keep your orders for 7 years."


async def _until(serving: Serving, policy: str, words: str) -> None:
    for _ in range(200):
        status, body = await serving.ask("How long do you keep your orders, years?", policy)
        if status == 200 and body["citations"] and words in body["citations"][0]["quote"]:
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"{policy} never said {words!r}")


async def test_a_changed_policy_is_picked_up(serving: Serving) -> None:
    """A new, a changed and a removed policy are seen without a restart, in answers and in the list."""
    path = serving.policies / "shop.txt"
    path.write_text(FIRST)
    await _until(serving, "shop", "5 years")
    path.write_text(SECOND)
    await _until(serving, "shop", "7 years")
    path.unlink()
    while (await serving.ask("Do you sell data?", "shop"))[0] != 404:
        await asyncio.sleep(0.05)
    while True:
        async with serving.client.get("/v1/policies") as response:
            if [policy["id"] for policy in (await response.json())["policies"]] == ["privacy-statement", "zopim"]:
                break
        await asyncio.sleep(0.05)


async def test_no_question_fails_meanwhile(serving: Serving) -> None:
    """While a policy is rewritten again and again, every answer is whole, and from one version or the other."""
    path = serving.policies / "shop.txt"
    path.write_text(FIRST)
    await _until(serving, "shop", "5 years")
    quotes: set[str] = set()
    turns = 0
    while turns < 40 or (len(quotes) < 2 and turns < 1000):  # whichever version is there when the library looks
        path.write_text(SECOND if turns % 2 else FIRST)
        for _ in range(5):
            status, body = await serving.ask("How long do you keep your orders?", "shop")
            assert status == 200, body
            quotes.add(body["citations"][0]["quote"])
        await asyncio.sleep(0.02)
        turns += 1
    assert quotes == {"We keep your orders for 5 years.", "We keep your orders for 7 years."}


async def test_the_watch_outlives_what_nobody_expected(
    serving: Serving, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """One look fails, and is logged once, by its type; a later one sees what changed."""
    with monkeypatch.context() as patched:
        looks: list[int] = []

        def fail() -> None:
            looks.append(1)
            raise UnicodeEncodeError("utf-8", "how old is my cat", 0, 1, "no")

        patched.setattr(serving.chatbot, "sync", fail)
        while len(looks) < 3:
            await asyncio.sleep(0.02)
    (serving.policies / "shop.txt").write_text(FIRST)
    await _until(serving, "shop", "5 years")
    (failed,) = [record for record in caplog.records if record.msg == "library not refreshed"]
    assert failed.exc_info
    assert "cat" not in JsonFormatter().format(failed)


async def test_taught_cases_that_cannot_be_read(
    serving: Serving, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Questions are answered all the same, and the log says so, once."""
    looks, unread = list[str](), serving.chatbot.unread

    def look() -> str:
        looks.append(unread())
        return looks[-1]

    monkeypatch.setattr(serving.chatbot, "unread", look)
    cases = serving.policies / "cases.jsonl"
    cases.mkdir()
    while sum(map(bool, looks)) < 4:
        await asyncio.sleep(0.02)
    assert (await serving.ask("Do you use cookies?", "zopim"))[0] == 200
    (warned,) = [record for record in caplog.records if record.msg == "taught cases not read"]
    assert f"{cases}: cannot be read" in JsonFormatter().format(warned)


async def test_pauses_grow_with_what_a_look_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a very large library it takes long; but what building took is no reason to wait for the next change."""
    now, pauses = 0.0, list[float]()
    reports = [SyncReport(built=("shop",)), SyncReport(), SyncReport()]

    class Large:
        def sync(self) -> SyncReport:
            nonlocal now
            now += 3.0 if len(reports) > 1 else 0.001
            return reports.pop(0)

        def policies(self) -> tuple[PolicySummary, ...]:
            return ()

        def unread(self) -> str:
            return ""

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)
        if not reports:
            raise asyncio.CancelledError

    monkeypatch.setattr("assistant.server.listing.time", SimpleNamespace(monotonic=lambda: now))
    monkeypatch.setattr("assistant.server.listing.asyncio", SimpleNamespace(sleep=sleep, to_thread=asyncio.to_thread))
    with pytest.raises(asyncio.CancelledError):
        await Listing(cast(Chatbot, Large()), refresh=1.0)._keep_fresh()
    assert pauses == [1.0, 60.0, 1.0]


async def _details(serving: Serving) -> Any:
    async with serving.client.get("/v1/policies/zopim") as response:
        return await response.json()


async def test_details_follow_the_policy(serving: Serving) -> None:
    """What front ends are told of a policy does not outlive its version."""
    before = (await _details(serving))["version"]
    (serving.policies / "zopim.txt").write_text("Another policy altogether.")
    while (await _details(serving))["version"] == before:
        await asyncio.sleep(0.05)
    assert (await _details(serving))["version"] == serving.chatbot.document("zopim").version


async def test_details_follow_the_sidecar(serving: Serving) -> None:
    """Also what it says beside the policy's version; whoever indexed it, this process or another one."""
    folders = serving.policies, serving.policies.with_name("indexes")
    side = serving.policies / "zopim.meta.toml"
    for number, other in enumerate((None, Chatbot.open(*folders, reader=False))):
        url = f"https://zopim.example/{number}"
        assert (await _details(serving))["url"] != url
        side.write_text(f'url = "{url}"\neffective_date = 2025-03-0{number + 1}')
        if other:
            other.sync()
        async with asyncio.timeout(10):
            while (await _details(serving))["url"] != url:
                await asyncio.sleep(0.05)
        assert (await _details(serving))["effective_date"] == f"2025-03-0{number + 1}"


async def test_suggestions_follow_the_teaching(serving: Serving) -> None:
    """A question that was taught is one that the policy answers, and surely; until it is forgotten."""
    question = "Do you sell my personal information?"
    before = (await _details(serving))["suggestions"]
    assert question not in before
    serving.chatbot.teach(question, "zopim", "We collect personally identifiable information")
    assert question in (await _details(serving))["suggestions"]
    serving.chatbot.forget(1)
    assert (await _details(serving))["suggestions"] == before


async def test_a_folder_that_is_gone_for_a_while(start: Start) -> None:
    """An unmounted folder is no reason to stop answering; when it is back, so are its changes."""
    serving = await start()
    hidden = serving.policies.with_name("elsewhere")
    shutil.move(serving.policies, hidden)
    for _ in range(10):
        assert (await serving.ask("Do you sell my data?"))[0] == 200
        await asyncio.sleep(0.05)
    (hidden / "shop.txt").write_text(FIRST)
    shutil.move(hidden, serving.policies)
    await _until(serving, "shop", "5 years")


async def test_a_policy_that_cannot_be_read_any_more_is_told(start: Start, caplog: pytest.LogCaptureFixture) -> None:
    """Once, by its file; its last readable version answers."""
    caplog.set_level("WARNING")
    serving = await start(refresh=0.05)
    (serving.policies / "zopim.txt").write_text("")

    def told() -> list[dict[str, str]]:
        return [vars(record)["fields"] for record in caplog.records if record.msg == "policy not read"]

    while not told():
        await asyncio.sleep(0.05)
    await asyncio.sleep(0.2)
    assert [each["file"] for each in told()] == ["zopim.txt"]
    assert "empty" in told()[0]["reason"]
    assert (await serving.ask("Do you sell my data?"))[0] == 200
