"""Measures the answer endpoint against a bare echo handler, with wrk; see bench-server."""

from __future__ import annotations

import argparse
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import NamedTuple

ECHO = """
import sys
from aiohttp import web
async def echo(request):
    return web.json_response(await request.json())
app = web.Application()
app.router.add_post("/v1/ask", echo)
app.router.add_get("/readyz", lambda request: web.Response())
web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=None)
"""
WRK = """
local subjects = {"my IP address", "cookies", "my chats", "payment data", "my e-mail address", "location", "log files"}
local asks = {"How long do you keep %s", "Do you sell %s", "Who can see %s", "Why do you collect %s", "Can I delete %s"}
local count = 0
request = function()
  count = count + 1
  local ask = string.format(asks[count % #asks + 1], subjects[count % #subjects + 1])
  local body = string.format('{"question": "%s, case %d?", "policy": "POLICY"}', ask, count)
  return wrk.format("POST", "/v1/ask", {["Content-Type"] = "application/json"}, body)
end
"""


def free_port() -> int:
    """A port that nothing listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


class Server(NamedTuple):
    """A process that serves."""

    port: int
    process: subprocess.Popen[bytes]


class Rates(NamedTuple):
    """Requests by the clock, and by the processor time that the server used for them."""

    second: float
    cpu_second: float


def start(port: int, *command: str) -> Server:
    """Run a server, and wait until it says that it is ready."""
    process = subprocess.Popen([sys.executable, *command], stderr=subprocess.DEVNULL)
    for _ in range(600):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz").close()
        except OSError:
            time.sleep(0.1)
        else:
            return Server(port, process)
    raise SystemExit("the server did not start")


def cpu_seconds(pid: int) -> float:
    """Processor time that a process has used (Linux), in user and system mode, whatever else the machine does."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def load(server: Server, script: Path, seconds: int, connections: int) -> Rates:
    """One turn; fails when any request was not answered with 200."""
    url = f"http://127.0.0.1:{server.port}"
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", "-s", str(script), url]
    before = cpu_seconds(server.process.pid)
    report = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    used = cpu_seconds(server.process.pid) - before
    done = re.search(r"(\d+) requests in", report)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", report)
    if "Non-2xx" in report or "Socket errors" in report or not done or not rate:
        raise SystemExit(report)
    return Rates(float(rate[1]), int(done[1]) / used)


def main() -> None:
    """Measure, and print one line for each clock."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reader", choices=("on", "off"), default="off")
    parser.add_argument("--policy", default="zopim")
    parser.add_argument("--seconds", type=int, default=5, help="of each turn")
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--connections", type=int, default=16)
    options = parser.parse_args()

    ask, echo = free_port(), free_port()
    serve = ("-m", "assistant", "serve", "--port", str(ask), "--reader", options.reader)
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder, "ask.lua")
        script.write_text(WRK.replace("POLICY", options.policy))
        servers = [start(ask, *serve), start(echo, "-c", ECHO, str(echo))]
        try:
            for server in servers:
                load(server, script, 1, options.connections)
            turns = [
                [load(server, script, options.seconds, options.connections) for server in servers]
                for _ in range(options.turns)
            ]
        finally:
            for server in servers:
                server.process.terminate()
                server.process.wait()
    print(f"POST /v1/ask, reader {options.reader}, beside a JSON echo; medians of {options.turns} turns")
    for name in Rates._fields:
        asks, echoes = (statistics.median(getattr(rates, name) for rates in side) for side in zip(*turns, strict=True))
        print(f"a {name.replace('_', ' '):10}: {asks:8,.0f} answers, {echoes:8,.0f} echoes, ratio {asks / echoes:.2f}")


if __name__ == "__main__":
    main()
