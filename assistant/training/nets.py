"""Learns the small nets of the ranker, with PyTorch on one thread: the same data give the same weights."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from assistant.index.bm25 import Floats
from assistant.retriever.features import PASSAGE_FEATURES, QUESTION_FEATURES, Evidence
from assistant.retriever.ranker import FAR, Net, Order

_BATCH = 128
_RATE = 2e-3
_DECAY = 0.1
_ABSENT = -1e9


def learn_order(evidence: Sequence[Evidence], good: Sequence[Floats]) -> Order:
    """Nets for a candidate's worth and for silence's: softmax over both, what the chosen one is worth maximized.

    ``good`` tells how well each of a question's candidates answers, 0 to 1; where none does at all, silence is right.
    """
    most = max(len(e.passages) for e in evidence)
    names = (*PASSAGE_FEATURES, *QUESTION_FEATURES)
    rows = np.zeros((len(evidence), most, len(names)), np.float32)
    there = np.zeros((len(evidence), most), bool)
    target = np.zeros((len(evidence), most + 1), np.float32)
    for number, (found, marks) in enumerate(zip(evidence, good, strict=True)):
        size = len(marks)
        rows[number, :size, : len(PASSAGE_FEATURES)] = found.features
        rows[number, :size, len(PASSAGE_FEATURES) :] = found.question
        there[number, :size] = True
        target[number, :size] = marks
        target[number, most] = not marks.any()
    unlearned = _unlearned(names, rows[there])
    inputs = torch.from_numpy(unlearned.standard(rows))
    present, wanted = torch.from_numpy(there), torch.from_numpy(target).log().clamp(min=_ABSENT)
    torch.manual_seed(0)
    passage, silence = _layers(len(names), 96, 32), _layers(len(names), 32)

    def loss(batch: torch.Tensor) -> torch.Tensor:
        some, mask = inputs[batch], present[batch]
        worth = passage(some).squeeze(-1).masked_fill(~mask, _ABSENT)
        nothing = silence(some.masked_fill(~mask[..., None], -FAR).amax(dim=1))
        odds = torch.cat((worth, nothing), dim=1).log_softmax(dim=1)
        return -(odds + wanted[batch]).logsumexp(dim=1).mean()

    _descend((passage, silence), loss, len(evidence), passes=8)
    return Order(_with_layers(unlearned, passage), _with_layers(unlearned, silence))


def learn_odds(rows: Floats, target: NDArray[np.bool_], names: Sequence[str]) -> Net:
    """A net for the log-odds that a row's target is true."""
    unlearned = _unlearned(names, rows)
    inputs = torch.from_numpy(unlearned.standard(rows))
    wanted = torch.from_numpy(target.astype(np.float32))
    torch.manual_seed(0)
    model = _layers(rows.shape[1], 64)

    def loss(batch: torch.Tensor) -> torch.Tensor:
        return torch.nn.functional.binary_cross_entropy_with_logits(model(inputs[batch]).squeeze(1), wanted[batch])

    _descend((model,), loss, len(rows), passes=6)
    return _with_layers(unlearned, model)


def net_data(net: Net) -> dict[str, Any]:
    """A net as ``retriever.ranker.net`` reads it."""
    layers = [[_digits(weights), _digits(bias)] for weights, bias in net.layers]
    return {"names": list(net.names), "mean": _digits(net.mean), "scale": _digits(net.scale), "layers": layers}


def _digits(values: Floats) -> Any:
    """Nested lists of numbers with four significant digits."""
    if values.ndim > 1:
        return [_digits(row) for row in values]
    return [float(f"{value:.4g}") for value in values.tolist()]


def _unlearned(names: Sequence[str], rows: Floats) -> Net:
    """A net without layers: it standardizes rows as these are spread, in learning as in use."""
    mean, deviation = rows.mean(axis=0, dtype=np.float64), rows.std(axis=0, dtype=np.float64)
    varied = deviation > 1e-6
    scale = np.where(varied, 1 / np.where(varied, deviation, 1), 0)
    return Net(tuple(names), mean.astype(np.float32), scale.astype(np.float32), ())


def _layers(*widths: int) -> torch.nn.Sequential:
    """Linear layers with rectified units between, the last one of one value; a tenth of the first units drops out."""
    layers: list[torch.nn.Module] = []
    for number, (before, after) in enumerate(pairwise(widths)):
        layers += [torch.nn.Linear(before, after), torch.nn.ReLU()]
        if number == 0:
            layers.append(torch.nn.Dropout(0.1))
    return torch.nn.Sequential(*layers, torch.nn.Linear(widths[-1], 1))


def _descend(
    models: Sequence[torch.nn.Module], loss: Callable[[torch.Tensor], torch.Tensor], size: int, passes: int
) -> None:
    """AdamW with a cosine schedule."""
    torch.set_num_threads(1)
    optimizer = torch.optim.AdamW([p for m in models for p in m.parameters()], lr=_RATE, weight_decay=_DECAY)
    steps = passes * -(-size // _BATCH)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
    for number in range(passes):
        order = torch.from_numpy(np.random.default_rng(number).permutation(size))
        for batch in order.split(_BATCH):
            optimizer.zero_grad()
            loss(batch).backward()
            optimizer.step()
            schedule.step()
    for model in models:
        model.eval()


def _with_layers(unlearned: Net, model: torch.nn.Sequential) -> Net:
    linear = [layer for layer in model if isinstance(layer, torch.nn.Linear)]
    layers = tuple((each.weight.detach().numpy().T.copy(), each.bias.detach().numpy().copy()) for each in linear)
    return replace(unlearned, layers=layers)
