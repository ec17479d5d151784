"""Where the files lie that the program ships: package data, and the web assets.

The wheel carries ``web/`` inside the package; a checkout has it at the top.
"""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent
DATA = PACKAGE / "data"
WEB = next((folder for folder in (PACKAGE / "web", PACKAGE.parent / "web") if folder.is_dir()), PACKAGE / "web")
