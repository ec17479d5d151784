"""Sentences of a paragraph as spans: Punkt with reviewed abbreviations, and what it cannot know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

ABBREVIATIONS = frozenset(
    "e.g i.e eg ie etc cf viz vs inc incl excl corp co ltd llc l.l.c plc bros gmbh pte pty s.a s.a.s "
    "s.a.r.l s.r.l s.p.a b.v n.v a.s art arts sec secs sect par pars para paras abs no nos nr fig vol ch pp ed eds "
    "rev reg regs reg'd dept div est ext tel fax attn mr mrs ms dr prof st jr sr messrs hon gen gov "
    "u.s u.k u.s.a e.u u.n d.c a.k.a p.o a.m p.m approx max min jan feb mar apr jun jul aug sep sept "
    "oct nov dec mon tue tues wed thu thur thurs fri sat sun ave blvd rd ste bldg apt cal civ stat "
    "c.f.r u.s.c lit al resp ph.d q.v ss subs ca bzw z.b d.h u.a evtl ggf inkl vgl sog ziff insb insbes bzgl z.hd "
    "pvt p.r p.r.c r.o.c c.p n.y med e.v e.k e.u r.l d.o.o j.d.o.o d.d s.r.o sp o.o c.v k.k sdn bhd ltda lda".split()
)
"""Words after which a full stop ends no sentence, in lower case and without it."""

_CLOSES = frozenset(
    "inc corp co ltd llc l.l.c plc gmbh pte pty s.a s.r.l b.v n.v u.s u.k u.s.a e.u d.c etc p.m a.m al no est"
    " ca p.r.c r.o.c n.y pty pvt e.v e.k e.u r.l s.a.r.l s.p.a s.a.s d.o.o j.d.o.o d.d s.r.o a.s o.o c.v k.k bhd ltda"
    " lda".split()
)
"""Abbreviations that can also end a sentence: they do where a word follows that begins one."""

_STARTERS = frozenset(
    "we you your our this these those that the if in it they when where however for please to any as at by all such"
    " some each although while under with from on once unless except additionally furthermore moreover a an"
    " wir sie die der das diese dieser unsere ihre wenn soweit nous vous nos vos le la les cette ces".split()
)
_GLUED = re.compile(r"""(?<=[a-z)\]”"’'%])[.!?](?=[A-Z“"][a-z’']|[A-Z“]\s)|(?<=[A-Z]{2})\.(?=[A-Z][a-z]+\s)""")
_DOMAIN = re.compile(r"(?:com|org|net|io|co|gov|edu|eu|uk|de|app|ai|info|js|inc|ltd|llc)\b", re.IGNORECASE)
_LAST_WORD = re.compile(r"(\S{1,24})\.[\"”’')\]]*\s*\Z")
_BEHIND = re.compile(r"(?:[\"”’')\]]+|\[\d{1,3}\])\s*")
"""What is glued to the end of a sentence: the end of a quotation, the mark of a footnote."""
_STREET = "str"
"""German streets end so: "Industriestr. 25"."""
_MONTH = re.compile(
    r"(?:januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember)\b", re.IGNORECASE
)
_IDEOGRAPHIC = re.compile(r"[。！？](?=[^」』）。！？\s])")
"""The end of a sentence in Chinese or Japanese, behind which no space stands."""
_PART = re.compile(
    r"\b(?:section|article|clause|part|chapter|annex|schedule|appendix|paragraph)s? ?[“\"‘']?"
    r"(?:\d{1,2}(?:\.\d{1,2})*[a-z]?|[ivx]{1,5})\.\s*\Z",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\s*(?:[“\"‘'][A-Z]|([A-Z]\w*),? (?:(?:to|and|of|on|for|in|with) )?[A-Z]\w*\b"
    r"(?! (?:is|are|may|will|can|must|shall|has|have|does|uses|keeps|sells|shares|collects)\b))"
)
"""What may stand behind a part's number: "see Section 1. What We Collect"."""

_ASIDE = 200
"""Code points before and behind a stop in which the brackets around it are looked for."""
_PIECE = 50_000


@cache
def _punkt() -> Any:
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer  # noqa: PLC0415 - 0.1 s, only to cut

    parameters = PunktParameters()
    parameters.abbrev_types.update(ABBREVIATIONS)
    return PunktSentenceTokenizer(parameters)


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences of one paragraph, without the white space between them."""
    if not text.strip():
        return []
    cuts = [at + start for at, piece in _pieces(text) for start, _ in _punkt().span_tokenize(piece)]
    cuts = [cut for cut in cuts if cut and _ends(text, cut)]
    cuts = [_behind_note(text, cut) for cut in {*cuts, *_hidden(text)} if not _is_aside(text, cut)]
    cuts = [0, *sorted(cut for cut in cuts if cut < len(text))]
    spans = []
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        words = text[start:end]
        bare = words.strip()
        if bare:
            begin = start + len(words) - len(words.lstrip())
            spans.append((begin, begin + len(bare)))
    return spans


def _behind_note(text: str, cut: int) -> int:
    """Behind what is glued to the sentence before: "a year.[1] Then …", "\"our data.\" We …"."""
    glued = None if text[cut - 1].isspace() else _BEHIND.match(text, cut)
    return glued.end() if glued else cut


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """A long paragraph in pieces, each with its start: NLTK gives up on a text that takes it five seconds."""
    at = 0
    while len(text) - at > _PIECE:
        end = text.rfind(" ", at, at + _PIECE) + 1 or at + _PIECE
        yield at, text[at:end]
        at = end
    yield at, text[at:]


def _ends(text: str, cut: int) -> bool:
    """Punkt cuts before ``cut``: not where the next word goes on in lower case, or a number follows "s." or "No."."""
    after = text[cut : cut + 40].lstrip("\"“”’‘'([" if text[cut - 1].isspace() else "\"“”’‘'([])] ")
    if after[:1].islower() or (after[:1] in tuple(",;:") and after[1:2] == " ") or not any(c.isalnum() for c in after):
        return False
    title = _TITLE.match(text, cut)
    if title and (title[1] or "").lower() not in _STARTERS and _PART.search(text[max(0, cut - 40) : cut]):
        return False
    word = _LAST_WORD.search(text, max(0, cut - 40), cut)
    if word is None:
        return True
    last = word.group(1).lower()
    short = len(last) == 1 or last.endswith(_STREET)
    return not ((after[:1].isdigit() and short) or (last.isdigit() and len(last) < 3 and _MONTH.match(after)))


def _is_aside(text: str, cut: int) -> bool:
    """Inside of round brackets: "(hey there!), registrars and registries"; those of "1)" and ":)" close nothing."""
    opened, closed = text.rfind("(", max(0, cut - _ASIDE), cut), text.rfind(")", max(0, cut - _ASIDE), cut)
    closes = text.find(")", cut, cut + _ASIDE)
    reopens = text.find("(", cut, cut + _ASIDE)
    stray = closes >= 0 and re.search(r"(?:(?:^|\s)\w|:)\Z", text[cut:closes]) is not None
    return opened > closed and closes >= 0 and not stray and not 0 <= reopens < closes


def _hidden(text: str) -> list[int]:
    """Where sentences are glued ("interest.This includes"), or an abbreviation ends one ("by Zopim Inc. We")."""
    cuts = [m.end() for m in _GLUED.finditer(text) if _is_glued(text, m)]
    cuts += [m.end() for m in _IDEOGRAPHIC.finditer(text)]
    for match in re.finditer(r"\.[\"”’')\]]*\s+(?=(\w+))", text):
        word = _LAST_WORD.search(text, max(0, match.start() - 24), match.start() + 1)
        if word is None or not match.group(1)[0].isupper():
            continue
        if match.group(1).lower() not in _STARTERS and word.group(1) != "CA":  # California, not "circa"
            continue
        if word.group(1).lstrip("(\"“‘'[").lower() in _CLOSES:
            cuts.append(match.end())
    return cuts


def _is_glued(text: str, match: re.Match[str]) -> bool:
    """A full stop inside "interest.This", not inside a name or an address ("Booking.Com", "x@Team365.Io")."""
    before = text[max(0, match.start() - 60) : match.start()].rsplit(maxsplit=1)
    token = before[-1] if before else ""
    after = text[match.end() : match.end() + 40].split(maxsplit=1)
    following = after[0] if after else ""
    if "@" in token + following or "/" in token or "www" in token.lower() or "." in token.strip("."):
        return False
    opens = not token[-1:].isupper() or following.lower() in _STARTERS
    return len(re.sub(r"\W", "", token)) >= 2 and opens and not _DOMAIN.match(following)
