"""``indexes/`` on disk: what is damaged is named, what was committed stays."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant.errors import AssistantError, IndexDamaged
from assistant.index.policy_index import to_bytes
from assistant.index.store import Entry, Failure, Store
from assistant.indexer.build import build
from tests.indexer.documents import write

ROOT = Path(__file__).parents[2]


def entry(name: str) -> Entry:
    """What a manifest says of an object."""
    return Entry(name, "p.txt", "source", None, "P", None, "0" * 64, "en", 1)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store with one policy ``p``."""
    store = Store(tmp_path / "indexes")
    data = to_bytes(build(write(tmp_path, "p.txt", "Privacy policy\n\nWe keep data for 5 days."), None))
    store.commit({"p": entry(store.write(data))})
    return store


def object_of(store: Store) -> Path:
    """The file that holds the one policy."""
    return store.folder / f"{store.manifest().policies['p'].object}.npz"


def test_a_store_that_is_not_there_is_empty(tmp_path: Path) -> None:
    """Before the first commit there is nothing, and looking makes nothing."""
    store = Store(tmp_path / "indexes")
    assert not store.manifest().policies
    assert store.stamp() is None
    assert not store.folder.exists()


def test_what_is_committed_is_there_for_others(store: Store) -> None:
    """Another process sees the policy, and the stamp changes with each commit."""
    other = Store(store.folder)
    assert other.load("p", other.manifest().policies["p"]).document.text.startswith("Privacy policy")
    before = other.stamp()
    store.commit({}, failures={"q.txt": Failure("source", "is empty")})
    assert other.stamp() != before
    assert other.manifest().failures == {"q.txt": Failure("source", "is empty")}
    store.commit({}, failures={"q.txt": None})
    assert other.manifest().failures == {}
    assert list(other.manifest().policies) == ["p"]


def test_every_kind_of_damage_to_an_object_is_named(store: Store) -> None:
    """A flipped bit anywhere, a cut anywhere, and nothing at all: the file and what to run, in one line."""
    path = object_of(store)
    good = path.read_bytes()
    dice = random.Random(1)
    flipped = []
    for _ in range(200):
        at = dice.randrange(len(good))
        flipped.append(good[:at] + bytes([good[at] ^ 1 << dice.randrange(8)]) + good[at + 1 :])
    cut = [good[: dice.randrange(len(good))] for _ in range(50)]
    for data in (*flipped, *cut, b"", good + b"\0"):
        path.write_bytes(data)
        with pytest.raises(IndexDamaged, match=r"is damaged \(the index of p\); run: assistant index$"):
            store.load("p", store.manifest().policies["p"])
    path.unlink()
    with pytest.raises(IndexDamaged, match="is missing"):
        store.load("p", store.manifest().policies["p"])


def test_a_damaged_derived_file_is_as_none(store: Store) -> None:
    """Whichever byte of it is another one: it is made anew then."""
    store.write_blob("bank.cache", b"cases")
    assert store.read_blob("bank.cache") == b"cases"
    path = store.folder / "bank.cache"
    kept = path.read_bytes()
    for at in range(len(kept)):
        path.write_bytes(kept[:at] + bytes([kept[at] ^ 1]) + kept[at + 1 :])
        assert store.read_blob("bank.cache") is None


def test_a_manifest_that_cannot_be_opened_is_named(store: Store) -> None:
    """Here, a folder stands in its place."""
    (store.folder / "manifest.json").unlink(missing_ok=True)
    (store.folder / "manifest.json").mkdir(parents=True)
    with pytest.raises(IndexDamaged, match=r"manifest\.json: cannot be read: Is a directory"):
        store.manifest()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"format": 1}', '{"format": 1, "policies": {"p": {}}}', "\xff"]
)
def test_a_damaged_manifest_is_named(store: Store, text: str) -> None:
    """And a commit puts a whole one in its place."""
    manifest = store.folder / "manifest.json"
    manifest.write_text(text, encoding="latin-1")
    with pytest.raises(IndexDamaged, match=r"manifest\.json: .*; run: assistant index"):
        store.manifest()
    store.commit({"q": entry("0" * 64)})
    assert list(store.manifest().policies) == ["q"]


def test_a_manifest_of_an_older_format_is_named(store: Store) -> None:
    """The number that it has, and the one that is read."""
    (store.folder / "manifest.json").write_text('{"format": 0, "policies": {}, "failures": {}}')
    with pytest.raises(IndexDamaged, match="has format 0, this program reads"):
        store.manifest()


