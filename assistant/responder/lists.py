"""How much of a list is quoted: an item from end to end, its neighbours, its steps, and what a colon leads in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from assistant.index.policy_index import PolicyIndex
from assistant.model import LONGEST_QUOTE, BlockKind, Hit, Passage
from assistant.responder import clues
from assistant.responder.runs import COMFORTABLE, closing, fits, length, opening

MARKER = 12
"""Code points in which a bullet or number stands before its item."""
AS_LIKELY = 0.3
"""A neighbour whose chance is at least this share of the first one's is quoted, too, where that makes the quote long,
or where it is an item of the same list."""
_LINE = 150
_SENTENCE = 12
"""A paragraph this short, in code points, behind a colon is a line of what the colon leads in: of an address, say. But
not if it is a sentence: it ends like one, and has so many words."""
_SHORT_ITEM = 300
"""An item of a list, led in, is quoted to its end if that makes no more than this."""


def listed(index: PolicyIndex, hits: Sequence[Hit], first: int, last: int, broad: bool) -> tuple[int, int]:
    """The list that a quote is an item of, as far as there is room, where the question asks for the list, too.

    It does if the other items together are as likely as a neighbour that is quoted along, or if it is ``broad``, as it
    must be for the rows of a table. A list that is led in, and no longer than a line or two, is quoted in any case.
    """
    best = index.passages[hits[0].passage]
    others = [hit for hit in hits[1:] if _is_beside(index, index.passages[hit.passage], best)]
    likely = sum(hit.score for hit in others)
    wanted = broad or (likely >= AS_LIKELY * hits[0].score and best.kind is not BlockKind.ROW)
    if not wanted and (best.kind is not BlockKind.ITEM or best.lead_in is None):
        return first, last
    items = [n for n, passage in enumerate(index.passages) if _is_beside(index, passage, best)]
    if not items:
        return first, last
    whole = _items(index, min(first, items[0]), max(last, items[-1]))
    if not wanted and length(index, *whole) > _LINE:
        return first, last
    most = LONGEST_QUOTE if likely >= hits[0].score else COMFORTABLE
    for far, room in (((items[0], items[-1]), LONGEST_QUOTE), *(((hit.passage, hit.passage), most) for hit in others)):
        wider = _items(index, min(first, far[0]), max(last, far[1]))
        if length(index, *wider) <= room and len({index.passages[n].kind for n in range(wider[0], wider[1] + 1)}) == 1:
            first, last = wider
    return first, last


def steps(index: PolicyIndex, first: int, last: int) -> tuple[int, int]:
    """All steps of which one is quoted, if there is room: short sentences of a numbered list, and what is in them."""
    if not _goes_with(index, first, first):
        return first, last
    start, end = first, last
    while _goes_with(index, start - 1, first):
        start -= 1
    while _goes_with(index, end + 1, first):
        end += 1
    level = index.blocks[index.passages[first].block].level
    top = [n for n in range(start, end + 1) if index.blocks[index.passages[n].block].level == level]
    told = sum(clues.ends(index, n) for n in top) >= len(top) - 1  # one may lack its full stop
    short = all(length(index, n, n) <= _LINE for n in range(start, end + 1))
    begins = _marker(index, index.passages[start]).rstrip(".)") == "1" and clues.bids(index, start)
    return (start, end) if begins and told and short and length(index, start, end) <= LONGEST_QUOTE else (first, last)


def _goes_with(index: PolicyIndex, number: int, other: int) -> bool:
    """Whether a passage is of the numbered list that another one is of: of an item, or of what stands in one."""
    if not 0 <= number < len(index.passages):
        return False
    passage, one = index.passages[number], index.passages[other]
    if passage.kind is not BlockKind.ITEM or one.kind is not BlockKind.ITEM or passage.section != one.section:
        return False
    marker = _marker(index, passage)
    return index.blocks[passage.block].level > index.blocks[one.block].level or not marker or marker[0].isdigit()


def _is_beside(index: PolicyIndex, passage: Passage, item: Passage) -> bool:
    """Whether a passage is of another item of the same list, which may be one in a sentence: "to: (a) …; (b) …"."""
    if passage.kind is not item.kind:
        return False
    if item.kind is BlockKind.PARAGRAPH:
        return passage is not item and _led_from(passage) == _led_from(item)
    same = passage.lead_in == item.lead_in and (item.lead_in or passage.section == item.section)
    if item.kind is BlockKind.ROW:
        return bool(same) and passage.block != item.block
    if item.kind is not BlockKind.ITEM or not same or passage.block == item.block:
        return False
    return _is_marked(index, passage) or (item.lead_in is not None and not _is_marked(index, item))


def _is_marked(index: PolicyIndex, passage: Passage) -> bool:
    """Whether an item has a bullet or number, or a heading in its line, and does not go on with the item before it."""
    return bool(_marker(index, passage))


def _marker(index: PolicyIndex, passage: Passage) -> str:
    start, text = index.blocks[passage.block].start, index.document.text
    return text[max(0, start - MARKER) : start].rpartition("\n")[2].strip()


def _led_from(passage: Passage) -> int:
    return passage.lead_in.start if passage.lead_in else passage.start


def _items(index: PolicyIndex, first: int, last: int) -> tuple[int, int]:
    """The passages from first to last, with the other sentences of the items that they stand in."""
    if index.passages[first].kind is not BlockKind.ITEM:
        return first, last
    return opening(index, first), closing(index, last)


def item_start(index: PolicyIndex, first: int, last: int) -> int:
    """The first sentence of the item that a quote begins in, if there is room: it is what the lead-in leads in."""
    passage = index.passages[first]
    if passage.kind is not BlockKind.ITEM or passage.lead_in is None:
        return first
    start = opening(index, first)
    return start if fits(index, start, last) else first


def item_end(index: PolicyIndex, first: int, last: int) -> int:
    """The last sentence of the item that a quote ends in, if that is short; not one that only says where to read on."""
    passage = index.passages[last]
    if passage.kind is not BlockKind.ITEM or passage.lead_in is None:
        return last
    end = closing(index, last)
    while end > last and (clues.is_pointer(index, end) or clues.leads_in(index, end)):
        end -= 1
    return end if length(index, first, end) <= _SHORT_ITEM else last


def list_end(index: PolicyIndex, first: int, last: int) -> int:
    """The last passage of what a colon leads in: items as far as they fit, the section's paragraphs, or a few lines."""
    section, start = index.passages[first].section, index.passages[last].start

    def is_led(number: int) -> bool:
        passage = index.passages[number]
        beside = passage.section == section and passage.kind is not BlockKind.ROW
        return beside or (passage.lead_in is not None and passage.lead_in.start == start)

    behind = list(takewhile(is_led, range(last + 1, len(index.passages))))
    kinds = [index.passages[n].kind for n in behind]
    if kinds and kinds[0] is BlockKind.PARAGRAPH:
        lines = max(takewhile(lambda n: _line_behind(index, first, n), behind), default=last)
        whole = set(kinds) == {BlockKind.PARAGRAPH} and fits(index, first, behind[-1])
        return behind[-1] if whole and lines == last else lines
    levels = [index.blocks[index.passages[n].block].level for n in behind]
    items = [last]
    for number, kind, level in zip(behind, kinds, levels, strict=True):
        if kind is BlockKind.PARAGRAPH or level < levels[0]:
            break
        items.append(number)
    if length(index, first, items[-1]) <= LONGEST_QUOTE:
        return items[-1]
    most = LONGEST_QUOTE if clues.excepts(index, last) else COMFORTABLE
    fitting = [number for number in items if length(index, first, number) <= most]
    if len(fitting) > 1:
        return fitting[-1]
    # One item at least, with what stands in it: words that lead nothing in are no quote.
    one = next((n for n, level in zip(items[2:], levels[1:], strict=False) if level <= levels[0]), items[-1] + 1) - 1
    one = closing(index, one)
    return one if length(index, first, one) <= LONGEST_QUOTE else last


def _line_behind(index: PolicyIndex, first: int, number: int) -> bool:
    return _is_line(index, number) and length(index, first, number) <= LONGEST_QUOTE


def _is_line(index: PolicyIndex, number: int) -> bool:
    """Whether a passage is a line, as of an address; a sentence is none."""
    passage = index.passages[number]
    block = index.blocks[passage.block]
    words = index.document.text[block.start : block.end]
    line = len(words) <= _LINE and not (words.endswith((".", "!", "?")) and len(words.split()) >= _SENTENCE)
    return passage.kind is BlockKind.PARAGRAPH and line


def colon_over(index: PolicyIndex, number: int) -> int | None:
    """The passage whose colon leads in the lines, as of an address, that a passage is one of; None if there is none."""
    over = number
    while over and _is_line(index, over) and not clues.ends(index, over):
        over -= 1
    one, line = index.passages[over], index.passages[number]
    led = over < number and clues.leads_in(index, over) and one.section == line.section
    return over if led and one.kind is BlockKind.PARAGRAPH and fits(index, over, number) else None
