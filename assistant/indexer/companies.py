"""Whose policy it is: the company that is named like it, or that speaks of itself; else the name of its site."""

from __future__ import annotations

import re

from assistant.indexer.source import Page
from assistant.indexer.titles import names_policy, own_titles, parts

_DOTTED = (
    r"Inc|INC|Corp|Co|L\.L\.C|B\.V|N\.V|S\.A|S\.A\.S|S\.p\.A|S\.r\.l|S\.à r\.l|S\.L|K\.K|d\.o\.o|s\.r\.o|a\.s|e\.[KV]"
    r"|Pty"
)
"""Forms of companies that have a full stop of their own behind them, where one stands there."""
_SHORT = r"(?<!SUCH )(?<!KNOWN )(?<!WELL )(?<!FAR )AS|BV|NV|SA|SE|SL|KK|KG|UG"
"""Forms that may be words in capitals, or states: they count where the name ends, not in "DATA AS DEFINED"."""
_FORM = (
    rf"(?:(?:{_DOTTED}|(?:GmbH|AG|UG|SE) & Co\.? (?:KGaA|KG|OHG)|LLC|Ltd|LTD|Limited|GmbH|KGaA|OHG|Corporation|AG|AB"
    rf"|Oyj?|LP|PLC|plc|Pte|ApS|ASA|A/S|SpA|Srl|SARL|SAS|Kft|Zrt)\b|(?:{_SHORT})(?= ?(?:\Z|\n|[,;.)(“\"])))"
)
_BODY = r"(?:Credit Union|Bank|Foundation|University|Association|Society|Cooperative)\b"
"""Others that have customers or members."""
_NAMED = r"(?<![\w&.-])(?:[a-z]?[A-Z][\w&.’'-]{0,40},? |& |and |of ){1,6}?"
_COMPANY = re.compile(rf"{_NAMED}{_FORM}(?:\.?,? (?:Ltd|LTD|Limited|LLC)\b)?")
_OTHER = re.compile(rf"{_NAMED}{_BODY}")
_STOP = re.compile(rf"(?:{_DOTTED})\Z")
_INSIDE = re.compile(r"(?<=L[Tt][Dd])\.(?=[,;)”\"’]| \(| [a-z])")
"""A full stop that is not the sentence's, which goes on."""
_OWN_AFTER = re.compile(
    r"\.?,?[^().]{0,60}\((?:[^()]{0,80}(?:[\"“”'‘’,] ?|\b(?:or|and|as|either) ))?(?:we|us|our)[\"“”'‘’,)]",
    re.IGNORECASE,
)
_OWN_BEFORE = re.compile(r"(?<!sites )(?<!services )(?<!apps )(?<!pages )\boperated by \W{0,2}\Z")
_JOINT = re.compile(r", | and | of | & |(?<=[a-z]{3})\. ")
_SHORTENED = re.compile(rf"(?:{_FORM}|\b(?:Bros|Assoc|Intl|Dept|Dist|Univ|Mfg|Messrs))\Z")
"""Behind these a full stop does not end a sentence: "Maple Bros. Holdings Ltd"."""
_SMALL = re.compile(
    r"\A(?:(?:At|By|The|In|If|And|With|For|Of|To|From|Our|This|When|Contact|Attn|We|&) )+", re.IGNORECASE
)
_ATTENTION = re.compile(r"\bAtt(?:n|ention)\W{1,3}\Z", re.IGNORECASE)
_DESK = re.compile(r"\A(?:(?:Privacy|Legal|Data|Protection|Compliance|Department|Dept|Office|Officer|Team)\b\W*)+")
"""Who in a company is to have a letter, of which the address goes on with its name."""
_GENERIC = frozenset(
    "private limited company inc llc ltd gmbh corp corporation group holdings media international services systems"
    " technologies technology platform app web website online policy privacy notice statement data com"
    " the and of for a".split()
)
_PART_OF_SITE = re.compile(
    r"\b(?:about|home|legal|cookies|help|docs|documentation|support|assistance|cent(?:er|re)|terms|conditions|blog|hub|faq|site"
    r"|website|app|online|official|base|trust|store|shop|portal)\b|[.!?,] ",
    re.IGNORECASE,
)
"""It is no name of a site, but of a part of it, or what is said of it."""
_LABEL = 12
_WORDS = 4
"""Of the name of a site, at most."""
_MAX_SEARCH = 200_000


def company_of(page: Page, names: str) -> str | None:
    """The company whose policy this seems to be; ``names`` are what the policy and its file are called.

    A policy names other companies too, and one of those would be worse than none.
    """
    text = page.text[:_MAX_SEARCH]
    titles = [parts(title) for title in own_titles(page)]
    others = [part for title in titles if len(title) > 1 for part in title if _is_site(part)]
    called = " ".join((names, *others, *(part for title in titles for part in title if names_policy(part))))
    site = [part for part in parts(re.sub(r": .*", "", page.meta.get("site", ""))) if _is_site(part)]
    found = (
        *(part for part in site if part in others or _count(part, text)),
        _first(_COMPANY, text, called),
        _first(_OTHER, text, called),
        *(part for part in others if _count(part, text) > 1),
    )
    return next(filter(None, found), None)


def _first(form: re.Pattern[str], text: str, names: str) -> str | None:
    """The first company of a form that is named like the policy, else the first that speaks as "we"."""
    speaks = None
    for match in form.finditer(text):
        found = match.group()
        if _ATTENTION.search(text, max(0, match.start() - _LABEL), match.start()):
            found = _DESK.sub("", found)
        name = _name(found, names)
        if len(name.split()) < 2 or not _letters(name):
            continue
        if name.casefold() in names.casefold() or (form is _COMPANY and _alike(name, names)):
            return _written(name, text, match.end())
        after, before = text[match.end() : match.end() + 200], text[max(0, match.start() - 80) : match.start()]
        if speaks is None and (_OWN_AFTER.match(after) or _OWN_BEFORE.search(before)):
            speaks = _written(name, text, match.end())
    return speaks


def _written(name: str, text: str, end: int) -> str:
    """A name as it is written: with a full stop of its own, and not in capitals if it is elsewhere."""
    whole = name + "." * bool(text[end : end + 1] == "." and (_STOP.search(name) or _INSIDE.match(text, end)))
    if not name.isupper():
        return whole
    again = (match.group() for match in re.finditer(re.escape(whole), text, re.IGNORECASE))
    return next((other for other in again if other[0].isupper() and not other.isupper()), whole)


def _is_site(part: str) -> bool:
    """A part of a title may be the name of a site."""
    named = not names_policy(part) and not _PART_OF_SITE.search(part)
    return named and len(part.split()) <= _WORDS and _letters(part) != ""


def _count(name: str, text: str) -> int:
    return text.casefold().count(name.casefold())


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
