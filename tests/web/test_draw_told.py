"""What the ledger hears of draws, and what a draw that belongs to no event did."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cast import Cast
from django.conf import settings
from django.test import Client
from draw_held import VALUE, ZONE, guest, late, wanted
from talkative import LAST
from test_event_verbs import account
from visitor import Visitor
from work_off import work_off

from juluo.desk.draws.actions.drawing import draw, pass_over, say_value, seal
from juluo.desk.draws.actions.forgetting import follow_left, follow_tied, follow_untied, forget_person
from juluo.desk.draws.actions.planning import plan, publish
from juluo.desk.draws.actions.telling import tell_older
from juluo.desk.draws.models import Draw, DrawnPick, Entrant
from juluo.desk.draws.values import Candidate, Entered, Plan
from juluo.ledger.acts import DrawOpened
from juluo.ledger.kinds import Kind
from juluo.ledger.period import Period
from juluo.metrics.desk import acts
from juluo.shell.accounts.scene import Scene
from juluo.shell.outbox.models import WaitingAct
from juluo.store.embedded import EmbeddedStore
from juluo.web.draws import effect as draw_effects

__all__ = ["late", "wanted"]

NAMES = ("安", "岑", "大宝")


@pytest.fixture
def slug(team: Cast, scene: Scene, wanted: Plan) -> str:
    """Three members and a guest in a sealed list."""
    found = plan(team.lin, "tea", wanted, scene)
    publish(team.lin, "tea", found, scene)
    inside = (*(Candidate(account(name).code) for name in NAMES), Candidate(None, guest(7, scene).id))
    seal(team.lin, "tea", found, lambda: Entered(inside), ZONE, scene)
    return found


def told(kind: Kind) -> list[str]:
    """Who did it by the ledger, once everything on its way has arrived: members by their numbers, guests by a word."""
    assert set(work_off()) <= {"done"}
    assert not WaitingAct.objects.exists()
    with closing(EmbeddedStore(settings.HOME)) as store:
        community = store.community("tea")
        assert community is not None
        with closing(store.view(community)) as view:
            found = [one for one in acts(view, (kind,)) if not getattr(one.record, "taken_back", False)]
    return sorted(one.who for one in found)


def of(*names: str) -> list[str]:
    return [f"account {account(name).code}" for name in names]


def test_a_sealed_list_reaches_the_ledger_once(slug: str) -> None:
    everybody = sorted([*of(*NAMES), "guest gportal-7"])
    assert told(Kind.DRAW_ENTERED) == everybody
    assert told(Kind.DRAW_WON) == []
    assert tell_older() == 0
    # As it was sealed before the ledger heard of any; told twice, it is there once.
    Draw.objects.update(told=False)
    assert (tell_older(), tell_older()) == (1, 0)
    assert told(Kind.DRAW_ENTERED) == everybody
    with closing(EmbeddedStore(settings.HOME)) as store:
        community = store.community("tea")
        assert community is not None
        with closing(store.view(community)) as view:
            assert [one.record for one in acts(view, (Kind.DRAW_OPENED,))] == [DrawOpened(slug, "冬日手册")]


def test_nothing_is_told_of_a_list_that_was_refused(team: Cast, scene: Scene, wanted: Plan, slug: str) -> None:
    other = plan(team.lin, "tea", replace(wanted, entries_until=scene.now + timedelta(hours=1)), scene)
    before = WaitingAct.objects.count()
    with pytest.raises(Exception, match="要提前封存"):
        seal(team.lin, "tea", other, lambda: Entered((Candidate(account("安").code),)), ZONE, scene)
    assert WaitingAct.objects.count() == before
    assert slug


def test_who_won_and_who_was_passed_over(team: Cast, slug: str, late: Scene) -> None:
    Draw.objects.update(winners=1)
    Draw.objects.update(seal="")
    row = Draw.objects.get(slug=slug)
    reseal(row)
    say_value(team.lin, "tea", slug, VALUE, late)
    draw(team.lin, "tea", slug, late)
    first = told(Kind.DRAW_WON)
    assert first == [who_of(DrawnPick.objects.get())]
    pass_over(team.lin, "tea", slug, 1, "联系不上", late)
    second = told(Kind.DRAW_WON)
    assert second == [who_of(DrawnPick.objects.get(place=2))]
    assert second != first


def test_who_won_twice_and_was_passed_over_once_has_won(team: Cast, slug: str, scene: Scene, late: Scene) -> None:
    """Two lines of one member, of whom that was known only after the draw."""
    Draw.objects.update(winners=4, seal="")
    reseal(Draw.objects.get(slug=slug))
    say_value(team.lin, "tea", slug, VALUE, late)
    draw(team.lin, "tea", slug, late)
    follow_tied(guest=guest(7, scene, account("安").code))
    assert told(Kind.DRAW_WON) == sorted(of(*NAMES))
    twice = DrawnPick.objects.filter(entrant__person=account("安").code).values_list("place", flat=True)
    assert len(twice) == 2
    pass_over(team.lin, "tea", slug, twice[0], "一人只给一份", late)
    assert told(Kind.DRAW_WON) == sorted(of(*NAMES)), "the other line stands"


def reseal(row: Draw) -> None:
    """The test's draw has other terms than it was planned with: its seal is reckoned anew."""
    from juluo.desk.draws.facts import sealed_by  # noqa: PLC0415 - of this alone

    row.seal = sealed_by(row).seal
    row.save()


