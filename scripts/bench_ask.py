"""The time of one question, in process and on one thread: the 160 questions on the five policies, each once."""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from pathlib import Path

from assistant.chatbot import Chatbot

ROOT = Path(__file__).parent.parent
QUESTIONS = ROOT / "tests" / "data" / "questions_seeds.jsonl"


def main() -> None:
    """Measure and print."""
    rows = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    for reader in (True, False):
        with tempfile.TemporaryDirectory() as indexes:
            chatbot = Chatbot.open(ROOT / "policies", Path(indexes), reader=reader)
            chatbot.sync()
            for summary in chatbot.policies():  # loads the indexes
                chatbot.ask("Is this on?", summary.id)
            taken = [_milliseconds(chatbot, row["question"], row["policy"]) for row in rows]
        name = "on" if reader else "off"
        print(f"reader {name}: median {statistics.median(taken):.2f} ms, worst {max(taken):.2f} ms of {len(taken)}")


def _milliseconds(chatbot: Chatbot, question: str, policy: str) -> float:
    begun = time.perf_counter()
    chatbot.ask(question, policy)
    return 1000 * (time.perf_counter() - begun)


if __name__ == "__main__":
    main()
