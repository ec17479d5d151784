"""What is said before and behind a question is no part of it; the company is "you"."""

from __future__ import annotations

import pytest

from assistant.language.core import core, is_name, to_you


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
        ("Quick question: do you know if the police can see it?", "the police can see it?"),
        ("According to your privacy policy, who sees it?", "who sees it?"),
        ("please let me know which data you hold", "which data you hold"),
        ("Hey bot, do you sell it? Thank you so much in advance!", "do you sell it?"),
        ("how do i stop the emails asap", "how do i stop the emails"),
        ("How long do you keep it exactly?", "How long do you keep it"),
        ("sorry to bother you again. do you sell my data", "do you sell my data"),
        ("my wife wants to know: who sees her photos", "who sees her photos"),
        ("Do you sell my data, asking for a friend?", "Do you sell my data"),
        ("do you sell my data (urgent)", "do you sell my data"),
        ("Do you sell my data or not?", "Do you sell my data"),
    ],
)
def test_what_is_asked_is_what_is_left(asked: str, meant: str) -> None:
    """Greetings, asides, and the words that ask to be told."""
    assert core(asked) == meant


@pytest.mark.parametrize(
    "asked",
    [
        "do you know where i live",
        "Do you know if I visit other sites?",
        "do you track me without me asking?",
        "Is it ok to just say no thanks",
        "Can you tell me apart from other users?",
        "my son wants to ask for deletion, how",
        "do you know my friend wants to know where i am",
        "I want to check if my data was leaked",
        "so called personal data",
        "Well-known trackers: who are they?",
        "So lange speichern Sie was",
        "would you let me know if the policy changes",
        "will you tell me if you were hacked?",
        "Do you tell me when my data is sold?",
        "can you tell my boss",
        "i want to ask you to delete it",
        "So far, have you been hacked?",
        "hello is anyone there",
        "Can you tell me",
        "hi",
        "what exactly?",
        "delete it please",
        "Thanks a lot!",
        "",
    ],
)
def test_what_belongs_to_a_question_stays(asked: str) -> None:
    """It asks whether one is told; or there is nothing behind it."""
    assert core(asked) == asked


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("does Acme sell my data?", "do you sell my data?"),
        ("Why can acme still see it", "Why can you still see it"),
        ("what Acme really shares with others", "what you really share with others"),
        ("Is ACME listening to me?", "are you listening to me?"),
        ("who are Acme's partners", "who are your partners"),
        ("does acme analytics track me", "does acme analytics track me"),
        ("is Acme Pay safe", "is Acme Pay safe"),
        ("does Google sell my data?", "does Google sell my data?"),
    ],
)
def test_the_company_is_asked_itself(asked: str, meant: str) -> None:
    """Where it does something or owns something; its products keep their names, and so do other companies."""
    assert to_you(asked, {"acme"}) == meant


def test_many_dots_take_no_time() -> None:
    """Nor do spaces: a question may have two thousand characters."""
    for mark in ".", " ", "-":
        asked = f"Do you sell my data{mark * 1_980}x"
        assert core(asked) == " ".join(asked.split())


def test_each_gap_is_one_space() -> None:
    """Spaces and empty lines that were pasted along keep no pattern behind busy."""
    assert core(f"hello,{' ' * 900}do you sell it,{chr(10) * 900}and why?") == "do you sell it, and why?"


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("who reads my chats\n\nand do you sell them", "who reads my chats and do you sell them"),
        ("why do you want my weight\n\ndoes it go to Apple", "why do you want my weight. does it go to Apple"),
        ("hi team\nhow do I leave\nwho sees my mail", "how do I leave. who sees my mail"),
        ("for how long\ndo you keep my\nmail?", "for how long do you keep my mail?"),
    ],
)
def test_a_line_that_begins_a_question_ends_the_one_before(asked: str, meant: str) -> None:
    """Where people press Enter twice, and not where a line that was pasted along is broken."""
    assert core(asked) == meant


def test_a_name_is_written_with_a_capital() -> None:
    """Nearly always: "hosts" is one of a policy's people, not its company, whatever its file is called."""
    text = "Acme lets hosts rent. Hosts pay Acme. See acme.com or write to x@acme.com. Hosts and hosts."
    assert is_name("acme", text)
    assert not is_name("hosts", text)
    assert not is_name("zebra", text)
