"""Prometheus metrics (the extra ``metrics``): counts and latencies by outcome and policy, never text.

With several workers each process writes its figures to a folder that all of them read, which is how prometheus-client
does it; the folder's name must be in the environment before that library is imported, so it is imported late.
"""

from __future__ import annotations

import importlib.util
import os
from typing import TYPE_CHECKING

from assistant.errors import ConfigError, install

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
_SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)


def available() -> bool:
    """Whether the extra is installed."""
    return importlib.util.find_spec("prometheus_client") is not None


class Metrics:
    """The server's counters. Raises ConfigError when prometheus-client is not installed."""

    def __init__(self, by_policy: bool = True) -> None:
        self._by_policy = by_policy
        if not available():
            raise ConfigError(f"/metrics needs prometheus-client; run: {install('metrics')}")
        from prometheus_client import CollectorRegistry, Counter, Histogram  # noqa: PLC0415

        self._registry = registry = CollectorRegistry()
        self._answers = Histogram(
            "assistant_answer_seconds", "Questions answered, by outcome and policy.", ("outcome", "policy"),
            buckets=_SECONDS, registry=registry,
        )  # fmt: skip
        self._requests = Counter(
            "assistant_requests", "Requests, by route and status.", ("method", "route", "status"), registry=registry
        )
        self._feedback = Counter(
            "assistant_feedback", "Thumbs.", ("policy", "outcome", "helpful", "reason"), registry=registry
        )
        self._refused = Counter("assistant_refused", "Questions refused because the queue was full.", registry=registry)

    def answered(self, outcome: str, policy: str, seconds: float) -> None:
        """A question was answered or not covered; ``policy`` is empty where all were asked, or none is named."""
        self._answers.labels(outcome, self._named(policy)).observe(seconds)

    def requested(self, method: str, route: str, status: int) -> None:
        """A request was answered. ``route`` is the pattern, not the path: a path is text of a client's."""
        self._requests.labels(method, route, str(status)).inc()

    def rated(self, policy: str | None, outcome: str | None, helpful: bool | None, reason: str | None) -> None:
        """Somebody judged an answer, or said why they had judged it so."""
        thumb = {True: "yes", False: "no", None: ""}[helpful]
        self._feedback.labels(self._named(policy), outcome or "", thumb, reason or "").inc()

    def refused(self) -> None:
        """A question met a full queue."""
        self._refused.inc()

    def _named(self, policy: str | None) -> str:
        return (policy if self._by_policy else None) or ""

    def page(self) -> tuple[bytes, str]:
        """The exposition of all workers' figures, and its content type."""
        from prometheus_client import CONTENT_TYPE_LATEST, generate_latest  # noqa: PLC0415

        return generate_latest(self._all()), CONTENT_TYPE_LATEST

    def _all(self) -> CollectorRegistry:
        if FOLDER not in os.environ:
            return self._registry
        from prometheus_client import CollectorRegistry  # noqa: PLC0415
        from prometheus_client.multiprocess import MultiProcessCollector  # noqa: PLC0415

        everything = CollectorRegistry()
        MultiProcessCollector(everything)  # type: ignore[no-untyped-call]
        return everything
