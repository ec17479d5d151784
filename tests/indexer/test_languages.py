"""A policy in another language: its own stemmer, and a word about it in every reply."""

from __future__ import annotations

import shutil
from pathlib import Path

from assistant.chatbot import Chatbot
from assistant.model import Answer
from assistant.render.sentences import FOREIGN, message

SAMPLE = Path(__file__).parents[1] / "data" / "formats" / "heidekraut.txt"


def test_a_german_policy(tmp_path: Path) -> None:
    """German stems find other forms of a word; the reply says that English is what is understood."""
    (tmp_path / "policies").mkdir()
    shutil.copy(SAMPLE, tmp_path / "policies")
    chatbot = Chatbot.open(tmp_path / "policies", tmp_path / "indexes", reader=False, threshold=0.0)
    chatbot.sync()
    index = chatbot.index("heidekraut")
    assert index.document.language == "de"
    assert "bestell" in index.clauses.vocabulary  # "Bestellungen", "vorbestellen" aside
    reply = chatbot.ask("Wann werden Bestellung und Daten gelöscht?", "heidekraut")
    assert FOREIGN in message(reply)
    assert isinstance(reply, Answer)
    assert reply.document is not None
    assert all(c.quote == reply.document.text[c.start : c.end] for c in reply.citations)
