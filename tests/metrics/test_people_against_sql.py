"""The numbers about members and how they speak against plain SQL over the table they came from."""

import people_sql
import pytest
from against import Case

from juluo.ledger.sight import Sight


def values(case: Case, name: str) -> dict[object, float | None]:
    return {day: measured.value for day, measured in case.measured(name).items()}


def leaves(case: Case) -> bool:
    return Sight.LEAVES in case.view.coverage.sights


def test_days_active(case: Case) -> None:
    for day, measured in list(case.measured("days_active").items())[::9]:
        told = people_sql.days_active(case.told, day)
        assert {row["days"]: row["hits"] for row in measured.rows if row["hits"]} == told
        assert measured.n == sum(told.values())


def test_quick_ratio(case: Case) -> None:
    told = people_sql.came_and_stayed_away(case.told)
    for day, measured in case.measured("quick_ratio").items():
        came, away = told[day]
        assert (measured.parts["new_or_resurrecting"], measured.parts["dormant"]) == (came, away)
        assert measured.value == (came / away if away else None)


def test_gini_of_speakers(case: Case) -> None:
    told = case.only(people_sql.gini_of_speakers(case.told))
    assert len(set(told.values())) > 20
    assert values(case, "gini_speakers") == pytest.approx(told)


def test_gini_of_all_known_members(case: Case) -> None:
    told = people_sql.gini_of_members(case.told, leaves=leaves(case))
    found = values(case, "gini_members")
    assert {day: found[day] for day in told} == pytest.approx(told)
    assert len(told) >= 6


def test_top_hundredth(case: Case) -> None:
    assert values(case, "top1_share") == pytest.approx(case.only(people_sql.top_hundredth(case.told)))


def test_absence_factor(case: Case) -> None:
    assert values(case, "contributor_absence_factor") == case.only(people_sql.absence_factor(case.told))


def test_tiers(case: Case) -> None:
    told = people_sql.tiers(case.told, leaves=leaves(case))
    for day, measured in case.measured("participation_tiers").items():
        lurking, occasional, heavy = measured.rows
        found = (lurking["hits"], occasional["hits"], heavy["hits"], occasional["messages"], heavy["messages"])
        assert (measured.n, found) == (sum(told[day][:3]), told[day])


def test_own_posts(case: Case) -> None:
    told = people_sql.own_of_all(case.told)
    for day, measured in case.measured("ugc_share").items():
        own, posted = told[day]
        assert (measured.hits, measured.n) == (own, posted)
        assert measured.value == (own / posted if posted else None)
        assert sum(count or 0 for count in measured.parts.values()) == posted


def test_posts_by_member_type(case: Case) -> None:
    told = people_sql.posts_by_type(case.told)
    for day, measured in case.measured("posts_by_member_type").items():
        assert tuple(row["hits"] for row in measured.rows) == (told[day] if measured.n else ())
        assert measured.n == sum(told.get(day, ()))


def test_burstiness(case: Case) -> None:
    for day, measured in list(case.measured("burstiness").items())[::13]:
        assert measured.value == pytest.approx(people_sql.burstiness(case.told, day), rel=1e-6)
