from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.index.policy_index import PolicyIndex
from assistant.indexer.build import build
from assistant.model import Abstention, Answer, Hit, Reason
from assistant.responder.responder import respond
from assistant.retriever.question import understand

LEAD = "We tell others about you in these cases only:"
CASES = "You have agreed to it in writing. A court of law has ordered us to."
TWICE = "We link your IP address to your profile. However, we do not link it to your name."
MORE = "You can learn more about cards here."
KIND = f"its kind, which is one of {', '.join(['this', 'that', 'another'] * 8)} or none"
CARDS = f"## Cards\n\nWe keep of your card:\n\n- its last digits\n- {KIND}\n\n{MORE}"
USE = "We may use for this and for that purpose alone:"
USES = f"## Guests\n\n{USE}\n\n- names\n- ages\n\n## Houses\n\n{USE}\n\n- rooms\n- beds\n\n## Sale\n\nNever.\n\nCookies"
WORK = "We do so every day of the week, with soap and with water, and we are never tired of it.\n\n"
ROOMS = f"## Rooms\n\nRooms are cleaned by us.\n\n{WORK}We change sheets.\n\n{WORK}Guests clean nothing.\n\n{WORK}"
OWLS = "Who cleans? The owls do.\n\n## Owls\n\nOwls hunt at night. Owls sleep by day."
REST = f"{ROOMS}{OWLS}\n\n{USES}"
POLICY = f"## Others\n\n{LEAD}\n\n{CASES}\n\n## Logs\n\n{TWICE}\n\n## Backups\n\n{TWICE}\n\n{CARDS}\n\n{REST}\n"


def ranked(
    folder: Path, *order: tuple[str, float], confidence: float = 0.9, policy: str = POLICY
) -> tuple[Any, PolicyIndex]:
    """What a retriever would give: passages by their first words, each with its chance."""
    path = folder / "example.md"
    path.write_text(policy, encoding="utf-8")
    index = build(path, None)
    text = index.document.text
    hits = [
        Hit(number, score)
        for begins, score in order
        for number, passage in enumerate(index.passages)
        if text.startswith(begins, passage.start)
    ]
    understood = SimpleNamespace(question=understand("who do you tell", {}), expansion={})
    return SimpleNamespace(understood=understood, taught=None, hits=hits, confidence=confidence, off_topic=0.0), index


def test_a_clause_is_shown_without_what_is_quoted_already(tmp_path: Path) -> None:
    """A lead-in stands before what another citation shows, or brings all that follows it."""
    reply = respond("q", *ranked(tmp_path, ("You have agreed", 0.5), (LEAD, 0.4)))
    assert isinstance(reply, Answer)
    assert [citation.quote for citation in reply.citations] == [f"{LEAD}\n\nYou have agreed to it in writing."]
    reply = respond("q", *ranked(tmp_path, (LEAD, 0.5), ("You have agreed", 0.4)))
    assert isinstance(reply, Answer)
    assert [" ".join(citation.quote.split()) for citation in reply.citations] == [f"{LEAD} {CASES}"]


def test_a_lead_in_brings_its_list_behind_an_item(tmp_path: Path) -> None:
    """It stands with the item already; what is new is the rest of the list."""
    reply = respond("q", *ranked(tmp_path, ("its last digits", 0.5), ("We keep of", 0.3)))
    assert isinstance(reply, Answer)
    assert [" ".join(citation.quote.split()) for citation in reply.citations] == [
        "its last digits", f"We keep of your card: • its last digits • {KIND}",
    ]  # fmt: skip


def test_a_lead_in_that_brings_nothing_new_is_left_out(tmp_path: Path) -> None:
    """It stands over the items that were quoted."""
    reply = respond("q", *ranked(tmp_path, ("its last digits", 0.5), ("its kind", 0.4), ("We keep of", 0.3)))
    assert isinstance(reply, Answer)
    assert [" ".join(citation.quote.split()) for citation in reply.citations] == [f"• its last digits • {KIND}"]


def test_where_to_read_on_is_no_further_answer(tmp_path: Path) -> None:
    """It may be the only one."""
    reply = respond("q", *ranked(tmp_path, ("its kind", 0.5), ("You can learn", 0.3)))
    assert isinstance(reply, Answer)
    assert [citation.quote for citation in reply.citations] == [KIND]
    reply = respond("q", *ranked(tmp_path, ("You can learn", 0.5)))
    assert isinstance(reply, Answer)
    assert [citation.quote for citation in reply.citations] == [MORE]


