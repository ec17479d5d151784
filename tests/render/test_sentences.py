"""The fixed sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.model import Reason
from assistant.render import message, section, sureness, title
from tests.render.examples import answer, cite, document, ip_address, silent


def test_an_answer_says_which_policy_it_quotes() -> None:
    """The policy's date, and that a quote is no advice."""
    assert message(answer(ip_address())) == "Quoted from the policy of 1 May 2014; not legal advice."


def test_a_date_in_words_is_quoted() -> None:
    """Where the policy gives no calendar date, its own words stand in quotes."""
    spring = document(effective_date=None, effective_text="Last changed in spring")
    said = message(answer(cite("Our servers record:", of=spring)))
    assert said == "Quoted from the policy (“Last changed in spring”); not legal advice."


def test_an_undated_policy_has_no_date() -> None:
    """Nothing is made up where the policy has no date."""
    undated = document(effective_date=None, effective_text=None)
    assert message(answer(cite("Our servers record:", of=undated))) == "Quoted from the policy; not legal advice."


def test_several_policies_are_not_one() -> None:
    """Quotes from several policies have no date in common."""
    other = document(id="other")
    further = cite("Our servers record:", of=other)
    for several in (answer(ip_address(), further, document=None), answer(ip_address(), closest=(further,))):
        assert message(several) == "Quoted from the policies named; not legal advice."


def test_parts_without_an_answer_are_named() -> None:
    """A compound question that is answered in part says which part is not."""
    said = message(answer(ip_address(), uncovered=("is it sold",)))
    assert said.startswith("Not covered: “is it sold”. Quoted from the policy")


@pytest.mark.parametrize("reason", Reason)
def test_every_abstention_has_its_sentence(reason: Reason) -> None:
    """With one policy and with many, each reason is put in words."""
    one, many = message(silent(reason=reason)), message(silent(reason=reason, document=None))
    assert one != many
    assert one.endswith(".")
    assert many.endswith(".")


def test_a_question_in_another_language_is_told_so() -> None:
    """It is not called off-topic; of a policy in another language that is not said."""
    asked = replace(silent(reason=Reason.OFF_TOPIC), question="wie lange speichert ihr meine daten")
    assert "in another language: please ask in English" in message(asked)
    german = replace(asked, document=document(language="de"))
    assert "please ask in English" not in message(german)


def test_small_talk_gets_its_line() -> None:
    """Thanks are answered as thanks."""
    assert message(silent(reason=Reason.SMALL_TALK, talk="thanks")) == "You are welcome."


def test_how_sure_in_words() -> None:
    """The words follow the probability, and the figure stands beside them."""
    assert sureness(0.934) == "Very likely the answer (93 %)."
    assert sureness(0.0) == "A guess; read it in its place (0 %)."


def test_a_place_is_said_without_the_policys_title() -> None:
    """The title over every heading of a page says nothing about where a clause stands."""
    under = replace(ip_address(), section=("Privacy Policy", "What we keep", "Logs"))
    assert section(under) == "What we keep › Logs"
    assert section(replace(under, section=("Privacy Policy",))) == ""
    assert section(replace(under, section=("Privacy Policy for children",))) == "Privacy Policy for children"


def test_a_title_names_the_company_once() -> None:
    """The company is added where the title does not say it."""
    assert title(document()) == "Privacy Policy · Example & Co · 1 May 2014"
    assert title(document(title="EXAMPLE & CO Privacy")) == "EXAMPLE & CO Privacy · 1 May 2014"
