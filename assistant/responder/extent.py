"""How many passages are quoted: the smallest complete clause, what restricts it, what it leans on or leads in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import takewhile

from assistant.index.policy_index import PolicyIndex
from assistant.model import LONGEST_QUOTE, BlockKind, Hit, Passage
from assistant.responder import clues

COMFORTABLE = 400
"""What is quoted along with a clause must leave the whole this short: padding is no answer."""
_NEEDED = 3
"""What a clause cannot do without may make the quote longer than comfortable, up to so many times the clause."""
_LINE = 150
_SHORT_ITEM = 300
"""An item of a list, led in, is quoted to its end if that makes no more than this."""
_SENTENCE = 12
"""A paragraph this short, in code points, behind a colon is a line of what the colon leads in: of an address, say. But
not if it is a sentence: it ends like one, and has so many words."""
_SECOND_FACT = 0.05
"""A neighbour whose chance is at least this share of the first one's carries a part of the answer."""
_AS_LIKELY = 0.3
"""From this share on it is quoted, too, where that makes the quote long, or where it is an item of the same list."""

MARKER = 12
"""Code points in which a bullet or number stands before its item."""
_LEANING = 2
"""Behind how many sentences that lean on a clause "However" may still take something of it back."""
_APART = 2
"""How far from each other two sentences of a paragraph are at most that are quoted with what is between them."""


def extent(index: PolicyIndex, hits: Sequence[Hit], way: bool = False, broad: bool = False) -> tuple[int, int]:
    """Numbers of the first and the last passage to quote.

    ``way`` says that the question asks how to do something, ``broad`` that it asks for a list in general.
    """
    first, last = _answering(index, hits, way, broad)
    if last > max(first, hits[0].passage) and clues.leads_in(index, last) and _list_end(index, first, last) == last:
        last -= 1
    last = _to_end(index, first, last, way)
    while opening(index, first) < first and _goes_back(index, first, last, clues.leans):
        first -= 1
    back = any(_goes_back(index, first, last, clue) for clue in (clues.leans, clues.refers))
    return first - 1 if back else first, last


def _answering(index: PolicyIndex, hits: Sequence[Hit], way: bool, broad: bool) -> tuple[int, int]:
    """What answers: the first hit, with what is beside it, from where its item or its address begins."""
    first = last = hits[0].passage
    for near in hits[1:3]:
        if _carries(index, hits[0], near, first, last):
            first, last = min(first, near.passage), max(last, near.passage)
    first, last = _listed(index, hits, first, last, broad)
    first, last = _steps(index, first, last) if way else (first, last)
    first = _item_start(index, first, last)
    over = _colon_over(index, first)
    return (first, last) if over is None else (over, max(last, _list_end(index, over, over)))


def _to_end(index: PolicyIndex, first: int, last: int, way: bool) -> int:
    """With what restricts it, what it includes, what comes of it, what it heads, where to do it, what it leads in."""
    last = _series_end(index, first, _restricted(index, first, _item_end(index, first, last)))
    while _goes_on(index, first, last):
        last += 1
    if _answers(index, first, last) or (way and _shows_way(index, first, last)):
        last += 1
    return _list_end(index, first, last) if clues.leads_in(index, last) else last


def _goes_back(index: PolicyIndex, first: int, last: int, clue: Callable[[PolicyIndex, int], bool]) -> bool:
    """Whether a quote needs the passage before it, in its paragraph or the one before, and there is room for it."""
    needed = _comes_with(index, first) and clue(index, first)
    return needed and _length(index, first - 1, last) <= LONGEST_QUOTE


def _series_end(index: PolicyIndex, first: int, last: int) -> int:
    """The last passage of a sentence whose exceptions are passages of their own: "unless you: (1) …; (2) …"."""
    if not clues.excepts(index, last):
        return last
    start, end = index.passages[last].start, last
    while _is_next(index, end) and (lead := index.passages[end + 1].lead_in) and lead.start == start:
        end += 1
    return end if _length(index, first, end) <= LONGEST_QUOTE else last


