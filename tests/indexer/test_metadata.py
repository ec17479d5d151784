"""Metadata: from the sidecar, the file's own fields, and the text."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

import pytest

from assistant.errors import PolicyError
from assistant.indexer import dates, language
from assistant.indexer.metadata import sidecar_text
from assistant.indexer.reading import read
from tests.indexer.documents import POLICIES, write


@pytest.mark.parametrize(
    ("policy", "title", "company"),
    [
        ("chatinbox", "Chatinbox Privacy Policy", "Chatinbox Communications LLC"),
        ("pimentachat", "pimentaCHAT Privacy Policy", "pimentaCHAT"),
        ("privacy-statement", "Privacy Statement", None),
        ("team365", "Team365 Privacy Policy", "Allegient"),
        ("zopim", "Zopim Privacy Policy", "Zopim Technologies Pte Ltd"),
    ],
)
def test_seed_titles_and_companies(policy: str, title: str, company: str | None) -> None:
    """Each seed policy is called what it calls itself, or what its sidecar says."""
    document = read(POLICIES / f"{policy}.txt").document
    assert (document.title, document.company) == (title, company)


@pytest.mark.parametrize(
    ("text", "company"),
    [
        ("Payments are made by Stripe, Inc. Widgetry Ltd. sells widgets.", "Widgetry Ltd."),
        ("This is the notice of Widgetry Ltd. You may read it.", "Widgetry Ltd"),
        ("Widgetry Health, Inc. (“Widgetry”) is a clinic.", "Widgetry Health, Inc."),
        ("Widgetry Streaming AS, Main Street 1, is the controller.", "Widgetry Streaming AS"),
        ("WIDGETRY STREAMING AS\n\nWidgetry Streaming AS is the controller.", "Widgetry Streaming AS"),
        ("WIDGETRY DATA AS DEFINED BELOW, AND SUCH WIDGETRY DATA SUCH AS, FOR INSTANCE, NAMES.", None),
        ("Widgetry Warszawa S.A. and Widgetry Milano S.p.A. do.", "Widgetry Warszawa S.A."),
        ("It is for members of Maple Point Credit Union (“Maple”, “our”).", "Maple Point Credit Union"),
        ("Widgets are lent by the Widgetry Hall Foundation.", None),
        ("In the European Region, Widgetry Ireland Limited is asked.", "Widgetry Ireland Limited"),
        ("Privacy Policy of Widgetry GmbH", "Widgetry GmbH"),
        ("Maple & Sons Holding AB (“Widgetry”, “we”, “us”) runs this shop.", "Maple & Sons Holding AB"),
        ("This shop is operated by Maple Trading LLC.", "Maple Trading LLC"),
        ("It is for Widgetry Customers. Tink AB shows them their accounts.", None),
        ("Widgetry Bros. Holdings Inc. (“we”) runs this site.", "Widgetry Bros. Holdings Inc."),
        ("The pages of eMaple Shops B.V. (we) are read by Google LLC.", "eMaple Shops B.V."),
        ("Cookies are set by Google LLC.", None),
        ("Write to us. Attn: Privacy Team Widgetry Shops, LLC, 1 Main Street", "Widgetry Shops, LLC"),
        ("Widgetry Segel e.K. betreibt die Seite.", "Widgetry Segel e.K."),
        ("Widgetry SE & Co. KGaA sells widgets.", "Widgetry SE & Co. KGaA"),
        ("It is run by Widgetry Lux S.à r.l. in Luxembourg.", "Widgetry Lux S.à r.l."),
        ("Statistics are provided by Google Inc. Stripe, Inc. (based in the US) takes payments.", None),
        ("Meta Platforms Ireland Limited is the controller (see how we do it).", None),
    ],
)
def test_whose_policy_it_is(tmp_path: Path, text: str, company: str | None) -> None:
    """The company that speaks of itself, or is named like the policy; another one's name would be worse than none."""
    assert read(write(tmp_path, "widgetry.txt", f"Privacy Notice\n\n{text}\n")).document.company == company


