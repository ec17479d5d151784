"""Every sentence that the assistant says and does not quote. There are no others."""

from __future__ import annotations

from assistant.language.foreign import is_foreign
from assistant.model import Abstention, Answer, Citation, Document, Reason, Reply, SeeAlso, headings

_ABSTAINED = {
    Reason.NOT_COVERED: "This policy does not seem to say.",
    Reason.OFF_TOPIC: "That does not look like a question about this privacy policy, which is all I can quote.",
    Reason.SMALL_TALK: "Ask me about this privacy policy, and I will quote what it says.",
}
_ABSTAINED_ANYWHERE = {
    Reason.NOT_COVERED: "None of the policies here seems to say.",
    Reason.OFF_TOPIC: "That does not look like a question about privacy policies, which are all I can quote.",
    Reason.SMALL_TALK: "Ask me about a privacy policy, and I will quote what it says.",
}
_ABSTAINED_EACH = _ABSTAINED_ANYWHERE | {Reason.NOT_COVERED: "These policies do not seem to say."}
_UNSURE = "I am not sure; the answer may be here."
_TALK = {
    "greeting": "Hello! Ask me what a privacy policy says, and I will quote the clause.",
    "thanks": "You are welcome.",
    "identity": "I am a program that answers questions about privacy policies by quoting them word for word. "
    "I am not a person, and I give no legal advice.",
    "farewell": "Goodbye!",
    "insult": "I am sorry that I was no help. Ask me about a privacy policy, and I will quote what it says.",
}
_SURE = (
    (0.9, "Very likely the answer"),
    (0.7, "Likely the answer"),
    (0.45, "Perhaps the answer; read it in its place"),
    (0.0, "A guess; read it in its place"),
)

FOREIGN = "I am made to understand English, and this policy is in another language: I may well miss what it says."
_FOREIGN_EACH = (
    "I am made to understand English, and these policies are in another language: I may well miss what they say."
)
ENGLISH = "I am made to understand English, and your question seems to be in another language: please ask in English."
NEAREST = "Where to read on:"
NO_HEADING = "(no heading)"
CONTACT = "To ask the company itself:"


def outcome(reply: Reply) -> str:
    """What came of a question, in a word of the HTTP contract: "answered" or the reason of the abstention."""
    return "answered" if isinstance(reply, Answer) else reply.reason.value


def message(reply: Reply, several: bool = False) -> str:
    """What to say beside the quotes, or instead of them: one or two fixed sentences.

    ``several`` policies of which the same is said at once may have been asked, each with a reply of its own.
    """
    if isinstance(reply, Abstention):
        if reply.talk in _TALK:
            return _TALK[reply.talk]
        if is_foreign(reply.question) and not (reply.document and _is_foreign(reply.document)):
            return ENGLISH
        silent = _ABSTAINED_EACH if several else _ABSTAINED if reply.document else _ABSTAINED_ANYWHERE
        said = _UNSURE if reply.closest else silent[reply.reason]
        foreign = _FOREIGN_EACH if several else FOREIGN
        return f"{said} {foreign}" if reply.document and _is_foreign(reply.document) else said
    return " ".join((*uncovered(reply), *notices(reply)))


def _is_foreign(document: Document) -> bool:
    return document.language != "en"


def uncovered(answer: Answer) -> list[str]:
    """What the policy does not answer of a compound question, or not surely, a sentence a part."""
    unsure = [f"Not sure of “{part}”: what is quoted comes closest." for part in answer.unsure]
    return [*unsure, *(f"Not covered: “{part}”." for part in answer.uncovered)]


def notices(answer: Answer) -> list[str]:
    """Where the quotes come from, and what they are not."""
    foreign = [FOREIGN] if any(_is_foreign(citation.document) for citation in answer.citations) else []
    return [_source(answer), *foreign]


def _source(answer: Answer) -> str:
    documents = {citation.document.id: citation.document for citation in (*answer.citations, *answer.closest)}
    if len(documents) > 1:
        return "Quoted from the policies named; not legal advice."
    document = answer.document or next(iter(documents.values()), None)
    day = date(document) if document else None
    exact = document is not None and document.effective_date is not None
    when = "" if not day else f" of {day}" if exact else f" ({day})"
    return f"Quoted from the policy{when}; not legal advice."


def date(document: Document) -> str | None:
    """The policy's date ("1 May 2014"), or its own words for it where they are no calendar date."""
    day = document.effective_date
    if day is not None:
        return f"{day.day} {day:%B %Y}"
    return f"“{document.effective_text}”" if document.effective_text else None


def sureness(confidence: float) -> str:
    """A calibrated probability in words, with the figure."""
    words = next(words for least, words in _SURE if confidence >= least)
    return f"{words} ({round(100 * confidence)} %)."


def how_sure(answer: Answer) -> str:
    """``sureness`` of an answer; of a compound question without the parts that are not surely answered."""
    said = sureness(answer.confidence)
    return f"On the rest: {said[0].lower()}{said[1:]}" if answer.unsure or answer.uncovered else said


def nearest(reply: Reply) -> tuple[SeeAlso, ...]:
    """The sections to name; none where an abstention shows the closest clauses, which name theirs."""
    return reply.see_also if isinstance(reply, Answer) or not reply.closest else ()


def section(place: Citation | SeeAlso) -> str:
    """Where a clause stands, as a person would say it: without the policy's own title before every heading."""
    return " › ".join(headings(place.document, place.section))


def title(document: Document) -> str:
    """What a policy is called, with its company where the title does not say it, and its date."""
    company = document.company or ""
    named = company.casefold() in document.title.casefold()
    return " · ".join(filter(None, (document.title, "" if named else company, date(document))))
