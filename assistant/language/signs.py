"""Kinds of fact: which ones a passage states and which ones a question asks for.

A sign is a pattern that is cheap and often right. No sign decides anything: the ranker learns what each pair of
(asked for, stated) is worth.
"""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

_NUMBER = r"(?:\d+|one|two|three|four|five|six|seven|ten|twelve|thirty|sixty|ninety)"
MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"

STATED = {
    "duration": rf"\b{_NUMBER}\W{{1,3}}(?:\(\d+\)\s+)?(?:calendar |business |working )?(?:second|minute|hour|day|week|month|year)s?\b",
    "term": r"\b(?:as long as|no longer than|until|retain|retention|kept|keep|stored? for|period|expire|deleted?)\b",
    "negation": r"\b(?:not|never|no|cannot|neither|nor|without)\b",
    "contact": r"[\w.+-]+@[\w-]+\.\w+|\b(?:contact (?:us|our)|write to|e-?mail us|mailing address|telephone|toll.free)\b",
    "web": r"https?://|www\.|\b\w+\.(?:com|org|io|net|eu)\b|\bclick(?:ing)? here\b",
    "place": r"\b(?:United States|U\.?S\.?A?\.?|Europe(?:an)?|EEA|EU|UK|United Kingdom|Canada|Singapore|Germany|Ireland|China|India|Japan|Switzerland|countr(?:y|ies)|abroad|international(?:ly)?|cross.border|server location)\b",
    "age": r"\b(?:under|age|aged|younger than|older than|years of age|years old|minors?|child(?:ren)?|parents?|guardian)\b",
    "can": r"\b(?:you (?:may|can|have the right|are entitled)|right to|opt.?out|unsubscribe|choose|disable|withdraw|settings?)\b",
    "may": r"\b(?:we|us) (?:may|might|can|could)\b|\bmay be (?:shared|disclosed|transferred|used|collected)\b",
    "share": r"\b(?:share[sd]?|sharing|disclos\w+|transfer\w*|provid\w+ to|third part(?:y|ies)|partners?|vendors?|affiliates?|service providers?)\b",
    "collect": r"\b(?:collect\w*|receiv\w+|gather\w*|record\w*|log(?:s|ged)?|obtain\w*|submit\w*)\b",
    "use": r"\b(?:use[sd]?|using|process(?:es|ed|ing)?|purposes?|in order to|improve|personali[sz]e)\b",
    "secure": r"\b(?:secur\w+|encrypt\w*|protect\w*|safeguards?|SSL|TLS|unauthori[sz]ed|breach)\b",
    "law": r"\b(?:law|legal|court|subpoenas?|authorit(?:y|ies)|government|enforcement|comply|compliance|regulat\w+)\b",
    "cookie": r"\b(?:cookies?|beacons?|pixels?|trackers?|tracking|analytics|advertis\w+|do not track|signal)\b",
    "pay": r"\b(?:pay\w*|cards?|credit|billing|purchas\w+|transactions?|bank)\b",
    "change": r"\b(?:chang\w+|updat\w+|modif\w+|amend\w*|revis\w+|effective|last)\b",
    "merger": r"\b(?:merg\w+|acqui\w+|sale of|bankruptcy|reorgani[sz]ation|insolvency|successor|assets)\b",
    "delete": r"\b(?:delet\w+|eras\w+|remov\w+|deactivat\w+|terminat\w+|clos\w+ your account|purge)\b",
    "basis": r"\b(?:legal basis|legitimate interests?|consent|contract|art(?:icle|\.) ?\d+|GDPR|CCPA)\b",
    "date": rf"\b{MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}\b|\b\d{{1,2}}(?:st|nd|rd|th)? {MONTH},? \d{{4}}\b|\b\d{{4}}-\d\d-\d\d\b",
    "example": r"\b(?:for example|such as|including|e\.g\.|includes?)\b",
    "define": r"\b(?:means|refers to|is defined|is an?|are small|definition)\b",
    "colon": r":\s*$",
}  # fmt: skip