def who_of(pick: DrawnPick) -> str:
    one = pick.entrant
    return f"account {one.person}" if one.person is not None else f"guest gportal-{one.guest}"


def test_lines_follow_whose_they_are(slug: str, scene: Scene) -> None:
    an = account("安").code
    follow_tied(guest=guest(7, scene, an))
    assert told(Kind.DRAW_ENTERED) == sorted(of(*NAMES)), "one human stands there once"
    follow_untied(guest=guest(7, scene, an))
    assert told(Kind.DRAW_ENTERED) == sorted([*of(*NAMES), "guest gportal-7"]), "the account's own line stays told"
    follow_left(guest=guest(7, scene))
    key = Entrant.objects.get(guest=None, person=None).key
    assert told(Kind.DRAW_ENTERED) == sorted([*of(*NAMES), f"guest {key}"])
    assert slug


def test_who_is_erased_is_nobody_in_the_ledger_too(slug: str) -> None:
    an = account("安").code
    assert told(Kind.DRAW_ENTERED)
    forget_person("tea", [an])
    (line,) = Entrant.objects.filter(key__startswith="x")
    assert f"guest {line.key}" in told(Kind.DRAW_ENTERED)
    assert slug


@pytest.fixture
def lin(team: Cast, visitor: Visitor) -> Client:
    return visitor(team.lin)


def page(lin: Client, slug: str) -> str:
    return str(lin.get(f"/desk/tea/draws/{slug}").content.decode())


def test_a_draw_alone_is_measured_on_the_days_one_could_get_in(
    lin: Client, slug: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = datetime(LAST.year, LAST.month, LAST.day, 4, tzinfo=UTC)
    Draw.objects.update(opened_at=last - timedelta(days=2), sealed_at=last)
    asked: list[tuple[object, ...]] = []
    real = draw_effects.told_effect

    def told_effect(*given: object) -> tuple[str, ...]:
        asked.append(given[1:])
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(draw_effects, "told_effect", told_effect)
    text = page(lin, slug)
    held, came = Period(LAST - timedelta(days=2), LAST), frozenset(account(name).code for name in NAMES)
    assert asked == [(f"draw {slug}", held, ((), ()), came)]
    section = text.partition('id="effect"')[2].partition("</section>")[0]
    assert section.count("<p") >= 2
    who = Draw.objects.get(slug=slug).who | {
        "way": "spoke",
        "since": (last - timedelta(days=9)).isoformat(),
        "until": (last - timedelta(days=1)).isoformat(),
        "channels": [1],
    }
    Draw.objects.update(who=who)
    page(lin, slug)
    held = Period(LAST - timedelta(days=2), LAST - timedelta(days=1))
    assert asked[1] == (f"draw {slug}", held, ((1,), ()), frozenset()), "who is listed for speaking is no comparison"


def test_a_list_nobody_could_get_into_has_no_effect_and_an_events_draw_is_measured_by_it(
    lin: Client, slug: str
) -> None:
    assert "没有哪几天可以参加：没有效果可量" in page(lin, slug), "published and sealed at one moment"
    Draw.objects.update(event="no-such-event")
    assert 'id="effect"' not in page(lin, slug)
    Draw.objects.update(event="", seal="", state="open")
    assert 'id="effect"' not in page(lin, slug)
