"""The simulated community's desk: filled once, wholly or not at all, and its evenings did what was planted."""

import shutil
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cast import Cast
from django.conf import settings
from visitor import Visitor

from juluo.demo.desk import acted
from juluo.demo.desk.cast import CALENDAR, Evening, Member
from juluo.demo.desk.cast import Cast as People
from juluo.demo.taken import SLUG
from juluo.demo.truth import Truth
from juluo.desk.draws.facts import draws, proof
from juluo.desk.draws.proof import checked
from juluo.desk.draws.values import State as Drawing
from juluo.desk.events.facts import events
from juluo.desk.events.values import State
from juluo.desk.feedback.facts import pieces
from juluo.desk.surveys.facts import surveys
from juluo.insights.effects.past import effect_of_event
from juluo.ledger.entry import Account
from juluo.metrics.events.held import events as told
from juluo.shell.guests.facts import guests
from juluo.shell.outbox.facts import waiting
from juluo.store.embedded import EmbeddedStore
from juluo.web.simulated import fill_desk

NOW = datetime(2026, 11, 20, 1, tzinfo=UTC)
PAGES = ("events", "draws", "qa", "streaks", "feedback", "surveys", "interviews")


@pytest.fixture
def truth(colleagues: Cast, demo_home: Path) -> Path:
    """The simulated community in a home of colleagues; what was planted in it."""
    assert colleagues.lin
    shutil.copytree(demo_home, settings.HOME, dirs_exist_ok=True)
    return Path(settings.HOME) / "files" / "demo" / "truth.json"


def filled(truth: Path) -> bool:
    with closing(EmbeddedStore(settings.HOME)) as store:
        return fill_desk(store, truth, NOW)


def test_every_page_of_the_desk_and_the_portal_has_something_to_show(
    truth: Path, colleagues: Cast, visitor: Visitor, demo_truth: Truth
) -> None:
    assert filled(truth)
    assert waiting(SLUG) == 0
    assert not filled(truth), "made again, it stays as it is"
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


def test_it_is_filled_wholly_or_not_at_all(truth: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hold, held = acted.hold, []

    def breaks(found: People, evening: Evening, signed: tuple[Member, ...]) -> str:
        held.append(hold(found, evening, signed))
        if len(held) == 2:
            raise OSError
        return held[-1]

    monkeypatch.setattr(acted, "hold", breaks)
    with pytest.raises(OSError):  # noqa: PT011 - whatever it was, nothing may be left of it
        filled(truth)
    assert len(held) == 2
    assert events(SLUG) == ()
    assert guests(SLUG) == ()
    assert waiting(SLUG) == 0


def test_who_was_erased_before_does_nothing_any_more(colleagues: Cast) -> None:
    there, gone = Account(1, "qinghe", "u1", "阿海"), Account(2, "qinghe", "u2", "", erased=True)
    found = People(colleagues.lin, SLUG, {"u1": there, "u2": gone}, {}, (), NOW)
    assert found.known(["u2", "u1", "u9"]) == [there]
