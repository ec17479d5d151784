"""Markdown to a Page: CommonMark with tables; marks go, words stay."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from assistant.indexer import front_matter
from assistant.indexer.source import Page
from assistant.indexer.writer import CELL, Writer
from assistant.model import BlockKind

_MAX_NESTING = 100
"""What is nested deeper is no policy; markdown-it leaves it out."""

_POINT = re.compile(r"\((?:[a-z]|[ivx]{1,5}|\d{1,2})\) ")
"""A line that begins so begins a point of a list, for which CommonMark has no mark."""
_ENDED = re.compile(r"(?::|;|; (?:and|or))\s*\Z")
_TAG = re.compile(r"<[^<>]*>")
_CELLS = re.compile(r"</t[dh]>\s*(?=<t[dh]\b)", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_CODE = r"`[^`\n]+`"
_SEAM = re.compile(rf"{_CODE}|(?<=[^\W\d_])\*{{4}}(?=[^\W\d_]|[.:])|(?<=[^\W_])\*\*([.:])\*\*(?!\S)")
"""Bold ends and begins again within a word or before its stop, which CommonMark takes for stars."""
_STOPPED = re.compile(rf"{_CODE}|(?<![^\s(|\u200b\u200d])(\*\*[^*\s`][^*\n`]*[:;.!?)”\"]\*\*)(?=\w)")
"""Bold ends with a stop right before a word, where CommonMark sees no end."""
_OPEN = re.compile(r"(?<![^\s\u200b\u200d])\*\*(?=\w|\Z)|(?<=[\w.:;)])\*\*(?=[\s.,:;]|\Z)")
"""Bold that ends, or begins, in another paragraph; but in a text with notes it may be the mark of one."""
_NOTE = re.compile(r"^[ \t]*(?:\*\*|\\\*\\\*)[ \t]+[^\s*]", re.MULTILINE)
_TERM = re.compile(r"(?:[^\W\d_]|[*_]{1,2}\w|[“\"`\[]).{0,100}(?<![\s:])[ \t]*")
_MEANING = re.compile(r" {0,3}:[ \t]+(?=\S)")
"""A definition list, for which CommonMark has no mark either: a term on a line, and under it ": what it means"."""
_FENCE = ("```", "~~~")
_UNEVEN = re.compile(r"^ {0,3}(\|[^\n\\`]+\|)[ \t]*\n {0,3}(\|(?:[ \t]*:?-+:?[ \t]*\|)+)[ \t]*$", re.MULTILINE)
"""A table's names of columns and the rule under them, which differ in number where a name spans several columns."""
_SCRIPT = re.compile(r"\[([^\[\]]*)\]\(javascript:(?:\\.|[^\s()\\]|\([^\s()]*\))*\)", re.IGNORECASE)
"""A link that would run code, which markdown-it leaves as it stands."""

_ANCHOR = re.compile(r"\[[#¶§🔗]\]\(#[^()\s]*(?: \"[^\"\n]*\")?\)")
"""The sign beside a heading that links to it."""


def parse(text: str) -> Page:
    """Parse Markdown whose line ends are ``\\n``."""
    meta, begins = front_matter.split(text)
    body = text[begins:]
    scribe = _Scribe(starred=_NOTE.search(body) is not None)
    markdown = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING}).enable(["table", "strikethrough"])
    markdown.disable("text_join")  # it would make escaped stars, which are words, the same as those left over
    scribe.blocks(markdown.parse(_joined(body)))
    return scribe.writer.page(meta)


def _joined(body: str) -> str:
    """Without signs that link to headings and links that run code, and with bold mended where it was cut for looks."""
    body = _UNEVEN.sub(_even, _ANCHOR.sub("", body))
    body = _SCRIPT.sub(r"\1", _with_definitions(body))
    return _outside_code(_STOPPED, _outside_code(_SEAM, body, ""), " ")


def _even(table: re.Match[str]) -> str:
    """The first two lines of a table, with as many cells in one as in the other; all else is none to CommonMark."""
    head, rule = (line.strip().strip("|").split("|") for line in table.groups())
    head += [""] * (len(rule) - len(head))
    rule += ["---"] * (len(head) - len(rule))
    return f"|{'|'.join(head)}|\n|{'|'.join(rule)}|"


