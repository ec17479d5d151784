"""The command ``assistant``. Composes everything else, and imports it only when a command needs it."""

from assistant.cli.main import main

__all__ = ["main"]
