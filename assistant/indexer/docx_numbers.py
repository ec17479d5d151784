"""The numbers that Word shows before paragraphs, written out as text: "4.2", "(a)", "Article IV.".

A Word file says only how its paragraphs are counted (numbering.xml, and styles.xml for styles that number); here they
are counted as Word does it. mammoth is then told of two lists alone: one whose numbers are in the text, and bullets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, ParseError, SubElement

from assistant.indexer.counts import formed
from assistant.indexer.numbering import marker

_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_NS = {"w": _SPACE}
_W = f"{{{_SPACE}}}"
_UNSEEN = frozenset(
    (f"{_W}del", f"{_W}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice")
)
"""What mammoth leaves out: what was deleted or moved away, and the first of two forms of one drawing."""
_LEVELS = 9
_MAX_BASES = 20
"""A style stands on no more others; a circle of styles ends here."""
_MAX_NUMBER = 40
"""Code points; nobody's numbers are longer."""
_UNCOUNTED = frozenset(("bullet", "none"))
_PLAN = "".join(f'<w:lvl w:ilvl="{at}"><w:numFmt w:val="{{0}}"/></w:lvl>' for at in range(_LEVELS))
_LIST = f"""<w:abstractNum w:abstractNumId="{{0}}">{_PLAN}</w:abstractNum>
<w:num w:numId="{{0}}"><w:abstractNumId w:val="{{0}}"/></w:num>"""
LISTS = f'<w:numbering xmlns:w="{_SPACE}">{_LIST.format("number")}{_LIST.format("bullet")}</w:numbering>'.encode()
"""The numbering.xml that goes with the parts that ``Numbers`` has written."""


@dataclass(frozen=True, slots=True)
class _Level:
    """How the paragraphs of one level are counted, and what is shown."""

    start: int
    form: str
    """"decimal", "lowerRoman", …"""
    text: str
    """ "%1.%2": what stands there, with the counts of this level and those above it."""
    legal: bool
    """All counts are shown in digits."""
    restart: int
    """A paragraph of a level above this one begins the count anew."""
    style: str | None
    """The paragraph style that stands at this level."""


@dataclass(frozen=True, slots=True)
class _List:
    """A list in the file; lists with one ``key`` count on together."""

    key: str
    levels: Mapping[int, _Level]
    anew: frozenset[int]
    """Levels that it begins anew when it is first used."""


@dataclass(frozen=True, slots=True)
class _Style:
    """What a paragraph style says of numbers."""

    base: str | None
    num: str | None
    level: int | None


@dataclass(slots=True)
class _Due:
    """A number that is written as soon as its paragraph turns out to have words."""

    paragraph: Element
    text: str


class Numbers:
    """Counts the numbered paragraphs of one file. What makes no sense in numbering.xml is left out.

    Raises ParseError: the styles are no XML.
    """

    def __init__(self, numbering: bytes, styles: bytes | None) -> None:
        self._styles = {} if styles is None else _read_styles(_parse(styles))
        try:
            self._lists = _read_lists(_parse(numbering), self._styles)
        except ParseError:
            self._lists = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def write(self, part: bytes) -> bytes:
        """A part with its numbers in its text, and its lists as in ``LISTS``. Raises ParseError."""
        root = _parse(part)
        todo: list[tuple[Element, _Due | None]] = [(root, None)]
        joined: Element | None = None
        while todo:
            node, due = todo.pop()
            if node.tag == f"{_W}p":
                if node.find("w:pPr/w:rPr/w:del", _NS) is not None:
                    joined, due = joined if joined is not None else node, None  # its words go to the next paragraph
                else:
                    due, joined = _Due(node if joined is None else joined, self._enter(node)), None
            elif due is not None and due.text and node.tag == f"{_W}t" and (node.text or "").strip():
                _write(due)
            todo.extend((child, due) for child in reversed(list(node)) if child.tag not in _UNSEEN)
        written: bytes = ElementTree.tostring(root, encoding="utf-8")
        return written

    def _enter(self, paragraph: Element) -> str:
        """Say in a paragraph which of ``LISTS`` it stands in; its number."""
        properties = paragraph.find("w:pPr", _NS)
        if properties is None:
            return ""
        place = self._place(properties)
        for old in properties.findall("w:numPr", _NS):
            properties.remove(old)
        if place is None:
            return ""
        num, at = place
        bullet = self._lists[num].levels[at].form == "bullet"
        new = SubElement(properties, f"{_W}numPr")
        SubElement(new, f"{_W}ilvl", {f"{_W}val": str(at)})
        SubElement(new, f"{_W}numId", {f"{_W}val": "bullet" if bullet else "number"})
        return _as_marker(self._count(num, at))

    def _place(self, properties: Element) -> tuple[str, int] | None:
        """The list and the level that a paragraph stands in, by itself or by its style."""
        if properties.find("w:rPr/w:moveFrom", _NS) is not None:
            return None
        own = _style(properties)
        styles = list(self._bases(_value(properties, "w:pStyle")))
        num = next((style.num for style in (own, *(style for _, style in styles)) if style.num is not None), "")
        found = self._lists.get(num)
        if found is None:
            return None
        linked = {level.style: at for at, level in found.levels.items()}
        levels = (own.level, *(linked.get(name, style.level) for name, style in styles))
        at = next((level for level in levels if level is not None), 0)
        return (num, at) if at in found.levels else None

    def _bases(self, name: str | None) -> Iterator[tuple[str, _Style]]:
        """A style, and those that it is based on."""
        for _ in range(_MAX_BASES):
            if name is None or name not in self._styles:
                return
            yield name, self._styles[name]
            name = self._styles[name].base

    def _count(self, num: str, at: int) -> str:
        """Count a paragraph; the number that Word shows before it."""
        found = self._lists[num]
        counts = self._counts.setdefault(found.key, {})
        anew = at in found.anew and (num, at) not in self._begun
        self._begun.add((num, at))
        counts[at] = found.levels[at].start if anew or at not in counts else counts[at] + 1
        for deeper in [other for other in counts if other > at]:
            if deeper not in found.levels or at < found.levels[deeper].restart:
                del counts[deeper]
        return _shown(found.levels, counts, at)


