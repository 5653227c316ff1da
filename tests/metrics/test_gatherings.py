"""Who spoke where, and which threads met: against the simulated export, counted in plain Python."""

import json
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from juluo.demo.truth import Truth
from juluo.ledger.kinds import ORIGINAL, SPOKE
from juluo.ledger.period import Period
from juluo.metrics.gatherings import said_where, threads
from juluo.store.view import View

DAY = Period(date(2026, 11, 19), date(2026, 11, 19))


@pytest.fixture(scope="module")
def written(demo_home: Path) -> list[dict[str, Any]]:
    lines = (demo_home / "files" / "demo" / "qinghe.jsonl").read_text(encoding="utf-8").splitlines()
    rows = (json.loads(line) for line in lines)
    return [row for row in rows if row["ts"].startswith("2026-11-19") and row["kind"] == "message"]


def test_where_everybody_spoke(demo_view: View, demo_truth: Truth) -> None:
    said = said_where(demo_view, DAY, SPOKE)
    people = Counter(demo_view.channels[code].name for places in said.values() for code in places)
    day = demo_truth.days["2026-11-19"]
    assert len(said) == day.active_members
    assert people == {demo_truth.channels[code]: n for code, n in day.active_by_channel.items() if n}


def test_threads_by_their_people(demo_view: View, written: list[dict[str, Any]]) -> None:
    people: dict[str, set[str]] = defaultdict(set)
    messages: Counter[str] = Counter()
    for row in written:
        if row.get("topic") and not row.get("is_bot") and not row.get("deleted"):
            people[row["topic"]].add(row["author"])
            messages[row["topic"]] += 1
    found = threads(demo_view, DAY, ORIGINAL)
    titles = demo_view.register.thread_titles(thread.code for thread in found)
    assert {titles[t.code]: (t.people, t.messages) for t in found} == {
        topic: (len(people[topic]), messages[topic]) for topic in people
    }
    order = [(-thread.people, -thread.messages) for thread in found]
    assert order == sorted(order)


def test_a_time_without_words_has_neither(demo_view: View) -> None:
    empty = Period(date(2026, 7, 1), date(2026, 7, 1))
    assert said_where(demo_view, empty, SPOKE) == {}
    assert threads(demo_view, empty, ORIGINAL) == []
