"""What the words of a passage say of those around it: it leans on them, takes them back, leads them in."""

from __future__ import annotations

import re
from bisect import bisect_left

from assistant.index.policy_index import PolicyIndex
from assistant.language.signs import STATED
from assistant.model import BlockKind

_RESTRICTS = re.compile(
    r"(?:but|notwithstanding|that said|provided that|otherwise|it is different|please note that (?:if|not|we)"
    r"|this (?:does|will|may|shall) not|these (?:do|will|may) not"
    r"|in (?:such|these|those|some|certain|other|exceptional|rare|limited|special) (?:cases?|circumstances)"
    r"|we (?:cannot|can(?:no|')t guarantee|may (?:further|also|still|decline|refuse|change|nevertheless|not))"
    r"|we will (?:still|retain)|we may (?:retain|keep|store)\b[^.]{0,80}\blonger|you (?:may|will|can) ?not"
    r"|where your request"
    r"|(?:please )?note,? (?:that|however)"
    r"|if (?:it|you|your|they)\b[^.]{0,80}\b(?:may not|will not|cannot|has to|have to|must)"
    r"|[^.]{0,120}\b(?:however|though|except(?:ions?|ing)?|unless|nevertheless|nonetheless|even so|even then)\b)",
    re.IGNORECASE,
)
_DURATION, _TERM = (list(STATED).index(sign) for sign in ("duration", "term"))
"""Columns of an index's signs."""
_AGE = re.compile(r"\byears?[ -](?:old|of age)\b", re.IGNORECASE)
_END = re.compile(r"\b(?:until|as long as (?:you|your|the (?:account|contract))|no longer than)\b", re.IGNORECASE)
_HOWEVER = re.compile(r"(?:however|but|nevertheless|nonetheless|that said)\b", re.IGNORECASE)
_INCLUDES = re.compile(r"(?:this|these|those|it|they|such [\w ]{1,30}?) (?:\w+ )?includes?\b", re.IGNORECASE)
_DO_SO = "(?:do|choose) (?:so|this|that)"
_FOLLOWS = re.compile(
    rf"(?:(?:when|if|once) (?:you )?{_DO_SO}|if you (?:decline|refuse)\b"
    r"|if (?:this|that|any of (?:this|these|those)[\w ]{0,30}?) (?:happens?|were to|occurs?)\b"
    r"|if you are (?:such|one of (?:these|those)|under this age)\b|if this (?:is|applies) (?:the case|to you)\b"
    r"|before any (?:such )?\w+, (?:we|you)\b"
    r"|this (?:feature|setting|function|option|choice|means)\b|instead\b(?! of)"
    r"|where (?:they|we|it) do(?:es)?(?: so| this)?,"
    r"|such (?:an? )?[\w-]+ (?:must|should|has to|have to)\b"
    rf"|(?:you|we) (?:can|may|must) {_DO_SO} (?:by|via|through|at|in|on)\b)",
    re.IGNORECASE,
)
_IS_SALE = re.compile(
    r".*?\b(?:considered|deemed|constitutes?|(?:qualify|qualifies|defined|viewed|regarded|interpreted) as)"
    r" (?:to be )?(?:an? |the )?(?:\W?shar(?:e|ing)\W? (?:or|and|and/or) (?:an? |the )?)?\W?(?:sales?|sell(?:ing)?)\b",
    re.IGNORECASE | re.DOTALL,
)
_SELLS = re.compile(
    r"we (?:may|might|do|can) (?![^.]{0,30}\b(?:not|never)\b)[^.]{0,30}?\b(?:sell|rent)\b", re.IGNORECASE
)
_SELLS_NOT = re.compile(r"\b(?:not|never|nor)\b[^.]{0,60}\b(?:sell|rent|sold|rented)\b", re.IGNORECASE)
_EXCEPTS = re.compile(r"\b(?:unless|except(?:ions?)?)\b[^.:;,]{0,60}:(?:\Z|\s\W?[\dai]\))", re.IGNORECASE)
_LEADS_IN = re.compile(
    r"\bfollowing\b[^.]*\.?\Z|\b(?:about|are|as|because|by|for|from|if|in|includ(?:e|es|ing)|is|of|on|that|to|when|where|with)\Z",
    re.IGNORECASE,
)
_TELLS = re.compile(r"(?:we|you|the|your|our|an?|th(?:is|at|ese|ose)|it|they|any)\b", re.IGNORECASE)
_ADDRESS = re.compile(r"\w@\w|https?://|\bwww\.|\+?\d[\d ()-]{6,}\d")
_POINTER = re.compile(
    r"(?!.*(?:@|\bcontact|\bwrite|\bcall\b|e-?mail))\W*(?:(?:(?:you (?:can|may)|please|to|for) )*"
    r"(?:learn more|find out more|read more"
    r"|(?:more|further|additional) (?:information|details),? (?:about|on|see|visit|please))"
    r"|(?:(?:please|also) )*(?:see (?:our|also|section|article|below)"
    r"|click here (?:for (?:more|further|additional|details|information)|to (?:learn|read|see|view|find out|access)))"
    r"|for (?:further |more |additional )?information [^.]{0,120}\bsee)\b",
    re.IGNORECASE,
)
"""A sentence that only says where to read on."""
_ITSELF = (
    "privacy|polic|notice|statement|document|page|section|paragraph|web ?page|(?:web ?)?site|app\\b|application|form\\b"
    "|law|act\\b|service|platform|agreement|terms|country|right"
)
"""What a policy calls itself, or need not have named before."""
_LEANS = re.compile(
    rf"(?:this (?!{_ITSELF})|these (?!{_ITSELF})"
    r"|(?:these are|those|they|that|it(?! is (?:important|possible|necessary|recommended|your))|(?:any |all )?such|or"
    r"|otherwise|however|instead(?! of)|therefore|thus|accordingly|(?:from|once) (?:here|there)|after that"
    r"|in (?:this|that|such|these|those) (?:case|event|situation|circumstance)s?|for (?:example|instance)"
    r"|(?:to|for) (?:do (?:this|that|so)|(?:any )?such|this|that|these|those)"
    rf"|if (?:so|not)|(?:if|when|once) (?:you|we|they) {_DO_SO}"
    r"|(?:we|you) (?:(?:will|do|may|can) (?:not |also )?)?\w+ (?:them|it))\b)",
    re.IGNORECASE,
)
"""A sentence that begins so says of something before it."""
_REFERS = re.compile(
    r"(?!(?:if|when|once) (?!this\b|that\b|so\b|you do\b)[^,.]{1,100}, this (?:is|will|may|does|can|means)\b)"
    rf"[^.;:()]{{0,100}}?\b(?:(?:this|these|such) (?!(?:as|time)\b"
    rf"|[\w’'-]+ as\b|(?:[\w’'-]+ ){{0,2}}(?:{_ITSELF}))"
    r"|those (?!who|of|that|which|\w+ing\b)|the (?:former|latter)\b|(?:when|if) (?:we|they) do this\b)",
    re.IGNORECASE,
)
"""A sentence that names something before it: "Except for this kind of selling, …"."""


