"""Runs of passages: how long they are, and what stands in one block."""

from __future__ import annotations

from assistant.index.policy_index import PolicyIndex

COMFORTABLE = 400
"""What is quoted along with a clause must leave the whole this short: padding is no answer."""


def opening(index: PolicyIndex, number: int) -> int:
    """The first passage of the paragraph, item or row that a passage stands in."""
    while number and index.passages[number - 1].block == index.passages[number].block:
        number -= 1
    return number


def closing(index: PolicyIndex, number: int) -> int:
    """The last passage of the paragraph, item or row that a passage stands in."""
    while is_next(index, number):
        number += 1
    return number


def is_next(index: PolicyIndex, number: int) -> bool:
    """Whether another sentence of the same paragraph, item or row is behind a passage."""
    return number + 1 < len(index.passages) and index.passages[number + 1].block == index.passages[number].block


def length(index: PolicyIndex, first: int, last: int) -> int:
    """Code points from the beginning of one passage to the end of another."""
    return index.passages[last].end - index.passages[first].start


def fits(index: PolicyIndex, first: int, last: int) -> bool:
    """Whether these passages make a comfortable quote."""
    return length(index, first, last) <= COMFORTABLE
