"""The seam under every front end: versions, standard questions and taught cases through it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assistant.chatbot import Chatbot
from assistant.errors import CaseError, NoPolicies, QuestionError, UnknownPolicy, UnknownVersion
from assistant.index.policy_index import PolicyIndex
from assistant.indexer.library import Library
from assistant.model import Abstention, Answer, Citation
from assistant.render import link
from assistant.retriever.retriever import Ranking
from assistant.standard import Coverage, changes, first_citation, standard_questions

SEEDS = Path(__file__).parents[1] / "policies"
QUESTION = "Do you respond to Do Not Track signals?"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library of one policy."""
    (tmp_path / "policies").mkdir()
    shutil.copyfile(SEEDS / "zopim.txt", tmp_path / "policies" / "zopim.txt")
    return tmp_path


def opened(folder: Path, threshold: float = 0.0) -> Chatbot:
    """A chatbot over the library, brought up to date, with the reader off."""
    chatbot = Chatbot.open(folder / "policies", folder / "indexes", reader=False, threshold=threshold)
    chatbot.sync()
    return chatbot


def test_an_old_citation_opens_what_it_quoted(folder: Path) -> None:
    """Through two newer versions, and after the indexes were deleted."""
    chatbot = opened(folder)
    reply = chatbot.ask(QUESTION, "zopim")
    assert isinstance(reply, Answer)
    (cited, *_) = reply.citations
    original = folder / "policies" / "zopim.txt"
    for text in ("Something else.", "Something else again."):
        original.write_text(text)
        chatbot.sync()
    shutil.rmtree(folder / "indexes")
    chatbot = opened(folder)
    prefix = link(cited).partition("?v=")[2].partition("&")[0]
    index = chatbot.version("zopim", prefix)
    assert index is not None
    assert index.document.id == "zopim"
    assert index.document.text[cited.start : cited.end] == cited.quote
    assert index.sections[index.passages[0].section].path is not None
    present = chatbot.version("zopim", chatbot.document("zopim").version[:12])
    assert present is chatbot.index("zopim")
    assert chatbot.version("zopim", "0" * 12) is None
    assert chatbot.version("nobody", prefix) is None


def test_what_a_policy_covers(folder: Path) -> None:
    """Every standard question in order, each answered from this policy by its own words, or not."""
    coverage = opened(folder).coverage("zopim")
    assert tuple(question for question, _ in coverage.replies) == standard_questions()
    assert coverage.covered == sum(isinstance(reply, Answer) for _, reply in coverage.replies)
    for _, reply in coverage.replies:
        cited = first_citation(reply)
        assert cited is None or coverage.document.text[cited.start : cited.end] == cited.quote


def test_what_a_change_changes(folder: Path) -> None:
    """A clause that only moved is no change; one with other words is."""
    chatbot = opened(folder)
    before = chatbot.coverage("zopim")
    original = folder / "policies" / "zopim.txt"
    original.write_text("\n" + original.read_text())
    chatbot.sync()
    (earlier,) = chatbot.superseded("zopim")
    assert changes(chatbot.coverage("zopim", earlier), chatbot.coverage("zopim")) == ()
    assert chatbot.coverage("zopim", earlier) == before
    old = next(cited for _, reply in before.replies if (cited := first_citation(reply)))
    original.write_text(original.read_text().replace(old.quote, "All of this has gone."))
    chatbot.sync()
    found = changes(before, chatbot.coverage("zopim"))
    assert old.quote in [change.before.quote for change in found if change.before]
    with pytest.raises(UnknownVersion, match=r"no version 'ffffff' of 'zopim'; kept: [0-9a-f]{12}, [0-9a-f]{12}$"):
        chatbot.coverage("zopim", "ffffff")
    with pytest.raises(UnknownPolicy):
        chatbot.coverage("nobody")


def test_a_policy_that_says_it_is_not_called_silent(folder: Path) -> None:
    """What is under the threshold is shown to be judged, where some clause is likely to answer; else nothing is."""
    sure, chatbot = opened(folder).ask(QUESTION, "zopim"), opened(folder, threshold=1.0)
    unsure = chatbot.ask(QUESTION, "zopim")
    assert isinstance(sure, Answer)
    assert isinstance(unsure, Abstention)
    assert unsure.closest == sure.citations
    silent = chatbot.ask("Do you take my fingerprints at the airport?", "zopim")
    assert isinstance(silent, Abstention)
    assert not silent.closest


