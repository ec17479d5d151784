"""Keeps ``indexes/`` true to ``policies/``: sees what changed, builds it, and hands out indexes.

What reads and cuts files is imported where something is to be built: mostly nothing is, and a question in the terminal
would wait for it.
"""

from __future__ import annotations

import contextlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import IndexDamaged, NoPolicies, UnknownPolicy
from assistant.index.policy_index import PolicyIndex
from assistant.index.store import Manifest, Store
from assistant.indexer.fingerprints import Fingerprints
from assistant.indexer.suffixes import SUFFIXES
from assistant.model import VERSION_DIGITS
from assistant.reader.encoder import Reader

if TYPE_CHECKING:
    from assistant.indexer.batch import Batch

Progress = Callable[[int, int, str], None]
"""Called with (done, total, policy id) before the first policy is indexed and after each one."""

_LOADED = 256
"""Indexes kept in memory; an index takes about a megabyte."""
_OLD_LOADED = 16


def can_be_id(name: str) -> bool:
    """Whether a name can be a policy's id: it is a file's name, and goes into JSON and links."""
    try:
        name.encode()
    except UnicodeEncodeError:  # bytes of a file's name that are not UTF-8 come as lone surrogates
        return False
    return bool(name) and not name.startswith(".") and Path(name).name == name


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
        self._fingerprints = Fingerprints()
        self._superseded: OrderedDict[tuple[str, str], PolicyIndex | None] = OrderedDict()

    @property
    def manifest(self) -> Manifest:
        """The library as of the last commit, by whichever process; empty where that was about another folder."""
        stamp = self.store.stamp()
        held = self._manifest
        if held is None or held[0] != stamp:
            found = self.store.manifest()
            mine = found.is_of(str(self.folder.resolve()))
            held = self._manifest = (stamp, found if mine else Manifest())
        return held[1]

    def sync(self, progress: Progress | None = None, verify: bool = False) -> SyncReport:
        """Build what is missing or stale, forget what is gone. Raises NoPolicies where nothing can be asked.

        What is built is committed bit by bit, so that an interrupted call has not worked for nothing; a version that
        another one follows is kept. ``verify`` reads every object through, builds the damaged ones anew, and tries
        again what could not be read.
        """
        files, clashes = self._find()
        known = self._known()
        if verify:
            self.store.discard_damaged(known)
        sources = {policy: self._fingerprints.of(path) for policy, path in files.items()}
        self._fingerprints.forget_all_but(set(files.values()))
        stale = {p: path for p, path in files.items() if self._stale(p, path, sources[p], known, verify)}
        removed = frozenset(known.policies) - frozenset(files)
        gone = frozenset(known.failures) - {
            path.name for p, path in files.items() if not self._good(p, sources[p], known)
        }
        if stale or removed or gone:
            from assistant.indexer.batch import Batch  # noqa: PLC0415

            batch = Batch(self.store, self.folder, known)
            batch.forget(removed, gone)
            self._build(stale, sources, batch, progress)
            built, known = tuple(batch.built), self.manifest
        else:
            built = ()
        return SyncReport(built, tuple(sorted(removed)), (*clashes, *self._failures(files, known)))

    def _build(
        self, stale: Mapping[str, Path], sources: Mapping[str, str], batch: Batch, progress: Progress | None
    ) -> None:
        from assistant.indexer.builders import build_all  # noqa: PLC0415

        tell = progress or (lambda done, total, policy: None)
        if stale:
            tell(0, len(stale), next(iter(stale)))
        with contextlib.closing(build_all(stale, self._reader)) as results:
            try:
                for done, (policy, result) in enumerate(results, 1):
                    batch.take(policy, stale[policy], sources[policy], result)
                    tell(done, len(stale), policy)
            finally:
                batch.commit()

    def _known(self) -> Manifest:
        try:
            return self.manifest
        except IndexDamaged:
            return Manifest()

    def index(self, policy: str, passing: bool = False) -> PolicyIndex:
        """One policy's index; ``passing`` where all are asked in turn. Raises UnknownPolicy, IndexDamaged."""
        try:
            return self._load(policy, passing)
        except IndexDamaged:  # perhaps only a commit of another process that came in between
            self._manifest = None
            return self._load(policy, passing)

    def _load(self, policy: str, passing: bool) -> PolicyIndex:
        entry = self.manifest.policies.get(policy)
        if entry is None:
            raise UnknownPolicy(policy, sorted(self.manifest.policies))
        with self._lock:
            held = self._loaded.get(entry.object)
            if held is not None:
                self._loaded.move_to_end(entry.object)
                return held
        found = self.judged(self.store.load(policy, entry))
        standing = {each.object for each in self.manifest.policies.values()}
        with self._lock:
            if len(self._loaded) >= _LOADED:
                for gone in self._loaded.keys() - standing:
                    del self._loaded[gone]
            # Were more than fit read in turn, each would push out the one that is wanted next: then those held stay.
            if not passing or len(self._loaded) < _LOADED:
                self._loaded[entry.object] = found
                while len(self._loaded) > _LOADED:
                    self._loaded.popitem(last=False)
        return found

    def version(self, policy: str, prefix: str) -> PolicyIndex | None:
        """The present or a superseded version of a policy, by the first digits of its SHA-256. Raises IndexDamaged."""
        entry = self.manifest.policies.get(policy)
        if entry is not None and entry.version.startswith(prefix):
            return self.index(policy)
        from assistant.indexer import versions  # noqa: PLC0415

        digits = prefix[:VERSION_DIGITS]
        kept = next((each for each in versions.kept(self.folder, policy) if each.version.startswith(digits)), None)
        key = (policy, digits)
        with self._lock:
            if kept is None:  # pruned, perhaps by another process
                self._superseded.pop(key, None)
                return None
            if key in self._superseded:
                self._superseded.move_to_end(key)
                return self._superseded[key]
        found = versions.load(kept) if digits else None
        if found is None or not found.document.version.startswith(prefix):
            return None
        with self._lock:
            self._superseded[key] = found
            while len(self._superseded) > _OLD_LOADED:
                self._superseded.popitem(last=False)
        return found

    def superseded(self, policy: str) -> tuple[str, ...]:
        """The first digits of each version that was put away and is not the present one, the latest first."""
        from assistant.indexer import versions  # noqa: PLC0415

        entry = self.manifest.policies.get(policy)
        present = entry.version if entry else ""
        kept = [each.version for each in versions.kept(self.folder, policy)]
        return tuple(version for version in kept if not present.startswith(version))

    def judged(self, index: PolicyIndex) -> PolicyIndex:
        """The index with the vectors of this reader, where it is on.

        A superseded version has none; and what an earlier program made, whose file cannot be read again, has another's.
        """
        if self._reader is None or (index.vectors and index.vectors.model == self._reader.fingerprint):
            return index
        from assistant.indexer.build import with_vectors  # noqa: PLC0415

        return with_vectors(index, self._reader)

    def original(self, policy: str) -> Path | None:
        """The file that a policy's index was made of; None where it is gone, or holds something else by now."""
        known = self.manifest
        if policy not in known.policies:
            return None
        path = self.folder / known.policies[policy].file
        return path if path.is_file() and self._good(policy, self._fingerprints.of(path), known) else None

    def files(self) -> dict[str, Path]:
        """Policy id to its file, by id. Raises NoPolicies."""
        return self._find()[0]

    def _find(self) -> tuple[dict[str, Path], list[tuple[Path, str]]]:
        """The originals, and those that cannot be used for their names: two with one id, or no id at all."""
        if not self.folder.is_dir():
            raise NoPolicies(self.folder)
        found: dict[str, Path] = {}
        clashes = []
        for path in sorted(self.folder.iterdir()):
            if path.suffix.lower() not in SUFFIXES or path.name.startswith(".") or not path.is_file():
                continue
            if not can_be_id(path.stem):
                clashes.append((path, "is left out: its name is not UTF-8; rename it"))
                continue
            first = found.setdefault(path.stem, path)
            if first != path:
                clashes.append((path, f"is left out: {first.name} has the same id; rename one, or remove it"))
        if not found:
            raise NoPolicies(self.folder)
        return found, clashes

    @staticmethod
    def _good(policy: str, source: str, known: Manifest) -> bool:
        """Whether the file is again what its index was made of."""
        entry = known.policies.get(policy)
        return entry is not None and entry.source == source

    def _stale(self, policy: str, path: Path, source: str, known: Manifest, retry: bool) -> bool:
        failure = known.failures.get(path.name)
        if failure is not None and failure.source == source:
            return retry
        entry = known.policies.get(policy)
        if entry is None or entry.source != source or not self.store.has(entry.object):
            return True
        return self._reader is not None and entry.reader != self._reader.fingerprint

    @staticmethod
    def _failures(files: Mapping[str, Path], known: Manifest) -> tuple[tuple[Path, str], ...]:
        paths = {path.name: path for path in files.values()}
        standing = {entry.file for entry in known.policies.values()}
        return tuple(
            (paths[name], failure.reason + ("; its last readable version answers" if name in standing else ""))
            for name, failure in known.failures.items()
            if name in paths
        )
