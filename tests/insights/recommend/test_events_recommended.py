"""Events to come, recommended by what people chose before, over an invented house with a desk."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from rooms import DAYS, FIRST, GARDEN, LAST, TEA, House, code_of, house, opened

from juluo.insights.recommend.gatherings import WhyEvent, gatherings
from juluo.insights.recommend.gatherings_tried import events_tried
from juluo.insights.recommend.hindsight import tried
from juluo.insights.recommend.recommending import Recommended, recommended
from juluo.insights.recommend.words import events_tried_words, invitation_words, starts_words, unwanted_words
from juluo.intake.acts import Act
from juluo.ledger.acts import EventAttended, EventClosed, EventOpened, EventSignedUp, Record
from juluo.store.view import View
from juluo.wording.catalogue import speaker

SAY = speaker("zh")
BOTH = (("tea", "龙井品茶会", TEA), ("green", "番茄采摘日", GARDEN))
NEXT = {"tea": "秋天聚会", "green": "田里一天"}


def act(day: int, record: Record, by: str | None = None) -> Act:
    return Act(FIRST + timedelta(days=day, hours=9), record, None if by is None else ("table", by))


def held(name: str, title: str, day: int, people: tuple[str, ...]) -> Iterator[Act]:
    """Opened ten days before, signed up for a day later, held, and over."""
    yield act(day - 10, EventOpened(name, title, FIRST + timedelta(days=day, hours=14)))
    for who in people:
        yield act(day - 9, EventSignedUp(name), who)
    for who in people:
        yield act(day, EventAttended(name), who)
    yield act(day + 1, EventClosed(name))


def acts() -> list[Act]:
    told = [
        one
        for n in range(3)
        for kind, title, people in BOTH
        for one in held(f"{kind}{n}", f"{title} 第{n}回", 20 + 20 * n, people[: 5 if kind == "tea" else 4])
    ]
    soon = FIRST + timedelta(days=DAYS + 7)
    told += [act(85, EventOpened(f"{kind}-next", NEXT[kind], soon)) for kind, _, _ in BOTH]
    told += [act(85, EventOpened("off", "取消的", soon)), act(86, EventOpened("off", "取消的", soon, called_off=True))]
    told += [act(86, EventOpened("undated", "龙井的书"))]
    told += [act(86, EventSignedUp("tea-next"), who) for who in TEA[:2]]
    told += [act(86, EventSignedUp("green-next"), who) for who in GARDEN[:3]]
    # Somebody gave their place back, so they may be told of it again.
    told += [act(87, EventSignedUp("tea-next", taken_back=True), TEA[1])]
    return sorted(told, key=lambda one: one.at)


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    told = house()
    told.says(80, "shy", "新来的话题")
    told.says(81, "tea1", "老茶话")
    told.says(85, "an", "老茶话")
    with opened(tmp_path_factory.mktemp("events"), told, acts()) as found:
        yield found


def for_(view: View, *names: str, out: tuple[str, ...] = ()) -> Recommended:
    return recommended(
        view, LAST, [code_of(view, name) for name in names], frozenset(code_of(view, name) for name in out)
    )


def test_an_event_of_ones_own_kind_comes_first_and_says_why(view: View) -> None:
    tea, green = for_(view, "an").events, for_(view, "green4").events
    assert (tea[0].event, green[0].event) == ("tea-next", "green-next")
    assert {one.event for one in tea} == {"tea-next", "green-next", "undated"}
    assert tea[0].why is WhyEvent.TOGETHER
    assert tea[0].about.startswith("龙井品茶会 第")
    assert invitation_words(tea[0], SAY) == f"报过“{tea[0].about}”的人，不少也报了这个"
    [undated] = [one for one in tea if one.event == "undated"]
    assert (undated.why, undated.about) == (WhyEvent.WORDS, "龙井")
    assert (starts_words(tea[0], SAY, "zh"), starts_words(undated, SAY, "zh")) == ("9月6日", "日子未定")


def test_who_never_chose_hears_where_most_go(view: View) -> None:
    found = for_(view, "shy").events
    assert (found[0].event, found[0].why, found[0].signed_up) == ("green-next", WhyEvent.CROWD, 3)
    assert invitation_words(found[0], SAY) == "已经有3人报名"


def test_who_has_a_place_is_told_no_more_and_who_gave_it_back_is(view: View) -> None:
    assert "tea-next" not in [one.event for one in for_(view, "tea1").events]
    assert for_(view, "tea2").events[0].event == "tea-next"
    assert for_(view, "an").events[0].signed_up == 1


def test_over_called_off_and_past_events_are_not_shown(view: View) -> None:
    known = {one.event for one in gatherings(view, LAST) if one.is_open(LAST)}
    assert known == {"tea-next", "green-next", "undated"}
    before = LAST - timedelta(days=5)
    assert not any(one.is_open(before) for one in gatherings(view, before))


def test_a_segment_has_one_list_that_says_for_how_many(view: View) -> None:
    found = for_(view, *TEA)
    assert found.events[0].event == "tea-next"
    assert found.events[0].for_ == 4
    assert for_(view, *TEA, *GARDEN).people == 9


def test_who_wants_none_gets_none_and_speaks_for_nothing(view: View) -> None:
    found = for_(view, "an", "green4", out=("an",))
    assert found.unwanted == 1
    assert unwanted_words(found, SAY) == "其中1位说过不要推荐，没有算他们。"
    assert found.events[0].event == "green-next"
    assert for_(view, "an", out=("an",)).events == ()
    # Without the other tea drinkers nothing says that tea goes with tea.
    alone = for_(view, "an", out=TEA[:4])
    assert [one.why for one in alone.events if one.event == "tea-next"] != [WhyEvent.TOGETHER]


def test_no_reason_names_anybody(view: View) -> None:
    for who in (*TEA, *GARDEN):
        said = [invitation_words(one, SAY) for one in for_(view, who).events]
        assert not any(name in words for words in said for name in (*TEA, *GARDEN))


def test_looking_back_counts_those_who_had_a_choice(view: View) -> None:
    found = events_tried(view, LAST)
    assert found is not None
    # Each time both were open together: nine of three rounds, and four who chose in the end and kept their place.
    assert (found.cases, found.people) == (3 * 9 + 4, 9)
    # Nobody's taste is known in the first round; in the second and the third everybody is put right.
    assert found.hits >= 2 * 9
    assert found.rivals["crowd"] < found.hits
    assert "不到20位" in events_tried_words(found, SAY)
    assert events_tried(view, LAST - timedelta(days=80)) is None
    told = events_tried_words(type(found)(100, 40, 26, 60, {"crowd": 30, "soonest": 20}, {}), SAY)
    assert "100人次" in told
    assert "60%的人次挑的是排第一的（95%区间50%～69%）" in told


def test_a_list_for_all_is_looked_back_on_as_one(view: View) -> None:
    group = frozenset(code_of(view, name) for name in (*TEA, *GARDEN, "shy"))
    found, everybody = tried(view, LAST, group=group), tried(view, LAST)
    assert found is not None
    assert everybody is not None
    assert set(found.rivals) == {"popular", "latest"}
    assert (found.cases, found.people) == (everybody.cases, everybody.people)
    assert tried(view, LAST, group=frozenset({code_of(view, "robot")})) is None


def test_without_a_desk_there_are_no_events(tmp_path: Path) -> None:
    told = House()
    told.says(80, "an", "茶")
    with opened(tmp_path, told) as plain:
        assert recommended(plain, LAST, [code_of(plain, "an")]).events == ()
        assert events_tried(plain, LAST) is None
