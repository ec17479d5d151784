"""The server as a process, and as several."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.server.load import Load

ROOT = Path(__file__).parents[2]
SERVE = """
import functools, sys
from pathlib import Path
from assistant.server import Settings, run
from assistant.chatbot import Chatbot

if __name__ == "__main__":
    folder, workers = Path(sys.argv[1]), int(sys.argv[2])
    again = functools.partial(Chatbot.open, folder / "policies", folder / "indexes", reader=False)
    run(again(), Settings(port=0, workers=workers, metrics=True), open_again=again)
"""


class Process:
    """A running server and the events that it has logged."""

    def __init__(self, library: Path, workers: int) -> None:
        script = library / "serve.py"
        script.write_text(SERVE)
        self.popen = subprocess.Popen(
            [sys.executable, str(script), str(library), str(workers)],
            stderr=subprocess.PIPE, text=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        self.events: list[dict[str, Any]] = []
        self.raw: list[str] = []
        while sum(event["event"] == "listening" for event in self.events) < workers:
            self.read()
        self.url = self.events[-1]["url"]

    def read(self) -> dict[str, Any]:
        """The next event."""
        assert self.popen.stderr
        line = self.popen.stderr.readline()
        assert line, "the server ended"
        self.raw.append(line)
        self.events.append(json.loads(line))
        return self.events[-1]

    def ask(self, question: str = "Do you sell my data?", **headers: str) -> int:
        """The status of one question."""
        body = json.dumps({"question": question, "policy": "zopim"}).encode()
        asked = urllib.request.Request(f"{self.url}/v1/ask", body, {"Content-Type": "application/json", **headers})
        try:
            with urllib.request.urlopen(asked) as response:
                return int(response.status)
        except urllib.error.HTTPError as error:
            with error:
                return error.code

    def workers(self) -> list[int]:
        """Process ids, the oldest first."""
        children = Path(f"/proc/{self.popen.pid}/task/{self.popen.pid}/children").read_text().split()
        return [int(pid) for pid in children if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]

    def stop(self, number: int = signal.SIGTERM) -> None:
        """Ask it to end, and read what it still says."""
        self.popen.send_signal(number)
        _, rest = self.popen.communicate(timeout=30)
        self.raw += rest.splitlines(keepends=True)
        self.events += map(json.loads, rest.splitlines())


@contextmanager
def _serving(library: Path, workers: int) -> Iterator[Process]:
    process = Process(library, workers)
    try:
        yield process
    finally:
        if process.popen.poll() is None:
            process.stop()


def test_one_process_stops_on_a_signal(library: Path) -> None:
    """SIGINT and SIGTERM end it with status 0 and without a traceback."""
    for number in (signal.SIGINT, signal.SIGTERM):
        with _serving(library, 1) as server:
            assert server.ask() == 200
            server.stop(number)
        assert server.popen.returncode == 0
        assert [event["event"] for event in server.events] == ["listening", "request", "stopping"]


def test_logs_hold_nothing_of_the_person(library: Path) -> None:
    """Neither question nor address, referrer or browser is in any line, also when a request fails."""
    with _serving(library, 1) as server:
        headers = {"User-Agent": "canary-agent", "Referer": "https://canary-page/", "X-Forwarded-For": "203.0.113.77"}
        assert server.ask("Is my canary-question stored?", **headers) == 200
        assert server.ask("canary-question" * 200, **headers) == 422
        for path in ("/canary-path", "/policies/canary-policy", "/v1/policies?cursor=canary-cursor"):
            try:
                urllib.request.urlopen(urllib.request.Request(server.url + path, headers=headers)).close()
            except urllib.error.HTTPError as error:
                error.close()
        server.stop()
    text = "".join(server.raw)
    assert "canary" not in text
    assert "203.0.113" not in text
    assert "127.0.0.1" not in text.replace(server.url, "")
    requests = [event for event in server.events if event["event"] == "request"]
    assert [event["status"] for event in requests] == [200, 422, 404, 404, 200]
    assert requests[0]["outcome"] in {"answered", "not_covered"}
    assert (requests[0]["policy"], requests[0]["route"]) == ("zopim", "/v1/ask")


def test_two_workers_share_one_address(library: Path) -> None:
    """Both answer, their figures are summed, a dead one is replaced, and a signal ends all."""
    with _serving(library, 2) as server:
        for _ in range(30):
            assert server.ask() == 200
        ids = {event["request_id"].split("-")[0] for event in _requests(server, 30)}
        assert len(ids) == 2, "both workers answered"
        with urllib.request.urlopen(f"{server.url}/metrics") as response:
            figures = response.read().decode()
        assert 'route="/v1/ask",status="200"} 30.0' in figures

        workers = server.workers()
        assert len(workers) == 2
        os.kill(workers[0], signal.SIGKILL)
        while server.read()["event"] != "worker replaced":
            pass
        while server.read()["event"] != "listening":
            pass
        for _ in range(10):
            assert server.ask() == 200
        server.stop()
    assert server.popen.returncode == 0
    assert not any("error" in event for event in server.events)


async def test_workers_that_stop_lose_nothing(library: Path) -> None:
    """While clients ask without a pause, each question is answered or its connection was never opened."""
    with _serving(library, 2) as server:
        load = Load(int(server.url.rpartition(":")[2]))
        await load.start()
        await asyncio.to_thread(server.stop)
        await load.end()
    assert server.popen.returncode == 0


def test_a_worker_that_is_stopped_is_replaced(library: Path) -> None:
    """The next one opens the same door again."""
    with _serving(library, 2) as server:
        os.kill(server.workers()[0], signal.SIGTERM)
        while server.read()["event"] != "listening":
            pass
        before = sum(event["event"] == "request" for event in server.events)
        for _ in range(30):
            assert server.ask() == 200
        requests = _requests(server, before + 30)[before:]
        assert len({event["request_id"].split("-")[0] for event in requests}) == 2, "both workers answered"


def test_workers_that_cannot_start(library: Path) -> None:
    """When the library cannot be opened, the server ends with one line that says so, rather than try for ever."""
    script = library / "serve.py"
    script.write_text(SERVE.replace("run(again()", "run(None").replace('folder / "policies"', 'folder / "nothing"'))
    done = subprocess.run(
        [sys.executable, str(script), str(library), "2"],
        capture_output=True, text=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "nothing is not a folder" in done.stderr
    assert "ServeError: worker" in done.stderr.splitlines()[-1]


def _requests(server: Process, count: int) -> list[dict[str, Any]]:
    while sum(event["event"] == "request" for event in server.events) < count:
        server.read()
    return [event for event in server.events if event["event"] == "request"]
