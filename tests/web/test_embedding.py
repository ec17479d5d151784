"""On somebody else's page: one script tag or an element, under a strict policy, steered by script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from assistant.server.settings import Settings
from tests.web.serving import POLICIES, HostPage, hosting, serving
from tests.web.widget import Widget

QUESTION = "Do you share my data with third parties?"


@pytest.fixture(scope="module")
def customer() -> Iterator[HostPage]:
    """A site that the server lets ask."""
    with hosting() as page:
        yield page


@pytest.fixture(scope="module")
def server(customer: HostPage, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(POLICIES, tmp_path_factory.mktemp("indexes"), Settings(allow_origin=(customer.url,))) as address:
        yield address


def tag(server: str) -> str:
    """What a site puts into its page."""
    return f'<script src="{server}/widget.js" data-policy="privacy-statement" async></script>'


def embed(page: Page, customer: HostPage, server: str, body: str) -> Widget:
    """Show ``body`` on the customer's site, which allows that server's script and API and nothing else."""
    customer.csp = f"default-src 'none'; script-src {server}; connect-src {server}; require-trusted-types-for 'script'"
    customer.html = f'<!doctype html><html lang="en"><title>Shop</title><h1>Shop</h1>{body}'
    page.goto(customer.url)
    return Widget(page)


def test_one_script_tag_is_all(page: Page, customer: HostPage, server: str) -> None:
    """It works on another origin under a policy that allows no inline style, without a message in the console."""
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    widget = embed(page, customer, server, tag(server)).open()
    widget.ask(QUESTION)
    expect(widget.citations.first).to_be_visible()
    assert widget.launcher.evaluate("element => getComputedStyle(element).position") == "fixed"
    assert messages == []


def test_the_embed_code_of_the_demo_page(page: Page, customer: HostPage, server: str, tmp_path: Path) -> None:
    """The code to copy pins the script by its hash, and works as it stands; a wrong hash does not."""
    Widget.on_demo(page, server)
    code = page.get_by_label("Embed code").inner_text()
    assert "integrity" in code
    assert f"{server}/widget-" in code
    widget = embed(page, customer, server, code).open()
    widget.ask(QUESTION)
    expect(widget.citations.first).to_be_visible()
    embed(page, customer, server, code.replace("sha384-", "sha384-A", 1).replace("==", "=", 1))
    page.wait_for_load_state("networkidle")
    expect(widget.launcher).to_have_count(0)


@pytest.mark.parametrize("below", ["/assistant", "/assistant/", "/", ""])
def test_the_server_may_stand_below_a_path(page: Page, customer: HostPage, server: str, below: str) -> None:
    """A proxy may give it a path of its host; the slash at the end does not matter."""
    prefix = below.rstrip("/")

    def proxy(route: Route) -> None:
        route.fulfill(response=route.fetch(url=route.request.url.replace(f"{server}{prefix}/", f"{server}/")))

    page.route(f"{server}{prefix}/v1/**", proxy)
    script = f'<script src="{server}/widget.js" data-server="{server}{below}" data-policy="zopim" async></script>'
    widget = embed(page, customer, server, script).open()
    with page.expect_request(f"{server}{prefix}/v1/ask"):
        widget.ask(QUESTION)


def test_inline_in_the_page(page: Page, customer: HostPage, server: str) -> None:
    """The element stands where it is put, open, without a dialog, a launcher or a close button."""
    script = f'<script src="{server}/widget.js" async></script>'
    widget = embed(page, customer, server, f'{script}<policy-assistant policy="privacy-statement"></policy-assistant>')
    expect(page.get_by_role("region", name="Privacy assistant")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(widget.launcher).to_be_hidden()
    expect(widget.button("Close")).to_have_count(0)
    widget.ask(QUESTION)
    expect(widget.citations.first).to_be_visible()
    widget.input.press("Escape")
    expect(widget.input).to_be_visible()


def test_the_page_can_steer_it(page: Page, customer: HostPage, server: str) -> None:
    """open, ask, close, toggle, reset and destroy do what they say, and each is an event that reaches the document."""
    widget = embed(page, customer, server, tag(server))
    expect(widget.launcher).to_be_visible()
    page.evaluate(
        "() => { window.seen = []; for (const name of ['open', 'ask', 'answer', 'close', 'reset'])"
        " document.addEventListener(`policy-assistant:${name}`, ({ detail }) => seen.push([name, detail?.question])); }"
    )
    page.evaluate("policyAssistant.open({ question: 'Only a draft' })")
    expect(widget.input).to_have_value("Only a draft")
    reply = page.evaluate("question => policyAssistant.ask(question)", QUESTION)
    assert reply["outcome"] == "answered"
    page.evaluate("policyAssistant.close()")
    expect(widget.dialog).to_be_hidden()
    page.evaluate("policyAssistant.toggle()")
    expect(widget.dialog).to_be_visible()
    page.evaluate("policyAssistant.reset()")
    expect(widget.answers).to_have_count(0)
    asked = page.evaluate("question => policyAssistant.open({ question, submit: true })", QUESTION)
    assert asked == reply
    page.evaluate("policyAssistant.destroy()")
    expect(widget.host).to_have_count(0)
    assert page.evaluate("window.seen") == [
        ["open", None], ["ask", QUESTION], ["answer", QUESTION], ["close", None], ["open", None], ["reset", None],
        ["ask", QUESTION], ["answer", QUESTION],
    ]  # fmt: skip


def test_asking_opens_it(page: Page, customer: HostPage, server: str) -> None:
    """A page that asks while the widget is closed is told that it opened, once; not where it cancels the question."""
    widget = embed(page, customer, server, tag(server))
    expect(widget.launcher).to_be_visible()
    page.evaluate(
        "() => { window.seen = []; for (const name of ['open', 'ask', 'answer'])"
        " document.addEventListener(`policy-assistant:${name}`, () => seen.push(name)); }"
    )
    page.evaluate("question => policyAssistant.ask(question)", QUESTION)
    expect(widget.dialog).to_be_visible()
    page.evaluate("question => policyAssistant.ask(question)", QUESTION)
    assert page.evaluate("window.seen") == ["ask", "open", "answer", "ask", "answer"]
    page.evaluate("policyAssistant.close()")
    page.evaluate("document.addEventListener('policy-assistant:ask', (event) => event.preventDefault())")
    assert page.evaluate("question => policyAssistant.ask(question)", QUESTION) is None
    expect(widget.dialog).to_be_hidden()


@pytest.mark.parametrize("made", ["document.createElement('policy-assistant')", "policyAssistant"])
def test_in_no_page_there_is_nothing_to_open(page: Page, customer: HostPage, server: str, made: str) -> None:
    """An element that is not put into the page yet, or was taken out of it, opens once it is there."""
    widget = embed(page, customer, server, tag(server))
    expect(widget.launcher).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 700})  # where the dialog is modal, which only one in a page can be
    page.evaluate(f"window.made = {made}; made.remove()")
    assert page.evaluate("question => Promise.all([made.open(), made.ask(question), made.close()])", QUESTION) == [
        None, None, None,
    ]  # fmt: skip
    page.evaluate("made.setAttribute('floating', ''); document.body.replaceChildren(made); made.open()")
    expect(widget.dialog).to_be_visible()


def test_a_script_that_runs_twice(page: Page, customer: HostPage, server: str) -> None:
    """As on a page that puts a new body in place of the old one: there is a widget again, and no error."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    embed(page, customer, server, tag(server) * 2)
    expect(page.locator("policy-assistant")).to_have_count(2)
    assert errors == []


