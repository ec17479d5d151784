"""What changed between two versions, as a policy owner reads it."""

from __future__ import annotations

from dataclasses import replace

from assistant.index.revisions import Revision
from assistant.model import Excerpt
from assistant.render import Changes, changes_json, changes_text
from tests.render.examples import cite, document

LONG = "While you use our services in any of the countries named below we keep the server's log files for {} days, \
unless a law of the country in which you live asks us to keep them longer than that."
OLD = document("Privacy Policy\n" + LONG.format(30) + "\nWe sell nothing.")
NEW = document("Privacy Policy\n" + LONG.format(90) + "\n" + "\n".join(f"Clause number {n} is new." for n in range(5)))


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
    added = [Revision(None, cite(f"Clause number {n} is new.", of=NEW)) for n in range(5)]
    changes = _changes(changed, gone, *added)
    assert changes_text(changes, 100).splitlines()[3:] == [
        "  passages and headings: 1 changed, 5 added, 1 removed",
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
        "    │ Clause number 0 is new.",
        "    │ Clause number 1 is new.",
        "    │ Clause number 2 is new.",
        "    … and 2 more; --json has all",
    ]
    told = changes_json(changes)["passages"]
    assert [each["kind"] for each in told] == ["changed", "removed", *["added"] * 5]
    assert told[0]["before"]["quote"] == LONG.format(30)
    assert told[1]["after"] is None
    assert OLD.text[told[1]["before"]["start"] : told[1]["before"]["end"]] == "We sell nothing."


def test_what_moved_names_where_it_was() -> None:
    """Both headings are told."""
    moved = Revision(cite("We sell nothing.", section="Sale", of=OLD), cite("Clause number 0 is new.", of=NEW))
    assert changes_text(_changes(moved)).splitlines()[7:9] == ["What we keep", "  before, under: Sale"]


def test_what_leads_items_in_is_said_once() -> None:
    """It stands before the first of those that came together."""
    of = document("We keep:\n- hats;\n- shoes;\n")
    items = [replace(cite(item, of=of), lead_in=Excerpt("We keep:", 0, 8)) for item in ("hats;", "shoes;")]
    told = changes_text(_changes(*(Revision(None, item) for item in items))).splitlines()
    assert told[-4:] == ["  added", "    │ We keep:", "    │ hats;", "    │ shoes;"]
