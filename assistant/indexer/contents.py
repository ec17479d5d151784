"""Tables of contents and other navigation: entries that name what stands elsewhere and are never quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from assistant.indexer import looks
from assistant.indexer.titles import names_policy
from assistant.indexer.units import Unit
from assistant.model import TABLE, BlockKind

_TITLE = re.compile(
    r"(?:table of )?contents?|on this page|in this (?:policy|notice|statement|article)|jump to(?: section)?"
    r"|quick links|index",
    re.IGNORECASE,
)
_PRESSED = (
    r"(?:(?:back|return|go|scroll|jump) (?:to )?(?:the )?top|top|skip to .{1,30}|print(?: this page)?"
    r"|download(?: (?:as )?pdf)?|(?:read|see|show|view|learn|find out) (?:more|less)|next|previous|home|menu"
    r"|close|share|copy link|submit|(?:expand|collapse)(?: all)?|en savoir plus|lire la suite|haut de page"
    r"|mehr (?:erfahren|anzeigen|lesen)|weiterlesen|nach oben)"
)
_NAVIGATION = re.compile(rf"{_PRESSED}(?: {_PRESSED}){{0,2}}", re.IGNORECASE)
"""The words of a button, or of some beside each other: "Read more Read less"."""
_GO = re.compile(
    r"(?:learn|read|see|view|show|find out|click|visit|go|download|manage|print|back|return|skip|open|watch"
    r"|here|more)\b",
    re.IGNORECASE,
)
_WAY = re.compile(r"mailto:|@|\bopt[- ]?(?:out|in)\b|\bdo not sell\b|\byour privacy choices\b", re.IGNORECASE)
_ELSEWHERE = re.compile(r"#|[a-z][a-z+.-]*:|//", re.IGNORECASE)
"""The address of a link that leads to no other page of the same site begins so."""
_MIN_RUN = 3
_MENU = 5
"""So many links to other pages of the site, at least, stand in its menu or its footer."""
_LABELS = 3
"""So many lines, at most, stand between two links of a menu."""
_TOLD = 20
"""Words of a paragraph of the policy; "Sign up for our newsletter!" is shorter."""


def mark_contents(found: Sequence[Unit]) -> None:
    """Make every unit that only leads elsewhere a CONTENTS unit."""
    body = next((i for i, unit in enumerate(found) if looks.is_body(unit.text)), len(found))
    begins = next((i for i, unit in enumerate(found[:body]) if unit.kind is BlockKind.HEADING), body)
    pages = _pages(found)
    for i, (unit, after) in enumerate(zip(found, [*found[1:], None], strict=False)):
        if i in pages or _is_navigation(unit, after) or (i < begins < len(found) and _is_link(unit)):
            unit.kind = BlockKind.CONTENTS
    for unit in _menus(found, body):
        unit.kind = BlockKind.CONTENTS
    titles = _titles(found)
    for run in _runs(found):
        if len(run) >= _MIN_RUN:
            for unit in _table(found, run, titles, body < run.start):
                unit.kind = BlockKind.CONTENTS


def _table(found: Sequence[Unit], run: range, titles: Mapping[str, Sequence[int]], body_seen: bool) -> list[Unit]:
    """The entries of the table of contents that a run is, and its title; none where it is no such table."""
    units = [found[i] for i in run]
    around = found[max(0, run.start - 1) : run.start]
    heads = [unit for unit in (*around, *units) if _TITLE.fullmatch(unit.text.rstrip(" :"))]
    paged = {i for i in run if heads and looks.entry(found[i].text)}
    named = {i for i in run if any(j > i for j in titles.get(looks.plain(found[i].text), ()))} | paged
    entries = _entries(units, run, named, body_seen)
    if any(_opens(unit) for unit in (*around, units[0])):
        entries = [unit for unit in entries if looks.plain(unit.text) in titles or looks.entry(unit.text)]
    return [*entries, *heads] if entries else []


def _is_link(unit: Unit) -> bool:
    """Its words lead elsewhere, and are no way to write or to object."""
    return unit.url is not None and not _WAY.search(f"{unit.text} {unit.url}")


def _menus(found: Sequence[Unit], body: int) -> Iterator[Unit]:
    """What leads to other pages of the site: before the policy's title or its text, and behind all text.

    Before the title, a few lines between the links are labels of the menu.
    """
    named = (i for i, unit in enumerate(found) if unit.kind is BlockKind.HEADING and names_policy(unit.text))
    begins = max(body, next(named, 0))
    ends = max((i + 1 for i, unit in enumerate(found) if len(looks.words(unit.text)) >= _TOLD), default=len(found))
    for zone, most in (found[:begins], _LABELS), (found[ends:], 0):
        links = _links_on(zone)
        if len(links) < _MENU:
            continue
        for i, after in zip(links, [*links[1:], len(zone)], strict=True):
            yield zone[i]
            between = zone[i + 1 : after]
            if after < len(zone) and len(between) <= most:
                yield from (unit for unit in between if unit.is_prose and not looks.is_body(unit.text))


def _links_on(zone: Sequence[Unit]) -> list[int]:
    """Which units lead to other pages of the same site, without those that a lead-in opens."""
    found: list[int] = []
    led = False
    for i, unit in enumerate(zone):
        if not (unit.is_prose and _is_link(unit)) or _ELSEWHERE.match(unit.url or "#"):
            led = unit.text.endswith(":")
        elif not led:
            found.append(i)
    return found


def _pages(found: Sequence[Unit]) -> set[int]:
    """The numbers of pages: lines of nothing else that count up through the document."""
    lone = [i for i, unit in enumerate(found) if unit.text.isdecimal() and len(unit.text) <= looks.PAGE]
    runs: list[list[int]] = []
    for i in lone:
        if runs and int(found[i].text) == int(found[runs[-1][-1]].text) + 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    return {i for run in runs if len(run) >= _MIN_RUN for i in run}


def _is_navigation(unit: Unit, after: Unit | None) -> bool:
    """A rule, a button's words, or a line that is one link: to go and see, or to another place of the page.

    The latter may be words of a sentence, or head the text under it.
    """
    if not unit.is_prose:
        return False
    if not any(map(str.isalnum, unit.text)):
        return True
    bare = unit.text.strip(" .:↑→>»^[]")
    if unit.url is None or len(looks.words(bare)) > 10:
        return _NAVIGATION.fullmatch(bare) is not None
    words = unit.text[:1].islower() or (after is not None and looks.is_body(after.text))
    return _GO.match(bare) is not None or (unit.url.startswith("#") and not words)


def _opens(unit: Unit) -> bool:
    """It begins a sentence that the lines under it complete: "You have the right to", "We keep it so that we can:"."""
    title = unit.kind is BlockKind.HEADING or looks.could_title(unit.text.rstrip(" :"), unit.strong)
    return not title and unit.marker is None and unit.url is None and looks.opens_list(unit.text)


def _runs(found: Sequence[Unit]) -> Iterator[range]:
    """Stretches of short units, whatever their form, that no running text interrupts."""
    start = 0
    for i, unit in enumerate([*found, None]):
        inside = unit is not None and unit.kind is not BlockKind.HEADING and _is_entry(unit)
        if not inside:
            if i > start:
                yield range(start, i)
            start = i + 1


def _is_entry(unit: Unit) -> bool:
    title = looks.entry(unit.text)
    if title:
        return len(title) <= looks.MAX_TITLE
    if unit.kind in TABLE or unit.field:
        return False
    return unit.url is not None or (len(unit.text) <= looks.MAX_TITLE and not unit.text.endswith((".", ":", ",")))


def _titles(found: Sequence[Unit]) -> dict[str, list[int]]:
    """Where lines stand that are marked as headings, or have running text under them."""
    where: dict[str, list[int]] = {}
    for i, unit in enumerate(found):
        heads = not unit.bulleted and (unit.strong or any(looks.is_body(after.text) for after in found[i + 1 : i + 3]))
        if len(unit.text) <= 2 * looks.MAX_TITLE and (unit.kind is BlockKind.HEADING or heads):
            where.setdefault(looks.plain(unit.text), []).append(i)
    return where


def _entries(units: Sequence[Unit], run: range, named: set[int], body_seen: bool) -> list[Unit]:
    """Those of a run that only name what stands elsewhere: most of it must, else none of it does."""
    anchors = [unit for unit in units if unit.url is not None and "#" in unit.url]
    if len(anchors) >= max(_MIN_RUN, 0.6 * len(units)):
        return anchors
    if len(named) >= max(_MIN_RUN, 0.6 * (max(named) - min(named) + 1) if named else 0):
        between = units[min(named) - run.start : max(named) - run.start + 1]
        return [unit for unit in between if looks.entry(unit.text) or not looks.is_dated(unit.text)]
    return list(units) if not body_seen and _is_numbered(units) else []


def _is_numbered(units: Sequence[Unit]) -> bool:
    """Titles that count up ("2. … 3. … 4. …") before any text."""
    values = [unit.marker.value for unit in units if unit.marker and unit.marker.value]
    rising = all(a < b for a, b in pairwise(values))
    return len(values) >= 0.8 * len(units) and rising