def test_a_page_that_replaces_its_body_can_take_it_along(page: Page, customer: HostPage, server: str) -> None:
    """The conversation is kept."""
    widget = embed(page, customer, server, tag(server)).open()
    widget.ask(QUESTION)
    page.evaluate("document.body = document.createElement('body')")
    expect(widget.host).to_have_count(0)
    page.evaluate("document.body.append(policyAssistant)")
    expect(widget.answers).to_have_count(1)
    widget.ask("Do you use cookies?")


def test_the_page_can_say_no(page: Page, customer: HostPage, server: str) -> None:
    """A page that cancels the ask event keeps the question from being sent."""
    widget = embed(page, customer, server, tag(server))
    widget.open()
    page.evaluate("document.addEventListener('policy-assistant:ask', (event) => event.preventDefault())")
    assert page.evaluate("question => policyAssistant.ask(question)", QUESTION) is None
    expect(widget.host.locator(".question")).to_have_count(0)


def test_the_page_can_style_it(page: Page, customer: HostPage, server: str) -> None:
    """Custom properties and ::part reach inside; the page's own rules do not."""
    css = (
        "button { display: none } policy-assistant { --accent: rgb(120, 0, 60) }"
        " policy-assistant::part(launcher) { border-radius: 0 }"
    )
    customer.csp = ""
    customer.html = f"<!doctype html><style>{css}</style>{tag(server)}"
    page.goto(customer.url)
    widget = Widget(page)
    style = widget.launcher.evaluate(
        "element => { const s = getComputedStyle(element); return [s.backgroundColor, s.borderRadius, s.display]; }"
    )
    assert style == ["rgb(120, 0, 60)", "0px", "flex"]


def test_another_site_may_not_ask(page: Page, site: str, customer: HostPage) -> None:
    """Without leave of the server the question is kept, and the visitor is told that it cannot be reached."""
    widget = embed(page, customer, site, f'<script src="{site}/widget.js" data-policy="zopim" async></script>').open()
    widget.type(QUESTION)
    expect(widget.notice).to_contain_text("cannot be reached")
    expect(widget.input).to_have_value(QUESTION)
