"""One browser and one server for all tests of the web page; a fresh profile for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.web.serving import POLICIES, HostPage, browsing, hosting, serving
from tests.web.widget import Widget

NewPage = Callable[..., Page]

PATIENCE = 30_000
"""Milliseconds: a machine may be busy with other tests."""
expect.set_options(timeout=PATIENCE)


# Playwright's loop runs in the test's thread, so it must end before the asynchronous tests of other folders begin.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The server's address; it serves the five policies."""
    with serving(POLICIES, tmp_path_factory.mktemp("indexes")) as address:
        yield address


@pytest.fixture
def host() -> Iterator[HostPage]:
    with hosting() as page:
        yield page


@pytest.fixture
def new_page(browser: Browser) -> Iterator[NewPage]:
    """Makes pages in profiles of their own; any script error on one of them fails the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def make(**options: object) -> Page:
        context = browser.new_context(**options)  # type: ignore[arg-type]  # handed through
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.on("weberror", lambda error: errors.append(str(error.error)))
        return context.new_page()

    yield make
    for context in contexts:
        context.close()
    assert not errors


@pytest.fixture
def page(new_page: NewPage) -> Page:
    return new_page()


@pytest.fixture
def widget(page: Page, site: str) -> Widget:
    """The demo page with the assistant open, on a policy that covers a lot."""
    return Widget.on_demo(page, site).open()
