"""What a card is (提问, 故障, 建议) follows what colleagues said of its messages; an invented plaza."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from plaza import about, opened, week, weeks

from juluo.insights.needs.finding import needs
from juluo.insights.needs.kept import mark_of
from juluo.insights.needs.memory import Memory
from juluo.insights.needs.need import Need, NeedKind
from juluo.insights.needs.taught import Moved
from juluo.intake.analysis import analyse
from juluo.intake.lessons import Lesson, Lessons, Reading
from juluo.ledger.query import EntryQuery
from juluo.store.embedded import EmbeddedStore

WEEK = week(0)
# The card of a week in which five people have trouble with invoices, once these were said of all its messages.
Card = Callable[..., Need]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("taught")


@pytest.fixture(scope="module")
def card(home: Path) -> Iterator[Card]:
    store = EmbeddedStore(home / "home")
    with closing(opened(store, home, weeks([{"发票": 5}]))) as view:
        entries = about(needs(view, WEEK), "发票").entries
        days = {line.entry_id: line.day for line in view.lines(EntryQuery(WEEK, ids=entries))}

    def clicked(*said: tuple[Reading, bool]) -> Need:
        community = store.community("plaza")
        assert community is not None
        lessons = tuple(Lesson(one, days[one], *click) for one in entries for click in said)
        analyse(store, community, lessons=Lessons(lessons), processes=1)
        with closing(store.view(community)) as view:
            return about(needs(view, WEEK), "发票")

    yield clicked
    store.close()


def test_a_card_is_what_colleagues_say_its_messages_are(card: Card, home: Path) -> None:
    before = card()
    marked = mark_of(home / "home", "plaza", Memory())
    assert (before.kind, before.threads) == (NeedKind.PROBLEM, 5)
    no_problem = card((Reading.PROBLEM, False))
    assert no_problem.kind is NeedKind.QUESTION, "the next likely: their titles ask"
    assert mark_of(home / "home", "plaza", Memory()) != marked, "what was found before is old"
    assert no_problem.entries == before.entries, "it is the same card"
    neither = card((Reading.PROBLEM, False), (Reading.QUESTION, False), (Reading.SUGGESTION, False))
    assert neither.kind is NeedKind.TALK
    assert card((Reading.SUGGESTION, True)).kind is NeedKind.SUGGESTION
    assert card().kind is NeedKind.PROBLEM, "taken back, it is what it was"


@pytest.mark.parametrize(
    ("moved", "chance", "now"),
    [
        (Moved(0.0, -0.9), 0.99, 0.0),
        (Moved(1.0, 0.6), 0.1, 1.0),
        (Moved(0.05, -0.5), 0.8, 0.05),
        (Moved(0.4, -0.3), 0.9, 0.6),
        (Moved(0.4, -0.3), 0.2, 0.0),
        (Moved(0.7, 0.5), 0.8, 1.0),
    ],
)
def test_a_click_goes_before_a_title_and_what_others_taught_beside_it(moved: Moved, chance: float, now: float) -> None:
    assert moved.counts
    assert moved.of(chance) == pytest.approx(now)


def test_what_clicks_left_as_it_was_is_let_be() -> None:
    assert not Moved(0.03, -0.0004).counts
    assert Moved(0.0, -0.01).counts, "a colleague's own word"
