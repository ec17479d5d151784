"""Damaged files: read with exact spans, or refused. A longer run: scripts/fuzz."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.indexer.fuzzing import Tally, fuzz


@pytest.mark.parametrize(
    ("suffix", "inputs"), [(".txt", 400), (".md", 400), (".html", 400), (".docx", 60), (".pdf", 15)]
)
def test_damaged_files(tmp_path: Path, suffix: str, inputs: int) -> None:
    """Nothing but a refusal comes of a file that cannot be read, and nothing but exact spans of one that can."""
    tally = Tally()
    for seed in range(inputs):
        fuzz(suffix, seed, tmp_path, tally)
    assert tally.inputs == inputs
    assert tally.read
