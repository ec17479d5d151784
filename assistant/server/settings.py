"""What an operator can set for the server; checked when it is made, so that a wrong value never starts one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from urllib.parse import urlsplit

from assistant.errors import ConfigError
from assistant.resources import processors

Network = IPv4Network | IPv6Network

_ORIGIN = re.compile(r"https?://(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?")
_DEFAULT_PORT = re.compile(r"(?<=^http)(://.*):80$|(?<=^https)(://.*):443$")


@dataclass(frozen=True, slots=True)
class Settings:
    """One server's settings. Raises ConfigError for an origin, a proxy or an address that cannot be understood."""

    host: str = "127.0.0.1"
    port: int = 8080
    """0 takes a free one."""
    workers: int = 1
    """Processes that serve; each opens the library for itself."""
    public_url: str = ""
    """Where browsers reach this server; links become absolute with it."""
    allow_origin: tuple[str, ...] = ()
    """Origins whose pages may call the API, and may show the policy page in a frame."""
    trusted_proxy: tuple[str, ...] = ()
    """Addresses or networks whose ``X-Forwarded-For`` is believed."""
    rate_limit: int = 120
    """Requests a minute and client; 0 is off."""
    require_policy: bool = False
    """Every question must name its policy, and nothing lists the policies."""
    reader: bool = True
    """Whether questions run the reader: then they are answered in threads, else at once."""
    metrics: bool | None = None
    """Serve ``/metrics``; None means where prometheus-client is installed. Policies that are a secret are not named."""
    access_log: bool = True
    """One line of log a request."""
    threads: int = min(4, processors())
    """Questions that are answered at the same time."""
    queue: int = 64
    """Questions that may wait for a thread; the next one is refused with 503."""
    wide_queue: int = 2
    """The same for questions to all of many policies: each takes long, so one is answered at a time, in a thread of
    its own, and those who ask one policy do not wait behind it."""
    refresh: float = 1.0
    """Seconds between two looks at the policies folder."""
    body_timeout: float = 5.0
    """Seconds in which a request's body must have come."""
    header_timeout: float = 10.0
    """Seconds in which a request's headers must have come; also how long an idle connection is kept."""
    shutdown_timeout: float = 10.0
    """Seconds that requests in flight get to finish after SIGTERM."""

    def __post_init__(self) -> None:
        if not _is_url(self.public_url):
            raise ConfigError(f"--public-url {self.public_url!r} is not an http(s) address")
        for name, value, least in (("--workers", self.workers, 1), ("--rate-limit", self.rate_limit, 0)):
            if value < least:
                raise ConfigError(f"{name} must be at least {least}")
        self.origins()
        self.proxies()

    def origins(self) -> tuple[str, ...]:
        """The allowed origins as browsers write them: lower case, no default port. Raises ConfigError."""
        return tuple(map(_origin, self.allow_origin))

    def proxies(self) -> tuple[Network, ...]:
        """The trusted networks. Raises ConfigError."""
        return tuple(map(_network, self.trusted_proxy))

    @property
    def idle_timeout(self) -> float:
        """Seconds that a connection may be without a request.

        A proxy reuses its connections for a minute or so, and must never meet one that has just been closed;
        it has also read the client's headers already, so a long time costs nothing there.
        """
        return max(75.0, self.header_timeout) if self.trusted_proxy else self.header_timeout


def _is_url(address: str) -> bool:
    """Whether it is empty, an http(s) address with a host, or a path on the host of the page."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc) if parts.scheme else address[:1] in {"", "/"}


def _origin(value: str) -> str:
    origin = _DEFAULT_PORT.sub(r"\1\2", value.strip().lower().removesuffix("/"))
    if not _ORIGIN.fullmatch(origin):
        raise ConfigError(f"--allow-origin {value!r} is not an origin such as https://help.example.com")
    return origin


def _network(value: str) -> Network:
    try:
        return ip_network(value, strict=False)
    except ValueError:
        raise ConfigError(f"--trusted-proxy {value!r} is not an address or a network such as 10.0.0.0/8") from None
