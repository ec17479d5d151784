"""What a policy is called, whose it is, since when it holds, where it stands and in which language."""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import PolicyError
from assistant.indexer import dates, language
from assistant.indexer.numbering import marker
from assistant.indexer.source import Page
from assistant.indexer.suffixes import SIDECAR
from assistant.model import BlockKind

_TITLE_WORD = re.compile(r"\b(privacy|data protection|policy|notice|statement|gdpr)\b", re.IGNORECASE)
_FORM = r"(?:Inc|LLC|L\.L\.C|Ltd|Limited|GmbH|B\.V|S\.A|Corp|Corporation|AG|AB|Oy|LP|PLC|plc|Pte)\b"
_ENTITY = re.compile(
    rf"(?<![\w&.-])(?:[a-z]?[A-Z][\w&.’'-]{{0,40}},? |& |and |of ){{1,6}}?{_FORM}(?:\.? (?:Ltd|Limited|LLC)\b)?"
)
_OWN_AFTER = re.compile(
    r"\.?,?[^().]{0,60}\((?:[^()]{0,80}(?:[\"“”'‘’,] ?|\b(?:or|and|as|either) ))?(?:we|us|our)[\"“”'‘’,)]",
    re.IGNORECASE,
)
_OWN_BEFORE = re.compile(r"(?<!sites )(?<!services )(?<!apps )(?<!pages )\boperated by \W{0,2}\Z")
_SITE = re.compile(r" [|–—·] [^|–—·]*\Z")
_JOINT = re.compile(r", | and | of | & |(?<=[a-z]{3})\. ")
_SHORTENED = re.compile(rf"(?:{_FORM}|\b(?:Bros|Assoc|Intl|Dept|Dist|Univ|Mfg|Messrs))\Z")
"""Behind these a full stop does not end a sentence: "Maple Bros. Holdings Ltd"."""
_SMALL = re.compile(
    r"\A(?:(?:At|By|The|In|If|And|With|For|Of|To|From|Our|This|When|Contact|Attn|We|&) )+", re.IGNORECASE
)
_GENERIC = frozenset(
    "private limited company inc llc ltd gmbh corp corporation group holdings media international services systems"
    " technologies technology platform app web website online policy privacy notice statement data com"
    " the and of for a".split()
)
_MAX_SEARCH = 200_000
_FIELDS = frozenset(("title", "company", "url", "language", "effective_date", "effective_text"))


@dataclass(frozen=True, slots=True)
class Facts:
    """The metadata of one policy."""

    title: str
    company: str | None
    url: str | None
    effective_date: dt.date | None
    effective_text: str | None
    language: str


def describe(path: Path, page: Page) -> Facts:
    """Collect what the sidecar, the file's own fields and the text say, in this order of trust.

    Raises PolicyError where the sidecar cannot be read.
    """
    side = sidecar(path)
    words = side.get("effective_text") or page.meta.get("effective_text")
    date = dates.parse(side["effective_date"]) if "effective_date" in side else None
    if words is None:
        words, found = dates.effective(page.text)
        date = date or found
    date = date or dates.parse(words or "") or dates.parse(page.meta.get("date", ""))
    title = side.get("title") or _title(path, page)
    tags = (side.get("language", ""), page.meta.get("language", ""))
    return Facts(
        title=title,
        company=side.get("company") or page.meta.get("company") or _company(page.text, f"{path.stem} {title}"),
        url=side.get("url") or page.meta.get("url") or page.meta.get("source"),
        effective_date=date,
        effective_text=words,
        language=next(filter(None, map(language.code, tags)), "") or language.guess(page.text),
    )


def sidecar(path: Path) -> Mapping[str, str]:
    """The fields of ``<id>.meta.toml`` beside a policy: title, company, url, language, effective_date, effective_text.

    Raises PolicyError for a file that is not TOML or holds another field.
    """
    side = path.with_suffix(SIDECAR)
    if not side.is_file():
        return {}
    try:
        fields = tomllib.loads(side.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PolicyError(side, f"cannot be read: {error}") from error
    if unknown := sorted(set(fields) - _FIELDS):
        raise PolicyError(side, f"unknown field {unknown[0]!r}; known: {', '.join(sorted(_FIELDS))}")
    return {name: str(value) for name, value in fields.items()}


def sidecar_text(fields: Mapping[str, str | None]) -> str:
    """The content of a sidecar with these fields, less those that are None."""

    def quoted(value: str) -> str:
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")

    return "".join(f"{name} = {quoted(value)}\n" for name, value in fields.items() if value is not None)


def _title(path: Path, page: Page) -> str:
    """The file's own title, else the first line that reads like one, else the file's name."""
    first = [page.text[b.start : b.end] for b in page.blocks if b.kind is BlockKind.HEADING][:1]
    lines = [line.strip() for line in page.text[:2000].split("\n")]
    for line in [page.meta.get("title", ""), *first, *[line for line in lines if line][:3]]:
        bare = _SITE.sub("", " ".join(line.split()))
        if 0 < len(bare) <= 90 and _TITLE_WORD.search(bare) and bare[-1] not in ".:;," and not marker(bare):
            return bare
    return page.meta.get("title") or path.stem.replace("-", " ").replace("_", " ").title() + " privacy policy"


def _company(text: str, names: str) -> str | None:
    """The company whose policy this seems to be: the first that is named like it, else the first that speaks as "we".

    A policy names other companies too, and one of those would be worse than none.
    """
    speaks = None
    for match in _ENTITY.finditer(text[:_MAX_SEARCH]):
        name = _name(match.group(), names)
        if len(name.split()) < 2 or not _letters(name):
            continue
        if _alike(name, names):
            return name
        after, before = text[match.end() : match.end() + 200], text[max(0, match.start() - 80) : match.start()]
        if speaks is None and (_OWN_AFTER.match(after) or _OWN_BEFORE.search(before)):
            speaks = name
    return speaks


def _name(found: str, names: str) -> str:
    """A company's name without what stands before it: "In the European Region, WhatsApp LLC"."""
    whole = name = _SMALL.sub("", found)
    for joint in _JOINT.finditer(whole):
        first, rest = whole[: joint.start()], whole[joint.end() :]
        ended = joint.group() == ". " and not _SHORTENED.search(first)
        other = _alike(rest, names) or (joint.group() in (", ", ". ") and " " in rest)
        if ended or (other and not _alike(first, names)):
            name = rest
    return name


def _alike(name: str, names: str) -> bool:
    """Whether a name and those of a policy have a word in common, or one is written together in the other."""
    ours, theirs = _words(name), _words(names)
    return bool(ours & theirs) or any(len(word) > 3 and word in _letters(names) for word in (*ours, _letters(name)))


def _words(names: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", names.lower())) - _GENERIC


def _letters(names: str) -> str:
    return "".join(word for word in re.findall(r"\w+", names.lower()) if word not in _GENERIC)
