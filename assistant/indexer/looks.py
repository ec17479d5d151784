"""What a line looks like on its own: a title, a sentence, a date, an address."""

from __future__ import annotations

import re

MAX_TITLE = 110
"""The longest heading, in code points."""
MAX_TITLE_WORDS = 16

_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_SMALL = frozenset(
    "a an the and or of to in on for by with from at as is are be do does we you your our us it its that this"
    " how what when who which not may can if via about into over under their they i my".split()
)
_SPEAKS = re.compile(
    r"(?:(?:we|you|it|they)(?:[’'](?:re|ve|ll|d|s))?|this|these|those|there|please|if|for more|for example|click|see"
    r"|note|by|in|as|when|also)\s",
    re.IGNORECASE,
)
_PERSON = re.compile(r"(?:we|you|they)(?:[’'](?:re|ve|ll|d))?\s", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:that|which|who|where) \w+", re.IGNORECASE)
"""A clause that belongs to a noun: "data that is collected"."""
_ASKS = re.compile(r"(?:how|what|when|where|who|whom|whose|why|which)\b", re.IGNORECASE)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|will|may|can|shall|must|should|has|have|does|do|don[’']t|doesn[’']t|applies|apply"
    r"|uses?|collects?|includes?|contains?|means?|shares?|provides?|explains?|describes?|governs?)\b",
    re.IGNORECASE,
)
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|will|shall|must|should|has|does|cannot|do not|don[’']t|doesn[’']t|means?|includes?"
    r"|applies)\b",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"@|https?://|www\.|\+\d|\d{6,}|(?:str(?:\.|asse|aße)|weg|platz|allee|gatan?|vej|rue|via)\s\d+\w?\Z"
    r"|\(\d{3}\)|\d{3}[- ]\d{3,4}|\b\d{5}\b"
    r"|\b(?:p\.?\s?o\.? box|attn|attention|street|suite|avenue|road|parkway|floor|blvd|zip|(?<!\bip )address)\b\.?"
    r"\s*(?:[:#]|\Z|\d|,)|\b(?:e-?mail|phone|tel|telephone|fax)\b\.?\s*(?:[:#]|\Z|\d)"
    r"|\b(?:st|rd|ave|ste|dr)\.?\s+\d"
    r"|^\d+[-\w]*\s+(?:[A-Z][\w.]*\s+)+(?:st|street|rd|road|ave|avenue|way|drive|dr|blvd|lane"
    r"|parkway|pkwy|square|court|plaza)\b",
    re.IGNORECASE,
)
_ADDRESS = 160
"""An address in one line is shorter, in code points; one in several lines may be twice as long."""
_COUNTRY = re.compile(
    r"(?:the )?(?:argentina|australia|austria|belgium|brazil|bulgaria|canada|chile|china|croatia|cyprus|czechia"
    r"|czech republic|denmark|england|estonia|finland|france|germany|greece|hong kong|hungary|iceland|india|ireland"
    r"|israel|italy|japan|korea|latvia|lithuania|luxembourg|malta|mexico|netherlands|new zealand|norway|poland|portugal"
    r"|romania|scotland|singapore|slovakia|slovenia|south africa|south korea|spain|sweden|switzerland|taiwan|turkey"
    r"|u\.?s\.?a?\.?|uk|ukraine|united arab emirates|united kingdom|united states(?: of america)?|wales"
    r"|deutschland|österreich|schweiz|suisse|belgique|nederland|españa|italia)\.?",
    re.IGNORECASE,
)
_POSTCODE = re.compile(r"(?<![\d.-])(?!(?:19|20)\d\d\b)\d{3,5}(?![\d.])")
_BRITISH = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b[A-Z]\d\d ?[A-Z\d]{4}\b")
_LEGAL = re.compile(
    r"\b(?:inc|llc|ltd|gmbh|limited|corp|corporation|b\.v|s\.a|plc|pte|pty|ag|ab|oy|kg|kgaa|se|e\.[kv]"
    r"|r\.l|d\.o\.o|s\.r\.o|bhd)\.?$",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\b(?:last|effective|updated|revised|modified|version|date|dated|as of)\b.{0,60}\d"
    r"|^\W*(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w* \d|\d{1,2}[./ -]\w+[./ -]\d{2,4}\W*$"
    r"|\d{4}-\d\d-\d\d)",
    re.IGNORECASE,
)
_SINCE = re.compile(r"(?:this )?(?:\w+ ){0,2}(?:last|effective|updated|revised|modified|version)\b", re.IGNORECASE)
_NO_HEAD = re.compile(
    r"\bplease\b|^(?:for )?(?:further|more) (?:information|details)\b|\bthe following\Z"
    r"|\b(?:and|or|to|as|by|of|the|from)\Z",
    re.IGNORECASE,
)
_LED = re.compile(r"\A(?:we|you|they)\s|\b(?:like|includ\w+|such as|namely|e\.g\.|for example)\W*\Z", re.IGNORECASE)
"""Few words, and no title all the same: "You can:", "Data you give us, like:"."""
_FOLLOWING = re.compile(r"\b(?:following|below)\b[^:]*\Z")
_MORE = re.compile(r"(?:\A|[.!?]\s+)(?:learn|read|see|find out) more[^\w:]*\Z", re.IGNORECASE)
"""The words of a link, alone or behind a sentence."""
_LABELLED = re.compile(r"(?:(?:for )?examples?|e\.g\.|a(?:nswer)?)\s?:\s\S", re.IGNORECASE)
"""What is said under a title, not the title."""
_ANSWER = re.compile(r"A(?:nswer)?\s?:\s\S")
"""What stands under "Q: …?"."""
_YES_OR_NO = re.compile(r"\?\s+(?:yes|no|never)\b[^?]*\Z", re.IGNORECASE)
_ANSWERED = re.compile(r"((?:\w+[^\w?]+){4,}\w+)\?\s+\w")
"""A question of five words or more, and something behind it."""
_PATH = re.compile(r"\b[\w-]+\.[a-z]{2,}(?::\d+)?/(?:\S*[^\s),:])?\Z", re.IGNORECASE)
"""An address on the web, behind which a full stop is often left out."""
_NAMED = re.compile(r"\b(?:policy|notice|statement)\b", re.IGNORECASE)
_CLOSING = "\"”’')]* "
PAGE = 3
"""Digits that the number of a page has at most."""
_LEADER = " \t\u00a0.…·_"
"""What leads the eye from a title to the number of its page."""


