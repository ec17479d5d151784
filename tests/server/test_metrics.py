"""Prometheus figures: counts and latencies, never text."""

from __future__ import annotations

import pytest

from assistant.errors import ConfigError
from assistant.server import metrics
from tests.server.conftest import Serving, Start


async def _figures(serving: Serving) -> dict[str, float]:
    async with serving.client.get("/metrics") as response:
        assert response.content_type == "text/plain"
        lines = (await response.text()).splitlines()
    return {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in lines if not line.startswith("#")}


async def test_answers_and_thumbs_are_counted(start: Start) -> None:
    """By outcome, policy, route, status and reason; a question appears nowhere."""
    serving = await start(metrics=True)
    await serving.ask("Is collected data from canary stored for 14 days?", "privacy-statement")
    await serving.ask("Hello!")
    await serving.ask("canary", "unknown")
    thumb = {"helpful": False, "reason": "incomplete", "policy": "zopim", "outcome": "answered"}
    for later in ({"reason": None}, {"helpful": None}, {}):  # a thumb down, then its reason; and both at once
        async with serving.client.post("/v1/feedback", json=thumb | later):
            pass
    async with serving.client.request("PROPFIND", "/canary"):
        pass
    figures = await _figures(serving)
    assert figures['assistant_answer_seconds_count{outcome="answered",policy="privacy-statement"}'] == 1
    assert figures['assistant_answer_seconds_count{outcome="small_talk",policy="zopim"}'] == 1
    assert figures['assistant_requests_total{method="POST",route="/v1/ask",status="404"}'] == 1
    assert figures['assistant_requests_total{method="other",route="",status="404"}'] == 1
    for helpful, reason in (("no", ""), ("", "incomplete"), ("no", "incomplete")):
        kind = f'helpful="{helpful}",outcome="answered",policy="zopim",reason="{reason}"'
        assert figures[f"assistant_feedback_total{{{kind}}}"] == 1
    assert not any("canary" in name or "unknown" in name for name in figures)


async def test_metrics_can_be_off(start: Start) -> None:
    """Then the address does not exist."""
    serving = await start(metrics=False)
    async with serving.client.get("/metrics") as response:
        assert response.status == 404


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asking for metrics without prometheus-client says what to install."""
    monkeypatch.setattr(metrics, "available", lambda: False)
    with pytest.raises(ConfigError, match=r"policy-assistant\[metrics\]"):
        metrics.Metrics()
