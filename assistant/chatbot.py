"""The one seam under every front end: a question and a policy go in, a Reply comes out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from weakref import WeakKeyDictionary

from assistant import resources
from assistant.errors import CaseError, NoPolicies, QuestionError, UnknownPolicy, UnknownVersion
from assistant.index.policy_index import PolicyIndex
from assistant.index.revisions import Revision, revisions
from assistant.index.store import Store
from assistant.indexer.library import Library, Progress, SyncReport
from assistant.language.core import core
from assistant.model import LONGEST_QUESTION, MOST_QUOTES, Abstention, Answer, Citation, Document, Reason, Reply
from assistant.reader.encoder import Reader
from assistant.responder.compound import combine
from assistant.responder.contact import leads_there, reaches
from assistant.responder.explain import Explanation
from assistant.responder.quote import overlaps
from assistant.responder.responder import THRESHOLD, WORDS_THRESHOLD, respond
from assistant.responder.smalltalk import small_talk
from assistant.retriever.cases import load_cases
from assistant.retriever.clauses import clause
from assistant.retriever.conversation import in_context
from assistant.retriever.dialogue import Dialogue
from assistant.retriever.names import policy_names
from assistant.retriever.parts import parts
from assistant.retriever.ranker import read_ranker
from assistant.retriever.retriever import Ranking, Retriever
from assistant.retriever.taught import Line, TaughtCase, TaughtCases, placed
from assistant.standard import Coverage, standard_questions

__all__ = ["Chatbot", "PolicySummary", "Progress", "SyncReport"]

_CONTACT = "How can I contact you about privacy?"
_CONTACT_LEAST = 0.35
"""A way to the company is offered at less confidence than an answer: a clause that misses does little harm there."""


@dataclass(frozen=True, slots=True)
class PolicySummary:
    """What the manifest knows of a policy without loading its index."""

    id: str
    title: str
    company: str | None
    version: str
    language: str
    passages: int
    file: str = ""
    """Name of the original in the policies folder."""


@dataclass(frozen=True, slots=True, eq=False)
class _WorkedOut:
    """What was worked out of each policy since the last teaching; it goes when the index does."""

    taught: object
    """Stamp of the taught cases."""
    contacts: WeakKeyDictionary[PolicyIndex, Citation | None] = field(default_factory=WeakKeyDictionary)
    suggestions: WeakKeyDictionary[PolicyIndex, tuple[str, ...]] = field(default_factory=WeakKeyDictionary)


class Chatbot:
    """Answers from one library of policies. Safe to share between threads."""

    def __init__(self, library: Library, retriever: Retriever, threshold: float = THRESHOLD) -> None:
        self._library = library
        self._retriever = retriever
        self._threshold = threshold
        self._taught = TaughtCases(library.folder)
        self._dialogue = Dialogue(retriever, self._taught, threshold)
        self._worked_out = _WorkedOut(None)

    @classmethod
    def open(cls, policies: Path, indexes: Path, reader: bool = True, threshold: float | None = None) -> Chatbot:
        """Compose a chatbot over two folders; nothing is built yet. Raises ReaderError."""
        store = Store(indexes)
        encoder = Reader(resources.DATA / "reader") if reader else None
        cases = load_cases(resources.DATA, store, reader)
        retriever = Retriever(cases, read_ranker(resources.DATA / "ranker.json", reader), encoder)
        library = Library(policies, store, encoder)
        default = THRESHOLD if reader else WORDS_THRESHOLD
        return cls(library, retriever, default if threshold is None else threshold)

    def sync(self, progress: Progress | None = None, verify: bool = False) -> SyncReport:
        """Build what is missing or stale, drop what is gone. Cheap when nothing changed. Raises NoPolicies.

        ``verify`` reads every index through, and builds the damaged ones anew.
        """
        return self._library.sync(progress, verify)

    def policies(self) -> tuple[PolicySummary, ...]:
        """Every policy in the library, by id. Raises IndexDamaged."""
        return tuple(
            PolicySummary(name, e.title, e.company, e.version, e.language, e.passages, e.file)
            for name, e in self._library.manifest.policies.items()
        )

    def index(self, policy: str) -> PolicyIndex:
        """One policy's index. Raises UnknownPolicy, IndexDamaged."""
        return self._library.index(policy)

    def document(self, policy: str) -> Document:
        """One policy's document. Raises UnknownPolicy, IndexDamaged."""
        return self.index(policy).document

    def version(self, policy: str, prefix: str) -> PolicyIndex | None:
        """The version of a policy, present or superseded, whose SHA-256 begins so. Raises IndexDamaged."""
        return self._library.version(policy, prefix)

    def superseded(self, policy: str) -> tuple[str, ...]:
        """The first digits of the earlier versions that are kept, the latest first. Raises IndexDamaged."""
        return self._library.superseded(policy)

    def coverage(self, policy: str, version: str = "") -> Coverage:
        """What a policy, or an earlier version of it, says to the standard questions.

        Raises UnknownPolicy, UnknownVersion, IndexDamaged.
        """
        index = self._library.judged(self._kept(policy, version)) if version else self.index(policy)
        return Coverage(index.document, tuple((q, self._ask_one(q.text, index, ())) for q in standard_questions()))

    def revisions(self, policy: str, since: str) -> tuple[Revision, ...]:
        """What was added, removed and changed since an earlier version. Raises as ``coverage`` does."""
        return revisions(self._kept(policy, since), self.index(policy))

    def _kept(self, policy: str, version: str) -> PolicyIndex:
        found = self.version(policy, version)
        if found is None:
            raise UnknownVersion(policy, version, self.superseded(policy))
        return found

    def teach(self, question: str, policy: str, quote: str | None = None, line: int | None = None) -> TaughtCase:
        """Keep that a clause answers a question: the one that holds ``quote``, or that starts on a line (from 1).

        Raises QuestionError, UnknownPolicy, IndexDamaged, CaseError.
        """
        index = self.index(policy)
        asked = _checked(" ".join(question.split()))
        start, end = clause(index, quote, line)
        document = index.document
        case = TaughtCase(asked, policy, document.version, start, end, document.text[start:end])
        self._taught.add(case)
        return case

    def forget(self, number: int) -> Line:
        """Remove a taught case by its number in ``taught``. Raises CaseError."""
        return self._taught.remove(number)

    def taught(self) -> tuple[tuple[Line, str], ...]:
        """Every taught case, each with why it is not used ("" where it is). Raises CaseError, IndexDamaged."""
        return tuple((line, self._unused(line.case)) for line in self._taught.lines())

    def unread(self) -> str:
        """Why no taught case can be read, so that answers go on without; "" where they can."""
        try:
            self._taught.lines()
        except CaseError as error:
            return f"{error}; what was taught is not used"
        return ""

    def _unused(self, case: TaughtCase | None) -> str:
        if case is None:
            return "the line cannot be read"
        if case.policy not in self._library.manifest.policies:
            return f"there is no policy {case.policy!r}"
        return "" if placed(case, self.index(case.policy)) else "its clause has changed"

    def suggestions(self, policy: str, limit: int = 4) -> tuple[str, ...]:
        """Standard questions that this policy answers, the surest first. Raises UnknownPolicy, IndexDamaged."""
        index = self.index(policy)
        known = self._known().suggestions
        found = known.get(index)
        if found is None:
            sure = [(self._dialogue.rank(q.text, index).confidence, q.text) for q in standard_questions()]
            ranked = sorted(((c, q) for c, q in sure if c >= self._threshold), key=lambda pair: -pair[0])
            found = known[index] = tuple(q for _, q in ranked)
        return found[:limit]

    def ask(self, question: str, policy: str | None = None, history: Sequence[str] = ()) -> Reply:
        """Answer from one policy, or with None from the one the question names, else from all of them.

        Raises QuestionError, UnknownPolicy, IndexDamaged.
        """
        asked, history = _checked(question), _history(history)
        chosen = policy or self._named(asked)
        if chosen is None and len(self._library.manifest.policies) == 1:
            chosen = next(iter(self._library.manifest.policies))
        index = self.index(chosen) if chosen else None
        talk = small_talk(asked)
        if talk:
            return Abstention(asked, index.document if index else None, Reason.SMALL_TALK, 0.0, talk=talk)
        if index:
            return self._ask_one(asked, index, history)
        return self._ask_all(asked, history)

    def explain(self, question: str, policy: str, history: Sequence[str] = ()) -> tuple[Explanation, ...]:
        """What brought the first quote and why the next was second, for each part. Raises as ``ask`` does."""
        index = self.index(policy)
        ranked = self._dialogue.ranked(core(_checked(question)), index, _history(history))
        return tuple(Explanation(each, index, self._retriever.phrasing, self._threshold) for _, each in ranked)

    def _ask_one(self, question: str, index: PolicyIndex, history: Sequence[str]) -> Reply:
        return self._reply(question, index, self._dialogue.ranked(core(question), index, history))

    def _reply(self, question: str, index: PolicyIndex, ranked: Sequence[tuple[str, Ranking]]) -> Reply:
        replies = [(part, respond(question, ranking, index, self._threshold)) for part, ranking in ranked]
        reply = combine(question, replies)
        if isinstance(reply, Abstention) and reply.reason is Reason.NOT_COVERED:
            contact = self._contact(index)
            if contact and not reply.closest and reaches(question, contact.quote):
                reply = replace(reply, closest=(contact,))
            shown = contact is not None and overlaps(contact, reply.closest)
            return replace(reply, contact=None if shown else contact)
        return reply

    def _ask_all(self, question: str, history: Sequence[str]) -> Reply:
        """Part by part, as the policies that answer one part may be silent on another."""
        asked = core(question)
        pieces = parts(asked) if in_context(asked, history) == asked else (asked,)
        if len(pieces) == 1 or any(self._dialogue.is_taught(asked, index) for index in self._owners()):
            return self._ask_each(question, lambda index: self._dialogue.ranked(asked, index, history))

        def ask(part: str, before: Sequence[str]) -> Reply:
            return self._ask_each(part, lambda index: [(part, self._dialogue.rank_part(part, before, index))])

        return combine(question, [(part, ask(part, pieces[:number])) for number, part in enumerate(pieces)])

    def _owners(self) -> Iterator[PolicyIndex]:
        """The policies that cases are taught of."""
        return self._each({line.case.policy for line in self._taught.usable() if line.case})

    def _each(self, policies: Iterable[str]) -> Iterator[PolicyIndex]:
        """These policies in turn, without any that has gone since."""
        for policy in policies:
            with suppress(UnknownPolicy):
                yield self._library.index(policy, passing=True)

    def _ask_each(self, question: str, rank: Callable[[PolicyIndex], Sequence[tuple[str, Ranking]]]) -> Reply:
        """Each policy decides for itself; at most one citation a policy, the surest first."""
        present = self._each(self._library.manifest.policies)
        replies = [self._reply(question, index, rank(index)) for index in present]
        if not replies:
            raise NoPolicies(self._library.folder)
        answers = sorted((r for r in replies if isinstance(r, Answer)), key=lambda answer: -answer.confidence)
        if answers:
            cited = tuple(answer.citations[0] for answer in answers[:MOST_QUOTES])
            return Answer(question, None, cited, answers[0].confidence)
        silent = sorted((r for r in replies if isinstance(r, Abstention)), key=lambda reply: -reply.confidence)
        off_topic = all(reply.reason is Reason.OFF_TOPIC for reply in silent)
        reason = Reason.OFF_TOPIC if off_topic else Reason.NOT_COVERED
        nearby = tuple(reply.see_also[0] for reply in silent if reply.see_also)[:MOST_QUOTES]
        closest = tuple(reply.closest[0] for reply in silent if reply.closest)[:MOST_QUOTES]
        return Abstention(question, None, reason, silent[0].confidence, () if off_topic else nearby, closest=closest)

    def _contact(self, index: PolicyIndex) -> Citation | None:
        """The policy's own clause on how to reach its company."""
        known = self._known().contacts
        if index not in known:
            reply = respond(_CONTACT, self._dialogue.rank(_CONTACT, index), index, min(self._threshold, _CONTACT_LEAST))
            found = reply.citations if isinstance(reply, Answer) else ()
            known[index] = next((citation for citation in found if leads_there(citation.quote)), None)
        return known[index]

    def _known(self) -> _WorkedOut:
        """What was worked out before the last teaching may be answered otherwise now.

        Whoever began before it goes on with what was known then.
        """
        stamp, known = self._taught.stamp, self._worked_out
        if known.taught != stamp:
            known = self._worked_out = _WorkedOut(stamp)
        return known

    def _named(self, question: str) -> str | None:
        """The one policy whose own name the question holds."""
        asked = set(re.findall(r"\w+", question.lower()))
        named = [each.id for each in self.policies() if policy_names(each.id, each.company) & asked]
        return named[0] if len(named) == 1 else None


def _checked(question: str) -> str:
    asked = question.strip()
    if not asked:
        raise QuestionError("the question is empty")
    if len(asked) > LONGEST_QUESTION:
        raise QuestionError(f"the question has {len(asked):,} characters; at most {LONGEST_QUESTION:,} are read")
    return asked


def _history(questions: Sequence[str]) -> tuple[str, ...]:
    """What a follow-up may lean on: the cores of the earlier questions, without "thanks" between them."""
    asked = (_checked(" ".join(question.split())) for question in questions if question.strip())
    return tuple(core(question) for question in asked if not small_talk(question))
