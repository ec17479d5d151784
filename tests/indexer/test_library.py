"""The library: kept true to its folder, whatever lies in it and whenever it is interrupted."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assistant import resources
from assistant.errors import NoPolicies, PolicyError, UnknownPolicy
from assistant.index.policy_index import PolicyIndex, to_bytes
from assistant.index.store import Entry, Store
from assistant.indexer import builders, fingerprints, originals, reading, versions, worker
from assistant.indexer.build import build
from assistant.indexer.fingerprints import fingerprint
from assistant.indexer.library import Library, SyncReport
from assistant.reader.encoder import Reader
from tests.indexer.documents import SEEDS, write

ROOT = Path(__file__).parents[2]
_TICK_S = 0.05
"""Longer than a tick of the clock that a file system writes times by."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty policies folder."""
    (tmp_path / "policies").mkdir()
    return tmp_path / "policies"


@pytest.fixture
def library(folder: Path, tmp_path: Path) -> Library:
    """A library over it, with the reader off."""
    return Library(folder, Store(tmp_path / "indexes"), None)


def text_of(library: Library, policy: str) -> str:
    """What a policy says."""
    return library.index(policy).document.text


def many(folder: Path, count: int) -> list[str]:
    """So many small policies; their ids."""
    folder.mkdir(exist_ok=True)
    for number in range(count):
        write(folder, f"p{number:03}.txt", f"Privacy policy\n\nWe keep your data for {number} days.")
    return [f"p{number:03}" for number in range(count)]


def test_only_what_changed_is_built(library: Library, folder: Path) -> None:
    """A new file, a changed one, a changed sidecar and one that is gone; then nothing."""
    write(folder, "a.txt", "We keep data.")
    write(folder, "b.md", "# Privacy\n\nWe sell nothing.")
    assert library.sync().built == ("a", "b")
    assert library.sync() == library.sync()
    assert library.sync().built == ()
    write(folder, "a.txt", "We keep more data.")
    assert library.sync().built == ("a",)
    write(folder, "b.meta.toml", 'company = "B Inc"')
    assert library.sync().built == ("b",)
    (folder / "a.txt").unlink()
    report = library.sync()
    assert (report.built, report.removed) == ((), ("a",))
    assert list(library.manifest.policies) == ["b"]


def test_a_change_of_the_same_size_at_the_same_second_is_seen(library: Library, folder: Path) -> None:
    """A process that remembers what it hashed does not trust a file that has only just changed."""
    for number in range(5):
        write(folder, "a.txt", f"We keep data for {number} days.")
        library.sync()
        assert f"{number} days" in text_of(library, "a")


