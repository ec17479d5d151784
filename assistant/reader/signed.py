"""The model with signed weights: the same sums, on newer processors at twice the speed.

The weights are stored unsigned, 0 to 255 with a zero point of each column's own. Processors with the instructions for
dot products of bytes (VNNI) have them for unsigned by signed only; those without cut such sums off at 16 bits
(onnxruntime's documentation, "Quantize ONNX models", on U8S8), so there the weights stay as they are. What a weight
stands for is its distance from the zero point, so 128 taken from both changes nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

_PROCESSOR = Path("/proc/cpuinfo")
_DOT_PRODUCTS = frozenset({"avx512_vnni", "avx_vnni"})
_UINT8, _INT8 = 2, 3
"""As onnx.proto of ONNX numbers them; so are the fields below."""
_READ = {
    "Model": [{"name": "graph", "number": 7, "type": "TYPE_MESSAGE", "type_name": "Graph"}],
    "Graph": [
        {"name": "tensors", "number": 5, "type": "TYPE_MESSAGE", "type_name": "Tensor", "label": "LABEL_REPEATED"}
    ],
    "Tensor": [
        {"name": "kind", "number": 2, "type": "TYPE_INT32"},
        {"name": "numbers", "number": 5, "type": "TYPE_INT32", "label": "LABEL_REPEATED"},
        {"name": "raw", "number": 9, "type": "TYPE_BYTES"},
    ],
}
"""The fields that are read; protobuf passes the others on as they are."""


def signs_pay() -> bool:
    """Whether this processor multiplies unsigned by signed bytes exactly, and faster than unsigned by unsigned."""
    try:
        with _PROCESSOR.open(encoding="ascii", errors="replace") as lines:
            flags = next((line for line in lines if line.startswith("flags")), "")
    except OSError:
        return False  # not Linux
    return not _DOT_PRODUCTS.isdisjoint(flags.split())


def signed(model: bytes) -> bytes:
    """A quantised ONNX model with its unsigned bytes made signed. Raises DecodeError of protobuf for what is none."""
    parsed = _model()
    parsed.ParseFromString(model)
    for tensor in parsed.graph.tensors:
        if tensor.kind == _UINT8:
            tensor.kind = _INT8
            tensor.numbers[:] = [number - 128 for number in tensor.numbers]
            tensor.raw = (np.frombuffer(tensor.raw, np.uint8) ^ 128).tobytes()
    return bytes(parsed.SerializeToString())


def _model() -> Any:
    """An empty model."""
    from google.protobuf import descriptor_pb2, descriptor_pool, message_factory  # noqa: PLC0415  slow to import

    pool = descriptor_pool.DescriptorPool()
    messages = [{"name": name, "field": fields} for name, fields in _READ.items()]
    pool.Add(descriptor_pb2.FileDescriptorProto(name="model.proto", syntax="proto3", message_type=messages))
    return message_factory.GetMessageClass(pool.FindMessageTypeByName("Model"))()
