"""Asking, and what can be done with an answer."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.web.conftest import NewPage
from tests.web.serving import POLICIES, HostPage
from tests.web.widget import Widget

ANSWERED = "Do you share my data with third parties?"
SILENT = "Do you scan my fingerprint?"
HEAR = """() => {
  window.heard = [];
  new MutationObserver((changes) => {
    for (const { addedNodes, target } of changes) {
      const live = target.closest?.('[role=log], [role=status], [role=alert]');
      if (live) heard.push(...[...addedNodes].map((node) => node.textContent));
    }
  }).observe(policyAssistant.shadowRoot, { childList: true, subtree: true });
}"""
"""What a screen reader is told from now on: words that come into what it listens to."""


def body(request: Request) -> Any:
    """The JSON that the widget sent."""
    return json.loads(request.post_data or "null")


def test_an_answer_is_the_clause_word_for_word(widget: Widget) -> None:
    """What is shown is the quote of the reply, and that stands in the policy."""
    reply = widget.ask(ANSWERED)
    quote = reply["citations"][0]["quote"]
    assert widget.quotes.first.text_content() == quote
    assert quote in (POLICIES / "privacy-statement.txt").read_text("utf-8")
    expect(widget.answer).to_contain_text("not legal advice")


def test_an_answer_names_its_section(widget: Widget) -> None:
    """The path of headings stands over the quote, without the policy's own title."""
    reply = widget.ask(ANSWERED)
    title, *headings = reply["citations"][0]["section"]
    assert title == reply["policy"]["title"]
    expect(widget.citations.first.locator(".section")).to_have_text(" › ".join(headings))


@pytest.mark.parametrize("lang", ["en", "de", "ar"])
def test_on_a_phone_of_320_pixels_what_belongs_together_stands_in_a_line(
    new_page: NewPage, site: str, lang: str
) -> None:
    """Both thumbs, "Copy quote" and "Original", and the words that say where to type."""
    page = new_page(viewport={"width": 320, "height": 640})
    widget = Widget.on_demo(page, site, lang=lang)
    page.evaluate("policyAssistant.open()")
    expect(widget.input).to_be_visible()
    assert widget.input.evaluate("field => { field.value = field.placeholder; return field.scrollHeight; }") < 50
    widget.input.fill("")

    def linked(route: Route) -> None:
        reply = route.fetch().json()
        first = reply["citations"][0] | {"source_link": "https://acme.example/privacy"}
        route.fulfill(json=reply | {"citations": [first]})

    page.route("**/v1/ask", linked)
    widget.ask(ANSWERED)
    for pair in (widget.answer.locator(".feedback button"), widget.citations.locator(".actions .actions > *")):
        expect(pair).to_have_count(2)
        tops = pair.evaluate_all("nodes => nodes.map((node) => node.getBoundingClientRect().top)")
        assert tops[0] == pytest.approx(tops[1], abs=1)


def test_a_long_question_leaves_its_answer_in_view(new_page: NewPage, site: str) -> None:
    """On a phone: it is the answer that one waits for, also where it came while the dialog was closed."""
    page = new_page(viewport={"width": 360, "height": 640}, has_touch=True)
    widget = Widget.on_demo(page, site)
    page.evaluate("policyAssistant.open()")
    widget.ask(f"{'I have a shop and write to many people every day. ' * 12}{ANSWERED}")
    expect(widget.answer.locator("p").first).to_be_in_viewport()
    held = widget.hold()
    widget.type("Do you use cookies?")
    expect(widget.status).not_to_be_empty()
    widget.button("Close").click()
    held[0].continue_()
    expect(widget.host.locator("article")).to_have_count(2)
    widget.launcher.click()
    expect(widget.answer.locator("p").first).to_be_in_viewport()


def test_key_words_are_marked(widget: Widget) -> None:
    """The marks cover the code points that the reply names."""
    citation = widget.ask(ANSWERED)["citations"][0]
    words = [citation["quote"][start:end] for start, end in citation["highlights"]]
    assert words
    assert widget.quotes.first.locator("mark").all_text_contents() == words


def test_lines_stand_without_empty_ones_between(widget: Widget) -> None:
    """As those of an address: a phone's screen is small."""

    def tall(route: Route) -> None:
        reply = route.fetch().json()
        lines = {"quote": "Write to\n\nExample Ltd.\n\nBern", "highlights": [[10, 17]]}
        route.fulfill(json=reply | {"citations": [reply["citations"][0] | lines]})

    widget.page.route("**/v1/ask", tall)
    widget.ask(ANSWERED)
    assert widget.quotes.first.text_content() == "Write to\nExample Ltd.\nBern"
    assert widget.quotes.first.locator("mark").text_content() == "Example"


