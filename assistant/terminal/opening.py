"""The chatbot, composed in the background: the first prompt does not wait for numpy, NLTK and the models."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from threading import Event
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the import alone takes a third of a second, so the opener does it, in a worker
    from assistant.chatbot import Chatbot

Opener = Callable[[], "Chatbot"]
"""Composes the chatbot. Raises AssistantError."""


class Opening:
    """A chatbot that is there, or soon will be. One worker opens it; all others wait for it."""

    def __init__(self, opener: Opener) -> None:
        self._opener = opener
        self._future: Future[Chatbot] = Future()
        self._settled = Event()

    def open(self) -> Chatbot:
        """Compose it. Raises whatever composing it raises, here and for all who wait."""
        try:
            chatbot = self._opener()
        except BaseException as error:
            self._future.set_exception(error)
            raise
        self._future.set_result(chatbot)
        return chatbot

    def settle(self) -> None:
        """Say that the library has been brought up to date, or that it will not be."""
        self._settled.set()

    def chatbot(self) -> Chatbot:
        """Wait for it; only workers may."""
        return self._future.result()

    def chatbot_for(self, policy: str | None) -> Chatbot:
        """Wait until this policy can be asked, or any with None; for what is not indexed yet, until it is."""
        chatbot = self.chatbot()
        known = {summary.id for summary in chatbot.policies()}
        if not known or (policy and policy not in known):
            self._settled.wait()
        return chatbot
