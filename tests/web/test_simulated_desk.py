"""The simulated community's desk: filled once, half of it shown to nobody; its evenings did what was planted."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from unittest.mock import Mock

import pytest
from cast import Cast
from django.conf import settings
from django.db import connection
from simulated_town import LAST
from visitor import Visitor

from juluo.demo.desk import acted
from juluo.demo.desk.cast import CALENDAR, Evening, Member
from juluo.demo.desk.cast import Cast as People
from juluo.demo.export import DemoFiles
from juluo.demo.taken import SLUG, making, unfinished
from juluo.demo.truth import Truth
from juluo.desk.draws.facts import draws, proof
from juluo.desk.draws.proof import checked
from juluo.desk.draws.values import State as Drawing
from juluo.desk.events.facts import events
from juluo.desk.events.values import State
from juluo.desk.feedback.facts import pieces
from juluo.desk.surveys.facts import surveys
from juluo.insights.effects.past import effect_of_event
from juluo.intake.take_in import Wish, take_in
from juluo.ledger.entry import Account
from juluo.metrics.events.held import events as told
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.actions.portal import PortalWords, open_portal, write_words
from juluo.shell.guests.facts import guests, portal
from juluo.shell.outbox.facts import waiting
from juluo.store.embedded import EmbeddedStore
from juluo.web import simulated
from juluo.web.marks import made_up_until
from juluo.web.simulated import Made, TakenError, fill_desk, make

NOW = datetime(2026, 11, 20, 1, tzinfo=UTC)
PAGES = ("events", "draws", "qa", "streaks", "feedback", "surveys", "interviews")


@pytest.fixture
def truth(colleagues: Cast, demo_home: Path) -> Path:
    """The simulated community in a home of colleagues; what was planted in it."""
    assert colleagues.lin
    shutil.copytree(demo_home, settings.HOME, dirs_exist_ok=True)
    return Path(settings.HOME) / "files" / "demo" / "truth.json"


def left_unfinished(truth: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its maker was killed in the third evening."""
    hold, held = acted.hold, []

    def breaks(found: People, evening: Evening, signed: tuple[Member, ...]) -> str:
        held.append(hold(found, evening, signed))
        if len(held) == 3:
            raise OSError
        return held[-1]

    with monkeypatch.context() as patched, closing(EmbeddedStore(settings.HOME)) as store:
        patched.setattr(acted, "hold", breaks)
        patched.setattr(simulated, "BREATH", 0)
        with pytest.raises(OSError), making(settings.HOME):  # noqa: PT011 - whatever it was
            fill_desk(store, truth, NOW)


def remade(monkeypatch: pytest.MonkeyPatch) -> Made:
    """Made by the files that are there: another test says that they are the same every time."""
    folder = Path(settings.HOME) / "files" / "demo"
    with monkeypatch.context() as patched, closing(EmbeddedStore(settings.HOME)) as store:
        files = DemoFiles(folder / "qinghe.jsonl", folder / "truth.json")
        patched.setattr(simulated, "write_export", Mock(return_value=files))
        patched.setattr(simulated, "BREATH", 0)
        return make(store, NOW)


