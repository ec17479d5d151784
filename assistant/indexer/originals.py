"""Puts originals into the policies folder and takes them out. A file that is added is copied and never changed."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assistant.errors import NoPolicies, PolicyError, UnknownPolicy
from assistant.index.files import replace_file
from assistant.indexer import versions
from assistant.indexer.builders import build_all
from assistant.indexer.library import Library, Progress, can_be_id
from assistant.indexer.metadata import sidecar, sidecar_text
from assistant.indexer.reading import content
from assistant.indexer.suffixes import SIDECAR, SUFFIXES


@dataclass(slots=True)
class Additions:
    """What came of adding files."""

    added: dict[str, Path] = field(default_factory=dict)
    """Policy id to the file that was added."""
    present: dict[str, Path] = field(default_factory=dict)
    """Policy id to a file that the library held already, byte for byte."""
    refused: list[tuple[Path, str]] = field(default_factory=list)
    """Files that were not added, each with its reason."""
    left_out: int = 0
    """Files in the folders whose format is not read."""


def add(
    library: Library, paths: Sequence[Path], name: str | None = None, progress: Progress | None = None
) -> Additions:
    """Copy files, and every readable file of folders, into the library and index them.

    ``name`` is the id for a single file in place of its own name. A file that cannot be read, or that the library
    holds already, is refused and the others go on. When it is interrupted, the same call takes up where it was.
    Raises AssistantError or OSError where the library cannot be written.
    """
    report = Additions()
    library.folder.mkdir(parents=True, exist_ok=True)
    shelf = _Shelf(library)
    for path in _candidates(paths, report):
        shelf.put(path, name or path.stem, report)
    if shelf.held:
        failed = {path: reason for path, reason in library.sync(progress).failed}
        shelf.take_back(report, failed)
    return report


def remove(library: Library, policies: Iterable[str]) -> None:
    """Take policies out; their originals are put away with the superseded versions.

    The library must be in sync. Raises UnknownPolicy before anything is removed.
    """
    files = library.files()
    chosen = list(dict.fromkeys(policies))
    for policy in chosen:
        if policy not in files:
            raise UnknownPolicy(policy, sorted(files))
    indexed = library.manifest.policies
    for policy in chosen:
        if policy in indexed:
            versions.keep(library.folder, library.index(policy).document, library.original(policy))
        _unlink(files[policy])
    forget(library, frozenset(chosen), [files[policy].name for policy in chosen])


def update(library: Library, policy: str, path: Path, progress: Progress | None = None) -> tuple[str, str]:
    """Replace a policy's original and put the old one away; the old and the new version.

    The library must be in sync. Raises UnknownPolicy, and PolicyError where the new original cannot be read or another
    file has its name: then nothing has changed.
    """
    files = library.files()
    if policy not in files:
        raise UnknownPolicy(policy, sorted(files))
    data, side = content(path), _sidecar(path)
    _, read = next(iter(build_all({policy: path}, None)))
    if isinstance(read, str):
        raise PolicyError(path, read)
    old, target = files[policy], library.folder / f"{policy}{path.suffix.lower()}"
    if target != old and target.exists():
        raise PolicyError(target, f"is there already, beside {old.name}; move it away")
    entry = library.manifest.policies.get(policy)
    known = sidecar(old) if side is None else {}
    if entry is not None and entry.version != read.version:
        versions.keep(library.folder, library.index(policy).document, library.original(policy))
    replace_file(target, data)
    if side is not None:
        replace_file(target.with_suffix(SIDECAR), side)
    elif entry is not None and entry.version != read.version:
        _forget_date(target, known)
    if old != target:
        old.unlink(missing_ok=True)
    library.sync(progress)
    return entry.version if entry else "", read.version


class _Shelf:
    """The policies folder while files are being added."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.held: dict[str, Path] = {}
        """Policy id to its original."""
        with contextlib.suppress(NoPolicies):
            self.held = library.files()
        self._owners = {digest: policy for policy, path in self.held.items() if (digest := _digest(path))}

    def put(self, path: Path, policy: str, report: Additions) -> None:
        """Copy one file, unless it is refused."""
        try:
            data, side = content(path), _sidecar(path)
        except PolicyError as error:
            report.refused.append((error.path, error.reason))
            return
        digest = hashlib.sha256(data).digest()
        owner = self._owners.get(digest)
        reason = self._refusal(path, policy, owner)
        if owner == policy:
            report.present[policy] = path
        elif reason:
            report.refused.append((path, reason))
        else:
            target = self._library.folder / f"{policy}{path.suffix.lower()}"
            if side is not None:
                replace_file(target.with_suffix(SIDECAR), side)
            replace_file(target, data)
            self.held[policy] = target
            self._owners[digest] = policy
            report.added[policy] = path

    def _refusal(self, path: Path, policy: str, owner: str | None) -> str:
        if not can_be_id(policy):
            return f"{policy!r} cannot be the id of a policy"
        if owner is not None:
            return f"is in the library already, as policy {owner!r}"
        if policy in self.held:
            update = shlex.join(["assistant", "update", policy, str(path)])
            return f"another policy is called {policy!r}; to replace it: {update}; to have both: add this one with --id"
        return ""

    def take_back(self, report: Additions, failed: Mapping[Path, str]) -> None:
        """Remove the copies of files that could not be read, and of those whose text the library held before."""
        twins = self._twins(report)
        dropped = [self._drop(report.present, policy, reason, report)
                   for policy in list(report.present) if (reason := failed.get(self.held[policy]))]  # fmt: skip
        for policy in list(report.added):
            reason = failed.get(self.held[policy])
            if not reason and policy in twins:
                reason = f"has the same text as policy {twins[policy]!r}, which is in the library already"
            if reason:
                dropped.append(self._drop(report.added, policy, reason, report))
        if gone := frozenset(filter(None, dropped)):
            forget(self._library, gone, [self.held[policy].name for policy in gone])

    def _twins(self, report: Additions) -> dict[str, str]:
        """Of the policies whose text another one has, each with the one that had it first."""
        entries = self._library.manifest.policies
        first: dict[str, str] = {}
        for policy in sorted(entries, key=lambda policy: policy in report.added):
            first.setdefault(entries[policy].version, policy)
        return {policy: first[entry.version] for policy, entry in entries.items() if first[entry.version] != policy}

    def _drop(self, where: dict[str, Path], policy: str, reason: str, report: Additions) -> str:
        """Refuse a file after all; the policy if its copy was removed, which one that was named itself is not."""
        path, copy = where.pop(policy), self.held[policy]
        report.refused.append((path, reason))
        if copy.exists() and path.samefile(copy):
            return ""
        _unlink(copy)
        return policy


