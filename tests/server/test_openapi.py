"""The description is valid, and the server keeps to it."""

from __future__ import annotations

import asyncio
import re
import sys
from pathlib import Path

from openapi_spec_validator import validate

from assistant import __version__
from assistant.server import openapi
from tests.server.conftest import Serving, Start

CASES = 1000
CONFIG = """
[checks.negative_data_rejection]
expected-statuses = [400, 404, 405, 413, 415, 422]
"""


def test_the_description_is_valid() -> None:
    """It is OpenAPI 3.1, with and without the list of policies."""
    for require_policy in (False, True):
        description = openapi.document("https://privacy.example.com/", require_policy)
        validate(description)
        assert ("/v1/policies" in description["paths"]) is not require_policy
        assert description["servers"] == [{"url": "https://privacy.example.com"}]


async def test_the_description_is_served(serving: Serving) -> None:
    """At /openapi.json, for pages of any origin, with this program's version."""
    async with serving.client.get("/openapi.json") as response:
        description = await response.json()
        assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert description["info"]["version"] == __version__
    assert description == openapi.document()


async def test_the_server_keeps_to_it(start: Start, tmp_path: Path) -> None:
    """A thousand made-up requests, fitting and unfitting: no 5xx, and no reply that the description does not allow."""
    serving = await start()
    config = tmp_path / "schemathesis.toml"
    config.write_text(CONFIG)
    command = [
        sys.executable, "-c", "from schemathesis.cli import schemathesis; schemathesis()",
        "--config-file", str(config), "run", f"http://127.0.0.1:{serving.port}/openapi.json",
        "--checks", "all", "--phases", "examples,coverage,fuzzing", "--max-examples", "200", "--seed", "1",
        "--no-color", "--output-truncate", "true",
    ]  # fmt: skip
    process = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT, cwd=tmp_path
    )
    output, _ = await process.communicate()
    report = output.decode()
    assert process.returncode == 0, report[-4000:]
    generated = re.search(r"(\d+) generated", report)
    assert generated
    assert int(generated[1]) >= CASES, report[-2000:]