def test_a_citation_leads_to_the_marked_clause(widget: Widget) -> None:
    """The link opens the policy page, which has the clause marked and in view."""
    quote = widget.ask(ANSWERED)["citations"][0]["quote"]
    with widget.page.context.expect_page() as opened:
        widget.citations.first.get_by_role("link", name="Read in the policy").click()
    policy = opened.value
    expect(policy.locator("#clause")).to_be_in_viewport()
    marked = "".join(policy.locator("mark").all_text_contents())
    assert "".join(marked.split()) in "".join(quote.split())
    assert marked


def test_other_clauses_are_offered(widget: Widget) -> None:
    """The best clause is shown, the others unfold."""
    reply = widget.ask(ANSWERED)
    others = len(reply["citations"]) - 1
    assert others
    expect(widget.citations.nth(1)).to_be_hidden()
    widget.host.get_by_text(f"Other clauses ({others})").click()
    expect(widget.citations.nth(1)).to_be_visible()


def test_a_compound_question_is_answered_part_by_part(widget: Widget) -> None:
    """Each part's clause stands under the part, and what is not covered is named."""
    reply = widget.ask("Do you share my data with third parties, and do you take my DNA?")
    parts = [citation["part"] for citation in reply["citations"] if citation["part"]]
    assert parts
    for number, part in enumerate(parts):
        expect(widget.citations.nth(number)).to_be_visible()
        expect(widget.citations.nth(number).get_by_role("heading")).to_have_text(f"On “{part}”")
    expect(widget.answer).to_contain_text(reply["message"])


def test_an_abstention_offers_a_way_on(widget: Widget) -> None:
    """Where to read on are links into the policy, and the policy says how to reach its company."""
    reply = widget.ask(SILENT)
    assert reply["outcome"] == "not_covered"
    expect(widget.answer).to_contain_text(reply["message"])
    expect(widget.answer.get_by_role("link")).to_have_count(len(reply["see_also"]))
    link = widget.answer.get_by_role("link").first
    assert link.get_attribute("href") == urljoin(widget.page.url, reply["see_also"][0]["link"])
    assert reply["contact"]
    expect(widget.answer.get_by_role("blockquote")).to_have_text(reply["contact"])


def test_an_abstention_that_is_not_sure_shows_the_clauses(widget: Widget) -> None:
    """The message comes first, then all the clauses, as none is surely the best; no sections besides."""
    widget.doubt()
    closest = widget.ask(ANSWERED)["closest"]
    assert len(closest) > 1
    expect(widget.answer.locator("> :first-child")).to_have_text("Not sure.")
    expect(widget.quotes).to_have_text([each["quote"] for each in closest])
    expect(widget.citations.last).to_be_visible()
    expect(widget.answer).not_to_contain_text("Nearest")


@pytest.mark.parametrize(
    ("contact", "href"),
    [
        ("help@example.com", "mailto:help@example.com"),
        ("https://example.com/help", "https://example.com/help"),
        ("/help", "/help"),
    ],
)
def test_the_help_centres_own_contact_comes_first(page: Page, site: str, contact: str, href: str) -> None:
    """With data-contact an abstention leads there, and not to the policy's clause."""
    widget = Widget.on_demo(page, site, contact=contact).open()
    widget.ask(SILENT)
    expect(widget.answer.get_by_role("link", name="Contact us")).to_have_attribute("href", href)


def test_a_contact_may_be_words(page: Page, site: str) -> None:
    """What is neither an address nor a URL is shown as it stands."""
    widget = Widget.on_demo(page, site, contact="Ring the bell at door 3.").open()
    widget.ask(SILENT)
    expect(widget.answer).to_contain_text("Ring the bell at door 3.")


def test_a_question_that_is_no_question_of_privacy(widget: Widget) -> None:
    """It is told so, and nothing is quoted."""
    reply = widget.ask("Write me a poem about the weather")
    expect(widget.answer).to_contain_text(reply["message"])
    expect(widget.quotes).to_have_count(0)


def test_small_talk_is_not_judged(widget: Widget) -> None:
    """A greeting is answered, without asking whether that answered it."""
    reply = widget.ask("hello")
    expect(widget.answer).to_have_text(reply["message"])


def test_all_policies_can_be_asked(page: Page, site: str) -> None:
    """Without a policy each clause says which policy it is from: by company and title, not by the server's id."""
    widget = Widget.on_demo(page, site)
    widget.set("policy", "")
    widget.open()
    reply = widget.ask("Do you share my data with third parties?")
    assert reply["policy"] is None
    assert len({citation["policy"] for citation in reply["citations"]}) > 1
    for number, citation in enumerate(reply["citations"]):
        named = ", ".join(filter(None, (citation["company"], citation["title"])))
        expect(widget.citations.locator(".section").nth(number)).to_have_text(re.compile(rf"^{re.escape(named)} › "))


