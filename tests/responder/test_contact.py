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
        "what is your address",
        "in which country are you based",
    ],
)
def test_it_has_what_is_asked_for(question: str) -> None:
    """Each in its own way."""
    assert reaches(question, CLAUSE)
    assert not reaches(question, "Write to us at any time.")


@pytest.mark.parametrize(
    "question",
    [
        "where is my data located",
        "do you keep my phone number",
        "do you read my email",
        "do you use email for marketing",
        "is a phone number required",
        "do you need a phone number to sign up",
        "do you sell my postal address",
        "where are the photos located",
    ],
)
def test_it_is_not_asked_for(question: str) -> None:
    """What is kept, and where, is no matter of contact."""
    assert not reaches(question, CLAUSE)


def test_a_year_is_no_address() -> None:
    """Nor is a telephone number."""
    assert not reaches("where are you based", "In 2023 we changed it. Call us on 555 1234.")
    assert reaches("where are you based", "BankID, Kungsgatan 33, 111 56 Stockholm")
