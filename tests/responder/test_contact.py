"""What a clause on how to reach the company can answer."""

from __future__ import annotations

import pytest

from assistant.responder.contact import reaches

CLAUSE = (
    "Write to our Data Protection Officer, Acme Ltd, 12 Long Street, 12345 Town, dpo@acme.example, +1 (650) 319-8930."
)


@pytest.mark.parametrize(
    "question",
    [
        "name of your DPO",
        "who is the privacy officer",
        "phone number to call",
        "which e-mail do I use",
        "where are you based",
        "where is the company located?",
        "your postal address",
    ],
)
def test_it_has_what_is_asked_for(question: str) -> None:
    """Each in its own way."""
    assert reaches(question, CLAUSE)
    assert not reaches(question, "Write to us at any time.")


@pytest.mark.parametrize(
    "question", ["where is my data located", "do you keep my phone number", "do you read my email"]
)
def test_it_is_not_asked_for(question: str) -> None:
    """What is kept, and where, is no matter of contact."""
    assert not reaches(question, CLAUSE)
