"""Words that are kept no longer change no number: every metric reads the same before and after, to the last digit."""

from datetime import date, timedelta

import pytest
from against import NO_REAL, REAL, REAL_SETTINGS, SETTINGS, Setting, folder_of, opened

from juluo.ledger.actors import Actors
from juluo.ledger.period import Grain, Period
from juluo.metrics.metric import metrics
from juluo.metrics.reading import Reading, read
from juluo.store.embedded import EmbeddedStore
from juluo.store.view import View

real = pytest.mark.skipif(REAL is None, reason=NO_REAL)


def readings(view: View, last: date) -> dict[str, list[Reading]]:
    """Every metric of two days, a week and a month, compared with what came before."""
    day, week, month = (Period.of(last, grain) for grain in (Grain.DAY, Grain.WEEK, Grain.MONTH))
    periods = [day, day.before(), week.before(), month.before()]
    return {name: [read(view, metric, [one])[0] for one in periods] for name, metric in sorted(metrics().items())}


@pytest.mark.parametrize(
    "setting", [SETTINGS["town in UTC"], pytest.param(REAL_SETTINGS["lean 2021"], marks=real)], ids=["town", "lean"]
)
def test_every_number_stays(setting: Setting, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = folder_of(setting, tmp_path_factory)
    case = opened(setting, folder)
    before = readings(case.view, setting.last)
    everyone = read(case.view.counting(Actors.ALL), metrics()["questions_solved"], [Period(*case.days[::20][:2])])
    case.view.close()
    store = EmbeddedStore(folder / "home")
    community = store.community("town")
    assert community is not None
    rows = store.forget_text("town", setting.last + timedelta(days=400))
    view = store.view(community)
    assert rows > 3_000
    assert view.ask(f"SELECT count(text) FROM {view.source(Period(*setting_span(setting)))}") == [(0,)]
    after = readings(view, setting.last)
    assert after == before
    assert read(view.counting(Actors.ALL), metrics()["questions_solved"], [Period(*case.days[::20][:2])]) == everyone
    assert any(one.value for one in before["questions_solved"])
    assert len([name for name, found in before.items() if any(one.value is not None for one in found)]) > 25
    view.close()
    store.close()


def setting_span(setting: Setting) -> tuple[date, date]:
    return setting.first - timedelta(days=setting.before), setting.last + timedelta(days=setting.after)
