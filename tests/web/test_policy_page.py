"""The policy page in a browser: the clause in view and marked, with and without a script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import NewPage
from tests.web.widget import Widget


def clause_link(page: Page, site: str) -> str:
    """A citation's link, as the API gives it."""
    body = {"question": "Do you share my data with third parties?", "policy": "privacy-statement"}
    link = page.request.post(f"{site}/v1/ask", data=body).json()["citations"][0]["link"]
    return f"{site}{link}"


@pytest.mark.parametrize("script", [True, False])
def test_the_clause_is_in_view_and_marked(new_page: NewPage, site: str, script: bool) -> None:
    """A citation's link scrolls to it; that needs no script."""
    page = new_page(java_script_enabled=script)
    page.goto(clause_link(page, site))
    expect(page.locator("#clause")).to_be_in_viewport()
    marked, around = page.locator("#clause"), page.locator("article")
    colours = [each.evaluate("element => getComputedStyle(element).backgroundColor") for each in (marked, around)]
    assert colours[0] != colours[1]


@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_fits(new_page: NewPage, site: str, width: int) -> None:
    """Nothing has to be scrolled sideways, and a contents entry leads to its heading."""
    page = new_page(viewport={"width": width, "height": 720})
    page.goto(clause_link(page, site))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    entry = page.get_by_role("navigation").get_by_role("link").last
    entry.click()
    expect(page.locator(f"[id='{(entry.get_attribute('href') or '')[1:]}']")).to_be_in_viewport()


def test_the_policy_page_loads_only_its_style(page: Page, site: str) -> None:
    """A page, a style sheet, an icon: nothing from elsewhere, and no script."""
    kinds: list[str] = []
    page.on("request", lambda request: kinds.append(request.resource_type))
    page.goto(clause_link(page, site), wait_until="networkidle")
    assert "script" not in kinds
    assert Widget(page).host.count() == 0
