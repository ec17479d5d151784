from __future__ import annotations

import pytest

from assistant.retriever.conversation import in_context
from assistant.retriever.leaning import depends, is_keywords, leans


@pytest.mark.parametrize(
    "question",
    [
        "and for how long?",
        "what about cookies?",
        "why?",
        "who else?",
        "is it encrypted?",
        "where?",
        "same for my kids?",
        "n how long til its done",
        "how fast",
        "turn em off pls",
        "my phone number as well?",
        "can i change my mind after",
        "would i be told",
        "exact?",
        "wheres the off switch",
    ],
)
def test_follow_ups_lean_on_what_came_before(question: str) -> None:
    """A question that opens like a continuation or names nothing depends on an earlier one."""
    assert depends(question)


@pytest.mark.parametrize(
    "question",
    [
        "how long do you keep my IP?",
        "do you sell personal information to advertisers?",
        "who can read my chats",
        "delete my account",
        "🙈🙈",
        "???",
    ],
)
def test_whole_questions_stand_alone(question: str) -> None:
    """A new topic is not read together with the old one."""
    assert in_context(question, ["do you use cookies?"]) == question


def test_a_long_question_stands_alone() -> None:
    """However it begins, it says itself what it is about."""
    start, rest = "And do you sell the photos", "that I sent to my friends on the train to Rome last year?"
    assert depends(f"{start}?")
    assert in_context(f"{start} {rest}", ["do you use cookies?"]) == f"{start} {rest}"


@pytest.mark.parametrize(
    ("question", "earlier", "asked"),
    [
        ("what about cookies?", "How long do you keep my IP?", "How long do you keep cookies"),
        ("and ad companies?", "do you share my data with tax authorities", "do you share my data with ad companies"),
        ("my phone number too?", "do u sell my data", "do u sell my phone number"),
        ("n the copy of my id", "how long do u keep my receipts", "how long do u keep the copy of my id"),
        ("and backups", "Passwords encrypted?", "Passwords backups"),
        ("and google?", "what does apple get", "what does google get"),
        ("and cookies?", "why?", "why cookies"),
        ("passwords too?", "is it encrypted?", "is passwords encrypted"),
        ("my chats too?", "can i delete my search history", "can i delete my chats"),
        ("my email too??", "is my profile page public?", "is my email public"),
        ("and my photos", "do you share my data with google", "do you share my photos with google"),
        ("ad ones too?", "do u send it to other companies", "do u send it to ad companies"),
        ("and when i skip one?", "what do you store", "and when i skip one? what do you store"),
        ("only in europe too", "where is it kept", "only in europe too where is it kept"),
    ],
)
def test_a_new_subject_takes_the_old_ones_place(question: str, earlier: str, asked: str) -> None:
    """ "What about …", "and …", "… too" ask the same of something else, where they are no sentences."""
    assert in_context(question, [earlier]) == asked


@pytest.mark.parametrize(
    ("question", "keywords"),
    [("cookies?", True), ("law enforcement", True), ("Opt out?", True), ("can i refuse", False), ("how fast", False)],
)
def test_keywords_are_content_words_alone(question: str, keywords: bool) -> None:
    """As they are typed into a search box."""
    assert is_keywords(question) is keywords


@pytest.mark.parametrize(
    ("question", "leaning"),
    [
        ("do they sell it", True),
        ("and photos", True),
        ("Can data be deleted?", False),
        ("law enforcement", False),
        ("what do i do", False),
    ],
)
def test_what_is_only_brief_does_not_lean(question: str, leaning: bool) -> None:
    """It may be a follow-up all the same."""
    assert depends(question)
    assert leans(question) is leaning


@pytest.mark.parametrize(
    ("question", "earlier", "asked"),
    [
        ("what for?", "how long are logs kept?", "what for? are logs kept"),
        ("and can i refuse", "How often do you log my ip", "and can i refuse do you log my ip"),
        ("not in canada then?", "where is it kept", "not in canada then? where is it kept"),
        ("and what i heard?", "how long do u keep my searches", "and what i heard? how long do u keep my searches"),
        ("why?", "how?", "why? how"),
    ],
)
def test_what_asks_otherwise_takes_the_question_words_place(question: str, earlier: str, asked: str) -> None:
    """Else the answer to the earlier one would come again."""
    assert in_context(question, [earlier]) == asked


def test_a_subject_that_came_later_is_meant() -> None:
    """By what leans on the question that named it."""
    history = ["do you share my mail with anyone?", "what about payments?"]
    assert in_context("who gets them?", history) == "who gets them? do you share payments with anyone"


@pytest.mark.parametrize(
    ("question", "earlier", "asked"),
    [
        ("how long r they saved", "are direct messages encrypted?", "how long r direct messages saved"),
        ("who reads it", "how long do you keep my search history", "who reads my search history"),
        ("does it cost anything", "can i export my stuff", "does it cost anything can i export my stuff"),
        ("how long r they saved", "do you log visits", "how long r they saved do you log visits"),
    ],
)
def test_what_it_means(question: str, earlier: str, asked: str) -> None:
    """The thing that is mine, or that was asked about; where that is not sure, the earlier question stands behind."""
    assert in_context(question, [earlier]) == asked


def test_a_follow_up_that_says_enough_is_leant_on() -> None:
    """Rather than on what was told before it."""
    history = ["i wrote to a shop with your widget", "can i get that chat deleted"]
    assert in_context("who do i ask then", history) == "who do i ask then can i get that chat deleted"


def test_the_last_whole_question_counts() -> None:
    """A chain of follow-ups leads back to the question that they all lean on."""
    history = ["do you share my email?", "who with?"]
    assert in_context("why?", history) == "why? do you share my email"
    assert in_context("why?", [*history, "What cookies are used?"]) == "why? What cookies are used"
    assert in_context("can i stop that", ["do you show ads", "who exactly"]) == "can i stop that do you show ads"


def test_without_history_a_question_is_itself() -> None:
    """The first question of a conversation has nothing to lean on."""
    assert in_context("why?", []) == "why?"
