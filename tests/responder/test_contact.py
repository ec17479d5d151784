"""What a clause on how to reach the company can answer."""

from __future__ import annotations

import pytest

from assistant.responder.contact import leads_there, reaches

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


@pytest.mark.parametrize("clause", ["D04 X2K5,", "DUBLIN 4,", "ATTN: Privacy Operations", "12345 Town, Ireland"])
def test_a_line_of_an_address_leads_nowhere(clause: str) -> None:
    """A letter does not arrive by a postcode alone."""
    assert not leads_there(clause)


@pytest.mark.parametrize(
    "clause",
    [
        "dpo@acme.example",
        "Acme Ltd, 12 Long Street, 12345 Town",
        "Acme Ltd\n12 Long Street\nTown",
        "+1 (650) 319-8930",
        "acme.example/privacy",
        "Contact us here.",
        "Please use the privacy form.",
    ],
)
def test_what_leads_to_the_company(clause: str) -> None:
    """An address, of whatever kind, or words that say how."""
    assert leads_there(clause)
