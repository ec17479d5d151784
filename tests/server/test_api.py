"""Questions, the library and feedback over HTTP."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from assistant.server.schema import PolicyDetail, PolicyList, ProblemDetails, Reply
from tests.server.conftest import Serving, Start


async def test_an_answer_quotes_the_policy_word_for_word(serving: Serving) -> None:
    """The reply has the contract's shape, and its quote is the span that it names."""
    status, body = await serving.ask("How long is collected data stored, in days?", "privacy-statement")
    reply = Reply.model_validate(body)
    assert (status, reply.outcome) == (200, "answered")
    document = serving.chatbot.document("privacy-statement")
    for citation in reply.citations:
        assert citation.quote == document.text[citation.start : citation.end]
        assert citation.link.startswith(
            f"/policies/privacy-statement?v={document.version[:12]}&start={citation.start}&"
        )
        assert citation.version == document.version
    assert "14 days" in reply.citations[0].quote
    assert reply.policy is not None
    assert reply.policy.version == document.version


async def test_an_abstention_is_a_reply(start: Start) -> None:
    """What the policy does not answer has no citation, and a sentence that says so."""
    serving = await start(threshold=1.0)
    for question in ("Do you use my fingerprints?", "Which mountain is the highest?", "Hello!"):
        status, body = await serving.ask(question)
        reply = Reply.model_validate(body)
        assert (status, reply.citations) == (200, [])
        assert reply.outcome in {"not_covered", "off_topic", "small_talk"}
        assert reply.message


async def test_a_null_policy_asks_all(serving: Serving) -> None:
    """With null, or without the member, the citation names its policy and ``policy`` is null."""
    for members in ({"policy": None}, {}):
        body = {"question": "Do you respond to Do Not Track signals?", **members}
        async with serving.client.post("/v1/ask", json=body) as response:
            reply = Reply.model_validate(await response.json())
        assert reply.policy is None
        assert reply.citations[0].policy == "zopim"


async def test_history_reaches_the_chatbot(serving: Serving) -> None:
    """Earlier questions are handed on, oldest first."""
    await serving.ask("And for how long?", history=["Do you use cookies?", "Which ones?"])
    assert serving.chatbot.asked[-1] == ("And for how long?", "zopim", ["Do you use cookies?", "Which ones?"])


async def test_links_are_absolute_with_a_public_url(start: Start) -> None:
    """``public_url`` stands before every link."""
    serving = await start(public_url="https://privacy.example.com/assistant/")
    _, body = await serving.ask("How long is collected data stored?", "privacy-statement")
    assert body["citations"][0]["link"].startswith("https://privacy.example.com/assistant/policies/privacy-statement?")
    async with serving.client.get("/v1/policies/zopim") as response:
        sections = (await response.json())["sections"]
    assert all(each["link"].startswith("https://privacy.example.com/assistant/policies/zopim") for each in sections)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"question": "x" * 2000}, 200),
        ({"question": "\N{GRINNING FACE}" * 2000}, 200),
        ({"question": "x" * 2001}, 422),
        ({"question": ""}, 422),
        ({"question": " \n\t\u2003"}, 422),
        ({"question": None}, 422),
        ({"question": 5}, 422),
        ({"question": ["Do you sell my data?"]}, 422),
        ({}, 422),
        ({"question": "x", "policy": 5}, 422),
        ({"question": "x", "policy": ""}, 422),
        ({"question": "x", "policy": "unknown"}, 404),
        ({"question": "x", "policy": "../../etc/passwd"}, 404),
        ({"question": "x", "history": ["y"] * 8}, 200),
        ({"question": "x", "history": ["y"] * 9}, 422),
        ({"question": "x", "history": ["y" * 2001]}, 422),
        ({"question": "x", "history": "y"}, 422),
        ({"question": "x", "histroy": []}, 422),
        ([], 422),
        ("Do you sell my data?", 422),
    ],
)
async def test_what_a_question_may_be(serving: Serving, body: Any, status: int) -> None:
    """JSON of another shape is refused with the place that is wrong; limits count code points."""
    async with serving.client.post("/v1/ask", json=body) as response:
        answer = await response.json(content_type=None)
    assert response.status == status
    if status == 200:
        Reply.model_validate(answer)
    else:
        problem = ProblemDetails.model_validate(answer)
        assert problem.request_id == response.headers["X-Request-ID"]