def test_a_clause_is_not_gone_for_being_less_sure(folder: Path) -> None:
    """Under a higher threshold the same clauses come closest; no question has another answer."""
    before = opened(folder).coverage("zopim")
    after = opened(folder, threshold=0.9).coverage("zopim")
    lost = [new for (_, old), (_, new) in zip(before.replies, after.replies, strict=True) if isinstance(old, Answer)
            and isinstance(new, Abstention) and new.closest]  # fmt: skip
    assert lost
    assert all(change.after or not _closest(after, change.question.text) for change in changes(before, after))


def _closest(coverage: Coverage, text: str) -> bool:
    return any(bool(reply.closest) for question, reply in coverage.replies if question.text == text)


def test_the_closest_clauses_of_all_policies_are_the_surest(tmp_path: Path) -> None:
    """By confidence, not by name."""
    shutil.copytree(SEEDS, tmp_path / "policies", ignore=shutil.ignore_patterns(".*"))
    chatbot = opened(tmp_path, threshold=1.0)
    reply = chatbot.ask("How long do you keep my log files?")
    assert isinstance(reply, Abstention)
    each = [chatbot.ask("How long do you keep my log files?", summary.id) for summary in chatbot.policies()]
    unsure = sorted((one for one in each if one.closest), key=lambda one: -one.confidence)
    assert reply.closest
    assert [c.document.id for c in reply.closest] == [one.document.id for one in unsure[:3] if one.document]


def test_the_contact_clause_is_shown_once(folder: Path) -> None:
    """Where it comes closest, it is not repeated below."""
    reply = opened(folder, threshold=1.0).ask("How can I contact you about privacy?", "zopim")
    assert isinstance(reply, Abstention)
    assert "support@zopim.com" in " ".join(citation.quote for citation in reply.closest)
    assert reply.contact is None


def test_a_question_for_an_address_is_shown_the_contact_clause(folder: Path) -> None:
    """It may be the answer, where nothing surely is; other questions are not shown it."""
    chatbot = opened(folder, threshold=1.0)
    for question, shown in (("what is the email to write to?", True), ("do you keep my shoe size?", False)):
        reply = chatbot.ask(question, "zopim")
        assert isinstance(reply, Abstention)
        assert ("support@zopim.com" in " ".join(citation.quote for citation in reply.closest)) == shown


def test_a_taught_clause_goes_first(folder: Path) -> None:
    """Another process knows it too, and a compound question that was taught is not taken apart."""
    chatbot, other = opened(folder), opened(folder)
    odd = "is my snowdrop watered, and who waters it?"
    case = chatbot.teach(f"  {odd}\n", "zopim", "Internet Protocol address")
    assert (case.question, case.version) == (odd, chatbot.document("zopim").version)
    for each in (chatbot, other):
        reply = each.ask("Is my snowdrop watered, and who waters it", "zopim")
        assert isinstance(reply, Answer)
        assert (reply.citations[0].quote, reply.citations[0].part) == (case.quote, None)
        assert reply.confidence >= 0.99
        quotes = [(c.start, c.end) for c in reply.citations]
        assert all(a[1] <= b[0] or b[1] <= a[0] for a in quotes for b in quotes if a is not b)
    of_all = chatbot.ask(odd)
    assert isinstance(of_all, Answer)
    assert (of_all.citations[0].quote, of_all.citations[0].part) == (case.quote, None)
    assert "taught" in chatbot.explain(odd, "zopim")[0].to_text()
    assert [unused for _, unused in other.taught()] == [""]
    assert other.forget(1).case == case
    assert "taught" not in chatbot.explain(odd, "zopim")[0].to_text()
    with pytest.raises(QuestionError):
        chatbot.teach(" ", "zopim", "Internet Protocol address")
    with pytest.raises(CaseError, match="no character"):
        chatbot.teach("snowdrop \udcff", "zopim", "Internet Protocol address")


