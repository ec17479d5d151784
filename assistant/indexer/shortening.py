"""Cuts what is too long to quote at its own joints."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.model import Span

MAX_LENGTH = 700
"""The longest passage, in code points: more is no answer."""

_JOINTS = (
    re.compile(r"(?<=[;])\s+"),
    re.compile(r"\s+(?=\((?:[ivx]{1,5}|[a-z]|\d{1,2})\)\s)"),
    re.compile(r"(?<=[:.])\s+"),
    re.compile(r"(?<=,)\s+(?=(?:and|or|but|which|including)\b)"),
    re.compile(r"(?<=,)\s+"),
    re.compile(r"\s+"),
)


def shorten(text: str, span: Span) -> Iterator[Span]:
    """Cut a span at its best joint before MAX_LENGTH, again and again."""
    start, end = span
    while end - start > MAX_LENGTH:
        cut = _joint(text[start : start + MAX_LENGTH + 1])
        yield Span(start, start + len(text[start : start + cut].rstrip()))
        start += cut
        start += len(text[start:end]) - len(text[start:end].lstrip()) if text[start : start + 1].isspace() else 0
    if start < end:
        yield Span(start, end)


def _joint(window: str) -> int:
    """Where to cut a window of MAX_LENGTH + 1: after the last strong joint that leaves no crumb, else hard."""
    for joint in _JOINTS:
        cuts = [m.end() for m in joint.finditer(window) if m.start() >= MAX_LENGTH // 4 and m.end() <= MAX_LENGTH]
        if cuts:
            return cuts[-1]
    return MAX_LENGTH
