"""axe-core over every state, in light, dark and on a phone."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import NewPage
from tests.web.widget import Widget

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
LOOKS: dict[str, dict[str, object]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True},
    "phone-dark": {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"},
}
ASKED = "Do you share my data with third parties?"


def violations(page: Page) -> list[str]:
    """Every rule of axe-core that the page breaks, best practices included, with the elements."""
    page.evaluate(AXE)
    found = page.evaluate("axe.run()")["violations"]
    return [f"{each['id']}: {[node['html'][:160] for node in each['nodes']]}" for each in found]


def closed(widget: Widget) -> None:
    """The page before anything is pressed."""


def opened(widget: Widget) -> None:
    widget.open()
    expect(widget.host.get_by_role("list", name="People often ask")).to_be_visible()


def answered(widget: Widget) -> None:
    widget.open().ask(ASKED)


def unfolded(widget: Widget) -> None:
    widget.open().ask(ASKED)
    widget.host.locator("summary").click()
    expect(widget.citations.nth(1)).to_be_visible()


def compound(widget: Widget) -> None:
    widget.open().ask("Do you share my data with third parties, and how long do you keep it?")


def abstained(widget: Widget) -> None:
    widget.open().ask("Do you take my DNA or biometric data?")


def not_sure(widget: Widget) -> None:
    widget.doubt()
    widget.open().ask(ASKED)


def with_contact(widget: Widget) -> None:
    widget.set("contact", "help@example.com")
    abstained(widget)


def off_topic(widget: Widget) -> None:
    widget.open().ask("Write me a poem about the weather")


def reasons(widget: Widget) -> None:
    widget.open().ask(ASKED)
    widget.button("No").click()


def thanked(widget: Widget) -> None:
    widget.open().ask(ASKED)
    widget.button("Yes").click()


def waiting(widget: Widget) -> None:
    widget.hold()
    widget.open().type(ASKED)
    expect(widget.status).to_contain_text("Looking")


def failed(widget: Widget) -> None:
    widget.page.route("**/v1/ask", lambda route: route.abort())
    widget.open().type(ASKED)
    expect(widget.button("Try again")).to_be_visible()


def offline(widget: Widget) -> None:
    widget.open()
    widget.page.context.set_offline(True)
    expect(widget.notice).to_contain_text("You are offline")


def german(widget: Widget) -> None:
    widget.set("lang", "de")
    expect(widget.launcher).to_have_text("Fragen zum Datenschutz")
    widget.launcher.click()
    widget.ask(ASKED)


def right_to_left(widget: Widget) -> None:
    widget.set("lang", "ar")
    expect(widget.launcher).to_have_text("أسئلة الخصوصية")
    widget.launcher.click()
    widget.ask(ASKED)


STATES = (
    closed, opened, answered, unfolded, compound, abstained, not_sure, with_contact, off_topic, reasons, thanked,
    waiting, failed, offline, german, right_to_left,
)  # fmt: skip


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_no_state_has_a_barrier(new_page: NewPage, site: str, state: Callable[[Widget], None], look: str) -> None:
    """axe-core finds nothing, on the demo page with the assistant in this state."""
    page = new_page(**LOOKS[look], reduced_motion="reduce")  # nothing is half faded in
    state(Widget.on_demo(page, site))
    assert violations(page) == []


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("policy", ["chatinbox", "pimentachat", "privacy-statement", "team365", "zopim"])
def test_no_policy_page_has_a_barrier(new_page: NewPage, site: str, policy: str, look: str) -> None:
    """axe-core finds nothing on a policy's page with a clause marked."""
    page = new_page(**LOOKS[look], reduced_motion="reduce")  # nothing is half faded in
    page.goto(f"{site}/policies/{policy}?start=900&end=1400#clause")
    assert violations(page) == []