ODD = {
    "nothing": b"",
    "no JSON": b"question=Do+you+sell+my+data",
    "half a body": b'{"question": "Do you',
    "lone surrogate": b'{"question": "\\ud800"}',
    "lone low surrogate": b'{"question": "\\udc00 x"}',
    "invalid UTF-8": b'{"question": "\xff\xfe"}',
    "UTF-8 surrogate": b'{"question": "\xed\xa0\x80"}',
    "UTF-16": '{"question": "x"}'.encode("utf-16"),
    "byte order mark": b'\xef\xbb\xbf{"question": "x"}',
    "deep nesting": b'{"question": ' + b"[" * 30_000 + b"]" * 30_000 + b"}",
    "deep nesting, open": b"[" * 60_000,
    "long number": b'{"question": ' + b"9" * 5_000 + b"}",
    "long number beside": b'{"question": "x", "policy": -1e' + b"9" * 5_000 + b"}",
    "NaN": b'{"question": NaN}',
    "infinity": b'{"question": "x", "policy": -Infinity}',
    "NUL": b'{"question": "x\x00y"}',
    "trailing comma": b'{"question": "x",}',
    "two values": b'{"question": "x"} {"question": "y"}',
    "many members": b"{" + b",".join(b'"m%d": 1' % n for n in range(5_000)) + b"}",
}


@pytest.mark.parametrize("body", ODD.values(), ids=ODD.keys())
async def test_odd_bodies_are_the_clients_fault(serving: Serving, body: bytes) -> None:
    """Whatever the bytes are, the answer is a 4xx problem that does not repeat them."""
    async with serving.client.post("/v1/ask", data=body, headers={"Content-Type": "application/json"}) as response:
        problem = ProblemDetails.model_validate(await response.json(content_type=None))
    assert response.status in {400, 422}
    assert problem.status == response.status
    assert response.content_type == "application/problem+json"


async def test_a_members_name_is_not_repeated_at_length(serving: Serving) -> None:
    """It is the client's own text: enough of it is given back to find the place."""
    async with serving.client.post("/v1/ask", json={"question": "x", "a/b" * 1000: 1}) as response:
        problem = ProblemDetails.model_validate(await response.json(content_type=None))
    assert [each.pointer for each in problem.errors] == ["/" + ("a/b" * 1000)[:40].replace("/", "~1")]


async def test_odd_text_is_answered(serving: Serving) -> None:
    """Control characters, NUL and every plane of Unicode are text like any other."""
    for question in ("\x00", "a\x1b[31mb", "\u202edata\u2069", "\U0010ffff\U000e0001", "e" + "\u0301" * 1999):
        status, body = await serving.ask(question)
        assert status == 200, (question, body)
        Reply.model_validate(body)


async def test_a_full_queue_is_refused(start: Start) -> None:
    """With one thread and one place to wait, the third question gets 503 and when to come back; the others answers."""
    serving = await start(threads=1, queue=1, reader=True)
    serving.chatbot.gate.clear()
    waiting = [asyncio.create_task(serving.ask("Do you sell data?")) for _ in range(2)]
    while len(serving.chatbot.asked) < 2:  # the warm-up, and the first of the two
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.05)
    async with serving.client.post("/v1/ask", json={"question": "Do you sell data?", "policy": "zopim"}) as response:
        problem = ProblemDetails.model_validate(await response.json(content_type=None))
    assert (response.status, response.headers["Retry-After"], problem.status) == (503, "1", 503)
    async with serving.client.get("/livez") as alive:
        assert alive.status == 200
    serving.chatbot.gate.set()
    assert [status for status, _ in await asyncio.gather(*waiting)] == [200, 200]


