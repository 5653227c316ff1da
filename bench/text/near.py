"""How well near-duplicates are found, and how fast: `python bench/text/near.py`.

8,000 real reviews are the list. Each of 1,000 of them is asked for again with 5, 10 or 15 % of its characters put in,
taken out or replaced at random; found must be the review itself, and whatever else is found is false. Then 1,000
reviews that are not in the list are asked for: whatever is found is false, too. A pair whose unedited texts already
are near each other is counted apart: the list holds real repetitions. Other data than what the limits were set on
(hotels, purchases) is beside it.
"""

import random
import time

from real_lines import chats, deliveries, hotels, purchases

from juluo.text.near import Likeness, Nearby, key, near_groups

SIGNS = "的一是不了我有这他人在来个上到大就说你和好很吃送餐味道快慢点店家菜饭"
LISTED, ASKED = 8_000, 1_000


def edited(text: str, share: float, dice: random.Random) -> str:
    signs = list(text)
    for _ in range(round(len(text) * share)):
        at = dice.randrange(len(signs)) if signs else 0
        deed = dice.random()
        if deed < 1 / 3:
            signs.insert(at, dice.choice(SIGNS))
        elif deed < 2 / 3 and len(signs) > 1:
            del signs[at]
        else:
            signs[at] = dice.choice(SIGNS)
    return "".join(signs)


def measured(name: str, reviews: list[str], count: int = LISTED) -> None:
    dice = random.Random(20_261_121)  # noqa: S311 - a repeatable sample
    reviews = list(dict.fromkeys(reviews))
    dice.shuffle(reviews)
    listed, unlisted = reviews[:count], reviews[count : count + ASKED]
    keys = [key(text) for text in listed]
    nearby, likeness = Nearby(listed), Likeness(keys)
    sources = [at for at in range(len(listed)) if keys[at]][:ASKED]
    for share in (0.05, 0.10, 0.15):
        found = nearby.like([edited(listed[at], share, dice) for at in sources])
        right = sum(at in some for at, some in zip(sources, found, strict=True))
        others = [(at, other) for at, some in zip(sources, found, strict=True) for other in some if other != at]
        false = sum(not likeness.near(keys[at], keys[other]) for at, other in others)
        print(
            f"| {name}: {share:.0%} edited | recall {right / len(sources):.3f} | false {false} in {len(sources)},"
            f" {len(others) - false} more were near unedited | recall ≥ {0.90 if share > 0.1 else 0.95}, false ≤ 1 |"
        )
    hits = [(one, listed[at]) for one, some in zip(unlisted, nearby.like(unlisted), strict=True) for at in some]
    unlike = sum(key(one) != key(other) for one, other in hits)
    print(f"| {name}: {len(unlisted)} not listed | {len(hits)} pairs | {unlike} of them not letter for letter | |")


def sped(name: str, texts: list[str]) -> None:
    began = time.process_time()
    groups = near_groups(texts)
    took = time.process_time() - began
    repeated = sum(at != group for at, group in enumerate(groups))
    print(
        f"| {len(texts):,} {name} grouped | {len(texts) / took:,.0f} a second of CPU |"
        f" {repeated:,} repeat another | ≥ 20,000 |"
    )


if __name__ == "__main__":
    print("| what | found | | goal |\n|---|---|---|---|")
    measured("food", deliveries())
    measured("hotels", [text[:200] for text in hotels()], 4_000)
    measured("purchases", purchases())
    sped("reviews", purchases() + deliveries())
    sped("chat messages", chats("fcc_gitter", 200_000))
