"""Who is in a segment, compared with a plain count of the same lines, for rules drawn by chance."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from hamlets import DAYS, Hamlet, Model, codes, day_of, founded, viewed
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from rules import here, rules

from juluo.insights.members.finding import Sorting, Wanted, members_found
from juluo.insights.members.states import State
from juluo.insights.members.table import member_table
from juluo.insights.segments.membership import Members, members
from juluo.insights.segments.parsing import parsed
from juluo.insights.segments.rfm import fifths
from juluo.insights.segments.rule import InState, Rule
from juluo.intake.acts import Act as DeskAct
from juluo.intake.acts import append_acts
from juluo.intake.take_in import Wish, take_in
from juluo.ledger.actors import Actors
from juluo.ledger.acts import (
    AccountsTied,
    DrawEntered,
    DrawOpened,
    DrawWon,
    EventAttended,
    EventOpened,
    EventSignedUp,
    FeedbackReceived,
    Record,
    SurveyAnswered,
)
from juluo.ledger.kinds import Kind
from juluo.ledger.period import Period
from juluo.store.embedded import EmbeddedStore
from juluo.store.view import View

LAST = day_of(DAYS - 1)
TIED = {"p05": "p02", "p09": "p02", "p11": "p07"}
HERE = here(
    st.sampled_from(["广场", "求助"]), st.sampled_from(["名p00", "名p02", "名p05"]), st.sampled_from(["春招", "官网"])
)


class Place(NamedTuple):
    """A hamlet, its view and its lines."""

    view: View
    model: Model


@pytest.fixture(scope="module", params=["apart", "tied"])
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("hamlet")
    lines = Hamlet(7).live()
    store = founded(folder, lines)
    tied = TIED if request.param == "tied" else {}
    if tied:
        _tie(store)
    view = viewed(store)
    yield Place(view, Model(lines, tied))
    view.close()
    store.close()


def _tie(store: EmbeddedStore) -> None:
    with closing(viewed(store)) as view:
        of = codes(view)
        together = [tuple(sorted((of["p02"], of["p05"], of["p09"]))), tuple(sorted((of["p07"], of["p11"])))]
    found = store.community("hamlet")
    assert found is not None
    append_acts(store, found, [DeskAct(datetime(2026, 5, 11, tzinfo=UTC), AccountsTied(one)) for one in together])


def named(view: View, found: Members) -> tuple[set[str], set[str]]:
    """Whom it means, by the id of the account met first."""
    first: dict[int, str] = {}
    for account_id, code in sorted(codes(view).items()):
        first.setdefault(code, account_id)
    return {first[code] for code in found.inside}, {first[code] for code in found.unknown}


@given(rules(HERE), st.lists(st.integers(5, DAYS - 1), min_size=1, max_size=3, unique=True))
@example(rule=Rule(InState(State.NEW)), days=[39])
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_it_is_as_if_counted_line_by_line(place: Place, rule: Rule, days: list[int]) -> None:
    model = Model(place.model.lines, place.model.tied, rule.actors)
    asked = [day_of(n) for n in days]
    for day, found in zip(asked, members(place.view, rule, asked), strict=True):
        assert named(place.view, found) == model.of(rule.clause, day)
        assert not found.inside & found.unknown
        assert bool(found.unknown) == bool(found.untold)


@pytest.mark.parametrize("state", [state for state in State if state is not State.UNKNOWN])
def test_states_are_those_of_the_directory(place: Place, state: State) -> None:
    table = member_table(place.view)
    assert table is not None
    rows = members_found(table, Wanted(states=(state,)), Sorting.NAME, down=False, first=0, most=None).rows
    found = members(place.view, Rule(InState(state), Actors.ALL), [table.day])[0]
    assert {row.person for row in rows} == set(found.inside)


def test_nobody_meets_a_rule_by_what_an_export_hides(place: Place) -> None:
    for text, words in (
        ("参加过活动", "工作台"),
        ('came from source "官网"', "从哪里来"),
        ("asked in #天涯", "没有叫"),
        ('invited by "谁"', "没有叫"),
    ):
        found = members(place.view, parsed(text), [LAST])[0]
        assert (len(found.inside), found.unknown) == (0, found.everyone)
        assert words in found.untold[0].reason
        rest = members(place.view, parsed(f"not {text}"), [LAST])[0]
        assert (len(rest.inside), rest.unknown) == (0, rest.everyone)


def test_what_one_part_settles_is_known_whatever_the_other_hides(place: Place) -> None:
    spoke = members(place.view, parsed("spoke"), [LAST])[0]
    either = members(place.view, parsed("spoke or attended"), [LAST])[0]
    both = members(place.view, parsed("spoke and attended"), [LAST])[0]
    assert either.inside == spoke.inside
    assert both.unknown == spoke.inside
    assert [untold.n for untold in both.untold] == [len(spoke.inside)]


def test_erased_people_are_in_no_segment(tmp_path: Path) -> None:
    store = founded(tmp_path, Hamlet(3).live())
    with closing(viewed(store)) as view:
        code = codes(view)["p01"]
        before = members(view, parsed("spoke"), [LAST])[0]
        account = view.accounts([code])[code]
    assert code in before.inside
    store.erase("hamlet", [account])
    with closing(viewed(store)) as view:
        after = members(view, parsed("spoke or not spoke"), [LAST])[0]
        assert after.everyone == before.everyone - type(before.everyone)([code])
        assert code not in after.inside
    store.close()


def test_an_earlier_state_has_the_members_that_were_known_then(tmp_path: Path) -> None:
    lines = Hamlet(5).live()
    store = founded(tmp_path, [line for line in lines if str(line["ts"]) < "2026-03-01"])
    with closing(viewed(store)) as view:
        then, version = members(view, parsed("近14天活跃 ≥ 2 天"), [day_of(58)])[0], view.version
    path = tmp_path / "more.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    take_in(store, "hamlet", [path], Wish(timezone="UTC"))
    with closing(viewed(store, version)) as view:
        again = members(view, parsed("近14天活跃 ≥ 2 天"), [day_of(58)])[0]
    assert (again.inside, again.unknown, again.everyone) == (then.inside, then.unknown, then.everyone)
    store.close()


def test_what_the_desk_keeps_is_asked_by_name_title_and_time(tmp_path: Path) -> None:
    store = founded(tmp_path, Hamlet(3).live())
    found = store.community("hamlet")
    assert found is not None

    def act(day: int, record: Record, by: str | None = None) -> DeskAct:
        at = datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=day)
        return DeskAct(at, record, None if by is None else ("table", by))

    acts = [
        act(1, EventOpened("walk", "摄影周")),
        act(2, EventSignedUp("walk"), "p01"),
        act(2, EventSignedUp("walk", taken_back=True), "p04"),
        act(90, EventAttended("walk"), "p02"),
        act(120, EventAttended("talk"), "p03"),
        act(121, FeedbackReceived("f1"), "p04"),
        act(122, SurveyAnswered("s1", "nps", 9), "p01"),
        act(30, DrawOpened("winter", "冬日手册")),
        act(31, DrawEntered("winter"), "p01"),
        act(31, DrawEntered("winter"), "p06"),
        act(31, DrawEntered("winter", taken_back=True), "p07"),
        act(32, DrawWon("winter"), "p06"),
        act(118, DrawEntered("spring"), "p03"),
        act(129, SurveyAnswered("s2", "nps", 9, guest="g"), None),
    ]
    append_acts(store, found, acts)
    with closing(viewed(store)) as view:
        of = codes(view)
        wanted = {
            'attended "摄影周"': "p02",
            '参加过活动 "walk"': "p02",
            "近20天参加过活动": "p03",
            "signed up for event": "p01",
            "提过反馈": "p04",
            'answered survey "s1"': "p01",
            "近30天参加过抽奖": "p03",
            'entered draw "spring"': "p03",
            '中过奖 "冬日手册"': "p06",
        }
        got = {text: members(view, parsed(text), [day_of(125)])[0] for text in wanted}
        nameless = members(view, parsed('attended "舞会"'), [LAST])[0]
    assert {text: (set(one.inside), len(one.unknown)) for text, one in got.items()} == {
        text: ({of[who]}, 0) for text, who in wanted.items()
    }
    assert "没有“舞会”" in nameless.untold[0].reason
    store.close()


def test_whoever_is_put_on_a_list_was_not_there_for_that(tmp_path: Path) -> None:
    """A draw may list the silent because they are silent: they stay so."""
    store = founded(tmp_path, Hamlet(3).live())
    found = store.community("hamlet")
    assert found is not None

    def known() -> tuple[object, ...]:
        with closing(viewed(store)) as view:
            table = member_table(view)
            assert table is not None
            active = members(view, parsed("近3天活跃 ≥ 1 天"), [LAST])[0]
            there = view.presence.acted(Period(LAST, LAST)), view.presence.acted_by_day(Period(day_of(0), LAST))
            return set(active.inside), there, table.seen_first.tolist(), table.seen_last.tolist()

    before = known()
    with closing(viewed(store)) as view:
        everybody = view.accounts(list(codes(view).values())).values()
    at = datetime.combine(LAST, time(12), UTC)
    for record in (DrawEntered("winter"), DrawWon("winter"), DrawEntered("spring", taken_back=True)):
        append_acts(store, found, [DeskAct(at, record, (one.platform, one.account_id)) for one in everybody])
    assert known() == before
    with closing(viewed(store)) as view:
        assert set(view.presence.acted(Period(LAST, LAST), [Kind.DRAW_WON])) == set(codes(view).values())
    store.close()


def test_fifths_share_what_ties() -> None:
    assert fifths(np.array([5, 1, 3, 2, 4])).tolist() == [5, 1, 3, 2, 4]
    assert fifths(np.array([7, 7, 7, 7])).tolist() == [3, 3, 3, 3]
    assert fifths(np.array([0] * 8 + [1, 2])).tolist() == [3] * 8 + [5, 5]
    assert fifths(np.arange(100)).tolist() == [1 + n // 20 for n in range(100)]
    assert fifths(np.array([])).tolist() == []