def leans(index: PolicyIndex, number: int) -> bool:
    """Whether a passage begins with words that point at what stands before it."""
    return _begins(_LEANS, index, number)


def refers(index: PolicyIndex, number: int) -> bool:
    """Whether a passage names something that may stand in the sentence before it."""
    return _begins(_REFERS, index, number)


def restricts(index: PolicyIndex, number: int) -> bool:
    """Whether a passage takes back something of the sentence before it."""
    return _begins(_RESTRICTS, index, number)


def contradicts(index: PolicyIndex, number: int) -> bool:
    """Whether a passage takes back something of the paragraph before it: it says so with its first word."""
    return _begins(_HOWEVER, index, number)


def includes(index: PolicyIndex, number: int) -> bool:
    """Whether a passage says what is meant by the sentence before it: "This includes …"."""
    return _begins(_INCLUDES, index, number)


def follows(index: PolicyIndex, number: int) -> bool:
    """Whether a passage says what comes of the sentence before it: "When you do this, …"."""
    return _begins(_FOLLOWS, index, number)


def is_sale(index: PolicyIndex, number: int) -> bool:
    """Whether a passage says that what the sentence before it tells of is a sale, by law or in its own words.

    "We do not sell" is half the truth then.
    """
    sold = number > 0 and _begins(_SELLS, index, number) and _holds(_SELLS_NOT, index, number - 1)
    return sold or _begins(_IS_SALE, index, number)


def is_pointer(index: PolicyIndex, number: int) -> bool:
    """Whether a passage only says where to read on: it is no answer behind another one."""
    return _begins(_POINTER, index, number)


def has_address(index: PolicyIndex, number: int) -> bool:
    """Whether a passage has a link or an address."""
    passage, document = index.passages[number], index.document
    at = bisect_left(document.links, passage.start, key=lambda link: link.start)
    linked = at < len(document.links) and document.links[at].start < passage.end
    return linked or _holds(_ADDRESS, index, number)


def has_duration(index: PolicyIndex, number: int) -> bool:
    """Whether a passage has a number of days, or of the like; an age is none."""
    return bool(index.signs[number, _DURATION]) and not _holds(_AGE, index, number)


def has_term(index: PolicyIndex, number: int) -> bool:
    """Whether a passage says that something is kept, ends or lasts."""
    return bool(index.signs[number, _TERM])


def has_end(index: PolicyIndex, number: int) -> bool:
    """Whether a passage says until when, if not in days: "as long as you have an account", not "as long as we need"."""
    return _holds(_END, index, number)


def leads_in(index: PolicyIndex, number: int) -> bool:
    """Whether a passage ends with a colon, or leads items in with words: "if we need it for", "the following."."""
    if _last(index, number) == ":":
        return True
    start, behind = index.passages[number].start, index.passages[number + 1 : number + 2]
    led = any(each.lead_in and each.lead_in.start == start for each in behind if each.kind is not BlockKind.PARAGRAPH)
    return led and (not ends(index, number) or _holds(_LEADS_IN, index, number))


def excepts(index: PolicyIndex, number: int) -> bool:
    """Whether a passage leads its exceptions in with a colon, behind which the first may stand."""
    return _holds(_EXCEPTS, index, number)


def bids(index: PolicyIndex, number: int) -> bool:
    """Whether a passage begins as what is to be done: "Go to …", not "You may …" or "The data …"."""
    return not _begins(_TELLS, index, number)


def asks(index: PolicyIndex, number: int) -> bool:
    """Whether a passage is a question of the policy's own: its answer stands behind it."""
    return _last(index, number) == "?"


def ends(index: PolicyIndex, number: int) -> bool:
    """Whether a passage ends like a sentence, or with a colon."""
    return _last(index, number) in ".!?:"


def _last(index: PolicyIndex, number: int) -> str:
    return index.document.text[index.passages[number].end - 1]


def _begins(pattern: re.Pattern[str], index: PolicyIndex, number: int) -> bool:
    passage = index.passages[number]
    return pattern.match(index.document.text, passage.start, passage.end) is not None


def _holds(pattern: re.Pattern[str], index: PolicyIndex, number: int) -> bool:
    passage = index.passages[number]
    return pattern.search(index.document.text, passage.start, passage.end) is not None