def test_follow_ups_carry_the_last_eight_questions(widget: Widget) -> None:
    """Earlier questions are sent along, oldest first; clearing the conversation forgets them."""
    questions = [f"Do you share my data with third parties, case {number}?" for number in range(10)]
    for question in questions:
        with widget.page.expect_request("**/v1/ask") as sent:
            widget.ask(question)
    assert body(sent.value)["history"] == questions[1:9]
    widget.button("Clear conversation").click()
    expect(widget.answers).to_have_count(0)
    expect(widget.input).to_be_focused()
    with widget.page.expect_request("**/v1/ask") as sent:
        widget.ask(ANSWERED)
    assert body(sent.value)["history"] == []


def test_suggestions_come_from_what_the_policy_covers(widget: Widget, site: str) -> None:
    """Pressing one asks it."""
    suggestions = widget.page.request.get(f"{site}/v1/policies/privacy-statement").json()["suggestions"]
    chips = widget.host.get_by_role("list", name="People often ask").get_by_role("button")
    expect(chips).to_have_text(suggestions)
    chips.first.click()
    expect(widget.citations.first).to_be_visible()
    expect(widget.log).to_be_focused()


@pytest.mark.parametrize("waiting", [True, False])
def test_a_suggestion_leaves_the_draft_alone(widget: Widget, waiting: bool) -> None:
    """What was typed is still in the field, whether an answer is just coming or not."""
    suggestion = widget.host.get_by_role("list", name="People often ask").get_by_role("button").first
    expect(suggestion).to_be_visible()  # they come a little later than the dialog
    held = widget.hold()
    if waiting:
        widget.type(ANSWERED)
    widget.input.fill("A draft")
    suggestion.click()
    expect(widget.status).to_have_text("Looking in the policy…")
    expect(widget.input).to_have_value("A draft")
    held[0].continue_()
    expect(widget.answers).to_have_count(1)
    expect(widget.input).to_have_value("A draft")


def test_the_host_may_suggest_its_own(page: Page, site: str) -> None:
    """data-questions goes before what the policy covers."""
    widget = Widget.on_demo(page, site, questions="Who are you? | Why?").open()
    chips = widget.host.get_by_role("list", name="People often ask").get_by_role("button")
    expect(chips).to_have_text(["Who are you?", "Why?"])


def test_nothing_is_requested_before_it_is_opened(page: Page, site: str, host: HostPage) -> None:
    """A visitor who does not open the assistant is not known to it: the page loads its script, and no more."""
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    host.html = (
        f'<!doctype html><link rel="icon" href="data:,"><script src="{site}/widget.js" data-policy="zopim"></script>'
    )
    page.goto(host.url, wait_until="networkidle")
    expect(Widget(page).launcher).to_be_visible()
    assert [url for url in requested if url.startswith(site)] == [f"{site}/widget.js"]


def test_a_quote_is_copied_with_its_citation(new_page: NewPage, site: str) -> None:
    """The clipboard holds quote, policy, section and an absolute link; a tick at the button says so."""
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    widget = Widget.on_demo(page, site, "zopim").open()
    citation = widget.ask(ANSWERED)["citations"][0]
    widget.button("Copy quote").first.click()
    expect(widget.citations.first.get_by_text("Copied")).to_be_attached()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert f"“{citation['quote']}”" in copied
    assert "Zopim" in copied
    assert " › ".join(citation["section"][1:]) in copied
    assert copied.endswith(site + citation["link"])


def test_a_quote_is_copied_where_the_clipboard_is_closed(new_page: NewPage, site: str) -> None:
    """On a page that is no secure context the old way of copying is taken."""
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    widget = Widget.on_demo(page, site, "zopim").open()
    citation = widget.ask(ANSWERED)["citations"][0]
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('closed')); }")
    widget.button("Copy quote").first.click()
    expect(widget.citations.first.get_by_text("Copied")).to_be_attached()
    expect(widget.button("Copy quote").first).to_be_focused()
    assert citation["quote"] in page.evaluate("navigator.clipboard.readText()")