def test_the_same_words_are_quoted_once(tmp_path: Path) -> None:
    """A policy may say the same thing in two places; the second says nothing new, whole or in part."""
    for order in ([("We link", 0.4)], [("We link", 0.4), ("However", 0.3)]):
        reply = respond("q", *ranked(tmp_path, *order))
        assert isinstance(reply, Answer)
        assert [citation.quote for citation in reply.citations] == [TWICE]


@pytest.mark.parametrize(("second", "quotes"), [("or printers", 1), ("or fathers who pay", 2)])
def test_the_same_clause_a_word_apart_is_quoted_once(tmp_path: Path, second: str, quotes: int) -> None:
    """Policies say things twice, and hardly ever in the very same words."""
    say = "We never give pictures, letters, recordings and names of your children to advertisers, brokers {} or banks."
    policy = f"# One\n\n{say.format('')}\n\n# Other\n\n{say.format(second)}\n"
    reply = respond("q", *ranked(tmp_path, ("We never give", 0.4), policy=policy))
    assert isinstance(reply, Answer)
    assert len(reply.citations) == quotes


def test_the_same_lead_in_brings_another_list(tmp_path: Path) -> None:
    """Two lists may be led in by the same words."""
    reply = respond("q", *ranked(tmp_path, ("We may use for this", 0.4)))
    assert isinstance(reply, Answer)
    assert ["".join(citation.quote.split()) for citation in reply.citations] == [
        "Wemayuseforthisandforthatpurposealone:•names•ages", "Wemayuseforthisandforthatpurposealone:•rooms•beds",
    ]  # fmt: skip


def test_a_name_is_no_further_answer_but_a_word_is(tmp_path: Path) -> None:
    """ "Cookies" is a page to visit; "Never." says it all."""
    for begins, count in (("Cookies", 1), ("Never.", 2)):
        reply = respond("q", *ranked(tmp_path, ("its kind", 0.5), (begins, 0.3)))
        assert isinstance(reply, Answer)
        assert len(reply.citations) == count


def test_one_of_many_unlikely_clauses_is_no_further_answer(tmp_path: Path) -> None:
    """It is one if little else is left that might answer, or if it is likely."""
    for chance, rest, count in ((0.08, 0.03, 2), (0.08, 0.07, 1), (0.15, 0.14, 3)):
        others = ((begins, rest) for begins in ("Owls hunt", "its kind"))
        reply = respond("q", *ranked(tmp_path, ("You have agreed", 0.5), ("Never.", chance), *others))
        assert isinstance(reply, Answer)
        assert len(reply.citations) == count


def test_what_is_shown_where_no_clause_is_sure(tmp_path: Path) -> None:
    """Clauses, if it is likely that one of them answers; else the policy is called silent."""
    for chance, confidence, shown in ((0.3, 0.2, 1), (0.1, 0.3, 1), (0.1, 0.2, 0), (0.04, 0.4, 0)):
        reply = respond("q", *ranked(tmp_path, ("We link", chance), confidence=confidence))
        assert isinstance(reply, Abstention)
        assert len(reply.closest) == shown
        assert [near.section[-1] for near in reply.see_also] == ["Logs", "Backups"]


def test_nothing_close_is_shown_where_the_question_may_be_about_something_else(tmp_path: Path) -> None:
    """ "How do I get verified here" shares a word with "verify your identity", and no more."""
    ranking, index = ranked(tmp_path, ("We link", 0.3), confidence=0.3)
    ranking.off_topic = 0.3
    reply = respond("q", ranking, index)
    assert isinstance(reply, Abstention)
    assert (reply.reason, reply.closest) == (Reason.NOT_COVERED, ())


def test_a_question_of_the_policys_own_is_no_answer(tmp_path: Path) -> None:
    """It is no further one, and brings its answer where it comes first."""
    reply = respond("q", *ranked(tmp_path, ("Rooms are", 0.5), ("Who cleans", 0.3)))
    assert isinstance(reply, Answer)
    assert [citation.quote for citation in reply.citations] == ["Rooms are cleaned by us."]
    reply = respond("q", *ranked(tmp_path, ("Who cleans", 0.5)))
    assert isinstance(reply, Answer)
    assert [citation.quote for citation in reply.citations] == ["Who cleans? The owls do."]


def test_quotes_beside_each_other_are_one(tmp_path: Path) -> None:
    """In their order, if both fit; what is far from the first stands for itself."""
    reply = respond("q", *ranked(tmp_path, ("Rooms are", 0.5), ("Owls sleep", 0.2), ("Owls hunt", 0.1)))
    assert isinstance(reply, Answer)
    assert [citation.quote for citation in reply.citations] == [
        "Rooms are cleaned by us.",
        "Owls hunt at night. Owls sleep by day.",
    ]


