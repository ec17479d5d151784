"""What a privacy tool must not do: run others' text, call others' servers, remember."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request, expect

from assistant import resources
from tests.web.serving import serving
from tests.web.widget import Widget

PAYLOADS = (
    '<img src=x onerror="window.owned=1">',
    "<script>window.owned=1</script>",
    "<svg/onload=window.owned=1>",
    '</mark></p><iframe srcdoc="<script>parent.owned=1</script>"></iframe>',
    "{{constructor.constructor('document.title=1')()}} ${document.title}",
)


def stored(page: Page) -> list[object]:
    """What the browser keeps of a site: cookies, storages, databases, caches, workers."""
    kept = page.evaluate(
        "async () => [document.cookie, { ...localStorage }, { ...sessionStorage }, await indexedDB.databases(),"
        " await caches.keys(), await navigator.serviceWorker.getRegistrations()]"
    )
    return [*kept, page.context.cookies()]


def use_all(widget: Widget) -> None:
    """One visit with everything that can be done."""
    widget.ask("Do you share my data with third parties?")
    widget.button("Copy quote").first.click()
    widget.button("Yes").click()
    widget.ask("Do you take my DNA or biometric data?")
    widget.set("lang", "de")
    expect(widget.host.get_by_role("heading", name="Datenschutz-Assistent")).to_be_visible()
    widget.ask("Write me a poem about the weather")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_question_is_text(widget: Widget, payload: str) -> None:
    """A question with HTML in it is shown as it was typed."""
    widget.ask(f"What are cookies? {payload}")
    expect(widget.host.locator(".question")).to_have_text(f"You asked: What are cookies? {payload}")
    assert widget.page.evaluate("window.owned") is None
    assert widget.host.locator("img, iframe, script").count() == 0


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_policy_is_text(page: Page, tmp_path: Path, payload: str) -> None:
    """HTML in a policy's title, headings and clauses is quoted and never run, in the widget and on the policy page."""
    clause = f"We keep zebra records for 12 days {payload} 🦓 and then zebra records are deleted."
    heading = f"Zebra {payload} Privacy Policy\n\nZebra records {payload}"
    text = f"{heading}\n\n{clause}\n\nSharing\n\nWe share nothing at all.\n"
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "zebra.txt").write_text(text, "utf-8")
    with serving(tmp_path / "policies", tmp_path / "indexes", threshold=0.0) as site:
        widget = Widget.on_demo(page, site, "zebra").open()
        citation = widget.ask("How long do you keep zebra records?")["citations"][0]
        assert widget.quotes.first.text_content() == citation["quote"]
        assert payload in citation["quote"]
        assert widget.host.locator("img, iframe, script").count() == 0
        assert page.evaluate("window.owned") is None
        page.goto(site + citation["link"])
        expect(page.locator("#clause")).to_be_visible()
        assert payload in (page.locator("article").text_content() or "")
        assert page.locator("article :is(img, iframe, script, svg)").count() == 0
        assert page.evaluate("window.owned") is None


def test_words_read_as_they_are(page: Page, tmp_path: Path) -> None:
    """An override of the direction of writing is shown as a replacement character, as on the policy page."""
    (tmp_path / "policies").mkdir()
    clause = "We keep zebra records for \u202e21\u202c days, and then zebra records are \u202ddeleted."
    (tmp_path / "policies" / "zebra.txt").write_text(f"Zebra Policy\n\nZebra \u202erecords\n\n{clause}\n", "utf-8")
    with serving(tmp_path / "policies", tmp_path / "indexes", threshold=0.0) as site:
        widget = Widget.on_demo(page, site, "zebra").open()
        assert widget.ask("How long do you keep zebra records?")["citations"][0]["quote"] == clause
        shown = clause.replace("\u202e", "\ufffd").replace("\u202d", "\ufffd")
        assert widget.quotes.first.text_content() == shown
        assert widget.citations.first.locator(".section").text_content() == "Zebra \ufffdrecords"


