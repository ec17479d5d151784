"""What was added, removed and changed between two versions of a policy."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.index.policy_index import PolicyIndex
from assistant.index.revisions import Kind, revisions
from assistant.indexer.build import build

OLD = """# Privacy policy

## What we keep

We keep your log files for 30 days on our servers.

We never sell it.

- your name
- your address

## Contact

Write to us at any time.
"""


def _index(folder: Path, text: str) -> PolicyIndex:
    path = folder / "acme.md"
    path.write_text(text)
    return build(path, None)


def _told(folder: Path, new: str, old: str = OLD) -> list[tuple[Kind, str | None, str | None]]:
    found = revisions(_index(folder, old), _index(folder, new))
    for each in found:
        for citation in filter(None, (each.before, each.after)):
            assert citation.document.text[citation.start : citation.end] == citation.quote
    return [
        (each.kind, each.before.quote if each.before else None, each.after.quote if each.after else None)
        for each in found
    ]


@pytest.mark.parametrize(
    ("said", "says", "told"),
    [
        ("We never", "We never", []),
        ("on our servers.", "on\nour servers.", []),
        (
            "for 30 days",
            "for 90 days",
            [
                (
                    Kind.CHANGED,
                    "We keep your log files for 30 days on our servers.",
                    "We keep your log files for 90 days on our servers.",
                )
            ],
        ),
        ("We never sell it.\n", "", [(Kind.REMOVED, "We never sell it.", None)]),
        ("- your name", "- your name\n- the colour of a hat", [(Kind.ADDED, None, "the colour of a hat")]),
        ("## Contact", "## Reaching us", [(Kind.CHANGED, "Contact", "Reaching us")]),
        ("it.\n\n- your name\n", "it\n\n- your name;\n", []),
        (
            "## Contact\n\nWrite to us at any time.",
            "## Snow\n\nIt falls.",
            [
                (Kind.REMOVED, "Contact", None),
                (Kind.REMOVED, "Write to us at any time.", None),
                (Kind.ADDED, None, "Snow"),
                (Kind.ADDED, None, "It falls."),
            ],
        ),
        ("## What we keep", "## What we store", [(Kind.CHANGED, "What we keep", "What we store")]),
    ],
)
def test_each_change_is_told(
    tmp_path: Path, said: str, says: str, told: list[tuple[Kind, str | None, str | None]]
) -> None:
    """And nothing else: other line breaks are no change, nor are passages under a heading that was changed."""
    assert _told(tmp_path, OLD.replace(said, says)) == told


def test_the_pages_title_over_all_is_no_other_place(tmp_path: Path) -> None:
    """One version was read from a page whose title is no heading of the policy."""
    old = "## Contact\n\nWrite to us.\n\n## Bills\n\nWe keep them for 9 years.\n"
    new = "# Our policy\n\n## Contact\n\nWrite to us by post.\n\n## Bills\n\nWe keep them for 9 years.\n"
    (title, changed) = revisions(_index(tmp_path, old), _index(tmp_path, new))
    assert title.kind is Kind.ADDED
    assert changed.kind is Kind.CHANGED


def test_what_moved_has_changed_where_its_heading_is_another(tmp_path: Path) -> None:
    """A sentence may promise something else elsewhere; the order of sentences is no change."""
    moved = OLD.replace("We never sell it.\n", "") + "\nWe never sell it.\n"
    assert _told(tmp_path, moved) == [(Kind.MOVED, "We never sell it.", "We never sell it.")]
    turned = OLD.replace("- your name\n- your address", "- your address\n- your name")
    assert _told(tmp_path, turned) == []


def test_what_is_most_alike_belongs_together(tmp_path: Path) -> None:
    """Of several passages that changed in one place, each is paired with its own."""
    old = "We keep chat logs for 30 days. We keep mail logs for 30 days. Nobody reads them."
    new = "We keep mail logs for 10 days. We keep chat logs for 20 days. Snow falls in winter."
    assert _told(tmp_path, new, old) == [
        (Kind.REMOVED, "Nobody reads them.", None),
        (Kind.CHANGED, "We keep mail logs for 30 days.", "We keep mail logs for 10 days."),
        (Kind.CHANGED, "We keep chat logs for 30 days.", "We keep chat logs for 20 days."),
        (Kind.ADDED, None, "Snow falls in winter."),
    ]


@pytest.mark.parametrize(
    ("heading", "kinds"), [("What we keep", [Kind.CHANGED]), ("Bills", [Kind.REMOVED, Kind.ADDED])]
)
def test_far_away_only_what_is_very_much_alike_is_the_same(tmp_path: Path, heading: str, kinds: list[Kind]) -> None:
    """Half of the words are enough in the same section; elsewhere such a sentence is another one."""
    old = "# Policy\n\n## What we keep\n\nWe keep your chats for 30 days.\n\n## Bills\n\nWe like cats.\n"
    gone = old.replace("We keep your chats for 30 days.", "")
    said = f"## {heading}\n\n"
    new = gone.replace(said, f"{said}We keep your bills for 9 years.\n\n")
    assert [kind for kind, *_ in _told(tmp_path, new, old)] == kinds


def test_the_lead_in_and_the_section_come_along(tmp_path: Path) -> None:
    """An item alone does not say what it is about."""
    old = "# Privacy\n\n## Data\n\nWe do not keep:\n\n- hats\n"
    (found,) = revisions(_index(tmp_path, old), _index(tmp_path, old + "- shoes\n"))
    assert found.after is not None
    assert found.after.section[-1] == "Data"
    assert found.after.lead_in is not None
    assert found.after.lead_in.text == "We do not keep:"
