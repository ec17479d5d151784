"""Responses that a browser may keep: an ETag, and 304 for who has the content already."""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256

from aiohttp import hdrs, web

REVALIDATE = "no-cache"
"""Keep it, but ask whether it is still so: the answer is short."""
IMMUTABLE = "public, max-age=31536000, immutable"

_GZIP = re.compile(r"(?:^|,)\s*gzip\s*(?:;\s*q=(?:1|0\.0*[1-9])[\d.]*\s*)?(?:,|$)", re.IGNORECASE)
"""Named in Accept-Encoding, and not with a weight of nought, which forbids it. (aiohttp looks for the name alone.)"""


def tag_of(body: bytes) -> str:
    """What stands for this content in an ETag."""
    return sha256(body).hexdigest()[:32]


def respond(
    request: web.Request,
    body: bytes,
    headers: Mapping[str, str],
    packed: bytes | None = None,
    tag: str | None = None,
) -> web.Response:
    """200 with ``body``, or 304; in gzip where the client takes it.

    ``packed`` is the body in gzip where that is at hand, else it is compressed as it goes out; so ``tag`` is its
    ``tag_of``. The tag is weak, since both forms share it.
    """
    tag = tag or tag_of(body)
    carried = {hdrs.CACHE_CONTROL: REVALIDATE, hdrs.VARY: hdrs.ACCEPT_ENCODING, **headers, hdrs.ETAG: f'W/"{tag}"'}
    if any(each.value in {tag, "*"} for each in request.if_none_match or ()):
        del carried[hdrs.CONTENT_TYPE]
        return web.Response(status=304, headers=carried)
    zips = _GZIP.search(",".join(request.headers.getall(hdrs.ACCEPT_ENCODING, [])))
    if zips and packed is not None:
        return web.Response(body=packed, headers={**carried, hdrs.CONTENT_ENCODING: "gzip"})
    response = web.Response(body=body, headers=carried, zlib_executor_size=64 * 1024)
    if zips:
        response.enable_compression(web.ContentCoding.gzip)
    return response