def test_that_a_quote_was_copied_is_heard_once(new_page: NewPage, site: str) -> None:
    """At each press, as what is added to the conversation; the button keeps its name and its place.

    A tick is shown at the quote that the clipboard holds.
    """
    permissions = ["clipboard-read", "clipboard-write"]
    page = new_page(viewport={"width": 360, "height": 640}, reduced_motion="reduce", permissions=permissions)
    page.clock.install()
    widget = Widget.on_demo(page, site).open()
    widget.doubt()
    widget.ask(ANSWERED)
    expect(widget.citations.nth(1)).to_be_visible()
    page.evaluate(HEAR)
    place = "node => [node.offsetLeft, node.offsetTop, node.offsetWidth]"
    for number in (0, 1, 1):
        copy = widget.button("Copy quote").nth(number)
        before = copy.evaluate(place)
        copy.click()
        page.clock.run_for(5000)
        expect(copy).to_be_focused()
        assert copy.evaluate(place) == before
        expect(widget.host.get_by_text("Copied")).to_have_count(1)
        ticks = "nodes => nodes.map((node) => getComputedStyle(node, '::before').content.includes('✓'))"
        shown = widget.button("Copy quote").evaluate_all(ticks)
        assert [at for at, tick in enumerate(shown) if tick] == [number]
    assert page.evaluate("heard") == ["Copied"] * 3


def test_a_thumb_up_is_counted(widget: Widget) -> None:
    """The server is sent a code and no words."""
    widget.ask(ANSWERED)
    with widget.page.expect_response("**/v1/feedback") as counted:
        widget.button("Yes").click()
    assert counted.value.ok
    told = {"helpful": True, "reason": None, "policy": "privacy-statement", "outcome": "answered"}
    assert body(counted.value.request) == told
    expect(widget.answer).to_contain_text("Thank you")


def test_a_thumb_down_asks_for_a_reason(widget: Widget) -> None:
    """It is counted at once, as the reason may never come; that is one of four, and comes without the thumb.

    The host page gets both as events, with the question.
    """
    listen = "element => element.addEventListener('policy-assistant:feedback', e => window.told = e.detail)"
    widget.host.evaluate(listen)
    widget.ask(ANSWERED)
    told = {"helpful": False, "reason": None}
    for press, now in (("No", told), ("Something is missing", {"helpful": None, "reason": "incomplete"})):
        with widget.page.expect_response("**/v1/feedback") as counted:
            widget.button(press).click()
        assert counted.value.ok
        about = {"policy": "privacy-statement", "outcome": "answered"}
        assert body(counted.value.request) == now | about
        event = widget.page.evaluate("({...window.told, reply: null})")
        assert event == now | {"question": ANSWERED, "reply": None}
        if press == "No":
            expect(widget.button("Wrong clause")).to_be_focused()
    expect(widget.answer).to_contain_text("Thank you")


def test_feedback_can_be_an_event_only_or_off(page: Page, site: str) -> None:
    """data-feedback="event" sends nothing, "off" does not ask."""
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    widget = Widget.on_demo(page, site, feedback="event").open()
    widget.ask(ANSWERED)
    widget.button("Yes").click()
    expect(widget.answer).to_contain_text("Thank you")
    widget.set("feedback", "off")
    widget.ask(ANSWERED)
    expect(widget.button("Yes")).to_have_count(0)
    assert not [url for url in sent if "feedback" in url]


@pytest.mark.parametrize("times", [2, 3])
def test_a_double_click_on_no_gives_no_reason(widget: Widget, times: int) -> None:
    """The reasons come to stand where the thumb was: only a click of its own chooses one."""
    widget.ask(ANSWERED)
    sent: list[str] = []
    widget.page.on("request", lambda request: sent.append(request.url))
    widget.button("No").click(click_count=times, force=True)
    expect(widget.button("Wrong clause")).to_be_visible()
    reason = widget.host.locator(".feedback .chip:hover")
    expect(reason).to_have_count(1)
    assert len([url for url in sent if "feedback" in url]) == 1
    with widget.page.expect_request("**/v1/feedback"):
        reason.click()


def test_enter_sends_and_shift_enter_breaks_the_line(widget: Widget) -> None:
    """A question may have several lines."""
    widget.input.press_sequentially("Do you share my data")
    widget.input.press("Shift+Enter")
    widget.input.press_sequentially("with third parties?")
    expect(widget.input).to_have_value("Do you share my data\nwith third parties?")
    widget.input.press("Enter")
    expect(widget.citations.first).to_be_visible()
    expect(widget.input).to_have_value("")


def test_an_unsure_answer_says_so(widget: Widget) -> None:
    """Below a confidence of 0.7 the answer is offered as a perhaps."""

    def doubt(route: Route) -> None:
        route.fulfill(json=route.fetch().json() | {"confidence": 0.69})

    widget.page.route("**/v1/ask", doubt)
    widget.ask(ANSWERED)
    expect(widget.answer).to_contain_text("Perhaps this is the answer")