def _answers(index: PolicyIndex, first: int, last: int) -> bool:
    """Whether the passage behind answers the policy's own question, or stands under a title that says something."""
    if last + 1 == len(index.passages) or not (clues.asks(index, last) or _heads_text(index, last)):
        return False
    return index.passages[last + 1].section == index.passages[last].section and _fits(index, first, last + 1)


def _heads_text(index: PolicyIndex, number: int) -> bool:
    """Whether a passage is marked as a heading of the text behind it, but is a sentence.

    It has a level then, as no other paragraph has.
    """
    block, behind = index.blocks[index.passages[number].block], index.passages[number + 1]
    title = block.kind is BlockKind.PARAGRAPH and block.level > 0
    return title and behind.kind is BlockKind.PARAGRAPH and not clues.leads_in(index, number)


def _goes_on(index: PolicyIndex, first: int, last: int) -> bool:
    """Whether the sentence behind says what is meant, or what comes of it: "This includes …", "When you do this, …"."""
    if not _is_next(index, last):
        return False
    if clues.is_sale(index, last + 1):
        return _length(index, first, last + 1) <= LONGEST_QUOTE
    told = clues.includes(index, last + 1) or clues.follows(index, last + 1)
    return told and _fits(index, first, last + 1)


def _shows_way(index: PolicyIndex, first: int, last: int) -> bool:
    """Whether the sentence behind has a link or an address, and the quote has none."""
    if not _is_next(index, last) or _length(index, first, last + 1) > _room(index, first, last):
        return False
    shown = any(clues.has_address(index, number) for number in range(first, last + 1))
    return not shown and clues.has_address(index, last + 1) and not clues.is_pointer(index, last + 1)


def _is_next(index: PolicyIndex, number: int) -> bool:
    """Whether another sentence of the same paragraph, item or row is behind a passage."""
    return number + 1 < len(index.passages) and index.passages[number + 1].block == index.passages[number].block


def _comes_with(index: PolicyIndex, number: int) -> bool:
    """Whether the passage before one is of the same paragraph, item or row, or of the paragraph before it."""
    if number == 0:
        return False
    before, passage = index.passages[number - 1], index.passages[number]
    paragraphs = before.section == passage.section and before.kind is passage.kind is BlockKind.PARAGRAPH
    return before.block == passage.block or paragraphs


def _carries(index: PolicyIndex, best: Hit, near: Hit, first: int, last: int) -> bool:
    """Whether a passage carries a part of the answer, and may be quoted with those from first to last.

    It is a sentence next to them, or with one in between, or an item of the same list.
    """
    one, other = index.passages[best.passage], index.passages[near.passage]
    likely = near.score >= _AS_LIKELY * best.score
    apart, alone = max(first - near.passage, near.passage - last), first == last
    first, last = min(first, near.passage), max(last, near.passage)
    if one.block == other.block:
        most = LONGEST_QUOTE if likely and alone and apart == 1 and not clues.leads_in(index, last) else COMFORTABLE
        enough = likely if apart == _APART else near.score >= _SECOND_FACT * best.score
        return apart <= _APART and enough and _length(index, first, last) <= most
    return likely and one.lead_in is not None and one.lead_in == other.lead_in and _fits(index, first, last)


