"""An invented hamlet of a hundred days: one person of every kind that the directory tells apart.

An is there all the time, Bo came back, Cen went silent, Ding has only just come, E Ren joined and kept quiet, Fang
left, Gu changed her name; Lin runs it, Robot is a bot.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone
from itertools import count
from pathlib import Path

from juluo.intake.take_in import Wish, take_in
from juluo.store.embedded import EmbeddedStore
from juluo.store.view import View

SLUG = "hamlet"
FIRST = datetime(2026, 8, 12, tzinfo=timezone(timedelta(hours=8)))
DAYS = 100
LAST = (FIRST + timedelta(days=DAYS - 1)).date()
NAMES = {"an": "安", "bo": "博", "cen": "陈", "ding": "丁", "e": "鄂人", "fang": "方", "lin": "林", "robot": "机器人"}
_COLUMNS = ("text", "reply_to", "topic", "peer", "kind")
Line = dict[str, object]


class Writer:
    """Writes lines with ids of their own."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._numbers = count()

    def __call__(self, day: int, hour: int, who: str, channel: str = "广场", **more: object) -> str:
        name = more.pop("name", NAMES.get(who, who))
        line: Line = dict.fromkeys(_COLUMNS)
        line |= {
            "id": f"h{next(self._numbers)}",
            "ts": (FIRST + timedelta(days=day, hours=hour)).astimezone(UTC).isoformat(),
        }
        line |= {"author_id": who, "author_name": name, "channel": channel, "kind": "message", "text": "好"}
        line |= {"is_bot": who == "robot", "is_staff": who == "lin"} | more
        self.lines.append(line)
        return str(line["id"])


def lines() -> list[Line]:
    say = Writer()
    for day in range(DAYS):
        say(day, 0, "robot")
        say(day, 23, "robot", "机器房")
        if day % 2 == 0:
            say(day, 9, "an")
    for day in (1, 2, 97):
        say(day, 10, "bo", "菜园")
    for day in (45, 50, 60):
        say(day, 11, "cen")
    say(95, 12, "ding")
    say(90, 8, "e", kind="join", peer="an", text=None)
    say(40, 8, "fang", kind="join", text=None)
    say(41, 12, "fang")
    say(70, 13, "fang", kind="leave", text=None)
    say(5, 12, "gu", name="小顾")
    say(80, 12, "gu", name="顾大人")
    _asked(say)
    return sorted(say.lines, key=lambda line: str(line["ts"]))


def _asked(say: Writer) -> None:
    """Two questions of An: Lin answers one on the next day, nobody the other; and Ding thanks An twice."""
    first = say(80, 14, "an", text="怎么进菜园？")
    say(81, 14, "lin", reply_to=first, text="走后门")
    say(83, 14, "an", text="后门几点开？")
    good = say(96, 14, "an", text="早")
    for hour in (15, 16):
        say(96, hour, "ding", reply_to=good, text="谢谢")
    say(96, 17, "an", reply_to=good, text="自己接自己")


def founded(folder: Path, told: Sequence[Line] | None = None) -> EmbeddedStore:
    path = folder / "hamlet.jsonl"
    found = lines() if told is None else told
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in found), encoding="utf-8")
    store = EmbeddedStore(folder / "home")
    take_in(store, SLUG, [path], Wish(timezone="Asia/Shanghai"))
    return store


def opened(store: EmbeddedStore) -> View:
    found = store.community(SLUG)
    assert found is not None
    return store.view(found)


def viewed(folder: Path) -> Iterator[View]:
    store = founded(folder)
    view = opened(store)
    yield view
    view.close()
    store.close()


def code_of(view: View, who: str) -> int:
    return next(code for code, one in view.register.accounts(SLUG).items() if one.account_id == who)
