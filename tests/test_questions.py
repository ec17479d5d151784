"""Question sets, and what is said of those that cannot be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.errors import QuestionSetError
from assistant.questions import Gold, load


def row(**changes: object) -> str:
    """A line of a question set."""
    made = {"id": "q", "policy": "p", "question": "?", "answerable": True, "evidence": [{"quote": "a"}]}
    return json.dumps(made | changes)


def test_a_question_set_is_read(tmp_path: Path) -> None:
    """Evidence and what else is accepted, the fact, the kind, the history; blank lines are nothing."""
    path = tmp_path / "set.jsonl"
    extra = {"also_ok": [{"quote": "b"}], "must_contain": "c", "unans_kind": "near-miss", "history": ["before"]}
    path.write_text(f"{row()}\n\n{row(**extra)}\n", encoding="utf-8")
    first, second = load([path])
    assert first == Gold("q", "p", "?", ("a",), answerable=True)
    assert second == Gold("q", "p", "?", ("a", "b"), True, "c", "near-miss", ("before",))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "is not JSON: Expecting property name"),
        ("[]", "is not a JSON object"),
        ("{}", "has no “id”; a question needs id, policy, question, answerable, evidence"),
        (row(evidence=None), "“evidence” is not a list"),
        (row(answerable="yes"), "“answerable” is not true or false"),
        (row(question=7), "“question” is not a text"),
        (row(also_ok=5), "“also_ok” is not a list"),
        (row(history=[5]), "“history” is to be a list of questions"),
        (row(must_contain=5), "“must_contain” is not a text"),
        ('{"a": ' + "[" * 100_000, "brackets stand too deep"),
        (row(evidence=["a"]), "each of “evidence” and “also_ok” is to be an object with a “quote”"),
    ],
)
def test_a_broken_question_set_names_its_line(tmp_path: Path, line: str, reason: str) -> None:
    """The error says which file, which line, and what is wrong with it."""
    path = tmp_path / "set.jsonl"
    path.write_text(f"{row()}\n{line}\n", encoding="utf-8")
    with pytest.raises(QuestionSetError, match=rf"set\.jsonl, line 2: {reason}"):
        load([path])


def test_only_a_line_feed_ends_a_question(tmp_path: Path) -> None:
    """Not the line separator in a quote, which JSON lets stand; nor does a byte order mark matter."""
    path = tmp_path / "set.jsonl"
    path.write_text(row(evidence=[{"quote": "a@b"}]).replace("@", "\u2028"), encoding="utf-8-sig")
    assert load([path])[0].clauses == ("a\u2028b",)


def test_no_questions_is_an_error(tmp_path: Path) -> None:
    """An empty set and a missing file are told apart."""
    (tmp_path / "empty.jsonl").touch()
    with pytest.raises(QuestionSetError, match="no questions"):
        load([tmp_path / "empty.jsonl"])
    with pytest.raises(QuestionSetError, match="does not exist"):
        load([tmp_path / "missing.jsonl"])
