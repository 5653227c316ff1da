"""What is left of a text when nothing hides it: letters and characters alone, small, simple, of one alphabet.

A table per character, so that a text is folded in one pass; where something was found, `Folded` says which characters
of the text it came from.
"""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from unicodedata import normalize

from juluo.text.normal import plain

# Letters of other alphabets that look like Latin ones, and signs that stand for a character by their name.
_LOOK_ALIKE = str.maketrans(
    "аеорсухвкмнтіјѕԁԛԝһοανικρτυχɑɡıⅼƖ",
    "aeopcyxbkmhtijsdqwhoavikptuxagilI",
)
_NAMED = (
    {"➕": "加", "🐧": "企鹅", "🛰": "卫星"}
    | dict.fromkeys("❤♥💗💓💕💖🧡💛💚💙💜🖤", "心")
    | dict.fromkeys("丨丶丿ー", "")  # strokes, put in like signs
)


class _Table(dict[int, str]):
    """Filled as characters come: most of Unicode never does."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        if sign in _NAMED:
            folded = _NAMED[sign]
        else:
            simple = plain(normalize("NFKC", sign)).lower().translate(_LOOK_ALIKE)
            folded = "".join(filter(str.isalnum, simple))
        self[code] = folded
        return folded


_TABLE = _Table()


def folded(text: str) -> str:
    return text.translate(_TABLE)


@dataclass(frozen=True, slots=True)
class Folded:
    """A text, what is left of it, and where each piece came from."""

    text: str
    left: str
    ends: tuple[int, ...]
    """For each character of the text, how much is left of it and of all before it."""

    @classmethod
    def of(cls, text: str) -> "Folded":
        pieces = [_TABLE[ord(sign)] for sign in text]
        return cls(text, "".join(pieces), tuple(accumulate(map(len, pieces))))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where in the text the first and the last of these came from, as start and end."""
        return bisect_right(self.ends, start), bisect_right(self.ends, end - 1) + 1


class _Sounds(dict[int, str]):
    def __missing__(self, code: int) -> str:
        sound = readings(chr(code))[0]
        self[code] = sound
        return sound


_SOUNDS = _Sounds()


@cache
def readings(sign: str) -> tuple[str, ...]:
    """How a character can be read, without tones, the usual way first; itself where it is none."""
    from pypinyin.contrib.tone_convert import to_normal  # noqa: PLC0415 - half a second, only where sounds are asked
    from pypinyin.pinyin_dict import pinyin_dict  # noqa: PLC0415 - the same

    told = pinyin_dict.get(ord(sign))
    if told is None or not sign.isalpha() or sign.isascii():
        return (sign,)
    return tuple(dict.fromkeys(to_normal(one).replace("ü", "v") for one in told.split(",")))


def sounds(left: str) -> str:
    """A folded text as it is read aloud, written without spaces."""
    return left.translate(_SOUNDS)


def sound(sign: str) -> str:
    return _SOUNDS[ord(sign)]


@cache
def _syllables() -> frozenset[str]:
    from pypinyin.contrib.tone_convert import to_normal  # noqa: PLC0415 - as above
    from pypinyin.pinyin_dict import pinyin_dict  # noqa: PLC0415 - the same

    toned = {one for code in range(0x4E00, 0x9FA6) for one in pinyin_dict.get(code, "").split(",") if one}
    plain_ones = {to_normal(one).replace("ü", "v") for one in toned}
    return frozenset(one for one in plain_ones if len(one) > 1) | {"a", "e", "o"}


@cache
def is_pinyin(letters: str) -> bool:
    """Whether letters can be cut into syllables from the first to the last; nothing can."""
    reachable = {0}
    for end in range(1, len(letters) + 1):
        if any(end - size in reachable and letters[end - size : end] in _syllables() for size in range(1, 7)):
            reachable.add(end)
    return len(letters) in reachable
