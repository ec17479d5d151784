"""The core of a question: without what is said before and behind it, and with "you" for the company that is asked."""

from __future__ import annotations

import re
from collections.abc import Collection

_GREETING = (
    r"(?:hi|hiya|hello|hey|good (?:morning|afternoon|evening)|dear \w+(?: (?:or|and) \w+)?)"
    r"(?: (?:there|all|everyone|team|bot|guys|folks|support))?"
)
_ASIDE = (
    r"(?:ok(?:ay)?"
    r"|so(?=,| (?:if|i|you|u|my|how|what|when|where|who|why|which|do|does|did|is|are|can|could|will|would)\b)"
    r"|well(?=[\s,])|um+|please|pls"
    r"|(?:(?:a|one|just a) )?(?:quick|simple|small|short) (?:question|one)"
    r"|sorry (?:to bother|for bothering)(?: (?:you|u))?(?: again)?|(?:i[’']?m )?not a native speaker"
    r"|asking for (?:a|my) \w+"
    r"|my \w+ (?:(?:wants|would like|needs) to know|(?:asks|asked me|wants to ask)(?=[,:]))"
    r"|(?:according to|in|under) (?:the|this|your) (?:privacy )?policy,)"
)
# "Would you tell me if …" and "let me know when …" are questions themselves.
_TELL = (
    r"(?:(?:can|could) (?:you|u|somebody|someone|anybody|anyone) )?(?:please |pls |kindly )?"
    r"(?:tell me(?! apart\b| from\b)|explain to me|let me know(?= how| what| who| which| where| why| whether))"
    r"(?: please| pls)?"
    r"|(?:(?:please|pls|kindly) )?(?:confirm|state|advise|clarify|specify)"
    r"(?= (?:if|whether|(?:by |on |in )?(?:how|what|who|which|when|where|why))\b)"
    r"|i(?:[’']d| would)? (?:(?:just|really) )?(?:like|want|wanted|need|needed|have) to know"
)
_WONDER = (
    r"(?:i(?:[’']m| am| was)? )?(?:just )?(?:wondering|curious)"
    r"|i(?:[’']d| would)? (?:(?:just|really) )?(?:like|want|wanted|need|needed|have) to ask"
    r"|(?:do|would) (?:you|u) (?:happen to )?know(?= (?:if|whether) (?!(?:i|i[’']m|ive|my|me|we|our)\b))"
)
_ASKS = (
    r"(?:how|what|whats|what[’']s|when|where|wheres|who|whos|whose|whom|why|which|do|does|did|is|are|am|was|were|can|could"
    r"|will|would|should|may|must|have|has)\b"
)
_OPEN = (
    "a|an|and|as|at|but|by|exactly|far|for|from|how|if|in|know|long|many|me|much|my|not|of|often|on|or|our|soon|tell|than|that|the|to"
    "|what|when|where|whether|which|who|why|with|you|u|your|ur"
)
_NEXT_LINE = re.compile(rf"\b(?!(?:{_OPEN})\b)(\w+)[^\S\n]*\n\s*(?={_ASKS})", re.IGNORECASE)
"""The end of a line and of a question: the next line begins one, and this is no place where a sentence is broken."""
_BEFORE = re.compile(
    rf"\W*(?:(?P<hailed>{_GREETING})[\s,!.:–-]+)?(?:{_ASIDE}[\s,:.–]+(?:-\s+)?)*"
    rf"(?:(?:{_TELL})\b(?:\s+(?:if|whether)\s+|[\s,:–-]+)|(?:{_WONDER})[\s,:–-]+(?:(?:if|whether)\s+|(?={_ASKS})))?",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"(?<!\bno)(?P<mark>[?!.]{0,3})[\s,.(–-]{1,5}"
    r"(?:(?:(?:many )?thanks|thank you|thx|cheers)(?: (?:so|very) much| a lot)?(?: in advance)?"
    r"|asap|urgent|please|pls|plz|exactly|just (?:curious|wondering|asking|checking)|if i may ask|honestly|lol"
    r"|tho(?:ugh)?|bro|asking for (?:a|my) \w+|or (?:what|not))[\s.!?)]{0,5}\Z",
    re.IGNORECASE,
)
_LEAST, _LEAST_HAILED = 3, 4
"""Words of a question at least, from which something may be taken: "Hello, is anyone there?" is all that is meant."""

_OFTEN, _SELDOM = 2, 0.05

_FORMS = {"does": "do", "is": "are", "has": "have", "was": "were"}
_ADVERBS = r"(?:(?:still|ever|also|actually|really|already|always|even|not) ){0,3}"
_VERB = (
    r"(?:accept|access|allow|ask|block|buy|change|check|collect|combine|contact|delete|disclose|download|encrypt|erase|find"
    r"|follow|gather|get|give|hand|have|hold|identify|inform|keep|know|let|link|listen|log|look|make|monitor|need|notify"
    r"|obtain|offer|own|pass|process|profile|protect|put|read|receive|record|remember|report|require|reply|retain|save"
    r"|scan|see|sell|send|set|share|show|spy|store|take|target|tell|track|train|transfer|use|want|watch|work)"
)
_THIRD = re.compile(
    rf"\b(?P<form>does|did|do|will|would|can|could|should|may|must|has|have)(?:n[’']?t)? (?P<name>\w+)"
    rf"(?= {_ADVERBS}{_VERB}\b)"
    rf"|\b(?P<subject>\w+) (?P<verb>{_ADVERBS}{_VERB})(?:e?s)\b"
    r"|\b(?P<being>is|are|was|were) (?P<doer>\w+)(?= (?:still |also |really )?\w+ing\b)"
    r"|\b(?P<owner>\w+)[’']s\b",
    re.IGNORECASE,
)


def core(question: str) -> str:
    """A question without greeting, asides and thanks; the whole where too little would be left to be one.

    Each gap in it is one space, which the patterns that look for its parts rely on: in long ones they take seconds.
    """
    question = " ".join(_NEXT_LINE.sub(r"\1. ", question).split())
    behind = _BEHIND.search(question)
    if behind and len(question[: behind.start()].split()) >= _LEAST:
        question = question[: behind.end("mark")]
    before = _BEFORE.match(question)
    bare = question[before.end() :] if before else question
    hailed = before is not None and before["hailed"] is not None
    return bare if bare and (len(bare.split()) >= _LEAST_HAILED or not hailed) else question


def to_you(question: str, names: Collection[str]) -> str:
    """A question about the company as one that is put to it: "Does Acme sell it?", "Acme's partners".

    ``names`` are its names in lower case, a word each.
    """

    low = question.lower()
    if not any(name in low for name in names):
        return question

    def you(match: re.Match[str]) -> str:
        name = match["name"] or match["subject"] or match["doer"] or match["owner"]
        if name.lower() not in names:
            return match[0]
        if match["subject"]:
            return f"you {match['verb']}"
        form = match["form"] or match["being"]
        return f"{_FORMS.get(form.lower(), form)} you" if form else "your"

    return _THIRD.sub(you, question)


def is_name(word: str, text: str) -> bool:
    """Whether a text writes a lower-case word again and again, and nearly always with a capital: not in addresses."""
    found = re.findall(rf"(?<![\w@./-]){re.escape(word)}\b(?!\.\w)", text, re.IGNORECASE)
    capitals = sum(not each[0].islower() for each in found)
    return capitals >= _OFTEN and len(found) - capitals <= _SELDOM * capitals
