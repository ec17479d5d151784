"""A question in its conversation: follow-ups are understood with what came before, a new topic is not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.language.analyzer import tokens
from assistant.retriever.leaning import depends, leans

_NEW_SUBJECT = re.compile(
    r"^\W*(?:and |but |ok |so )*(?:what|how) about\s+(.+)$|^\W*same (?:for|with)\s+(.+)$", re.IGNORECASE
)
_TOO = r"\s+(?:too|as well|also)"
_ADDED = re.compile(rf"\W*(?:and|n|nd|&|or|but|also)\s+(.+?)(?:{_TOO})?\W*|\W*(.+?){_TOO}\W*", re.IGNORECASE)
_WHOSE = "my|your|ur|our|their|the|an?|these|those"
_NO_MORE = re.compile(rf"\W*(?:(?:{_WHOSE}|of)\b\W*)*", re.IGNORECASE)
"""What stands beside the nouns of a subject: "the copy of my id"; a sentence has more."""
_OBJECT = re.compile(
    r"(.*\b(?:(?:i|you|u|we|they) \w+|with|to|from|for|about|of|on|off|out|up|in|at|by|into))"
    rf"(?:(?:\s+(?:{_WHOSE}))?\s+\S.*)?",
    re.IGNORECASE,
)
"""A question up to the verb behind who does it, or up to a preposition; the object of either is what comes behind."""
_HOW = re.compile(
    r"\A\W*(?:(?:for|since|until) )?"
    r"(?:how(?: (?:long|often|much|many|soon|fast|quick(?:ly)?))?(?: for)?|when|where|why|what for)\b\s*",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\W*(?:(?:and|but|so|ok|then)\W+)*(?:(?:to|by|from|for|with|in|at) )?"
    r"(?:(?:how|when|where|why|what|who|whom|whose|which)\b(?! (?:i|you|u|we|they)\b)"
    r"|(?:can|could|may|will|would|do|does|did|is|are|must|should|has|have)\b)",
    re.IGNORECASE,
)
_ONES = re.compile(r" ones?\W*\Z", re.IGNORECASE)
_BE = "is|are|was|were"
_IT = re.compile(
    rf"\b({_BE}|r) (?:they|it|that|those|these)\b"
    r"|\b(?!(?:does|did|will|would|can|could|has) )(\w+) (?:it|them|those|these)\b(?! (?:possible|safe|ok)\b)",
    re.IGNORECASE,
)
"""What a thing can stand for, with the word before; not what does something: "does it cost"."""
_MINE = re.compile(r"\b(?:my|our) (?=\w)", re.IGNORECASE)
"""What is mine takes the place of what else was."""
_ANYONE = re.compile(r"\b(?:any|some)(?:one|body|1)\Z|\bothers\Z", re.IGNORECASE)
"""Who gets it, of whom no subject takes the place."""
_IS = re.compile(rf"\W*(?:{_BE})\b", re.IGNORECASE)
"""The last word is what is asked of the others: "is my profile public"."""
_IS_IT = re.compile(rf"(.*\b(?:{_BE})) (?:it|they|that|those)\b", re.IGNORECASE)
_TOLD = 2
"""With so many content words an earlier question says enough, though it leans on another one itself."""


def in_context(question: str, history: Sequence[str]) -> str:
    """The question, with the last question that stands on its own before it where it leans on that one.

    "How long do you keep my IP?", "what about cookies?" becomes "How long do you keep cookies": a new subject takes
    the old one's place behind its question words; "is it shared?" becomes "is my IP shared?". Else the follow-up stands
    first: it is what is asked.
    """
    if not history or not depends(question):
        return question
    earlier, subject = _earlier(history), _subject(question)
    if subject:
        return _with(earlier, subject)
    thing = _thing(earlier)
    if thing and len(_IT.findall(question)) == 1:
        return _IT.sub(lambda found: f"{found[1] or found[2]} {thing}", question.strip())
    return f"{question.strip()} {_topic(earlier, question)}"


def _thing(question: str) -> str | None:
    """What "it" behind a question means: what is mine, or what the question asks about, as in "are chats safe"."""
    question = question.rstrip(" ?.!")
    content = tokens(question)
    mine = _MINE.search(question)
    if mine:
        return question[mine.start() : _thing_end(question, mine.end())]
    return question[content[0].start : content[-2].end] if _IS.match(question) and len(content) > 1 else None


def _topic(earlier: str, question: str) -> str:
    """An earlier question to stand behind one that leans on it: no "how long" where that one asks otherwise."""
    earlier = earlier.rstrip(" ?.!")
    return (_HOW.sub("", earlier) if _ASKS.match(question) else "") or earlier


def _earlier(history: Sequence[str]) -> str:
    """The last question that stands on its own, with the subject that a later one gave it."""
    asked = history[0]
    for question in history[1:]:
        content, subject = tokens(question), _subject(question)
        if subject:
            asked = _with(asked, subject)
        elif content and (not leans(question) or len(content) >= _TOLD):
            asked = question
    return asked


def _subject(question: str) -> str | None:
    """What the earlier question is to be asked of, too: "what about cookies?", "and my photos", "ad companies too?"."""
    named = _NEW_SUBJECT.search(question)
    if named:
        return (named[1] or named[2]).rstrip(" ?.!")
    added = _ADDED.fullmatch(question)
    thing = (added[1] or added[2]) if added else ""
    content = tokens(thing)
    ends, starts = [0, *(word.end for word in content)], [*(word.start for word in content), len(thing)]
    between = "".join(thing[end:start] for end, start in zip(ends, starts, strict=True))
    return thing if content and _NO_MORE.fullmatch(between) else None


def _with(question: str, subject: str) -> str:
    """A question with a new subject in its object's place, else in its last noun's: the rest is what is asked of it.

    "Is it" is asked of the subject itself, and "ad ones" are of the last noun's kind.
    """
    question = question.rstrip(" ?.!")
    content = tokens(question)
    if content:
        subject = _ONES.sub(f" {question[content[-1].start : content[-1].end]}", subject)
    if _IS_IT.match(question):
        return _IS_IT.sub(lambda found: f"{found[1]} {subject}", question)
    mine = _MINE.search(question) if _MINE.match(subject) or _ANYONE.search(question) else None
    if mine:
        return f"{question[: mine.start()]}{subject}{question[_thing_end(question, mine.end()) :]}"
    found = _OBJECT.fullmatch(question)
    if found or not content:
        return f"{found[1] if found else question} {subject}"
    rest = question[content[0].end :] if len(content) == 1 else ""
    return f"{question[: content[-1].start]}{subject}{rest}"


def _thing_end(question: str, start: int) -> int:
    """Where a thing of several words ends that begins at ``start``: "my search history"."""
    ends: list[int] = []
    for word in tokens(question):
        if word.start == (ends[-1] + 1 if ends else start):
            ends.append(word.end)
    if len(ends) > 1 and ends[-1] == len(question) and _IS.match(question):
        ends.pop()
    return ends[-1] if ends else start
