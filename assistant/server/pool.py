"""Work off the event loop, and no more of it than the machine can do: what would pile up is refused."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from assistant.server.problems import retry_later

P = ParamSpec("P")
R = TypeVar("R")


class Pool:
    """A fixed number of threads, and a fixed number of places to wait for one."""

    def __init__(self, threads: int, queue: int) -> None:
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix="answer")
        self._places = threading.BoundedSemaphore(threads + queue)

    async def run(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """The result of ``work`` in a thread. Raises a 503 problem when every place is taken."""
        if not self._places.acquire(blocking=False):
            raise retry_later(503, "Too many questions at once; please try again in a moment.", 1)
        future = self._executor.submit(work, *args, **kwargs)
        # A place is free when its work has ended, not when its client has gone.
        future.add_done_callback(lambda _: self._places.release())
        return await asyncio.wrap_future(future)

    def close(self) -> None:
        """Take no more work; what runs is finished."""
        self._executor.shutdown(wait=True, cancel_futures=True)
