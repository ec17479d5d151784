"""Where a clause stands in a policy: by its words, or by the line that it starts on."""

from __future__ import annotations

import re

from assistant.errors import CaseError
from assistant.index.policy_index import PolicyIndex
from assistant.index.revisions import ENDS
from assistant.model import LONGEST_QUOTE, BlockKind, Span

_NEVER_QUOTED = {
    BlockKind.HEADING: "is a heading, which is never quoted",
    BlockKind.CONTENTS: "is an entry of the contents, which is never quoted",
    BlockKind.COLUMNS: "has a table's column headings, which are quoted only with a row",
}


def place(quote: str, start: int, index: PolicyIndex) -> Span | None:
    """Where a policy has these words: at ``start`` (code points), else as near to it as any; None where it has not.

    What stands behind the last word does not count.
    """
    text, words = index.document.text, quote.rstrip(ENDS)
    if not words:
        return None
    pattern = re.escape(quote) if quote in text else rf"(?<!\w){re.escape(words)}(?!\w)"
    places = [Span(*match.span()) for match in re.finditer(pattern, text)]
    if not places:
        return None
    span = min(places, key=lambda place: abs(place.start - start))
    first, last = passages_of(span, index)
    return span if first <= last else None


def passages_of(span: Span, index: PolicyIndex) -> tuple[int, int]:
    """Numbers of the first and the last passage that a span touches; the last is the smaller where none is."""
    touched = [number for number, p in enumerate(index.passages) if p.start < span.end and p.end > span.start]
    return (touched[0], touched[-1]) if touched else (0, -1)


def clause(index: PolicyIndex, quote: str | None, line: int | None) -> Span:
    """The clause that is meant: the whole passages that hold ``quote``, or that start on ``line`` of the text.

    With both, the quote is looked for from that line on. Raises CaseError where that is no clause, or several.
    """
    span = _quoted(index, quote, line) if quote else _on_line(index, line or 1)
    first, last = passages_of(span, index)
    if last < first:
        raise _no_clause(index, span)
    whole = Span(index.passages[first].start, index.passages[last].end)
    if whole.end - whole.start > LONGEST_QUOTE:
        raise CaseError(f"that is {whole.end - whole.start} characters; a clause has at most {LONGEST_QUOTE}")
    return whole


def _quoted(index: PolicyIndex, quote: str, line: int | None) -> Span:
    """Where the policy says these words, whatever white space is between them."""
    text, name = index.document.text, index.document.id
    words = r"\s+".join(re.escape(word) for word in quote.split())
    places = list(re.finditer(words, text)) if words else []
    if line is not None:
        start = _lines(text)[line - 1] if line <= text.count("\n") + 1 else len(text)
        places = [place for place in places if place.start() >= start][:1]
    if not places:
        raise CaseError(f"{name!r} does not say {quote!r}; copy the words from: assistant sections {name} --passages")
    if len(places) > 1:
        raise CaseError(f"{name!r} says that {len(places)} times; quote more of it, or add --at LINE")
    return Span(*places[0].span())


def _on_line(index: PolicyIndex, line: int) -> Span:
    text, name = index.document.text, index.document.id
    starts = [*_lines(text), len(text) + 1]
    if line >= len(starts):
        raise CaseError(f"{name!r} has {len(starts) - 1} lines")
    on_it = [p for p in index.passages if starts[line - 1] <= p.start < starts[line]]
    if not on_it:
        raise _no_clause(index, Span(starts[line - 1], starts[line] - 1))
    if len(on_it) > 1:
        raise CaseError(f"{len(on_it)} clauses of {name!r} start on line {line}; name one with --quote")
    return Span(on_it[0].start, on_it[0].end)


def _no_clause(index: PolicyIndex, span: Span) -> CaseError:
    """Why no clause starts there, and where the clauses are found."""
    name, line = index.document.id, 1 + index.document.text.count("\n", 0, span.start)
    kinds = [each.kind for each in index.blocks if each.start < span.end and span.start < each.end]
    held = [f"line {line} of {name!r} {_NEVER_QUOTED[kind]}" for kind in kinds if kind in _NEVER_QUOTED]
    why = held[0] if held else f"no clause of {name!r} starts on line {line}"
    return CaseError(f"{why}; take a clause and its line from: assistant sections {name} --passages")


def _lines(text: str) -> list[int]:
    """Where each line starts."""
    return [0, *(match.end() for match in re.finditer("\n", text))]