def test_an_object_without_a_commit_does_not_count(store: Store) -> None:
    """A crash between write and commit leaves the old manifest valid, and what was left is cleared away in time."""
    left = store.folder / f"{store.write(b'never committed')}.npz"
    torn = store.folder / ".manifest.json.k3_torn8"
    torn.write_bytes(b"{")
    assert list(store.manifest().policies) == ["p"]
    store.commit({})
    assert left.exists()
    assert torn.exists()
    for path in (left, torn, object_of(store)):
        os.utime(path, (1, 1))
    store.commit({})
    assert not left.exists()
    assert not torn.exists()
    assert object_of(store).exists()


def test_what_is_not_the_stores_own_stays(store: Store) -> None:
    """Somebody may name a folder that holds other things."""
    others = [store.folder / name for name in (".env", ".gitignore", ".config.settings", "weights.npz", "notes.txt")]
    for path in others:
        path.write_bytes(b"mine")
        os.utime(path, (1, 1))
    store.commit({})
    assert all(path.exists() for path in others)


def test_an_interrupted_write_of_any_file_is_cleared_away(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also one that the process did not live to clear away itself."""
    before = set(store.folder.iterdir())
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError("killed")))
        patched.setattr(Path, "unlink", lambda *_, **__: None)
        store.write_blob("bank-words.cache", b"x")
        with pytest.raises(AssistantError):
            store.write(b"x")
        with pytest.raises(OSError, match="killed"):
            store.commit({})
    left = set(store.folder.iterdir()) - before
    assert len(left) == 3
    for path in left:
        os.utime(path, (1, 1))
    store.commit({})
    assert not any(path.exists() for path in left)


def test_an_object_that_is_written_again_is_young_again(store: Store) -> None:
    """A commit of another process in between does not take it for left over."""
    path = store.folder / f"{store.write(b'x')}.npz"
    os.utime(path, (1, 1))
    store.write(b"x")
    store.commit({})
    assert path.exists()


def test_others_may_read_what_is_written(store: Store) -> None:
    """Whoever indexes need not be who serves; a temporary file, as which each begins, is its maker's alone."""
    for path in (object_of(store), store.folder / "manifest.json"):
        assert path.stat().st_mode & 0o777 == 0o644


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    """The folder and the system's reason."""
    (tmp_path / "taken").touch()
    with pytest.raises(AssistantError, match=r"taken.*: cannot be written: "):
        Store(tmp_path / "taken" / "indexes").write(b"x")


COMMIT = """
import sys
from pathlib import Path
from assistant.index.store import Store
from tests.index.test_store import entry
store = Store(Path(sys.argv[1]))
for number in range(40):
    name = f"{sys.argv[2]}-{number}"
    store.commit({name: entry(store.write(name.encode()))})
    print(name, flush=True)
"""


@contextmanager
def committing(store: Store, name: str) -> Iterator[subprocess.Popen[str]]:
    """A process that commits one policy after the other, and says so after each."""
    command = [sys.executable, "-c", COMMIT, str(store.folder), name]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        yield process
        process.kill()


def test_two_processes_commit_at_once(store: Store) -> None:
    """Neither loses what the other committed."""
    with committing(store, "a") as one, committing(store, "b") as other:
        assert one.wait(120) == other.wait(120) == 0
    names = {"p", *(f"{who}-{number}" for who in "ab" for number in range(40))}
    assert set(store.manifest().policies) == names
    assert all(store.has(each.object) for each in store.manifest().policies.values())


@pytest.mark.parametrize("seed", range(4))
def test_a_kill_at_any_moment_loses_nothing_committed(store: Store, seed: int) -> None:
    """Whatever the process had said was committed is in a manifest that reads, with its object."""
    with committing(store, "k") as process:
        assert process.stdout
        said = [process.stdout.readline().strip()]
        time.sleep(random.Random(seed).uniform(0, 0.05))
        process.send_signal(signal.SIGKILL)
        said += process.stdout.read().split()
    kept = store.manifest().policies
    assert {"p", *said} <= set(kept)
    assert all(store.has(each.object) for each in kept.values())
    store.commit({"after": entry(store.write(b"after"))})
    assert "after" in store.manifest().policies
