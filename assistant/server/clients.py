"""Who is calling, as far as the rate limit must know it. An address never leaves this module but as a keyed hash."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from ipaddress import IPv4Address, IPv6Address, ip_address

from assistant.server.settings import Network

Address = IPv4Address | IPv6Address


class Clients:
    """Tells clients apart by address, through the proxies that are trusted and no others."""

    def __init__(self, proxies: tuple[Network, ...], key: bytes) -> None:
        self._proxies = proxies
        self._key = key

    def key(self, remote: str | None, forwarded: list[str]) -> bytes | None:
        """Eight bytes that stand for the client; None for this machine itself while no proxy is set.

        ``remote`` is the connection's other end, ``forwarded`` the values of X-Forwarded-For.
        """
        peer = _parse(remote or "")
        if peer is None or (peer.is_loopback and not self._proxies):
            return None
        address = self._behind(peer, forwarded) if self._trusts(peer) else peer
        # One customer's IPv6 line is a /64: who counts single addresses counts nothing.
        packed = address.packed if address.version == 4 else address.packed[:8]
        return blake2b(packed, digest_size=8, key=self._key).digest()

    def _behind(self, peer: Address, forwarded: list[str]) -> Address:
        """The nearest hop that is no proxy of ours. What stands left of it, the client may have made up."""
        nearest = peer
        for hop in reversed(",".join(forwarded).split(",")[-16:]):
            address = _parse(hop.strip())
            if address is None:
                return nearest
            nearest = address
            if not self._trusts(address):
                return nearest
        return nearest

    def _trusts(self, address: Address) -> bool:
        return any(address in network for network in self._proxies)


@lru_cache(4096)
def _parse(text: str) -> Address | None:
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address
