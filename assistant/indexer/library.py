"""Keeps ``indexes/`` true to ``policies/``: sees what changed, builds it, and hands out indexes."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import IndexDamaged, NoPolicies, PolicyError, UnknownPolicy
from assistant.index.policy_index import PolicyIndex, to_bytes
from assistant.index.store import Entry, Failure, Manifest, Store
from assistant.indexer.build import build
from assistant.indexer.reading import SUFFIXES
from assistant.reader.encoder import Reader

Progress = Callable[[int, int, str], None]
"""Called with (done, total, policy id) while policies are being indexed."""

_RECIPE = "1"
"""Raised when the same file would now be cut or fitted otherwise, so that it is built anew."""
_LOADED = 256
"""Indexes kept in memory; an index takes about a megabyte."""


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What bringing ``indexes/`` up to date with ``policies/`` did."""

    built: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    failed: tuple[tuple[Path, str], ...] = ()
    """Files that could not be read, each with its reason."""


class Library:
    """One folder of policies and its store. Safe to share between threads."""

    def __init__(self, policies: Path, store: Store, reader: Reader | None) -> None:
        self.folder = policies
        self.store = store
        self._reader = reader
        self._loaded: OrderedDict[str, PolicyIndex] = OrderedDict()
        self._lock = threading.Lock()
        self._manifest: tuple[object, Manifest] | None = None

    @property
    def manifest(self) -> Manifest:
        """The library as of the last commit, by whichever process."""
        stamp = self.store.stamp()
        held = self._manifest
        if held is None or held[0] != stamp:
            held = self._manifest = (stamp, self.store.manifest())
        return held[1]

    def sync(self, progress: Progress | None = None, verify: bool = False) -> SyncReport:
        """Build what is missing or stale, forget what is gone. Raises NoPolicies where nothing can be asked.

        ``verify`` reads every object through, and builds the damaged ones anew.
        """
        files = self.files()
        try:
            known = self.manifest
        except IndexDamaged:
            known = Manifest()
        sources = {policy: source_hash(path) for policy, path in files.items()}
        if verify:
            self.store.discard_damaged(known)
        stale = [policy for policy in files if self._stale(policy, files[policy], sources[policy], known)]
        removed = frozenset(known.policies) - frozenset(files)
        gone = frozenset(known.failures) - {path.name for path in files.values()}
        if not (stale or removed or gone):
            return SyncReport(failed=self._failures(files, known.failures))
        built: dict[str, Entry] = {}
        failures = {name: failure for name, failure in known.failures.items() if name not in gone}
        for done, policy in enumerate(stale):
            if progress:
                progress(done, len(stale), policy)
            path = files[policy]
            failures.pop(path.name, None)
            try:
                built[policy] = self._build(path, sources[policy])
            except PolicyError as error:
                failures[path.name] = Failure(sources[policy], error.reason)
        if progress and stale:
            progress(len(stale), len(stale), "")
        dropped = removed | {policy for policy in stale if policy not in built}
        self.store.commit(built, frozenset(dropped), failures)
        return SyncReport(tuple(built), tuple(sorted(removed)), self._failures(files, failures))

    def index(self, policy: str) -> PolicyIndex:
        """One policy's index. Raises UnknownPolicy, IndexDamaged."""
        try:
            return self._load(policy)
        except IndexDamaged:  # perhaps only a commit of another process that came in between
            self._manifest = None
            return self._load(policy)

    def _load(self, policy: str) -> PolicyIndex:
        entry = self.manifest.policies.get(policy)
        if entry is None:
            raise UnknownPolicy(policy, sorted(self.manifest.policies))
        with self._lock:
            held = self._loaded.get(entry.object)
            if held is not None:
                self._loaded.move_to_end(entry.object)
                return held
        found = self.store.load(policy, entry)
        with self._lock:
            self._loaded[entry.object] = found
            while len(self._loaded) > _LOADED:
                self._loaded.popitem(last=False)
        return found

    def files(self) -> dict[str, Path]:
        """Policy id to its file, by id. Raises NoPolicies."""
        if not self.folder.is_dir():
            raise NoPolicies(self.folder)
        found: dict[str, Path] = {}
        for path in sorted(self.folder.iterdir()):
            if path.suffix.lower() in SUFFIXES and not path.name.startswith(".") and path.is_file():
                found.setdefault(path.stem, path)
        if not found:
            raise NoPolicies(self.folder)
        return found

    def _stale(self, policy: str, path: Path, source: str, known: Manifest) -> bool:
        failure = known.failures.get(path.name)
        if failure is not None and failure.source == source:
            return False
        entry = known.policies.get(policy)
        if entry is None or entry.source != source or not self.store.has(entry.object):
            return True
        return self._reader is not None and entry.reader != self._reader.fingerprint

    def _build(self, path: Path, source: str) -> Entry:
        index = build(path, self._reader)
        document = index.document
        return Entry(
            object=self.store.write(to_bytes(index)),
            file=path.name,
            source=source,
            reader=index.vectors.model if index.vectors else None,
            title=document.title,
            company=document.company,
            version=document.version,
            language=document.language,
            passages=len(index.passages),
        )

    @staticmethod
    def _failures(files: Mapping[str, Path], failures: Mapping[str, Failure]) -> tuple[tuple[Path, str], ...]:
        paths = {path.name: path for path in files.values()}
        return tuple((paths[name], failure.reason) for name, failure in failures.items() if name in paths)


def source_hash(path: Path) -> str:
    """What an index depends on: the file's bytes, its sidecar's, and the way of building."""
    digest = hashlib.sha256(_RECIPE.encode())
    for part in (path, path.with_suffix(".toml")):
        try:
            digest.update(b"\0" + part.read_bytes())
        except OSError:
            digest.update(b"\1")
    return digest.hexdigest()
