"""Finds watch-words in a text however they are written: 加*微*信, 加威信, 加wei信, jia wei xin, 力口微信.

Two automata (Aho and Corasick 1975), each over a whole list at once. The first reads what is left of a text without
signs, the second how that sounds, as letters; a hit of the second counts only if it falls on whole characters and
whole syllables, and is no ordinary word that happens to sound the same.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, product

from ahocorasick_rs import AhoCorasick

from juluo.text.spelling import Folded, folded, is_pinyin, readings, sound, sounds
from juluo.text.taken_apart import taken_apart
from juluo.text.watchwords import Hit, Trick, WatchWord
from juluo.text.words import in_dictionary
from juluo.text.words import words as words_of

_HAN = re.compile(r"[\u3400-\u9fff]")
_PLUS = re.compile(r"(?<![A-Za-z0-9)\]} +＋])[+＋](?=\s*[vVwWqQ微薇威維维卫扣])")
# Between two characters these end a thought more often than they hide a word.
_ENDS = re.compile(r"[,，.。!！?？;；:：、\n]")
# 微信 is written V, vx, wx; 群 as 裙 or Q, the sounds find the rest.
_LETTERED = (("微信", ("vx", "wx", "v信", "w信", "v")), ("扣扣", ("qq",)), ("企鹅", ("qq",)))
_READINGS_AT_MOST = 8
_SYLLABLES_ALONE = 3
_AROUND = 6


@dataclass(frozen=True, slots=True)
class _Sounded:
    word: WatchWord
    left: str
    syllables: tuple[str, ...]


class Watch:
    """A list of watch-words, ready to be looked for."""

    def __init__(self, words: Iterable[WatchWord]) -> None:
        self._words = [word for word in words if len(folded(word.text)) > 1]
        self._written: dict[str, WatchWord] = {}
        for word in self._words:
            self._written.setdefault(folded(word.text), word)
        for word in self._words:
            for form in _lettered(folded(word.text)):
                self._written.setdefault(form, word)
        self._apart: set[str] = set()
        for word in self._words:
            for form in taken_apart(folded(word.text)):
                if self._written.setdefault(form, word) is word:
                    self._apart.add(form)
        self._forms = list(self._written)
        self._finder = AhoCorasick(self._forms)
        self._unless = {word: [folded(phrase) for phrase in word.unless] for word in self._words if word.unless}

    @cached_property
    def _by_sound(self) -> tuple[list[_Sounded], AhoCorasick]:
        """Made when first asked: reading aloud costs half a second once."""
        spoken = list({one.syllables: one for word in self._words for one in _sounded(word)}.values())
        return spoken, AhoCorasick(["".join(one.syllables) for one in spoken])

    def find(self, text: str) -> list[Hit]:
        """Every watch-word in a text, by where it stands; of those in one place the longest, the plainest."""
        if "+" in text or "＋" in text:
            text = _PLUS.sub("加", text)
        left = folded(text)
        spoken, finder = self._by_sound
        written = self._finder.find_matches_as_indexes(left, overlapping=True)
        heard = finder.find_matches_as_indexes(sounds(left), overlapping=True)
        if not written and not heard:
            return []
        whole = Folded.of(text)
        hits = list(self._written_hits(whole, written))
        if heard:
            aloud = _Aloud.of(whole)
            for number, start, end in heard:
                hit = _heard_hit(aloud, spoken[number], start, end)
                if hit is not None and not self._excused(hit.word, whole, hit.start, hit.end):
                    hits.append(hit)
        return _apart(hits)

    def _written_hits(self, whole: Folded, found: list[tuple[int, int, int]]) -> Iterator[Hit]:
        for number, start, end in found:
            word = self._written[self._forms[number]]
            first, last = whole.span(start, end)
            if _cut_off(whole.text, first, last) and not self._excused(word, whole, first, last):
                piece = whole.text[first:last]
                if self._forms[number] in self._apart:
                    yield Hit(word, first, last, Trick.APART)
                elif piece.lower() == word.text.lower():
                    yield Hit(word, first, last, Trick.NONE)
                elif len(piece) == end - start:
                    yield Hit(word, first, last, Trick.SPELLING)
                elif end - start > 2 or not _ENDS.search(piece):
                    yield Hit(word, first, last, Trick.SIGNS)

    def _excused(self, word: WatchWord, whole: Folded, first: int, last: int) -> bool:
        phrases = self._unless.get(word, ())
        around = folded(whole.text[max(0, first - 12) : last + 12]) if phrases else ""
        return any(phrase in around for phrase in phrases)


def _lettered(left: str) -> Iterator[str]:
    """A longer word with letters where people write letters for a part of it."""
    for characters, letters in _LETTERED:
        if characters in left and len(left) > len(characters):
            yield from (left.replace(characters, letter) for letter in letters)


def _sounded(word: WatchWord) -> Iterator[_Sounded]:
    left = folded(word.text)
    if len(left) < 2 or not all(_HAN.match(sign) for sign in left):
        return
    choices = [readings(sign) for sign in left]
    for number, syllables in enumerate(product(*choices)):
        if number >= _READINGS_AT_MOST:
            return
        yield _Sounded(word, left, syllables)


def _cut_off(text: str, first: int, last: int) -> bool:
    """Latin letters at the edge of a find are not part of a longer run of letters."""
    begins, ends = text[first : first + 1], text[last - 1 : last]
    before, after = text[first - 1 : first] if first else "", text[last : last + 1]
    return not (_letter(begins) and _letter(before)) and not (_letter(ends) and _letter(after))


def _letter(sign: str) -> bool:
    return sign.isascii() and sign.isalpha()


@dataclass(frozen=True, slots=True)
class _Aloud:
    """A text as it sounds, and which letters are of which character left of it."""

    whole: Folded
    ends: tuple[int, ...]

    @classmethod
    def of(cls, whole: Folded) -> "_Aloud":
        return cls(whole, tuple(accumulate(len(sound(sign)) for sign in whole.left)))

    def places(self, start: int, end: int) -> tuple[int, int] | None:
        """Which characters left of the text these letters are, if they are whole ones."""
        starts = {0, *self.ends}
        if start not in starts or end not in starts:
            return None
        return sum(reach <= start for reach in self.ends), sum(reach <= end for reach in self.ends)


def _heard_hit(aloud: _Aloud, spoken: _Sounded, start: int, end: int) -> Hit | None:
    places = aloud.places(start, end)
    if places is None:
        return None
    written = aloud.whole.left[places[0] : places[1]]
    same, letters = _aligned(written, spoken)
    if same is None:
        return None
    first, last = aloud.whole.span(*places)
    if letters:
        fits = _pinyin_runs(aloud.whole, places, written)
        # Two syllables in letters alone are found in many a foreign word.
        if not fits or (letters == len(spoken.syllables) < _SYLLABLES_ALONE and len(written) < 6):
            return None
        return Hit(spoken.word, first, last, Trick.PINYIN)
    if same == len(written) or not _disguised(aloud.whole.text, first, last, spoken, same):
        return None
    return Hit(spoken.word, first, last, Trick.SOUND)


def _aligned(written: str, spoken: _Sounded) -> tuple[int | None, int]:
    """How many syllables are the word's own characters, and how many stand in letters; None if they don't fit."""
    same = letters = at = 0
    for sign, syllable in zip(spoken.left, spoken.syllables, strict=True):
        if at < len(written) and not written[at].isascii():
            if sound(written[at]) != syllable:
                return None, 0
            same += written[at] == sign
            at += 1
        elif written[at : at + len(syllable)] == syllable:
            letters += 1
            at += len(syllable)
        else:
            return None, 0
    return (same, letters) if at == len(written) else (None, 0)


def _pinyin_runs(whole: Folded, places: tuple[int, int], written: str) -> bool:
    """Whether the letters of a find, with what stands beside them without a space, are pinyin and nothing foreign."""
    first, last = whole.span(*places)
    while _letter(written[0]) and first and _letter(whole.text[first - 1]):
        first -= 1
    while _letter(written[-1]) and last < len(whole.text) and _letter(whole.text[last]):
        last += 1
    runs = re.findall(r"[a-z]+", folded(whole.text[first:last]))
    spaced = re.findall(r"[A-Za-z]+", whole.text[first:last])
    spelled = all(len(run) == 1 for run in spaced)
    return all(is_pinyin(run) for run in runs) and (spelled or all(is_pinyin(run.lower()) for run in spaced))


def _disguised(text: str, first: int, last: int, spoken: _Sounded, same: int) -> bool:
    """Whether characters that sound like a word hide it, and are not words of their own (卫星, 维新)."""
    count = len(spoken.left)
    if count >= _SYLLABLES_ALONE and same * 2 >= count:
        return True
    if count < _SYLLABLES_ALONE and not same:
        return False
    start = max(0, first - _AROUND)
    cut = [
        (start + word.start, start + word.start + len(word.text)) for word in words_of(text[start : last + _AROUND])
    ]
    inside = [(begin, end) for begin, end in cut if begin < last and end > first]
    torn = (text[begin:end] for begin, end in inside if begin < first or end > last)
    if not same and any(map(in_dictionary, torn)):
        return False
    return any(not in_dictionary(text[begin:end]) for begin, end in inside)


def _apart(hits: list[Hit]) -> list[Hit]:
    """Of finds that overlap the longest, the plainest among equals; by where they stand."""
    ranks = list(Trick)
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start - hit.end, ranks.index(hit.trick), hit.start, hit.word.text)):
        if all(hit.end <= other.start or other.end <= hit.start for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)
