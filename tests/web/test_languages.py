"""German, Arabic from right to left, and strings of the host's own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assistant import resources
from tests.web.serving import HostPage
from tests.web.widget import Widget

PACKS = sorted((resources.WEB / "lang").glob("*.json"))
OPTIONAL = {"answered", "uncovered", "not_covered", "closest", "off_topic", "small_talk"}
"""What the server says; a pack may put it into its language."""


def read(path: Path) -> dict[str, object]:
    pack = json.loads(path.read_text("utf-8"))
    assert isinstance(pack, dict)
    return pack


def test_the_english_pack_is_what_the_widget_says(page: Page, site: str) -> None:
    """Translators start from en.json; it must not go stale."""
    Widget.on_demo(page, site)
    strings = page.evaluate("customElements.get('policy-assistant').strings")
    assert strings == read(resources.WEB / "lang" / "en.json")


@pytest.mark.parametrize("path", PACKS, ids=lambda path: path.stem)
def test_a_pack_is_whole(path: Path) -> None:
    """Every pack has every string, the same placeholders, and no others."""
    pack, english = read(path), read(resources.WEB / "lang" / "en.json")
    assert set(pack) - OPTIONAL == set(english)
    assert str(pack["lang"]).startswith(path.stem)
    for name, text in english.items():
        if isinstance(text, str):
            assert ("{" in text) == ("{" in str(pack[name])), name
        else:
            assert isinstance(text, dict)
            assert set(text) == set(pack[name])  # type: ignore[call-overload]  # the same kind as the English one


@pytest.mark.parametrize(("lang", "file"), [("DE-at", "de"), ("fil", "fil")])
def test_a_pack_goes_by_the_language_alone(page: Page, site: str, lang: str, file: str) -> None:
    """However the tag is written; Filipino is not Finnish, and has none."""
    with page.expect_request("**/lang/*.json") as asked:
        Widget.on_demo(page, site, "zopim", lang=lang)
    assert asked.value.url.endswith(f"/lang/{file}.json")


def test_german(page: Page, site: str) -> None:
    """Everything but the quotes is German, and it says in which language to ask."""
    widget = Widget.on_demo(page, site, "zopim", lang="de")
    expect(widget.launcher).to_have_text("Fragen zum Datenschutz")
    widget.launcher.click()
    expect(widget.input).to_have_attribute("placeholder", "Ihre Frage…")
    expect(widget.log).to_contain_text("Bitte fragen Sie auf Englisch.")
    expect(widget.host).to_contain_text("1. Mai 2014")
    widget.ask("Do you share my data with third parties?")
    expect(widget.answer).to_contain_text("keine Rechtsberatung")
    expect(widget.answer.get_by_role("link", name="In der Erklärung lesen").first).to_be_visible()
    widget.ask("Do you take my DNA or biometric data?")
    expect(widget.answer).to_contain_text("scheint die Datenschutzerklärung nichts zu sagen")
    assert widget.host.locator("section").first.get_attribute("lang") == "de"
    assert widget.quotes.first.get_attribute("lang") == "en"


def test_right_to_left(page: Page, site: str) -> None:
    """In Arabic the layout is mirrored, and an English quote still reads from left to right."""
    widget = Widget.on_demo(page, site, lang="ar")
    expect(widget.launcher).to_have_text("أسئلة الخصوصية")
    launcher = widget.launcher.bounding_box()
    assert launcher
    assert launcher["x"] < 100
    widget.launcher.click()
    widget.ask("Do you share my data with third parties?")
    send, field = widget.button("إرسال").bounding_box(), widget.input.bounding_box()
    assert send
    assert field
    assert send["x"] < field["x"]
    assert widget.quotes.first.evaluate("element => getComputedStyle(element).direction") == "ltr"
    box = widget.host.get_by_role("dialog").bounding_box()
    assert box
    assert box["x"] == 20


def test_the_field_goes_the_way_of_what_is_in_it(page: Page, site: str) -> None:
    """Empty it has the widget's direction, for the placeholder; then that of the question."""
    widget = Widget.on_demo(page, site, lang="ar")
    expect(widget.launcher).to_have_text("أسئلة الخصوصية")
    widget.launcher.click()
    for text, direction in (("", "rtl"), ("Why?", "ltr"), ("لماذا؟", "rtl"), ("", "rtl")):
        widget.input.fill(text)
        expect(widget.input).to_have_css("direction", direction)


def test_the_pages_language_is_taken(page: Page, site: str, host: HostPage) -> None:
    """A German page gets the German assistant unasked."""
    host.html = f'<!doctype html><html lang="de-AT"><script src="{site}/widget.js" data-policy="zopim" async></script>'
    page.goto(host.url)
    expect(Widget(page).launcher).to_have_text("Fragen zum Datenschutz")


def test_the_language_comes_from_the_server(page: Page, site: str, host: HostPage) -> None:
    """Also where the script lies elsewhere, by itself: data-server says who has the packs."""
    script = resources.WEB / "widget.js"
    page.route("**/copy/widget.js", lambda route: route.fulfill(path=script, content_type="text/javascript"))
    attributes = f'src="/copy/widget.js" data-server="{site}" data-lang="de" data-policy="zopim"'
    host.html = f"<!doctype html><script {attributes}></script>"
    page.goto(host.url)
    expect(Widget(page).launcher).to_have_text("Fragen zum Datenschutz")


def test_strings_of_the_hosts_own(page: Page, site: str) -> None:
    """data-strings names a pack; what it leaves out stays English."""
    page.route("**/own.json", lambda route: route.fulfill(json={"launcher": "Ask Ada", "title": "Ada"}))
    widget = Widget.on_demo(page, site, strings="/own.json")
    expect(widget.launcher).to_have_text("Ask Ada")
    widget.launcher.click()
    expect(page.get_by_role("dialog", name="Ada")).to_be_visible()
    expect(widget.input).to_have_attribute("placeholder", "Your question…")