def test_answers_go_on_while_taught_cases_cannot_be_read(folder: Path) -> None:
    """Of one policy and of all; what was taught is used as soon as it can be read."""
    chatbot, file = opened(folder), folder / "policies" / "cases.jsonl"
    case = chatbot.teach("is my snowdrop watered", "zopim", "Internet Protocol address")
    assert chatbot.unread() == ""
    file.rename(folder / "kept")
    file.mkdir()  # permissions would not keep root from reading it
    for policy in ("zopim", None):
        reply = chatbot.ask("is my snowdrop watered", policy)
        assert not isinstance(reply, Answer) or reply.citations[0].quote != case.quote
    assert chatbot.suggestions("zopim")
    assert chatbot.unread() == f"{file}: cannot be read: Is a directory; what was taught is not used"
    with pytest.raises(CaseError, match="cannot be read"):
        chatbot.teach("is my snowdrop watered", "zopim", "Internet Protocol address")
    with pytest.raises(CaseError, match="cannot be read"):
        chatbot.taught()
    file.rmdir()
    (folder / "kept").rename(file)
    reply = chatbot.ask("is my snowdrop watered", "zopim")
    assert isinstance(reply, Answer)
    assert reply.citations[0].quote == case.quote


def test_a_taught_follow_up_is_found(folder: Path) -> None:
    """As it was taught, whatever was asked before it."""
    chatbot = opened(folder)
    case = chatbot.teach("why is the snowdrop watered", "zopim", "Internet Protocol address")
    reply = chatbot.ask("and why is it, the snowdrop, watered?", "zopim", ("do you sell my data?",))
    assert isinstance(reply, Answer)
    assert reply.citations[0].quote == case.quote


def test_a_follow_up_without_words_of_its_own_leans_on_the_last_question(folder: Path) -> None:
    """ "Why?" says nothing alone: it has no part in the choice."""
    chatbot = opened(folder)
    earlier = ("How long do you keep my data?",)
    why = chatbot.explain("why?", "zopim", earlier)[0].ranking
    joined = chatbot.explain("why? do you keep my data", "zopim")[-1].ranking
    assert {hit.passage for hit in why.hits} == {hit.passage for hit in joined.hits}


def test_a_follow_up_leans_on_a_question_and_not_on_what_is_said_around_it(folder: Path) -> None:
    """Neither on a thank-you between the two, nor on the aside before the first."""
    chatbot = opened(folder)
    asked = chatbot.ask("who exactly?", "zopim", ["do you share my data?"])
    assert asked == chatbot.ask("who exactly?", "zopim", ["do you share my data?", "ok thanks!"])
    assert asked == chatbot.ask("who exactly?", "zopim", ["asking for a friend: do you share my data?", "lol ok"])
    assert chatbot.ask("who exactly?", "zopim", ["ok thanks!"]) == chatbot.ask("who exactly?", "zopim")


def test_a_follow_up_asks_for_something_else_than_was_quoted(folder: Path) -> None:
    """The clause that the question before was answered with takes a step back, and may be quoted still."""
    chatbot = opened(folder)
    earlier = "Do you keep my data?"
    (quoted, *_) = chatbot.explain(earlier, "zopim")[0].ranking.hits
    joined = chatbot.explain(f"why? {earlier[:-1]}", "zopim")[-1].ranking
    why = chatbot.explain("why?", "zopim", (earlier,))[0].ranking
    assert quoted.passage == joined.hits[0].passage != why.hits[0].passage
    assert quoted.passage in {hit.passage for hit in why.hits}


