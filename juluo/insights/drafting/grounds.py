"""The words that a model was given, and whether a clause speaks of them."""

import re

from juluo.insights.drafting.facts import Brief

_NEUTRAL = re.compile(
    r"留意|关注|重视|值得|需|集中|包括|主要|其中|典型|常见|所示|如下|看看|跟进|答复|"
    r"\b(?:attention|deserv\w+|notabl\w+|worth|mainly|mostly|includ\w+|among|respond\w*|answer\w*|follow\w*|"
    r"look\w*|check\w*)\b",
    re.IGNORECASE,
)
_PLAIN = frozenset(
    """
    about also and are but for from have into its just over some than that their them then there these they this
    those very was were what when where which while with would more most members people member person one
    """.split()  # noqa: SIM905 - a list of words reads best as one
)


def sources_of(brief: Brief) -> str:
    """All words that the model was given, in small letters."""
    words = [*brief.terms, *(one.text for one in brief.messages)]
    words += [word for fact in brief.facts for word in (fact.shown, fact.period, *fact.about)]
    return "\n".join([*words, *brief.template]).casefold()


def grounded(clause: str, sources: str) -> bool:
    """Whether a clause holds a word of the sources, or only directs the reader."""
    if _NEUTRAL.search(clause):
        return True
    han = re.findall(r"[㐀-鿿]+", clause)
    pairs = [run[at : at + 2] for run in han for at in range(len(run) - 1)]
    words = [word for word in re.findall(r"[a-z]{3,}", clause.casefold()) if word not in _PLAIN]
    if not pairs and not words:
        return True
    return any(pair in sources for pair in pairs) or any(re.search(rf"\b{word[:5]}", sources) for word in words)