def test_a_list_takes_the_place_of_its_item(tmp_path: Path) -> None:
    """Where a quote grows by the list that an earlier one is an item of, no words are shown twice."""
    policy = f"## Cards\n\nWe like cards very much.\n\nWe keep of your card:\n\n- its last digits\n- {KIND}\n"
    order = [("its last digits", 0.5), ("We like cards", 0.3), ("We keep of", 0.2)]
    reply = respond("q", *ranked(tmp_path, *order, policy=policy))
    assert isinstance(reply, Answer)
    (citation,) = reply.citations
    assert citation.quote.startswith("We like cards")
    assert citation.quote.endswith(KIND)


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (
            "We never share:\n\n- health data, except:\n    - your height\n- your card number\n",
            ("your height", "your card"),
        ),
        (
            "| We take | Why |\n|---|---|\n| name | so |\n\n| Not | Why |\n|---|---|\n| health | no |\n",
            ("name |", "health |"),
        ),
    ],
)
def test_quotes_of_other_lists_and_rows_stay_apart(tmp_path: Path, page: str, words: tuple[str, str]) -> None:
    """Beside each other on the page, they stand under lead-ins or columns of their own."""
    path = tmp_path / "p.md"
    path.write_text(f"# Pay\n\n{page}", encoding="utf-8")
    index = build(path, None)
    numbers = [
        next(n for n, p in enumerate(index.passages) if index.document.text.startswith(w, p.start)) for w in words
    ]
    hits = [Hit(numbers[0], 0.5), Hit(numbers[1], 0.2)]
    understood = SimpleNamespace(question=understand("who do you tell", {}), expansion={})
    ranking: Any = SimpleNamespace(understood=understood, taught=None, hits=hits, confidence=0.9, off_topic=0.0)
    reply = respond("q", ranking, index)
    assert isinstance(reply, Answer)
    assert len(reply.citations) == 2
    assert all(each.quote.startswith(w) for each, w in zip(reply.citations, words, strict=True))


def test_a_broad_question_is_told_where_to_read_on(tmp_path: Path) -> None:
    """The section that has most of the answer, unless one clause has it, or all of the section is quoted."""
    spread = [("Rooms are", 0.3), ("We change", 0.2), ("Guests clean", 0.2)]
    reply = respond("q", *ranked(tmp_path, *spread))
    assert isinstance(reply, Answer)
    assert [place.section for place in reply.see_also] == [("Rooms",)]
    assert reply.see_also[0].start < reply.citations[0].start < reply.see_also[0].end
    ranking, index = ranked(tmp_path, ("Rooms are", 0.9))
    ranking.understood.question = understand("who gets my data", {})
    reply = respond("q", ranking, index)
    assert isinstance(reply, Answer)
    assert [place.section for place in reply.see_also] == [("Rooms",)]
    for other in ([("Rooms are", 0.8), *spread[1:]], spread[:2], [*spread, ("Never.", 0.25)]):
        reply = respond("q", *ranked(tmp_path, *other))
        assert isinstance(reply, Answer)
        assert not reply.see_also


@pytest.mark.parametrize(
    ("room", "rest", "named"),
    [(WORK, ROOMS, True), (WORK, "", False), ("", ROOMS, False)],
    ids=["a part of the policy", "most of the policy", "most of it is quoted"],
)
def test_to_read_on_there_must_be_something_to_read(tmp_path: Path, room: str, rest: str, named: bool) -> None:
    """A section is named that is no more than half of the policy, and no more than half of it quoted."""
    clauses = "Owls hunt at night.", "Owls sleep by day.", "Owls eat mice."
    section = "\n\n".join(clause + "\n\n" + room for clause in clauses)
    policy = f"## Owls\n\n{section}\n\n{rest}"
    reply = respond("q", *ranked(tmp_path, *((clause, 0.2) for clause in clauses), policy=policy))
    assert isinstance(reply, Answer)
    assert [place.section for place in reply.see_also] == [("Owls",)] * named


def test_a_question_in_another_language_is_shown_no_clauses(tmp_path: Path) -> None:
    """It was not understood, so nothing that was found for it means anything."""
    ranking, index = ranked(tmp_path, ("We link", 0.5), confidence=0.4)
    reply = respond("Wie lange werden meine Daten bei Ihnen gespeichert?", ranking, index)
    assert isinstance(reply, Abstention)
    assert not reply.closest
