"""``indexes/`` on disk: immutable objects named by their hash, and one manifest whose replacement is the commit."""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from assistant.errors import AssistantError, IndexDamaged
from assistant.index.files import locked, replace_file
from assistant.index.policy_index import FORMAT, PolicyIndex, from_bytes

_GRACE_S = 60.0
"""An object without a name in the manifest is kept this long: another process may be about to name it."""
_DIGEST = hashlib.sha256().digest_size
_OBJECT = re.compile(r"([0-9a-f]{64})\.npz")
_TORN = re.compile(r"\.(?:manifest\.json|[0-9a-f]{20}|[\w-]+\.cache)\.[a-z0-9_]{8}")
"""What ``replace_file`` leaves of a manifest, an object or a derived file when it is interrupted."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the manifest says of one policy."""

    object: str
    file: str
    """Name of the original in the policies folder."""
    source: str
    """SHA-256 of the original and its sidecar: it changes when the policy must be indexed anew."""
    reader: str | None
    """Fingerprint of the reader that made the vectors; None where there are none."""
    title: str
    company: str | None
    version: str
    language: str
    passages: int


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be indexed; it is tried again when it changes."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The library as of one commit."""

    policies: Mapping[str, Entry] = field(default_factory=dict)
    failures: Mapping[str, Failure] = field(default_factory=dict)
    """By file name."""
    folder: str = ""
    """The policies folder that it was built from."""

    def is_of(self, folder: str) -> bool:
        """Whether it is that folder's library: the same one, or one that has moved there since."""
        return self.folder in ("", folder) or not Path(self.folder).is_dir()


class Store:
    """Reads and commits one ``indexes/`` folder. Any number of processes may read while one commits."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._path = folder / "manifest.json"

    def stamp(self) -> tuple[int, int] | None:
        """Something that changes with every commit; cheap to ask for. None before the first commit."""
        try:
            state = self._path.stat()
        except OSError:
            return None
        return state.st_mtime_ns, state.st_ino

    def manifest(self) -> Manifest:
        """The manifest; an empty one before the first commit. Raises IndexDamaged."""
        try:
            data = json.loads(self._path.read_bytes())
            if data["format"] != FORMAT:
                raise IndexDamaged(self._path, f"has format {data['format']}, this program reads {FORMAT}")
            return Manifest(
                {name: Entry(**entry) for name, entry in data["policies"].items()},
                {name: Failure(**failure) for name, failure in data["failures"].items()},
                data["folder"],
            )
        except FileNotFoundError:
            return Manifest()
        except OSError as error:
            raise IndexDamaged(self._path, f"cannot be read: {error.strerror}") from error
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise IndexDamaged(self._path, "is damaged") from error

    def load(self, policy: str, entry: Entry) -> PolicyIndex:
        """One policy's index. Raises IndexDamaged, also where the object is missing."""
        path = self._object(entry.object)
        try:
            data = path.read_bytes()
            if hashlib.sha256(data).hexdigest() != entry.object:
                raise IndexDamaged(path, f"is damaged (the index of {policy})")
            return from_bytes(data)
        except FileNotFoundError as error:
            raise IndexDamaged(path, f"is missing (the index of {policy})") from error
        except (ValueError, KeyError, OSError) as error:
            raise IndexDamaged(path, str(error)) from error

    def discard_damaged(self, manifest: Manifest) -> None:
        """Remove the manifest's objects that are not what they were written as, so that they are built anew."""
        for entry in manifest.policies.values():
            path = self._object(entry.object)
            if path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() != entry.object:
                path.unlink()

    def has(self, name: str) -> bool:
        """Whether an object is there."""
        return self._object(name).exists()

    def read_blob(self, name: str) -> bytes | None:
        """A derived file that is kept beside the manifest, as it was written; whether it is fresh, the caller knows."""
        try:
            with (self.folder / name).open("rb") as file:
                digest, data = file.read(_DIGEST), file.read()
        except OSError:
            return None
        return data if hashlib.sha256(data).digest() == digest else None

    def write_blob(self, name: str, data: bytes) -> None:
        """Keep a derived file; a folder that cannot be written is no error, only slower next time."""
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            replace_file(self.folder / name, hashlib.sha256(data).digest() + data)

    def write(self, data: bytes) -> str:
        """Write an object and return its name. It counts once a commit names it."""
        name = hashlib.sha256(data).hexdigest()
        path = self._object(name)
        try:
            if path.exists():
                path.touch()  # young again, or a commit in between might take it for left over
            else:
                self._ready()
                replace_file(path, data)
        except OSError as error:
            raise AssistantError(f"{path}: cannot be written: {error.strerror}") from error
        return name

    def commit(
        self,
        changed: Mapping[str, Entry],
        removed: frozenset[str] = frozenset(),
        failures: Mapping[str, Failure | None] | None = None,
        folder: str = "",
    ) -> Manifest:
        """Merge changes into the manifest as it is now and replace it at once.

        A failure of None forgets what is known of that file.
        """
        self._ready()
        with self._lock():
            try:
                now = self.manifest()
            except IndexDamaged:
                now = Manifest()
            if not now.is_of(folder):
                now = Manifest()
            kept = {name: entry for name, entry in now.policies.items() if name not in removed}
            policies = dict(sorted((kept | dict(changed)).items()))
            failed = dict(now.failures) | dict(failures or {})
            left = {name: failure for name, failure in sorted(failed.items()) if failure}
            manifest = Manifest(policies, left, folder)
            data = {"format": FORMAT} | asdict(manifest)
            replace_file(self._path, json.dumps(data, indent=1, sort_keys=True).encode())
            self._collect({entry.object for entry in policies.values()})
        return manifest

    def _object(self, name: str) -> Path:
        return self.folder / f"{name}.npz"

    def _ready(self) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise AssistantError(f"{self.folder}: cannot be written: {error.strerror}") from error

    @contextlib.contextmanager
    def _lock(self) -> Iterator[None]:
        try:
            with locked(self.folder):
                yield
        except (PermissionError, IsADirectoryError) as error:
            raise AssistantError(f"{self.folder}: cannot be written: {error.strerror}") from error

    def _collect(self, named: set[str]) -> None:
        """Remove objects that no commit names, and what interrupted writes left, once they are old enough.

        What else is in the folder is not the store's.
        """
        horizon = time.time() - _GRACE_S
        for path in self.folder.iterdir():
            own = _OBJECT.fullmatch(path.name)
            if (own and own[1] not in named) or _TORN.fullmatch(path.name):
                with contextlib.suppress(OSError):
                    if path.stat().st_mtime < horizon:
                        path.unlink()
