"""What holds for every test."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import chatbot
from assistant.index.store import Store
from assistant.retriever.cases import CaseIndex, load_cases

# Where the tests run in the background, the interrupt signal is ignored, and programs they start would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def _one_bank() -> Iterator[None]:
    """Compiles the bank once for all chatbots of a process: each test has an index folder of its own, without one."""
    known: dict[tuple[Path, bool], CaseIndex] = {}

    def load(data: Path, store: Store, reader: bool = True) -> CaseIndex:
        if (data, reader) not in known:
            known[data, reader] = load_cases(data, store, reader)
        return known[data, reader]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chatbot, "load_cases", load)
        yield
