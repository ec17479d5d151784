"""Takes the pictures of the documentation: the real server, the real browser, each look once.

Run it by ``scripts/screenshots``; arguments name the pictures to take.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, expect

from tests.web.serving import POLICIES, browsing, serving
from tests.web.widget import Widget

IMAGES = Path(__file__).parents[2] / "docs" / "images"
LARGEST = 150_000

# A bare Linux has no fonts like those of the devices that people use; these stand in for them.
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include>/etc/fonts/fonts.conf</include>
{matches}
</fontconfig>
"""
MATCH = """  <match target="pattern">
    <test name="family"><string>{asked}</string></test>
    <edit name="family" mode="prepend" binding="strong"><string>{taken}</string></edit>
  </match>"""
STAND_INS = {"system-ui": "Inter", "sans-serif": "Inter", "sans": "Inter", "Georgia": "Caladea"}

DESKTOP: dict[str, object] = {"viewport": {"width": 1280, "height": 800}}
PHONE: dict[str, object] = {"viewport": {"width": 390, "height": 780}, "device_scale_factor": 1.5, "has_touch": True}
DARK: dict[str, object] = {"color_scheme": "dark"}


def answer(widget: Widget) -> None:
    """A question that the policy answers."""
    begin(widget)
    widget.ask("What do you use cookies for?")
    expect(widget.citations.first).to_be_visible()


def abstain(widget: Widget) -> None:
    """A question on which the policy is silent."""
    begin(widget)
    widget.ask("Do you take my fingerprints or other biometric data?")


def hesitate(widget: Widget) -> None:
    """A question that the policy is likely to answer, but no one clause surely."""
    begin(widget)
    widget.ask("is google involved in handling my browsing info?")
    expect(widget.citations.nth(1)).to_be_visible()


def begin(widget: Widget) -> None:
    """The assistant just opened."""
    widget.open()
    expect(widget.host.get_by_role("list", name="People often ask")).to_be_visible()


def read(widget: Widget) -> None:
    """The policy page, reached by the citation's link."""
    answer(widget)
    link = widget.citations.first.get_by_role("link").first.get_attribute("href")
    widget.page.goto(link or "")


def embed(widget: Widget) -> None:
    """The demonstration page's lower half."""
    widget.page.locator("#policies").scroll_into_view_if_needed()
    widget.page.evaluate("document.querySelector('#policies').scrollIntoView()")


def in_language(title: str, lang: str) -> Callable[[Widget], None]:
    """The same answer in another language."""

    def ask(widget: Widget) -> None:
        widget.set("lang", lang)
        widget.page.evaluate("policyAssistant.open()")
        expect(widget.page.get_by_role("dialog", name=title)).to_be_visible()
        expect(widget.host.locator(".chip").first).to_be_visible()
        widget.ask("What do you use cookies for?")

    return ask


@dataclass(frozen=True)
class Picture:
    """What is shown, and on what."""

    show: Callable[[Widget], None]
    device: dict[str, object] = field(default_factory=dict)


PICTURES = {
    "desktop-light": Picture(answer, DESKTOP),
    "desktop-dark": Picture(answer, DESKTOP | DARK),
    "desktop-german": Picture(in_language("Datenschutz-Assistent", "de"), DESKTOP),
    "desktop-right-to-left": Picture(in_language("مساعد الخصوصية", "ar"), DESKTOP),
    "phone-start": Picture(begin, PHONE),
    "phone-answer": Picture(answer, PHONE),
    "phone-dark": Picture(answer, PHONE | DARK),
    "phone-silent": Picture(abstain, PHONE),
    "phone-unsure": Picture(hesitate, PHONE),
    "policy-page": Picture(read, DESKTOP),
    "policy-page-phone-dark": Picture(read, PHONE | DARK),
    "demo-embed": Picture(embed, DESKTOP),
}


def take(browser: Browser, site: str, name: str) -> Path:
    """One picture. Raises RuntimeError for a file that is too large to keep in the repository."""
    picture, path = PICTURES[name], IMAGES / f"{name}.png"
    context = browser.new_context(**picture.device)  # type: ignore[arg-type]  # handed through
    page = context.new_page()
    picture.show(Widget.on_demo(page, site, "zopim"))
    page.wait_for_timeout(600)  # until animations have ended
    pixels = Image.open(BytesIO(page.screenshot()))
    context.close()
    pixels.convert("RGB").quantize(256).save(path, optimize=True)
    if path.stat().st_size > LARGEST:
        raise RuntimeError(f"{path} has {path.stat().st_size} bytes, more than {LARGEST}")
    return path


def main(names: list[str]) -> None:
    """Take the named pictures, or all."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        fonts = Path(folder) / "fonts.conf"
        matches = "\n".join(MATCH.format(asked=asked, taken=taken) for asked, taken in STAND_INS.items())
        fonts.write_text(FONTS.format(matches=matches), "utf-8")
        os.environ["FONTCONFIG_FILE"] = str(fonts)
        with serving(POLICIES, Path(folder) / "indexes", reader=True, threshold=None) as site, browsing() as browser:
            for name in names or PICTURES:
                print(take(browser, site, name))


if __name__ == "__main__":
    main(sys.argv[1:])
