"""What a policy is called: by its file's own title, its first headings or lines, or the file's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

from assistant.indexer.numbering import marker
from assistant.indexer.source import Page
from assistant.indexer.suffixes import PDF
from assistant.model import BlockKind

_SUBJECT = (
    r"privacy|data protection|data processing (?:addendum|agreement)|gdpr|datenschutz|confidentialit[ée]|vie privée"
    r"|privacidad|privacidade|protezione dei dati|riservatezza|gegevensbescherming|personvern|integritet|tietosuoja"
)
_KIND = (
    r"polic(?:y|ies)|notices?|statements?|datenschutz\w{3,}|politique|règles|política|aviso|informativa|polityka"
    r"|privacyverklaring|privacybeleid|\w*(?:erklæring|politik|policy|seloste)"
)
_NAMING = re.compile(rf"\b(?:{_SUBJECT}|{_KIND})\b", re.IGNORECASE)
"""A title of a policy has one of these words."""
_SURE = re.compile(rf"\b(?:{_KIND})\b", re.IGNORECASE)
"""And rather one that says what it is than its subject alone."""
_PART = re.compile(r"\s+(?:[|–—·•»\\-]|::)\s+")
_SITE = re.compile(r" [|–—·] [^|–—·]*\Z")
_NO_TITLE = re.compile(
    r"about:.*|[a-z]+://.*|www\..*|microsoft word - .*|untitled\b.*|(?:document|page)\s?\d*"
    r"|.*\.(?:docx?|odt|rtf|pdf|html?|aspx?|php|md|txt|indd|tex)",
    re.IGNORECASE,
)
"""What programs write where nobody gave a title."""
_NO_NAME = re.compile(r"\b(?:this|our|your|of|to|about|for|what|is|in|and)\b")
_LONGEST = 90
_LONGEST_OWN = 300
_FEW = 3
"""So many headings, and lines, may hold the title, and so many words may be a name before it."""


def own_titles(page: Page) -> list[str]:
    """What the file says outside its text that it is called: to others, and in the tab of a browser."""
    found = (" ".join(page.meta.get(key, "")[:_LONGEST_OWN].split()) for key in ("title", "tab"))
    return [title for title in found if title and not _NO_TITLE.fullmatch(title)]


def parts(title: str) -> list[str]:
    """The parts of a page's title: what it is called, and what the site is."""
    return [part.strip() for part in _PART.split(title) if part.strip()]


def names_policy(words: str) -> bool:
    """They say that they are of a policy, or of its subject."""
    return _NAMING.search(words) is not None


def title_of(path: Path, page: Page) -> str:
    """What names a policy: the file's own title, unless a heading says so more surely; else what is there."""
    own = [part for title in own_titles(page) for part in parts(title) if _is_title(part)]
    found = [words for words in _first(page) if _is_title(words)]
    if not own:
        return next(iter((*found, *own_titles(page), *_top(path, page))), "") or _from_name(path)
    first = next(filter(_SURE.search, (*own, *found)), own[0])
    return next((words for words in (*own, *found) if _is_fuller(words, first)), first)


def _is_fuller(words: str, title: str) -> bool:
    """A title with a name before it: "Acme Privacy Policy"."""
    name = words.casefold().removesuffix(title.casefold())
    return len(name) < len(words) and 0 < len(name.split()) <= _FEW and not _NO_NAME.search(name)


def _first(page: Page) -> Iterator[str]:
    """The first headings and lines, without the name of the site behind a bar.

    In bare text a menu may stand over the title: it is the last line with a policy's name before the first sentence.
    """
    blocks = [block for block in page.blocks if block.kind is BlockKind.HEADING]
    main = [block for block in blocks if block.level == 1]
    headings = [page.text[block.start : block.end] for block in (*blocks[:1], *main[:_FEW])]
    lines = [" ".join(line.split()) for line in page.text[page.begins :][:2000].split("\n") if line.strip()]
    short = takewhile(lambda line: len(line) <= _LONGEST and line[-1] not in ".!", () if page.blocks else lines)
    named = [line for line in short if _SURE.search(line)]
    for words in (*(" ".join(each.split()) for each in headings), *lines[:_FEW], *named[-1:]):
        bare = _SITE.sub("", words)
        yield bare if names_policy(bare) else words


def _is_title(words: str) -> bool:
    return 0 < len(words) <= _LONGEST and names_policy(words) and words[-1] not in ".:;,?" and not marker(words)


def _top(path: Path, page: Page) -> Iterator[str]:
    """What a PDF begins with in its largest letters."""
    for block in page.blocks[:1] if path.suffix.lower() in PDF else ():
        words = " ".join(page.text[block.start : block.end].split())
        if block.kind is BlockKind.HEADING and block.level == 1 and len(words) <= _LONGEST:
            yield words


def _from_name(path: Path) -> str:
    words = path.stem.replace("-", " ").replace("_", " ").title()
    return words if names_policy(words) else f"{words} privacy policy"
