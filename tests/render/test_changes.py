"""What changed between two versions, as a policy owner reads it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from assistant.index.revisions import Revision
from assistant.model import Excerpt
from assistant.render import Changes, changes_json, changes_text
from tests.render.examples import cite, document

LONG = "While you use our services in any of the countries named below we keep the server's log files for {} days, \
unless a law of the country in which you live asks us to keep them longer than that."
OLD = document("Privacy Policy\n" + LONG.format(30) + "\nWe sell nothing.")
NEW = document("Privacy Policy\n" + LONG.format(90) + "\n" + "\n".join(f"Clause number {n} is new." for n in range(14)))


def _changes(*revisions: Revision) -> Changes:
    return Changes(OLD, NEW, (), revisions)


def test_nothing_changed() -> None:
    """That is said of both, the questions and the passages."""
    assert changes_text(_changes()).splitlines()[2:] == [
        "  no standard questions have another answer",
        "  no passage or heading was changed",
    ]


def test_what_differs_is_seen() -> None:
    """Of a long passage the words around the change are shown, of many new ones the first; JSON has all."""
    changed = Revision(cite(LONG.format(30), of=OLD), cite(LONG.format(90), of=NEW))
    gone = Revision(cite("We sell nothing.", of=OLD), None)
    added = [Revision(None, cite(f"Clause number {n} is new.", of=NEW)) for n in range(14)]
    changes = _changes(changed, gone, *added)
    assert changes_text(changes, 100).splitlines()[3:] == [
        "  passages and headings: 1 changed, 14 added, 1 removed",
        "",
        "PASSAGES AND HEADINGS",
        "",
        "What we keep",
        "  before",
        "    │ … below we keep the server's log files for 30 days, unless a law of the country in …",
        "  now",
        "    │ … below we keep the server's log files for 90 days, unless a law of the country in …",
        "  removed",
        "    │ We sell nothing.",
        "  added",
        *"\n\n".join(f"    │ Clause number {n} is new." for n in range(12)).split("\n"),
        "    … and 2 more; --json has all",
    ]
    told = changes_json(changes)["passages"]
    assert [each["kind"] for each in told] == ["changed", "removed", *["added"] * 14]
    assert told[0]["before"]["quote"] == LONG.format(30)
    assert told[1]["after"] is None
    assert OLD.text[told[1]["before"]["start"] : told[1]["before"]["end"]] == "We sell nothing."


def test_what_moved_names_where_it_was() -> None:
    """Both headings are told; what stands there unaltered is told once."""
    was = cite("We sell nothing.", section="Sale", of=OLD)
    changed, moved = Revision(was, cite("Clause number 0 is new.", of=NEW)), Revision(was, cite(was.quote, of=OLD))
    assert changes_text(_changes(changed)).splitlines()[7:9] == ["What we keep", "  before, under: Sale"]
    assert changes_text(_changes(moved)).splitlines()[3::4] == ["  passages and headings: 1 moved", "What we keep"]
    assert changes_text(_changes(moved)).splitlines()[8:] == ["  moved here, from: Sale", "    │ We sell nothing."]


def test_the_pages_title_over_a_section_is_no_other_place() -> None:
    """One of the versions was read from a page whose title stands over all."""
    old, new = cite("We sell nothing.", of=OLD), cite("Clause number 0 is new.", of=NEW)
    changed = Revision(old, replace(new, section=("Privacy Policy", *new.section)))
    assert "  before" in changes_text(_changes(changed)).splitlines()


def test_few_words_are_not_left_out() -> None:
    """They take no more room than the mark that stands for them."""
    told = [f"You are told {n} days before the changes in this notice take effect for you." for n in (20, 30)]
    changed = Revision(*(cite(each, of=document(each)) for each in told))
    assert changes_text(_changes(changed), 100).splitlines()[-3:] == [f"    │ {told[0]}", "  now", f"    │ {told[1]}"]


def test_the_earlier_versions_date_and_title_are_told() -> None:
    """By its digits alone nobody knows which one it was."""
    old = replace(OLD, title="Notice", effective_date=dt.date(2025, 3, 1))
    told = changes_text(Changes(old, NEW, (), ())).splitlines()
    assert told[1] == f"Since version {old.version[:12]} (1 March 2025):"
    assert told[-1] == "  the title was: Notice"


def test_what_leads_items_in_is_said_once() -> None:
    """It stands before the first of those that came together."""
    of = document("We keep:\n- hats;\n- shoes;\n")
    items = [replace(cite(item, of=of), lead_in=Excerpt("We keep:", 0, 8)) for item in ("hats;", "shoes;")]
    told = changes_text(_changes(*(Revision(None, item) for item in items))).splitlines()
    assert told[-4:] == ["  added", "    │ We keep:", "    │ hats;", "    │ shoes;"]
