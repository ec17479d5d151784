"""Makes the same policy in every format: Markdown is read, text, HTML, DOCX and PDF are written beside it.

DOCX and PDF are made by LibreOffice from a flat OpenDocument text with real styles, lists, a table, footnotes,
a running header and a footer with page numbers.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "tests" / "data" / "formats"
_NOTE = re.compile(r"\[(\d)\]")
_BOLD = re.compile(r"\*\*(.+?)\*\*")


@dataclass
class Piece:
    """A heading, paragraph, item, row or note of the Markdown file."""

    kind: str
    text: str
    level: int = 0
    cells: list[str] = field(default_factory=list)


def pieces(markdown: str) -> list[Piece]:
    """Reads the few constructs that the sample uses."""
    found = []
    for line in markdown.splitlines():
        bare = line.strip()
        if heading := re.match(r"(#+) (.*)", bare):
            found.append(Piece("heading", heading[2], len(heading[1])))
        elif item := re.match(r"( *)(-|\d\.) (.*)", line):
            found.append(Piece("bullet" if item[2] == "-" else "number", item[3], 1 + len(item[1]) // 2))
        elif bare.startswith("| ---"):
            found[-1].kind = "columns"
        elif bare.startswith("|"):
            found.append(Piece("row", "", cells=[cell.strip() for cell in bare.strip("|").split("|")]))
        elif note := re.match(r"\[(\d)\] (.*)", bare):
            found.append(Piece("note", note[2], int(note[1])))
        elif bare:
            found.append(Piece("paragraph", bare))
    return found


def to_text(found: list[Piece]) -> str:
    """As a plain text extract, one line a paragraph."""
    lines = []
    number = 0
    for piece in found:
        number = number + 1 if piece.kind == "number" else 0
        text = _BOLD.sub(r"\1", piece.text)
        match piece.kind:
            case "bullet" | "number":
                mark = f"{number}." if number else "•"
                lines.append("  " * (piece.level - 1) + f"{mark} {text}")
                continue
            case "columns" | "row":
                lines.append(" | ".join(piece.cells))
                continue
            case "note":
                text = f"[{piece.level}] {text}"
        lines += ["", text, ""]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def to_html(found: list[Piece]) -> str:
    """As a page saved from a browser: with navigation, a cookie banner, a script and a footer around the policy."""
    body = []
    for kind, group in groupby(found, key=_group):
        same = list(group)
        if kind == "list":
            body.append(_html_list(same))
        elif kind == "table":
            rows = ["".join(f"<{_cell(p)}>{escape(c)}</{_cell(p)}>" for c in p.cells) for p in same]
            head, rest = rows[0], "".join(f"<tr>{row}</tr>\n" for row in rows[1:])
            body.append(f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>{rest}</tbody>\n</table>")
        elif kind == "note":
            items = "".join(
                f'<li id="fn{p.level}"><p>{_inline(p.text)} <a href="#ref{p.level}">↩</a></p></li>\n' for p in same
            )
            body.append(f'<section role="doc-endnotes"><ol>\n{items}</ol></section>')
        else:
            body += [f"<h{p.level}>{escape(p.text)}</h{p.level}>" if p.level else f"<p>{_inline(p.text)}</p>"
                     for p in same]  # fmt: skip
    return _PAGE.format(title=escape(found[0].text), body="\n".join(body))


def _group(piece: Piece) -> str:
    return {"bullet": "list", "number": "list", "columns": "table", "row": "table"}.get(piece.kind, piece.kind)


def _cell(piece: Piece) -> str:
    return "th" if piece.kind == "columns" else "td"


def _inline(text: str) -> str:
    bold = _BOLD.sub(r"<strong>\1</strong>", escape(text))
    return _NOTE.sub(r'<sup><a id="ref\1" href="#fn\1">\1</a></sup>', bold)


def _html_list(items: list[Piece]) -> str:
    out: list[str] = []
    tag = "ul" if items[0].kind == "bullet" else "ol"
    depth = 0
    for item in items:
        while depth < item.level:
            out.append(f"<{tag}>")
            depth += 1
        while depth > item.level:
            out.append(f"</{tag}>")
            depth -= 1
        out.append(f"<li>{_inline(item.text)}")
    return "\n".join([*out, *[f"</{tag}>"] * depth])


def to_fodt(found: list[Piece]) -> str:
    """As a flat OpenDocument text."""
    notes = {str(p.level): p.text for p in found if p.kind == "note"}
    body = []
    for kind, group in groupby((p for p in found if p.kind != "note"), key=_group):
        same = list(group)
        if kind == "list":
            body.append(_odt_list(same, notes))
        elif kind == "table":
            body.append(_odt_table(same))
        else:
            body += [_odt_block(p, notes) for p in same]
    return _FODT.format(title=escape(found[0].text), body="\n".join(body))


def _odt_block(piece: Piece, notes: dict[str, str]) -> str:
    text = _odt_inline(piece.text, notes)
    if piece.level == 1:
        return f'<text:p text:style-name="Title">{text}</text:p>'
    if piece.level:
        level = piece.level - 1
        return f'<text:h text:style-name="Heading_20_{level}" text:outline-level="{level}">{text}</text:h>'
    return f'<text:p text:style-name="Text_20_body">{text}</text:p>'


def _odt_inline(text: str, notes: dict[str, str]) -> str:
    bold = _BOLD.sub(r'<text:span text:style-name="Strong">\1</text:span>', escape(text))
    return _NOTE.sub(
        lambda match: (
            f'<text:note text:note-class="footnote"><text:note-citation>{match[1]}</text:note-citation>'
            f'<text:note-body><text:p text:style-name="Footnote">{escape(notes[match[1]])}</text:p></text:note-body>'
            "</text:note>"
        ),
        bold,
    )


def _odt_list(items: list[Piece], notes: dict[str, str]) -> str:
    style = "Bullets" if items[0].kind == "bullet" else "Numbers"
    out: list[str] = []
    depth = 0
    for item in items:
        if item.level > depth:
            name = f' text:style-name="{style}"' if not depth else ""
            out.append(f"<text:list{name}>")
        else:
            out += ["</text:list-item>", *["</text:list></text:list-item>"] * (depth - item.level)]
        depth = item.level
        text = _odt_inline(item.text, notes)
        out.append(f'<text:list-item><text:p text:style-name="Text_20_body">{text}</text:p>')
    return "\n".join([*out, *["</text:list-item></text:list>"] * depth])


def _odt_table(rows: list[Piece]) -> str:
    out = [f'<table:table><table:table-column table:number-columns-repeated="{len(rows[0].cells)}"/>']
    for piece in rows:
        style = "Table_20_Heading" if piece.kind == "columns" else "Table_20_Contents"
        cells = "".join(
            f'<table:table-cell table:style-name="Cell"><text:p text:style-name="{style}">{escape(cell)}</text:p>'
            "</table:table-cell>"
            for cell in piece.cells
        )
        row = f"<table:table-row>{cells}</table:table-row>"
        out.append(f"<table:table-header-rows>{row}</table:table-header-rows>" if piece.kind == "columns" else row)
    return "\n".join([*out, "</table:table>"])


_PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta property="og:site_name" content="Tidewrack Ferries Ltd">
<link rel="canonical" href="https://tidewrack.example/privacy">
<script>window.dataLayer = [];</script>
</head>
<body>
<div id="cookie-banner"><p>We use cookies to give you the best experience.</p><button>Accept all</button></div>
<header><a href="/">Home</a> <nav><ul><li><a href="/book">Book a crossing</a></li><li><a href="/boats">Our boats</a>
</li></ul></nav></header>
<div class="content">
{body}
</div>
<footer><p>© Tidewrack Ferries Ltd. All rights reserved.</p><a href="/imprint">Imprint</a></footer>
</body>
</html>
"""

_FODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:meta><dc:title>{title}</dc:title><dc:language>en-GB</dc:language></office:meta>
<office:styles>
<style:default-style style:family="paragraph">
<style:text-properties fo:font-size="11pt" fo:font-family="Liberation Serif" fo:language="en" fo:country="GB"
 fo:hyphenate="true" fo:hyphenation-remain-char-count="3" fo:hyphenation-push-char-count="3"/>
</style:default-style>
<style:style style:name="Standard" style:family="paragraph"/>
<style:style style:name="Text_20_body" style:display-name="Text body" style:family="paragraph"
 style:parent-style-name="Standard">
<style:paragraph-properties fo:margin-bottom="0.25cm" fo:text-align="justify"/></style:style>
<style:style style:name="Title" style:family="paragraph" style:parent-style-name="Standard">
<style:paragraph-properties fo:margin-bottom="0.5cm"/>
<style:text-properties fo:font-size="22pt" fo:font-weight="bold"/></style:style>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph"
 style:parent-style-name="Standard" style:default-outline-level="1">
<style:paragraph-properties fo:margin-top="0.5cm" fo:margin-bottom="0.2cm" fo:keep-with-next="always"/>
<style:text-properties fo:font-size="16pt" fo:font-weight="bold"/></style:style>
<style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph"
 style:parent-style-name="Standard" style:default-outline-level="2">
