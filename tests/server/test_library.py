"""The library is kept fresh while questions go on."""

from __future__ import annotations

import asyncio
import shutil

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
    quotes = set()
    for turn in range(40):
        path.write_text(SECOND if turn % 2 else FIRST)
        for _ in range(5):
            status, body = await serving.ask("How long do you keep your orders?", "shop")
            assert status == 200, body
            quotes.add(body["citations"][0]["quote"])
        await asyncio.sleep(0.02)
    assert quotes == {"We keep your orders for 5 years.", "We keep your orders for 7 years."}


async def test_details_follow_the_policy(serving: Serving) -> None:
    """What is kept ready for front ends does not outlive its version."""

    async def version() -> str:
        async with serving.client.get("/v1/policies/zopim") as response:
            return str((await response.json())["version"])

    before = await version()
    (serving.policies / "zopim.txt").write_text("Another policy altogether.")
    while await version() == before:
        await asyncio.sleep(0.05)
    assert await version() == serving.chatbot.document("zopim").version


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
