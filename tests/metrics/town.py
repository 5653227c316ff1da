"""A made-up town as a table of messages: everything the metrics tell apart happens in it, seeded."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq

START = datetime(2021, 9, 1, 3, tzinfo=UTC)
DAYS = 200
_SCHEMA = pa.schema(
    [
        ("msg_id", pa.string()),
        ("ts", pa.timestamp("us", tz="UTC")),
        ("channel_id", pa.string()),
        ("topic", pa.string()),
        ("author", pa.string()),
        ("is_bot", pa.bool_()),
        ("kind", pa.string()),
        ("text", pa.string()),
        ("reply_to", pa.string()),
        ("mentions", pa.list_(pa.string())),
        ("extra", pa.string()),
        ("peer", pa.string()),
    ]
)
Row = dict[str, object]
PEOPLE = [f"p{number:02d}" for number in range(70)]
BOTS, STAFF = {"bot"}, {"p00", "p01"}


class Town:
    """`shows` names what its export shows: replies, topics, mentions, moves."""

    def __init__(self, seed: int, shows: frozenset[str]) -> None:
        self.random = Random(seed)  # noqa: S311 - test data
        self.shows = shows
        self.rows: list[Row] = []

    def live(self) -> list[Row]:
        for day in range(DAYS):
            # People come one after another, and most of them tire.
            here = [p for n, p in enumerate(PEOPLE) if n * 2 <= day and self.random.random() < 1 / (1 + n % 9)]
            for _ in range(self.random.randint(0, 2 * len(here) + 4)):
                self.say(day, self.random.choice([*here, "bot", "p00"]))
            if "moves" in self.shows:
                self.move(day)
        return self.rows

    def say(self, day: int, author: str) -> None:
        chance = self.random.random
        before = self.rows[-40:]
        answered = self.random.choice(before) if before and chance() < 0.4 else None
        row = self._row(day, author, "repost" if chance() < 0.05 else "deleted" if chance() < 0.03 else "message")
        row["text"] = "怎么弄？" if chance() < 0.3 else "谢谢" if len(self.rows) % 3 == 0 else "好的"
        row["channel_id"] = f"c{self.random.randint(0, 4)}"
        if "topics" in self.shows and chance() < 0.8:
            row["topic"] = f"t{day // 3 % 7}"
        if answered and "replies" in self.shows:
            row["reply_to"] = answered["msg_id"]
            row["channel_id"] = answered["channel_id"]
        if answered and "mentions" in self.shows and answered["author"] != "bot":
            row["mentions"] = [answered["author"]]

    def move(self, day: int) -> None:
        """One person more joins every other day, and of those here some come and go."""
        if day % 2 == 0 and day // 2 < len(PEOPLE):
            self._join(day, PEOPLE[day // 2])
        for kind in ("join", "leave", "kick"):
            for _ in range(self.random.randint(0, 3)):
                who = self.random.choice([*PEOPLE[: day // 2 + 1], "bot"])
                if kind == "join":
                    self._join(day, who)
                else:
                    self._row(day, who, kind)

    def _join(self, day: int, author: str) -> None:
        """Members bring some in, staff others, and some come by themselves."""
        self._row(day, author, "join")["peer"] = [None, "p00", PEOPLE[day % 7 + 2]][len(self.rows) % 3]

    def _row(self, day: int, author: str, kind: str) -> Row:
        # Whole minutes: many entries share their second, as in real exports.
        ts = START + timedelta(days=day, minutes=self.random.randint(0, 24 * 60 - 1))
        row: Row = dict.fromkeys(_SCHEMA.names)
        extra = '{"staff":true}' if author in STAFF else "{}"
        row |= {"ts": ts, "author": author, "kind": kind, "is_bot": author in BOTS, "extra": extra}
        row |= {"msg_id": f"m{len(self.rows)}", "channel_id": "c0", "mentions": []}
        self.rows.append(row)
        return row


def build(folder: Path, seed: int, *shows: str) -> Path:
    """The town's table as Parquet, in order of time."""
    rows = sorted(Town(seed, frozenset(shows)).live(), key=lambda row: str(row["ts"]))
    path = folder / f"town-{seed}.parquet"
    pq.write_table(pa.Table.from_pylist(rows, _SCHEMA), path)
    return path
