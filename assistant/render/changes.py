"""What changed between two versions of a policy: as text or JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile
from typing import Any

from assistant.index.revisions import Kind, Revision, same_place, within
from assistant.model import LONGEST_QUOTE, VERSION_DIGITS, Citation, Document
from assistant.render.links import link
from assistant.render.plain import one_line, plain
from assistant.render.report import NOT_COVERED, barred, clause
from assistant.render.sentences import NO_HEADING, date, section, title
from assistant.standard import Change

_RUN = 12
"""Of passages that came or went together, as many are shown."""
_AROUND, _LEAST = 8, 4
"""Words on either side of what differs; fewer than the second are not left out."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What is to be told of two versions."""

    before: Document
    after: Document
    answers: Sequence[Change]
    """The standard questions that have another answer."""
    revisions: Sequence[Revision]


def changes_text(changes: Changes, width: int = 80) -> str:
    """What changed, old clause and new, in lines of at most ``width`` columns."""
    before, after = changes.before, changes.after
    day = date(before)
    dated = f" ({plain(day)})" if day else ""
    lines = [plain(title(after)), f"Since version {before.version[:VERSION_DIGITS]}{dated}:", *_sums(changes)]
    lines += [f"  the title was: {one_line(before.title)}"] if before.title != after.title else []
    lines += ["", "STANDARD QUESTIONS"] if changes.answers else []
    for change in changes.answers:
        lines += ["", change.question.text]
        for name, citation in (("before", change.before), ("now", change.after)):
            lines += [f"  {name}", *(clause(citation, width, "    ") if citation else [f"    {NOT_COVERED}"])]
    lines += ["", "PASSAGES AND HEADINGS"] if changes.revisions else []
    for place, revisions in groupby(changes.revisions, key=_section):
        lines += ["", place or NO_HEADING, *_revisions(list(revisions), width)]
    return "\n".join(lines)


def changes_json(changes: Changes, public_url: str = "") -> dict[str, Any]:
    """What changed as plain values; no clause is null."""
    return {
        "policy": changes.after.id,
        "before": changes.before.version,
        "after": changes.after.version,
        "changes": [
            {
                "topic": change.question.topic,
                "question": change.question.text,
                "before": _place(change.before, public_url),
                "after": _place(change.after, public_url),
            }
            for change in changes.answers
        ],
        "passages": [
            {
                "kind": each.kind.value,
                "before": _place(each.before, public_url),
                "after": _place(each.after, public_url),
            }
            for each in changes.revisions
        ],
    }


def _sums(changes: Changes) -> Iterator[str]:
    number = len(changes.answers)
    yield f"  {number or 'no'} standard question{' has' if number == 1 else 's have'} another answer"
    count = Counter(each.kind for each in changes.revisions)
    kinds = (Kind.CHANGED, Kind.MOVED, Kind.ADDED, Kind.REMOVED)
    parts = [f"{count[kind]:,} {kind}" for kind in kinds if count[kind]]
    yield f"  passages and headings: {', '.join(parts)}" if count else "  no passage or heading was changed"


def _section(revision: Revision) -> str:
    place = revision.after or revision.before
    return plain(section(place)) if place else ""


def _revisions(revisions: Sequence[Revision], width: int) -> Iterator[str]:
    """Those of one section: each that changed or moved, and the first of those that came or went together."""
    for kind, together in groupby(revisions, key=lambda each: each.kind):
        run = list(together)
        if kind in (Kind.CHANGED, Kind.MOVED):
            for each in run:
                yield from (_changed if kind is Kind.CHANGED else _moved)(each, width)
            continue
        yield f"  {kind}"
        led = None
        for number, each in enumerate(run[:_RUN]):
            citation = each.after or each.before
            assert citation is not None
            if number and (led is None or citation.lead_in != led):
                yield ""
            yield from _quoted(citation, citation.quote, width, citation.lead_in != led)
            led = citation.lead_in
        if len(run) > _RUN:
            yield f"    … and {len(run) - _RUN:,} more; --json has all"


def _changed(revision: Revision, width: int) -> Iterator[str]:
    old, new = revision.before, revision.after
    assert old is not None
    assert new is not None
    before, after = _differing(old.quote.split(), new.quote.split())
    yield "  before" + ("" if same_place(old, new) else f", under: {_under(old)}")
    yield from _quoted(old, before, width)
    yield "  now"
    yield from _quoted(new, after, width)


def _moved(revision: Revision, width: int) -> Iterator[str]:
    old, new = revision.before, revision.after
    assert old is not None
    assert new is not None
    yield f"  moved here, from: {_under(old)}"
    yield from _quoted(new, new.quote, width)


def _under(citation: Citation) -> str:
    return plain(" › ".join(within(citation))) or NO_HEADING


def _quoted(citation: Citation, words: str, width: int, led: bool = True) -> Iterator[str]:
    """These words of a passage, behind what leads it in if ``led``."""
    if led and citation.lead_in:
        yield from barred(one_line(citation.lead_in.text, 160), width, "    ")
    yield from barred(one_line(words, LONGEST_QUOTE), width, "    ")


def _differing(old: Sequence[str], new: Sequence[str]) -> tuple[str, str]:
    """Both without most of what they begin and end with alike; whole where nothing else differs."""
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    if head == len(old) == len(new):
        return " ".join(old), " ".join(new)
    first, last = (same - _AROUND if same - _AROUND >= _LEAST else 0 for same in (head, tail))

    def cut(words: Sequence[str]) -> str:
        kept = " ".join(words[first : len(words) - last])
        return f"{'… ' if first else ''}{kept}{' …' if last else ''}"

    return cut(old), cut(new)


def _alike(old: Sequence[str], new: Sequence[str]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))


def _place(citation: Citation | None, public_url: str) -> dict[str, Any] | None:
    if citation is None:
        return None
    return {
        "quote": citation.quote,
        "section": list(citation.section),
        "start": citation.start,
        "end": citation.end,
        "link": link(citation, public_url),
    }
