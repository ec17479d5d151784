"""Cases that people teach: which questions they fit, and when they no longer hold."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import CaseError
from assistant.index.policy_index import PolicyIndex
from assistant.indexer.build import build
from assistant.language.analyzer import terms
from assistant.model import Span
from assistant.retriever.clauses import clause
from assistant.retriever.taught import FILE, Asked, TaughtCase, TaughtCases, likeness, placed
from tests.indexer.documents import write

TEXT = """Privacy policy of Acme

We keep logs for 30 days. We keep backups for 90 days.

What we share
We share data with:
- our payment provider
- the police, on a warrant

We keep logs for 30 days."""


@pytest.fixture
def index(tmp_path: Path) -> PolicyIndex:
    """A policy ``acme``."""
    return build(write(tmp_path, "acme.txt", TEXT), None)


def asked(question: str) -> Asked:
    """A question by its words alone."""
    return Asked(frozenset(terms(question)), None)


def close_by(vector: float) -> Asked:
    """A question that shares no word, with its cosine to the question whose vector is 1, 0."""
    return Asked(frozenset(["warrant"]), np.array([vector, (1 - vector**2) ** 0.5], np.float32))


def case(index: PolicyIndex, question: str, quote: str) -> TaughtCase:
    """What is kept of a question and the clause that holds these words."""
    start, end = clause(index, quote, None)
    document = index.document
    return TaughtCase(question, document.id, document.version, start, end, document.text[start:end])


@pytest.mark.parametrize(
    ("question", "fits"),
    [
        ("how long do you keep backups?", True),
        ("For how long would you be keeping any backup", True),
        ("do you keep any backup", False),
        ("how long do you keep backups on disk", False),
        ("do you not keep backups?", False),
        ("how long do you keep logs?", False),
        ("how long?", False),
    ],
)
def test_which_questions_are_alike(index: PolicyIndex, question: str, fits: bool) -> None:
    """The same words in any form and order, but for those that say nothing; a "not" makes another question."""
    assert (likeness(asked("how long do you keep backups?"), asked(question), index) > 0) is fits


def test_a_long_question_may_differ_in_a_word(index: PolicyIndex) -> None:
    """Most of the rare words are enough."""
    long = "payment provider police warrant backups logs acme employer badge"
    assert likeness(asked(long), asked(f"{long} really data"), index) >= 0.8


@pytest.mark.parametrize("turn", ["not", "never", "without", "except"])
def test_a_not_makes_another_question(index: PolicyIndex, turn: str) -> None:
    """However much else two questions share, in words or in meaning."""
    long = "payment provider police warrant backups logs acme employer badge"
    assert likeness(asked(long), asked(f"{long} {turn}"), index) == 0
    meant = np.array([1, 0], np.float32)
    one, other = (Asked(frozenset(terms(words)), meant) for words in ("backups", f"backups {turn}"))
    assert likeness(one, other, index) == 0


def test_vectors_find_questions_in_other_words(index: PolicyIndex) -> None:
    """Where the reader is on, a close meaning is enough; questions without a word to know them by never fit."""
    base = Asked(frozenset(["backup"]), np.array([1, 0], np.float32))
    assert likeness(base, close_by(0.95), index) == pytest.approx(0.95)
    assert likeness(base, close_by(0.8), index) == 0
    assert likeness(Asked(frozenset(), base.vector), Asked(frozenset(), base.vector), index) == 0


def test_a_clause_is_a_whole_one(index: PolicyIndex) -> None:
    """Some of its words name it, whatever white space is between them; a quote over two clauses names both."""
    text = index.document.text
    for quote, said in (
        ("backups", "We keep backups for 90 days."),
        ("30 days. We  keep\nbackups", "We keep logs for 30 days. We keep backups for 90 days."),
        ("police", "the police, on a warrant"),
    ):
        start, end = clause(index, quote, None)
        assert text[start:end] == said
    assert clause(index, "We keep logs", 10) == Span(text.rindex("We keep logs"), len(text))
    assert clause(index, None, 7)[0] == text.index("our payment")


@pytest.mark.parametrize(
    ("quote", "line", "why"),
    [
        ("We keep logs", None, "says that 2 times; quote more of it, or add --at LINE"),
        ("we sell", None, "does not say 'we sell'"),
        (" ", None, "does not say"),
        (None, 3, "2 clauses of 'acme' start on line 3"),
        (None, 2, "no clause of 'acme' starts on line 2; .*: assistant sections acme --passages"),
        (None, 1, "line 1 of 'acme' is a heading, which is never quoted; .*: assistant sections acme --passages"),
        ("policy of Acme", None, "line 1 of 'acme' is a heading, which is never quoted; take a clause and its line"),
        (None, 11, "has 10 lines"),
        ("We keep logs", 11, "does not say"),
    ],
)
def test_what_is_no_clause(index: PolicyIndex, quote: str | None, line: int | None, why: str) -> None:
    """The reason, and what to do instead."""
    with pytest.raises(CaseError, match=why):
        clause(index, quote, line)


def test_a_case_holds_as_long_as_its_clause(index: PolicyIndex, tmp_path: Path) -> None:
    """It moves with its words, to the nearest place; once they have changed it holds no more."""
    found = case(index, "backups?", "backups")
    assert placed(found, index) == Span(found.start, found.end)
    moved = build(write(tmp_path, "acme.txt", TEXT.replace("Acme", "Acme International")), None)
    span = placed(found, moved)
    assert span is not None
    assert span.start == found.start + len(" International")
    assert moved.document.text[slice(*span)] == found.quote
    assert placed(found, build(write(tmp_path, "acme.txt", TEXT.replace("90", "91")), None)) is None


def test_what_stands_behind_a_clause_is_no_part_of_it(index: PolicyIndex, tmp_path: Path) -> None:
    """A further item follows now, so that this one ends otherwise."""
    found = case(index, "warrants?", "police")
    moved = build(write(tmp_path, "acme.txt", TEXT.replace("on a warrant", "on a warrant;\n- our bank")), None)
    assert placed(found, moved) == Span(found.start, found.end)
    ended = case(index, "backups?", "backups")
    moved = build(write(tmp_path, "acme.txt", TEXT.replace("90 days.", "90 days;")), None)
    assert placed(ended, moved) == Span(ended.start, ended.end - 1)
    assert placed(replace(found, quote=";;"), moved) is None
    assert placed(replace(found, quote="We keep back."), moved) is None


def test_of_two_places_the_nearest_is_meant(tmp_path: Path) -> None:
    """The policy says the same thing twice, and both have moved."""
    words = "We keep logs for 30 days."
    moved = build(write(tmp_path, "acme.txt", TEXT.replace("Acme", "Acme International")), None)
    for start in (TEXT.index(words), TEXT.rindex(words)):
        span = placed(TaughtCase("logs?", "acme", "0", start, start + len(words), words), moved)
        assert span is not None
        assert span.start == start + len(" International")


def test_cases_are_kept_in_a_file(index: PolicyIndex, tmp_path: Path) -> None:
    """One a line; another look sees them; the same question again takes the place of the first."""
    cases, other = TaughtCases(tmp_path), TaughtCases(tmp_path)
    assert (cases.lines(), cases.stamp) == ((), None)
    cases.add(case(index, "how long do you keep backups?", "30 days. We keep backups"))
    cases.add(case(index, "who gets it?", "police"))
    cases.add(case(index, "How long do you keep backups?", "backups"))
    assert [(line.number, line.case.question) for line in other.lines() if line.case] == [
        (1, "who gets it?"),
        (2, "How long do you keep backups?"),
    ]
    taught = other.find(asked("keep backups how long"), index, asked)
    assert taught is not None
    assert (taught.case.quote, taught.likeness) == ("We keep backups for 90 days.", 1.0)
    assert other.find(asked("do you sell data"), index, asked) is None
    assert other.remove(2).case == taught.case
    assert cases.find(asked("keep backups how long"), index, asked) is None
    with pytest.raises(CaseError, match="no taught case 2"):
        cases.remove(2)


def test_many_may_teach_at_once(index: PolicyIndex, tmp_path: Path) -> None:
    """None takes another one's case away, nor brings back what was forgotten meanwhile."""
    given = [case(index, f"backups of kind{number}?", "backups") for number in range(10)]

    def add(one: TaughtCase) -> None:
        TaughtCases(tmp_path).add(one)

    def forget(_: TaughtCase) -> None:
        TaughtCases(tmp_path).remove(1)

    with ThreadPoolExecutor(len(given)) as people:
        list(people.map(add, given))
        assert {line.case for line in TaughtCases(tmp_path).lines()} == set(given)
        list(people.map(forget, given[1:]))
    assert len(TaughtCases(tmp_path).lines()) == 1


