"""``assistant add``, ``remove``, ``update`` and ``prune``: what comes into the library, and what goes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.cli.console import ExitCode, Progress, out, say
from assistant.cli.options import (
    LibraryOptions,
    complete_policy,
    json_option,
    library_options,
    policies_option,
    tell_damage,
    tell_unused,
)
from assistant.errors import NoPolicies, UnknownPolicy
from assistant.model import VERSION_DIGITS
from assistant.render import dumps, one_line

if TYPE_CHECKING:
    from assistant.indexer.library import Library
    from assistant.indexer.originals import Additions
    from assistant.indexer.versions import Kept

_VERSIONS = 3
_CENTURY = 36_525
_FEW = 5


@click.command(short_help="Add policies: files, or folders of them.")
@click.argument("paths", metavar="FILE|FOLDER...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--id", "name", metavar="ID", help="What a single file is called in the library, instead of its name.")
@json_option
@library_options
def add(paths: tuple[Path, ...], name: str | None, as_json: bool, library: LibraryOptions) -> ExitCode:
    """Copy policies into the library, and index them.

    Your files stay as they are. A file that cannot be read, or that the library has already, is named and the others
    go on; then the exit code is 4. When it is interrupted, what was indexed stays, and the same command goes on.

    \b
    Examples:
      assistant add privacy.pdf
      assistant add ~/Downloads/privacy.html --id acme
      assistant add legal/policies/
    """
    from assistant.indexer import originals  # noqa: PLC0415

    if name and (len(paths) != 1 or paths[0].is_dir()):
        raise click.UsageError("--id names a single file")
    try:
        with Progress("adding") as progress:
            done = originals.add(held := _indexed(library), paths, name, progress)
    except KeyboardInterrupt:
        say("interrupted; what was indexed stays, and the same command goes on with the rest")
        raise
    if as_json:
        refused = [{"file": str(path), "reason": reason} for path, reason in done.refused]
        out(dumps({"added": list(done.added), "present": list(done.present), "refused": refused}))
    else:
        _tell(done, progress.seconds)
    tell_damage(held.index, done.added)
    for path, reason in done.refused:
        say(f"{path}: {reason}")
    return ExitCode.UNREADABLE if done.refused else ExitCode.DONE


def _tell(done: Additions, seconds: float) -> None:
    for policy in done.added:
        out(one_line(policy))
    parts = [f"added {_count(len(done.added), 'policy', 'policies')}"]
    parts += [f"{len(done.present)} already there{_named(done.present)}"] if done.present else []
    parts += [f"{len(done.refused)} refused"] if done.refused else []
    parts += [f"{_count(done.left_out, 'file', 'files')} of other formats left out"] if done.left_out else []
    say(f"{', '.join(parts)} ({seconds:.1f} s)")


@click.command(short_help="Take policies out of the library.")
@click.argument("policy", metavar="ID...", nargs=-1, required=True, shell_complete=complete_policy)
@library_options
def remove(policy: tuple[str, ...], library: LibraryOptions) -> ExitCode:
    """Take policies out of the library.

    Their originals are put away with the superseded versions, under .versions/ in the policies folder, until
    `assistant prune` drops them.

    \b
    Examples:
      assistant remove acme
      assistant remove acme && assistant prune --keep 0 acme
    """
    from assistant.indexer import originals  # noqa: PLC0415

    held = _indexed(library)
    held.sync()
    originals.remove(held, policy)
    say(f"removed {', '.join(one_line(each) for each in policy)}")
    return ExitCode.DONE


@click.command(short_help="Replace a policy by its new version.")
@click.argument("policy", metavar="ID", shell_complete=complete_policy)
@click.argument("file", type=click.Path(path_type=Path))
@library_options
def update(policy: str, file: Path, library: LibraryOptions) -> ExitCode:
    """Replace a policy's original by FILE, a new version of it, which may be of another format.

    The old original is kept under .versions/ in the policies folder, so that links to what it said still open. A FILE
    that cannot be read changes nothing.

    \b
    Examples:
      assistant update acme ~/Downloads/privacy-2026.pdf
      assistant update acme new.html && assistant diff acme
    """
    from assistant.indexer import originals  # noqa: PLC0415

    held = _indexed(library)
    held.sync()
    with Progress("indexing") as progress:
        old, new = originals.update(held, policy, file, progress)
    if old == new:
        say(f"{policy}: the text is the same as before ({new[:VERSION_DIGITS]})")
    else:
        before = f"from {old[:VERSION_DIGITS]} " if old else ""
        say(f"updated {policy} {before}to {new[:VERSION_DIGITS]}; what changed: assistant diff {policy}")
        tell_damage(held.index, (policy,))
        tell_unused(library.chatbot())
    return ExitCode.DONE


@click.command(short_help="Drop old versions of the policies.")
@click.argument("policy", metavar="[ID...]", nargs=-1, shell_complete=complete_policy)
@click.option("--keep", type=click.IntRange(0), default=_VERSIONS, show_default=True, metavar="N",
              help="Versions of each policy that stay, the latest ones.")  # fmt: skip
@click.option("--older-than", type=click.IntRange(0, _CENTURY), metavar="DAYS",
              help="Drop only what was superseded before that.")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="List what would be dropped, and drop nothing.")
@policies_option()
def prune(policy: tuple[str, ...], keep: int, older_than: int | None, dry_run: bool, policies: Path) -> ExitCode:
    """Drop superseded versions of some policies, or of all.

    A link to what a dropped version said opens the present version instead, with a note.

    \b
    Examples:
      assistant prune --dry-run
      assistant prune --keep 1 acme
      assistant prune --keep 0 --older-than 3650
    """
    from assistant.indexer import versions  # noqa: PLC0415
    from assistant.indexer.suffixes import policy_ids  # noqa: PLC0415

    if not policies.is_dir():
        raise NoPolicies(policies)
    known = versions.policies_with_versions(policies)
    present = policy_ids(policies)
    for each in policy:
        if each not in {*known, *present}:
            raise UnknownPolicy(each, sorted({*known, *present}))
    dropped = [old for name in policy or known for old in _old(versions.kept(policies, name), keep, older_than)]
    for old in dropped:
        out(f"{one_line(old.policy)}  {old.version}  {old.superseded:%Y-%m-%d}")
        if not dry_run:
            old.delete()
    say(f"{'would drop' if dry_run else 'dropped'} {_count(len(dropped), 'old version', 'old versions')}")
    return ExitCode.DONE


def _old(versions: Sequence[Kept], keep: int, days: int | None) -> list[Kept]:
    horizon = dt.datetime.now(dt.UTC) - dt.timedelta(days=days or 0)
    return [each for each in versions[keep:] if days is None or each.superseded < horizon]


def _indexed(library: LibraryOptions) -> Library:
    """The library as the indexer sees it: nothing here asks a question."""
    from assistant import resources  # noqa: PLC0415
    from assistant.index.store import Store  # noqa: PLC0415
    from assistant.indexer.library import Library  # noqa: PLC0415
    from assistant.reader.encoder import Reader  # noqa: PLC0415

    reader = Reader(resources.DATA / "reader") if library.reader else None
    return Library(library.policies, Store(library.indexes), reader)


def _named(policies: Iterable[str]) -> str:
    """A few policies by their names; many are not worth the room."""
    names = [one_line(each) for each in policies]
    return f" ({', '.join(names)})" if len(names) <= _FEW else ""


def _count(number: int, one: str, more: str) -> str:
    return f"{number:,} {one if number == 1 else more}"
