"""Headers that protect: cross-origin rules, what a page may load, who may frame it."""

from __future__ import annotations

from aiohttp import hdrs, web
from multidict import CIMultiDict

from assistant.server.problems import Problem

REQUEST_ID = "X-Request-ID"
_PREFLIGHT_SECONDS = "7200"

_EVERYWHERE = (
    (hdrs.SERVER, "policy-assistant"),  # no versions: they only help who looks for a hole
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)


def protect(headers: CIMultiDict[str]) -> None:
    """Add what every response carries, and keep what its handler decided."""
    for name, value in _EVERYWHERE:
        headers.setdefault(name, value)


def for_page(ancestors: tuple[str, ...], scripts: bool) -> dict[str, str]:
    """Headers of an HTML page: everything from this origin, nothing inline; frames only for ``ancestors``.

    A page without ``scripts`` runs none at all: a policy's text could not smuggle one in even if an escape failed.
    """
    source = "'self'" if scripts else "'none'"
    frames = " ".join(("'self'", *ancestors))
    policy = (
        f"default-src 'none'; script-src {source}; style-src 'self'; img-src 'self' data:; connect-src {source}; "
        f"base-uri 'none'; form-action 'none'; frame-ancestors {frames}; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )
    return {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy": policy,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }


class Cors:
    """The exact allow-list of origins. Nobody is on it by default; the server's own pages need not be."""

    def __init__(self, origins: tuple[str, ...]) -> None:
        self._origins = frozenset(origins)

    def preflight(self, request: web.Request) -> web.Response | None:
        """The answer to a preflight of the API; None when this is none. Raises a 403 problem for other origins."""
        if request.method != hdrs.METH_OPTIONS or hdrs.ACCESS_CONTROL_REQUEST_METHOD not in request.headers:
            return None
        allowed = request.match_info.http_exception is None or request.match_info.http_exception.status == 405
        if not allowed or not request.path.startswith("/v1/"):
            return None
        if request.headers.get(hdrs.ORIGIN) not in self._origins:
            raise Problem(403, "Pages of this origin may not call; the operator can allow it with --allow-origin.")
        return web.Response(
            status=204,
            headers={
                hdrs.ACCESS_CONTROL_ALLOW_METHODS: "GET, POST",
                hdrs.ACCESS_CONTROL_ALLOW_HEADERS: "Content-Type, X-Request-ID",
                hdrs.ACCESS_CONTROL_MAX_AGE: _PREFLIGHT_SECONDS,
            },
        )

    def mark(self, request: web.Request, headers: CIMultiDict[str]) -> None:
        """Let the calling page read an API response, if its origin is on the list."""
        if not self._origins or not request.path.startswith("/v1/"):
            return
        vary = headers.get(hdrs.VARY)
        headers[hdrs.VARY] = f"{vary}, Origin" if vary else "Origin"
        origin = request.headers.get(hdrs.ORIGIN)
        if origin in self._origins:
            headers[hdrs.ACCESS_CONTROL_ALLOW_ORIGIN] = origin
            headers[hdrs.ACCESS_CONTROL_EXPOSE_HEADERS] = f"{REQUEST_ID}, Retry-After"