async def test_questions_to_all_of_many_policies_hold_up_nobody_else(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They have a thread and places of their own: one more is refused, and a question to one policy is not."""
    monkeypatch.setattr("assistant.server.api._FEW", 1)
    serving = await start(threads=1, queue=0, wide_queue=0, reader=True)
    asked = serving.chatbot.asked
    asked.clear()
    serving.chatbot.gate.clear()
    wide = asyncio.create_task(serving.ask("Do you sell data?", None))
    while not asked:
        await asyncio.sleep(0.01)
    assert (await serving.ask("Do you sell data?", None))[0] == 503
    narrow = asyncio.create_task(serving.ask("Do you sell data?"))
    while len(asked) < 2:
        await asyncio.sleep(0.01)
    serving.chatbot.gate.set()
    assert [status for status, _ in await asyncio.gather(wide, narrow)] == [200, 200]


async def test_require_policy_hides_the_list(start: Start) -> None:
    """A server for many customers' policies takes no question without one, and tells nobody which there are."""
    serving = await start(require_policy=True)
    status, problem = await serving.ask("Do you sell my data?", None)
    assert status == 422
    assert "zopim" not in str(problem)
    status, problem = await serving.ask("Do you sell my data?", "unknown")
    assert status == 404
    assert "zopim" not in str(problem)
    for path in ("/v1/policies", "/"):
        async with serving.client.get(path) as response:
            assert response.status == 404
            assert "zopim" not in await response.text()
    assert (await serving.ask("Do you sell my data?"))[0] == 200
    async with serving.client.get("/policies/zopim") as page:
        assert page.status == 200
    async with serving.client.get("/metrics") as figures:
        counted = await figures.text()
    assert 'assistant_answer_seconds_count{outcome="answered",policy=""}' in counted
    assert "zopim" not in counted


async def test_the_library_comes_in_pages(serving: Serving, monkeypatch: pytest.MonkeyPatch) -> None:
    """Following the cursor meets every policy once, in order; one that is gone is no bad cursor."""
    monkeypatch.setattr("assistant.server.api.PAGE", 2)
    for name in ("amber", "basil", "zz top"):
        (serving.policies / f"{name}.txt").write_text(f"Policy of {name}\n\nWe keep your data for 5 days.")
    known = ["amber", "basil", "privacy-statement", "zopim", "zz top"]

    async def page(**query: str) -> PolicyList:
        async with serving.client.get("/v1/policies", params=query) as response:
            return PolicyList.model_validate(await response.json())

    while [each.id for each in (await page(cursor="zopim")).policies] != ["zz top"]:
        await asyncio.sleep(0.05)
    pages = [await page()]
    while pages[-1].next_cursor:
        pages.append(await page(cursor=pages[-1].next_cursor))
    assert [[policy.id for policy in each.policies] for each in pages] == [known[:2], known[2:4], known[4:]]
    assert [policy.id for policy in (await page(cursor="b")).policies] == ["basil", "privacy-statement"]
    assert (await page(cursor="zzz")).policies == []


async def test_a_policy_with_its_sections(serving: Serving) -> None:
    """The detail has what a front end needs, each section's link, and an ETag that saves sending it again."""
    async with serving.client.get("/v1/policies/zopim") as response:
        detail = PolicyDetail.model_validate(await response.json())
        tag = response.headers["ETag"]
    document = serving.chatbot.document("zopim")
    assert (detail.id, detail.version, detail.language) == ("zopim", document.version, "en")
    assert detail.effective_date == document.effective_date
    assert [(tuple(each.path), each.start) for each in detail.sections] == [
        (each.path, each.start) for each in serving.chatbot.index("zopim").sections
    ]
    assert detail.suggestions
    async with serving.client.get("/v1/policies/zopim", headers={"If-None-Match": tag}) as again:
        assert (again.status, await again.read()) == (304, b"")


@pytest.mark.parametrize("name", ["unknown", "..%2F..%2Fetc%2Fpasswd", "%00", "%ff", "%ed%a0%80", "a" * 4000, "con"])
async def test_no_such_policy(serving: Serving, name: str) -> None:
    """An id is looked up, never made into a path."""
    for path in (f"/v1/policies/{name}", f"/policies/{name}"):
        async with serving.client.get(path) as response:
            ProblemDetails.model_validate(await response.json(content_type=None))
            assert response.status == 404


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"helpful": True}, 204),
        ({"helpful": False, "reason": "wrong_clause", "policy": "zopim", "outcome": "answered"}, 204),
        ({"helpful": None, "reason": "wrong_clause", "policy": "zopim", "outcome": "answered"}, 204),
        ({"helpful": False, "reason": "because I say so"}, 422),
        ({"helpful": "yes"}, 422),
        ({"helpful": True, "policy": "unknown"}, 404),
        ({"helpful": True, "comment": "my name is"}, 422),
        ({"reason": "unclear"}, 422),
        ({}, 422),
    ],
)
async def test_feedback_has_no_room_for_text(serving: Serving, body: Any, status: int) -> None:
    """A thumb, a reason code, a known policy: nothing else is taken."""
    async with serving.client.post("/v1/feedback", json=body) as response:
        assert response.status == status
