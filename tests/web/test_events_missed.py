"""What was planned for a day that passed and never announced: shown apart, with what to do."""

from datetime import timedelta

import pytest
from cast import Cast
from django.test import Client
from django_home import MORNING
from on_events import Do, planned, sending, words
from standing_clock import stand
from talkative import EVIL
from visitor import Visitor

from juluo.desk.events.models import Event
from juluo.shell.accounts.roles import Role


@pytest.fixture
def lin(team: Cast, visitor: Visitor) -> Client:
    return visitor(team.lin)


@pytest.fixture
def night(lin: Client) -> str:
    return planned(lin)


@pytest.fixture
def do(lin: Client, night: str) -> Do:
    return sending(lin, night)


def test_a_day_that_passed_unannounced_is_shown_apart_with_what_to_do(
    lin: Client, night: str, do: Do, visitor: Visitor, team: Cast
) -> None:
    page = words(lin, "")
    missed = page.partition('id="missed"')[2].partition("</section>")[0]
    assert "Tea night" in missed
    assert all(f'value="{deed}"' in missed for deed in ("announce", "cancel"))
    assert f"/events/{night}/edit" in missed
    assert "要办的" not in page
    today = lin.get("/desk/tea/").content.decode()
    assert "的日子过了还没公布" in today
    assert EVIL not in page + today
    seen = words(visitor(team.of_tea[Role.VIEWER]), "").partition('id="missed"')[2].partition("</section>")[0]
    assert "Tea night" in seen
    assert "<form" not in seen
    assert "日子过了，还没公布" in words(lin, f"/{night}?tab=plan")
    do("announce", "day")
    assert 'id="missed"' not in words(lin, "")
    assert "的日子过了还没公布" not in lin.get("/desk/tea/").content.decode()
    do("close", "after", hours="1")
    assert "成功线不算事先写下的" in words(lin, f"/{night}?tab=after")


def test_what_is_planned_for_today_or_later_has_not_passed(
    lin: Client, do: Do, night: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand(monkeypatch, MORNING)
    row, two_days = Event.objects.filter(slug=night), timedelta(days=2)
    # Nine in the morning, where the day began at sixteen o'clock by UTC.
    for starts, ends in ((MORNING - timedelta(hours=8), None), (MORNING - two_days, MORNING), (None, None)):
        row.update(starts=starts, ends=ends)
        assert 'id="missed"' not in words(lin, "")
        assert "的日子过了还没公布" not in lin.get("/desk/tea/").content.decode()
    for starts, ends in ((MORNING - timedelta(hours=10), None), (MORNING - two_days, MORNING - timedelta(hours=10))):
        row.update(starts=starts, ends=ends)
        assert 'id="missed"' in words(lin, "")
        assert "的日子过了还没公布" in lin.get("/desk/tea/").content.decode()
    do("cancel", why="场地没订到")
    assert 'id="missed"' not in words(lin, "")
