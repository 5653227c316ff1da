"""Flows, what sets a group apart, groups that records suggest, and what a group is like."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hamlets import FIRST, Hamlet, Line, codes, day_of, founded, viewed
from pyroaring import BitMap

from juluo.insights.segments.apart import compared, of_counts, set_apart
from juluo.insights.segments.clusters import clusters, scaled
from juluo.insights.segments.known import Known
from juluo.insights.segments.likeness import alike
from juluo.insights.segments.membership import members
from juluo.insights.segments.parsing import parsed
from juluo.insights.segments.persona import persona
from juluo.insights.segments.preview import course, preview
from juluo.insights.segments.traits import Deed, Trait
from juluo.store.view import View

LAST = day_of(129)
DAYS = 70


@pytest.fixture(scope="module")
def hamlet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    store = founded(tmp_path_factory.mktemp("groups"), Hamlet(11).live())
    view = viewed(store)
    yield view
    view.close()
    store.close()


def quarter(seed: int, *, alike: bool) -> list[Line]:
    """Ninety people over seventy days: askers in 求助 who say little, talkers in 广场; or all of one kind."""
    chance, lines = Random(seed), list[Line]()  # noqa: S311 - test data

    def say(who: str, day: int, place: str, text: str) -> None:
        at = datetime(FIRST.year, FIRST.month, FIRST.day, tzinfo=UTC)
        at += timedelta(days=day, minutes=chance.randint(0, 1439))
        line: Line = {"id": f"q{len(lines)}", "ts": at.isoformat(), "kind": "message", "text": text}
        line |= {"author_id": who, "author_name": who, "channel": place, "channel_id": place}
        lines.append(line | {"reply_to": None, "peer": None, "detail": None, "is_bot": who == "robot"})

    for day in range(DAYS):
        say("robot", day, "广场", "早")
    for n in range(90):
        asker = n % 3 == 0 and not alike
        for day in range(DAYS):
            if chance.random() < (0.08 if asker else 0.5):
                if asker:
                    say(f"p{n}", day, "求助", "驱动怎么装？")
                else:
                    for _ in range(chance.randint(2, 6)):
                        say(f"p{n}", day, "广场", "蘑菇好吃" if n == 1 else "今天天气不错")
    return sorted(lines, key=lambda line: str(line["ts"]))


@pytest.fixture(scope="module")
def two_kinds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    store = founded(tmp_path_factory.mktemp("kinds"), quarter(1, alike=False))
    view = viewed(store)
    yield view
    view.close()
    store.close()


def test_a_course_is_every_day_by_itself(hamlet: View) -> None:
    rule = parsed("近14天活跃 ≥ 3 天")
    found = course(hamlet, rule, LAST)
    alone = {size.day: members(hamlet, rule, [size.day])[0] for size in found.sizes}
    assert len(found.sizes) == 28
    assert [size.n for size in found.sizes] == [len(one.inside) for one in alone.values()]
    for flow in found.flows:
        then, now = members(hamlet, rule, [flow.since, LAST])
        assert set(flow.came) == set(now.inside) - set(then.inside)
        assert set(flow.went) == set(then.inside) - set(now.inside)
        assert len(then.inside) + len(flow.came) - len(flow.went) == len(now.inside)


def test_days_of_which_nothing_is_known_have_no_size(hamlet: View) -> None:
    found = course(hamlet, parsed("R ≥ 4"), day_of(29))
    assert [size.n is None for size in found.sizes] == [True] * 25 + [False] * 3
    assert found.flows[1].came == ()
    assert found.flows[1].unclear == found.preview.n


def test_a_preview_tells_the_share_of_those_who_speak(hamlet: View) -> None:
    found = preview(hamlet, parsed("近14天活跃 ≥ 3 天"), LAST)
    active = members(hamlet, parsed("spoke in 28 days"), [LAST])[0].inside
    assert (found.active_inside, found.active) == (found.n, len(active))
    assert found.interval is not None
    assert found.interval.low < found.n / len(active) < found.interval.high
    assert len(found.examples) == min(10, found.n)
    assert {one.code for one in found.examples} <= set(members(hamlet, parsed("近14天活跃 ≥ 3 天"), [LAST])[0].inside)


def test_a_ratio_has_katz_interval() -> None:
    one = compared(15, 100, 5, 100)
    assert one.lift == pytest.approx(3)
    assert (one.lift_interval.low, one.lift_interval.high) == pytest.approx((1.1334, 7.9410), abs=1e-4)


def test_chance_sets_nobody_apart() -> None:
    chance = np.random.default_rng(5)
    group, rest = BitMap(range(80)), BitMap(range(80, 300))
    traits = {n: BitMap(chance.choice(300, 60, replace=False).astype(np.uint32)) for n in range(300)}
    planted = {-1: BitMap([*range(60), *range(80, 110)])}
    found = set_apart(group, rest, traits | planted)
    assert [key for key, one in found.items() if one.found] == [-1]
    assert of_counts({1: (3, 4)}, 0, 10) == {}


def test_planted_kinds_are_found_and_written_as_a_rule(two_kinds: View) -> None:
    known = Known(two_kinds, [day_of(DAYS - 1)])
    found = clusters(known)
    of = codes(two_kinds)
    askers = {of[f"p{n}"] for n in range(0, 90, 3)} & set(found.among)
    assert found.reason is None
    small = BitMap.union(*(group for group in found.groups if set(group) & askers))
    assert all(len(set(group) & askers) in {0, len(group)} for group in found.groups)
    assert sum(map(len, found.groups)) == len(found.among)
    near = alike(known, small, found.window.length)
    meant = members(two_kinds, near.rule, [day_of(DAYS - 1)])[0].inside
    assert (near.meant, near.both) == (len(meant), len(meant & small))
    assert min(near.precision, near.recall) > 0.9
    assert clusters(Known(two_kinds, [day_of(DAYS - 1)])) == found


def test_where_all_are_alike_there_are_no_groups(tmp_path: Path) -> None:
    store = founded(tmp_path, quarter(2, alike=True))
    with closing(viewed(store)) as view:
        found = clusters(Known(view, [day_of(DAYS - 1)]))
        few = clusters(Known(view, [day_of(0)]))
    store.close()
    assert found.groups == ()
    assert "分不出清楚的群" in str(found.reason)
    assert few.groups == ()
    assert "太少" in str(few.reason)


def test_features_are_set_to_median_and_quartiles() -> None:
    table = scaled(np.array([[0.0, 1, 5], [1, 1, 5], [2, 1, 5], [3, 9, 5], [100, 1, 5]]))
    assert table[:, 0].tolist() == [-1, -0.5, 0, 0.5, 3]
    assert table.shape == (5, 2)


def test_a_group_is_told_by_what_it_does_and_says(two_kinds: View) -> None:
    day = day_of(DAYS - 1)
    known = Known(two_kinds, [day])
    inside = members(two_kinds, parsed("asked in #求助"), [day])[0]
    found = persona(known, tuple(inside.inside), inside.unknown)
    traits = [one.trait for one in found.outstanding]
    assert Trait(deed=Deed.ASKED) in traits
    assert {one.place for one in found.outstanding if one.trait.channel is not None} == {"求助", "广场"}
    assert [one.thing for one in found.words.words] == ["驱动"]
    assert found.messages == sum(sum(row) for row in found.hours)
    assert found.asking.n == found.messages
    assert (found.asking.answered, found.talk) == (0, None)
    assert sum(one.n for one in found.tenures) == found.n
    assert persona(known, tuple(inside.inside), inside.unknown, words=False).words.read == 0


def test_one_persons_word_is_not_the_groups(two_kinds: View) -> None:
    day = day_of(DAYS - 1)
    inside = members(two_kinds, parsed("not asked"), [day])[0]
    found = persona(Known(two_kinds, [day]), tuple(inside.inside), inside.unknown)
    assert [one.thing for one in found.words.words] == ["今天天气"]


def test_replies_are_told_apart_by_whom_they_reach(hamlet: View) -> None:
    inside = members(hamlet, parsed("近28天提问 ≥ 2 次"), [LAST])[0]
    talk = persona(Known(hamlet, [LAST]), tuple(inside.inside), inside.unknown).talk
    given = members(hamlet, parsed("近28天提问 ≥ 2 次 且 近28天回复过别人"), [LAST])[0].inside
    assert talk is not None
    assert talk.gave is not None
    assert talk.given == talk.to_own + talk.to_staff + talk.to_rest > 0
    assert (talk.gave.hits, talk.estimated) == (len(given), False)


def test_nobody_is_no_group(hamlet: View) -> None:
    found = persona(Known(hamlet, [LAST]), (), BitMap())
    assert (found.n, found.here, found.messages, found.outstanding) == (0, 0, 0, ())
    assert found.window.length == 90
