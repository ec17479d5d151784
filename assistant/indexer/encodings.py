"""Bytes to text, whatever common encoding they are in."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from assistant.errors import FormatError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,30})"
    rb"|<\?xml[^>]{0,100}?encoding=[\"']([\w-]{2,30})",
                       re.IGNORECASE)  # fmt: skip
_HEAD = 4096
_SAMPLE = 64 * 1024
_COMMON = ["cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r", "shift_jis",
           "euc_jp", "gb18030", "big5", "euc_kr"]  # fmt: skip
"""What policies are found in, beside UTF-8 and UTF-16: the Windows code pages hold ISO 8859's letters too."""
_EVIDENCE = 3
"""So many bytes beyond ASCII are needed to guess from; fewer are rather damage than a language."""
_SIGN = re.compile(rb"[\x80\x82\x84-\x87\x89\x8b\x91-\x97\x99\x9b\xa0\xa3\xa7\xa9\xab-\xae\xb0\xb1\xb4-\xb7\xbb\xd7]")
"""Quotation marks, dashes, a wide space, §, ©, £: no letters in the Western code page, and most in no other."""
_LETTER = re.compile(rb"(?<=[A-Za-z])[\xc0-\xd6\xd8-\xf6\xf8-\xff]|[\xc0-\xd6\xd8-\xf6\xf8-\xff](?=[a-z])")
"""A Western letter within a word: the one "café" of an English text."""
_FEW = 0.02
"""The share of bytes beyond ASCII that English texts have: signs, of which nothing else can be told."""
_STRAY = 10_000
"""One zero byte in so many is a slip in a page; more are no page, or one in UTF-16."""
_DAMAGED = 1_000
"""One broken character in so many is shown as such; more are no text in that encoding."""
_LOST = "\N{REPLACEMENT CHARACTER}"
_MULTIBYTE = re.compile(rb"[\xc3-\xf4][\x80-\xbf]+")
_BYTE = re.compile(rb"[\x80-\xff]")


def decode(content: bytes, markup: bool = False) -> str:
    """The text of a file, with ``\\n`` for line ends and no byte order mark.

    The encoding is what a byte order mark says, or for ``markup`` what its head declares; else UTF-8; else UTF-16 or
    one of the common ones of one or two bytes, as the letters tell. The few broken characters of a long text become
    U+FFFD. Raises FormatError, which names the first byte that is not text.
    """
    if markup and content.count(0) <= len(content) // _STRAY:
        content = content.replace(b"\0", b"")  # as browsers do
    encoding = _encoding(content, markup)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        text = content.decode(encoding, "replace")
        if not _is_sound(text):
            name, byte = encoding.removesuffix("-sig").upper(), content[error.start]
            raise FormatError(f"is not {name} text: byte 0x{byte:02x} at offset {error.start}") from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _encoding(content: bytes, markup: bool) -> str:
    marked = next((name for mark, name in _MARKS if content.startswith(mark)), None)
    if marked is not None:
        return marked
    zero = content.find(b"\0")
    if zero >= 0:
        wide = _wide(content)
        if wide is None:
            raise FormatError(f"is not text (a zero byte at offset {zero})")
        return wide
    if _is(content, "utf-8"):
        return "utf-8"
    declared = _declared(content) if markup else None
    if declared is not None and _is(content, declared):
        return declared
    return _guess(content)


def _is_sound(text: str) -> bool:
    return text.count(_LOST) * _DAMAGED <= len(text)


def _wide(content: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of its ASCII letters is zero."""
    for first, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = content[first : 2 * _HEAD : 2]
        if half.count(0) > 0.7 * len(half) and content[1 - first : 2 * _HEAD : 2].count(0) == 0 and _is(content, name):
            return name
    return None


def _declared(content: bytes) -> str | None:
    match = _DECLARED.search(content[:_HEAD])
    if match is None:
        return None
    try:
        return codecs.lookup((match[1] or match[2]).decode("ascii")).name.replace("iso8859-1", "cp1252")
    except LookupError:
        return None


def _guess(content: bytes) -> str:
    """The encoding that makes words of the bytes.

    It is UTF-8, which will fail, where it is that with some damage or there is little to go by.
    """
    text = content.decode("utf-8", "replace")
    if _is_sound(text) and 2 * text.count(_LOST) < sum(not char.isascii() for char in text):
        return "utf-8"
    high = len(_BYTE.findall(content))
    letters = len(_LETTER.findall(content)) if high < _EVIDENCE else 0
    if len(_SIGN.findall(content)) + letters == high <= max(_EVIDENCE, _FEW * len(content)):
        return "cp1252"
    if high < _EVIDENCE or sum(len(run) for run in _MULTIBYTE.findall(content)) > 0.8 * high:
        return "utf-8"
    matches = [
        m
        for m in from_bytes(content[:_SAMPLE], cp_isolation=_COMMON, enable_fallback=False)
        if _is(content, m.encoding)
    ]
    if matches:
        best = matches[0]
        for match in matches:  # of those that read equally well, the one that is commonest by far
            if match.encoding == "cp1252" and match.chaos <= best.chaos and match.coherence >= best.coherence:
                return match.encoding
        return best.encoding
    return "cp1252" if _is(content, "cp1252") and high < 0.1 * len(content) else "utf-8"


def _is(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True