@pytest.mark.parametrize(
    ("own", "heading", "title"),
    [
        ("Privacy policy | Acme Bikes – bikes by the month", "Hello", "Privacy policy"),
        ("Acme :: Legal » Cookie Policy", "Hello", "Cookie Policy"),
        ("Acme Studio", "Privacy Policy", "Privacy Policy"),
        ("Acme | Legal", "Privacy Policy", "Privacy Policy"),
        ("Privacy - Acme", "Acme Privacy Policy", "Acme Privacy Policy"),
        ("Privacy Policy", "The Acme Privacy Policy", "The Acme Privacy Policy"),
        ("Privacy Policy", "Scope of this Privacy Policy", "Privacy Policy"),
        ("Datenschutz — Acme", "Datenschutzerklärung", "Datenschutzerklärung"),
        ("about:blank", "ACME – PRIVACY POLICY", "ACME – PRIVACY POLICY"),
        ("Microsoft Word - privacy policy.doc", "What is our privacy policy?", "The File privacy policy"),
        ("privacy-policy-final.docx", "Hello", "The File privacy policy"),
        ("Acme Studio", "Hello", "Acme Studio"),
    ],
)
def test_titles(tmp_path: Path, own: str, heading: str, title: str) -> None:
    """Of a page's own title the part that names the policy, unless a heading says more; what programs write is none."""
    page = f"<title>{own}</title><h1>{heading}</h1><p>We keep your data as long as we need it, and no longer.</p>"
    assert read(write(tmp_path, "the-file.html", page)).document.title == title


def test_a_menu_may_stand_over_the_title(tmp_path: Path) -> None:
    """As where a page was copied whole: the last line that names a policy before the first sentence is meant."""
    menu = "Home\nProducts\nPrices\nPrivacy policy\nSign in\n"
    path = write(tmp_path, "p.txt", f"{menu}\nWidgetry Privacy Notice\n\nWe keep it.\n\nOur cookie policy\n")
    assert read(path).document.title == "Widgetry Privacy Notice"


def test_a_file_may_be_called_a_policy(tmp_path: Path) -> None:
    """Then it is not said twice."""
    assert read(write(tmp_path, "acme-privacy-policy.txt", "Hello")).document.title == "Acme Privacy Policy"


@pytest.mark.parametrize(
    ("head", "text", "company"),
    [
        (
            "<title>Privacy policy | Acme Bikes – bikes by the month</title>",
            "Acme Bikes lends bikes. Acme Bikes!",
            "Acme Bikes",
        ),
        ("<title>Privacy policy | Acme Bikes</title>", "We lend bikes.", None),
        ("<title>Privacy policy | Acme Help Center</title>", "Acme Help Center. Acme Help Center.", None),
        ("<title>Privacy policy | Acme</title>", "Acme Bikes GmbH lends bikes. Acme! Acme!", "Acme Bikes GmbH"),
        ("<meta property=og:site_name content='About - Acme'>", "Acme lends bikes.", "Acme"),
        ("<meta property=og:site_name content='Acme: All of your bikes'>", "Acme lends bikes.", "Acme"),
        ("<meta property=og:site_name content='Acme Privacy Policy'>", "Acme lends bikes.", None),
        ("<meta property=og:site_name content='The Bike Mix'>", "Acme lends bikes.", None),
        (
            "<meta property=og:title content='Ride with us'><title>Privacy Policy | Acme</title>"
            "<meta property=og:site_name content='Acme'>",
            "We lend bikes.",
            "Acme",
        ),
    ],
)
def test_the_name_of_a_site(tmp_path: Path, head: str, text: str, company: str | None) -> None:
    """It may be the company's, if the page says it of itself; a part of the site, or what is said of it, is not."""
    page = f"<html><head>{head}</head><body><h1>Privacy policy</h1><p>{text}</p>"
    assert read(write(tmp_path, "p.html", page)).document.company == company


def test_the_policys_own_words_for_its_date() -> None:
    """The effective text is verbatim, the date is ISO."""
    document = read(POLICIES / "zopim.txt").document
    assert document.effective_text == "Updated May 1, 2014"
    assert document.effective_text in document.text
    assert document.effective_date == dt.date(2014, 5, 1)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Last updated: 2020.12.07", dt.date(2020, 12, 7)),
        ("Effective as of the 3rd of March 2021.", dt.date(2021, 3, 3)),
        ("Last modified: 25/08/2025", dt.date(2025, 8, 25)),
        ("Last modified: 3/4/2025", None),
        ("Last modified January, 2015", None),
        ("Effective October 1May, 2021", None),
        ("Version: May 12th 2026", dt.date(2026, 5, 12)),
        ("Published: 24 January 2023. Previous version: 1 December 2021", dt.date(2023, 1, 24)),
        ("Last update: 16 July 2024", dt.date(2024, 7, 16)),
        ("It applies from April 4, 2026. The previous version applied until April 3, 2026.", dt.date(2026, 4, 4)),
        ("Privacy Policy\n\nEffective Date\n\nDecember 23, 2022\n\nThis policy", dt.date(2022, 12, 23)),
        ("Privacy Policy\n\nMay 9, 2023\n\n1. Our principles", dt.date(2023, 5, 9)),
        ("June 2020\n\nPrivacy Policy\n\nEffective: May 12, 2023", dt.date(2023, 5, 12)),
        ("Terms\n\nMay 9, 2023\n\n" + "The GDPR, in force since 25 May 2018, applies. " * 2, dt.date(2023, 5, 9)),
        ("**Effective Date:**\n\nMay 1, 2024.", dt.date(2024, 5, 1)),
        ("The clauses that took effect on 4 June 2021 " * 3 + "\n\nLast updated: 1. May 2024", dt.date(2024, 5, 1)),
        ("Notice\n\nHistory of changes\n\nNo. | Date\n1 | 25.2.2022\n2 | 16.7.2026\n\nThe end", dt.date(2026, 7, 16)),
        ("Notice\n\nOur changes\n\n• 04/09/2025: logs\n• 10/19/2022: new", dt.date(2025, 4, 9)),
        ("This policy replaces the version of May 1, 2020.\nEffective: June 1, 2021", dt.date(2021, 6, 1)),
    ],
)
def test_dates(text: str, date: dt.date | None) -> None:
    """Dates are read as people write them; what is not certain is no date, but keeps its words."""
    words, found = dates.effective(text)
    assert found == date
    assert words is not None
    assert words in text


