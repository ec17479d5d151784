from __future__ import annotations

import pytest

from assistant.language.signs import ASKED, STATED, asked, stated


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Collected data is stored for 14 days.", "duration"),
        ("We do not sell it.", "negation"),
        ("Write to privacy@example.com.", "contact"),
        ("servers in Singapore and the United States", "place"),
        ("to comply with a subpoena", "law"),
        ("you can opt out at any time", "can"),
    ],
)
def test_stated_facts(text: str, sign: str) -> None:
    """A clause shows the kinds of fact that it states."""
    assert stated(text)[list(STATED).index(sign)] == 1


@pytest.mark.parametrize(
    ("question", "sign"),
    [
        ("how long do you keep my IP?", "how_long"),
        ("who sees my chats", "who"),
        ("can u delete my account", "delete"),
        ("would you give my stuff to the cops?", "law"),
        ("where are your servers", "where"),
    ],
)
def test_asked_facts(question: str, sign: str) -> None:
    """A question shows the kind of fact that it asks for."""
    assert asked(question)[list(ASKED).index(sign)] == 1


def test_nothing_is_seen_in_nothing() -> None:
    """Empty text shows no sign."""
    assert not stated("").any()
    assert not asked("").any()
