from __future__ import annotations

import pytest

from assistant.retriever.parts import parts


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("do you sell it, and how long do you keep it?", ("do you sell it", "how long do you keep it?")),
        ("Do you use cookies? Can I turn them off?", ("Do you use cookies?", "Can I turn them off?")),
        ("Do you use cookies? and what about ads", ("Do you use cookies?", "what about ads")),
        ("who runs this and whats the address", ("who runs this", "whats the address")),
        ("what do you collect and who do you share it with", ("what do you collect", "who do you share it with")),
        ("where did you get it from and is it safe", ("where did you get it from", "is it safe")),
        ("can I get a copy of my data and fix my name?", ("can I get a copy of my data", "can I fix my name?")),
        (
            "can I get my data and fix my name and stop my mail?",
            (
                "can I get my data",
                "can I fix my name",
                "can I stop my mail?",
            ),
        ),
        ("I left. I am ill. Do you keep it, and is it safe?", ("I left. I am ill. Do you keep it", "is it safe?")),
        ("I'm from Bern, do you sell it, and can I object?", ("I'm from Bern, do you sell it", "can I object?")),
        ("does it use cookies n can i say no", ("does it use cookies", "can i say no")),
        ("lost my phone :( who sees my pics, can u lock it", ("lost my phone, who sees my pics", "can u lock it")),
        ("how old must I be? my gran pays, is she told", ("how old must I be?", "my gran pays, is she told")),
        ("in the shop do you film me, and do you log it", ("in the shop do you film me", "do you log it")),
        ("if i quit do u keep logs n how long", ("if i quit do u keep logs", "how long")),
        ("is it free, and when i leave do you keep it", ("is it free", "when i leave do you keep it")),
        ("do you rent it out also what if the police ask", ("do you rent it out", "what if the police ask")),
        ("whats in ur logs when do they get deleted", ("whats in ur logs", "when do they get deleted")),
        ("is it safe, and within what time would I be told?", ("is it safe", "within what time would I be told?")),
        ("where am I tracked, what for, and can I stop it?", ("where am I tracked, what for", "can I stop it?")),
        ("is it sold. and if i leave what can i do", ("is it sold.", "if i leave, what can i do")),
        ("am 15, is that ok? and do you sell it", ("am 15, is that ok?", "do you sell it")),
        ("I want a copy. What does it cost, is it quick?", ("I want a copy. What does it cost", "is it quick?")),
    ],
)
def test_compound_questions_fall_into_their_parts(question: str, expected: tuple[str, ...]) -> None:
    """Each part asks by itself."""
    assert parts(question) == expected


def test_more_than_three_questions_are_not_taken_apart() -> None:
    """Three are; a whole list of them is answered as one, or the answer would have no end."""
    asked = ["do you sell it", "who can read it", "how long do you keep it", "can I delete it?"]
    assert len(parts(", ".join(asked[:2]) + f", and {asked[3]}")) == 3
    whole = ", ".join(asked[:3]) + f", and {asked[3]}"
    assert parts(whole) == (whole,)


@pytest.mark.parametrize(
    "question",
    [
        "how long do you keep my name and email?",
        "do you give it to others (i.e. do you sell it)?",
        "is it seen by Dr. Who?",
        "You may change it without notice?? Even for us merchants?",
        "do you collect my address or phone number",
        "do you collect and sell my data?",
        "I moved. Can I change my address?",
        "can you tell me how you use and share my data?",
        "do you need my consent to store and use my photos?",
        "how do you protect the data you take and keep from my kids?",
        "tell me what you collect, how you use it, and who you share it with",
        "cookies and tracking",
        "who runs this site and has my data",
        "which firm is behind it and is responsible for my data?",
        "do you log my address and where I live?",
        "can you see who I talk to and what I click on?",
        "My brother has my login. What can he get at?",
        "You have my card number, right? Right?",
        "I closed my shop and have asked for my records. When should I get them?",
        "If I have my data erased, what happens to my posts?",
        "what if somebody buys you, do they get my posts?",
        "Does it go to the US or does it stay here?",
        "I live in Graz and would like to write to you. Is there an address?",
        "My shop is closed and I must know what you keep. Where is it written?",
        "who founded it and when?",
        "why?",
        "",
    ],
)
def test_one_question_stays_whole(question: str) -> None:
    """Two nouns are not two questions."""
    assert parts(question) == (question,)
