"""Contents: entries that only lead elsewhere are not quoted; a list that a sentence opens is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.indexer.documents import cut, headings, write


def _quoted(path: Path) -> list[str]:
    document, _, found = cut(path)
    return [document.text[p.start : p.end] for p in found]


@pytest.mark.parametrize(
    "items",
    [
        "You have the right to:\n\n1. Request a copy\n2. Have it corrected\n3. Have it deleted",
        "You have the right to\n\n1. Request a copy\n2. Have it corrected\n3. Have it deleted",
        "We keep it so that we can\n\n- [find you](#6)\n- [help you](#6)\n- [write to you](#7)",
    ],
)
def test_a_list_that_a_sentence_opens_is_quoted(tmp_path: Path, items: str) -> None:
    """Be it numbered, or of links within the page."""
    path = write(
        tmp_path, "p.md", f"# Policy\n\nWe explain it here.\n\n## Your rights\n\n{items}\n\nThat is all of it.\n"
    )
    assert len(_quoted(path)) == 6


def test_what_a_lead_in_names_may_be_contents_all_the_same(tmp_path: Path) -> None:
    """Its entries are the titles of what comes."""
    titles = ["What we take", "What we keep", "Your rights"]
    entries = "".join(f"- [{title}](#{number})\n" for number, title in enumerate(titles))
    bodies = "".join(f"\n## {title}\n\nThis is all that we say about it.\n" for title in titles)
    path = write(tmp_path, "p.md", f"# Policy\n\nThis policy explains the following:\n\n{entries}{bodies}")
    assert not set(titles) & set(_quoted(path))


def test_links_before_the_title(tmp_path: Path) -> None:
    """They are no heading over it, alone or in a row, but what stands behind text is text."""
    page = (
        '<body><div><a href="/">Home</a> <a href="/us">About us</a></div><p><a href="/old">Old version</a></p>{}</body>'
    )
    policy = "<h1>Policy</h1><p>We sell nothing to anybody.</p>"
    document, found, passages = cut(write(tmp_path, "p.html", page.format(policy)))
    assert headings(document, found) == ["Policy"]
    assert [document.text[p.start : p.end] for p in passages] == ["We sell nothing to anybody."]
    way = '<p><a href="/no">Opt out of the sale of my data</a></p><p><a href="mailto:a@b.example">Jane Doe</a></p>'
    assert {"Opt out of the sale of my data", "Jane Doe"} <= set(_quoted(write(tmp_path, "r.html", f"{way}{policy}")))
    told = "<p>We say it in these policies of ours:</p><ul><li><a href='/m'>Mail</a></li></ul><h1>All</h1><p>Text.</p>"
    assert "Mail" in _quoted(write(tmp_path, "q.html", f"<body>{told}</body>"))


def test_the_menu_and_the_footer_of_a_site(tmp_path: Path) -> None:
    """Links to its other pages over the title and behind all text are not quoted, nor are labels between the former."""
    shop = [f'<li><a href="/shop/{name}">{name}</a></li>' for name in ("Boats", "Oars", "Sails", "Ropes", "Paint")]
    menu = f"<h2>Search</h2><ul>{''.join(shop[:3])}<li>Repairs</li>{''.join(shop[3:])}</ul>"
    told = f"<p>{'We tell you here what we know of you. ' * 4}</p><p>Write to ann@boats.example</p>"
    text = f"<h1>Privacy Policy</h1>{{}}{told}"
    page = f"<body><div>{menu}</div><div>{text}</div><div>{''.join(shop)}</div><p>Sign up for our offers!</p></body>"
    quoted = _quoted(write(tmp_path, "p.html", page.format("")))
    assert not {"Boats", "Repairs", "Paint"} & set(quoted)
    assert {"We tell you here what we know of you.", "Write to ann@boats.example"} <= set(quoted)
    led = "<p>We sell you all of these things:</p><ul>" + "".join(shop) + "</ul>"
    assert "Paint" in _quoted(write(tmp_path, "q.html", page.format(led)))
    assert "Paint" in _quoted(write(tmp_path, "r.html", f"<body>{led}<h1>Privacy Policy</h1>{text.format('')}</body>"))


def test_the_words_of_buttons_beside_each_other(tmp_path: Path) -> None:
    """They are those of a folded part, in the language of the page; a sentence may have them, too."""
    parts = "".join(
        f"<h2>{title}</h2><p>We keep all of it for a year.</p><p>{words}</p>"
        for title, words in (
            ("Boats", "Read more Read less"),
            ("Oars", "Expand all Collapse all"),
            ("Sails", "En savoir plus :"),
            ("Ropes", "Read more of it at home."),
        )
    )
    assert _quoted(write(tmp_path, "p.html", f"<body><h1>Policy</h1>{parts}</body>")) == [
        *["We keep all of it for a year."] * 4,
        "Read more of it at home.",
    ]


_TITLES = ["Who we are", "What we take", "How long we keep it"]
_BODIES = "".join(
    f"{n}. {title.upper()}\n\nThis is all that we say of it here.\n\n" for n, title in enumerate(_TITLES, 1)
)


@pytest.mark.parametrize("leader", [" ............. ", " . . . . . . . ", "……… ", "              "])
@pytest.mark.parametrize("marker", ["{}.  ", ""], ids=["numbered", "bare"])
def test_entries_that_name_a_page(tmp_path: Path, leader: str, marker: str) -> None:
    """They name what comes, be it under another title, and nothing stands under them."""
    titles = [*_TITLES[:2], "Storage"]
    entries = "".join(f"   {marker.format(n)}{title:20}{leader}{n}\n" for n, title in enumerate(titles, 1))
    path = write(tmp_path, "p.txt", f"Policy\n\n          CONTENTS\n\n{entries}\n\n{_BODIES}")
    document, found, _ = cut(path)
    assert headings(document, found) == ["Policy", *map(str.upper, _TITLES)]
    assert _quoted(path) == ["This is all that we say of it here."] * 3


def test_figures_behind_dots_are_quoted(tmp_path: Path) -> None:
    """No title says that these are contents, and none of them is the title of what comes."""
    kept = "Logs ........ 30\nOrders ...... 90\nMail ........ 365\n"
    quoted = _quoted(write(tmp_path, "p.txt", f"Policy\n\nWe keep it for so many days:\n\n{kept}\n{_BODIES}"))
    assert set(kept.strip().split("\n")) <= set(quoted)
