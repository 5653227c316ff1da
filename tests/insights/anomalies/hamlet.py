"""An invented hamlet of 60 people in the columns of real exports, seeded: weekdays, hours, busy and calm days."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pyarrow as pa

FIRST, DAYS = date(2025, 1, 6), 330
LAST = FIRST + timedelta(days=DAYS - 1)
_RHYTHM = np.array([1.0, 1.05, 1.0, 0.95, 0.9, 0.6, 0.55])
_HOURS = np.array([3, 1, 1, 1, 1, 2, 4, 8, 20, 40, 45, 42, 30, 32, 40, 44, 42, 36, 26, 26, 30, 28, 18, 8])
_CHANNELS = ("plaza", "help", "show", "ideas", "trade")
_WEIGHTS = np.array([0.4, 0.25, 0.15, 0.12, 0.08])
SCHEMA = pa.schema(
    [
        ("msg_id", pa.string()),
        ("ts", pa.timestamp("ms", tz="UTC")),
        ("channel_id", pa.string()),
        ("channel", pa.string()),
        ("author", pa.string()),
        ("is_bot", pa.bool_()),
        ("kind", pa.string()),
        ("text", pa.string()),
    ]
)


def hamlet(seed: int) -> pa.Table:
    """Each day's messages: log-normally busy, by people of whom some say far more than others."""
    dice = np.random.default_rng(seed)
    talkative = dice.pareto(1.3, 60) + 0.3
    columns: dict[str, list[object]] = {name: [] for name in ("ts", "channel_id", "author")}
    for nth in range(DAYS):
        day = FIRST + timedelta(days=nth)
        n = int(dice.poisson(90 * _RHYTHM[day.weekday()] * np.exp(dice.normal(0, 0.25))))
        here = talkative * (dice.random(60) < 0.5)
        start = datetime(day.year, day.month, day.day, tzinfo=UTC)
        seconds = dice.choice(24, n, p=_HOURS / _HOURS.sum()) * 3600 + dice.integers(0, 3600, n)
        columns["ts"] += [start + timedelta(seconds=int(second)) for second in np.sort(seconds)]
        columns["channel_id"] += dice.choice(_CHANNELS, n, p=_WEIGHTS).tolist()
        columns["author"] += [f"p{who:02d}" for who in dice.choice(60, n, p=here / here.sum())]
    n = len(columns["ts"])
    more = {"msg_id": [f"m{i}" for i in range(n)], "channel": columns["channel_id"], "is_bot": [False] * n}
    return (
        pa.table({**columns, **more, "kind": ["message"] * n, "text": ["好的"] * n}).select(SCHEMA.names).cast(SCHEMA)
    )
