"""The rate limit: the generic cell rate algorithm over a table that all worker processes share.

A client is a slot, chosen by a keyed hash of its address, and the slot is one number: the time at which the client's
allowance is full again. So the table has a fixed size, needs no clearing up, and holds no address. Two clients that
fall into one slot share an allowance; among 65,536 slots and with a secret key that is rare, and cannot be brought
about.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, MutableSequence
from dataclasses import dataclass, field
from multiprocessing.sharedctypes import RawArray

SLOTS = 1 << 16


def _table() -> MutableSequence[float]:
    table: MutableSequence[float] = RawArray("d", SLOTS)
    return table


@dataclass(frozen=True, slots=True)
class Shared:
    """What all workers of one server hold in common."""

    table: MutableSequence[float] = field(default_factory=_table)
    key: bytes = field(default_factory=lambda: secrets.token_bytes(16), repr=False)


class RateLimit:
    """Up to ``per_minute`` requests at once, refilled evenly within a minute."""

    def __init__(
        self, per_minute: int, table: MutableSequence[float], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._interval = 60.0 / per_minute
        self._tolerance = 60.0 - self._interval
        self._table = table
        self._clock = clock

    def wait(self, client: bytes) -> float:
        """Seconds until this client may ask again; 0.0 when it may now, and then the request is counted."""
        slot = int.from_bytes(client, "big") % len(self._table)
        now = self._clock()
        full = max(self._table[slot], now)
        wait = full - now - self._tolerance
        if wait > 1e-9:
            return wait
        self._table[slot] = full + self._interval
        return 0.0
