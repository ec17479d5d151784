"""The widget as a person meets it: what can be seen and pressed."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Locator, Page, Route, expect


class Widget:
    """The assistant on a page."""

    def __init__(self, page: Page, title: str = "Privacy assistant") -> None:
        self.page = page
        self.host = page.locator("policy-assistant")
        self.launcher = page.locator("policy-assistant .launcher")
        self.dialog = page.get_by_role("dialog", name=title)
        self.log = self.host.get_by_role("log")
        self.input = self.host.get_by_role("textbox")
        self.answers = self.host.get_by_role("article")
        self.citations = self.host.locator(".citation")
        self.quotes = self.host.locator(".citation blockquote")
        self.notice = self.host.get_by_role("alert")
        self.status = self.host.get_by_role("status")

    @classmethod
    def on_demo(cls, page: Page, site: str, policy: str = "privacy-statement", **attributes: str) -> Widget:
        """The demo page once it stands, with the assistant's attributes set; the assistant is closed."""
        page.goto(f"{site}/?{urlencode({'policy': policy})}")
        expect(page.get_by_label("Embed code")).to_contain_text(f'data-policy="{policy}"')
        widget = cls(page)
        for name, value in attributes.items():
            widget.set(name, value)
        return widget

    def set(self, name: str, value: str) -> None:
        """Set an attribute of the element, as the host page may."""
        self.host.evaluate("(element, [name, value]) => element.setAttribute(name, value)", [name, value])

    @property
    def answer(self) -> Locator:
        """The newest answer."""
        return self.answers.last

    def button(self, name: str) -> Locator:
        """A button by its whole name."""
        return self.host.get_by_role("button", name=name, exact=True)

    def hold(self) -> list[Route]:
        """Keep questions from reaching the server from now on; they are in the list and can be let go."""
        held: list[Route] = []

        def keep(route: Route) -> None:
            held.append(route)

        self.page.route("**/v1/ask", keep)
        return held

    def doubt(self) -> None:
        """From now on the server's answers come as an abstention that shows the closest clauses."""

        def unsure(route: Route) -> None:
            reply = route.fetch().json()
            changes = {"outcome": "not_covered", "citations": [], "message": "Not sure.", "closest": reply["citations"]}
            route.fulfill(json=reply | changes | {"see_also": [{"section": ["Nearest"], "link": "/"}]})

        self.page.route("**/v1/ask", unsure)

    def open(self) -> Widget:
        """Press the launcher."""
        self.launcher.click()
        expect(self.dialog).to_be_visible()
        return self

    def type(self, question: str) -> None:
        """Type a question and press Enter."""
        self.input.fill(question)
        self.input.press("Enter")

    def ask(self, question: str) -> Any:
        """Ask, wait until the answer is shown, and give the server's reply."""
        before = self.answers.count()
        with self.page.expect_response("**/v1/ask") as response:
            self.type(question)
        expect(self.answers).to_have_count(before + 1)
        return response.value.json()
