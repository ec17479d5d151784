"""What one version of a policy has otherwise than another: what was added, removed and changed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING

from assistant.model import BlockKind, Citation, Excerpt, Span

if TYPE_CHECKING:  # numpy takes long to import, and what renders a revision needs none of it
    from assistant.index.policy_index import PolicyIndex

_QUOTES = str.maketrans("“”„‘’‚", "\"\"\"'''")
ENDS = ".,; "
"""What stands behind the last word of a clause says nothing: an item that another one follows has "…;"."""
_ALIKE_NEAR, _ALIKE_FAR = 0.5, 0.75
"""Share of words in common from which two pieces are one that changed: near each other, or anywhere."""


class Kind(StrEnum):
    """What became of a piece of a policy."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"
    """It stands as it was, in another section."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A passage, or a heading, that two versions of a policy do not share; None where a version has none."""

    before: Citation | None
    after: Citation | None

    @property
    def kind(self) -> Kind:
        """What became of it."""
        if self.before and self.after:
            return Kind.MOVED if _words(self.before.quote) == _words(self.after.quote) else Kind.CHANGED
        return Kind.ADDED if self.after else Kind.REMOVED


@dataclass(frozen=True, slots=True)
class _Piece:
    citation: Citation
    words: tuple[str, ...]
    heading: bool
    gap: int = 0
    """Between which pieces that stayed it stands: the number of the next one in the later version."""


def revisions(before: PolicyIndex, after: PolicyIndex) -> tuple[Revision, ...]:
    """Everything that is not as it was, in the order of the later version.

    Numbering, line breaks, the form of quotation marks and what stands behind the last word do not count.
    """
    old, new = list(_pieces(before)), list(_pieces(after))
    gone, come = _left(old, new)
    partner = _partners(gone, come)
    taken = set(partner.values())
    found = [(piece.gap, -1, Revision(piece.citation, None))
             for at, piece in enumerate(gone) if at not in taken]  # fmt: skip
    for at, piece in enumerate(come):
        was = gone[partner[at]] if at in partner else None
        if was is None or was.words != piece.words or not same_place(was.citation, piece.citation):
            found.append((piece.gap, at, Revision(was.citation if was else None, piece.citation)))
    return tuple(revision for *_, revision in sorted(found, key=lambda each: each[:2]))


def _words(quote: str) -> tuple[str, ...]:
    return tuple(quote.translate(_QUOTES).rstrip(ENDS).split())


def within(citation: Citation) -> tuple[str, ...]:
    """The headings above; a heading's own section begins with it."""
    path = citation.section
    return path[:-1] if path[-1:] == (citation.quote,) else path


def same_place(one: Citation, other: Citation) -> bool:
    """Whether two stand under the same headings, but for the page's title over one of them."""
    a, b = within(one), within(other)
    return a == b or bool(b and a[1:] == b) or bool(a and b[1:] == a)


def _pieces(index: PolicyIndex) -> Iterator[_Piece]:
    """The passages, and what is on the page beside them, such as headings, in the order of the text."""
    document, starts = index.document, [section.start for section in index.sections]
    spans = {Span(passage.start, passage.end): passage.lead_in for passage in index.passages}
    passages = sorted(spans)
    headings = set()
    for block in index.blocks:
        at = bisect_left(passages, (block.end,)) - 1  # the last passage that starts before the block's end
        if at < 0 or passages[at].end <= block.start:
            spans[Span(block.start, block.end)] = None
            if block.kind is BlockKind.HEADING:
                headings.add(block.start)
    for (start, end), lead in sorted(spans.items()):
        section = index.sections[max(0, bisect_right(starts, start) - 1)]
        excerpt = Excerpt(document.text[lead.start : lead.end], *lead) if lead else None
        quote = document.text[start:end]
        yield _Piece(Citation(document, section.path, start, end, quote, excerpt), _words(quote), start in headings)


def _left(old: Sequence[_Piece], new: Sequence[_Piece]) -> tuple[list[_Piece], list[_Piece]]:
    """What is left of both versions where the pieces that stayed in their order are taken away."""
    gone: list[_Piece] = []
    come: list[_Piece] = []
    alignment = SequenceMatcher(None, [each.words for each in old], [each.words for each in new], autojunk=False)
    for tag, a, b, c, d in alignment.get_opcodes():
        if tag != "equal":
            gone += [replace(each, gap=d) for each in old[a:b]]
            come += [replace(each, gap=d) for each in new[c:d]]
    return gone, come


def _partners(gone: Sequence[_Piece], come: Sequence[_Piece]) -> dict[int, int]:
    """Number of what has come to that of what it was before: what is alike, the nearest and most alike first."""
    bags = [frozenset(each.words) for each in gone]
    alike = []
    for at, piece in enumerate(come):
        bag = frozenset(piece.words)
        for was, other in enumerate(gone):
            near = piece.gap == other.gap or piece.citation.section == other.citation.section
            least = _ALIKE_NEAR if near else _ALIKE_FAR
            if 2 * len(bag & bags[was]) >= least * (len(bag) + len(bags[was])):
                ratio = SequenceMatcher(None, other.words, piece.words, autojunk=False).ratio()
                if ratio >= least:
                    alike.append((ratio < 1, not near, -ratio, at, was))
    partner: dict[int, int] = {}
    taken: set[int] = set()
    ranked = [(at, was) for *_, at, was in sorted(alike)]
    for at, was in (*ranked, *_renamed(gone, come)):
        if at not in partner and was not in taken:
            partner[at] = was
            taken.add(was)
    return partner


def _renamed(gone: Sequence[_Piece], come: Sequence[_Piece]) -> Iterator[tuple[int, int]]:
    """Headings, however unlike, that stand right before the same piece, which stayed: number of the new, of the old."""
    last = {piece.gap: was for was, piece in enumerate(gone)}
    for gap, at in {piece.gap: at for at, piece in enumerate(come)}.items():
        if gap in last and come[at].heading and gone[last[gap]].heading:
            yield at, last[gap]
