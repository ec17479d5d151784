from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.reader.closeness import CLOSENESS, closeness

_ONE, _OTHER, _BETWEEN = (1.0, 0.0), (0.0, 1.0), (0.6, 0.8)
QUESTION = np.array([_ONE, _ONE, _OTHER, _OTHER], np.float32)


def described(
    question: NDArray[np.float32], chosen: Sequence[int], *texts: Sequence[tuple[float, float]]
) -> NDArray[np.float32]:
    """What is told of the chosen passages, each of which is given by its pieces."""
    cosines = question @ np.array([piece for text in texts for piece in text], np.float32).T
    offsets = np.cumsum([0, *map(len, texts)]).astype(np.int32)
    return closeness(cosines, offsets, np.array(chosen, np.int32))


def test_the_cosines_of_a_questions_pieces() -> None:
    """Least, low and most are over the pieces between the marks; only the chosen passages are described."""
    rows = described(QUESTION, [2, 0, 1], (_ONE,), (_BETWEEN, _OTHER), (_ONE, _OTHER))
    assert rows.shape == (3, len(CLOSENESS))
    assert rows[:, :3].tolist() == [
        pytest.approx([1, 1, 1]), pytest.approx([0, 0, 1]), pytest.approx([0.6, 0.6, 1], abs=0.01),
    ]  # fmt: skip


def test_kernels_count_softly() -> None:
    """A piece counts most in the kernel nearest its cosine, and twice as many count more, though not twice."""
    place = CLOSENESS.index("pieces_near_55")
    once, twice = described(QUESTION, [0, 1], (_BETWEEN,), (_BETWEEN,) * 2)
    assert once[place] > once[CLOSENESS.index("pieces_near_35")]
    assert once[place] < twice[place] < 2 * once[place]


def test_nothing_chosen() -> None:
    """No candidates, no rows; a question without pieces between its marks is still described."""
    assert described(QUESTION, [], (_ONE,)).shape == (0, len(CLOSENESS))
    assert np.isfinite(described(QUESTION[:2], [0], (_ONE,))).all()
