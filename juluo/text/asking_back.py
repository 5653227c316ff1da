"""Whether a question asks back: who helps asks for a version, an example, what was meant; who listens makes sure.

Such a question waits for the one who was spoken to and for nobody else, so a list of who waits tells it apart.
"""

import re

from juluo.text.normal import bare

_NAME = re.compile(r"^\s*(?:<?@?[\w.\-|`\[\]]{2,30}>?[:,，：]\s+|@\S+\s+)+")
_BACK = re.compile(
    r"^(?:ah+|oh+|hm+|so|and|but|because|well|wait|ok(?:ay)?)\b[,:]?\s(?!.*\bplease\b).{0,60}\b(?:you(?:r|'re)?|problem)\b"
    r"|^(?:do|did|are|were|have|could|can|would) you"
    r" (?:mean|sure|tried?|using|running|share|show|post|paste|provide|give)\b"
    r"|\bcan you (?:please )?(?:provide|show|share|post|paste|give)\b|\b(?:which|what) version\b.{0,30}\byou"
    r"|^are you sure\b|^you mean\b|^(?:so )?what(?:'s| is) (?:the|your) (?:problem|error|question)\b"
    r"|\bwhat do you mean\b|\bwhat are you trying to\b"
    r"|你(?:是|用的?是?|装的?是?)(?:哪个|什么|哪一个)(?:版本|系统|浏览器|型号)"
    r"|(?:发|贴|截)(?:个|一下|张)(?:图|截图|日志|例子|代码|链接)"
    r"|^你?确定吗|^你(?:是说|的意思是|是指)|^(?:是|你)不是(?:说|指)|^(?:所以|那么?|也就是说)你",
    re.IGNORECASE,
)
# What begins with a long text of its own asks for itself at its end.
_LONGEST = 160


def asks_back(text: str) -> bool:
    """Whether these words ask back rather than for help."""
    said = _NAME.sub("", bare(text)).strip()
    return len(said) <= _LONGEST and _BACK.search(said) is not None
