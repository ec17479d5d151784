"""A quote as a citation: the words, where they stand, and what leads them in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

from assistant.index.policy_index import PolicyIndex
from assistant.model import LONGEST_QUOTE, BlockKind, Citation, Excerpt, Hit, Passage, Span
from assistant.responder.clues import leans
from assistant.responder.extent import extent
from assistant.responder.lists import MARKER
from assistant.responder.runs import opening
from assistant.retriever.question import Question

_LITTLE = 30
"""Code points of a lead-in that needs the sentence before it: "Here's how:"."""
_ASKS_WAY = re.compile(
    r"\b(?:how|where) (?:(?:do|can|could|should|would) (?:i|we)\b|to\b)|\bcan (?:i|we)\b", re.IGNORECASE
)
"""It asks how to do something; whether one may is best answered with how, too."""
_ASKS_LONG = re.compile(
    r"\bhow (?:long|much (?:longer|time)|soon|fast|quick(?:ly)?"
    r"|many (?:(?:business|working|calendar) )?(?:minutes|hours|days|weeks|months|years))\b(?! old)"
    r"|\b(?:until|till|by) when\b|\b(?:retention|storage) (?:period|time)"
    r"|\b(?:what|which) (?:length of time|(?:time )?period|time ?frame|duration)\b",
    re.IGNORECASE,
)
"""It asks for how long, and nothing less than a duration will do."""


def cite(index: PolicyIndex, hits: Sequence[Hit], question: Question) -> Citation:
    """Quote the first hit: its clause, the restriction behind it, and the fact that a neighbour carries."""
    way, long = (pattern.search(question.text) is not None for pattern in (_ASKS_WAY, _ASKS_LONG))
    row = index.passages[hits[0].passage].kind is BlockKind.ROW
    broad = question.general if row else question.broad  # "how long do you keep my data": all periods of a table
    first, last = extent(index, hits, way=way, broad=broad, long=long)
    return cite_passages(index, first, last, hits[0].score)


def cite_passages(index: PolicyIndex, first: int, last: int, score: float) -> Citation:
    """Quote these passages as they stand."""
    passages = index.passages
    start, end = _start(index, first, last), passages[last].end
    text = index.document.text
    lead = _lead_in(index, first)
    return Citation(
        document=index.document,
        section=_common(index.sections[passages[first].section].path, index.sections[passages[last].section].path),
        start=start,
        end=end,
        quote=text[start:end],
        lead_in=Excerpt(text[lead.start : lead.end], *lead) if lead else None,
        score=score,
    )


def _common(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """The headings that two places have in common."""
    same = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return tuple(heading for heading, _ in same)


def _lead_in(index: PolicyIndex, first: int) -> Span | None:
    """What leads a quote in: of an item its first sentence only; and more of it where one sentence says too little."""
    passage, start = index.passages[first], opening(index, first)
    lead = passage.lead_in
    later = passage.kind is BlockKind.ITEM and start != first and index.passages[start].lead_in == lead
    if lead is None or later:
        return None
    number = next((n for n in range(first - 1, -1, -1) if index.passages[n].start <= lead.start), first)
    little = lead.end - lead.start <= _LITTLE or leans(index, number)
    if little and index.passages[number].start == lead.start and opening(index, number) < number:
        return Span(index.passages[number - 1].start, lead.end)
    return lead


def _start(index: PolicyIndex, first: int, last: int) -> int:
    """Where the quote starts: of several items of a list, the first one keeps what stands before it, as the others do.

    That is a bullet or number, and a heading in the same line.
    """
    one, other = index.passages[first], index.passages[last]
    items = one.kind is other.kind is BlockKind.ITEM and one.block != other.block
    if not items or opening(index, first) != first:
        return one.start
    before = index.blocks[one.block - 1]
    starts = [one.start, before.start] if one.block and before.run_in else [one.start]
    line = index.document.text.rfind("\n", 0, starts[-1]) + 1
    marker = index.document.text[line : starts[-1]].lstrip()
    if len(marker) <= MARKER:
        starts.append(starts[-1] - len(marker))
    return min(start for start in starts if start == one.start or other.end - start <= LONGEST_QUOTE)


def overlaps(one: Citation, others: Iterable[Citation]) -> bool:
    """Whether a clause shares words with one of the others: they may be of other policies."""
    return any(_place(one) == _place(c) and one.start < c.end and c.start < one.end for c in others)


def holds(outer: Citation, inner: Citation | Passage) -> bool:
    """Whether a quote takes in another one of its policy, or a passage."""
    return outer.start <= inner.start and inner.end <= outer.end


def _place(citation: Citation) -> tuple[str, str]:
    return citation.document.id, citation.document.version
