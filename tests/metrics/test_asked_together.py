"""What a metric says of a period doesn't depend on which others are asked about in the same breath."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest
from town import build

from juluo.intake.take_in import Wish, take_in
from juluo.ledger.period import Grain, Period
from juluo.metrics.metric import metrics
from juluo.store.embedded import EmbeddedStore
from juluo.store.view import View

# Groups of the catalogue, in which every metric is held to this.
GROUPS = tuple(f"juluo.metrics.{name}." for name in ("members", "activity", "replies", "content"))
NAMES = [name for name, metric in metrics().items() if metric.measure.__module__.startswith(GROUPS)]
DAYS = [date(2021, 9, 20), date(2021, 12, 30), date(2021, 11, 8), date(2022, 3, 1)]
PERIODS = [Period.of(day, grain) for day in DAYS for grain in (Grain.DAY, Grain.WEEK)]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], View]]:
    """Opens the town anew each time: a view remembers what it was asked."""
    folder = tmp_path_factory.mktemp("together")
    store, views = EmbeddedStore(folder / "home"), []
    take_in(store, "town", [build(folder, 5, "replies", "moves")], Wish(timezone="Asia/Shanghai"))
    community = store.community("town")
    assert community is not None

    def another() -> View:
        views.append(store.view(community))
        return views[-1]

    yield another
    for view in views:
        view.close()
    store.close()


@pytest.mark.parametrize("name", NAMES)
def test_it_says_the_same_alone(name: str, opened: Callable[[], View]) -> None:
    together = metrics()[name].measure(opened(), PERIODS)
    for period, found in list(zip(PERIODS, together, strict=True))[::3]:
        (alone,) = metrics()[name].measure(opened(), [period])
        assert alone.value == (None if found.value is None else pytest.approx(found.value))
        assert dict(alone.parts) == pytest.approx(dict(found.parts))
        bare = replace(found, value=alone.value, parts=alone.parts)
        assert bare == alone
