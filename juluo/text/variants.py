"""How a watch-word may be written so as not to be found, for who puts it on the list: each form was looked for."""

from collections.abc import Iterator
from functools import cache

from juluo.text.spelling import readings
from juluo.text.taken_apart import taken_apart
from juluo.text.watching import Watch
from juluo.text.watchwords import Trick, WatchWord

_SIGN = "*"
_LOOKS_LIKE = str.maketrans("aeopcyx", "аеорсух")


def variants(word: WatchWord) -> list[tuple[Trick, str]]:
    """One example a trick, of those by which the word is found."""
    watch, found = Watch([word]), dict[Trick, str]()
    for trick, written in _tried(word.text):
        if trick not in found and any(hit.trick is trick for hit in watch.find(written)):
            found[trick] = written
    return list(found.items())


def _tried(text: str) -> Iterator[tuple[Trick, str]]:
    yield Trick.SIGNS, _SIGN.join(text)
    for written in (_traditional(text), text.translate(_LOOKS_LIKE)):
        if written != text:
            yield Trick.SPELLING, written
    for written in taken_apart(text):
        yield Trick.APART, written
    for at, sign in enumerate(text):
        for other in _same_sound(sign):
            yield Trick.SOUND, text[:at] + other + text[at + 1 :]
    for at, sign in enumerate(text):
        if (read := readings(sign)[0]) != sign:
            yield Trick.PINYIN, f"{text[:at]}{read}{text[at + 1 :]}"


def _traditional(text: str) -> str:
    from opencc import OpenCC  # noqa: PLC0415 - its tables, only where a word is tried

    return str(OpenCC("s2t").convert(text))


def _same_sound(sign: str) -> tuple[str, ...]:
    """Common characters that sound the same, a few."""
    if sign.isascii() or readings(sign) == (sign,):
        return ()
    return tuple(other for other in _common().get(readings(sign)[0], ()) if other != sign)[:8]


@cache
def _common() -> dict[str, list[str]]:
    """The 3,755 characters of the first level of GB 2312 (1980), by their usual reading."""
    found: dict[str, list[str]] = {}
    for row in range(0xB0, 0xD8):
        for cell in range(0xA1, 0xFF):
            sign = bytes((row, cell)).decode("gb2312", errors="ignore")
            if sign:
                found.setdefault(readings(sign)[0], []).append(sign)
    return found
