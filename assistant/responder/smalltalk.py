"""Greetings, thanks, "who are you", insults: a fixed friendly line, never a quote."""

from __future__ import annotations

import re

_FILLER = r"(?:[\s,.!?;:)(~*'’-]|there|again|everyone|all|bot|assistant|guys|team|mate|so|very|much|a lot|you|u|please|dear|my friend|lol|haha+)*"

_KINDS = {
    "greeting": r"(?:hi+|hey+|hello+|hiya|yo|howdy|hallo|hola|bonjour|greetings|good (?:morning|afternoon|evening|day)|how are (?:you|u)|how(?:'s| is) it going|what'?s up|wh?assup|sup)",
    "thanks": r"(?:thanks?(?: you)?|thx|ty|tysm|cheers|much appreciated|that(?:'s| is| was) (?:great|helpful|perfect|all)|great|perfect|awesome|cool|nice|ok(?:ay)?|got it|good bot|well done|👍|🙏)",
    "reaction": r"(?:k+|no(?:pe)?|nah|ye(?:s|p|ah)|lol|haha+|hmm+|huh|oh|wow|omg)",
    "farewell": r"(?:bye+|goodbye|see (?:you|ya|u)|cya|good ?night|take care|have a (?:good|nice|great) (?:day|one|evening|weekend))",
    "identity": r"(?:(?:and )?who (?:are|r) (?:you|u)|what (?:are|r) (?:you|u)|are (?:you|u) (?:a |an )?(?:real|human|person|bot|robot|ai|chatbot|machine)(?: person)?|what(?:'s| is) your name|what can (?:you|u) do|how (?:do|can) (?:you|u) (?:work|help)(?: me)?|am i (?:talking|speaking|chatting) (?:to|with) (?:a |an )?(?:real |actual )?(?:human|person|bot|robot|ai|machine)|help(?: me)?)",
    "insult": r"(?:(?:you(?:'re| are)?|u(?: r)?|ur|this (?:bot |thing )?is) (?:a |an |so |such a |just |really |absolutely )*(?:stupid|dumb|useless|idiot|moron|rubbish|garbage|trash|suck|sucks|crap|bullshit|shit|terrible|awful|worthless|bad bot|annoying)|(?:stupid|dumb|useless|bad) (?:bot|thing|machine|assistant)|f+u+c+k+ (?:you|u|off|this)|fuck|wtf|shut up|screw you|bullshit|idiot|moron)",
}  # fmt: skip

_PATTERN = re.compile(
    "|".join(rf"(?P<{kind}>{_FILLER}(?:{pattern}{_FILLER}){{1,3}})" for kind, pattern in _KINDS.items()), re.IGNORECASE
)
_LONGEST = 80


def small_talk(question: str) -> str | None:
    """Which kind of small talk a whole message is; None for a question that holds more."""
    text = question.strip()
    if len(text) > _LONGEST:
        return None
    found = _PATTERN.fullmatch(text)
    return found.lastgroup if found else None
