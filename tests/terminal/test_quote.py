"""A clause as the screen shows it."""

from __future__ import annotations

from assistant.model import Excerpt
from assistant.terminal.quote import leading, marked
from tests.render.examples import cite, document


def test_the_indentation_of_a_policy_is_not_shown() -> None:
    """A sentence that the policy breaks is one line, an item another; the key words keep their mark."""
    of = document("    We keep your IP\n    address:\n      - for 14\n        days")
    shown = marked(cite(of.text.strip(), "IP\n    address", "14", of=of))
    assert shown.plain == "We keep your IP address:\n- for 14 days"
    assert [shown.plain[span.start : span.end] for span in shown.spans if span.style] == ["IP address", "14"]


def test_a_title_and_its_columns_lead_in_on_two_lines() -> None:
    """As the policy has them; a sentence that it breaks is one line."""
    shown = leading(Excerpt("What we keep,\n    and why\nData | Kept for", 0, 42))
    assert shown.plain == "What we keep, and why\nData | Kept for"
