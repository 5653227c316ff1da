"""A made-up community for the pages of numbers: ten weeks, eight members, three channels, hostile names among them."""

import json
import shutil
from contextlib import closing
from datetime import date, timedelta
from itertools import count
from pathlib import Path

from juluo.intake.take_in import Wish, take_in
from juluo.store.embedded import EmbeddedStore

FIRST, DAYS = date(2026, 9, 11), 70
LAST = FIRST + timedelta(days=DAYS - 1)
SLUG = "tea"
EVIL = '<img src=x onerror="window.hit=1">'
FORMULA = "=HYPERLINK(1)"
CHANNELS = ("广场", "</script><script>window.hit=1</script>", FORMULA)
MEMBERS = ("安", EVIL, "岑", "大宝", "阿二", "方", "小顾", "何")
Line = dict[str, object]


def lines() -> list[Line]:
    """Everybody speaks on most days; each third day somebody asks, and every second question is answered."""
    numbers = count()
    found: list[Line] = []

    def say(day: int, minute: int, author: str, text: str, channel: str, reply_to: str | None = None) -> str:
        name = f"n{next(numbers)}"
        moment = f"{FIRST + timedelta(days=day)}T{minute // 60:02d}:{minute % 60:02d}:00+08:00"
        more = {"reply_to": reply_to, "is_bot": author == "机器人"}
        found.append({"id": name, "ts": moment, "author": author, "text": text, "channel": channel, **more})
        return name

    for day in range(DAYS):
        say(day, 0, "机器人", "早", CHANNELS[0])
        for nth, author in enumerate(MEMBERS):
            if (day + nth) % 4 or day == DAYS - 1:
                for more in range(1 + (nth + day) % 3):
                    say(day, 540 + 10 * nth + more, author, f"第{day}天，{EVIL}", CHANNELS[nth % 3])
        if day % 3 == 0:
            asked = say(day, 700, MEMBERS[day % 8], "这个怎么弄？", CHANNELS[0])
            if day % 2 == 0:
                say(day, 720, MEMBERS[(day + 1) % 8], "这样弄", CHANNELS[0], asked)
        say(day, 1439, "机器人", "晚", CHANNELS[0])
    return found


def make(folder: Path) -> Path:
    """A home whose ledger holds what they said."""
    path = folder / "talk.jsonl"
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in lines()), encoding="utf-8")
    home = folder / "home"
    store = EmbeddedStore(home)
    take_in(store, SLUG, [path], Wish(timezone="Asia/Shanghai"))
    store.close()
    return home


def bring(made: Path, home: Path) -> None:
    """The same ledger in another home, before anybody looks at it."""
    shutil.rmtree(home / "ledger", ignore_errors=True)
    shutil.copytree(made / "ledger", home / "ledger")


def entry_of(home: Path, words: str) -> int:
    """The first message, as it stands, that says exactly this."""
    with closing(EmbeddedStore(home)) as store:
        found = store.community(SLUG)
        assert found is not None
        with closing(store.view(found)) as view:
            source, told = view.source(view.snapshot.span), "text = ? AND until IS NULL ORDER BY ts"
            rows = view.con.execute(f"SELECT entry_id FROM {source} WHERE {told}", [words]).fetchall()
    return int(rows[0][0])