def test_highlights_count_code_points(page: Page, tmp_path: Path) -> None:
    """Words behind characters that take two UTF-16 units are marked where they stand."""
    (tmp_path / "policies").mkdir()
    clause = "🦓🍪𝒜 We keep zebra cookies 🦓 for 12 days, and then zebra cookies end 🍪."
    text = f"Zebra Privacy Policy\n\nCookies\n\n{clause}\n"
    (tmp_path / "policies" / "zebra.txt").write_text(text, "utf-8")
    with serving(tmp_path / "policies", tmp_path / "indexes", threshold=0.0) as site:
        widget = Widget.on_demo(page, site, "zebra").open()
        citation = widget.ask("How long do you keep zebra cookies?")["citations"][0]
        words = [citation["quote"][start:end] for start, end in citation["highlights"]]
        assert words
        assert all(word.isascii() for word in words)
        assert widget.quotes.first.locator("mark").all_text_contents() == words


def test_no_request_leaves_the_site(page: Page, site: str) -> None:
    """Every request of a whole visit goes to the server that the page is from, and carries no referrer."""
    requests: list[Request] = []

    def note(request: Request) -> None:
        requests.append(request)

    page.on("request", note)
    use_all(Widget.on_demo(page, site).open())
    assert len(requests) > 10
    assert [request.url for request in requests if urlsplit(request.url).netloc != urlsplit(site).netloc] == []
    api = [request for request in requests if "/v1/ask" in request.url or "/v1/feedback" in request.url]
    assert api
    assert all("referer" not in request.all_headers() for request in api)


def test_nothing_is_stored(page: Page, site: str) -> None:
    """After a whole visit, and after it is read again, the browser keeps nothing."""
    use_all(Widget.on_demo(page, site).open())
    assert stored(page) == ["", {}, {}, [], [], [], []]
    page.reload()
    assert stored(page) == ["", {}, {}, [], [], [], []]
    expect(Widget(page).answers).to_have_count(0)


def test_no_link_runs_code(widget: Widget) -> None:
    """A reply with a javascript: address, from wherever it may come, gets no link."""

    def spoil(reply: dict[str, object]) -> dict[str, object]:
        citations = reply["citations"]
        assert isinstance(citations, list)
        for citation in citations:
            urls = ("javascript:window.owned=1", "http://[", "data:text/html,a@b.example")
            bad = [{"start": 0, "end": 2, "url": url} for url in urls]
            citation.update(link="javascript:window.owned=1", source_link="javascript:window.owned=1", links=bad)
        return reply

    widget.page.route("**/v1/ask", lambda route: route.fulfill(json=spoil(route.fetch().json())))
    widget.ask("Do you share my data with third parties?")
    expect(widget.answer.get_by_role("link")).to_have_count(0)


@pytest.mark.parametrize(
    ("url", "name"),
    [("https://forms.example/ask?x=1", "(forms.example)"), ("mailto:dpo@acme.example", "(mailto:dpo@acme.example)")],
)
def test_words_of_a_quote_lead_where_the_policy_has_them_lead(widget: Widget, url: str, name: str) -> None:
    """With the host or the address that they lead to; "here" alone says nothing."""

    def led(reply: dict[str, Any]) -> dict[str, Any]:
        reply["citations"][0]["links"] = [{"start": 0, "end": 2, "url": url}]
        return reply

    widget.page.route("**/v1/ask", lambda route: route.fulfill(json=led(route.fetch().json())))
    widget.ask("Do you share my data with third parties?")
    quote = widget.answer.locator("blockquote").first.inner_text()
    link = widget.answer.get_by_role("link", name=name)
    expect(link).to_have_attribute("href", url)
    expect(link).to_contain_text(quote[:2])


def test_the_widget_is_small() -> None:
    """With its styles and English strings it is at most 10 kB, compressed as servers do."""
    assert len(gzip.compress((resources.WEB / "widget.js").read_bytes(), 9, mtime=0)) <= 10_000


def test_the_widget_makes_no_html() -> None:
    """Nothing in it turns a string into markup or code."""
    source = (resources.WEB / "widget.js").read_text("utf-8")
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "srcdoc"):
        assert word not in source
