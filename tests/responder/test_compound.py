from __future__ import annotations

import datetime as dt
from dataclasses import replace

from assistant.model import Abstention, Answer, Citation, Document, Reason, Reply, SeeAlso
from assistant.responder.compound import combine

TEXT = "We sell nothing. We keep it for a day."
DOCUMENT = Document("p", "Policy", None, None, dt.date(2026, 1, 1), None, "en", TEXT, "0" * 64)


def answer(start: int, end: int, confidence: float = 0.9) -> Answer:
    citation = Citation(DOCUMENT, ("A",), start, end, TEXT[start:end])
    return Answer("q", DOCUMENT, (citation,), confidence)


def silent(reason: Reason = Reason.NOT_COVERED) -> Abstention:
    return Abstention("q", DOCUMENT, reason, 0.2, (SeeAlso(DOCUMENT, ("A",), 0, 5),))


def test_one_part_is_its_own_reply() -> None:
    """A simple question is not touched."""
    reply = answer(0, 16)
    assert combine("q", [("q", reply)]) is reply


def test_each_part_has_its_quote() -> None:
    """Every part is answered by its best clause and named."""
    reply = combine("a and b", [("a", answer(0, 16, 0.9)), ("b", answer(17, 38, 0.8))])
    assert isinstance(reply, Answer)
    assert [(c.part, c.quote) for c in reply.citations] == [("a", "We sell nothing."), ("b", "We keep it for a day.")]
    assert reply.confidence == 0.8


def test_a_clause_for_two_parts_is_quoted_as_widely_as_for_either() -> None:
    """The fact that one of them asks for may stand in the sentence behind."""
    for first, second in ((answer(0, 16), answer(0, 38)), (answer(0, 38), answer(17, 38))):
        reply = combine("a and b", [("a", first), ("b", second)])
        assert isinstance(reply, Answer)
        assert [(c.part, c.quote) for c in reply.citations] == [("a / b", TEXT)]


def test_quotes_that_share_a_sentence_are_both_shown() -> None:
    """Neither holds what the other part asks for."""
    reply = combine("a and b", [("a", answer(0, 30)), ("b", answer(17, 38))])
    assert isinstance(reply, Answer)
    assert [citation.part for citation in reply.citations] == ["a", "b"]


def test_a_part_that_is_not_covered_is_said() -> None:
    """Silence about one part is part of the answer."""
    reply = combine("a and b", [("a", answer(0, 16)), ("b", silent())])
    assert isinstance(reply, Answer)
    assert reply.uncovered == ("b",)
    assert reply.see_also


def test_a_part_that_is_not_sure_has_its_closest_clause() -> None:
    """It is neither answered nor called uncovered."""
    unsure = replace(silent(), closest=answer(17, 38).citations)
    reply = combine("a and b", [("a", answer(0, 16)), ("b", unsure)])
    assert isinstance(reply, Answer)
    assert [(c.part, c.quote) for c in reply.citations] == [("a", "We sell nothing.")]
    assert [(c.part, c.quote) for c in reply.closest] == [("b", "We keep it for a day.")]
    assert (reply.unsure, reply.uncovered, reply.see_also, reply.confidence) == (("b",), (), (), 0.9)


def test_a_part_whose_closest_clause_is_quoted_already() -> None:
    """It is not quoted again, nor under that part's name; the answer is as sure as the part that it answers."""
    unsure = replace(silent(), closest=answer(0, 16).citations)
    reply = combine("a and b", [("a", unsure), ("b", answer(0, 16))])
    assert isinstance(reply, Answer)
    assert (reply.unsure, reply.uncovered, reply.closest, reply.confidence) == (("a",), (), (), 0.9)
    assert [citation.part for citation in reply.citations] == ["b"]


def test_closest_clauses_are_never_off_topic() -> None:
    """Where one part has no place here and another is not sure, the reply is about the second."""
    off_topic = Abstention("q", DOCUMENT, Reason.OFF_TOPIC, 0.4)
    reply = combine("a and b", [("a", off_topic), ("b", replace(silent(), closest=answer(0, 16).citations))])
    assert isinstance(reply, Abstention)
    assert (reply.reason, len(reply.closest)) == (Reason.NOT_COVERED, 1)


def test_a_clause_for_two_parts_is_quoted_once() -> None:
    """The same words are not shown twice, but under both parts' names."""
    reply = combine("a and b", [("a", answer(0, 16)), ("b", answer(0, 16))])
    assert isinstance(reply, Answer)
    assert [citation.part for citation in reply.citations] == ["a / b"]


def test_silence_about_all_parts_is_an_abstention() -> None:
    """Nothing found is one abstention with the sections of all parts."""
    reply: Reply = combine("a and b", [("a", silent()), ("b", silent())])
    assert isinstance(reply, Abstention)
    assert reply.question == "a and b"
    assert len(reply.see_also) == 1
    assert not reply.closest


def test_the_closest_clause_of_each_part() -> None:
    """An abstention from all parts shows for each part the clause that comes closest, under the part's words."""
    unsure = [replace(silent(), closest=answer(*span).citations) for span in ((0, 16), (17, 38))]
    reply = combine("a, b and c", [("a", unsure[0]), ("b", silent()), ("c", unsure[1])])
    assert isinstance(reply, Abstention)
    assert [(c.part, c.quote) for c in reply.closest] == [("a", "We sell nothing."), ("c", "We keep it for a day.")]
