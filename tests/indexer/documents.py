"""Documents for the tests: the seed policies, and made-up ones."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from assistant.indexer.outline import Outline, outline
from assistant.indexer.passages import passages
from assistant.indexer.reading import read
from assistant.model import BlockKind, Document, Passage

POLICIES = Path(__file__).parents[2] / "policies"
SEEDS = sorted(POLICIES.glob("*.txt"))


def write(folder: Path, name: str, text: str) -> Path:
    """A policy file with this text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def cut(path: Path) -> tuple[Document, Outline, tuple[Passage, ...]]:
    """A policy file as far as its passages."""
    source = read(path)
    found = outline(source)
    return source.document, found, passages(source.document, found)


def headings(document: Document, found: Outline) -> list[str]:
    """The words of every heading, run-in ones too."""
    return [document.text[b.start : b.end] for b in found.blocks if b.kind is BlockKind.HEADING]


def paths(found: Outline) -> list[str]:
    """Every section's path in one line."""
    return [" > ".join(section.path) for section in found.sections]


_WORDS = st.sampled_from(
    "we you data e.g. Inc. the IP address (and) 14 days; no. 5 Art. 6 U.S. share: “We” not… it’s a/b team365.io".split()
)
_SENTENCE = st.lists(_WORDS, min_size=1, max_size=30).map(" ".join)
_LINE = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["", "", "  ", "\t"]),
        st.sampled_from(["", "", "• ", "- ", "* ", "1. ", "2) ", "IV. ", "(a) ", "3.1 ", "## ", "| ", "> ", "**"]),
        st.one_of(
            _SENTENCE, st.text(max_size=40), st.sampled_from(["Your Rights", "Log data: we keep it.", "COOKIES"])
        ),
        st.sampled_from(["", ".", ":", ";", "?", "**", " |", ", and"]),
    ),
)
pages = st.lists(_LINE, min_size=1, max_size=25).flatmap(
    lambda lines: st.sampled_from(["\n", "\n\n"]).map(lambda end: end.join(lines))
)
"""Pages of lines that look like the lines of policies, with anything in between."""