def forget(library: Library, policies: frozenset[str], files: Iterable[str]) -> None:
    """Drop policies, whose originals are gone, from the index; nothing is put away."""
    library.store.commit({}, policies, dict.fromkeys(files), str(library.folder.resolve()))


def _candidates(paths: Iterable[Path], report: Additions) -> Iterator[Path]:
    """The files named, and the readable ones of the folders named, by path."""
    for path in paths:
        if path.is_dir():
            for file in _files(path):
                if file.suffix.lower() in SUFFIXES:
                    yield file
                elif not file.name.lower().endswith(SIDECAR):
                    report.left_out += 1
        elif path.suffix.lower() in SUFFIXES:
            yield path
        else:
            report.refused.append((path, f"not a format that can be read ({', '.join(sorted(SUFFIXES))})"))


def _files(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(parent, name) for name in sorted(names) if not name.startswith("."))


def _digest(path: Path) -> bytes | None:
    """None for a file that cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError:
        return None


def _sidecar(path: Path) -> bytes | None:
    """What the file's sidecar holds; None where it has none. Raises PolicyError."""
    side = path.with_suffix(SIDECAR)
    return content(side) if side.is_file() else None


def _forget_date(original: Path, fields: Mapping[str, str]) -> None:
    """What a sidecar says of the last version's date is not true of the next one."""
    kept = {name: value for name, value in fields.items() if name not in ("effective_date", "effective_text")}
    if kept != fields:
        replace_file(original.with_suffix(SIDECAR), sidecar_text(kept).encode())


def _unlink(original: Path) -> None:
    original.unlink(missing_ok=True)
    original.with_suffix(SIDECAR).unlink(missing_ok=True)
