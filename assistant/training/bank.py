"""Writes the bank that ships: every example's phrasings with its clause's stems."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from assistant.retriever.cases import bank_line
from assistant.training.examples import Example, cases


def write_bank(examples: Iterable[Example], path: Path) -> int:
    """Write the bank file, a case a line; returns how many."""
    lines = [json.dumps(bank_line(case), ensure_ascii=False) for case in cases(examples)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(lines)
