"""Needs made up for tests of memory: nobody said any of it."""

from collections.abc import Iterable
from datetime import date
from functools import reduce

from juluo.insights.needs.memory import Memory, id_of
from juluo.insights.needs.need import Course, Need, NeedKind, Seed
from juluo.metrics.verdict import Verdict

_COURSE = Course(3, None, 0, None, None, Verdict.UNKNOWN)


def seeds(*ids: int, month: int = 3) -> tuple[Seed, ...]:
    return tuple(Seed(entry_id, date(2026, month, 1)) for entry_id in ids)


def need(*ids: int, need_id: str = "", month: int = 3) -> Need:
    found = seeds(*ids, month=month)
    return Need(
        need_id=need_id or id_of(ids[0]),
        name="安装",
        title="安装卡住了",
        kind=NeedKind.PROBLEM,
        people=3,
        threads=len(ids),
        course=_COURSE,
        quotes=(),
        first=found[0].day,
        last=found[-1].day,
        entries=ids,
        seeds=found,
        words=("安装",),
        close=0.5,
    )


def keeping_all(memory: Memory, needs: Iterable[Need]) -> Memory:
    """As if an operator had done something with each of them."""
    return reduce(Memory.keeping, needs, memory)
