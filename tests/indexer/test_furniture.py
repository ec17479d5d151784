"""Furniture: of a page that was kept or copied whole, the policy alone is quoted, and all of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.indexer.documents import cut, headings, write

_POLICY = """Privacy Policy
Last updated: 3 March 2026

Plum Harbour Ltd ("we") runs a booking service for small harbours, and this policy says what we do with your data.

What we collect
We collect your name and the length of your boat.

We never sell data.

Contact us
Write to us at any time.
Plum Harbour Ltd
4 Quay Street
Falmouth TR11 3XX"""
_MENU = "Skip to main content\nPlum Harbour\nBerths\nPricing\nBlog\nSign in\nEnglish\nDeutsch\n"
_WAY = "Home > Legal > Privacy Policy\n"
_CHOICES = "Accept all\nReject all\nManage preferences\n"
_BAR = f"Your choice\nWe use cookies to make this site better for you. Read more.\n{_CHOICES}"
_FOOTER = (
    "Product\nBerths\nPricing\nCompany\nAbout us\nCareers\nFacebook\n© 2026 Plum Harbour Ltd. All rights reserved.\n"
)
_ASKED = "Was this page helpful?\nYes\nNo\nRelated articles\nHow to cancel a booking\n"
_LETTER = "Subscribe to our newsletter\nWe send you news of all harbours once a month.\nEnter your email\nSubscribe\n"


def _cut(folder: Path, text: str) -> tuple[list[str], list[str]]:
    """The passages and the headings of a text."""
    document, found, passages = cut(write(folder, "p.txt", text))
    return [document.text[p.start : p.end] for p in passages], headings(document, found)


@pytest.mark.parametrize("apart", ["", "\n"], ids=["tight", "spaced"])
@pytest.mark.parametrize(
    ("over", "under"),
    [
        (_MENU + _WAY, _FOOTER),
        (_BAR + _MENU, _ASKED + _FOOTER),
        (_WAY, "Back to top\n" + _LETTER + _FOOTER),
        ("Docs Pricing Customers Blog Log in\n", "Terms · Privacy · Imprint\n" + _FOOTER + _BAR),
        ("Home\nAbout\nLegal\nPrivacy Policy\nTerms of Service\nCookie Policy\n", "Powered by Boatware"),
        ("Startseite\nShop\nAnmelden\n", "AGB\nImpressum\nVersand\nKontakt\nFolgen Sie uns\nInstagram\n"),
    ],
)
def test_what_stands_around_the_policy(tmp_path: Path, over: str, under: str, apart: str) -> None:
    """Menus, the way to the page, banners, related articles, footers: the cut is that of the policy alone."""
    assert _cut(tmp_path, f"{over}{apart}{_POLICY}\n{apart}{under}") == _cut(tmp_path, _POLICY)


def test_what_stands_around_the_policy_in_markdown(tmp_path: Path) -> None:
    """As converters of web pages leave it: a menu as a list, a window that nobody saw, a copyright line."""
    page = (
        "# Privacy Policy\n\nWe run a booking service for small harbours, and this says what we do with your data.\n\n"
        "## Contact\n\nWrite to us at any time about anything in this policy, or about what we do with your data, at "
        "harbour@plum.example.\n\n*   [Apps](/a)\n*   [About](/b)\n*   [Support](/c)\n*   [Terms](/d)\n\n"
        "Your session is about to expire!\n\nYou will be logged out in seconds.\n\n© 2026 Plum Harbour Ltd\n"
    )
    document, _, found = cut(write(tmp_path, "p.md", page))
    assert [document.text[p.start : p.end].split()[0] for p in found] == ["We", "Write"]


def test_what_a_marked_heading_heads(tmp_path: Path) -> None:
    """A list right under a title is the policy's, though sites have menus of the same words; that of a menu is not."""
    told = "We keep all of it for as long as you have a berth with us, and for thirty days after that at the most."
    purposes = "- Support\n- Shipping\n- Newsletter\n- Search\n- Fraud prevention"
    menu = "- About\n- Careers\n- Press\n- Terms"
    page = f"# Privacy Policy\n\n{told}\n\n## What we use it for\n\n{purposes}\n\n## Company\n\n{menu}\n"
    document, _, found = cut(write(tmp_path, "p.md", page))
    quoted = [document.text[p.start : p.end] for p in found]
    assert quoted == [told, "Support", "Shipping", "Newsletter", "Search", "Fraud prevention"]


def test_when_one_is_logged_out(tmp_path: Path) -> None:
    """What a window counts down is none of the policy; for how long one stays logged in is."""
    last = "You will be logged out in 30 minutes if you do nothing."
    assert last in _cut(tmp_path, f"{_POLICY}\n\nSessions\n{last}\n")[0]


def test_what_stands_in_the_policy(tmp_path: Path) -> None:
    """Words of sites that no policy has; but a title of the policy may be the same."""
    share, told = "Share this page\nCopy link\n", "It is all that we say of this here, and it is true. " * 2
    text = f"Privacy\n\n{told}\n\n{share}\nStay connected\n\nYou choose what we may send you.\n\n{told}\n"
    quoted, titles = _cut(tmp_path, text)
    assert titles == ["Privacy", "Stay connected"]
    assert "You choose what we may send you." in quoted
    assert not {"Share this page", "Copy link"} & set(quoted)


_TITLES = ["Search", "Support", "Products", "Newsletter", "Follow us", "Community"]


def test_titles_and_short_clauses_that_menus_have_too(tmp_path: Path) -> None:
    """They are the policy's where text stands under them, a lead-in over them, or few of them at its end."""
    parts = "".join(f"{title}\n\nWe keep no data of it.\n\n" for title in _TITLES)
    lists = "This notice covers:\n\nShop\nBlog\nForum\n\nThird parties\n\nWe use these:\nFacebook\nInstagram\nStripe\n"
    quoted, titles = _cut(tmp_path, f"Privacy\n\nWe never sell data.\n\n{parts}{lists}")
    assert titles == ["Privacy", *_TITLES, "Third parties"]
    assert {"We never sell data.", "Shop", "Blog", "Forum", "Facebook", "Instagram", "Stripe"} <= set(quoted)


def test_choices_that_a_policy_names_are_quoted(tmp_path: Path) -> None:
    """The buttons of a banner, where a lead-in says so; and the way to object wherever it stands."""
    choices = "Accept all\nReject all\nManage preferences\n"
    quoted, _ = _cut(
        tmp_path, f"Privacy\n\nWe ask before we set cookies. You can choose between:\n{choices}\n{_FOOTER}"
    )
    assert set(choices.splitlines()) <= set(quoted)
    quoted, _ = _cut(tmp_path, f"{_POLICY}\n\nCareers\nDo Not Sell My Personal Information\n{_FOOTER}")
    assert "Do Not Sell My Personal Information" in quoted
    assert "Careers" not in quoted
