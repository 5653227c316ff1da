"""A made-up community before one evening: forty-five members, each there on a third of the days."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from random import Random

from juluo.intake.take_in import Wish, take_in
from juluo.store.embedded import EmbeddedStore

SLUG = "tea"
DAYS, MEMBERS = 60, tuple(f"灯友{n:02d}" for n in range(1, 46))
ZONE = "Asia/Shanghai"
PLACE = "广场"
Line = dict[str, object]


def talk(day: date, who: Iterator[str] | None = None, *extra: tuple[str, str]) -> list[Line]:
    """What was said on a day: by a third of the members, or by `who`, and what somebody said beside that."""
    numbers, random = count(), Random(day.toordinal())  # noqa: S311 - test data
    found: list[Line] = []

    def say(minute: int, author: str, words: str) -> None:
        moment = f"{day}T{minute // 60:02d}:{minute % 60:02d}:00+08:00"
        name = f"{day}-{next(numbers)}"
        found.append({"id": name, "ts": moment, "author": author, "text": words, "channel": PLACE})
        found[-1]["is_bot"] = author == "机器人"

    say(0, "机器人", "早")
    speaking = who if who is not None else (name for name in MEMBERS if random.random() < 1 / 3)
    for nth, author in enumerate(speaking):
        say(600 + nth, author, "来了")
    for nth, (author, words) in enumerate(extra):
        say(800 + nth, author, words)
    say(1439, "机器人", "晚")
    return found


def write(path: Path, lines: list[Line]) -> Path:
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in lines), encoding="utf-8")
    return path


def make(home: Path, last: date) -> None:
    """The ledger of sixty days, up to `last`."""
    days = (last - timedelta(days=back) for back in reversed(range(DAYS)))
    bring(home, [line for day in days for line in talk(day)])


def bring(home: Path, lines: list[Line]) -> None:
    """Import what was said."""
    store = EmbeddedStore(home)
    take_in(store, SLUG, [write(home.parent / "festival.jsonl", lines)], Wish(timezone=ZONE))
    store.close()
