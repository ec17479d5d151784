"""The encoder: question or passage in, a sentence vector and a vector for each word piece out.

A passage is judged twice: by the cosine of the two sentence vectors, and by how well each piece of the question finds
a counterpart among the passage's pieces (late interaction: Khattab and Zaharia, "ColBERT", SIGIR 2020).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.errors import ReaderError
from assistant.index.bm25 import Floats, starts
from assistant.index.policy_index import Vectors
from assistant.reader.precedents import read_precedents
from assistant.reader.signed import signed, signs_pay
from assistant.reader.wordpiece import WordPiece

PRECEDENTS = "precedents.npz"
"""In the reader's folder, where it has some."""
_UNFUSED = ["SkipLayerNormFusion"]
"""What onnxruntime shall not do to the model: its one kernel for sum and norm makes an encoding a sixth slower."""
QUESTION_PIECES = 48
PASSAGE_PIECES = 96


@dataclass(frozen=True, slots=True)
class Reading:
    """What the encoder makes of one text."""

    vector: Floats
    """Unit length."""
    pieces: Floats
    """A unit vector a word piece."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """How well each passage of a policy answers, by the encoder alone; above 0 means better than no answer."""

    vector: Floats
    """Cosine of the sentence vectors."""
    pieces: Floats
    """Mean over the question's pieces of the best cosine among the passage's pieces."""
    logit: Floats
    """Both, scaled as in training; 0 is as good as "the policy does not say"."""
    cosines: Floats
    """A row a piece of the question, a column a piece of the passages."""


class Reader:
    """The encoder on onnxruntime. Safe to share between threads."""

    def __init__(self, folder: Path, *, precedents: bool = True) -> None:
        """Load model, vocabulary and, where there are some and unless told not to, precedents. Raises ReaderError."""
        self.folder = folder
        try:
            import onnxruntime as ort  # noqa: PLC0415  not needed with the reader off

            settings = ort.SessionOptions()
            settings.intra_op_num_threads = 1
            settings.inter_op_num_threads = 1
            settings.log_severity_level = 3
            data = (folder / "model.onnx").read_bytes()
            self._session: Any = ort.InferenceSession(
                signed(data) if signs_pay() else data,
                settings,
                providers=["CPUExecutionProvider"],
                disabled_optimizers=_UNFUSED,
            )
            self._pieces = WordPiece((folder / "vocabulary.txt").read_text(encoding="utf-8").split("\n"))
            self._scale = json.loads((folder / "scale.json").read_text(encoding="utf-8"))
            known = (folder / PRECEDENTS).read_bytes() if precedents and (folder / PRECEDENTS).exists() else None
            self.precedents = None if known is None else read_precedents(known)
        except Exception as error:  # onnxruntime raises classes of its own for damaged models
            raise ReaderError(f"{folder}: the reader cannot be loaded: {error}; --reader off does without") from error
        digest = hashlib.sha256(data)
        digest.update(known or b"")
        digest.update("".join(_UNFUSED).encode())  # it moves the last digits
        self.fingerprint = digest.hexdigest()[:16]

    def read_question(self, text: str) -> Reading:
        """Encode a question."""
        return self._encode(text, QUESTION_PIECES)

    def read_passages(self, texts: Sequence[str], without: str | None = None) -> Vectors:
        """Encode passages one at a time, so that a passage's vector does not depend on its neighbours.

        ``without`` leaves a policy's own precedents out (for measuring).
        """
        readings = [self._encode(text, PASSAGE_PIECES) for text in texts]
        lengths = [len(reading.pieces) for reading in readings]
        width = self._scale["piece_width"]
        size = self._scale["vector_width"]
        vectors = np.array([reading.vector for reading in readings], np.float16).astype(np.float32).reshape(-1, size)
        pieces = np.concatenate([reading.pieces for reading in readings] or [np.zeros((0, width), np.float32)])
        expected = self.precedents.expected(vectors, without) if self.precedents else None
        return Vectors(self.fingerprint, vectors, np.rint(pieces * 127).astype(np.int8), starts(lengths), expected)

    def judge(self, question: Reading, passages: Vectors) -> Judgement:
        """Compare a question with every passage of a policy."""
        scale = self._scale
        vector = passages.passages @ question.vector
        scaled: Floats = question.pieces / np.float32(127)
        cosines = scaled @ passages.tokens.astype(np.float32).T
        if len(vector):
            pieces = np.maximum.reduceat(cosines, passages.offsets[:-1], axis=1).mean(axis=0)
        else:
            pieces = np.zeros(0, np.float32)
        logit = (vector - scale["vector_null"]) * scale["vector_scale"]
        logit = logit + (pieces - scale["piece_null"]) * scale["piece_scale"]
        return Judgement(vector, pieces, logit.astype(np.float32), cosines)

    def _encode(self, text: str, most: int) -> Reading:
        ids: NDArray[np.int64] = np.array([self._pieces.encode(text, most)], np.int64)
        vector, pieces = self._session.run(None, {"ids": ids})
        return Reading(vector[0], pieces[0])
