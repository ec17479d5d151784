"""How many passages are quoted: the smallest complete clause, what restricts it, what it leans on or leads in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.index.policy_index import PolicyIndex
from assistant.model import LONGEST_QUOTE, BlockKind, Hit
from assistant.responder import clues
from assistant.responder.lists import AS_LIKELY, colon_over, item_end, item_start, list_end, listed, steps
from assistant.responder.runs import COMFORTABLE, fits, is_next, length, opening

_NEEDED = 3
"""What a clause cannot do without may make the quote longer than comfortable, up to so many times the clause."""
_SECOND_FACT = 0.05
"""A neighbour whose chance is at least this share of the first one's carries a part of the answer."""
_LEANING = 2
"""Behind how many sentences that lean on a clause "However" may still take something of it back."""
_APART = 2
"""How far from each other two sentences of a paragraph are at most that are quoted with what is between them."""


def extent(
    index: PolicyIndex, hits: Sequence[Hit], way: bool = False, broad: bool = False, long: bool = False
) -> tuple[int, int]:
    """Numbers of the first and the last passage to quote.

    ``way`` says that the question asks how to do something, ``broad`` that it asks for a list in general, ``long`` that
    it asks for how long.
    """
    first, last = _answering(index, hits, way, broad)
    if last > max(first, hits[0].passage) and clues.leads_in(index, last) and list_end(index, first, last) == last:
        last -= 1
    last = _to_end(index, first, last, way)
    while opening(index, first) < first and _goes_back(index, first, last, clues.leans):
        first -= 1
    back = any(_goes_back(index, first, last, clue) for clue in (clues.leans, clues.refers))
    first = first - 1 if back else first
    return _with_duration(index, first, last) if long else (first, last)


def _answering(index: PolicyIndex, hits: Sequence[Hit], way: bool, broad: bool) -> tuple[int, int]:
    """What answers: the first hit, with what is beside it, from where its item or its address begins."""
    first = last = hits[0].passage
    for near in hits[1:3]:
        if _carries(index, hits[0], near, first, last):
            first, last = min(first, near.passage), max(last, near.passage)
    first, last = listed(index, hits, first, last, broad)
    first, last = steps(index, first, last) if way else (first, last)
    first = item_start(index, first, last)
    over = colon_over(index, first)
    return (first, last) if over is None else (over, max(last, list_end(index, over, over)))


def _to_end(index: PolicyIndex, first: int, last: int, way: bool) -> int:
    """With what restricts it, what it includes, what comes of it, what it heads, where to do it, what it leads in."""
    last = _series_end(index, first, _restricted(index, first, item_end(index, first, last)))
    while _goes_on(index, first, last):
        last += 1
    if _answers(index, first, last) or (way and _shows_way(index, first, last)):
        last += 1
    return list_end(index, first, last) if clues.leads_in(index, last) else last


def _goes_back(index: PolicyIndex, first: int, last: int, clue: Callable[[PolicyIndex, int], bool]) -> bool:
    """Whether a quote needs the passage before it, in its paragraph or the one before, and there is room for it."""
    needed = _comes_with(index, first) and clue(index, first)
    return needed and length(index, first - 1, last) <= LONGEST_QUOTE


def _series_end(index: PolicyIndex, first: int, last: int) -> int:
    """The last passage of a sentence whose exceptions are passages of their own: "unless you: (1) …; (2) …"."""
    if not clues.excepts(index, last):
        return last
    start, end = index.passages[last].start, last
    while is_next(index, end) and (lead := index.passages[end + 1].lead_in) and lead.start == start:
        end += 1
    return end if length(index, first, end) <= LONGEST_QUOTE else last


def _answers(index: PolicyIndex, first: int, last: int) -> bool:
    """Whether the passage behind answers the policy's own question, or stands under a title that says something."""
    if last + 1 == len(index.passages) or not (clues.asks(index, last) or _heads_text(index, last)):
        return False
    return index.passages[last + 1].section == index.passages[last].section and fits(index, first, last + 1)


def _heads_text(index: PolicyIndex, number: int) -> bool:
    """Whether a passage is marked as a heading of the text behind it, but is a sentence.

    It has a level then, as no other paragraph has.
    """
    block, behind = index.blocks[index.passages[number].block], index.passages[number + 1]
    title = block.kind is BlockKind.PARAGRAPH and block.level > 0
    return title and behind.kind is BlockKind.PARAGRAPH and not clues.leads_in(index, number)


