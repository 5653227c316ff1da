"""What came of a cooperation, on invented half years: An's reach before and after the 100th day."""

from datetime import timedelta
from pathlib import Path

import pytest
from listeners import FIRST, LAST, Village, opened

from juluo.insights.influence.effect import Asked, Effect, effects
from juluo.insights.influence.words import effect_words
from juluo.ledger.period import Period
from juluo.metrics.verdict import Verdict
from juluo.store.view import View
from juluo.wording.catalogue import speaker

STARTED = FIRST.date() + timedelta(days=140)


def told(after: int, before: int = 2) -> Village:
    """Every day so many people reply to An: each time somebody else."""
    found = Village()
    for day in range(182):
        for n in range(after if day >= 140 else before):
            said = found.say(day, 9 + n, "an", text="今天的茶")
            found.say(day, 9.5 + n, f"p{(day * 7 + n) % 90}", text="不错", reply_to=said)
    return found


def of_an(view: View, **more: object) -> Effect:
    an = next(one.code for one in view.register.accounts("village").values() if one.name == "an")
    wanted = Asked(an, **({"started": STARTED} | more))  # type: ignore[arg-type] # dates
    return effects(view, [wanted], LAST)[0]


def test_a_reach_that_doubled_is_seen_over_four_whole_weeks(tmp_path: Path) -> None:
    with opened(tmp_path, told(6)) as view:
        found = of_an(view)
    assert found.period == Period(STARTED, STARTED + timedelta(days=27))
    assert found.change is not None
    assert found.change.verdict is Verdict.CLEARLY_UP
    words = effect_words(found, speaker("zh"))
    assert "明显上升" in words
    assert "不等于是合作带来的" in words


def test_where_nothing_changed_nothing_is_claimed(tmp_path: Path) -> None:
    with opened(tmp_path, told(2)) as view:
        found = of_an(view)
    assert found.change is not None
    assert not found.change.verdict.is_clear


def test_where_the_record_before_is_short_fewer_weeks_are_compared(tmp_path: Path) -> None:
    with opened(tmp_path, told(3)) as view:
        found = of_an(view, started=FIRST.date() + timedelta(days=60))
    assert found.period is not None
    assert found.period.length == 14
    assert found.change is not None


def test_few_people_are_too_few_in_words(tmp_path: Path) -> None:
    village = Village()
    for day in (50, 90, 150):
        village.talk(day, "an", "bo")
    with opened(tmp_path, village) as view:
        found = of_an(view)
    assert found.reach == 1
    assert effect_words(found, speaker("zh")).startswith("数据太少")


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"started": LAST - timedelta(days=9)}, "不满一周"),
        ({"until": STARTED + timedelta(days=3)}, "不满一周"),
        ({"started": FIRST.date() + timedelta(days=20)}, "没有可比的"),
    ],
)
def test_what_cannot_be_told_says_why(tmp_path: Path, more: dict[str, object], why: str) -> None:
    with opened(tmp_path, told(3)) as view:
        found = of_an(view, **more)
    assert why in effect_words(found, speaker("zh"))
    assert found.change is None