def test_only_cases_of_the_policy_that_still_hold_are_used(index: PolicyIndex, tmp_path: Path) -> None:
    """Another policy's case, and one whose clause has changed, answer nothing."""
    cases = TaughtCases(tmp_path)
    cases.add(case(index, "backups?", "backups"))
    changed = build(write(tmp_path, "acme.txt", TEXT.replace("90", "91")), None)
    other = build(write(tmp_path, "other.txt", TEXT), None)
    assert cases.find(asked("backups?"), index, asked) is not None
    assert cases.find(asked("backups?"), changed, asked) is None
    assert cases.find(asked("backups?"), other, asked) is None


def test_of_two_cases_that_are_as_like_the_later_one_counts(index: PolicyIndex, tmp_path: Path) -> None:
    """Who teaches the same again, in words that say the same, has changed their mind."""
    cases = TaughtCases(tmp_path)
    cases.add(case(index, "how long do you keep backups?", "30 days. We keep backups"))
    cases.add(case(index, "how long do you keep a backup?", "backups"))
    found = cases.find(asked("for how long do you keep any backup"), index, asked)
    assert found is not None
    assert found.case.quote == "We keep backups for 90 days."


def test_a_case_is_understood_once(index: PolicyIndex, tmp_path: Path) -> None:
    """Not anew for each question: there may be hundreds. Another text of the policy, or of the file, counts anew."""
    cases, understood = TaughtCases(tmp_path), []

    def understand(question: str) -> Asked:
        understood.append(question)
        return asked(question)

    cases.add(case(index, "backups?", "backups"))
    for _ in range(3):
        assert cases.find(asked("backups?"), index, understand) is not None
    assert understood == ["backups?"]
    changed = build(write(tmp_path, "acme.txt", TEXT.replace("30", "31")), None)
    assert cases.find(asked("backups?"), changed, understand) is not None
    assert understood == ["backups?"] * 2
    cases.add(case(changed, "logs?", "31 days. We keep backups"))
    assert cases.find(asked("logs?"), changed, understand) is not None
    assert understood[2:] == ["backups?", "logs?"]


