"""The five real policies, indexed once for all tests that do not change them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.chatbot import Chatbot
from assistant.terminal.app import ChatApp
from tests.terminal import driving


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the five policies and their indexes."""
    folder = tmp_path_factory.mktemp("library")
    policies = driving.copy_policies(folder)
    Chatbot.open(policies, folder / "indexes", reader=False).sync()
    return folder


@pytest.fixture
def folder(library: Path, tmp_path: Path) -> Path:
    """A folder for a library of a test's own, in which what all libraries share is compiled already."""
    shutil.copytree(library / "indexes", tmp_path / "indexes")
    return tmp_path


@pytest.fixture
def app_over(library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., ChatApp]:
    """Makes the app over the shared library, with a state folder and a working folder of its own."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "indexes").symlink_to(library / "indexes")
    return lambda **options: driving.make_app(library / "policies", tmp_path, **options)
