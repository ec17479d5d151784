"""No network, a failing server, a slow one: the draft is kept, and there is a way to try again."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.web.widget import Widget

QUESTION = "Do you share my data with third parties?"


def expect_kept(widget: Widget, notice: str) -> None:
    """The question is back in the field, not in the conversation, and the notice offers to try again."""
    expect(widget.notice).to_contain_text(notice)
    expect(widget.input).to_have_value(QUESTION)
    expect(widget.host.locator(".question")).to_have_count(0)
    expect(widget.answers).to_have_count(0)


def expect_answered(widget: Widget) -> None:
    """The answer is there, once, and the notice is gone."""
    expect(widget.answers).to_have_count(1)
    expect(widget.citations.first).to_be_visible()
    expect(widget.notice).to_be_empty()
    expect(widget.input).to_have_value("")


def test_offline_keeps_the_question(widget: Widget) -> None:
    """Offline is said at once; back online the kept question is one press away."""
    widget.page.context.set_offline(True)
    expect(widget.notice).to_contain_text("You are offline")
    widget.type(QUESTION)
    expect_kept(widget, "You are offline. Your question is kept.")
    widget.page.context.set_offline(False)
    expect(widget.notice).to_contain_text("You are online again")
    widget.button("Try again").click()
    expect_answered(widget)


def test_back_online_without_a_question(widget: Widget) -> None:
    """Nothing had failed, so nothing is offered."""
    widget.page.context.set_offline(True)
    expect(widget.notice).to_contain_text("You are offline")
    widget.page.context.set_offline(False)
    expect(widget.notice).to_be_empty()


@pytest.mark.parametrize(
    ("status", "headers", "body", "notice"),
    [
        (500, {}, "{}", "The assistant cannot be reached"),
        (502, {}, "<html>Bad gateway</html>", "The assistant cannot be reached"),
        (200, {}, "<html>Please log in</html>", "The assistant cannot be reached"),
        (503, {"Retry-After": "7"}, "{}", "try again in 7 seconds"),
        (429, {"Retry-After": "31"}, "{}", "try again in 31 seconds"),
        (503, {"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}, "{}", "try again in 10 seconds"),
        (403, {}, "<html>Forbidden</html>", "The assistant cannot be reached"),
    ],
)
def test_a_failing_server_keeps_the_question(
    widget: Widget, status: int, headers: dict[str, str], body: str, notice: str
) -> None:
    """The notice says what can be done; trying again asks the same question."""
    widget.page.route("**/v1/ask", lambda route: route.fulfill(status=status, headers=headers, body=body))
    widget.type(QUESTION)
    expect_kept(widget, notice)
    widget.page.unroute("**/v1/ask")
    widget.button("Try again").click()
    expect_answered(widget)


@pytest.mark.parametrize(
    ("lang", "missing", "refused"),
    [
        ("en", "This assistant has no such policy.", "Perhaps it is too long."),
        ("de", "Diese Erklärung gibt es hier nicht.", "Vielleicht ist sie zu lang."),
    ],
)
def test_what_the_server_refuses_is_said_to_people(
    page: Page, site: str, lang: str, missing: str, refused: str
) -> None:
    """A question that is too long, or a policy that is gone, in the widget's language and not in developers' words.

    Trying again would not help. Who set up the page finds the policy's id in the console.
    """
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    widget = Widget.on_demo(page, site, lang=lang)
    page.evaluate("policyAssistant.open({ question: 'data '.repeat(500), submit: true })")
    expect(widget.notice).to_contain_text(refused)
    expect(widget.notice.get_by_role("button")).to_have_count(0)
    expect(widget.input).to_have_value(f"{'data ' * 499}data")
    widget.set("policy", "gone")
    expect(widget.notice).to_be_empty()
    widget.type(QUESTION)
    expect_kept(widget, missing)
    expect(widget.notice.get_by_role("button")).to_have_count(0)
    assert 'policy-assistant: no policy "gone"' in messages


def test_a_page_that_names_no_policy_where_it_must(widget: Widget) -> None:
    """A server that wants one refuses each question: that is the page's fault, and not the question's."""
    widget.page.route("**/v1/ask", lambda route: route.fulfill(status=422, json={}))
    widget.set("policy", "")
    widget.type(QUESTION)
    expect_kept(widget, "This assistant has no such policy.")


def test_an_unreachable_server_is_an_event(widget: Widget) -> None:
    """The host page is told, with the question, and can offer something else."""
    widget.host.evaluate(
        "element => element.addEventListener('policy-assistant:error', e => window.told = e.detail.question)"
    )
    widget.page.route("**/v1/ask", lambda route: route.abort())
    widget.type(QUESTION)
    expect_kept(widget, "The assistant cannot be reached")
    assert widget.page.evaluate("window.told") == QUESTION


def test_a_slow_answer_shows_that_it_is_coming(widget: Widget) -> None:
    """First it is looked for, then it takes longer than usual; meanwhile no second question is sent."""
    held = widget.hold()
    widget.type(QUESTION)
    expect(widget.status).to_have_text("Looking in the policy…")
    expect(widget.button("Send")).to_be_disabled()
    widget.type("And why?")
    expect(widget.status).to_have_text("Still looking. This takes longer than usual.")
    assert len(held) == 1
    held[0].continue_()
    expect(widget.answers).to_have_count(1)
    expect(widget.status).to_be_empty()
    expect(widget.input).to_have_value("And why?")


def test_moved_while_an_answer_is_coming(widget: Widget) -> None:
    """The answer comes to where the page has put the element; once it is taken out, none does."""
    held = widget.hold()
    widget.type(QUESTION)
    expect(widget.status).to_have_text("Looking in the policy…")
    widget.page.evaluate("document.body.prepend(document.querySelector('policy-assistant'))")
    held[-1].continue_()
    expect(widget.answers).to_have_count(1)
    widget.type("And why?")
    expect(widget.status).to_have_text("Looking in the policy…")
    taken = "() => { const all = document.querySelector('policy-assistant'); all.remove(); return all; }"
    element = widget.page.evaluate_handle(taken)
    expect(widget.host).to_have_count(0)
    widget.page.evaluate("element => document.body.append(element)", element)
    expect(widget.status).to_be_empty()
    expect(widget.answers).to_have_count(1)


def test_a_policy_that_could_not_be_introduced_is_when_it_is_opened_again(widget: Widget, site: str) -> None:
    """Its title and the questions to begin with come late rather than never."""
    page = widget.page
    page.route("**/v1/policies/zopim", lambda route: route.abort())
    widget.set("policy", "zopim")
    expect(widget.host).not_to_contain_text("Privacy Statement")
    chips = widget.host.locator(".chip")
    expect(chips).to_have_count(0)
    page.unroute("**/v1/policies/zopim")
    for name in ("Close", "Privacy questions"):
        widget.button(name).click()
    expect(widget.host).to_contain_text("Zopim Privacy Policy")
    expect(chips).not_to_have_count(0)


def test_what_only_counts_later_can_be_set_at_any_time(widget: Widget) -> None:
    """The conversation and a draft stay when the page sets its contact or where thumbs go."""
    widget.ask(QUESTION)
    widget.input.fill("And how")
    widget.set("contact", "help@acme.example")
    widget.set("feedback", "off")
    expect(widget.answers).to_have_count(1)
    expect(widget.input).to_have_value("And how")
    widget.ask("Do you scan my fingerprint?")
    expect(widget.answer.get_by_role("link", name="Contact")).to_have_attribute("href", "mailto:help@acme.example")
    expect(widget.answer.locator(".feedback")).to_have_count(0)


def test_clearing_while_an_answer_is_coming(widget: Widget) -> None:
    """The answer that was under way is not shown in the new conversation."""
    widget.hold()
    widget.type(QUESTION)
    expect(widget.status).to_have_text("Looking in the policy…")
    widget.button("Clear conversation").click()
    expect(widget.status).to_be_empty()
    widget.page.unroute("**/v1/ask")
    widget.ask("Do you use cookies?")
    expect(widget.answers).to_have_count(1)
    expect(widget.host.locator(".question")).to_have_text("You asked: Do you use cookies?")


def test_an_answer_is_announced_once(widget: Widget) -> None:
    """Asking puts two things into the log, the question and the finished answer; nothing in it changes afterwards."""
    expect(widget.host.get_by_role("list", name="People often ask")).to_be_visible()  # it comes by itself, before
    widget.log.evaluate(
        "log => { window.added = []; new MutationObserver((list) => list.forEach((record) =>"
        " window.added.push(...[...record.addedNodes].map((node) => node.localName))))"
        ".observe(log, { childList: true, subtree: true, characterData: true }); }"
    )
    widget.ask(QUESTION)
    assert widget.page.evaluate("window.added") == ["p", "article"]


def test_a_language_pack_that_does_not_come(widget: Widget) -> None:
    """The assistant then speaks English."""
    widget.page.route("**/lang/de.json", lambda route: route.fulfill(status=500))
    with widget.page.expect_response("**/lang/de.json"):
        widget.set("lang", "de")
    widget.ask(QUESTION)
    expect(widget.button("Send")).to_be_visible()
