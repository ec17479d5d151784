"""The demonstration page."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.web.conftest import NewPage
from tests.web.serving import POLICIES, launch
from tests.web.widget import Widget

COVERED = """() => {
  const [focused, launcher] = [document.activeElement, policyAssistant.shadowRoot.querySelector('.launcher')];
  if (focused === policyAssistant) return null;
  const [a, b] = [focused, launcher].map((each) => each.getBoundingClientRect());
  return a.bottom > b.top && a.top < b.bottom && a.right > b.left && a.left < b.right;
}"""
"""Whether the launcher lies over what has the focus; null where it has the focus itself."""

def test_every_policy_can_be_chosen(page: Page, site: str) -> None:
    """Choosing one changes whose help centre it is, what is asked and the code to copy."""
    widget = Widget.on_demo(page, site)
    choices = page.get_by_role("group", name="Policy").get_by_role("radio")
    assert {choice.get_attribute("value") for choice in choices.all()} == {path.stem for path in POLICIES.glob("*.txt")}
    page.locator('input[value="zopim"]').check()
    expect(page).to_have_title("Zopim Technologies Help centre")
    expect(page.get_by_label("Embed code")).to_contain_text('data-policy="zopim"')
    widget.open()
    assert widget.ask("Do you share my data with third parties?")["policy"]["id"] == "zopim"


def test_a_library_of_several_pages_is_shown_whole(page: Page, site: str) -> None:
    """The list comes page by page, and none is left out."""
    policies = page.request.get(f"{site}/v1/policies").json()["policies"]

    def one(route: Route) -> None:
        cursor = parse_qs(urlsplit(route.request.url).query).get("cursor", [""])[0]
        first, *more = (each for each in policies if each["id"] > cursor)
        route.fulfill(json={"policies": [first], "next_cursor": first["id"] if more else None})

    page.route("**/v1/policies?*", one)
    Widget.on_demo(page, site)
    choices = page.get_by_role("group", name="Policy").get_by_role("radio")
    expect(choices).to_have_count(len(policies))


def test_the_questions_are_those_that_the_policy_answers(page: Page, site: str) -> None:
    """No policy is offered a question on which it is silent; a press asks it."""
    widget = Widget.on_demo(page, site)
    for policy in ("zopim", "privacy-statement"):
        page.locator(f'input[value="{policy}"]').check()
        questions = page.request.get(f"{site}/v1/policies/{policy}").json()["suggestions"]
        expect(page.locator(".topics button")).to_have_text(questions)
    page.locator(".topics button").first.click()
    expect(widget.citations.first).to_be_visible()


def test_the_search_field_asks_the_assistant(page: Page, site: str) -> None:
    """What is typed into the page is asked, and the assistant shows the answer."""
    widget = Widget.on_demo(page, site)
    page.get_by_role("searchbox").fill("Do you share my data with third parties?")
    page.get_by_role("searchbox").press("Enter")
    expect(widget.citations.first).to_be_visible()


def test_the_embed_code_is_copied(new_page: NewPage, site: str) -> None:
    """With the options that were chosen, escaped as HTML wants it."""
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    Widget.on_demo(page, site)
    page.get_by_label("Language").select_option("de")
    page.get_by_label("Your contact").fill('"help" <help@example.com>')
    page.get_by_label("Your contact").blur()
    page.get_by_role("button", name="Copy", exact=True).click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.get_by_label("Embed code").inner_text()
    assert 'data-lang="de"' in copied
    assert 'data-contact="&quot;help&quot; <help@example.com>"' in copied


def test_the_demo_page_fits_a_phone(new_page: NewPage, site: str) -> None:
    """At 320 pixels nothing has to be scrolled sideways, and the words in the search field are not cut off."""
    page = new_page(viewport={"width": 320, "height": 640})
    Widget.on_demo(page, site)
    search = page.get_by_role("searchbox")
    search.fill(search.get_attribute("placeholder") or "")
    assert search.evaluate("field => field.scrollWidth <= field.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def overflowing(page: Page) -> bool:
    """Whether the page can be scrolled sideways."""
    width: int = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return width > 0


@pytest.mark.parametrize("policy", ["chatinbox", "zopim"])
def test_large_text_makes_the_page_no_wider(new_page: NewPage, site: str, policy: str) -> None:
    """Not on a narrow phone with text of twice the size, and no policy to choose is cut off."""
    page = new_page(viewport={"width": 320, "height": 568})
    Widget.on_demo(page, site, policy)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert not overflowing(page)
    fits = "labels => labels.every(label => label.scrollHeight <= label.clientHeight)"
    assert page.locator(".policies label").evaluate_all(fits)


def test_a_smallest_size_of_text_makes_the_page_no_wider(browser: Browser, site: str) -> None:
    """Where the browser's settings say that no text may be smaller than 24 pixels."""
    large = launch(browser.browser_type, "--blink-settings=minimumFontSize=24")
    try:
        page = large.new_page(viewport={"width": 320, "height": 568})
        Widget.on_demo(page, site)
        assert page.locator("small").first.evaluate("each => getComputedStyle(each).fontSize") == "24px"
        assert not overflowing(page)
    finally:
        large.close()


@pytest.mark.parametrize("policy", ["chatinbox", "zopim"])
def test_the_launcher_hides_no_control(new_page: NewPage, site: str, policy: str) -> None:
    """On the smallest phone, neither as the page opens nor where somebody goes through it by Tab."""
    page = new_page(viewport={"width": 320, "height": 568})
    Widget.on_demo(page, site, policy)
    expect(page.get_by_role("button", name="Ask", exact=True)).to_be_in_viewport()
    page.evaluate("document.documentElement.style.scrollBehavior = 'auto'")
    for _ in range(60):
        page.keyboard.press("Tab")
        covered = page.evaluate(COVERED)
        if covered is None:
            return
        assert not covered
    raise AssertionError("Tab never came to the launcher")


def test_without_javascript_it_says_so(new_page: NewPage, site: str) -> None:
    """A visitor without scripts is told where the policies can be read."""
    page = new_page(java_script_enabled=False)
    page.goto(site)
    expect(page.locator("noscript p")).to_be_visible()
