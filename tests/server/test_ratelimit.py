"""The rate limit's arithmetic."""

from __future__ import annotations

from array import array

from hypothesis import given
from hypothesis import strategies as st

from assistant.server.ratelimit import RateLimit, Shared

CLIENT, OTHER = b"\0" * 8, b"\0" * 7 + b"\1"


class Clock:
    """A clock that is set by hand."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_then_an_even_pace() -> None:
    """As many as the limit at once, then one every N-th of a minute, and the wait says when."""
    clock = Clock()
    limit = RateLimit(6, array("d", [0.0] * 16), clock)
    assert [limit.wait(CLIENT) for _ in range(6)] == [0.0] * 6
    assert limit.wait(CLIENT) == 10.0
    assert limit.wait(OTHER) == 0.0
    clock.now += 10
    assert [limit.wait(CLIENT), limit.wait(CLIENT)] == [0.0, 10.0]
    clock.now += 600
    assert [limit.wait(CLIENT) for _ in range(7)] == [0.0] * 6 + [10.0]


@given(st.integers(1, 200), st.lists(st.floats(0, 30), min_size=1, max_size=200))
def test_never_more_than_the_limit_allows(per_minute: int, pauses: list[float]) -> None:
    """Over any run of requests, at most the burst and the refill of that time pass; a refusal costs nothing."""
    clock = Clock()
    limit = RateLimit(per_minute, array("d", [0.0]), clock)
    passed = 0
    for pause in pauses:
        clock.now += pause
        passed += limit.wait(CLIENT) == 0.0
    assert passed <= per_minute + per_minute * sum(pauses) / 60 + 1


def test_workers_share_one_table() -> None:
    """Two limits over one table are one limit."""
    shared = Shared()
    first, second = RateLimit(2, shared.table), RateLimit(2, shared.table)
    assert [first.wait(CLIENT), second.wait(CLIENT)] == [0.0, 0.0]
    assert first.wait(CLIENT) > 0
    assert second.wait(CLIENT) > 0
