"""What a group is called: a phrase that stands in at least two of what is shown of it, as people write it."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from juluo.insights.needs.terms import literally, phrases, words

# A longer phrase is the name where it stands in so many of those that have the short one.
_MOST = 0.6
# A name grows within its clause where so many of its texts agree, to so many characters; particles at its ends go.
_AGREED, _LONGEST = 0.75, 8
_HAN = re.compile(r"[㐀-鿿]{2,6}")
_CLAUSE = re.compile(r"[㐀-鿿]+")
_PARTICLES = re.compile(r"^[的了着过也都就是有在]+|[的了着过吗呢吧啊么嘛]+$")
_COLONS = frozenset({":", "："})


def longest(phrase: str, texts: Sequence[str]) -> str:
    """The longest phrase around a phrase that stands in most of the texts that have it, and in two at least."""
    having = [list(words(text)) for text in texts]
    around = [{longer for longer in phrases(found) if _inside(phrase, longer)} for found in having]
    around = [found for found in around if found]
    counted = Counter(longer for found in around for longer in found)
    enough = [one for one, n in counted.items() if n >= max(2, _MOST * len(around))]
    return max(enough, key=lambda one: (one.count(" "), counted[one], one), default=phrase)


def _inside(phrase: str, longer: str) -> bool:
    return f" {phrase} " in f" {longer} "


def written(phrase: str, texts: Iterable[str]) -> str:
    """The phrase as most of the texts write it, line breaks out; as it is counted where it stands in none."""
    pattern = literally(phrase)
    spelled = Counter(" ".join(match.group().split()) for text in texts for match in pattern.finditer(text))
    if not spelled:
        return phrase.replace(" ", "") if not phrase.isascii() else phrase
    return min(spelled, key=lambda one: (-spelled[one], one))


def whole(name: str, texts: Iterable[str]) -> str:
    """The name with what stands around it in the same clause of most texts: 值班 of 值班表, 截止 of 截止日期.

    A name of several words, or of Latin letters, is whole already.
    """
    if _HAN.fullmatch(name) is None:
        return name
    around = [
        (clause[: at.start()], clause[at.end() :])
        for text in texts
        for clause in _CLAUSE.findall(text)
        if (at := re.search(re.escape(name), clause))
    ]
    after = _shared([right for _, right in around])
    before = _shared([left[::-1] for left, right in around if right.startswith(after)])[::-1]
    found = _PARTICLES.sub("", f"{before}{name}{after}")
    return found if name in found and len(found) <= _LONGEST else name


def _shared(sides: Sequence[str]) -> str:
    """The longest beginning that most of them share, and two at least."""
    enough = max(2, math.ceil(_AGREED * len(sides)))
    counted = Counter(side[:length] for side in sides for length in range(1, len(side) + 1))
    return max((one for one, n in counted.items() if n >= enough), key=len, default="")


def is_label(phrase: str, texts: Iterable[str]) -> bool:
    """Whether it heads most of the lines in which it stands, as 复现步骤： does: a field, no name."""
    pattern = literally(phrase)
    found = [(line, at) for text in texts for line in text.splitlines() if (at := pattern.search(line))]
    heads = sum(not line[: at.start()].strip() and line[at.end() :].lstrip()[:1] in _COLONS for line, at in found)
    return bool(found) and heads >= max(2, _MOST * len(found))


def stands_in(phrase: str, text: str) -> bool:
    return literally(phrase).search(text) is not None
