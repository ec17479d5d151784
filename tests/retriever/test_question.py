"""A question, as far as its own words go."""

from __future__ import annotations

import pytest

from assistant.retriever.question import understand

_ASKED = frozenset(("delet", "account", "share", "data", "case"))
_POLICY = frozenset(("quillpay",))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("in Wuppertal, can I delete my account?", "in , can I delete my account?"),
        ("Do you share my data with Quillpay", "Do you share my data with Quillpay"),
        ("kann ich account löschen", "kann ich account löschen"),
        ("who are they?", "who are they?"),
        ("Can I delete my account, case 4711?", "Can I delete my account, case 4711?"),
    ],
)
def test_words_that_nobody_knows_are_left_out(text: str, plain: str) -> None:
    """What the policy has stays; so does the whole where most words are strange, or none says anything."""
    assert understand(text, _ASKED).without_strange(_POLICY) == plain
