"""Measures the answer endpoint against a bare echo handler, with wrk; see bench-server."""

from __future__ import annotations

import argparse
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

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


def start(command: list[str], port: int) -> subprocess.Popen[bytes]:
    """Run a server until it says that it is ready."""
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    for _ in range(600):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz").close()
        except OSError:
            time.sleep(0.1)
        else:
            return process
    raise SystemExit("the server did not start")


def load(port: int, script: Path, seconds: int, connections: int) -> float:
    """Requests a second; fails when any was not answered with 200."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", str(script), f"http://127.0.0.1:{port}"]
    report = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in report or "Socket errors" in report:
        raise SystemExit(report)
    found = re.search(r"Requests/sec:\s+([\d.]+)", report)
    assert found
    return float(found[1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reader", choices=("on", "off"), default="off")
    parser.add_argument("--policy", default="zopim")
    parser.add_argument("--seconds", type=int, default=5, help="of each turn")
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--connections", type=int, default=16)
    options = parser.parse_args()

    ports = free_port(), free_port()
    serve = [sys.executable, "-m", "assistant", "serve", "--port", str(ports[0]), "--reader", options.reader]
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder, "ask.lua")
        script.write_text(WRK.replace("POLICY", options.policy))
        servers = [start(serve, ports[0]), start([sys.executable, "-c", ECHO, str(ports[1])], ports[1])]
        try:
            for port in ports:
                load(port, script, 1, options.connections)
            turns = [
                [load(port, script, options.seconds, options.connections) for port in ports] for _ in range(options.turns)
            ]
        finally:
            for server in servers:
                server.terminate()
                server.wait()
    ask, echo = (statistics.median(rates) for rates in zip(*turns, strict=True))
    print(f"POST /v1/ask, reader {options.reader}: {ask:,.0f}/s; JSON echo: {echo:,.0f}/s; ratio {ask / echo:.2f}")


if __name__ == "__main__":
    main()