def _listed(index: PolicyIndex, hits: Sequence[Hit], first: int, last: int, broad: bool) -> tuple[int, int]:
    """The list that a quote is an item of, as far as there is room, where the question asks for the list, too.

    It does if the other items together are as likely as a neighbour that is quoted along, or if it is ``broad``. A list
    that is led in, and no longer than a line or two, is quoted in any case.
    """
    best = index.passages[hits[0].passage]
    others = [hit for hit in hits[1:] if _is_beside(index, index.passages[hit.passage], best)]
    likely = sum(hit.score for hit in others)
    wanted = broad or likely >= _AS_LIKELY * hits[0].score
    if not wanted and (best.kind is not BlockKind.ITEM or best.lead_in is None):
        return first, last
    items = [n for n, passage in enumerate(index.passages) if _is_beside(index, passage, best)]
    if not items:
        return first, last
    whole = _items(index, min(first, items[0]), max(last, items[-1]))
    if not wanted and _length(index, *whole) > _LINE:
        return first, last
    most = LONGEST_QUOTE if likely >= hits[0].score else COMFORTABLE
    for far, room in (((items[0], items[-1]), LONGEST_QUOTE), *(((hit.passage, hit.passage), most) for hit in others)):
        wider = _items(index, min(first, far[0]), max(last, far[1]))
        if _length(index, *wider) <= room and len({index.passages[n].kind for n in range(wider[0], wider[1] + 1)}) == 1:
            first, last = wider
    return first, last


def _steps(index: PolicyIndex, first: int, last: int) -> tuple[int, int]:
    """All steps of which one is quoted: the short sentences of a numbered list, if there is room."""
    start, end = first, last
    while _is_step(index, start - 1, first):
        start -= 1
    while _is_step(index, end + 1, first):
        end += 1
    steps = _is_step(index, first, first) and clues.bids(index, start)
    short = all(_length(index, opening(index, n), n) <= _LINE for n in range(start, end + 1))
    return (start, end) if steps and short and _length(index, start, end) <= LONGEST_QUOTE else (first, last)


def _is_step(index: PolicyIndex, number: int, other: int) -> bool:
    """Whether a passage is a sentence of a numbered item, of the list that another one is of."""
    if not 0 <= number < len(index.passages):
        return False
    passage, one = index.passages[number], index.passages[other]
    same = (passage.kind, passage.section, passage.lead_in) == (BlockKind.ITEM, one.section, one.lead_in)
    return same and _marker(index, passage)[:1].isdigit() and clues.ends(index, number)


def _is_beside(index: PolicyIndex, passage: Passage, item: Passage) -> bool:
    """Whether a passage is of another item of the same list, which may be one in a sentence: "to: (a) …; (b) …"."""
    if passage.kind is not item.kind:
        return False
    if item.kind is BlockKind.PARAGRAPH:
        return passage is not item and _led_from(passage) == _led_from(item)
    same = passage.lead_in == item.lead_in and (item.lead_in or passage.section == item.section)
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
    while _is_next(index, last):
        last += 1
    return opening(index, first), last


def _item_start(index: PolicyIndex, first: int, last: int) -> int:
    """The first sentence of the item that a quote begins in, if there is room: it is what the lead-in leads in."""
    passage = index.passages[first]
    if passage.kind is not BlockKind.ITEM or passage.lead_in is None:
        return first
    start = opening(index, first)
    return start if _fits(index, start, last) else first


def _item_end(index: PolicyIndex, first: int, last: int) -> int:
    """The last sentence of the item that a quote ends in, if that is short; not one that only says where to read on."""
    passage = index.passages[last]
    if passage.kind is not BlockKind.ITEM or passage.lead_in is None:
        return last
    end = last
    while _is_next(index, end):
        end += 1
    while end > last and (clues.is_pointer(index, end) or clues.leads_in(index, end)):
        end -= 1
    return end if _length(index, first, end) <= _SHORT_ITEM else last


def opening(index: PolicyIndex, number: int) -> int:
    """The first passage of the paragraph, item or row that a passage stands in."""
    while number and index.passages[number - 1].block == index.passages[number].block:
        number -= 1
    return number


def _length(index: PolicyIndex, first: int, last: int) -> int:
    return index.passages[last].end - index.passages[first].start


def _room(index: PolicyIndex, first: int, last: int) -> int:
    """How long a quote may get by what it cannot do without: what restricts it, and what it leans on."""
    return max(COMFORTABLE, min(LONGEST_QUOTE, _NEEDED * _length(index, first, last)))


