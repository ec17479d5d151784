"""Which files of a folder are policies, and which stand beside one, by their names."""

from __future__ import annotations

PLAIN = (".txt", ".text")
MARKDOWN = (".md", ".markdown")
HTML = (".html", ".htm")
PDF = (".pdf",)
DOCX = (".docx",)
SUFFIXES = frozenset((*PLAIN, *MARKDOWN, *HTML, *PDF, *DOCX))
"""Suffixes, in lower case, of the files that can be read."""
SIDECAR = ".meta.toml"
"""Takes the place of a policy file's suffix; the stem differs, so that no file passes for another."""
