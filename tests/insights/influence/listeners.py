"""An invented village of half a year: whom others listen to, and who only talks.

An answers what twelve others ask, and nine of them give thanks. Bo talks all day to nobody. Cen talks with the people
of two squares that else don't meet. Lin, who runs it, answers everybody, and so does Robot.
"""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

from juluo.intake.take_in import Wish, take_in
from juluo.store.embedded import EmbeddedStore
from juluo.store.view import View

FIRST = datetime(2026, 3, 2, tzinfo=UTC)
DAYS = 182
LAST = date(2026, 8, 30)
Line = dict[str, object]


class Village:
    """Writes lines with ids of their own."""

    def __init__(self, *, links: bool = True) -> None:
        self.links = links
        self.lines: list[Line] = []
        self._numbers = count()
        for day in range(DAYS):
            self.say(day, 0, "robot", text="早")
            self.say(day, 23.9, "robot", text="晚")

    def say(self, day: int, hour: float, who: str, **more: object) -> str:
        line: Line = dict.fromkeys(("text", "reply_to", "topic"))
        when = FIRST + timedelta(days=day, hours=hour)
        line |= {"id": f"v{next(self._numbers)}", "ts": when.isoformat(), "author": who, "kind": "message"}
        line |= {"channel": "广场", "is_bot": who == "robot", "is_staff": who == "lin"} | more
        self.lines.append(line)
        return str(line["id"])

    def answered(self, day: int, asker: str, by: str, thanks: str = "", **more: object) -> None:
        """A question, its answer, and what the asker says then."""
        topic = f"{asker}{day}{by}" if not self.links else None
        asked = self.say(day, 9, asker, text="这个怎么弄？", topic=topic, **more)
        answer = self.say(day, 10, by, text="这样弄", topic=topic, reply_to=asked if self.links else None, **more)
        if thanks:
            self.say(day, 11, asker, text=thanks, topic=topic, reply_to=answer if self.links else None, **more)

    def talk(self, day: int, one: str, other: str, **more: object) -> None:
        """One says something, and the other replies to it."""
        said = self.say(day, 14, one, text="今天的茶", **more)
        self.say(day, 15, other, text="不错", reply_to=said, **more)


def village(*, links: bool = True) -> Village:
    found = Village(links=links)
    for n in range(12):
        found.answered(10 + 12 * n, f"m{n}", "an", "谢谢，弄好了" if n < 9 else "")
    for day in range(1, 180):
        found.say(day, 12, "bo", text="我说一句")
    if links:
        for week in range(20):
            for square in ("东", "西"):
                first, second = f"{square}1", f"{square}2"
                found.talk(7 * week + 1, first, second, channel=square)
                found.talk(7 * week + 2, second, first, channel=square)
                found.talk(7 * week + 3, "cen", first, channel=square)
                found.talk(7 * week + 4, second, "cen", channel=square)
            found.answered(7 * week + 5, "东1", "lin", "谢谢")
            found.answered(7 * week + 6, "东2", "robot", "谢谢")
    return found


@contextmanager
def opened(folder: Path, told: Village) -> Iterator[View]:
    path = folder / "village.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in told.lines), encoding="utf-8")
    store = EmbeddedStore(folder / "home")
    take_in(store, "village", [path], Wish(timezone="UTC"))
    community = store.community("village")
    assert community is not None
    with closing(store.view(community)) as view:
        yield view
    store.close()
