"""What stands before a question and is no part of it."""

from __future__ import annotations

import pytest

from assistant.language.preamble import core


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("Hi there, can you tell me how long you keep it?", "how long you keep it?"),
        ("could u please tell me if you sell my data", "you sell my data"),
        ("can you tell me my rights", "my rights"),
        ("ok so do you sell it?", "do you sell it?"),
        ("just wondering, who sees it", "who sees it"),
        ("I was wondering whether you share it", "you share it"),
        ("I'd like to know what you know about me.", "what you know about me."),
        ("Quick question: do you know if my IP is stored?", "my IP is stored?"),
        ("According to your privacy policy, who sees it?", "who sees it?"),
        ("please let me know which data you hold", "which data you hold"),
    ],
)
def test_what_is_asked_is_what_is_left(asked: str, meant: str) -> None:
    """Greetings, asides, and the words that ask to be told."""
    assert core(asked) == meant


@pytest.mark.parametrize(
    "asked",
    [
        "do you know where i live",
        "would you let me know if the policy changes",
        "will you tell me if you were hacked?",
        "Do you tell me when my data is sold?",
        "can you tell my boss",
        "i want to ask you to delete it",
        "So far, have you been hacked?",
        "hello is anyone there",
        "Can you tell me",
        "hi",
        "",
    ],
)
def test_what_belongs_to_a_question_stays(asked: str) -> None:
    """It asks whether one is told; or there is nothing behind it."""
    assert core(asked) == asked
