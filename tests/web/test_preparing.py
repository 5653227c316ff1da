"""今天 is made ready by a worker: read, not made; as it was while that lasts; gone with whoever is erased."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from cast import Cast
from django.test import Client
from standing_clock import Clock, stand
from visitor import Visitor
from work_off import work_off

from juluo.intake.operator import state_profile
from juluo.intake.take_in import Wish, take_in
from juluo.report.scene import Scene as ReportScene
from juluo.shell.accounts.roles import Role
from juluo.shell.jobs.models import Job, Status
from juluo.store.embedded import EmbeddedStore
from juluo.store.shown import Shown
from juluo.web import preparing, todays
from juluo.web.preparing import look
from juluo.web.seen import SHELF
from juluo.web.todays import READERS, Reader
from juluo.web.watched import sign

TODAY, UPDATING = "/desk/tea/", "/desk/tea/?updating=1"


@pytest.fixture(autouse=True)
def one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was made yesterday is made anew: no test begins on one day and ends on the next."""
    stand(monkeypatch, datetime.now(UTC), preparing)


@pytest.fixture
def lin(team: Cast, visitor: Visitor) -> Client:
    return visitor(team.lin)


def words(page: Client, address: str = TODAY) -> str:
    answer = page.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def bare(page: str) -> str:
    """The page without what is another one in every answer: the form's token, the padding."""
    return re.sub(r'value="\w{64}"|"X-CSRFToken": "\w+"|<!-- \w* -->', "", page)


def prepared() -> dict[str, str]:
    """As the worker's process does it: look, and do what was asked for."""
    found = look({})
    # What else a change asks for (texts, needs, people) has tests of its own.
    made_today()
    # A worker looks every second, however long a job takes.
    sign().touch()
    return found


def made_today() -> None:
    """Do what makes 今天, of all that was asked for."""
    Job.objects.filter(status=Status.WAITING).exclude(name=preparing.prepare.name).delete()
    assert set(work_off()) == {"done"}


def more(home: Path) -> None:
    """One more line of the last whole day."""
    store = EmbeddedStore(home)
    export = home / "more.csv"
    export.write_text("time,author,text,channel\n2026-11-19T09:00:00Z,Newly Come,hello,hall\n", encoding="utf-8")
    take_in(store, "tea", [export], Wish(timezone="Asia/Shanghai"))
    store.close()


def test_what_was_prepared_is_the_page_that_would_have_been_made(lin: Client, team: Cast, visitor: Visitor) -> None:
    viewer = visitor(team.of_tea[Role.VIEWER])
    own = [bare(words(one)) for one in (lin, viewer)]
    SHELF.clear()
    prepared()
    with patch.object(todays, "_told", side_effect=AssertionError("made in the request")):
        assert [bare(words(one)) for one in (lin, viewer)] == own
    assert own[0] != own[1]


def test_every_page_calls_a_community_by_its_name(lin: Client, records: Path) -> None:
    assert "<b><bdi>tea</bdi></b>" in words(lin, "/settings")
    store = EmbeddedStore(records)
    found = store.community("tea")
    assert found is not None
    state_profile(store, found, {"name": "茶馆 & 友"}, Clock.at)
    store.close()
    prepared()
    for address in (TODAY, "/settings", "/communities", "/desk/tea/imports"):
        assert "<b><bdi>茶馆 &amp; 友</bdi></b>" in words(lin, address)


def test_what_is_kept_reads_as_what_was_made(records: Path, team: Cast) -> None:
    assert team.lin
    now = Clock.at
    store = EmbeddedStore(records)
    tea = store.community("tea")
    assert tea is not None
    view = store.view(tea)
    for reader, told in todays.for_every_reader(view, now):
        form = todays.form("tea", now)
        assert told is not None
        assert told.plan
        assert form.read(form.write(told)) == told
        assert todays.todays("tea", reader, None, now) == told
    view.close()
    store.close()


def test_only_what_changed_is_asked_for_again(records: Path, team: Cast) -> None:
    assert team.lin
    found = prepared()
    assert look(found) == found
    assert not Job.objects.filter(status=Status.WAITING).exists()
    more(records)
    assert look(found)["tea"] != found["tea"]
    waiting = Job.objects.filter(status=Status.WAITING, community="tea").values_list("name", flat=True)
    assert sorted(waiting) == ["findings.read", "needs.find", "people.prepare", "shown.prepare"]


def test_while_it_is_prepared_the_page_shows_how_things_were(lin: Client, records: Path) -> None:
    prepared()
    before = words(lin)
    assert "数据更新中" not in before
    more(records)
    with patch.object(todays, "_told", side_effect=AssertionError("made in the request")):
        during = words(lin)
        assert "数据更新中" in during
        assert lin.get(UPDATING).status_code == 204
    made_today()
    assert lin.get(UPDATING, HTTP_HX_REQUEST="true").headers["HX-Refresh"] == "true"
    after = words(lin)
    assert "数据更新中" not in after
    assert bare(after) != bare(before)


def test_the_first_time_there_is_nothing_to_show_yet(lin: Client) -> None:
    look({})
    answer = lin.get(TODAY)
    assert answer.headers["Refresh"] == "2"
    assert "正在算这里的数字" in answer.content.decode()
    made_today()
    assert "Refresh" not in lin.get(TODAY).headers


@pytest.mark.parametrize("gone", ["no worker", "a busy worker", "a job that dies"])
def test_nobody_waits_for_a_worker_that_does_not_come(lin: Client, gone: str) -> None:
    look({})
    if gone == "no worker":
        sign().unlink()
    elif gone == "a busy worker":
        Job.objects.update(made_at=(Clock.at - timedelta(minutes=1)).timestamp())
    else:
        Job.objects.update(
            status=Status.DEAD,
            result=preparing._state(preparing.standing(preparing.settings.HOME), "tea", Clock.at),
        )
    assert "Refresh" not in lin.get(TODAY).headers
    assert "数据更新中" not in words(lin)


def test_another_release_s_facts_are_not_shown(lin: Client, records: Path) -> None:
    prepared()
    more(records)
    look({})
    with patch("juluo.store.stamped.code", return_value="another"):
        assert "Refresh" in lin.get(TODAY).headers


def test_whoever_is_erased_is_in_no_kept_fact(lin: Client, records: Path) -> None:
    prepared()
    words(lin)
    store = EmbeddedStore(records)
    somebody = next(one for one in store.register.accounts("tea").values() if not one.erased and one.name)
    store.erase("tea", [somebody])
    store.close()
    assert not Shown(records, "tea").folder.exists()
    assert todays.before_the_change("tea", READERS[0], Clock.at) is None


def test_facts_made_before_an_erasure_are_not_kept_after_it(team: Cast, records: Path) -> None:
    """A page begins to make them, somebody is erased, and then the page is done."""
    assert team.lin
    told = todays._told

    def slowly(scene: ReportScene) -> todays.Told:
        made = told(scene)
        store = EmbeddedStore(records)
        somebody = next(one for one in store.register.accounts("tea").values() if not one.erased and one.name)
        store.erase("tea", [somebody])
        store.close()
        return made

    with patch.object(todays, "_told", side_effect=slowly):
        todays.todays("tea", Reader("zh", nameless=False), None, Clock.at)
    kept = Shown(records, "tea").folder
    assert not kept.exists() or not list(kept.iterdir())