def test_half_of_it_is_shown_to_nobody(
    truth: Path, colleagues: Cast, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = visitor(colleagues.lin)
    assert browser.get(f"/desk/{SLUG}/events").status_code == HTTPStatus.OK
    left_unfinished(truth, monkeypatch)
    assert [one.state for one in events(SLUG)] == [State.CLOSED] * 2, "what was done is whole in itself"
    for way in (f"/desk/{SLUG}/events", f"/desk/{SLUG}/", f"/c/{SLUG}/"):
        assert browser.get(way).status_code == HTTPStatus.NOT_FOUND
    page = browser.get("/communities").content.decode()
    assert "上次的模拟社群没有做完" in page
    assert f'href="/desk/{SLUG}/"' not in page


def test_others_write_while_it_is_filled(truth: Path, colleagues: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between two pieces the database is free at once, and what stands there by then is whole."""
    written: list[int] = []

    def desk_writes() -> None:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 0")
        write_words(colleagues.lin, "tea", PortalWords(f"第{len(written)}次", ""), Scene(NOW))
        written.append(len(events(SLUG)))
        connection.close()

    def another_writes(_seconds: float) -> None:
        with ThreadPoolExecutor(1) as pool:
            pool.submit(desk_writes).result()

    open_portal(colleagues.lin, "tea", Scene(NOW))
    monkeypatch.setattr(simulated, "sleep", another_writes)
    with closing(EmbeddedStore(settings.HOME)) as store:
        fill_desk(store, truth, NOW)
    assert len(written) >= 15
    assert sorted(set(written)) == list(range(9))
    found = portal("tea")
    assert found is not None
    assert found.welcome == f"第{len(written) - 1}次"


def test_a_real_community_of_that_name_in_the_database_is_left_alone(colleagues: Cast) -> None:
    """Whatever the home's own ledger knows of: the database may have it from elsewhere."""
    open_portal(colleagues.lin, SLUG, Scene(NOW))
    before = portal(SLUG)
    with closing(EmbeddedStore(settings.HOME)) as store, pytest.raises(TakenError):
        make(store, NOW, again=True)
    assert portal(SLUG) == before
    assert not (Path(settings.HOME) / "files" / "demo").exists()


def test_real_records_that_came_after_a_killed_maker_are_left_alone(colleagues: Cast, tmp_path: Path) -> None:
    """It left its mark and nothing else; then somebody imported their own community under that name."""
    assert colleagues.lin
    with pytest.raises(OSError), making(settings.HOME):  # noqa: PT011 - whatever stopped it
        raise OSError
    own = tmp_path / "own.csv"
    own.write_text("ts,author,channel,text\n2026-01-01T12:00:00,m0,广场,好\n", "utf-8")
    with closing(EmbeddedStore(settings.HOME)) as store:
        take_in(store, SLUG, [own], Wish(timezone="UTC"))
        with pytest.raises(TakenError):
            make(store, NOW)
        assert not any(record.undone for record in store.imports(SLUG))


def test_an_old_one_says_that_it_is_old(truth: Path) -> None:
    assert truth.exists()
    midnight = datetime(2026, 11, 20, 16, tzinfo=UTC)
    assert made_up_until(SLUG, midnight - timedelta(seconds=1)) is None
    assert made_up_until(SLUG, midnight) == LAST
    assert made_up_until("tea", midnight) is None


def test_every_page_of_the_desk_and_the_portal_has_something_to_show(
    truth: Path, colleagues: Cast, visitor: Visitor, demo_truth: Truth, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Made anew after it was left unfinished: nothing of that may be left."""
    left_unfinished(truth, monkeypatch)
    assert remade(monkeypatch).receipt is not None
    assert remade(monkeypatch) == Made(LAST, None), "asked for once more, it stays as it is"
    assert waiting(SLUG) == 0
    assert not unfinished(settings.HOME)
    assert len(guests(SLUG)) == acted.MEMBERS
    assert [(one.state, one.came) for one in events(SLUG) if one.state is State.CLOSED] == [
        (State.CLOSED, len({*one.drawn_in, *one.regulars})) for one in demo_truth.events
    ]
    assert all(one.no_shows == 5 for one in events(SLUG) if one.state is State.CLOSED and one.slug > "20260814")
    coming = next(one for one in events(SLUG) if one.state is State.OPEN).plan.starts
    assert coming is not None
    assert CALENDAR.day_of(coming).weekday() == 5, "who works can come"
    drawn = next(one for one in draws(SLUG) if one.state is Drawing.DRAWN)
    found = proof(SLUG, drawn.slug)
    assert found is not None
    assert all(one.holds is not False for one in checked(found, drawn.seal))
    assert {str(one.state) for one in pieces(SLUG)} == {"new", "looking", "doing", "done", "declined"}
    unanswered = [one for one in pieces(SLUG) if str(one.state) in {"new", "looking", "doing"}]
    assert all(one.due is None or one.due > LAST for one in unanswered), "nothing is overdue on the first day"
    assert sorted(one.finished for one in surveys(SLUG)) == [18, 22]
    browser = visitor(colleagues.lin)
    for page in PAGES:
        shown = browser.get(f"/desk/{SLUG}/{page}").content.decode()
        assert "lin-simulated" not in shown
        assert '<span class="simulated">模拟数据</span>' in shown, page
        assert " · </small>" not in shown, page
    assert "模拟数据" in browser.get(f"/c/{SLUG}/").content.decode()
    _evenings_did_what_was_planted(demo_truth)


def _evenings_did_what_was_planted(truth: Truth) -> None:
    """Each evening's 95 % interval holds how many came only because of it."""
    with closing(EmbeddedStore(settings.HOME)) as store:
        community = store.community(SLUG)
        assert community is not None
        with closing(store.view(community)) as view:
            for event, planted in zip(told(view), truth.events, strict=False):
                during = effect_of_event(view, event).during
                assert during is not None
                interval = during.change.interval
                assert interval is not None
                assert interval.low <= planted.lift <= interval.high, planted.theme


def test_who_was_erased_before_does_nothing_any_more(colleagues: Cast) -> None:
    there, gone = Account(1, "qinghe", "u1", "阿海"), Account(2, "qinghe", "u2", "", erased=True)
    found = People(colleagues.lin, SLUG, {"u1": there, "u2": gone}, {}, (), LAST, NOW)
    assert found.known(["u2", "u1", "u9"]) == [there]
