"""The model with signed weights: the same sums, on newer processors in half the time or less.

The file has unsigned weights, 0 to 255, with a zero point a column. onnxruntime's kernels for unsigned by signed bytes
are the faster ones with VNNI, the instructions for dot products of bytes; without them they cut sums off at 16 bits
(its documentation, "Quantize ONNX models", on U8S8), so there the weights stay as they are. What a weight stands for is
its distance from the zero point, so 128 taken from both changes nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

_PROCESSOR = Path("/proc/cpuinfo")
_WIDE = frozenset({"avx512f", "avx512bw", "avx512dq", "avx512vl"})
"""Where it has all of these, onnxruntime takes its kernels for AVX-512, be there AVX-VNNI or not."""
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
    """Whether onnxruntime multiplies unsigned by signed bytes exactly here, and fast; False if that cannot be known."""
    try:
        with _PROCESSOR.open(encoding="ascii", errors="replace") as lines:
            flags = set(next((line for line in lines if line.startswith("flags")), "").split())
    except OSError:
        return False
    return ("avx512_vnni" if flags >= _WIDE else "avx_vnni") in flags


def signed(model: bytes) -> bytes:
    """A quantised ONNX model with its unsigned initializers made signed.

    Raises DecodeError of protobuf for what is no model.
    """
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
