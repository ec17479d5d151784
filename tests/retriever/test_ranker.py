from __future__ import annotations

import numpy as np
import pytest

from assistant import resources
from assistant.retriever.features import PASSAGE_FEATURES, QUESTION_FEATURES, Evidence
from assistant.retriever.ranker import FAR, chances, net, probability, read_ranker
from assistant.retriever.retriever import ANSWER_FEATURES

SMALL = {
    "names": ["a", "b"],
    "mean": [1.0, 0.0],
    "scale": [2.0, 0.0],
    "layers": [[[[1.0, -1.0], [5.0, 5.0]], [0.0, 0.5]], [[[1.0], [10.0]], [0.25]]],
}


def test_a_net_is_layers_of_rectified_units() -> None:
    """Rows are standardized, far values cut off; what never varied says nothing; units below zero are silent."""
    small = net(SMALL)
    rows = small.standard(np.array([[1.0, 7.0], [2.0, 0.0], [-9.0, 0.0]], np.float32))
    assert rows.tolist() == [[0.0, 0.0], [2.0, 0.0], [-FAR, 0.0]]
    assert small.value(rows).tolist() == [5.25, 2.25, 45.25]


def test_chances_leave_room_for_silence() -> None:
    """Candidates and silence share one probability; large odds do not overflow; no candidates, no chances."""
    assert chances(np.array([0.0, 0.0], np.float32)).tolist() == pytest.approx([1 / 3, 1 / 3])
    assert chances(np.array([900.0, 899.0], np.float32)).sum() == pytest.approx(1)
    assert chances(np.array([-900.0], np.float32)).tolist() == [0.0]
    assert chances(np.zeros(0, np.float32)).tolist() == []


def test_what_puts_one_candidate_before_another() -> None:
    """A sign's worth is what the first would lose with the other's value of it; equal signs are worth nothing."""
    ranker = read_ranker(resources.DATA / "ranker.json", reader=True)
    features = np.zeros((2, len(PASSAGE_FEATURES)), np.float32)
    features[0, PASSAGE_FEATURES.index("vector")] = 0.6
    found = Evidence(np.arange(2, dtype=np.int32), features, np.zeros(len(QUESTION_FEATURES), np.float32))
    ahead = dict(zip(PASSAGE_FEATURES, ranker.order.ahead(found, 0, 1).tolist(), strict=True))
    assert ahead["vector"] > 0.1
    assert all(abs(worth) < 1e-4 for name, worth in ahead.items() if name != "vector")


def test_log_odds_become_probabilities() -> None:
    """Even odds are one half; the function does not overflow."""
    assert probability(np.array([0.0, 50.0, -50.0], np.float32)).tolist() == pytest.approx([0.5, 1.0, 0.0])


@pytest.mark.parametrize("reader", [True, False])
def test_the_shipped_ranker_fits_the_features(reader: bool) -> None:
    """The data file names the features that the program computes, in their order."""
    ranker = read_ranker(resources.DATA / "ranker.json", reader)
    assert ranker.order.passage.names == ranker.order.silence.names == (*PASSAGE_FEATURES, *QUESTION_FEATURES)
    assert ranker.answer.names == (*ANSWER_FEATURES, *QUESTION_FEATURES, *PASSAGE_FEATURES)
    assert ranker.off_topic.names == QUESTION_FEATURES


@pytest.mark.parametrize("reader", [True, False])
def test_confidence_rises_with_the_score(reader: bool) -> None:
    """The calibration never turns a better score into less confidence, and stays within 0 and 1."""
    ranker = read_ranker(resources.DATA / "ranker.json", reader)
    values = [ranker.confidence(score) for score in np.linspace(-8, 8, 50)]
    assert values == sorted(values)
    assert 0 <= values[0] <= values[-1] <= 1
