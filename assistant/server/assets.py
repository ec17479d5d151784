"""The files of ``web/``: the widget, the demo page, style sheets. Found once, by name: no request makes a path."""

from __future__ import annotations

import gzip
import mimetypes
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant import __version__
from assistant.server.conditional import tag_of

_SERVED = {".css", ".html", ".ico", ".js", ".json", ".png", ".svg", ".webp", ".woff2"}
_PACKED = {".css", ".html", ".js", ".json", ".svg"}


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is sent."""

    body: bytes
    packed: bytes | None
    """The same in gzip, for what gets smaller by it."""
    etag: str
    content_type: str


def find(folder: Path) -> dict[str, Path]:
    """URL path to file, for every file in ``folder`` that a browser may have; the widget also under its versions."""
    files = {
        f"/{path.relative_to(folder).as_posix()}": path
        for path in sorted(folder.rglob("*"))
        if path.suffix in _SERVED and path.is_file() and not path.name.startswith(".")
    }
    if index := files.pop("/index.html", None):
        files["/"] = index
    if widget := files.get("/widget.js"):
        files |= dict.fromkeys(versions(widget), widget)
    return files


def versions(widget: Path) -> tuple[str, str]:
    """The widget's addresses that never change their content: by the package's version and by its hash."""
    return f"/widget-{__version__}.js", f"/widget-{load(widget).etag[:12]}.js"


def load(path: Path) -> Asset:
    """The file's present content. Raises OSError."""
    state = path.stat()
    return _load(path, state.st_mtime_ns, state.st_size)


@lru_cache(64)
def _load(path: Path, _changed: int, _size: int) -> Asset:
    body = path.read_bytes()
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    if path.suffix == ".js":
        kind = "text/javascript"
    if path.suffix in _PACKED:
        kind += "; charset=utf-8"
    packed = gzip.compress(body, 9, mtime=0) if path.suffix in _PACKED else None
    return Asset(body, packed, tag_of(body), kind)
