"""Signed weights stand for the same numbers, and are used only where a processor multiplies them exactly."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.reader import encoder, signed
from assistant.reader.encoder import Reader
from assistant.resources import DATA

READER = DATA / "reader"
TEXTS = ("how long do you keep my IP?", "We keep your Internet Protocol address for 14 days; it is then deleted.", "x")


def test_the_model_means_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Byte for byte where sums are exact; elsewhere hardly another, which is why it is not used there."""
    readings = []
    for pays in (True, False):
        monkeypatch.setattr(encoder, "signs_pay", lambda pays=pays: pays)
        reader = Reader(READER)
        readings.append([reader.read_question(text) for text in TEXTS])
    for one, other in zip(*readings, strict=True):
        assert one.vector @ other.vector > 0.98
        if signed.signs_pay():
            assert one.vector.tobytes() == other.vector.tobytes()
            assert one.pieces.tobytes() == other.pieces.tobytes()


def test_every_weight_keeps_its_distance_from_the_zero_point() -> None:
    """All unsigned tensors are changed, both weights and zero points, and nothing else is."""
    model = (READER / "model.onnx").read_bytes()
    before, after = signed._model(), signed._model()
    before.ParseFromString(model)
    after.ParseFromString(signed.signed(model))
    changed = 0
    for old, new in zip(before.graph.tensors, after.graph.tensors, strict=True):
        if old.kind != new.kind:
            changed += 1
            assert [number - 128 for number in old.numbers] == list(new.numbers)
            weights = np.frombuffer(old.raw, np.uint8).astype(np.int16) - 128
            assert np.array_equal(weights, np.frombuffer(new.raw, np.int8))
        else:
            assert old.SerializeToString() == new.SerializeToString()
    assert changed == sum(tensor.kind == 2 for tensor in before.graph.tensors) > 0


@pytest.mark.parametrize(
    ("cpuinfo", "pays"),
    [
        ("processor : 0\nflags\t\t: fpu sse2 avx2 avx512_vnni\n", True),
        ("processor : 0\nflags\t\t: fpu avx2 avx_vnni\n", True),
        ("processor : 0\nflags\t\t: fpu avx2 avx512f\nvendor\t: avx_vnni\n", False),
        ("processor : 0\nFeatures\t: fp asimd asimddp\n", False),
        ("", False),
    ],
)
def test_which_processors(cpuinfo: str, pays: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those with dot products of bytes; others, and systems that do not say, keep the weights as they are."""
    path = tmp_path / "cpuinfo"
    path.write_text(cpuinfo)
    monkeypatch.setattr(signed, "_PROCESSOR", path)
    assert signed.signs_pay() == pays
    monkeypatch.setattr(signed, "_PROCESSOR", tmp_path / "none")
    assert not signed.signs_pay()
