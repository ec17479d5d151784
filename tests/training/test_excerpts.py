from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.indexer.build import build
from assistant.training.examples import Example
from assistant.training.excerpts import excerpt

TEXT = "We keep logs for a day.\n\nWe sell nothing.\n\nWe set two cookies.\n\nWrite to us.\n"


@pytest.mark.parametrize("right", [(0,), (0, 1, 2, 3)])
def test_an_excerpt_keeps_an_answer_or_is_silent(tmp_path: Path, right: tuple[int, ...]) -> None:
    """What is left has the answer under its new number, or none at all and says so."""
    (tmp_path / "p.txt").write_text(TEXT, encoding="utf-8")
    index = build(tmp_path / "p.txt", None)
    example = Example("p", ("how long are logs kept?",), right, (), (), "answer", ())
    kinds = set()
    for seed in range(60):
        short, few = excerpt(example, index, np.random.default_rng(seed))
        quotes = [few.document.text[p.start : p.end] for p in few.passages]
        kinds.add(short.kind)
        assert 1 <= len(quotes) <= len(index.passages)
        assert bool(short.right) == (short.kind == "answer")
        assert all(quotes[number] in TEXT for number in short.right)
        assert ("We keep logs for a day." in quotes) == (short.kind == "answer")
    assert kinds == ({"answer", "near-miss"} if len(right) == 1 else {"answer"})
