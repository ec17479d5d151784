"""PDF to a Page: pypdf says which words stand where and in which font; lines and blocks are made of that."""

from __future__ import annotations

import io
import logging
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from assistant.errors import ExtraMissing, FormatError
from assistant.indexer.pdf_blocks import write_blocks
from assistant.indexer.pdf_fonts import Fonts, stretched
from assistant.indexer.pdf_lines import Fragment, Line, body_size, lines, without_notes, without_running
from assistant.indexer.pdf_marks import Marks
from assistant.indexer.source import Page

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_MAX_PAGES = 2_000
_HEAVY = ("bold", "black", "heavy", "semibold", "demi")


def parse(content: bytes) -> Page:
    """Parse a PDF file. Raises FormatError: pypdf is missing, or the file is damaged, protected or only pictures."""
    try:
        from pypdf import PdfReader  # noqa: PLC0415  an extra
        from pypdf.errors import DependencyError, PyPdfError  # noqa: PLC0415
    except ImportError as error:
        raise ExtraMissing("PDF", "pdf") from error
    logging.getLogger("pypdf").addHandler(logging.NullHandler())  # what it finds odd is not the user's business
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise FormatError("is protected by a password")
        return _page(reader)
    except DependencyError as error:
        raise FormatError("is protected by a password") from error
    except (PyPdfError, AssertionError) as error:  # pypdf asserts what damaged files break
        raise FormatError(f"is not a PDF that can be read: {' '.join(str(error).split())}") from error
    except RecursionError as error:
        raise FormatError("is not a PDF that can be read: it is nested too deeply, or in a circle") from error


def _page(reader: PdfReader) -> Page:
    sheets: list[list[Line]] = []
    fonts = Fonts()
    for number, sheet in enumerate(reader.pages):
        if number >= _MAX_PAGES:
            raise FormatError(f"has more than {_MAX_PAGES:,} pages")
        sheets.append(lines(_fragments(sheet, fonts)))
    if not any(sheets):
        raise FormatError("holds no text, only pictures; let a text recognition (OCR) run over it first")
    heights = [float(sheet.mediabox.height) for sheet in reader.pages]
    sheets = without_running(sheets, heights)
    size = body_size(sheets)
    bodies, notes = without_notes(sheets, size)
    return write_blocks(bodies, notes, size).page(_meta(reader))


def _fragments(sheet: PageObject, fonts: Fonts) -> Iterator[Fragment]:
    """The runs of words of one page, in the order in which the file draws them."""
    found: list[Fragment] = []
    marks = Marks()
    links = list(_links(sheet))
    wider = 0.0

    def see(operator: bytes, operands: Any, matrix: list[float], _: list[float]) -> None:
        nonlocal wider
        wider += stretched(operands) if operator == b"TJ" else 0.0
        marks.see(operator, operands, matrix)

    def visit(text: str, matrix: list[float], placed: list[float], font: Any, size: float) -> None:
        nonlocal wider
        a, b, c, d, e, f = (float(value) for value in matrix)
        x = placed[4] * a + placed[5] * c + e
        y = placed[4] * b + placed[5] * d + f
        scale = math.hypot(placed[2] * a + placed[3] * c, placed[2] * b + placed[3] * d)
        size = abs(size) * scale
        end = x + size * (fonts.width(text.rstrip(), font) + wider)
        wider = 0.0
        url = _url(links, (x + end) / 2, y + size / 4) if text.strip() else ""
        found.append(Fragment(text, x, y, size, _is_bold(font), end, url))

    sheet.extract_text(orientations=(0,), visitor_operand_before=see, visitor_text=visit)
    yield from marks.write(found)


@dataclass(frozen=True, slots=True)
class _Area:
    """A part of a page that links to the outside, in points."""

    left: float
    bottom: float
    right: float
    top: float
    url: str


def _links(sheet: PageObject) -> Iterator[_Area]:
    """The links of one page; one that is damaged is none."""
    held: Any = sheet.get("/Annots")
    notes = held.get_object() if held is not None else ()
    for note in notes if isinstance(notes, list) else ():
        try:
            entry = note.get_object()
            a, b, c, d = map(float, entry["/Rect"])
            url = str(entry["/A"]["/URI"])
        except (AttributeError, KeyError, TypeError, ValueError):
            continue
        yield _Area(min(a, c), min(b, d), max(a, c), max(b, d), url)


def _url(links: Sequence[_Area], x: float, y: float) -> str:
    return next((a.url for a in links if a.left <= x <= a.right and a.bottom <= y <= a.top), "")


def _is_bold(font: Any) -> bool:
    if font is None:
        return False
    name = str(font.get("/BaseFont", "")).lower()
    return any(word in name for word in _HEAVY)


def _meta(reader: PdfReader) -> dict[str, str]:
    """Title and language, where the file states them. Its author is a person, its dates are those of the file."""
    meta = {}
    title = str((reader.metadata.title if reader.metadata else None) or "").strip()
    if title:
        meta["title"] = title
    root = cast("dict[str, object]", reader.trailer["/Root"].get_object())
    language = root.get("/Lang") if hasattr(root, "get") else None
    return meta | ({"language": str(language)} if language is not None else {})
