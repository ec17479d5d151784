"""One policy's index, to bytes and back."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest

from assistant.index.pack import pack, unpack
from assistant.index.policy_index import FORMAT, PLACE, Expected, PolicyIndex, Vectors, from_bytes, to_bytes
from assistant.indexer.build import build
from tests.indexer.documents import SEEDS, write


def with_vectors(index: PolicyIndex) -> PolicyIndex:
    """The index with made-up vectors, as a reader would give it."""
    count = len(index.passages)
    passages = np.arange(count * 4, dtype=np.float32).reshape(count, 4)
    tokens = np.arange(count * 2 * 3, dtype=np.int64).astype(np.int8).reshape(count * 2, 3)
    offsets = np.arange(0, count * 2 + 1, 2, dtype=np.int32)
    expected = Expected(passages, np.arange(count * 3, dtype=np.int32).reshape(count, 3), passages[:, :3])
    return dataclasses.replace(index, vectors=Vectors("made-up", passages, tokens, offsets, expected))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_an_index_comes_back_as_it_was(path: Path) -> None:
    """Document, structure, statistics and vectors survive; the same index gives the same bytes."""
    made = with_vectors(build(path, None))
    data = to_bytes(made)
    back = from_bytes(data)
    assert (back.document, back.blocks, back.sections, back.passages) == (
        made.document, made.blocks, made.sections, made.passages,
    )  # fmt: skip
    assert made.vectors is not None
    assert back.vectors is not None
    assert back.vectors.model == "made-up"
    assert np.array_equal(back.vectors.tokens, made.vectors.tokens)
    assert np.array_equal(back.vectors.passages, made.vectors.passages)
    assert back.vectors.expected is not None
    assert made.vectors.expected is not None
    assert all(map(np.array_equal, back.vectors.expected, made.vectors.expected))
    assert np.array_equal(back.signs, made.signs)
    query = dict.fromkeys(("data", "cooki", "third"), 1.0)
    assert back.clauses.weighted_scores(query).tolist() == made.clauses.weighted_scores(query).tolist()
    assert back.places.weighted_scores(query).tolist() == made.places.weighted_scores(query).tolist()
    assert to_bytes(back) == data


def test_building_again_gives_the_same_bytes(tmp_path: Path) -> None:
    """Nothing of time, order or place gets into an index."""
    (tmp_path / "elsewhere").mkdir()
    first = write(
        tmp_path, "p.md", "# Privacy\n\n- We keep *data* for 5 days.\n- We sell [nothing](https://x.example).\n"
    )
    second = write(tmp_path / "elsewhere", "p.md", first.read_text())
    assert to_bytes(build(first, None)) == to_bytes(build(second, None))


def test_a_policy_with_one_word(tmp_path: Path) -> None:
    """The smallest policy has an index, and its columns fit."""
    back = from_bytes(to_bytes(build(write(tmp_path, "p.txt", "Privacy"), None)))
    assert back.place.shape == (len(back.passages), len(PLACE))
    assert len(back.follows) == len(back.passages)


def test_another_format_is_named(tmp_path: Path) -> None:
    """An object of an older program is refused by its number."""
    arrays = unpack(to_bytes(build(write(tmp_path, "p.txt", "We keep data."), None)))
    head = json.loads(arrays["head"].tobytes()) | {"format": FORMAT - 1}
    arrays["head"] = np.frombuffer(json.dumps(head).encode(), np.uint8)
    with pytest.raises(ValueError, match=f"has format {FORMAT - 1}, this program reads {FORMAT}"):
        from_bytes(pack(arrays))


def test_bytes_that_are_no_index() -> None:
    """Damage is a ValueError, never a crash."""
    for data in (b"", b"PK\x03\x04", b"\0" * 100):
        with pytest.raises(ValueError, match="is damaged"):
            from_bytes(data)
