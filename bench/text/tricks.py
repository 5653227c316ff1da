"""How many watch-words are found in spite of each trick, and how many ordinary lines are marked.

`python bench/text/tricks.py`. Every Chinese word of the list that comes along stands once, disguised, in each of
several real titles (at a random place); found is found only if that very word is. Ordinary are the same titles,
reviews and two English chats, as they are. What the list marks there is counted by its trick, too. Speed is CPU.
"""

import random
import re
import time
from collections import Counter
from collections.abc import Callable

from opencc import OpenCC
from pypinyin import lazy_pinyin
from pypinyin.pinyin_dict import pinyin_dict
from real_lines import chats, deliveries, hotels, purchases, titles

from juluo.text.watching import Watch
from juluo.text.watchwords import WatchWord, starter

Dice = random.Random
LINES = 4
TRADITIONAL = OpenCC("s2t")
SIGNS = "*.-_|/~^·。,+=#@&丨"
EMOJI = "😀🔥👍✨🌸"
LOOK_ALIKE = {"a": "а", "e": "е", "o": "о", "p": "р", "c": "с", "i": "і", "x": "х"}
COMMON = "".join(chr(code) for code in range(0x4E00, 0x9FA6))


def _same_sound() -> dict[str, str]:
    by_sound: dict[str, str] = {}
    common = {sign for line in titles() for sign in line if sign in COMMON}
    for sign in sorted(common):
        (reading,) = lazy_pinyin(sign)
        by_sound[reading] = by_sound.get(reading, "") + sign
    return by_sound


def between(signs: str) -> Callable[[str, Dice], str]:
    return lambda word, dice: "".join(sign + dice.choice(signs) for sign in word[:-1]) + word[-1]


def one_between(word: str, dice: Dice) -> str:
    at = dice.randrange(1, len(word))
    return word[:at] + dice.choice(SIGNS) + word[at:]


def traditional(word: str, _: Dice) -> str:
    return str(TRADITIONAL.convert(word))


def homophone(count: int) -> Callable[[str, Dice], str]:
    same = _same_sound()

    def changed(word: str, dice: Dice) -> str:
        readings = lazy_pinyin(word)
        able = [at for at, reading in enumerate(readings) if len(same.get(reading, "").replace(word[at], "")) > 0]
        for at in dice.sample(able, min(count, len(able))):
            word = word[:at] + dice.choice(same[readings[at]].replace(word[at], "")) + word[at + 1 :]
        return word

    return changed


def one_in_pinyin(word: str, dice: Dice) -> str:
    at = dice.randrange(len(word))
    return word[:at] + lazy_pinyin(word)[at] + word[at + 1 :]


def like_letters(word: str, dice: Dice) -> str:
    able = [at for at, sign in enumerate(word) if sign in LOOK_ALIKE]
    for at in dice.sample(able, min(2, len(able))):
        word = word[:at] + LOOK_ALIKE[word[at]] + word[at + 1 :]
    return word


TRICKS: dict[str, Callable[[], Callable[[str, Dice], str]]] = {
    "as it is": lambda: lambda word, _: word,
    "one sign put in": lambda: one_between,
    "a sign after each": lambda: between(SIGNS),
    "zero width": lambda: between("\u200b\u200c\u200d\u2060\ufeff"),
    "spaces": lambda: between(" \u3000"),
    "emoji": lambda: between(EMOJI),
    "traditional": lambda: traditional,
    "one homophone": lambda: homophone(1),
    "two homophones": lambda: homophone(2),
    "one character in pinyin": lambda: one_in_pinyin,
    "all in pinyin": lambda: lambda word, _: "".join(lazy_pinyin(word)),
    "all in pinyin, spaced": lambda: lambda word, _: " ".join(lazy_pinyin(word)),
}
LATIN_TRICKS: dict[str, Callable[[], Callable[[str, Dice], str]]] = {
    "Latin words: look-alike letters": lambda: like_letters,
    "Latin words: a sign after each letter": lambda: between(SIGNS),
}


def recalled(
    watch: Watch, tricks: dict[str, Callable[[], Callable[[str, Dice], str]]], listed: list[WatchWord]
) -> None:
    dice = random.Random(20_261_121)  # noqa: S311 - a repeatable sample
    hosts = [line for line in titles() if not watch.find(line)]
    for name, made in tricks.items():
        trick = made()
        found = asked = 0
        missed: Counter[str] = Counter()
        for word in listed:
            for host in dice.sample(hosts, LINES):
                at = dice.randrange(len(host) + 1)
                hidden = trick(word.text, dice)
                # A writer sets letters apart from letters, or nobody could read them.
                gap = " " if hidden[0].isascii() or word.text.isascii() else ""
                asked += 1
                hits = watch.find(host[:at] + gap + hidden + (" " if hidden[-1].isascii() else "") + host[at:])
                if any(hit.word == word for hit in hits):
                    found += 1
                else:
                    missed[f"{word.text}→{hidden}"] += 1
        print(f"| {name} | {found / asked:.3f} of {asked} | ≥ 0.95 | {', '.join(list(missed)[:3])} |")


def marked(watch: Watch, name: str, lines: list[str]) -> None:
    began = time.process_time()
    found = [watch.find(line) for line in lines]
    took = time.process_time() - began
    hit = sum(map(bool, found))
    tricks = Counter(hits[0].trick.value for hits in found if hits)
    by_trick = ", ".join(f"{trick} {count}" for trick, count in tricks.most_common())
    speed = sum(map(len, lines)) / took / 1e6
    print(
        f"| {name}, {len(lines):,} lines | {hit} marked, {hit / len(lines):.2%} ({by_trick}) | ≤ 0.5 % |"
        f" {speed:.1f} M characters a second |"
    )


if __name__ == "__main__":
    assert pinyin_dict  # noqa: S101 - loaded, so that its loading is not measured
    watch = Watch(starter())
    watch.find("热身 re shen")
    print(f"{len(starter())} words.\n\n| trick | found | goal | missed, some |\n|---|---|---|---|")
    recalled(watch, TRICKS, [word for word in starter() if re.fullmatch(r"[\u4e00-\u9fff]+", word.text)])
    recalled(watch, LATIN_TRICKS, [word for word in starter() if word.text.isascii()])
    print("\n| ordinary lines | marked | goal | speed |\n|---|---|---|---|")
    marked(watch, "titles", titles())
    marked(watch, "reviews of food", deliveries())
    marked(watch, "reviews of hotels", hotels())
    marked(watch, "reviews of purchases", purchases()[:20_000])
    marked(watch, "an English chat", chats("fcc_gitter", 20_000))
    marked(watch, "another", chats("lean_zulip_2021", 20_000))
