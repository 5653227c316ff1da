"""Whom a number counts: with staff, or with bots, it is what it would be if they were members like any other.

The same made-up town is imported three times: as it is, with nobody marked as staff, with no bot either. What a view
that counts staff says of the first must be what one that counts members says of the second, for every metric.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from town import build

from juluo.intake.take_in import Wish, take_in
from juluo.ledger.actors import Actors
from juluo.ledger.period import Grain, Period
from juluo.metrics.gatherings import threads
from juluo.metrics.metric import metrics
from juluo.metrics.reading import read
from juluo.store.embedded import EmbeddedStore
from juluo.store.view import View

Same = dict[Actors, tuple[View, View]]
# What these say rests on who is staff: they answer the same whomever a view counts.
BY_ROLE = {"posts_by_member_type": lambda m: m.n, "ugc_share": lambda m: m.hits}
PERIODS = [Period.of(date(2022, 2, day), grain) for day in (2, 20) for grain in Grain]
ENTRIES = Period(date(2022, 1, 1), date(2022, 1, 31))


@pytest.fixture(scope="module")
def same(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Same]:
    """For staff and for all: a view that counts them, and one of a town where they are not marked."""
    folder = tmp_path_factory.mktemp("actors")
    path = build(folder, 11, "replies", "topics", "moves")
    town = pq.read_table(path)
    unmarked = _with(town, "extra", pa.array(["{}"] * len(town)))
    towns = {
        Actors.MEMBERS: town,
        Actors.STAFF: unmarked,
        Actors.ALL: _with(unmarked, "is_bot", pa.array([False] * len(town))),
    }
    stores = {actors: _imported(folder / actors, table) for actors, table in towns.items()}
    marked = stores[Actors.MEMBERS]
    others = (Actors.STAFF, Actors.ALL)
    pairs = {actors: (opened(marked, actors), opened(stores[actors], Actors.MEMBERS)) for actors in others}
    yield pairs
    for view in (view for pair in pairs.values() for view in pair):
        view.close()
    for store in stores.values():
        store.close()


def _imported(folder: Path, table: pa.Table) -> EmbeddedStore:
    """A home of its own: there, the same accounts have the same codes."""
    folder.mkdir()
    pq.write_table(table, folder / "town.parquet")
    store = EmbeddedStore(folder / "home")
    take_in(store, "town", [folder / "town.parquet"], Wish(timezone="Asia/Shanghai"))
    return store


def _with(table: pa.Table, name: str, column: pa.Array) -> pa.Table:
    return table.set_column(table.schema.get_field_index(name), name, column)


def opened(store: EmbeddedStore, actors: Actors) -> View:
    community = store.community("town")
    assert community is not None
    return store.view(community, actors=actors)


@pytest.mark.parametrize("actors", [Actors.STAFF, Actors.ALL])
@pytest.mark.parametrize("name", [name for name in metrics() if name not in BY_ROLE])
def test_every_metric_counts_whom_it_is_told_to(same: Same, name: str, actors: Actors) -> None:
    asked, unmarked = same[actors]
    found, expected = (read(view, metrics()[name], PERIODS) for view in (asked, unmarked))
    assert [reading.facts() for reading in found] == [reading.facts() for reading in expected]
    for one, other in zip(found, expected, strict=True):
        if one.measured.evidence is not None and other.measured.evidence is not None:
            assert asked.count(one.measured.evidence) == unmarked.count(other.measured.evidence)


@pytest.mark.parametrize("name", BY_ROLE)
def test_what_tells_roles_apart_is_the_same_for_all_views(same: Same, name: str) -> None:
    everybody, _ = same[Actors.ALL]
    members = everybody.counting(Actors.MEMBERS)
    found, expected = (read(view, metrics()[name], PERIODS) for view in (everybody, members))
    assert [reading.facts() for reading in found] == [reading.facts() for reading in expected]
    for reading in found:
        if reading.measured.evidence is not None:
            assert everybody.count(reading.measured.evidence) == BY_ROLE[name](reading.measured)
    members.close()


@pytest.mark.parametrize("actors", [Actors.STAFF, Actors.ALL])
@pytest.mark.parametrize("name", [name for name, metric in metrics().items() if metric.splits])
def test_so_do_their_parts(same: Same, name: str, actors: Actors) -> None:
    for split in metrics()[name].splits.values():
        found, expected = (split(view, ENTRIES) for view in same[actors])
        assert {part: (m.value, m.n) for part, m in found.items()} == {
            part: (m.value, m.n) for part, m in expected.items()
        }


def test_counting_more_makes_a_difference(same: Same) -> None:
    members = same[Actors.STAFF][0].counting(Actors.MEMBERS)
    speakers = metrics()["active_members"]
    counts = [
        read(view, speakers, [ENTRIES])[0].value for view in (members, same[Actors.STAFF][0], same[Actors.ALL][0])
    ]
    assert counts[0] is not None
    assert counts == [counts[0], counts[0] + 2, counts[0] + 3]
    members.close()


def test_who_is_left_out_is_told(same: Same) -> None:
    with_staff, _ = same[Actors.STAFF]
    members = with_staff.counting(Actors.MEMBERS)
    assert members.counted(ENTRIES) == {"actors": "members", "left_out": {"staff": 2, "bots": 1}}
    assert with_staff.counted(ENTRIES) == {"actors": "staff", "left_out": {"staff": 0, "bots": 1}}
    assert same[Actors.ALL][0].counted(ENTRIES) == {"actors": "all", "left_out": {"staff": 0, "bots": 0}}
    members.close()


def test_views_of_one_state_do_not_disturb_one_another(same: Same) -> None:
    everybody, _ = same[Actors.ALL]
    members = everybody.counting(Actors.MEMBERS)
    asked = metrics()["reply_rate"]
    alone = [reading.facts() for reading in read(everybody, asked, PERIODS)]
    between = [read(view, asked, [period])[0].facts() for period in PERIODS for view in (members, everybody)]
    assert between[1::2] == alone
    assert between[0::2] != alone
    members.close()
    assert read(everybody, asked, PERIODS)[0].facts() == alone[0]


def test_staff_answer_and_keep_threads_going_though_they_are_not_counted(same: Same) -> None:
    members, unmarked = same[Actors.STAFF][0].counting(Actors.MEMBERS), same[Actors.STAFF][1]
    kinds = ("message",)
    assert [(t.people, t.messages) for t in threads(members, ENTRIES, kinds)] == [
        (t.people, t.messages) for t in threads(unmarked, ENTRIES, kinds)
    ]
    members.close()