def _with_definitions(body: str) -> str:
    """With terms and what they mean as the items of a list: "- Clinician: a physician"."""
    kept: list[str] = []
    fenced = False
    for line in body.split("\n"):
        fenced ^= line.lstrip().startswith(_FENCE)
        colon = None if fenced else _MEANING.match(line)
        apart = bool(kept) and not kept[-1].strip()  # a blank line may stand between
        if colon and _is_term(kept, len(kept) - 1 - apart):
            del kept[len(kept) - apart :]
            kept.append(f"- {kept.pop().strip()}: {line[colon.end() :]}")
        else:
            kept.append(line)
    return "\n".join(kept)


def _is_term(lines: Sequence[str], number: int) -> bool:
    """The line stands alone, or behind the meaning of another term."""
    before = lines[number - 1].lstrip() if number > 0 else ""
    return number >= 0 and _TERM.fullmatch(lines[number]) is not None and (not before or before.startswith("- "))


def _outside_code(pattern: re.Pattern[str], body: str, behind: str) -> str:
    """Each match that is no code as its group, with something behind it."""
    return pattern.sub(lambda match: match[0] if match[0][0] == "`" else (match[1] or "") + behind, body)


class _Scribe:
    """Reads markdown-it's tokens to a Writer."""

    def __init__(self, starred: bool) -> None:
        self.writer = Writer()
        self._starred = starred
        """Stars that are no marks of bold are words."""
        self._table = False
        self._depth = 0
        self._marker = ""
        self._row = BlockKind.ROW

    def blocks(self, tokens: Iterable[Token]) -> None:
        for token in tokens:
            name, _, step = token.type.rpartition("_")
            if step == "open":
                self._open(name, token)
            elif step == "close":
                self._close(name)
            elif token.type == "inline":
                self._inline(token.children or ())
            elif token.type in ("fence", "code_block"):
                self._lines(token.content)
            elif token.type == "html_block":
                self._lines(html.unescape(_TAG.sub("", _BREAK.sub("\n", _CELLS.sub(CELL, token.content)))))

    def _open(self, name: str, token: Token) -> None:
        match name:
            case "heading":
                self.writer.open(BlockKind.HEADING, int(token.tag[1]))
            case "paragraph":
                self._paragraph()
            case "bullet_list" | "ordered_list":
                self._depth += 1
            case "list_item":
                self._marker = f"{token.info}{token.markup}" if token.info else "•"
            case "table":
                self._table = True
                self.writer.table()
            case "thead" | "tbody":
                self._row = BlockKind.COLUMNS if name == "thead" else BlockKind.ROW
            case "tr":
                self.writer.open(self._row)

    def _close(self, name: str) -> None:
        if name in ("heading", "paragraph", "tr", "table"):
            self.writer.close()
            self._table = self._table and name != "table"
        elif name in ("bullet_list", "ordered_list"):
            self._depth -= 1
        elif name == "list_item":
            self._marker = ""
        elif name in ("th", "td"):
            self.writer.cell()

    def _paragraph(self) -> None:
        if not self._depth:
            self.writer.open(BlockKind.PARAGRAPH)
            return
        self.writer.open(BlockKind.ITEM, self._depth, self._marker)
        self._marker = ""

    def _lines(self, content: str) -> None:
        self._paragraph()
        for line in content.strip("\n").split("\n"):
            self.writer.write(line)
            self.writer.line_break()
        self.writer.close()

    def _inline(self, tokens: Sequence[Token]) -> None:
        writer = self.writer
        for before, token, after in zip((None, *tokens), tokens, (*tokens[1:], None), strict=False):
            if token.type in ("text", "text_special", "code_inline", "image"):
                words = token.type != "text" or self._starred or self._table
                writer.write(token.content if words else _OPEN.sub("", token.content))
            elif _is_break(token, before, after):
                writer.line_break()
            elif token.type == "softbreak":
                writer.write(" ")
            elif token.type == "link_open":
                writer.begin(str(token.attrGet("href") or ""))
            elif token.type == "strong_open":
                writer.begin()
            elif token.type in ("link_close", "strong_close"):
                writer.end()


def _is_break(token: Token, before: Token | None, after: Token | None) -> bool:
    """A line ends that is one on the page, too, or before a point of a list: behind a colon or another point."""
    if token.type == "softbreak":
        ended = before is not None and _ENDED.search(before.content) is not None
        return ended and after is not None and _POINT.match(after.content) is not None
    return token.type == "hardbreak" or (token.type == "html_inline" and _BREAK.match(token.content) is not None)
