"""The answer endpoint: ``create_app`` for an aiohttp application, ``run`` to serve one."""

from assistant.server.app import create_app
from assistant.server.settings import Settings
from assistant.server.workers import run

__all__ = ["Settings", "create_app", "run"]