def test_a_taught_case_is_reported_once_it_does_not_hold(folder: Path) -> None:
    """Its clause has changed, or its policy is gone: it is told, and answers nothing."""
    chatbot = Chatbot.open(folder / "policies", folder / "indexes", reader=False)
    chatbot.sync()
    odd = "is my snowdrop watered?"
    case = chatbot.teach(odd, "zopim", "Internet Protocol address")
    original = folder / "policies" / "zopim.txt"
    original.write_text("New at the top.\n\n" + original.read_text())
    chatbot.sync()
    moved = chatbot.ask(odd, "zopim")
    assert isinstance(moved, Answer)
    assert (moved.citations[0].quote, moved.citations[0].start) == (case.quote, case.start + 17)
    original.write_text(original.read_text().replace("Internet Protocol address", "shoe size"))
    chatbot.sync()
    assert [unused for _, unused in chatbot.taught()] == ["its clause has changed"]
    assert isinstance(chatbot.ask(odd, "zopim"), Abstention)
    original.rename(folder / "policies" / "other.txt")
    chatbot.sync()
    assert [unused for _, unused in chatbot.taught()] == ["there is no policy 'zopim'"]


def test_teaching_a_standard_question_shows_among_the_suggestions(folder: Path) -> None:
    """What was worked out before is worked out again."""
    chatbot = Chatbot.open(folder / "policies", folder / "indexes", reader=False, threshold=0.98)
    chatbot.sync()
    question = standard_questions()[6].text
    assert question not in chatbot.suggestions("zopim", 32)
    chatbot.teach(question, "zopim", "Internet Protocol address")
    assert chatbot.suggestions("zopim")[0] == question


def test_the_contact_is_the_policys_own(folder: Path) -> None:
    """Also where another one has the same text, and as its sidecar says by now."""
    policies = folder / "policies"
    shutil.copyfile(policies / "zopim.txt", policies / "acme.txt")
    chatbot = opened(folder, 0.99)

    def contact(policy: str) -> tuple[str, str]:
        reply = chatbot.ask("do you use facial recognition on pets?", policy)
        assert isinstance(reply, Abstention)
        assert reply.contact
        return reply.contact.document.id, reply.contact.document.title

    assert [contact(policy)[0] for policy in ("zopim", "acme")] == ["zopim", "acme"]
    (policies / "acme.meta.toml").write_text('title = "Another title"')
    chatbot.sync()
    assert contact("acme") == ("acme", "Another title")


