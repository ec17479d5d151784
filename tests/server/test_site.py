"""Files of ``web/``, the description, and the server's state."""

from __future__ import annotations

import asyncio
import gzip
import shutil
from pathlib import Path

import aiohttp
import pytest

from assistant import __version__, resources
from assistant.server import assets, conditional
from tests.server.conftest import Serving, Start


async def test_the_widget_has_addresses_that_never_change(serving: Serving) -> None:
    """By version and by hash it may be kept for ever; its plain address is asked about again."""
    script = (resources.WEB / "widget.js").read_bytes()
    for path in assets.versions(resources.WEB / "widget.js"):
        async with serving.client.get(path) as response:
            assert await response.read() == script
            assert response.content_type == "text/javascript"
            assert "immutable" in response.headers["Cache-Control"]
    async with serving.client.get("/widget.js") as response:
        assert response.headers["Cache-Control"] == "no-cache"
        tag = response.headers["ETag"]
    async with serving.client.get("/widget.js", headers={"If-None-Match": tag}) as response:
        assert response.status == 304
    assert f"/widget-{__version__}.js" in assets.versions(resources.WEB / "widget.js")
    async with serving.client.get("/widget-0.0.0.js") as response:
        assert response.status == 404


async def test_what_is_kept_for_ever_stays_as_it_was(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that changes under a running server is another one at its plain address alone."""
    web = shutil.copytree(resources.WEB, tmp_path / "web")
    monkeypatch.setattr(resources, "WEB", web)
    kept = next(path for path in assets.versions(web / "widget.js") if __version__ not in path)
    script = (web / "widget.js").read_bytes()
    serving = await start()
    (web / "widget.js").write_bytes(b"// another one\n")
    async with serving.client.get(kept) as response:
        assert await response.read() == script
    async with serving.client.get("/widget.js") as response:
        assert await response.read() == b"// another one\n"


@pytest.mark.parametrize("path", ["/widget.js", "/openapi.json"])
@pytest.mark.parametrize(
    ("accepted", "packed"),
    [
        ("gzip", True),
        ("br;q=1.0, GZIP;q=0.8, *;q=0.1", True),
        ("gzip ; q=0.001,identity", True),
        ("gzip;q=1", True),
        ("identity", False),
        ("", False),
        ("gzip;q=0", False),
        ("gzip;q=0.000, identity", False),
        ("br, gzip; q=0.0", False),
        ("gzipped", False),
    ],
)
async def test_files_travel_compressed(serving: Serving, path: str, accepted: str, packed: bool) -> None:
    """gzip where the client takes it, plain where it does not: a weight of nought forbids it."""
    async with serving.client.get(path) as response:
        plain = await response.read()
    async with (
        aiohttp.ClientSession(serving.client._base_url, auto_decompress=False) as raw,
        raw.get(path, headers={"Accept-Encoding": accepted}) as response,
    ):
        body = await response.read()
        assert (response.headers.get("Content-Encoding") == "gzip") == packed
        assert response.headers["Vary"] == "Accept-Encoding"
    assert (gzip.decompress(body) if packed else body) == plain


async def test_a_file_is_hashed_once(serving: Serving, monkeypatch: pytest.MonkeyPatch) -> None:
    """And not again at each request."""
    path = resources.WEB / "widget.js"
    etag = assets.load(path).etag
    monkeypatch.delattr(conditional, "tag_of")
    async with serving.client.get("/widget.js") as response:
        assert (response.status, response.headers["ETag"]) == (200, f'W/"{etag}"')


async def test_the_demo_page(serving: Serving) -> None:
    """``/`` is the demonstration; HEAD tells the same without the body."""
    async with serving.client.get("/") as response:
        assert (response.status, response.content_type) == (200, "text/html")
        assert "widget.js" in await response.text()
    async with serving.client.head("/") as response:
        assert (response.status, await response.read()) == (200, b"")


@pytest.mark.parametrize(
    "path", ["/../pyproject.toml", "/%2e%2e/pyproject.toml", "/web/widget.js", "/.git/config", "/lang"]
)
async def test_nothing_else_is_served(serving: Serving, path: str) -> None:
    """Only files that were found in ``web/`` have an address."""
    async with serving.client.get(path) as response:
        assert response.status == 404


def test_hidden_and_foreign_files_are_left_out(tmp_path: Path) -> None:
    """What a browser has no use for is not served."""
    for name in ("widget.js", ".hidden.js", "notes.txt", "build.py", "lang/de.js"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    assert {"/widget.js", "/lang/de.js"} == {path for path in assets.find(tmp_path) if "widget-" not in path}


async def test_a_changed_file_is_seen(tmp_path: Path) -> None:
    """Its tag follows its content, without a restart."""
    path = tmp_path / "a.css"
    path.write_text("a {}")
    before = assets.load(path)
    path.write_text("a { color: red }")
    assert assets.load(path).etag != before.etag


async def test_health(serving: Serving) -> None:
    """Alive and ready; ready no more once the server is stopping, alive still."""
    for path, status in (("/livez", "alive"), ("/readyz", "ready")):
        async with serving.client.get(path) as response:
            assert await response.json() == {"status": status}
            assert response.headers["Cache-Control"] == "no-store"


async def test_a_server_without_a_policy_is_not_ready(start: Start, library: Path) -> None:
    """Where no policy can be read it says so, until one can."""
    kept = {path: path.read_bytes() for path in (library / "policies").iterdir()}
    for path in kept:
        path.write_bytes(b"\x00" * 99)
    shutil.rmtree(library / "indexes")
    serving = await start()
    async with serving.client.get("/readyz") as response:
        assert (response.status, response.headers["Retry-After"]) == (503, "5")
        assert "No policy can be read" in await response.text()
    for path, content in kept.items():
        path.write_bytes(content)
    for _ in range(500):
        async with serving.client.get("/readyz") as response:
            if response.status == 200:
                return
        await asyncio.sleep(0.02)
    pytest.fail("the server did not get ready")
