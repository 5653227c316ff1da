"""A community in which nothing ever changes: what a verdict says of it is chance.

People come and go as many as stay, each with a habit of their own and a heavy tail of words; weekdays differ, days and
weeks have luck of their own, so that counts are more restless than coin tosses. All of it invented, seeded.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

START = datetime(2025, 1, 6, tzinfo=UTC)
WEEKDAYS = np.array([1.1, 1.15, 1.1, 1.05, 1.0, 0.75, 0.8])
# How long somebody stays, in days; how much days' luck varies, and weeks' answering.
STAYS, LUCK, SLOWNESS = 120, 0.08, 0.2
ASKS, ANSWERED = 0.2, 0.85
_SCHEMA = pa.schema(
    [
        ("msg_id", pa.string()),
        ("ts", pa.timestamp("us", tz="UTC")),
        ("channel_id", pa.string()),
        ("author", pa.string()),
        ("is_bot", pa.bool_()),
        ("kind", pa.string()),
        ("text", pa.string()),
        ("reply_to", pa.string()),
    ]
)


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    first: int
    last: int
    comes: float
    says: float


class Quiet:
    """A community of about `daily` people a day over `days` days."""

    def __init__(self, seed: int, daily: int, days: int) -> None:
        self.random = np.random.default_rng(seed)
        self.days = days
        self.people = self._people(daily)
        self.rows: list[dict[str, object]] = []

    def _people(self, daily: int) -> list[Person]:
        """Those of all times: as many as come each day go, from long before the first day on."""
        habits = 0.25
        total = round(daily / habits * (self.days + 5 * STAYS) / STAYS)
        firsts = self.random.integers(-5 * STAYS, self.days, total)
        lasts = firsts + self.random.exponential(STAYS, total).astype(int)
        comes = self.random.beta(0.7, 0.7 * (1 - habits) / habits, total)
        says = self.random.lognormal(0.6, 0.9, total)
        return [
            Person(f"q{n}", int(first), int(last), float(often), float(much))
            for n, (first, last, often, much) in enumerate(zip(firsts, lasts, comes, says, strict=True))
            if last >= 0
        ]

    def live(self) -> list[dict[str, object]]:
        slow = np.exp(self.random.normal(0, SLOWNESS, self.days // 7 + 1))
        for day in range(self.days):
            luck = WEEKDAYS[day % 7] * np.exp(self.random.normal(0, LUCK))
            here = [p for p in self.people if p.first <= day <= p.last and self.random.random() < p.comes * luck]
            for person in here:
                for _ in range(1 + self.random.poisson(person.says * self.random.exponential())):
                    self._say(day, person, here, slow[day // 7])
        return sorted(self.rows, key=lambda row: str(row["ts"]))

    def _say(self, day: int, person: Person, here: list[Person], slow: float) -> None:
        asks = bool(self.random.random() < ASKS)
        at = START + timedelta(days=day, minutes=float(self.random.uniform(0, 1_440)))
        asked = self._row(at, person.name, "怎么弄？" if asks else "好的", None)
        others = [other for other in here if other is not person]
        if asks and others and self.random.random() < ANSWERED ** (1 / slow):
            answered = at + timedelta(minutes=slow * float(self.random.exponential(90)))
            if answered < START + timedelta(days=self.days):
                self._row(answered, others[self.random.integers(len(others))].name, "这样", str(asked["msg_id"]))

    def _row(self, at: datetime, author: str, text: str, reply_to: str | None) -> dict[str, object]:
        row: dict[str, object] = {"msg_id": f"m{len(self.rows)}", "ts": at, "channel_id": "c", "author": author}
        row |= {"is_bot": False, "kind": "message", "text": text, "reply_to": reply_to}
        self.rows.append(row)
        return row


def write(path: Path, seed: int, daily: int, days: int) -> Path:
    """Its export as Parquet; a bot's first and last words say from when to when it tells."""
    quiet = Quiet(seed, daily, days)
    rows = quiet.live()
    bounds = [START, START + timedelta(days=days, seconds=-1)]
    edge = [
        dict(quiet.rows[0]) | {"msg_id": f"b{n}", "ts": at, "author": "bot", "is_bot": True, "reply_to": None}
        for n, at in enumerate(bounds)
    ]
    pq.write_table(pa.Table.from_pylist([edge[0], *rows, edge[1]], _SCHEMA), path)
    return path
