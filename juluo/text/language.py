"""Which language a text is in, told by its script: the only way that is right on five words of a chat.

One Han character weighs as much as one word of an alphabet. Kana make a text Japanese, Hangul Korean. Among Latin
scripts only English is told from the rest, by the small words of its neighbours; where nothing tells, it is English.
"""

import re
from enum import StrEnum

from juluo.text.normal import bare


class Language(StrEnum):
    CHINESE = "zh"
    ENGLISH = "en"
    JAPANESE = "ja"
    KOREAN = "ko"
    OTHER = "other"
    """Letters, but of none of these."""
    NONE = "none"
    """No letters at all: numbers, emoji, a link."""


_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U000323af]")
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f'’.+#-]*")
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    """the a an and or but of to in on at for with from is are was were be been am do does did have has had i you he
    she it we they my your this that what how why when where who which not can could should would will there here
    if""".split()  # noqa: SIM905 - eighty words read best as prose
)
_NEIGHBOURS = frozenset(
    """el la los las un una de del que en por para con no es como pero está le les des du et est je vous nous pas
    pour dans sur avec ce une qui der die das und ist nicht ich ein eine mit für auf zu wie aber il di che non per
    sono os um uma não com em isso você het een van ik niet voor maar och att det som är inte""".split()  # noqa: SIM905 - the same
)


def language(text: str) -> Language:
    said = bare(text)
    if said.isascii():
        return _latin(_LATIN.findall(said)) if any(sign.isalpha() for sign in said) else Language.NONE
    kana, han, hangul = (len(script.findall(said)) for script in (_KANA, _HAN, _HANGUL))
    latin = _LATIN.findall(said)
    others = sum(1 for word in _WORD.findall(said) if not (_LATIN.match(word) or _eastern(word)))
    weights = {
        Language.CHINESE: han if kana <= han * 0.1 else 0,
        Language.JAPANESE: kana + han if kana > han * 0.1 else 0,
        Language.KOREAN: hangul,
        Language.OTHER: others,
    }
    most = max(weights, key=weights.__getitem__)
    # Names of things stand in Latin letters inside Chinese sentences; Chinese words inside English ones are rare.
    if weights[most] and weights[most] * 2 >= len(latin):
        return most
    return _latin(latin) if latin else Language.NONE


def _eastern(word: str) -> bool:
    return bool(_HAN.search(word) or _KANA.search(word) or _HANGUL.search(word))


def _latin(words: list[str]) -> Language:
    small = [word.lower() for word in words]
    theirs = sum(word in _NEIGHBOURS for word in small)
    ours = sum(word in _ENGLISH for word in small)
    return Language.OTHER if theirs >= 2 and theirs > ours * 2 else Language.ENGLISH