def _goes_on(index: PolicyIndex, first: int, last: int) -> bool:
    """Whether the sentence behind says what is meant, or what comes of it: "This includes …", "When you do this, …"."""
    if not is_next(index, last):
        return False
    if clues.is_sale(index, last + 1):
        return length(index, first, last + 1) <= LONGEST_QUOTE
    told = clues.includes(index, last + 1) or clues.follows(index, last + 1)
    return told and fits(index, first, last + 1)


def _shows_way(index: PolicyIndex, first: int, last: int) -> bool:
    """Whether the sentence behind has a link or an address, and the quote has none."""
    if not is_next(index, last) or length(index, first, last + 1) > _room(index, first, last):
        return False
    shown = any(clues.has_address(index, number) for number in range(first, last + 1))
    return not shown and clues.has_address(index, last + 1) and not clues.is_pointer(index, last + 1)


def _with_duration(index: PolicyIndex, first: int, last: int) -> tuple[int, int]:
    """With what says for how long, where the quote does not: a sentence soon behind, or what leads its list in."""
    if any(clues.has_duration(index, n) or clues.has_end(index, n) for n in range(first, last + 1)):
        return first, last
    end = last
    while end < last + _APART and is_next(index, end):
        end += 1
        same = clues.has_term(index, end) or clues.leans(index, end)
        if same and clues.has_duration(index, end) and fits(index, first, end):
            return first, _restricted(index, first, end)
    lead, before = index.passages[first].lead_in, max(0, first - 1)
    led = lead is not None and index.passages[before].start == lead.start
    return before if led and clues.has_duration(index, before) and fits(index, before, last) else first, last


def _comes_with(index: PolicyIndex, number: int) -> bool:
    """Whether the passage before one is of the same paragraph, item or row, or of the paragraph before it.

    Not of one that is the end of something: "by filling in this card."
    """
    if number == 0:
        return False
    before, passage = index.passages[number - 1], index.passages[number]
    paragraphs = before.section == passage.section and before.kind is passage.kind is BlockKind.PARAGRAPH
    whole = not index.document.text[before.start].islower()
    return before.block == passage.block or (paragraphs and whole)


def _carries(index: PolicyIndex, best: Hit, near: Hit, first: int, last: int) -> bool:
    """Whether a passage carries a part of the answer, and may be quoted with those from first to last.

    It is a sentence next to them, or with one in between, or an item of the same list.
    """
    one, other = index.passages[best.passage], index.passages[near.passage]
    likely = near.score >= AS_LIKELY * best.score
    apart, alone = max(first - near.passage, near.passage - last), first == last
    first, last = min(first, near.passage), max(last, near.passage)
    if one.block == other.block:
        most = LONGEST_QUOTE if likely and alone and apart == 1 and not clues.leads_in(index, last) else COMFORTABLE
        enough = likely if apart == _APART else near.score >= _SECOND_FACT * best.score
        return apart <= _APART and enough and length(index, first, last) <= most
    return likely and one.lead_in is not None and one.lead_in == other.lead_in and fits(index, first, last)


def _room(index: PolicyIndex, first: int, last: int) -> int:
    """How long a quote may get by what it cannot do without: what restricts it, and what it leans on."""
    return max(COMFORTABLE, min(LONGEST_QUOTE, _NEEDED * length(index, first, last)))


def _restricted(index: PolicyIndex, first: int, last: int) -> int:
    """The last passage of these with what takes something back: the one behind, or a "However, …" soon behind.

    What is between leans on these, as they may on what is before them: there is room for that, too.
    """
    if last + 1 < len(index.passages) and _restricts(index, first, last):
        return last + 1
    number = last
    while is_next(index, number) and clues.leans(index, number + 1) and not clues.contradicts(index, number + 1):
        number += 1
    later = last < number <= last + _LEANING and is_next(index, number) and clues.contradicts(index, number + 1)
    start = first - 1 if first and clues.leans(index, first) else first
    return number + 1 if later and length(index, start, number + 1) <= _room(index, first, last) else last


def _restricts(index: PolicyIndex, first: int, last: int) -> bool:
    """Whether the passage behind these takes something back; in their paragraph, if it is not much longer than they."""
    before, behind = index.passages[last], index.passages[last + 1]
    if behind.block == before.block:
        return clues.restricts(index, last + 1) and length(index, first, last + 1) <= _room(index, first, last)
    near = behind.section == before.section and length(index, first, last + 1) <= LONGEST_QUOTE
    return near and clues.contradicts(index, last + 1)
