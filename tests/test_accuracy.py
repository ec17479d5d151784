"""The recorded floors: answers to the questions on the five policies must not get worse."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import evaluate
from assistant.chatbot import Chatbot
from assistant.model import Answer, Reply
from assistant.questions import Gold, load

ROOT = Path(__file__).parents[1]
NAMED = 0.9
"""Share of the answers that stay where a question holds an unknown name."""


@pytest.mark.parametrize(
    ("questions", "number", "reader", "least_right", "most_wrong", "least_silent"),
    [
        ("questions_seeds", 160, True, 0.92, 0.06, 0.95),
        ("questions_seeds", 160, False, 0.72, 0.08, 0.95),
        ("overview_questions", 70, True, 0.92, 0.05, 0.95),
    ],
)
def test_the_questions_on_the_five_policies(
    tmp_path: Path,
    questions: str,
    number: int,
    reader: bool,
    least_right: float,
    most_wrong: float,
    least_silent: float,
) -> None:
    """Accuracy and abstention above their floors, wrong quotes below their ceiling, every quote verbatim.

    The first set asks for a particular fact; the second in general, for one item of a list, or with a story.
    """
    chatbot = Chatbot.open(ROOT / "policies", tmp_path, reader=reader)
    chatbot.sync()
    asked = load([ROOT / "tests" / "data" / f"{questions}.jsonl"])
    known = dict.fromkeys((summary.id for summary in chatbot.policies()), chatbot)
    scores = evaluate.score(list(evaluate.run(known, asked)))
    assert (scores.questions, scores.errors) == (number, 0)
    assert scores.accuracy >= least_right
    assert scores.wrong <= most_wrong
    assert scores.verbatim == 1.0
    assert scores.abstain is not None
    assert scores.abstain >= least_silent


@pytest.mark.parametrize(
    "around", ["Hi, can you tell me: {}", "Quick question: {}", "{} Thank you in advance!", "{} thanks", "ok so {}"]
)
def test_what_is_said_around_a_question_changes_nothing(tmp_path: Path, around: str) -> None:
    """The same quotes, and the same confidence."""
    chatbot = Chatbot.open(ROOT / "policies", tmp_path)
    chatbot.sync()
    for gold in load([ROOT / "tests" / "data" / "questions_seeds.jsonl"])[::5]:
        plain, courteous = (chatbot.ask(text, gold.policy) for text in (gold.question, around.format(gold.question)))
        if gold.answerable and len(gold.question.split()) > 3:  # fewer words may not be all of a question
            assert _quotes(courteous) == _quotes(plain), gold.question
            assert courteous.confidence == pytest.approx(plain.confidence)


@pytest.mark.parametrize("around", ["in Wuppertal, {}", "for zibblo users: {}"])
def test_a_name_that_nobody_knows_hides_few_answers(tmp_path: Path, around: str) -> None:
    """Whatever a word means that no one has asked with: most answers stay."""
    chatbot = Chatbot.open(ROOT / "policies", tmp_path)
    chatbot.sync()
    golds = load([ROOT / "tests" / "data" / "questions_seeds.jsonl"])
    long = [(gold.policy, gold.question) for gold in golds if len(gold.question.split()) > 3]
    pairs = [[chatbot.ask(text, policy) for text in (asked, around.format(asked))] for policy, asked in long]
    same = [_quotes(named)[:1] == _quotes(plain)[:1] for plain, named in pairs if isinstance(plain, Answer)]
    assert sum(same) >= NAMED * len(same)


def _quotes(reply: Reply) -> list[str]:
    return [each.quote for each in (reply.citations if isinstance(reply, Answer) else reply.closest)]


def test_a_question_about_no_policy_of_the_library_is_an_error(tmp_path: Path) -> None:
    """It counts as wrong and does not stop the others."""
    gold = Gold("q", "gone", "how long?", (), answerable=False)
    (outcome,) = evaluate.run({}, [gold])
    assert (outcome.right, outcome.error) == (False, "no policy 'gone'")
