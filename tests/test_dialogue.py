"""Conversations, compound questions and restrictions, on written cases: shares that must not fall."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.chatbot import Chatbot
from assistant.evaluate import run, score
from assistant.judging import gives, words
from assistant.model import Answer, Reply
from assistant.questions import load
from assistant.retriever.parts import parts

DATA = Path(__file__).parent / "data"
FOLLOW_UPS = {"followups_seen.jsonl": 0.90, "followups_unread.jsonl": 0.90}
COMPOUND = 0.85
RESTRICTIONS = 0.75


@pytest.fixture(name="chatbots", scope="module")
def _chatbots(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Chatbot]:
    """Every policy of the cases to the chatbot that knows it."""
    found: dict[str, Chatbot] = {}
    for folder in (Path("policies"), DATA / "policies"):
        chatbot = Chatbot.open(folder, tmp_path_factory.mktemp("indexes"))
        chatbot.sync()
        found |= {summary.id: chatbot for summary in chatbot.policies()}
    return found


def cases(name: str) -> Iterator[dict[str, Any]]:
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def quotes(reply: Reply) -> list[str]:
    return [citation.quote for citation in reply.citations] if isinstance(reply, Answer) else []


@pytest.mark.parametrize(("name", "floor"), FOLLOW_UPS.items())
def test_follow_ups_are_understood(chatbots: dict[str, Chatbot], name: str, floor: float) -> None:
    """A follow-up is answered with what came before it; a new topic is answered for itself."""
    assert score(list(run(chatbots, load([DATA / name])))).accuracy >= floor


@pytest.mark.parametrize(
    ("policy", "question"),
    [
        ("zopim", "do they collect data from children"),
        ("zopim", "do they tell me when the policy changes"),
        ("privacy-statement", "cookies"),
        ("chatinbox", "Can data be deleted?"),
        ("zopim", "how old do i have to be"),
        ("privacy-statement", "do they use cookies and who do they share data with?"),
    ],
)
def test_what_is_surely_answered_alone_is_asked_alone(chatbots: dict[str, Chatbot], policy: str, question: str) -> None:
    """Though it begins like a follow-up: a new topic may, too. What only is brief need not be answered as surely."""
    reply = chatbots[policy].ask(question, policy, ["would you hand my chats to the cops?"])
    assert isinstance(reply, Answer)
    assert reply == chatbots[policy].ask(question, policy)


def test_compound_questions_are_answered_part_by_part(chatbots: dict[str, Chatbot]) -> None:
    """Each part has its own quote, or is said not to be covered."""
    right = [_all_parts(chatbots[case["policy"]], case) for case in cases("compound.jsonl")]
    assert sum(right) / len(right) >= COMPOUND


def _all_parts(chatbot: Chatbot, case: dict[str, Any]) -> bool:
    reply = chatbot.ask(case["question"], case["policy"])
    if len(parts(case["question"])) != len(case["parts"]):
        return False
    silent = not quotes(reply) or (isinstance(reply, Answer) and bool(reply.uncovered))
    return all(_given(quotes(reply), part) if part["answerable"] else silent for part in case["parts"])


def _given(said: list[str], part: dict[str, Any]) -> bool:
    clauses = [entry["quote"] for entry in part["evidence"] + part.get("also_ok", [])]
    return any(gives(words(quote), words(clause)) for quote in said for clause in clauses)


def test_restrictions_are_quoted_along(chatbots: dict[str, Chatbot]) -> None:
    """What takes a clause back in part stands in the same quote."""
    right = [_restricted(chatbots[case["policy"]], case) for case in cases("restrictions.jsonl")]
    assert sum(right) / len(right) >= RESTRICTIONS


def _restricted(chatbot: Chatbot, case: dict[str, Any]) -> bool:
    said = quotes(chatbot.ask(case["question"], case["policy"]))[:1]
    if not said or not gives(words(said[0]), words(case["quote"])):
        return False
    return " ".join(words(case["restriction"] or "")) in " ".join(words(said[0]))
