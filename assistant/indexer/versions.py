"""Superseded versions of the policies, under ``policies/.versions/<id>/``, so that an old citation can be checked.

A version is kept as ``<first 12 digits of its SHA-256>`` with a suffix: the original where there was one to move, else
(or as well, where the original is not plain text) its canonical text as ``.txt``, and its facts as ``.meta.toml``.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.errors import PolicyError
from assistant.index.files import replace_file
from assistant.index.policy_index import PolicyIndex
from assistant.indexer.build import build_index
from assistant.indexer.metadata import sidecar_text
from assistant.indexer.reading import read
from assistant.indexer.suffixes import SIDECAR
from assistant.model import VERSION_DIGITS, Document

FOLDER = ".versions"
_TEXT = ".txt"


@dataclass(frozen=True, slots=True)
class Kept:
    """A superseded version."""

    policy: str
    version: str
    """The first VERSION_DIGITS digits."""
    superseded: dt.datetime
    """When it was put away, in UTC."""
    files: tuple[Path, ...]

    def delete(self) -> None:
        """Drop it. Raises OSError."""
        for path in self.files:
            path.unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # other versions are left
            self.files[0].parent.rmdir()


def keep(policies: Path, document: Document, original: Path | None = None) -> None:
    """Put a version away: its canonical text and facts, and a copy of the original where that is at hand.

    Raises OSError.
    """
    folder = policies / FOLDER / document.id
    folder.mkdir(parents=True, exist_ok=True)
    name = document.version[:VERSION_DIGITS]
    if original is not None:
        shutil.copyfile(original, folder / f"{name}{original.suffix.lower()}")
    if not (folder / f"{name}{_TEXT}").exists():
        replace_file(folder / f"{name}{_TEXT}", document.text.encode())
    replace_file(folder / f"{name}{SIDECAR}", _facts(document).encode())


def kept(policies: Path, policy: str) -> list[Kept]:
    """The superseded versions of one policy, the latest first."""
    folder = policies / FOLDER / policy
    if not policy or Path(policy).name != policy or not folder.is_dir():
        return []
    files: dict[str, list[Path]] = {}
    for path in sorted(folder.glob("*.*")):
        if not path.name.startswith("."):
            files.setdefault(path.name.split(".")[0], []).append(path)
    found = [_kept(policy, name, tuple(paths)) for name, paths in files.items()]
    return sorted(found, key=lambda each: (each.superseded, each.version), reverse=True)


def policies_with_versions(policies: Path) -> list[str]:
    """The ids that have superseded versions, also of policies that are gone."""
    folder = policies / FOLDER
    return sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []


def load(version: Kept) -> PolicyIndex | None:
    """The version as it was indexed, from its original, else from its text; None where neither reads as it did."""
    for path in sorted(version.files, key=lambda path: path.suffix == _TEXT):
        if path.name.endswith(SIDECAR):
            continue
        with contextlib.suppress(PolicyError):
            source = read(path)
            if source.document.version.startswith(version.version):
                document = replace(source.document, id=version.policy)
                return build_index(replace(source, document=document), None)
    return None


def _kept(policy: str, name: str, files: tuple[Path, ...]) -> Kept:
    latest = max(path.stat().st_mtime for path in files)
    return Kept(policy, name, dt.datetime.fromtimestamp(latest, dt.UTC), files)


def _facts(document: Document) -> str:
    """A sidecar that tells what the canonical text alone may not."""
    date = document.effective_date
    return sidecar_text({
        "title": document.title,
        "company": document.company,
        "url": document.url,
        "language": document.language,
        "effective_date": date.isoformat() if date else None,
        "effective_text": document.effective_text,
    })  # fmt: skip
