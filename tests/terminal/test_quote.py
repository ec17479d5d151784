"""A clause as the screen shows it."""

from __future__ import annotations

from assistant.terminal.quote import marked
from tests.render.examples import cite, document


def test_the_indentation_of_a_policy_is_not_shown() -> None:
    """A sentence that the policy breaks is one line, an item another; the key words keep their mark."""
    of = document("    We keep your IP\n    address:\n      - for 14\n        days")
    shown = marked(cite(of.text.strip(), "IP\n    address", "14", of=of))
    assert shown.plain == "We keep your IP address:\n- for 14 days"
    assert [shown.plain[span.start : span.end] for span in shown.spans if span.style] == ["IP address", "14"]
