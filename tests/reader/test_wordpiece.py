from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from tokenizers import BertWordPieceTokenizer

from assistant import resources
from assistant.reader.wordpiece import WordPiece
from assistant.retriever.cases import read_bank

VOCABULARY = resources.DATA / "reader" / "vocabulary.txt"
MOST = 96


@cache
def both() -> tuple[WordPiece, BertWordPieceTokenizer]:
    words = VOCABULARY.read_text(encoding="utf-8").split("\n")
    reference = BertWordPieceTokenizer({word: number for number, word in enumerate(words)}, lowercase=True)
    reference.enable_truncation(MOST)
    return WordPiece(words), reference


def test_every_banked_question_is_cut_as_by_the_reference() -> None:
    """All questions that the encoder learned from have the same pieces as by the tokenizers library."""
    own, reference = both()
    questions = [q for case in read_bank(resources.DATA / "bank.jsonl") for q in case.questions]
    for question, wanted in zip(questions, reference.encode_batch(questions), strict=True):
        assert own.encode(question, MOST) == wanted.ids, question


def test_every_line_of_the_seed_policies_is_cut_as_by_the_reference() -> None:
    """So have the policies."""
    own, reference = both()
    lines = [line for path in sorted(Path("policies").glob("*.txt")) for line in path.read_text().splitlines()]
    for line in lines:
        assert own.encode(line, MOST) == reference.encode(line).ids, line


def _classed_alike(character: str) -> bool:
    """The reference's Unicode table is older than Python's: what that does not know has no class to agree on."""
    return unicodedata.category(character) == unicodedata.ucd_3_2_0.category(character)


@given(st.text(st.characters(exclude_categories=("Cn", "Co", "Cs")).filter(_classed_alike), max_size=80))
def test_any_text_is_cut_as_by_the_reference(text: str) -> None:
    """So has any text of characters that both know: accents, other scripts, signs, control characters."""
    own, reference = both()
    assert own.encode(text, MOST) == reference.encode(text).ids
