"""Commits what was built, some policies at a time, and keeps the versions that are followed by another."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterable
from pathlib import Path

from assistant.errors import AssistantError
from assistant.index.store import Entry, Failure, Manifest, Store
from assistant.indexer import versions
from assistant.indexer.worker import Built

_POLICIES = 50
_SECONDS = 10.0
"""Well under the time after which the store takes an object without a name for left over."""


class Batch:
    """What was built and is not committed yet."""

    def __init__(self, store: Store, folder: Path, known: Manifest) -> None:
        self.built: list[str] = []
        """The policies that were indexed, committed or not."""
        self._store = store
        self._folder = folder
        self._known = known
        self._entries: dict[str, Entry] = {}
        self._removed: set[str] = set()
        self._failures: dict[str, Failure | None] = {}
        self._began = time.monotonic()

    def forget(self, policies: Iterable[str], failures: Iterable[str]) -> None:
        """Policies whose originals are gone, and files that failed and are gone."""
        self._removed.update(policies)
        self._failures.update(dict.fromkeys(failures))

    def take(self, policy: str, path: Path, source: str, result: Built | str) -> None:
        """One policy's index, or why there is none; commits when enough has come together.

        A file that can no longer be read, or not while it is being written, leaves its last readable version standing.
        """
        if isinstance(result, str):
            self._failures[path.name] = Failure(source, result)
            last = self._known.policies.get(policy)
            if last is None or last.file != path.name or not self._store.has(last.object):
                self._removed.add(policy)
        else:
            self._failures[path.name] = None
            stored = self._store.write(result.data)
            self._entries[policy] = Entry(stored, path.name, source, **result.facts())
            self.built.append(policy)
        if len(self._entries) >= _POLICIES or time.monotonic() - self._began >= _SECONDS:
            self.commit()

    def commit(self) -> None:
        """Make what was taken count."""
        if self._entries or self._removed or self._failures:
            self._keep_superseded()
            folder = str(self._folder.resolve())
            self._store.commit(self._entries, frozenset(self._removed), self._failures, folder)
        self._entries, self._removed, self._failures = {}, set(), {}
        self._began = time.monotonic()

    def _keep_superseded(self) -> None:
        """Put away the text of each version that goes, before its index does.

        The index alone still has the text: the original was overwritten or is gone. Nothing is put away where the
        indexes were those of another folder, nor where this one cannot be written.
        """
        if self._known.folder != str(self._folder.resolve()):
            return
        for policy in (*self._entries, *self._removed):
            old, new = self._known.policies.get(policy), self._entries.get(policy)
            if old is None or (new is not None and new.version == old.version):
                continue
            with contextlib.suppress(AssistantError, OSError):
                versions.keep(self._folder, self._store.load(policy, old).document)
