"""The chatbot, with a gate that holds its answers back for as long as a test wants."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

from assistant.chatbot import Chatbot
from assistant.model import Reply


class HeldChatbot(Chatbot):
    """Notes what it is asked, and answers when its gate is open."""

    def __init__(self, *parts: Any) -> None:
        super().__init__(*parts)
        self.gate = threading.Event()
        self.gate.set()
        self.asked: list[tuple[str, str | None, Sequence[str]]] = []

    def ask(self, question: str, policy: str | None = None, history: Sequence[str] = ()) -> Reply:
        self.asked.append((question, policy, history))
        self.gate.wait()
        return super().ask(question, policy, history)
