"""What is said of a candidate by the passages around it, and by the best of its policy."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.indexer.build import build
from assistant.retriever.cases import Neighbours
from assistant.retriever.features import PASSAGE_FEATURES, Evidence, evidence, signals
from assistant.retriever.question import Understood, understand

_INTS, _FLOATS = np.zeros(0, np.int32), np.zeros(0, np.float32)
NOBODY = Neighbours(_INTS, _INTS, np.zeros(0, np.uint8), _FLOATS, _FLOATS)


def gathered(tmp_path: Path, text: str, question: str, expansion: dict[str, float]) -> Evidence:
    """The evidence for a question on a policy of these words, without a reader."""
    path = tmp_path / "acme.md"
    path.write_text(text)
    index = build(path, None)
    understood = Understood(understand(question, {}), NOBODY, expansion)
    found = signals(understood.question, expansion, index, None)
    return evidence(understood, found, index, np.zeros(len(index.passages), np.float32))


def test_neighbours_of_the_same_section_speak_for_a_passage(tmp_path: Path) -> None:
    """The address is named before, and kept after: not so across a heading."""
    text = "# Logs\n\nWe log your IP address. It is stored for 14 days.\n\n# Ads\n\nWe show no ads."
    found = gathered(tmp_path, text, "ip address", {"store": 1.0})
    rows = {
        name: found.features[:, PASSAGE_FEATURES.index(name)][found.passages.argsort()] for name in PASSAGE_FEATURES
    }
    assert rows["own_share"].tolist() == [1, 0, 0]
    assert rows["own_before"].tolist() == [0, 1, 0]
    assert rows["own_after"].tolist() == [0, 0, 0]
    assert rows["case_share"].tolist() == [0, 1, 0]
    assert rows["case_before"].tolist() == [0, 0, 0]
    assert rows["case_after"].tolist() == [1, 0, 0]
    assert rows["place"].tolist() == rows["place_case"].tolist() == [1, 1, 0]


@pytest.mark.parametrize("question", ["zebra", ""])
def test_nothing_shared_is_nothing_and_no_division_by_it(tmp_path: Path, question: str) -> None:
    """No word of the question is in the policy."""
    found = gathered(tmp_path, "We keep logs. We sell nothing.", question, {})
    assert not found.features[:, : PASSAGE_FEATURES.index("length")].any()
    assert np.isfinite(found.features).all()
