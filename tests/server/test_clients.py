"""Who is calling, through proxies that are trusted and no others."""

from __future__ import annotations

from ipaddress import ip_network

import pytest

from assistant.server.clients import Clients

PROXIES = (ip_network("10.0.0.0/8"), ip_network("fd00::/8"))


def test_an_address_is_a_keyed_hash() -> None:
    """The same client has the same key within one server, and another in the next."""
    one, other = Clients((), b"one"), Clients((), b"other")
    assert one.key("203.0.113.5", []) == one.key("203.0.113.5", [])
    assert one.key("203.0.113.5", []) != other.key("203.0.113.5", [])
    assert b"203" not in (one.key("203.0.113.5", []) or b"")


@pytest.mark.parametrize(
    ("remote", "forwarded", "client"),
    [
        ("203.0.113.5", ["198.51.100.1"], "203.0.113.5"),
        ("10.0.0.1", ["203.0.113.5"], "203.0.113.5"),
        ("10.0.0.1", ["198.51.100.1, 203.0.113.5"], "203.0.113.5"),
        ("10.0.0.1", ["198.51.100.1", "203.0.113.5, 10.0.0.2"], "203.0.113.5"),
        ("10.0.0.1", ["203.0.113.5, nonsense"], "10.0.0.1"),
        ("10.0.0.1", ["nonsense, 10.0.0.2"], "10.0.0.2"),
        ("10.0.0.1", [], "10.0.0.1"),
        ("fd00::1", ["203.0.113.5"], "203.0.113.5"),
        ("::ffff:10.0.0.1", ["203.0.113.5"], "203.0.113.5"),
        ("2001:db8:1:2:3::4", [], "2001:db8:1:2:ffff::1"),
    ],
)
def test_the_nearest_hop_that_is_no_proxy(remote: str, forwarded: list[str], client: str) -> None:
    """A forwarded address counts only as far as trusted proxies vouch for it; an IPv6 client is its /64."""
    clients = Clients(PROXIES, b"key")
    assert clients.key(remote, forwarded) == Clients((), b"key").key(client, [])


def test_ipv6_lines_differ() -> None:
    """Two /64 are two clients."""
    clients = Clients((), b"key")
    assert clients.key("2001:db8:1:2::1", []) != clients.key("2001:db8:1:3::1", [])


@pytest.mark.parametrize("remote", ["127.0.0.1", "127.1.2.3", "::1", "", None])
def test_this_machine_has_no_key(remote: str | None) -> None:
    """Loopback, or a socket without an address, is exempt while no proxy is set."""
    assert Clients((), b"key").key(remote, []) is None
