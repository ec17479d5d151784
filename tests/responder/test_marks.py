"""Key words of a quote."""

from __future__ import annotations

from assistant.responder.marks import marked
from assistant.retriever.question import understand
from tests.render.examples import cite, document


def marks(quote: str, question: str, **expansion: float) -> list[str]:
    """The words that are marked in a quote, in the order of their spans."""
    citation = cite(quote, of=document(quote))
    return [quote[start:end] for start, end in marked(citation, understand(question, {}), expansion).highlights]


def test_words_of_the_question_and_the_duration_that_it_asks_for_are_marked() -> None:
    """In order, and without overlap."""
    assert marks("We keep server logs for 30 days.", "how long do you keep logs") == ["keep", "logs", "30 days"]
    assert marks("We keep server logs for 30 days.", "what is in your logs") == ["logs"]


def test_what_answered_similar_questions_is_marked_if_it_weighs_enough() -> None:
    """A stem of little weight stands in many clauses."""
    assert marks("Our host has a dog.", "any pets?", host=0.5, dog=0.4) == ["host"]


def test_not_every_word_is_marked() -> None:
    """Where a clause says it again and again, the first eight will do; those of the question go before its cases'."""
    quote = f"Our host has {'cats and hosts and ' * 6}{'cats and ' * 4}a dog."
    assert marks(quote, "cats", host=1.0) == ["cats"] * 8
    assert marks(quote, "dog", host=1.0) == ["host"] + ["hosts"] * 6 + ["dog"]