<style:paragraph-properties fo:margin-top="0.4cm" fo:margin-bottom="0.2cm" fo:keep-with-next="always"/>
<style:text-properties fo:font-size="13pt" fo:font-weight="bold"/></style:style>
<style:style style:name="Footnote" style:family="paragraph" style:parent-style-name="Standard">
<style:text-properties fo:font-size="9pt"/></style:style>
<style:style style:name="Table_20_Contents" style:display-name="Table Contents" style:family="paragraph"
 style:parent-style-name="Standard"/>
<style:style style:name="Table_20_Heading" style:display-name="Table Heading" style:family="paragraph"
 style:parent-style-name="Table_20_Contents"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Strong" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<text:notes-configuration text:note-class="footnote" style:num-format="1" text:start-numbering-at="document"/>
</office:styles>
<office:automatic-styles>
<style:style style:name="Cell" style:family="table-cell">
<style:table-cell-properties fo:padding="0.1cm" fo:border="0.5pt solid #000000"/></style:style>
<text:list-style style:name="Bullets">
<text:list-level-style-bullet text:level="1" text:bullet-char="•"><style:list-level-properties
 text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment
 text:label-followed-by="listtab" fo:text-indent="-0.6cm" fo:margin-left="1.2cm"/></style:list-level-properties>
</text:list-level-style-bullet>
<text:list-level-style-bullet text:level="2" text:bullet-char="◦"><style:list-level-properties
 text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment
 text:label-followed-by="listtab" fo:text-indent="-0.6cm" fo:margin-left="1.9cm"/></style:list-level-properties>
</text:list-level-style-bullet>
</text:list-style>
<text:list-style style:name="Numbers">
<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."><style:list-level-properties
 text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment
 text:label-followed-by="listtab" fo:text-indent="-0.6cm" fo:margin-left="1.2cm"/></style:list-level-properties>
</text:list-level-style-number>
</text:list-style>
<style:page-layout style:name="Page"><style:page-layout-properties fo:page-width="14.8cm" fo:page-height="21cm"
 fo:margin-top="1.5cm" fo:margin-bottom="1.5cm" fo:margin-left="1.8cm" fo:margin-right="1.8cm"/>
<style:header-style><style:header-footer-properties fo:min-height="0.8cm" fo:margin-bottom="0.4cm"/>
</style:header-style>
<style:footer-style><style:header-footer-properties fo:min-height="0.8cm" fo:margin-top="0.4cm"/></style:footer-style>
</style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="Page">
<style:header><text:p>Tidewrack Ferries Ltd – Privacy</text:p></style:header>
<style:footer><text:p>Page <text:page-number/> of <text:page-count/></text:p></style:footer>
</style:master-page></office:master-styles>
<office:body><office:text>
{body}
</office:text></office:body>
</office:document>
"""


def main() -> None:
    found = pieces((FOLDER / "tidewrack.md").read_text(encoding="utf-8"))
    (FOLDER / "tidewrack.txt").write_text(to_text(found), encoding="utf-8")
    (FOLDER / "tidewrack.html").write_text(to_html(found), encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        flat = Path(folder) / "tidewrack.fodt"
        flat.write_text(to_fodt(found), encoding="utf-8")
        for form in ("docx", "pdf"):
            subprocess.run(
                ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", form,
                 "--outdir", str(FOLDER), str(flat)],
                check=True,
            )  # fmt: skip


if __name__ == "__main__":
    main()
