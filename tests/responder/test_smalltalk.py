from __future__ import annotations

import pytest

from assistant.responder.smalltalk import small_talk


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("hi", "greeting"),
        ("Hello there!", "greeting"),
        ("good morning", "greeting"),
        ("thanks a lot", "thanks"),
        ("thx!!", "thanks"),
        ("ok, great", "thanks"),
        ("lol ok", "thanks"),
        ("k", "reaction"),
        ("no!", "reaction"),
        ("who are you?", "identity"),
        ("are u a real person", "identity"),
        ("bye", "farewell"),
        ("you are useless", "insult"),
        ("stupid bot", "insult"),
    ],
)
def test_small_talk_is_recognised(message: str, kind: str) -> None:
    """A whole message of small talk gets its fixed line."""
    assert small_talk(message) == kind


@pytest.mark.parametrize(
    "message",
    [
        "hi, do you sell my data?",
        "thanks, and how long do you keep it?",
        "who are you sharing my data with?",
        "are you a data controller?",
        "do you use bots to read my chats",
        "what can you see",
        "is this stupid cookie banner required",
        "",
    ],
)
def test_questions_are_not_small_talk(message: str) -> None:
    """A greeting before a question, or a like word in one, hides nothing."""
    assert small_talk(message) is None