def test_a_settled_file_is_not_read_again(library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a server looks at every second is hashed once; a change is seen, whatever time it was put back to."""
    monkeypatch.setattr(fingerprints, "_SETTLED_NS", 0)
    read: list[Path] = []

    def reading(path: Path) -> str:
        read.append(path)
        return fingerprint(path)

    monkeypatch.setattr(fingerprints, "fingerprint", reading)
    path = write(folder, "a.txt", "We keep data.")
    os.utime(path, (1, 1))
    time.sleep(_TICK_S)
    library.sync()
    library.sync()
    assert read == [path]
    path.write_text("We sell data.")  # of the same size
    os.utime(path, (1, 1))
    assert library.sync().built == ("a",)


def test_what_cannot_be_read_is_named_and_the_rest_goes_on(library: Library, folder: Path) -> None:
    """A bad file is told each time, tried again when it changes or when asked to, and forgotten when it is gone."""
    write(folder, "good.txt", "We keep data.")
    write(folder, "bad.txt", "")
    report = library.sync()
    assert report.built == ("good",)
    assert report.failed == ((folder / "bad.txt", "is empty"),)
    assert library.sync().failed == report.failed
    write(folder, "bad.txt", "Mended.")
    assert library.sync().built == ("bad",)
    (folder / "bad.txt").unlink()
    write(folder, "worse.txt", "")
    assert [path.name for path, _ in library.sync().failed] == ["worse.txt"]
    assert list(library.manifest.policies) == ["good"]
    (folder / "worse.txt").unlink()
    assert library.sync().failed == ()
    assert library.manifest.failures == {}


def test_a_file_that_cannot_be_read_any_more(library: Library, folder: Path) -> None:
    """Its last readable version stands meanwhile: the file may just be half written."""
    write(folder, "a.txt", "We keep data.")
    library.sync()
    write(folder, "a.txt", "")
    assert library.sync().failed == ((folder / "a.txt", "is empty; its last readable version answers"),)
    assert text_of(library, "a") == "We keep data."
    write(folder, "a.txt", "We keep data.")
    assert library.sync() == SyncReport()
    assert library.manifest.failures == {}
    write(folder, "a.txt", "")
    library.sync()
    write(folder, "a.txt", "We sell data.")
    assert library.sync().built == ("a",)
    assert text_of(library, "a") == "We sell data."
    (folder / "a.txt").unlink()
    write(folder, "a.md", "\n")  # another original
    write(folder, "b.txt", "We keep data.")
    library.sync()
    assert list(library.manifest.policies) == ["b"]


def test_what_another_reader_made_is_read_anew(folder: Path, tmp_path: Path) -> None:
    """Its vectors cannot be compared with this one's, and the file cannot be read any more: the index's text can."""
    path = resources.DATA / "reader"
    earlier, present = Reader(path, precedents=False), Reader(path)
    write(folder, "a.txt", "We keep data for 5 days.\n\nWe sell nothing.")
    Library(folder, Store(tmp_path / "indexes"), earlier).sync()
    write(folder, "a.txt", "")
    library = Library(folder, Store(tmp_path / "indexes"), present)
    assert len(library.sync().failed) == 1
    found = library.index("a")
    assert found.vectors
    assert found.vectors.model == present.fingerprint != earlier.fingerprint
    assert library.index("a") is found


def test_two_originals_of_one_id(library: Library, folder: Path) -> None:
    """One is used, and the other is named."""
    write(folder, "a.md", "We keep data.")
    write(folder, "a.txt", "We sell data.")
    ((path, reason),) = library.sync().failed
    assert (path.name, reason) == ("a.txt", "is left out: a.md has the same id; rename one, or remove it")
    assert text_of(library, "a") == "We keep data."


def test_a_name_that_is_no_text(library: Library, folder: Path) -> None:
    """Its bytes are not UTF-8: it can go into no link. The others are read."""
    write(folder, "a.txt", "We keep data.")
    (folder / os.fsdecode(b"caf\xe9.txt")).write_text("We sell data.")
    ((path, reason),) = library.sync().failed
    assert (os.fsencode(path.name), reason) == (b"caf\xe9.txt", "is left out: its name is not UTF-8; rename it")
    assert list(library.manifest.policies) == ["a"]


def test_a_folder_whose_name_is_no_text(tmp_path: Path) -> None:
    """Nobody is told of it but the manifest."""
    folder = tmp_path / os.fsdecode(b"caf\xe9")
    folder.mkdir()
    write(folder, "a.txt", "We keep data.")
    store = Store(tmp_path / "indexes")
    assert Library(folder, store, None).sync().built == ("a",)
    assert list(Library(folder, store, None).manifest.policies) == ["a"]


def test_a_folder_without_policies(library: Library, folder: Path) -> None:
    """It is an error of its own, as is one that is not there."""
    write(folder, ".hidden.txt", "We keep data.")
    with pytest.raises(NoPolicies):
        library.sync()
    shutil.rmtree(folder)
    with pytest.raises(NoPolicies):
        library.sync()


def test_a_damaged_index_is_mended_on_demand(library: Library, folder: Path) -> None:
    """``verify`` reads every object through, and tries again what failed."""
    write(folder, "a.txt", "We keep data.")
    library.sync()
    path = library.store.folder / f"{library.manifest.policies['a'].object}.npz"
    path.write_bytes(path.read_bytes()[:-20])
    assert library.sync().built == ()
    assert library.sync(verify=True).built == ("a",)
    assert text_of(library, "a") == "We keep data."


def test_workers_build_the_same_bytes(folder: Path) -> None:
    """It does not matter in which process a policy was built."""
    files = {path.stem: Path(shutil.copy(path, folder)) for path in SEEDS}
    files["page"] = write(folder, "page.html", "<h1>Privacy policy</h1><p>We keep data.</p>")
    built = dict(builders.build_all(files, None))
    assert set(built) == set(files)
    for policy, path in files.items():
        result = built[policy]
        assert isinstance(result, worker.Built)
        assert result.data == to_bytes(build(path, None))


def test_a_worker_that_ends_is_replaced(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its file is refused with the reason, and the next file is read."""
    path = write(folder, "a.html", "<p>We keep data.</p>")
    for status, reason in ((signal.SIGPROF, worker.TOOK_TOO_LONG), (signal.SIGKILL, "its worker ended with status -9")):
        hand = builders.Worker(None)
        start = builders._start
        with monkeypatch.context() as patched:
            ending = [sys.executable, "-c", f"import os; input(); os.kill(os.getpid(), {int(status)})"]
            patched.setattr(builders, "_start", lambda _, run=ending: _piped(run))
            assert reason in str(hand.build(path))
            patched.setattr(builders, "_start", start)
            assert isinstance(hand.build(path), worker.Built)
        hand.stop()
        hand.close()


def _piped(command: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def test_time_is_limited_by_the_kernel() -> None:
    """A loop that never ends is ended, also where no Python code would get to run."""
    code = (
        "from assistant.indexer import worker\n"
        "worker.LIMIT_S = 0.2\n"
        "with worker.limits():\n"
        "    while True:\n"
        "        pass\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGPROF


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not limit the address space")
def test_memory_is_limited() -> None:
    """512 MB beside the program, and not 600; afterwards the limit is lifted."""
    code = (
        "from assistant.indexer import worker\n"
        "with worker.limits():\n"
        "    bytearray(400 << 20)\n"
        "    try:\n"
        "        bytearray(600 << 20)\n"
        "    except MemoryError:\n"
        "        print('limited')\n"
        "bytearray(600 << 20)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout == "limited\n"


def test_adding_a_folder(library: Library, folder: Path, tmp_path: Path) -> None:
    """Every readable file comes in, with its sidecar; what does not is named; the originals stay as they are."""
    inbox = tmp_path / "inbox"
    (inbox / "deeper").mkdir(parents=True)
    write(inbox, "a.txt", "We keep data.")
    write(inbox, "a.meta.toml", 'company = "A Inc"')
    write(inbox / "deeper", "b.html", "<h1>Privacy</h1><p>We sell data.</p>")
    write(inbox / "deeper", "twin.txt", "We keep data.")
    write(inbox, "same.md", "We keep data.\n")
    write(inbox, "empty.txt", "")
    write(inbox, "logo.png", "")
    before = {path: path.read_bytes() for path in inbox.rglob("*.*")}
    done = originals.add(library, [inbox])
    assert sorted(done.added) == ["a", "b"]
    assert {path.name: reason for path, reason in done.refused} == {
        "empty.txt": "is empty",
        "same.md": "has the same text as policy 'a', which is in the library already",
        "twin.txt": "is in the library already, as policy 'a'",
    }
    assert done.left_out == 1
    assert {path: path.read_bytes() for path in inbox.rglob("*.*")} == before
    assert sorted(path.name for path in folder.iterdir()) == ["a.meta.toml", "a.txt", "b.html"]
    assert library.manifest.policies["a"].company == "A Inc"
    again = originals.add(library, [inbox])
    assert (sorted(again.added), sorted(again.present)) == ([], ["a", "b"])


def test_adding_what_is_there_already(library: Library, folder: Path, tmp_path: Path) -> None:
    """An id that is taken is refused, and says how to replace it; the library itself can be added without harm."""
    write(folder, "a.txt", "We keep data.")
    (tmp_path / "my files").mkdir()
    other = write(tmp_path / "my files", "a.txt", "We sell data.")
    ((_, reason),) = originals.add(library, [other]).refused
    assert reason == (
        "another policy is called 'a'; "
        f"to replace it: assistant update a '{other}'; to have both: add this one with --id"
    )
    assert list(originals.add(library, [other], "b").added) == ["b"]
    assert sorted(originals.add(library, [folder]).present) == ["a", "b"]
    for name in ("../c", "", ".c"):
        assert "cannot be the id" in originals.add(library, [write(tmp_path, "c.txt", "C")], name or ".").refused[0][1]


def test_one_odd_file_does_not_stop_the_others(library: Library, folder: Path, tmp_path: Path) -> None:
    """Neither a sidecar that is too large, which is named, nor a policy in the library that cannot be opened."""
    (folder / "loop.txt").symlink_to("loop.txt")
    (folder / "shut.txt").symlink_to("/proc/self/mem")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    write(inbox, "a.txt", "We keep data.")
    with (inbox / "a.meta.toml").open("wb") as side:
        side.truncate(20_000_000)
    write(inbox, "b.txt", "We sell data.")
    done = originals.add(library, [inbox])
    assert list(done.added) == ["b"]
    assert [(path.name, reason) for path, reason in done.refused] == [
        ("a.meta.toml", "is 20 MB; the limit is 17 MB"),
    ]
    before = (folder / "b.txt").read_bytes()
    with pytest.raises(PolicyError, match=r"a\.meta\.toml: is 20 MB"):
        originals.update(library, "b", inbox / "a.txt")
    assert (folder / "b.txt").read_bytes() == before


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With what to install and what to do then, which is right for a file that was refused and one of the library."""
    for name, extra in (("pypdf", "pdf"), ("mammoth", "docx")):
        monkeypatch.setitem(sys.modules, name, None)
        with pytest.raises(
            PolicyError, match=rf'pip install "policy-assistant\[{extra}\]"; then try again \(a file in'
        ):
            reading.read(write(tmp_path, f"a.{extra}", "x"))


def test_updating(library: Library, folder: Path, tmp_path: Path) -> None:
    """The new original takes the old one's place, in another format too; the old one is kept byte for byte."""
    old = "\ufeffWe keep data.\r\n".encode()
    (folder / "a.txt").write_bytes(old)
    library.sync()
    before, after = originals.update(library, "a", write(tmp_path, "new.md", "# Privacy\n\nWe sell data."))
    assert [path.name for path in folder.iterdir() if path.is_file()] == ["a.md"]
    assert library.manifest.policies["a"].version == after
    kept = folder / ".versions" / "a" / f"{before[:12]}.txt"
    assert kept.read_bytes() == old
    index = library.version("a", before)
    assert index is not None
    assert (index.document.id, index.document.text) == ("a", "We keep data.\n")


def test_a_version_opens_from_its_original(library: Library, folder: Path, tmp_path: Path) -> None:
    """Its text is kept beside it, and knows nothing of headings and links."""
    write(folder, "a.html", '<h2>logs</h2><p>We keep <a href="https://a.example/data">data</a>.</p>')
    library.sync()
    before, _ = originals.update(library, "a", write(tmp_path, "new.html", "<p>We sell data.</p>"))
    assert len(list((folder / ".versions" / "a").glob(f"{before[:12]}.*"))) == 3
    index = library.version("a", before)
    assert index is not None
    assert [section.path for section in index.sections if section.path] == [("logs",)]
    assert [link.url for link in index.document.links] == ["https://a.example/data"]


def test_an_update_that_cannot_be_read_changes_nothing(library: Library, folder: Path, tmp_path: Path) -> None:
    """The old policy still answers."""
    write(folder, "a.txt", "We keep data.")
    library.sync()
    with pytest.raises(PolicyError, match="is empty"):
        originals.update(library, "a", write(tmp_path, "new.txt", " "))
    with pytest.raises(UnknownPolicy):
        originals.update(library, "b", write(tmp_path, "new.txt", "We sell data."))
    assert text_of(library, "a") == "We keep data."
    assert not (folder / ".versions").exists()


def test_an_update_overwrites_no_other_file(library: Library, folder: Path, tmp_path: Path) -> None:
    """One of the same name was left out of the library, and nobody else has it."""
    write(folder, "a.html", "<p>We keep data.</p>")
    other = write(folder, "a.txt", "Notes of mine.")
    with pytest.raises(PolicyError, match=r"is there already, beside a\.html"):
        originals.update(library, "a", write(tmp_path, "new.txt", "We sell data."))
    assert other.read_text() == "Notes of mine."


def test_a_version_that_was_overwritten_is_kept_by_its_text(library: Library, folder: Path) -> None:
    """Its text and facts are in the index until then; they open again even when the indexes are gone."""
    write(folder, "a.html", "<title>Privacy at A</title><h1>Privacy</h1><p>We keep “data” – 5 days. 😀</p>")
    write(folder, "a.meta.toml", 'company = "A \\"Inc\\""\neffective_date = "2020-02-29"')
    library.sync()
    old = library.index("a").document
    write(folder, "a.html", "<p>All new.</p>")
    library.sync()
    shutil.rmtree(library.store.folder)
    library.sync()
    index = library.version("a", old.version[:12])
    assert index is not None
    found = index.document
    assert (found.id, found.text, found.version) == ("a", old.text, old.version)
    assert (found.title, found.company, found.effective_date) == (old.title, old.company, old.effective_date)


def test_a_version_is_kept_when_its_policy_goes(library: Library, folder: Path) -> None:
    """Removed by command or by hand, or replaced by something unreadable of another format."""
    for name in "abc":
        write(folder, f"{name}.txt", f"We keep {name}.")
    write(folder, "d.txt", "Stays.")
    library.sync()
    seen = {name: library.manifest.policies[name].version for name in "abc"}
    originals.remove(library, ["a"])
    (folder / "b.txt").unlink()
    (folder / "c.txt").unlink()
    write(folder, "c.md", "")
    library.sync()
    assert list(library.manifest.policies) == ["d"]
    for name, version in seen.items():
        index = library.version(name, version)
        assert index is not None
        assert index.document.text == f"We keep {name}."


def test_versions_that_come_and_go(library: Library, folder: Path) -> None:
    """The latest comes first; one that is present again is not an earlier one; pruning drops them."""
    seen = []
    for text in ("First.", "Second.", "First.", "Third."):
        write(folder, "a.txt", text)
        library.sync()
        seen.append(library.manifest.policies["a"].version)
        for kept in versions.kept(folder, "a"):  # a step back in time, so that no two are put away at once
            for path in kept.files:
                state = path.stat()
                os.utime(path, (state.st_mtime - 10, state.st_mtime - 10))
    assert library.superseded("a") == (seen[0][:12], seen[1][:12])
    write(folder, "a.txt", "Second.")
    library.sync()
    assert library.superseded("a") == (seen[3][:12], seen[0][:12])
    for kept in versions.kept(folder, "a"):
        kept.delete()
    assert not (folder / ".versions" / "a").exists()
    fresh = Library(folder, library.store, None)
    assert fresh.version("a", seen[0]) is None


def test_a_version_is_only_found_by_its_own_digits(library: Library, folder: Path) -> None:
    """Not by none, not by another's, and never outside the folder."""
    write(folder, "a.txt", "First.")
    library.sync()
    old = library.manifest.policies["a"].version
    write(folder, "a.txt", "Second.")
    library.sync()
    assert library.version("a", old[:6]) is not None
    for policy, prefix in (
        ("a", old[:12] + "f" * 52), ("a", "*"), ("b", old), ("../a", old), ("..", old), ("", old), ("b", ""),
    ):  # fmt: skip
        assert library.version(policy, prefix) is None


def test_another_folder_with_the_same_indexes_keeps_nothing(library: Library, folder: Path, tmp_path: Path) -> None:
    """The policies of one folder are no earlier versions of another's."""
    write(folder, "a.txt", "We keep data.")
    library.sync()
    other = tmp_path / "other"
    other.mkdir()
    write(other, "a.txt", "Something else.")
    Library(other, library.store, None).sync()
    assert not (other / ".versions").exists()


def test_many_policies_come_in_batches(library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An interrupted sync keeps what was committed, and the next one builds the rest and nothing else."""
    names = many(folder, 12)
    monkeypatch.setattr("assistant.indexer.batch._POLICIES", 4)

    def interrupt(done: int, total: int, policy: str) -> None:
        if done == 6:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        library.sync(interrupt)
    kept = set(library.manifest.policies)
    assert len(kept) == 6
    assert set(library.sync().built) == set(names) - kept


SYNC = """
import sys
from pathlib import Path
from assistant.index.store import Store
from assistant.indexer import batch
from assistant.indexer.library import Library, SyncReport
batch._POLICIES = 2
tell = lambda done, total, policy: print(done, flush=True)
Library(Path(sys.argv[1]), Store(Path(sys.argv[2])), None).sync(tell)
"""


@pytest.mark.parametrize("seed", range(3))
def test_a_kill_during_sync_loses_no_committed_policy(library: Library, folder: Path, seed: int) -> None:
    """What was there before is there after, whole, and a later sync completes the library."""
    many(folder, 20)
    dice = random.Random(seed)
    seen: set[str] = set()
    for _ in range(2):
        command = [sys.executable, "-c", SYNC, str(folder), str(library.store.folder)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            for _ in range(dice.randrange(2, 12)):
                process.stdout.readline()
            time.sleep(dice.uniform(0, 0.02))
            process.kill()
            process.stdout.read()
        now = set(library.manifest.policies)
        assert seen <= now
        assert all(library.index(policy).document.id == policy for policy in now)
        seen = now
    assert set(library.sync().built) == {f"p{number:03}" for number in range(20)} - seen
    assert len(library.manifest.policies) == 20


def test_a_broken_original_is_not_put_away(library: Library, folder: Path, tmp_path: Path) -> None:
    """What an update or a removal keeps is the version that was read, not what its file has become."""
    write(folder, "a.txt", "We keep data.")
    write(folder, "b.txt", "We sell data.")
    library.sync()
    seen = {name: library.manifest.policies[name].version for name in "ab"}
    for name in "ab":
        write(folder, f"{name}.txt", "")
    library.sync()
    originals.update(library, "a", write(tmp_path, "new.txt", "We keep no data."))
    originals.remove(library, ["b"])
    for name, text in (("a", "We keep data."), ("b", "We sell data.")):
        index = library.version(name, seen[name])
        assert index is not None
        assert index.document.text == text


def test_asking_all_of_many_does_not_read_each_anew(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What fits in memory stays there; a policy that is asked by itself comes in for the one that waited longest."""
    monkeypatch.setattr("assistant.indexer.library._LOADED", 3)
    names = many(folder, 5)
    library.sync()
    read: list[str] = []
    load = library.store.load

    def noted(name: str, entry: Entry) -> PolicyIndex:
        read.append(name)
        return load(name, entry)

    monkeypatch.setattr(library.store, "load", noted)

    def ask_all() -> list[str]:
        read.clear()
        for name in names:
            library.index(name, passing=True)
        return list(read)

    assert ask_all() == names
    assert ask_all() == names[3:]
    library.index(names[4])
    assert ask_all() == [names[0], names[3]]
    write(folder, f"{names[4]}.txt", "Privacy policy\n\nWe keep nothing.")
    library.sync()
    assert ask_all() == [names[0], names[3], names[4]]
    assert ask_all() == names[3:]


def test_two_libraries_in_one_folder_of_indexes(library: Library, folder: Path, tmp_path: Path) -> None:
    """Neither answers from the other's policies; one that was moved keeps its indexes."""
    write(folder, "a.txt", "We keep data.")
    library.sync()
    other = tmp_path / "other"
    other.mkdir()
    write(other, "b.txt", "We sell data.")
    second = Library(other, library.store, None)
    assert second.manifest.policies == {}
    second.sync()
    assert list(second.manifest.policies) == ["b"]
    assert library.manifest.policies == {}
    assert library.sync().built == ("a",)
    moved = folder.rename(tmp_path / "moved")
    assert Library(moved, library.store, None).sync() == SyncReport()


def test_an_update_forgets_the_date_of_the_last_version(library: Library, folder: Path, tmp_path: Path) -> None:
    """A sidecar's other fields stay; a sidecar that comes with the new version takes its place."""
    write(folder, "a.txt", "We keep data.")
    write(folder, "a.meta.toml", 'title = "T"\neffective_date = 2020-01-01\neffective_text = "January 2020"\n')
    library.sync()
    originals.update(library, "a", write(tmp_path, "new.txt", "Updated May 5, 2026. We sell data."))
    document = library.index("a").document
    assert (document.title, document.effective_text) == ("T", "Updated May 5, 2026")
    write(tmp_path, "newer.meta.toml", 'title = "U"\neffective_date = 2027-01-01\n')
    originals.update(library, "a", write(tmp_path, "newer.txt", "We sell all data."))
    document = library.index("a").document
    assert (document.title, str(document.effective_date)) == ("U", "2027-01-01")


def test_a_version_that_another_process_pruned(library: Library, folder: Path) -> None:
    """It is gone at once, also where it was opened before."""
    for text in ("First.", "Second."):
        write(folder, "a.txt", text)
        library.sync()
    (kept,) = versions.kept(folder, "a")
    assert library.version("a", kept.version) is not None
    kept.delete()
    assert library.version("a", kept.version) is None
