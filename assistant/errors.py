"""The one error family. An error carries what its message needs; the edges (cli, server, terminal) show it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


class AssistantError(Exception):
    """Anything that a user can be told in one line. ``str(error)`` is that line."""


class PolicyError(AssistantError):
    """A policy file that cannot be read."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class FormatError(AssistantError):
    """Content that is not what its format asks for, or more than is read; whoever knows its path adds that."""


class ExtraMissing(FormatError):
    """A format that is only read with one of the program's extras, which is not installed.

    What was refused can be tried again; a file of the library that could not be read is remembered as it was.
    """

    def __init__(self, form: str, extra: str) -> None:
        again = "then try again (a file in the library: assistant index)"
        super().__init__(f"{form} needs an extra: {install(extra)}; {again}")


def install(extra: str) -> str:
    """The command that adds an extra to the program, installed from a checkout or otherwise."""
    return f'pip install ".[{extra}]" in a checkout, else pip install "policy-assistant[{extra}]"'


class NoPolicies(AssistantError):
    """A policies folder that is missing or holds no policy."""

    def __init__(self, folder: Path) -> None:
        state = "holds no policy (.txt, .md, .html, .pdf or .docx)" if folder.is_dir() else "is not a folder"
        super().__init__(f"{folder} {state}; name another with --policies DIR, or run: assistant add FILE")


class UnknownPolicy(AssistantError):
    """A policy id that is not in the library."""

    def __init__(self, policy: str, known: Sequence[str]) -> None:
        shown = ", ".join(known[:8]) + (", …" if len(known) > 8 else "")
        super().__init__(f"no policy {policy!r}; known: {shown or 'none'}")


class UnknownVersion(AssistantError):
    """A version of a policy that is not kept."""

    def __init__(self, policy: str, version: str, kept: Sequence[str]) -> None:
        asked = f"version {version!r} of {policy!r}" if version else f"earlier version of {policy!r}"
        super().__init__(f"no {asked}; kept: {', '.join(kept) or 'none'}")


class IndexDamaged(AssistantError):
    """An index object or manifest that is damaged or of an older format."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}; run: assistant index")


class QuestionError(AssistantError):
    """A question that cannot be asked: empty, or too long."""


class ReaderError(AssistantError):
    """A reader model that is missing, damaged or does not fit its vocabulary."""


class ConfigError(AssistantError):
    """A setting that cannot be understood: a flag, an environment variable or ``assistant.toml``."""


class CaseError(AssistantError):
    """A taught case that cannot be kept: no such clause, or a damaged ``cases.jsonl``."""


class QuestionSetError(AssistantError):
    """A question set for an evaluation that cannot be read, or holds no question."""


class ServeError(AssistantError):
    """A server that cannot listen, or whose workers cannot start."""


class ExportError(AssistantError):
    """A conversation that cannot be written to the file named."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
