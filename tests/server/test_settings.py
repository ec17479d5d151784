"""Settings are checked when they are made."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.errors import ConfigError
from assistant.server import Settings


@pytest.mark.parametrize(
    "wrong",
    [
        {"allow_origin": ("*",)},
        {"allow_origin": ("null",)},
        {"allow_origin": ("help.example.com",)},
        {"allow_origin": ("https://help.example.com/page",)},
        {"allow_origin": ("https://*.example.com",)},
        {"allow_origin": ("https://user@example.com",)},
        {"allow_origin": ("ftp://example.com",)},
        {"trusted_proxy": ("proxy.example.com",)},
        {"trusted_proxy": ("10.0.0.0/99",)},
        {"public_url": "javascript:alert(1)"},
        {"public_url": "help.example.com"},
        {"public_url": "https:///assistant"},
        {"public_url": "http://["},
        {"workers": 0},
        {"rate_limit": -1},
    ],
)
def test_a_wrong_setting_is_named(wrong: dict[str, Any]) -> None:
    """One line says which flag, and what it takes."""
    with pytest.raises(ConfigError) as error:
        Settings(**wrong)
    assert str(error.value).startswith("--")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("given", "origin"),
    [
        ("https://Help.Example.com/", "https://help.example.com"),
        ("https://help.example.com:443", "https://help.example.com"),
        ("http://help.example.com:80", "http://help.example.com"),
        ("http://help.example.com:443", "http://help.example.com:443"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_origins_are_written_as_browsers_do(given: str, origin: str) -> None:
    """Lower case, without the scheme's own port."""
    assert Settings(allow_origin=(given,)).origins() == (origin,)


def test_a_proxy_may_keep_its_connections() -> None:
    """Behind a proxy an idle connection outlives the proxy's own; else it lives as long as headers may take."""
    assert Settings().idle_timeout == 10
    assert Settings(trusted_proxy=("10.0.0.1",)).idle_timeout == 75
