"""An invented harbour of four months: six squares, and an evening on one of them that many came back from.

On the east square ninety people speak on a fifth of their days, on five others twenty do on a third. The evening
is on the 91st day, a Sunday: for a week nearly three times as many speak on the east square. The thirty on the list
of who came speak on half of their days in the two weeks after. Two more evenings before it changed nothing.
"""

import json
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from juluo.intake.acts import Act, append_acts
from juluo.intake.take_in import Wish, take_in
from juluo.ledger.acts import EventAttended, EventClosed, EventOpened
from juluo.ledger.period import Period
from juluo.store.embedded import EmbeddedStore

FIRST, DAYS = date(2026, 1, 5), 112
EAST, OTHERS = "东", ("西", "南", "北", "中", "外")
CAME = 30
EVENING = FIRST + timedelta(days=90)
WEEK = Period(EVENING, EVENING + timedelta(days=6))
QUIET_EVENINGS = (FIRST + timedelta(days=58), FIRST + timedelta(days=75))


def lines() -> list[dict[str, object]]:
    """One line for each person and day on which they speak; the robot says from when to when the export tells."""
    random, found = Random(7), list[dict[str, object]]()  # noqa: S311 - test data

    def say(day: int, hour: int, who: str, square: str) -> None:
        ts = f"{FIRST + timedelta(days=day)}T{hour:02d}:00:00+00:00"
        more = {"channel": square, "is_bot": who == "robot"}
        found.append({"id": f"h{len(found)}", "ts": ts, "author": who, "text": "好"} | more)

    for day in range(DAYS):
        for person in range(90):
            if random.random() < _chance(day, person):
                say(day, 9 + person % 12, f"{EAST}{person}", EAST)
        for square in OTHERS:
            for person in range(20):
                if random.random() < 1 / 3:
                    say(day, 9 + person % 12, f"{square}{person}", square)
    say(0, 0, "robot", EAST)
    say(DAYS - 1, 23, "robot", EAST)
    return found


def _chance(day: int, person: int) -> float:
    if 90 <= day < 97:
        return 0.7
    return 0.5 if person < CAME and 97 <= day < 105 else 0.2


def evening(name: str, day: date, came: int, cost: float | None = None, days: int = 1, where: int = 0) -> list[Act]:
    """An event of some days, in the channel `where`; 0 for the whole harbour."""
    at = datetime(day.year, day.month, day.day, 19, tzinfo=UTC)
    ends, reached = at + timedelta(days=days - 1, hours=2), (where,) if where else ()
    return [
        Act(at - timedelta(days=7), EventOpened(name, starts=at, ends=ends, reached=reached, form="topic"), None),
        *(Act(at, EventAttended(name), ("table", f"{EAST}{n}")) for n in range(came)),
        Act(ends + timedelta(days=1), EventClosed(name, cost=cost), None),
    ]


def build(home: Path) -> Path:
    """A home with the harbour in it."""
    home.mkdir(parents=True, exist_ok=True)
    path = home.parent / "harbour.jsonl"
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines()), encoding="utf-8")
    with closing(EmbeddedStore(home)) as store:
        take_in(store, "harbour", [path], Wish(timezone="UTC"))
        community = store.community("harbour")
        assert community is not None
        quiet = [act for n, day in enumerate(QUIET_EVENINGS) for act in evening(f"quiet{n}", day, 5)]
        with closing(store.view(community)) as view:
            east = next(code for code, channel in view.channels.items() if channel.name == EAST)
        lanterns = evening("灯会", EVENING, CAME, cost=90.0, days=WEEK.length, where=east)
        append_acts(store, community, [*lanterns, *quiet])
    return home