def _fits(index: PolicyIndex, first: int, last: int) -> bool:
    return _length(index, first, last) <= COMFORTABLE


def _restricted(index: PolicyIndex, first: int, last: int) -> int:
    """The last passage of these with what takes something back: the one behind, or a "However, …" soon behind.

    What is between leans on these, as they may on what is before them: there is room for that, too.
    """
    if last + 1 < len(index.passages) and _restricts(index, first, last):
        return last + 1
    number = last
    while _is_next(index, number) and clues.leans(index, number + 1) and not clues.contradicts(index, number + 1):
        number += 1
    later = last < number <= last + _LEANING and _is_next(index, number) and clues.contradicts(index, number + 1)
    start = first - 1 if first and clues.leans(index, first) else first
    return number + 1 if later and _length(index, start, number + 1) <= _room(index, first, last) else last


def _restricts(index: PolicyIndex, first: int, last: int) -> bool:
    """Whether the passage behind these takes something back; in their paragraph, if it is not much longer than they."""
    before, behind = index.passages[last], index.passages[last + 1]
    if behind.block == before.block:
        return clues.restricts(index, last + 1) and _length(index, first, last + 1) <= _room(index, first, last)
    near = behind.section == before.section and _length(index, first, last + 1) <= LONGEST_QUOTE
    return near and clues.contradicts(index, last + 1)


def _list_end(index: PolicyIndex, first: int, last: int) -> int:
    """The last passage of what a colon leads in: items as far as they fit, the section's paragraphs, or a few lines."""
    section, start = index.passages[first].section, index.passages[last].start

    def is_led(number: int) -> bool:
        passage = index.passages[number]
        return passage.section == section or (passage.lead_in is not None and passage.lead_in.start == start)

    behind = list(takewhile(is_led, range(last + 1, len(index.passages))))
    kinds = [index.passages[n].kind for n in behind]
    if kinds and kinds[0] is BlockKind.PARAGRAPH:
        lines = max(takewhile(lambda n: _line_behind(index, first, n), behind), default=last)
        whole = set(kinds) == {BlockKind.PARAGRAPH} and _fits(index, first, behind[-1])
        return behind[-1] if whole and lines == last else lines
    levels = [index.blocks[index.passages[n].block].level for n in behind]
    items = [last]
    for number, kind, level in zip(behind, kinds, levels, strict=True):
        if kind is BlockKind.PARAGRAPH or level < levels[0]:
            break
        items.append(number)
    if _length(index, first, items[-1]) <= LONGEST_QUOTE:
        return items[-1]
    most = LONGEST_QUOTE if clues.excepts(index, last) else COMFORTABLE
    fitting = [number for number in items if _length(index, first, number) <= most]
    if len(fitting) > 1 or _length(index, first, items[:2][-1]) > LONGEST_QUOTE:
        return max(fitting, default=last)
    return items[:2][-1]  # one at least: words that lead nothing in are no quote


def _line_behind(index: PolicyIndex, first: int, number: int) -> bool:
    return _is_line(index, number) and _length(index, first, number) <= LONGEST_QUOTE


def _is_line(index: PolicyIndex, number: int) -> bool:
    """Whether a passage is a line, as of an address; a sentence is none."""
    passage = index.passages[number]
    block = index.blocks[passage.block]
    words = index.document.text[block.start : block.end]
    line = len(words) <= _LINE and not (words.endswith((".", "!", "?")) and len(words.split()) >= _SENTENCE)
    return passage.kind is BlockKind.PARAGRAPH and line


def _colon_over(index: PolicyIndex, number: int) -> int | None:
    """The passage whose colon leads in the lines, as of an address, that a passage is one of; None if there is none."""
    over = number
    while over and _is_line(index, over) and not clues.ends(index, over):
        over -= 1
    one, line = index.passages[over], index.passages[number]
    led = over < number and clues.leads_in(index, over) and one.section == line.section
    return over if led and one.kind is BlockKind.PARAGRAPH and _fits(index, over, number) else None
