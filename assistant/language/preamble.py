"""What stands before a question and is no part of it: "Hi, can you tell me whether …", "just wondering, …"."""

from __future__ import annotations

import re

_GREETING = r"(?:hi|hiya|hello|hey|good (?:morning|afternoon|evening)|dear \w+)(?: there| all| everyone| team)?"
_ASIDE = (
    r"(?:ok(?:ay)?|so(?! far| that)|well|um+|please|pls"
    r"|(?:(?:a|one|just a) )?(?:quick|simple|small|short) (?:question|one)"
    r"|(?:according to|in|under) (?:the|this|your) (?:privacy )?policy,)"
)
# "Would you tell me if …" and "let me know when …" are questions themselves.
_TELL = (
    r"(?:(?:can|could) (?:you|u|somebody|someone|anybody|anyone) )?(?:please |pls |kindly )?"
    r"(?:tell me|explain to me|let me know(?= how| what| who| which| where| why| whether))(?: please| pls)?"
    r"|i(?:[’']d| would)? (?:(?:just|really) )?(?:like|want|wanted|need|needed|have) to know"
)
_WONDER = (
    r"(?:i(?:[’']m| am| was)? )?(?:just )?(?:wondering|curious)"
    r"|i(?:[’']d| would)? (?:(?:just|really) )?(?:like|want|wanted|need|needed|have) to (?:ask|find out|check)"
    r"|(?:do|would) (?:you|u) (?:happen to )?know(?= if| whether)"
)
_ASKS = (
    r"(?:how|what|whats|what[’']s|when|where|wheres|who|whos|whose|whom|why|which|do|does|did|is|are|am|was|were|can|could"
    r"|will|would|should|may|must|have|has)\b"
)
_LEAST = 4
"""Words that stand behind a greeting at least, if it is not all that is meant: "Hello, is anyone there?"."""
_HAILED = re.compile(rf"\W*{_GREETING}\b", re.IGNORECASE)
_PREAMBLE = re.compile(
    rf"\W*(?:(?:{_GREETING})[\s,!.:–-]+)?(?:{_ASIDE}[\s,:.–-]+)*"
    rf"(?:(?:{_TELL})\b[\s,:–-]+(?:(?:if|whether)\s+)?|(?:{_WONDER})[\s,:–-]+(?:(?:if|whether)\s+|(?={_ASKS})))?",
    re.IGNORECASE,
)


def core(question: str) -> str:
    """A question without what stands before it; the whole where too little would be left to be one."""
    match = _PREAMBLE.match(question)
    bare = question[match.end() :] if match else question
    return bare if len(bare.split()) >= _LEAST or not _HAILED.match(question) else question
