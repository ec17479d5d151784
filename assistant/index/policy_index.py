"""One policy's index: the document, how it was cut, and what was fitted from it; to bytes and back."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.index.bm25 import Floats, Ints, Postings, joined
from assistant.index.pack import Arrays, pack, unpack
from assistant.language.analyzer import learn_stems, stem_table
from assistant.model import Block, BlockKind, Document, Link, Passage, Section, Span

FORMAT = 1
"""Raised when objects of an earlier program cannot be read any more."""

PLACE = ("length", "position", "depth")
"""Columns of ``PolicyIndex.place``; the position is a share of the text. Nothing that depends on the file's format."""

_KINDS = tuple(BlockKind)


class Expected(NamedTuple):
    """What may be asked of each passage, by clauses that are like it and the questions that they answered elsewhere."""

    questions: Floats
    """The mean of those questions, a vector a passage."""
    alike: Ints
    """Numbers of some clauses, a row a passage."""
    cosines: Floats
    """How like it each of them is."""

    def of(self, passages: Ints | Sequence[int]) -> Expected:
        """Of these passages alone."""
        return Expected(self.questions[passages], self.alike[passages], self.cosines[passages])


@dataclass(frozen=True, slots=True)
class Vectors:
    """What the reader made of the passages when the policy was indexed."""

    model: str
    """Fingerprint of the model: vectors of another model cannot be compared."""
    passages: Floats
    """One unit vector a passage, as exact as half precision is: so it is kept on disk."""
    tokens: NDArray[np.int8]
    """One vector a word piece, in passage order, scaled to 127."""
    offsets: NDArray[np.int32]
    """Passage number to its first row in ``tokens``; one more entry closes the last."""
    expected: Expected | None = None
    """Where the reader has precedents. As exact as half precision is."""


@dataclass(frozen=True, eq=False)
class PolicyIndex:
    """Everything that a question to one policy needs. It equals only itself: what is known of it hangs on it."""

    document: Document
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    clauses: Postings
    """Passages by their own words, their lead-in and their section path."""
    places: Postings
    """Sections by all their words."""
    signs: NDArray[np.uint8]
    """One row a passage: which kinds of fact it states."""
    vectors: Vectors | None = None

    @cached_property
    def words(self) -> Postings:
        """Passages, and behind them sections."""
        return joined(self.clauses, self.places)

    @cached_property
    def section_of(self) -> Ints:
        """Passage to section."""
        return np.array([passage.section for passage in self.passages], np.int32)

    @cached_property
    def follows(self) -> NDArray[np.bool_]:
        """Whether a passage stands in the section of the one before it."""
        section = self.section_of
        return np.concatenate((np.zeros(min(1, len(section)), bool), section[1:] == section[:-1]))

    @cached_property
    def place(self) -> Floats:
        """Where each passage stands, a row a passage: see PLACE."""
        total = max(1, len(self.document.text))
        rows = [(np.log1p(p.end - p.start), p.start / total, len(self.sections[p.section].path)) for p in self.passages]
        return np.array(rows, np.float32).reshape(-1, len(PLACE))


def _blocks_array(blocks: tuple[Block, ...]) -> NDArray[np.int32]:
    rows = [(_KINDS.index(b.kind), b.start, b.end, b.level, *(b.head or (-1, -1)), b.run_in, b.marked)
            for b in blocks]  # fmt: skip
    return np.array(rows, np.int32).reshape(-1, 8)


def _blocks(rows: NDArray[np.int32]) -> tuple[Block, ...]:
    return tuple(
        Block(_KINDS[kind], start, end, level, Span(a, b) if a >= 0 else None, bool(run_in), bool(marked))
        for kind, start, end, level, a, b, run_in, marked in rows.tolist()
    )


def _passages_array(passages: tuple[Passage, ...]) -> NDArray[np.int32]:
    rows = [(p.start, p.end, p.section, *(p.lead_in or (-1, -1)), _KINDS.index(p.kind), p.block)
            for p in passages]  # fmt: skip
    return np.array(rows, np.int32).reshape(-1, 7)


def _passages(rows: NDArray[np.int32]) -> tuple[Passage, ...]:
    return tuple(
        Passage(start, end, section, Span(a, b) if a >= 0 else None, _KINDS[kind], block)
        for start, end, section, a, b, kind, block in rows.tolist()
    )


def _document_json(document: Document) -> dict[str, Any]:
    fields = ("id", "title", "company", "url", "effective_text", "language", "version")
    date = document.effective_date
    return {name: getattr(document, name) for name in fields} | {
        "effective_date": date.isoformat() if date else None,
        "links": [[link.start, link.end, link.url] for link in document.links],
    }


def _document(values: dict[str, Any], text: str) -> Document:
    links = tuple(Link(*link) for link in values.pop("links"))
    date = values.pop("effective_date")
    return Document(**values, effective_date=dt.date.fromisoformat(date) if date else None, text=text, links=links)


def to_bytes(index: PolicyIndex) -> bytes:
    """The index as an npz file without pickled objects; the same index gives the same bytes."""
    head = {
        "format": FORMAT,
        "document": _document_json(index.document),
        "sections": [[list(s.path), s.start, s.end] for s in index.sections],
        "model": index.vectors.model if index.vectors else None,
    }
    arrays: Arrays = {
        "head": np.frombuffer(json.dumps(head, ensure_ascii=False, sort_keys=True).encode(), np.uint8),
        "text": np.frombuffer(index.document.text.encode(), np.uint8),
        "blocks": _blocks_array(index.blocks),
        "passages": _passages_array(index.passages),
        "signs": index.signs,
        "stem_table": np.frombuffer(stem_table([index.document.text], index.document.language).encode(), np.uint8),
        **index.clauses.to_arrays("clauses"),
        **index.places.to_arrays("places"),
    }
    if index.vectors:
        arrays |= {
            "vectors": index.vectors.passages.astype(np.float16),
            "tokens": index.vectors.tokens,
            "token_offsets": index.vectors.offsets,
        }
        if index.vectors.expected:
            questions, alike, cosines = index.vectors.expected
            arrays |= {
                "expected": questions.astype(np.float16),
                "alike": alike,
                "alike_cosines": cosines.astype(np.float16),
            }
    return pack(arrays)


def _expected(arrays: Arrays) -> Expected | None:
    if "expected" not in arrays:
        return None
    questions, cosines = (arrays[name].astype(np.float32) for name in ("expected", "alike_cosines"))
    return Expected(questions, arrays["alike"], cosines)


def from_bytes(data: bytes) -> PolicyIndex:
    """Read ``to_bytes`` back. Raises ValueError on damage and on another format."""
    arrays = unpack(data)
    if not arrays:
        raise ValueError("is damaged")
    head = json.loads(arrays["head"].tobytes())
    if head["format"] != FORMAT:
        raise ValueError(f"has format {head['format']}, this program reads {FORMAT}")
    vectors = None
    if head["model"]:
        passages = arrays["vectors"].astype(np.float32)
        vectors = Vectors(head["model"], passages, arrays["tokens"], arrays["token_offsets"], _expected(arrays))
    document = _document(head["document"], arrays["text"].tobytes().decode())
    learn_stems(arrays["stem_table"].tobytes().decode(), document.language)
    return PolicyIndex(
        document=document,
        blocks=_blocks(arrays["blocks"]),
        sections=tuple(Section(tuple(path), start, end) for path, start, end in head["sections"]),
        passages=_passages(arrays["passages"]),
        clauses=Postings.from_arrays("clauses", arrays),
        places=Postings.from_arrays("places", arrays),
        signs=arrays["signs"],
        vectors=vectors,
    )