ASKED = {
    "how_long": r"\bhow (?:long|many (?:days|months|years|weeks))|\bkeep|\bretention|\bhang on|\bexpir|\bforever|\bstored? for|\bwhen .*(?:delet|gone|eras)",
    "when": r"\bwhen\b|\bhow (?:soon|fast|quick|often)|\bdeadline|\bdate\b|\blast updat",
    "who": r"\bwho(?:m|se)?\b|\bwhich compan|\bany(?:one|body)\b|\bsomeone|\bshare[sd]?\b|\bpass(?:ed)? on|\bgive .*to\b|\bsee my\b",
    "where": r"\bwhere\b|\bcountr|\babroad|\boverseas|\bserver|\bwhich state|\blocat",
    "how_to": r"\bhow (?:do|can|would|could|to|should) (?:i|we|you|one|u)?|\bways? to\b|\bsteps?\b",
    "whether": r"^(?:do|does|did|is|are|am|can|could|will|would|may|must|should|has|have|u|any)\b",
    "why": r"\bwhy\b|\bwhat for\b|\breason|\bpurpose|\bwhat do (?:you|they|u) (?:do|use|need|want)",
    "what": r"^what|\bwhat (?:kind|data|info|stuff|do you (?:collect|know|record))|\bwhich (?:data|info|detail)",
    "contact": r"\bcontact|\be-?mail|\bphone|\baddress|\breach|\bcomplain|\btalk to|\bspeak|\bwrite to|\bcall\b",
    "delete": r"\bdel[ei]t|\beras|\bwipe|\bremov|\bget rid|\bgone\b|\bclos(?:e|ing) (?:my|the) acc|\bforget|\bcancel",
    "optout": r"\bopt|\bunsub|\bturn off|\bswitch off|\bstop\b|\bblock|\bdisable|\brefuse|\bsay no|\bobject",
    "age": r"\bkids?\b|\bchild|\bson\b|\bdaughter|\bminor|\bteen|\byears? old|\bage\b|\byoung|\bparent|\bschool|\bunder \d",
    "law": r"\bcops?\b|\bpolice|\bcourt|\bjudge|\bgovernment|\bfeds\b|\bfbi\b|\blegal|\blaw|\bsubpoena|\bauthorit|\bwarrant",
    "sell": r"\bsell|\bsold\b|\bsale\b|\bmoney off|\bprofit|\bcash",
    "secure": r"\bhack|\bsecur|\bsafe|\bencrypt|\bbreach|\bleak|\bprotect|\bpass?word|\bstolen|\bsteal",
    "merger": r"\bbought\b|\bbuy(?:s|ing)? (?:you|u|the company|your company)|\bmerg|\bacqui|\btake ?over|\bbankrupt|\bgo(?:es)? bust|\bnew owner",
    "cookie": r"\bcookie|\btrack|\bads?\b|\badvert|\bbanner|\banalytic|\bpixel|\bfollow me",
    "change": r"\bchang|\bupdat|\bnew version|\brevis|\btell me if|\bnotif|\bannounce",
    "pay": r"\bcard\b|\bpay|\bbank|\bmoney|\bbilling|\bcredit|\bpurchas",
    "dated": r"\blast (?:updat|chang|revis)|\bhow old is this|\bwhen was (?:this|it)|\beffective|\bsince when|\bdate of\b|\bcurrent version",
    "define": r"\bmean(?:s|ing)?\b|\bdefin|\bwhat(?:'s| is| are) an?\b|\bwhat counts as",
    "negated": r"\bnot\b|\bnever\b|\bwithout\b|n't\b|\bno\b",
}  # fmt: skip

_STATED = tuple(re.compile(pattern, re.IGNORECASE) for pattern in STATED.values())
_ASKED = tuple(map(re.compile, ASKED.values()))
"""For lower-case text: to search it is three times as fast as to search without regard to case."""


def stated(text: str) -> NDArray[np.uint8]:
    """One 0 or 1 for each kind of STATED that a passage's words show."""
    return np.array([pattern.search(text) is not None for pattern in _STATED], np.uint8)


def asked(question: str) -> NDArray[np.uint8]:
    """One 0 or 1 for each kind of ASKED that a question's words show."""
    words = question.lower()
    return np.array([pattern.search(words) is not None for pattern in _ASKED], np.uint8)
