from __future__ import annotations

import numpy as np
import pytest

from assistant.index.policy_index import Vectors
from assistant.reader.closeness import CLOSENESS, closeness

_ONE, _OTHER, _BETWEEN = (1.0, 0.0), (0.0, 1.0), (0.6, 0.8)
QUESTION = np.array([_ONE, _ONE, _OTHER, _OTHER], np.float32)


def passages(*texts: tuple[tuple[float, float], ...]) -> Vectors:
    """Vectors of passages, each given by its pieces."""
    tokens = np.rint(np.array([piece for text in texts for piece in text]) * 127).astype(np.int8)
    offsets = np.cumsum([0, *map(len, texts)]).astype(np.int32)
    return Vectors("m", np.zeros((len(texts), 2), np.float32), tokens, offsets)


def test_the_cosines_of_a_questions_pieces() -> None:
    """Least, low and most are over the pieces between the marks; only the chosen passages are described."""
    rows = closeness(QUESTION, passages((_ONE,), (_BETWEEN, _OTHER), (_ONE, _OTHER)), np.array([2, 0, 1], np.int32))
    assert rows.shape == (3, len(CLOSENESS))
    assert rows[:, :3].tolist() == [
        pytest.approx([1, 1, 1]), pytest.approx([0, 0, 1]), pytest.approx([0.6, 0.6, 1], abs=0.01),
    ]  # fmt: skip


def test_kernels_count_softly() -> None:
    """A piece counts most in the kernel nearest its cosine, and twice as many count more, though not twice."""
    place = CLOSENESS.index("pieces_near_55")
    once, twice = closeness(QUESTION, passages((_BETWEEN,), (_BETWEEN,) * 2), np.array([0, 1], np.int32))
    assert once[place] > once[CLOSENESS.index("pieces_near_35")]
    assert once[place] < twice[place] < 2 * once[place]


def test_nothing_chosen() -> None:
    """No candidates, no rows; a question without pieces between its marks is still described."""
    assert closeness(QUESTION, passages((_ONE,)), np.zeros(0, np.int32)).shape == (0, len(CLOSENESS))
    assert np.isfinite(closeness(QUESTION[:2], passages((_ONE,)), np.zeros(1, np.int32))).all()
