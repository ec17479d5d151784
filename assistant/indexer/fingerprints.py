"""What an index depends on: the original's bytes, its sidecar's, and the way of building."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path

from assistant.indexer.suffixes import SIDECAR

RECIPE = "33"
"""Raised when the same file would now be cut or fitted otherwise, so that it is built anew."""
_SETTLED_NS = 2_000_000_000
"""A file that changed so lately may change again within one tick of the file system's clock."""

_State = tuple[int, int, int, int] | None


class Fingerprints:
    """Hashes files, and remembers within the process what it need not read again: a server looks every second."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[_State, _State, str]] = {}

    def of(self, path: Path) -> str:
        """The fingerprint of one original, in hexadecimal; it changes when the policy must be indexed anew."""
        side = path.with_suffix(SIDECAR)
        states = _state(path), _state(side)
        known = self._known.get(path)
        if known and known[:2] == states:
            return known[2]
        found = fingerprint(path)
        if all(state is None or state[0] < time.time_ns() - _SETTLED_NS for state in states):
            self._known[path] = (*states, found)
        return found

    def forget_all_but(self, paths: set[Path]) -> None:
        """Forget files that are gone."""
        for path in self._known.keys() - paths:
            del self._known[path]


def fingerprint(path: Path) -> str:
    """The fingerprint, from the files' content."""
    digest = hashlib.sha256(RECIPE.encode())
    for part in (path, path.with_suffix(SIDECAR)):
        try:
            with part.open("rb") as file:
                digest.update(b"\0")
                hashlib.file_digest(file, lambda: digest)  # bit by bit: a file in the folder may be of any size
        except OSError:
            digest.update(b"\1")
    return digest.hexdigest()


def _state(path: Path) -> _State:
    try:
        state = path.stat()
    except OSError:
        return None
    # The time of change also moves when a file becomes readable, and nobody can set it back.
    return state.st_ctime_ns, state.st_mtime_ns, state.st_size, state.st_ino
