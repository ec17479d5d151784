"""Everything without a mouse, and where the focus goes."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import NewPage
from tests.web.widget import Widget

PHONE: dict[str, Any] = {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True}


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the control with this name has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("() => { const inner = document.activeElement.shadowRoot?.activeElement;"
                         " return inner?.ariaLabel || inner?.textContent || ''; }").startswith(name):  # fmt: skip
            return
    raise AssertionError(f"{name} cannot be reached with Tab")


def test_a_whole_conversation_by_keyboard(page: Page, site: str) -> None:
    """Open, ask, unfold, follow the citation, rate, clear and close: all without a mouse."""
    widget = Widget.on_demo(page, site)
    tab_to(page, "Privacy questions")
    page.keyboard.press("Enter")
    expect(widget.input).to_be_focused()
    page.keyboard.type("Do you share my data with third parties?")
    page.keyboard.press("Enter")
    expect(widget.citations.first).to_be_visible()
    expect(widget.input).to_be_focused()
    widget.log.focus()
    tab_to(page, "Read in the policy")
    with page.context.expect_page() as opened:
        page.keyboard.press("Enter")
    opened.value.close()
    tab_to(page, "Other clauses")
    page.keyboard.press("Enter")
    expect(widget.citations.nth(1)).to_be_visible()
    tab_to(page, "No")
    page.keyboard.press("Enter")
    expect(widget.button("Wrong clause")).to_be_focused()
    page.keyboard.press("Enter")
    expect(widget.answer.get_by_text("Thank you")).to_be_focused()
    tab_to(page, "Send")
    page.keyboard.press("Escape")
    expect(widget.dialog).to_be_hidden()
    expect(widget.launcher).to_be_focused()


def test_focus_returns_to_what_opened_it(page: Page, site: str) -> None:
    """Escape closes; the button in the page that opened it has the focus again, and the conversation is kept."""
    widget = Widget.on_demo(page, site)
    opener = page.locator(".topics button").first
    opener.press("Enter")
    expect(widget.answers).to_have_count(1)
    page.keyboard.press("Escape")
    expect(widget.dialog).to_be_hidden()
    expect(opener).to_be_focused()
    widget.open()
    expect(widget.answers).to_have_count(1)


def test_the_dialog_does_not_trap_the_focus(widget: Widget) -> None:
    """It is not modal: Shift+Tab from its first control leaves into the page."""
    widget.button("Clear conversation").focus()
    widget.page.keyboard.press("Shift+Tab")
    assert widget.page.evaluate("document.activeElement.localName") != "policy-assistant"
    expect(widget.dialog).to_be_visible()


def outside(page: Page, keys: str) -> set[str]:
    """Controls of the page behind that many presses of Tab lead to."""
    found = set()
    for _ in range(25):
        page.keyboard.press(keys)
        found.add(page.evaluate("document.activeElement.localName"))
    return found - {"policy-assistant", "body"}  # the latter while the focus is in the browser's own bar


def test_the_focus_stays_where_the_dialog_hides_the_page(new_page: NewPage, site: str) -> None:
    """On a phone it fills the screen and is modal, until it is closed or the window grows."""
    page = new_page(**PHONE)
    widget = Widget.on_demo(page, site).open()
    widget.button("Clear conversation").focus()
    assert not outside(page, "Shift+Tab")
    assert not outside(page, "Tab")
    page.evaluate("document.body.prepend(document.querySelector('policy-assistant'))")
    assert not outside(page, "Tab")
    widget.input.fill("A draft")
    page.set_viewport_size({"width": 1000, "height": 700})
    expect(widget.input).to_be_focused()
    assert outside(page, "Tab")
    page.set_viewport_size(PHONE["viewport"])
    expect(widget.host.locator("dialog:modal")).to_be_visible()  # it hears of the new size a little later
    widget.input.focus()
    assert not outside(page, "Tab")
    expect(widget.input).to_have_value("A draft")
    widget.input.press("Escape")
    expect(widget.launcher).to_be_focused()
    assert outside(page, "Tab")


def test_a_phones_gesture_for_going_back_closes_it(new_page: NewPage, site: str) -> None:
    """As the cross does: the launcher is there again."""
    widget = Widget.on_demo(new_page(**PHONE), site).open()
    widget.dialog.evaluate("dialog => dialog.requestClose()")
    expect(widget.dialog).to_be_hidden()
    expect(widget.launcher).to_be_focused()


def test_focus_is_visible_on_every_control(widget: Widget) -> None:
    """Each control that the keyboard reaches has an outline."""
    widget.ask("Do you share my data with third parties?")
    controls = widget.host.locator("button:visible, a:visible, textarea:visible, summary:visible")
    widget.page.keyboard.press("Shift+Tab")
    for control in controls.all():
        control.focus()
        style = control.evaluate("element => getComputedStyle(element).outline")
        assert "solid" in style, control


def test_targets_are_large_enough(new_page: NewPage, site: str) -> None:
    """On a phone each control is at least 44 px high and 44 px wide."""
    page = new_page(**PHONE)
    widget = Widget.on_demo(page, site).open()
    widget.ask("Do you share my data with third parties?")
    widget.ask("Do you take my DNA or biometric data?")
    for control in widget.host.locator("button:visible, a:visible, textarea:visible, summary:visible").all():
        box = control.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 43.9, control.inner_text()


def test_a_phone_is_not_covered_by_its_keyboard(new_page: NewPage, site: str) -> None:
    """On a touch screen opening shows the suggestions and leaves the keyboard down."""
    page = new_page(**PHONE)
    widget = Widget.on_demo(page, site).open()
    expect(widget.log).to_be_focused()


def test_a_phone_of_320_pixels_with_its_keyboard_up(new_page: NewPage, site: str) -> None:
    """The dialog takes the whole screen, nothing is wider than it, and the field stays in view in what is left."""
    page = new_page(**PHONE)
    widget = Widget.on_demo(page, site).open()
    widget.ask("Do you share my data with third parties?")
    for height in (640, 300):
        page.set_viewport_size({"width": 320, "height": height})
        expect(widget.input).to_be_in_viewport(ratio=1)
        expect(widget.button("Close")).to_be_in_viewport(ratio=1)
        widget.dialog.evaluate("dialog => Promise.all(dialog.getAnimations().map((each) => each.finished))")
        box = widget.dialog.bounding_box()
        assert box == pytest.approx({"x": 0, "y": 0, "width": 320, "height": height}, abs=0.5)
        assert widget.log.evaluate("element => element.scrollWidth <= element.clientWidth")
    assert widget.log.evaluate("element => element.clientHeight") > 100


def test_zooming_in_with_two_fingers_changes_no_layout(new_page: NewPage, site: str) -> None:
    """Who sees a quarter of the screen moves over it; the conversation is as high as before."""
    page = new_page(**PHONE)
    widget = Widget.on_demo(page, site).open()
    widget.ask("Do you share my data with third parties?")
    height = widget.log.evaluate("element => element.clientHeight")
    page.context.new_cdp_session(page).send("Emulation.setPageScaleFactor", {"pageScaleFactor": 3})
    page.wait_for_function("visualViewport.scale === 3")
    assert widget.log.evaluate("element => element.clientHeight") == height


def test_what_is_typed_is_no_shortcut_of_the_pages(widget: Widget) -> None:
    """A page may listen for "/" anywhere but in its own fields, and takes the element for none."""
    widget.page.evaluate(
        "addEventListener('keydown', (event) => { if (event.key === '/') event.preventDefault(); });"
    )
    widget.input.press_sequentially("name/email")
    expect(widget.input).to_have_value("name/email")


def test_twice_the_size(new_page: NewPage, site: str) -> None:
    """At 200 % zoom (a window of half its size) everything can still be read and reached."""
    page = new_page(viewport={"width": 640, "height": 360}, device_scale_factor=2)
    widget = Widget.on_demo(page, site).open()
    widget.ask("Do you share my data with third parties?")
    expect(widget.input).to_be_in_viewport(ratio=1)
    expect(widget.button("Close")).to_be_in_viewport(ratio=1)
    assert widget.log.evaluate("element => element.scrollWidth <= element.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


@pytest.mark.parametrize("viewport", [{"width": 320, "height": 640}, {"width": 1280, "height": 800}])
def test_the_readers_own_size_of_text(new_page: NewPage, site: str, viewport: dict[str, int]) -> None:
    """What is set in the browser holds for all text, whatever the page makes of it, and nothing gets out of reach."""
    page = new_page(viewport=viewport)
    widget = Widget.on_demo(page, site)
    page.evaluate("document.documentElement.style.fontSize = document.body.style.fontSize = '5px'")
    widget.open().ask("Do you share my data with third parties?")
    texts = widget.host.locator("h2, .question, blockquote, .action, textarea").locator("visible=true")
    sizes = "all => all.map((each) => parseFloat(getComputedStyle(each).fontSize))"
    before = texts.evaluate_all(sizes)
    assert min(before) >= 13
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    expect(widget.quotes.first).to_have_css("font-size", re.compile("3.*px"))
    assert texts.evaluate_all(sizes) == pytest.approx([2 * each for each in before], rel=0.07)  # the field has a least
    widget.input.fill("And for how long?")
    expect(widget.input).to_be_in_viewport(ratio=1)
    expect(widget.button("Close")).to_be_in_viewport(ratio=1)
    assert widget.input.evaluate("element => element.scrollHeight <= element.clientHeight")
    assert widget.log.evaluate("element => element.scrollWidth <= element.clientWidth")


def test_motion_only_where_it_is_welcome(new_page: NewPage, site: str) -> None:
    """With reduced motion nothing is animated."""
    for motion, animations in (("reduce", 0), ("no-preference", 1)):
        widget = Widget.on_demo(new_page(reduced_motion=motion), site).open()
        assert len(widget.dialog.evaluate("element => getComputedStyle(element).animationName").split()) == 1
        name = widget.dialog.evaluate("element => getComputedStyle(element).animationName")
        assert (name != "none") == bool(animations)


def test_forced_colours_keep_the_marks(new_page: NewPage, site: str) -> None:
    """Where the system chooses the colours, marked words are still marked."""
    widget = Widget.on_demo(new_page(forced_colors="active"), site).open()
    widget.ask("Do you share my data with third parties?")
    mark = widget.quotes.first.locator("mark").first
    colours = mark.evaluate("element => [element, element.parentElement].map(e => getComputedStyle(e).backgroundColor)")
    assert colours[0] != colours[1]
