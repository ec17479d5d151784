"""DOCX to a Page: mammoth makes HTML of its styles, numbering and tables; HTML is read as any other.

A DOCX file is a zip of XML. It is looked through before mammoth sees it: how much it unpacks to, and whether its XML
declares entities. Nothing that it links to is opened. mammoth drops the numbers of numbered paragraphs, so they are
written into the text before it sees the file.
"""

from __future__ import annotations

import io
import logging
import re
import zipfile
import zlib
from xml.etree import ElementTree
from xml.parsers.expat import ExpatError

from assistant.errors import ExtraMissing, FormatError
from assistant.indexer import html
from assistant.indexer.docx_numbers import LISTS, Numbers
from assistant.indexer.source import Page

_MAX_UNPACKED = 32 * 1024 * 1024
_MAX_PARTS = 5_000
_OLE = b"\xd0\xcf\x11\xe0"
_DECLARES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_XML = (".xml", ".rels")
_DAMAGE = (zipfile.BadZipFile, zlib.error, ExpatError, LookupError, ValueError, EOFError, NotImplementedError)
"""What zipfile, mammoth and its XML parser raise on a damaged file."""
_NUMBERING = "word/numbering.xml"
_NUMBERED = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_STYLES = "\n".join(
    (
        "p[style-name='Title'] => h1:fresh",
        "p[style-name='Subtitle'] => p:fresh",
        "p[style-name='toc heading'] => p:fresh",
        "p.Heading => h1:fresh",
        "p[style-name='heading'] => h1:fresh",
        *(f"p.Heading{n} => h{n}:fresh" for n in range(1, 7)),
        *(f"p[style-name='heading {n}'] => h{min(n, 6)}:fresh" for n in range(1, 10)),
        # After the headings, which are often numbered: an item's number is in its text, so it is no <li>, which would
        # get a number of html.py's own. In a list without one, a paragraph is an item of that list's depth.
        *(f"p:ordered-list({n}) => {'ul|ol > li > ' * (n - 1)}ol > p:fresh" for n in range(1, 10)),
    )
)
_CORE = {
    "{http://purl.org/dc/elements/1.1/}title": "title",
    "{http://purl.org/dc/elements/1.1/}language": "language",
    "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}Company": "company",
}


def parse(content: bytes) -> Page:
    """Parse a DOCX file. Raises FormatError: mammoth is missing, or the file is damaged, protected or too large."""
    try:
        import mammoth  # noqa: PLC0415  an extra
    except ImportError as error:
        raise ExtraMissing("DOCX", "docx") from error
    if content.startswith(_OLE):
        raise FormatError("is protected by a password, or a .doc file of an older Word; save it as .docx")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check(archive)
            meta = _meta(archive)
            content = _with_numbers(archive) or content
        logging.getLogger("mammoth").addHandler(logging.NullHandler())
        result = mammoth.convert_to_html(
            io.BytesIO(content), style_map=_STYLES, convert_image=mammoth.images.img_element(lambda image: {})
        )
    except _DAMAGE as error:
        raise FormatError(f"is not a Word file that can be read: {' '.join(str(error).split())}") from error
    except RecursionError as error:
        raise FormatError("is not a Word file that can be read: it is nested too deeply") from error
    return html.parse(f"<body>{result.value}</body>", meta)


def _check(archive: zipfile.ZipFile) -> None:
    """Refuse what no word processor writes. Raises FormatError, KeyError, BadZipFile."""
    parts = archive.infolist()
    archive.getinfo("word/document.xml")
    if len(parts) > _MAX_PARTS:
        raise FormatError(f"has more than {_MAX_PARTS:,} parts")
    if any(part.flag_bits & 1 for part in parts):
        raise FormatError("is protected by a password")
    if sum(part.file_size for part in parts if part.filename.lower().endswith(_XML)) > _MAX_UNPACKED:
        raise FormatError(f"unpacks to more than {_MAX_UNPACKED // 2**20} MB of text")
    for part in parts:
        if part.filename.lower().endswith(_XML):
            data = archive.read(part)  # no more than the size that it states
            if _DECLARES.search(data.replace(b"\0", b"")):
                raise FormatError(f"declares XML entities in {part.filename}, which no Word file needs")


def _with_numbers(archive: zipfile.ZipFile) -> bytes | None:
    """The file's XML with the numbers of its paragraphs in their text; None where it has none, or is damaged."""
    names = dict.fromkeys(name for name in archive.namelist() if name.lower().endswith(_XML))
    if _NUMBERING not in names:
        return None
    styles = archive.read("word/styles.xml") if "word/styles.xml" in names else None
    try:
        numbers = Numbers(archive.read(_NUMBERING), styles)
        written = {name: numbers.write(archive.read(name)) for name in _NUMBERED if name in names}
    except ElementTree.ParseError:  # mammoth says what is wrong
        return None
    written[_NUMBERING] = LISTS
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for name in names:
            made.writestr(name, written[name] if name in written else archive.read(name))
    return held.getvalue()


def _meta(archive: zipfile.ZipFile) -> dict[str, str]:
    """Title, language and company, where the file's properties state them."""
    meta: dict[str, str] = {}
    for name in ("docProps/core.xml", "docProps/app.xml"):
        try:
            root = ElementTree.fromstring(archive.read(name))  # noqa: S314  entities are refused above
        except (KeyError, ElementTree.ParseError):
            continue
        for node in root:
            if node.tag in _CORE and node.text and node.text.strip():
                meta[_CORE[node.tag]] = node.text.strip()
    return meta