def words(text: str) -> list[str]:
    """The words of a text."""
    return _WORD.findall(text)


def plain(title: str) -> str:
    """A title for comparing: lower-case words only, without the page that a table of contents gives."""
    return " ".join(_WORD.findall((entry(title) or title).lower()))


def entry(text: str) -> str:
    """The title in a line of contents, which dots or spaces divide from its page; "" for another line."""
    digits = len(text) - len(text.rstrip("0123456789"))
    before = text[: len(text) - digits]
    title = before.rstrip(_LEADER)
    leader = before[len(title) :]
    divided = leader.count(".") > 2 or "…" in leader or len(leader) > 3
    return title if 0 < digits <= PAGE and divided else ""


def is_title_case(text: str) -> bool:
    """Its weighty words begin with a capital."""
    weighty = [w for w in words(text) if w.lower() not in _SMALL and not w[0].isdigit()]
    if not weighty:
        return all(w[0].isupper() for w in words(text)[:1])
    return sum(w[0].isupper() for w in weighty) >= 0.75 * len(weighty)


def is_caps(text: str) -> bool:
    """It is written in capitals."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 3 and sum(c.isupper() for c in letters) > 0.85 * len(letters)


def is_dated(text: str) -> bool:
    """It says a date, or since when a policy holds."""
    return len(text) < 120 and _DATED.search(text) is not None


def is_contact(text: str) -> bool:
    """It is a line of an address: street, telephone, e-mail, the name of a company; or it has two of them."""
    if "\n" in text and len(text) < 2 * _ADDRESS and sum(map(is_contact, text.split("\n"))) > 1:
        return True
    if len(text) >= _ADDRESS:
        return False
    if _BRITISH.search(text) or _CONTACT.search(text) or _in_one_line(text):
        return True
    if _POSTCODE.search(text) and len(words(text)) <= 6:
        return True
    return is_company(text)


def _in_one_line(text: str) -> bool:
    """It is an address from the name to the country."""
    parts = text.split(", ")
    return len(parts) > 2 and is_country(parts[-1]) and any(c.isdigit() for c in text)


def is_country(text: str) -> bool:
    """It is the name of a country, as below an address."""
    return _COUNTRY.fullmatch(text) is not None


def is_company(text: str) -> bool:
    """It ends like the name of a company."""
    return _LEGAL.search(text) is not None and not _FINITE.search(text)


def is_sentence(text: str) -> bool:
    """It reads like a sentence rather than a title."""
    if len(text) > 2 * MAX_TITLE:
        return True
    count, bare = len(words(text)), text.rstrip(_CLOSING)
    if bare.endswith("。"):
        return True
    if _ASKS.match(text):
        return count > MAX_TITLE_WORDS and not bare.endswith("?")
    if bare.endswith((".", "!")):
        return count >= 4 and (_says(text) or count > 8)
    return count >= 25 or (bare.endswith((";", ",")) and count > 3)


def is_statement(text: str) -> bool:
    """It says something of its own, as "We never sell your data.": no title, whatever number stands before it."""
    if not text.rstrip(_CLOSING).endswith((".", "!")):
        return False
    if _PERSON.match(text):
        return True
    return _AUXILIARY.search(_RELATIVE.sub("", text)) is not None and not is_title_case(text)


def leads_in(text: str) -> bool:
    """It is the beginning of a sentence that a list completes."""
    return (len(words(text)) > 6 and _says(text)) or _LED.search(text) is not None


def _says(text: str) -> bool:
    """It has a verb, or begins as sentences do."""
    return _FINITE.search(text) is not None or _SPEAKS.match(text) is not None


def begins_sentence(text: str) -> bool:
    """It begins with a capital, as sentences do: "We …", "In some cases, …"."""
    return text[:1].isupper() and _SPEAKS.match(text) is not None


def opens_list(text: str) -> bool:
    """It leads in what follows, with a colon or in words; or it is no sentence."""
    words = text.rstrip()
    if _MORE.search(words):
        return False
    ended = words.endswith((".", "!", "?", "。")) or _PATH.search(words) is not None
    since = _SINCE.match(words) is not None and is_dated(words) and not _FINITE.search(words.replace("May", ""))
    ended = ended or (since and not words.endswith(":"))
    return not ended or announces(words)


def announces(text: str) -> bool:
    """It says that something follows: with a colon, or in words."""
    words = text.rstrip()
    return words.endswith(":") or _FOLLOWING.search(words) is not None


def is_body(text: str) -> bool:
    """It is running text, over which a heading can stand: a sentence, or a long line."""
    if len(text) > MAX_TITLE or text.endswith("。") or _ANSWER.match(text):
        return True
    count = len(words(text))
    return count > 14 or (count >= 5 and text.rstrip(_CLOSING).endswith((".", "!", "?", ":", ";")))


def could_title(text: str, bold: bool = False) -> bool:
    """It could stand as a heading on a line of its own, by its form alone; bold words need less."""
    if len(text) > MAX_TITLE or not text or text[0] in "*†‡^_" or (" | " in text and not _NAMED.search(text)):
        return False
    count, bare = len(words(text)), text.rstrip(_CLOSING)
    if not 0 < count <= MAX_TITLE_WORDS or bare[-1:] in tuple(";,!-–—&/") or _NO_HEAD.search(bare):
        return False
    opens = _SPEAKS.match(text) and (_PERSON.match(text) or not is_title_case(text))  # not "As Required By Law."
    named = bold and not (opens or _FINITE.search(text.partition(" ")[2]))  # "Use and Disclosure."
    whole = bare.removesuffix(".") if named else text
    labelled = bold and count > 5 and ": " in text
    if labelled or _says_more(text, bold) or is_contact(text) or is_dated(text) or is_sentence(whole):
        return False
    first = next((c for c in text if c.isalpha()), "")
    if not first or first.islower():
        return False
    if bold:
        return True
    return (not bare.endswith(".") or (count <= 6 and is_title_case(text))) and _titled(text, bare, count)


def _says_more(text: str, bold: bool) -> bool:
    """It goes on behind a label or a question: "Examples: names, ages", "Who has access to all of it? Operations"."""
    if _LABELLED.match(text) or _YES_OR_NO.search(text):
        return True
    return not bold and not text.endswith("?") and _ANSWERED.match(text) is not None


def _titled(text: str, bare: str, count: int) -> bool:
    """The stricter look at a line that nothing but its words marks."""
    if _ASKS.match(text) or is_caps(text):
        return True
    if bare.endswith("?"):
        return count <= 12
    if is_title_case(text):
        return not (count > 3 and _SPEAKS.match(text) and _FINITE.search(text) and not bare[-1].isalnum())
    if _SPEAKS.match(text) or _AUXILIARY.search(text):
        return False
    return count <= 12
