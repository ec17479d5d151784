"""Signed weights stand for the same numbers, and are used only where a processor multiplies them exactly."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import ReaderError
from assistant.reader import encoder, signed
from assistant.reader.encoder import Reader
from assistant.resources import DATA

READER = DATA / "reader"
TEXTS = ("how long do you keep my IP?", "We keep your Internet Protocol address for 14 days; it is then deleted.", "x")
AVX512 = "avx512f avx512bw avx512dq avx512vl"


def test_the_model_means_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Byte for byte, where it is used; the test below holds its weights to the file's on any processor."""
    readings = []
    for pays in (signed.signs_pay(), False):
        monkeypatch.setattr(encoder, "signs_pay", lambda pays=pays: pays)
        reader = Reader(READER)
        readings.append([reader.read_question(text) for text in TEXTS])
    for one, other in zip(*readings, strict=True):
        assert one.vector.tobytes() == other.vector.tobytes()
        assert one.pieces.tobytes() == other.pieces.tobytes()


def test_every_weight_keeps_its_distance_from_the_zero_point() -> None:
    """Of 38 tensors of weights and 38 of zero points; nothing else in the model is changed."""
    model = (READER / "model.onnx").read_bytes()
    before, after = signed._model(), signed._model()
    before.ParseFromString(model)
    after.ParseFromString(signed.signed(model))
    weights = zeros = 0
    for old, new in zip(before.graph.tensors, after.graph.tensors, strict=True):
        if old.kind == new.kind:
            assert old.SerializeToString() == new.SerializeToString()
            continue
        was, now = np.frombuffer(old.raw, np.uint8).astype(np.int16), np.frombuffer(new.raw, np.int8)
        assert np.array_equal(was - 128, now)
        assert [number - 128 for number in old.numbers] == list(new.numbers)
        weights, zeros = weights + bool(old.raw), zeros + bool(old.numbers)
    assert (weights, zeros) == (38, 38)
    for each in (before, after):
        each.graph.ClearField("tensors")
    assert before.SerializeToString() == after.SerializeToString()


@pytest.mark.parametrize("pays", [True, False])
@pytest.mark.parametrize("content", [b"", b"no model", (READER / "model.onnx").read_bytes()[:100_000]])
def test_a_damaged_model_is_told(content: bytes, pays: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By its folder, and with what to do."""
    monkeypatch.setattr(encoder, "signs_pay", lambda: pays)
    folder = shutil.copytree(READER, tmp_path / "reader")
    (folder / "model.onnx").write_bytes(content)
    with pytest.raises(ReaderError, match="--reader off"):
        Reader(folder)


@pytest.mark.parametrize(
    ("cpuinfo", "pays"),
    [
        (f"processor : 0\nflags\t\t: avx2 {AVX512} avx512_vnni\n", True),
        ("processor : 0\nflags\t\t: fpu avx2 avx_vnni\n", True),
        (f"processor : 0\nflags\t\t: avx2 {AVX512}\nvendor\t: avx_vnni\n", False),
        (f"processor : 0\nflags\t\t: avx2 avx_vnni {AVX512}\n", False),
        ("processor : 0\nflags\t\t: avx2 avx512f avx512_vnni\n", False),
        ("processor : 0\nFeatures\t: fp asimd asimddp\n", False),
        ("", False),
    ],
)
def test_which_processors(cpuinfo: str, pays: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of whose kernel it is known that it sums exactly."""
    path = tmp_path / "cpuinfo"
    path.write_text(cpuinfo)
    monkeypatch.setattr(signed, "_PROCESSOR", path)
    assert signed.signs_pay() == pays


def test_a_system_that_does_not_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its weights stay as they are."""
    monkeypatch.setattr(signed, "_PROCESSOR", tmp_path / "none")
    assert not signed.signs_pay()
