"""Cuts what is too long to quote at its own joints."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.model import LONGEST_QUOTE, Span

MAX_SERIES = 500
"""A longer sentence that is a series ("we may: collect …; use …; or share …") is cut into its members."""
_MIN_MEMBERS = 3

_MEMBER = re.compile(r"(?<=;)\s+")
_HEAD = re.compile(r"[^:;]{10,300}:(?=\s)")
_JOINTS = (
    _MEMBER,
    re.compile(r"\s+(?=\((?:[ivx]{1,5}|[a-z]|\d{1,2})\)\s)"),
    re.compile(r"(?<=[:.])(?<!\be\.g\.)(?<!\bi\.e\.)\s+"),
    re.compile(r"(?<=,)\s+(?=(?:and|or|but|which|including)\b)"),
    re.compile(r"(?<=,)\s+"),
    re.compile(r"\s+"),
)


def shorten(text: str, span: Span) -> Iterator[tuple[Span, Span | None]]:
    """Cut a sentence that is too long, else leave it whole; with each part, the clause that leads the series in.

    No part is longer than LONGEST_QUOTE.
    """
    start, end = span
    joints = list(_MEMBER.finditer(text, start, end)) if end - start > MAX_SERIES else []
    if len(joints) + 1 < _MIN_MEMBERS:
        yield from ((part, None) for part in _parts(text, span))
        return
    head = _HEAD.match(text, start, joints[0].start())
    lead = Span(start, head.end()) if head else None
    for first, last in zip([start, *(m.end() for m in joints)], [*(m.start() for m in joints), end], strict=True):
        yield from ((part, lead if first > start else None) for part in _parts(text, Span(first, last)))


def _parts(text: str, span: Span) -> Iterator[Span]:
    """Cut a span at its best joint before LONGEST_QUOTE, again and again."""
    start, end = span
    while end - start > LONGEST_QUOTE:
        stop, following = _joint(text[start : start + LONGEST_QUOTE + 1])
        yield Span(start, start + stop)
        start += following
        while start < end and text[start].isspace():  # the joint's white space may go on behind the window
            start += 1
    if start < end:
        yield Span(start, end)


def _joint(window: str) -> tuple[int, int]:
    """Where a window of LONGEST_QUOTE + 1 is cut, and where the next part begins: at the last strong joint that leaves
    no crumb, else hard.
    """
    for joint in _JOINTS:
        cuts = [m for m in joint.finditer(window) if LONGEST_QUOTE // 4 <= m.start() <= LONGEST_QUOTE < len(window)]
        if cuts:
            return cuts[-1].start(), cuts[-1].end()
    return LONGEST_QUOTE, LONGEST_QUOTE
