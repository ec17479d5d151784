"""Which clauses are quoted, best first: the one that answers, and others that may, if they say something else."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import takewhile

from assistant.index.policy_index import PolicyIndex
from assistant.language.analyzer import terms
from assistant.model import LONGEST_QUOTE, MOST_QUOTES, BlockKind, Citation, Hit, Passage
from assistant.responder.clues import asks, is_pointer
from assistant.responder.dated import dated
from assistant.responder.marks import marked
from assistant.responder.quote import cite, cite_passages, holds, overlaps
from assistant.responder.runs import COMFORTABLE, length, opening
from assistant.retriever.question import Question
from assistant.retriever.retriever import Ranking

_NAME = 12
"""A paragraph of so few code points that is no sentence is a name, as of a page to visit: it is no further answer."""
_CLAUSE = 40
"""Words of so many code points that stand in two quotes are the same clause; fewer may be anything but a sentence."""
_TERMS, _NEW = 8, 0.1
"""A quote of so many terms, no more than this share of them new, says what another one says, a word apart."""
_GAP = 2
"""Two quotes of a paragraph are one if no more than one sentence is between them."""
_ALSO = 0.05
"""A further passage is offered if its chance is at least this."""
_SURE, _STANDS_OUT = 0.1, 0.4
"""Less than the first is enough only with so much of the chance that the first quote leaves."""


def citations(ranking: Ranking, index: PolicyIndex) -> Sequence[Citation]:
    """The quotes, best first, without overlap; but where an item of a list is quoted, its whole list may follow."""
    question = ranking.understood.question
    cited: list[Citation] = []
    most = MOST_QUOTES
    if ranking.taught:
        first, last = ranking.taught.first, ranking.taught.last
        cited.append(cite_passages(index, first, last, ranking.confidence))
    elif (date := dated(question.text, index)) is not None:
        cited.append(cite_passages(index, date, date, ranking.confidence))
    for number, hit in enumerate(ranking.hits):
        if cited and hit.score < _ALSO:
            break
        hits = (hit,) if number else ranking.hits
        citation = _further(index, hits, cited, question)
        if not citation or _is_said(citation, index.passages[hit.passage], cited):
            continue
        beside = _beside(index, citation, cited, whole=ranking.taught is not None)
        if beside:
            place, first, last = beside
            wider = cited[place] = cite_passages(index, first, last, cited[place].score)
            cited = [each for each in cited if each is wider or not overlaps(wider, [each])]
        elif len(cited) < most and (question.broad or _stands_out(index, ranking.hits[number:], cited)):
            cited.append(citation)
        else:
            most = len(cited)  # a less likely one would not, either
    return [marked(each, question, ranking.understood.expansion) for each in cited]


def _stands_out(index: PolicyIndex, hits: Sequence[Hit], cited: Sequence[Citation]) -> bool:
    """Whether the paragraph of the first of these hits is likely, or likelier than the others beside the first quote.

    One of many that are as unlikely would be there by chance. Without a quote yet, there must be one.
    """
    if not cited:
        return True
    left = [(hit.score, index.passages[hit.passage]) for hit in hits]
    free = [(score, passage.block) for score, passage in left if not _is_cited(passage, cited[:1])]
    own = sum(score for score, block in free if block == left[0][1].block and score >= _ALSO)
    return own >= min(_SURE, _STANDS_OUT * sum(score for score, _ in free))


def _beside(
    index: PolicyIndex, citation: Citation, cited: Sequence[Citation], whole: bool
) -> tuple[int, int, int] | None:
    """Which quote another one stands right beside in its paragraph or list, and the first and the last passage of both.

    None where they do not fit; ``whole`` says that the first quote is to stay as it is.
    """
    own = _passages(index, citation)
    for place, other in enumerate(cited):
        (start, end), (behind, last) = sorted((own, _passages(index, other)))
        room = LONGEST_QUOTE if place else COMFORTABLE
        if (whole and not place) or length(index, start, last) > room or not _are_one(index, end, behind):
            continue
        items = index.passages[start].kind is BlockKind.ITEM
        if not items or opening(index, start) in (start, opening(index, last)):
            return place, start, last
    return None


def _are_one(index: PolicyIndex, end: int, start: int) -> bool:
    """Whether what ends with one passage and what starts with another are next to each other, or nearly.

    Rows are not: each has its place under its columns.
    """
    one, other = index.passages[end], index.passages[start]
    if one.kind is BlockKind.ROW or one.kind is not other.kind or one.lead_in != other.lead_in:
        return False
    if one.block == other.block:
        return 0 < start - end <= _GAP
    return start - end == 1 and one.section == other.section


def _passages(index: PolicyIndex, citation: Citation) -> tuple[int, int]:
    """The first and the last passage in a quote."""
    first = bisect_left(index.passages, citation.start, key=lambda passage: passage.start)
    return first, bisect_right(index.passages, citation.end, key=lambda passage: passage.end) - 1


def _is_said(citation: Citation, passage: Passage, cited: Sequence[Citation]) -> bool:
    """Whether a clause stands in another quote already: some policies say the same thing in two places."""
    if not cited:
        return False
    words = " ".join(citation.document.text[passage.start : passage.end].split())
    whole = (len(words) >= _CLAUSE and words[-1] != ":") or words.endswith((".", "!"))
    quote = " ".join(citation.quote.split())
    said = ((each, " ".join(each.quote.split())) for each in cited)
    return any(quote == other or (whole and words in other) or _is_alike(citation, each) for each, other in said)


def _is_alike(citation: Citation, other: Citation) -> bool:
    """Whether a quote says what another one says, a word apart."""
    found, said = (set(terms(each.quote, each.document.language)) for each in (citation, other))
    return len(found) >= _TERMS and len(found - said) <= _NEW * len(found)


def _further(
    index: PolicyIndex, hits: Sequence[Hit], cited: Sequence[Citation], question: Question
) -> Citation | None:
    """A quote of the first hit, without what is cited already; None where nothing would be left."""
    number, score = hits[0].passage, hits[0].score
    passage = index.passages[number]
    if _is_cited(passage, cited):
        return None
    if cited and (is_pointer(index, number) or asks(index, number)):
        return None
    if cited and _is_name(index, passage):
        return None
    citation = cite(index, hits, question)
    led = [c for c in cited if c.lead_in and c.lead_in.start <= passage.start < c.lead_in.end]
    if led and not _brings(citation, number, cited, index):
        return None  # it stands over an item already: what it can bring are the others
    if overlaps(citation, [c for c in cited if c not in led]):
        first, last = number, number
        while _is_free(index, last + 1, cited) and index.passages[last + 1].end <= citation.end:
            last += 1
        while _is_free(index, first - 1, cited) and index.passages[first - 1].start >= citation.start:
            first -= 1
        return cite_passages(index, first, last, score)
    return citation


def _is_name(index: PolicyIndex, passage: Passage) -> bool:
    block = index.blocks[passage.block]
    words = index.document.text[block.start : block.end]
    return passage.kind is BlockKind.PARAGRAPH and len(words) <= _NAME and not words.endswith((".", "!", "?", ":"))


def _is_cited(passage: Passage, cited: Iterable[Citation]) -> bool:
    return any(holds(each, passage) for each in cited)


def _is_free(index: PolicyIndex, number: int, cited: Iterable[Citation]) -> bool:
    return 0 <= number < len(index.passages) and not _is_cited(index.passages[number], cited)


def _brings(citation: Citation, number: int, cited: Iterable[Citation], index: PolicyIndex) -> bool:
    """Whether a quote of passage ``number`` brings along anything that is not cited yet."""
    behind = takewhile(lambda passage: passage.end <= citation.end, index.passages[number + 1 :])
    return any(not _is_cited(passage, cited) for passage in behind)