def test_no_line_of_an_address_is_the_contact(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the clauses on how to reach the company, the first one that leads there is offered."""
    policy = "Privacy Policy\n\nD04 X2K5,\n\nContact our officer.\n\nContact our lawyer.\n"
    (folder / "policies" / "acme.txt").write_text(policy)

    def postcode_first(question: str, ranking: Ranking, index: PolicyIndex, threshold: float) -> Answer:
        spans = [(p.start, p.end) for p in index.passages]
        text = index.document.text
        cited = tuple(Citation(index.document, (), a, b, text[a:b]) for a, b in spans if a >= text.index("D04"))
        assert cited[0].quote.startswith("D04")
        return Answer(question, index.document, cited, 0.9)

    chatbot = opened(folder)
    monkeypatch.setattr("assistant.chatbot.respond", postcode_first)
    contact = chatbot._contact(chatbot.index("acme"))
    assert contact is not None
    assert contact.quote == "Contact our officer."


def test_a_policy_that_goes_while_all_are_asked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The others answer."""
    shutil.copyfile(SEEDS / "team365.txt", folder / "policies" / "team365.txt")
    chatbot = opened(folder)
    index = Library.index

    def gone(self: Library, policy: str, passing: bool = False) -> PolicyIndex:
        if policy == "team365":
            raise UnknownPolicy(policy, [])
        return index(self, policy, passing)

    monkeypatch.setattr(Library, "index", gone)
    reply = chatbot.ask(QUESTION)
    assert isinstance(reply, Answer)
    assert {cited.document.id for cited in reply.citations} == {"zopim"}


def test_what_somebody_put_among_the_versions_is_left_alone(folder: Path) -> None:
    """A file that is no version is none."""
    chatbot = opened(folder)
    (folder / "policies" / "zopim.txt").write_text("Something else.")
    chatbot.sync()
    (folder / "policies" / ".versions" / "zopim" / "NOTES").touch()
    assert len(chatbot.superseded("zopim")) == 1


def test_a_compound_question_to_all_policies(folder: Path) -> None:
    """Each part is answered by whichever policy answers it, and a part that none does is said."""
    folder.joinpath("policies", "acme.txt").write_text("Acme Privacy Policy\n\nWe keep parcel labels for 90 days.\n")
    chatbot = Chatbot.open(folder / "policies", folder / "indexes")
    chatbot.sync()
    reply = chatbot.ask("Do you respond to Do Not Track signals, and how long do you keep parcel labels?")
    assert isinstance(reply, Answer)
    assert [(c.document.id, c.part) for c in reply.citations] == [
        ("zopim", "Do you respond to Do Not Track signals"),
        ("acme", "how long do you keep parcel labels?"),
    ]
    reply = chatbot.ask("Do you respond to Do Not Track signals, and who won the football match?")
    assert isinstance(reply, Answer)
    assert reply.uncovered == ("who won the football match?",)


def test_a_part_may_mean_what_the_part_before_names(folder: Path) -> None:
    """ "Can I turn that off?" asks for nothing alone; what is clear alone needs no other part."""
    folder.joinpath("policies", "acme.txt").write_text(
        "Privacy Policy\n\nLocation\n\nWhere your phone allows it, we learn from it exactly where you are. "
        "The settings of your phone let you choose whether we do.\n\n"
        "News\n\nYou can turn off our letters at the bottom of each letter, or write to us.\n\n"
        "Sale\n\nYou can turn off the sale of your data on our page for choices.\n"
    )
    chatbot = Chatbot.open(folder / "policies", folder / "indexes")
    chatbot.sync()
    reply = chatbot.ask("do you know my exact location and can I turn that off?", "acme")
    assert isinstance(reply, Answer)
    assert [c.part for c in reply.citations] == ["do you know my exact location", "can I turn that off?"]
    assert reply.citations[1].quote.startswith("The settings of your phone")
    assert isinstance(chatbot.ask("can I turn that off?", "acme"), Abstention)
    everywhere = chatbot.ask("do you know my exact location and can I turn that off?")
    assert isinstance(everywhere, Answer)
    assert "The settings of your phone" in {c.part: c.quote for c in everywhere.citations}["can I turn that off?"]
    reply = chatbot.ask("do you know my exact location and can I turn off your letters?", "acme")
    assert isinstance(reply, Answer)
    assert reply.citations[1].quote.startswith("You can turn off our letters")


def test_a_question_word_is_read_with_the_part_before(folder: Path) -> None:
    """ "How often" alone is like a question about how often a policy changes."""
    _, second = opened(folder).explain("do you delete the cookies and how often", "zopim")
    assert "cookie" in second.ranking.understood.question.text


def test_confidence_is_less_where_a_question_may_be_about_something_else(tmp_path: Path) -> None:
    """It shares its words with a clause, but nobody asks that of a policy."""
    (tmp_path / "policies").mkdir()
    shutil.copyfile(SEEDS / "pimentachat.txt", tmp_path / "policies" / "pimentachat.txt")
    chatbot = Chatbot.open(tmp_path / "policies", tmp_path / "indexes")
    chatbot.sync()
    reply = chatbot.ask("Does the desktop client run on the Linux operating system?", "pimentachat")
    assert isinstance(reply, Abstention)


def test_each_part_is_explained(folder: Path) -> None:
    """An explanation is of the part that was asked, not of the whole."""
    chatbot = opened(folder)
    explained = chatbot.explain("Do you use cookies, and how long do you keep my data?", "zopim")
    assert [each.ranking.understood.question.text for each in explained] == [
        "Do you use cookies",
        "how long do you keep my data?",
    ]


def test_a_library_in_which_nothing_can_be_read(tmp_path: Path) -> None:
    """A question to all policies is an error with a name."""
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "empty.txt").touch()
    with pytest.raises(NoPolicies):
        opened(tmp_path).ask("Do you sell my data?")


def test_white_space_in_a_conversation_is_nothing(folder: Path) -> None:
    """However much of it: it must not keep anything busy, either."""
    chatbot, earlier = opened(folder), "how long do you keep my data"
    assert chatbot.ask("how fast", "zopim", [earlier, "!" + " " * 1900 + "y"]) == chatbot.ask(
        "how fast", "zopim", [earlier, "! y"]
    )
