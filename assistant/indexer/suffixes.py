"""Which files of a folder are policies, and which stand beside one, by their names."""

from __future__ import annotations

from pathlib import Path

PLAIN = (".txt", ".text")
MARKDOWN = (".md", ".markdown")
HTML = (".html", ".htm")
PDF = (".pdf",)
DOCX = (".docx",)
SUFFIXES = frozenset((*PLAIN, *MARKDOWN, *HTML, *PDF, *DOCX))
"""Suffixes, in lower case, of the files that can be read."""
SIDECAR = ".meta.toml"
"""Takes the place of a policy file's suffix; the stem differs, so that no file passes for another."""


def policy_ids(folder: Path) -> list[str]:
    """What a folder's policies are called, by the names of their files alone; [] if there is no such folder."""
    files = sorted(folder.glob("[!.]*.*")) if folder.is_dir() else []
    return list(dict.fromkeys(path.stem for path in files if path.suffix.lower() in SUFFIXES))