def test_a_date_needs_a_cue() -> None:
    """Another date in the text is not the policy's."""
    assert dates.effective("We were founded on May 1, 2014.") == (None, None)
    assert dates.effective("We are old.\n" * 100 + "May 9, 2023\n") == (None, None)
    assert dates.effective("The regulation dated 27 April 2016 applies.") == (None, None)
    assert dates.effective("\n" * 9000) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "Previous version dated May 1, 2020",
        "Older versions:\n\nMay 9, 2023",
        "Older versions\n\n• May 9, 2023\n• June 9, 2022",
        "The prior version was effective May 1, 2020",
    ],
)
def test_the_date_of_another_version(text: str) -> None:
    """What a policy says of its earlier versions does not date it."""
    assert dates.effective(text) == (None, None)


def test_the_sidecar_overrides_the_text(tmp_path: Path) -> None:
    """What stands in <id>.meta.toml holds."""
    path = write(tmp_path, "p.txt", "Acme Privacy Policy\nUpdated May 1, 2014.\nWe are Acme Inc. here.\n")
    fields = 'title = "T"\ncompany = "C"\nurl = "https://a.example"\neffective_date = 2020-01-02\n'
    write(tmp_path, "p.meta.toml", fields)
    document = read(path).document
    assert (document.title, document.company, document.url) == ("T", "C", "https://a.example")
    assert document.effective_date == dt.date(2020, 1, 2)


@pytest.mark.parametrize("title", ['An "A" \\ B', "line\nfeed\tand tab", "\x00 \x1b \x7f \x85 \u2028", "“naïve” 😀"])
def test_a_sidecar_is_read_as_it_was_written(title: str) -> None:
    """Whatever a title holds: TOML takes some characters only as escapes."""
    assert tomllib.loads(sidecar_text({"title": title, "company": None})) == {"title": title}


@pytest.mark.parametrize("content", ["title = ", "colour = 'red'"])
def test_a_broken_sidecar_is_named(tmp_path: Path, content: str) -> None:
    """A sidecar that is not TOML or holds an unknown field is an error that names it."""
    path = write(tmp_path, "p.txt", "We keep it.")
    side = write(tmp_path, "p.meta.toml", content)
    with pytest.raises(PolicyError, match=str(side)):
        read(path)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("We use your data and you can ask us for it at any time.", "en"),
        ("Wir verwenden Ihre Daten, und Sie können uns jederzeit nach ihnen fragen, wenn sie nicht stimmen.", "de"),
        ("Nous utilisons vos données et vous pouvez nous demander de les supprimer.", "fr"),
        ("Мы используем ваши данные", "ru"),
        ("私たちはあなたのデータを使用します", "ja"),
        ("12345", "en"),
    ],
)
def test_language(text: str, code: str) -> None:
    """Little words and scripts tell the language; English where nothing does."""
    assert language.guess(text) == code


@pytest.mark.parametrize(
    ("tag", "code"), [("en-US", "en"), ("EN", "en"), ("de_AT", "de"), ("nb", "no"), ("nn-NO", "no"), ("English", "")]
)
def test_language_tags(tag: str, code: str) -> None:
    """However a file writes it, it is the code that the stemmers go by."""
    assert language.code(tag) == code


@pytest.mark.parametrize("tag", ["en-US", "EN", "English", ""])
def test_the_language_that_a_sidecar_says(tmp_path: Path, tag: str) -> None:
    """What is no code is found out of the text."""
    (tmp_path / "a.meta.toml").write_text(f'language = "{tag}"')
    path = tmp_path / "a.txt"
    path.write_text("Acme Privacy Policy\n\nWe keep your data and the cookies that you have.")
    assert read(path).document.language == "en"