def test_lines_that_are_no_case_are_kept_and_not_used(index: PolicyIndex, tmp_path: Path) -> None:
    """Somebody edited the file: what cannot be read is counted, stays as it is, and harms no other line."""
    good = {"question": "backups?", "policy": "acme", "version": "0", "start": 0, "end": 9, "quote": "backups"}
    bad: list[object] = [
        good | {"start": "0"},
        good | {"start": 9},
        good | {"question": " "},
        good | {"more": 1},
        good | {"question": "\ud800?"},
        {},
        [],
        None,
    ]
    lines = ["garbage", *(json.dumps(each) for each in bad), "\udcff", ""]
    (tmp_path / FILE).write_text("\n".join(lines), encoding="utf-8", errors="surrogateescape")
    cases = TaughtCases(tmp_path)
    assert [line.case for line in cases.lines()] == [None] * 10
    cases.add(case(index, "backups?", "backups"))
    assert [line.case is not None for line in cases.lines()] == [False] * 10 + [True]
    cases.remove(1)
    kept = (tmp_path / FILE).read_bytes()
    assert kept.startswith(json.dumps(bad[0]).encode())
    assert b"\n\xff\n" in kept
    assert cases.find(asked("backups?"), index, asked) is not None


def test_words_of_taught_questions_are_known(index: PolicyIndex, tmp_path: Path) -> None:
    """They are no misspellings, in any inflection."""
    cases = TaughtCases(tmp_path)
    assert not cases.knows("zapier")
    cases.add(case(index, "do you use Zapiers?", "police"))
    assert cases.knows("zapier")
    assert not cases.knows("zebra")


def test_a_question_needs_a_word(index: PolicyIndex, tmp_path: Path) -> None:
    """One of stop words alone would fit everything."""
    with pytest.raises(CaseError, match="has no word to know the question by"):
        TaughtCases(tmp_path).add(case(index, "what is it?", "police"))
