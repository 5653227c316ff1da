"""An invented house of threads: some people talk of tea, some of gardens. An is new to one thread on tea."""

import json
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

from juluo.intake.acts import Act, append_acts
from juluo.intake.take_in import Wish, take_in
from juluo.store.embedded import EmbeddedStore
from juluo.store.view import View

FIRST = datetime(2026, 6, 1, tzinfo=UTC)
DAYS = 90
LAST = date(2026, 8, 29)
TEA = ("tea1", "tea2", "tea3", "tea4", "an")
GARDEN = ("green1", "green2", "green3", "green4")
Line = dict[str, object]


class House:
    """Writes lines with ids of their own; the robot's words say from when to when there is a record."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._numbers = count()
        self.says(0, "robot")
        self.says(DAYS - 1, "robot", hour=23.9)

    def says(self, day: int, who: str, topic: str | None = None, room: str = "茶室", hour: float = 12) -> None:
        when = FIRST + timedelta(days=day, hours=hour)
        line: Line = {"id": f"r{next(self._numbers)}", "ts": when.isoformat(), "author": who, "kind": "message"}
        flags = {"is_bot": who == "robot", "is_staff": who == "lin"}
        self.lines.append(line | {"channel": room, "topic": topic, "text": "嗯", "reply_to": None} | flags)


def house() -> House:
    found = House()
    for n in range(6):
        for who in TEA:
            found.says(10 + 10 * n, who, f"龙井茶 {n}")
        for who in GARDEN:
            found.says(11 + 10 * n, who, f"番茄苗 {n}", "菜园")
    # Alive at the end: one thread of each kind, and one of each that is over.
    for who in TEA[:4]:
        found.says(87, who, "龙井茶 新的")
    for who in GARDEN:
        found.says(87, who, "番茄苗 新的", "菜园")
    for who in TEA[:3]:
        found.says(30, who, "龙井茶 旧的")
    return found


@contextmanager
def opened(folder: Path, told: House, acts: Sequence[Act] = ()) -> Iterator[View]:
    path = folder / "house.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in told.lines), encoding="utf-8")
    store = EmbeddedStore(folder / "home")
    take_in(store, "house", [path], Wish(timezone="UTC"))
    community = store.community("house")
    assert community is not None
    if acts:
        append_acts(store, community, acts)
    with closing(store.view(community)) as view:
        yield view
    store.close()


def code_of(view: View, name: str) -> int:
    return next(one.code for one in view.register.accounts(view.community.slug).values() if one.name == name)
