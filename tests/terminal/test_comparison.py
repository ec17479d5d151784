"""Who is silent, when one question goes to every policy."""

from __future__ import annotations

from assistant.model import Reason
from assistant.terminal.comparison import rest
from assistant.terminal.shelf import Shelf
from tests.render.examples import document, silent


def test_what_several_say_is_said_of_all() -> None:
    """Each policy has a bullet; a policy alone is "this policy"."""
    one = silent(document=document(id="one", title="One", effective_date=None, effective_text=None))
    two = silent(document=document(id="two", title="Two", effective_date=None, effective_text=None))
    names = "• One · Example & Co\n• Two · Example & Co"
    assert list(rest(Shelf(), 0, [one, two], ["gone"])) == [f"These policies do not seem to say.\n{names}", "gone"]
    assert list(rest(Shelf(), 0, [one], [])) == ["This policy does not seem to say.\n• One · Example & Co"]


def test_what_one_policy_speaks_of_is_not_off_topic() -> None:
    """A question that another policy answers is one about policies."""
    off_topic = [silent(reason=Reason.OFF_TOPIC, document=document(id=name)) for name in ("one", "two")]
    assert next(rest(Shelf(), 0, off_topic, [])).startswith("That does not look like a question about privacy policies")
    assert next(rest(Shelf(), 1, off_topic, [])).startswith("These policies do not seem to say.")


def test_policies_in_another_language_are_several() -> None:
    """That they may not be understood is said of all, too."""
    foreign = [silent(document=document(id=name, language="de")) for name in ("one", "two")]
    assert "these policies are in another language" in next(rest(Shelf(), 0, foreign, []))
