from __future__ import annotations

import numpy as np
import pytest

from assistant import resources
from assistant.retriever.features import PASSAGE_FEATURES, QUESTION_FEATURES
from assistant.retriever.ranker import probability, read_ranker, trees
from assistant.retriever.retriever import ANSWER_FEATURES

STUMPS = {
    "names": ["a", "b"],
    "base": 0.5,
    "depth": 2,
    "trees": [
        [[0, 1.0, 1, 2], [-1.0], [1, 0.0, 3, 4], [2.0], [3.0]],
        [[10.0]],
    ],
}


def test_trees_are_walked_to_their_leaves() -> None:
    """Up to the threshold goes left, above goes right, and the leaves add up."""
    rows = np.array([[1.0, 5.0], [1.5, 0.0], [1.5, 0.1]], np.float32)
    assert trees(STUMPS).log_odds(rows).tolist() == [9.5, 12.5, 13.5]


def test_log_odds_become_probabilities() -> None:
    """Even odds are one half; the function does not overflow."""
    assert probability(np.array([0.0, 50.0, -50.0], np.float32)).tolist() == pytest.approx([0.5, 1.0, 0.0])


@pytest.mark.parametrize("reader", [True, False])
def test_the_shipped_ranker_fits_the_features(reader: bool) -> None:
    """The data file names the features that the program computes, in their order."""
    ranker = read_ranker(resources.DATA / "ranker.json", reader)
    assert ranker.passage.names == PASSAGE_FEATURES
    assert ranker.answer.names == (*ANSWER_FEATURES, *QUESTION_FEATURES, *PASSAGE_FEATURES)
    assert ranker.off_topic.names == QUESTION_FEATURES


@pytest.mark.parametrize("reader", [True, False])
def test_confidence_rises_with_the_score(reader: bool) -> None:
    """The calibration never turns a better score into less confidence, and stays within 0 and 1."""
    ranker = read_ranker(resources.DATA / "ranker.json", reader)
    values = [ranker.confidence(score) for score in np.linspace(-8, 8, 50)]
    assert values == sorted(values)
    assert 0 <= values[0] <= values[-1] <= 1
