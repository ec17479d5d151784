from __future__ import annotations

import pytest

from assistant.retriever.parts import parts


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("do you sell it, and how long do you keep it?", ("do you sell it", "how long do you keep it?")),
        ("Do you use cookies? Can I turn them off?", ("Do you use cookies?", "Can I turn them off?")),
        ("what do you collect and who do you share it with", ("what do you collect", "who do you share it with")),
        ("where did you get it from and is it safe", ("where did you get it from", "is it safe")),
        ("can I get a copy of my data and fix my name?", ("can I get a copy of my data", "can I fix my name?")),
        ("I'm from Bern, do you sell it, and can I object?", ("I'm from Bern, do you sell it", "can I object?")),
    ],
)
def test_compound_questions_fall_into_their_parts(question: str, expected: tuple[str, ...]) -> None:
    """Each part asks by itself."""
    assert parts(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "how long do you keep my name and email?",
        "do you collect my address or phone number",
        "do you collect and sell my data?",
        "I moved. Can I change my address?",
        "cookies and tracking",
        "why?",
        "",
    ],
)
def test_one_question_stays_whole(question: str) -> None:
    """Two nouns are not two questions."""
    assert parts(question) == (question,)
