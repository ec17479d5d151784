"""The trained encoder as an ONNX file: the graph written out, held equal to PyTorch, then quantised to int8.

The graph is built by hand from the checkpoint's weights: a traced export may change what is computed.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime as ort
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from assistant.reader.wordpiece import WordPiece

_OPSET = 20
_HEADS = 12
_EPSILON = 1e-12
_EQUAL = 0.999


class _Graph:
    """Collects nodes and weights, and names them."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def weight(self, name: str, value: NDArray[Any]) -> str:
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, kind: str, *inputs: str, **attributes: Any) -> str:
        name = f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], name=name, **attributes))
        return name


def build_graph(weights: dict[str, NDArray[np.float32]], token_head: NDArray[np.float32]) -> onnx.ModelProto:
    """BERT's encoder on one sequence without padding: ``ids`` [1, n] to ``vector`` [1, width], ``pieces`` [1, n, w].

    ``weights`` are named as in transformers' BertModel; ``token_head`` is [w, width].
    """
    g = _Graph()
    width = weights["embeddings.word_embeddings.weight"].shape[1]
    hidden = _embed(g, weights)
    layers = 1 + max(int(name.split(".")[2]) for name in weights if name.startswith("encoder.layer."))
    shape = g.weight("split", np.array([0, 0, _HEADS, width // _HEADS], np.int64))
    whole = g.weight("whole", np.array([0, 0, width], np.int64))
    scale = g.weight("scale", np.array((width // _HEADS) ** -0.5, np.float32))
    for layer in range(layers):
        hidden = _layer(g, weights, f"encoder.layer.{layer}", hidden, shape, whole, scale)
    mean = g.add("ReduceMean", hidden, g.weight("over_pieces", np.array([1], np.int64)), keepdims=0)
    g.nodes.append(helper.make_node("LpNormalization", [mean], ["vector"], axis=-1, p=2))
    pieces = g.add("MatMul", hidden, g.weight("token_head", token_head.T))
    g.nodes.append(helper.make_node("LpNormalization", [pieces], ["pieces"], axis=-1, p=2))
    graph = helper.make_graph(
        g.nodes,
        "reader",
        [helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "n"])],
        [
            helper.make_tensor_value_info("vector", TensorProto.FLOAT, [1, width]),
            helper.make_tensor_value_info("pieces", TensorProto.FLOAT, [1, "n", token_head.shape[0]]),
        ],
        g.weights,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=10)
    onnx.checker.check_model(model)
    return model


def _norm(g: _Graph, w: dict[str, NDArray[np.float32]], name: str, value: str) -> str:
    scale, bias = g.weight(f"{name}.weight", w[f"{name}.weight"]), g.weight(f"{name}.bias", w[f"{name}.bias"])
    return g.add("LayerNormalization", value, scale, bias, axis=-1, epsilon=_EPSILON)


def _linear(g: _Graph, w: dict[str, NDArray[np.float32]], name: str, value: str) -> str:
    product = g.add("MatMul", value, g.weight(f"{name}.weight", w[f"{name}.weight"].T))
    return g.add("Add", product, g.weight(f"{name}.bias", w[f"{name}.bias"]))


def _embed(g: _Graph, w: dict[str, NDArray[np.float32]]) -> str:
    words = g.add("Gather", g.weight("words", w["embeddings.word_embeddings.weight"]), "ids")
    places = w["embeddings.position_embeddings.weight"] + w["embeddings.token_type_embeddings.weight"][0]
    length = g.add("Shape", "ids", start=1, end=2)
    start = g.weight("zero", np.array([0], np.int64))
    placed = g.add("Slice", g.weight("places", places.astype(np.float32)), start, length, start)
    return _norm(g, w, "embeddings.LayerNorm", g.add("Add", words, placed))


def _layer(
    g: _Graph, w: dict[str, NDArray[np.float32]], name: str, hidden: str, shape: str, whole: str, scale: str
) -> str:
    def heads(part: str, perm: list[int]) -> str:
        return g.add(
            "Transpose", g.add("Reshape", _linear(g, w, f"{name}.attention.self.{part}", hidden), shape), perm=perm
        )

    query, key, value = heads("query", [0, 2, 1, 3]), heads("key", [0, 2, 3, 1]), heads("value", [0, 2, 1, 3])
    weights = g.add("Softmax", g.add("Mul", g.add("MatMul", query, key), scale), axis=-1)
    mixed = g.add("Reshape", g.add("Transpose", g.add("MatMul", weights, value), perm=[0, 2, 1, 3]), whole)
    attended = g.add("Add", hidden, _linear(g, w, f"{name}.attention.output.dense", mixed))
    attended = _norm(g, w, f"{name}.attention.output.LayerNorm", attended)
    inner = g.add("Gelu", _linear(g, w, f"{name}.intermediate.dense", attended))
    return _norm(g, w, f"{name}.output.LayerNorm", g.add("Add", attended, _linear(g, w, f"{name}.output.dense", inner)))


def export(
    checkpoint: Path, vocabulary: Path, folder: Path, texts: list[str], quantise: bool = True
) -> dict[str, float]:
    """Write ``model.onnx`` (int8), ``vocabulary.txt`` and ``scale.json``; return how near they are to PyTorch.

    Without ``quantise`` the model is the float one, to compare with. Raises ValueError where the float graph is less
    than 0.999 like PyTorch on any of ``texts``.
    """
    import torch  # noqa: PLC0415

    from assistant.training.encoder import Encoder  # noqa: PLC0415

    encoder = Encoder()
    state = torch.load(checkpoint, map_location="cpu")["model"]
    encoder.load_state_dict(state)
    encoder.eval()
    weights = {
        n: t.numpy().astype(np.float32) for n, t in encoder.bert.state_dict().items() if t.dtype.is_floating_point
    }
    model = build_graph(weights, encoder.token_head.weight.detach().numpy())
    words = vocabulary.read_text(encoding="utf-8").rstrip("\n")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vocabulary.txt").write_text(words, encoding="utf-8")
    tokenizer = WordPiece(words.split("\n"))
    ids = [np.array([tokenizer.encode(text, 96)], np.int64) for text in texts]
    with torch.no_grad():
        wanted = [encoder(torch.tensor(i), torch.ones_like(torch.tensor(i)))[0][0].numpy() for i in ids]
    with tempfile.TemporaryDirectory() as scratch:
        float_path = Path(scratch) / "float.onnx"
        onnx.save(model, float_path)
        likeness = {"float": _likeness(float_path, ids, wanted)}
        if likeness["float"] < _EQUAL:
            raise ValueError(f"the exported graph is only {likeness['float']:.4f} like PyTorch")
        if quantise:
            quantize_dynamic(float_path, folder / "model.onnx", weight_type=QuantType.QUInt8, per_channel=True)
        else:
            onnx.save(model, folder / "model.onnx")
    likeness["int8" if quantise else "written"] = _likeness(folder / "model.onnx", ids, wanted)
    vector_scale, vector_null, piece_scale, piece_null = encoder.scale.detach().tolist()
    scale = {
        "vector_width": weights["embeddings.word_embeddings.weight"].shape[1],
        "piece_width": encoder.token_head.weight.shape[0],
        "vector_scale": float(np.exp(vector_scale)), "vector_null": vector_null,
        "piece_scale": float(np.exp(piece_scale)), "piece_null": piece_null,
    }  # fmt: skip
    (folder / "scale.json").write_text(json.dumps(scale, indent=1) + "\n", encoding="utf-8")
    return likeness


def _likeness(path: Path, ids: list[NDArray[np.int64]], wanted: list[NDArray[np.float32]]) -> float:
    """The least cosine between the graph's vectors and PyTorch's."""
    session = ort.InferenceSession(path, providers=["CPUExecutionProvider"])
    likenesses = (float(session.run(["vector"], {"ids": i})[0][0] @ w) for i, w in zip(ids, wanted, strict=True))
    return min(likenesses, default=1.0)
