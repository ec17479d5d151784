from __future__ import annotations

from pathlib import Path

import numpy as np

from assistant import resources
from assistant.index.store import Store
from assistant.language.analyzer import terms
from assistant.retriever.cases import KINDS, Case, CaseIndex, bank_line, fit_cases, load_cases, read_bank, read_invented

CASES = (
    Case(("would you tell the cops", "police asks for my chats"), ("court", "law", "subpoena"), "answer", "one"),
    Case(("how long do you keep it", "when is it gone"), ("day", "retain"), "answer", "two"),
    Case(("how much is premium",), (), "off-topic", "two"),
)


def test_people_words_lead_to_policy_words() -> None:
    """A question that shares no word with a clause is expanded by those of the clause that answered its like."""
    bank = fit_cases(CASES)
    found = bank.similar(terms("do the cops get it"))
    assert set(bank.expansion(found)) >= {"court", "subpoena"}


def test_the_heaviest_stem_weighs_one() -> None:
    """Weights are relative to the best."""
    bank = fit_cases(CASES)
    assert max(bank.expansion(bank.similar(terms("cops"))).values()) == 1.0


def test_a_question_without_likeness_has_no_neighbours() -> None:
    """Nothing shared, nothing learned."""
    bank = fit_cases(CASES)
    assert len(bank.similar(terms("zebra"))) == 0
    assert bank.expansion(bank.similar([])) == {}


def test_a_question_of_little_likeness_has_nothing_to_say() -> None:
    """One that shares a word of many is no neighbour beside one that shares them all; alone it is."""
    bank = fit_cases((Case(("do police keep chats, names and faces",), ("court",)), Case(("keep it dry",), ("rain",))))
    assert bank.similar(terms("police keep chats, names and faces?")).phrasings.tolist() == [0]
    assert len(bank.similar(terms("keep?"))) == 2


def test_a_policy_can_be_left_out() -> None:
    """For measuring, a policy's own cases must not answer its questions."""
    bank = fit_cases(CASES)
    assert len(bank.similar(terms("when is it gone"), without="two")) == 0


def test_off_topic_neighbours_are_told_apart() -> None:
    """A neighbour says of which kind it is."""
    bank = fit_cases(CASES)
    assert KINDS[bank.similar(terms("premium")).kinds[0]] == "off-topic"


def test_a_compiled_bank_is_read_back_whole() -> None:
    """Bytes and back give the same neighbours; another recipe or damage gives none."""
    bank = fit_cases(CASES)
    data = bank.to_bytes("recipe")
    again = CaseIndex.from_bytes(data, "recipe")
    assert again is not None
    assert again.similar(terms("cops")).phrasings.tolist() == bank.similar(terms("cops")).phrasings.tolist()
    assert CaseIndex.from_bytes(data, "another") is None
    assert CaseIndex.from_bytes(data[: len(data) // 2], "recipe") is None
    assert bank.to_bytes("recipe") == data


def test_an_empty_bank_is_no_error() -> None:
    """Without cases every question is new."""
    assert len(fit_cases(()).similar(["cop"])) == 0


def test_the_shipped_bank_is_compiled_once(tmp_path: Path) -> None:
    """The compiled bank is kept in the store and used from there; the lexicon is part of it."""
    store = Store(tmp_path)
    first = load_cases(resources.DATA, store)
    second = load_cases(resources.DATA, store)
    assert len(first.questions) > 20_000
    assert np.array_equal(first.case_of, second.case_of)
    assert "snitch" in first.words


def test_what_was_made_up_is_asked_without_the_reader_only(tmp_path: Path) -> None:
    """Each kind of bank is kept for itself: to switch the reader costs no compiling."""
    store, question = Store(tmp_path), "Can the police use your database to find suspects through DNA?"
    for reader in (True, False, True, False):
        assert (question in load_cases(resources.DATA, store, reader).questions) is not reader


def test_what_was_made_up_is_whole() -> None:
    """Every clause has four questions, and every question a clause or says why there is none."""
    cases = read_invented(resources.DATA / "invented.jsonl")
    assert len(cases) > 1_500
    for case in cases:
        assert len(set(case.questions)) == 4
        assert bool(case.stems) is (case.kind == "answer")


def test_the_shipped_bank_holds_stems_not_sentences() -> None:
    """Clauses stand in the bank as sorted stems: what was learned, not the text."""
    for case in read_bank(resources.DATA / "bank.jsonl"):
        assert list(case.stems) == sorted(set(case.stems))
        assert bank_line(case)["q"] == list(case.questions)