def _write(due: _Due) -> None:
    """Put a number before a paragraph's words."""
    run = Element(f"{_W}r")
    SubElement(run, f"{_W}t").text = f"{due.text} "
    first = next(iter(due.paragraph), None)
    due.paragraph.insert(int(first is not None and first.tag == f"{_W}pPr"), run)
    due.text = ""


def _as_marker(number: str) -> str:
    """A number as the indexer knows it in every format: with a full stop where Word shows none ("Article IV")."""
    for text in (number, f"{number}."):
        found = marker(f"{text} ")
        if found is not None and found.text == text:
            return text
    return number


def _shown(levels: Mapping[int, _Level], counts: Mapping[int, int], at: int) -> str:
    """The number of a paragraph at this level; nothing for a bullet."""
    level = levels[at]
    if level.form == "bullet":
        return ""

    def count(match: re.Match[str]) -> str:
        other = int(match[1]) - 1
        if other > at or other not in levels or levels[other].form in _UNCOUNTED:
            return ""
        form = levels[other].form
        digits = level.legal and form != "decimalZero"
        return formed(counts.get(other, levels[other].start), "decimal" if digits else form)

    text = " ".join(re.sub(r"%([1-9])", count, level.text).split())
    return text if len(text) <= _MAX_NUMBER else ""


def _read_lists(numbering: Element, styles: Mapping[str, _Style]) -> dict[str, _List]:
    """The lists of numbering.xml by their w:numId."""
    plans = {node.get(f"{_W}abstractNumId", ""): node for node in numbering.iterfind("w:abstractNum", _NS)}
    levels = {key: dict(_read_levels(plan)) for key, plan in plans.items()}
    links = {key: link for key, plan in plans.items() if (link := _value(plan, "w:numStyleLink"))}
    nodes = {node.get(f"{_W}numId", ""): node for node in numbering.iterfind("w:num", _NS)}
    keys = {num: _value(node, "w:abstractNumId") or "" for num, node in nodes.items()}
    lists: dict[str, _List] = {}
    for num, node in nodes.items():
        style = styles.get(links.get(keys[num], ""))  # a list style says whose plan it is
        key = keys.get(style.num or "", "") if style else keys[num]
        lists[num] = _read_list(node, key, levels.get(key, {}))
    return lists


def _read_list(node: Element, key: str, levels: Mapping[int, _Level]) -> _List:
    own, anew = dict(levels), set()
    for override in node.iterfind("w:lvlOverride", _NS):
        own.update(_read_levels(override))
        at = _number(override.get(f"{_W}ilvl"))
        start = _number(_value(override, "w:startOverride"))
        if at is not None and at in own and start is not None:
            own[at] = replace(own[at], start=start)
            anew.add(at)
    return _List(key, own, frozenset(anew))


def _read_levels(node: Element) -> Iterator[tuple[int, _Level]]:
    for level in node.iterfind("w:lvl", _NS):
        at = _number(level.get(f"{_W}ilvl"))
        if at is None or at >= _LEVELS:
            continue
        restart = _number(_value(level, "w:lvlRestart"))
        text = _value(level, "w:lvlText") or ""
        legal = level.find("w:isLgl", _NS)
        yield (
            at,
            _Level(
                start=_number(_value(level, "w:start")) or 0,
                form=_value(level, "w:numFmt") or "decimal",
                text=text if len(text) <= _MAX_NUMBER else "",
                legal=legal is not None and legal.get(f"{_W}val") not in ("0", "false"),
                restart=at if restart is None else restart,
                style=_value(level, "w:pStyle"),
            ),
        )


def _read_styles(styles: Element) -> dict[str, _Style]:
    """The styles by their w:styleId."""
    found: dict[str, _Style] = {}
    for node in styles.iterfind("w:style", _NS):
        properties = node.find("w:pPr", _NS)
        style = _Style(None, None, None) if properties is None else _style(properties)
        found.setdefault(node.get(f"{_W}styleId", ""), replace(style, base=_value(node, "w:basedOn")))
    return found


def _style(properties: Element) -> _Style:
    """What paragraph properties say of numbers."""
    num, level = _value(properties, "w:numPr/w:numId"), _number(_value(properties, "w:numPr/w:ilvl"))
    return _Style(None, num, level)


def _value(node: Element, path: str) -> str | None:
    found = node.find(path, _NS)
    return None if found is None else found.get(f"{_W}val")


def _number(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch(r"[0-9]{1,5}", text) else None


def _parse(part: bytes) -> Element:
    try:
        return ElementTree.fromstring(part.replace(_STRICT, _SPACE.encode()))  # noqa: S314  docx.py refuses entities
    except (LookupError, ValueError) as error:
        raise ParseError(f"has an unknown encoding: {error}") from error
