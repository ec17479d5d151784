"""One policy file to its index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from assistant.index.bm25 import fit
from assistant.index.policy_index import PolicyIndex
from assistant.indexer.outline import outline
from assistant.indexer.passages import passages as cut
from assistant.indexer.reading import read
from assistant.indexer.source import Source
from assistant.language.analyzer import terms
from assistant.language.signs import STATED, stated
from assistant.model import Document, Passage, Section
from assistant.reader.encoder import Reader

_LEAD_WORDS = 20
_HEADINGS = 2


def build(path: Path, reader: Reader | None) -> PolicyIndex:
    """Read, cut and fit one policy. Raises PolicyError."""
    return build_index(read(path), reader)


def build_index(source: Source, reader: Reader | None) -> PolicyIndex:
    """Cut and fit what was read."""
    document = source.document
    found = outline(source)
    passages = tuple(cut(document, found))
    language = document.language
    sections = tuple(found.sections)
    signs = [stated(document.text[p.start : p.end]) for p in passages]
    index = PolicyIndex(
        document=document,
        blocks=tuple(found.blocks),
        sections=sections,
        passages=passages,
        clauses=fit([terms(in_place(document, sections, p), language) for p in passages]),
        places=fit([terms(document.text[s.start : s.end], language) for s in sections]),
        signs=np.array(signs, np.uint8).reshape(-1, len(STATED)),
    )
    return with_vectors(index, reader) if reader else index


def with_vectors(index: PolicyIndex, reader: Reader) -> PolicyIndex:
    """The same index with what the reader makes of its passages."""
    texts = [in_place(index.document, index.sections, passage) for passage in index.passages]
    return replace(index, vectors=reader.read_passages(texts))


def in_place(document: Document, sections: Sequence[Section], passage: Passage) -> str:
    """A passage as it is searched and read: under its headings, after what leads it in."""
    path = sections[passage.section].path[-_HEADINGS:]
    lead = document.text[slice(*passage.lead_in)] if passage.lead_in else ""
    lead = " ".join(lead.split()[-_LEAD_WORDS:])
    body = document.text[passage.start : passage.end]
    return f"{'. '.join(path)}. {lead} {body}" if lead else f"{'. '.join(path)}. {body}"
