"""Plain Python over the rows: what the tests measure with, sharing nothing with the product's metrics."""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache

from juluo.demo.line import Row

# The rule of the first metrics: an ending or a question word. Nothing that was planted as a statement may match.
ASKING = re.compile(
    r"[?？]|[吗呢]$|怎么|怎样|如何|为什么|为啥|什么|啥|哪|谁|几|多少|是否|能不能|可不可以|有没有|是不是|会不会|要不要"
    r"|行不行|好不好|咋|请问|\b(?:how|what|why|when|where|who|which|is there|does|can)\b",
    re.IGNORECASE,
)


def day_of(row: Row) -> str:
    return row.ts[:10]


def moment(row: Row) -> datetime:
    return _moment(row.ts)


def asks(row: Row) -> bool:
    return row.text is not None and _asks(row.text)


# Each is asked of every row by many tests.
@cache
def _moment(told: str) -> datetime:
    return datetime.fromisoformat(told)


@cache
def _asks(text: str) -> bool:
    return ASKING.search(text) is not None


def active_by_day(said: Iterable[Row]) -> dict[str, set[str]]:
    days: dict[str, set[str]] = defaultdict(set)
    for row in said:
        days[day_of(row)].add(row.author or "")
    return days


def first_answers(rows: Iterable[Row]) -> dict[str, timedelta]:
    """Message id → how long until another person (no bot) answers it by a link, or later in its topic."""
    waits: dict[str, timedelta] = {}
    by_id: dict[str, Row] = {}
    topics: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row.kind != "message":
            continue
        targets = [*topics[row.channel_id, row.topic]] if row.topic else []
        targets += [by_id[row.reply_to]] if row.reply_to in by_id else []
        for target in targets:
            if target.author != row.author and not row.is_bot:
                waits.setdefault(target.id, moment(row) - moment(target))
        by_id[row.id] = row
        if row.topic:
            topics[row.channel_id, row.topic].append(row)
    return waits
