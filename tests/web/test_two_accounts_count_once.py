"""A member with two accounts, each on a phone of its own, counts once everywhere; and as two once that was wrong."""

import json
import re
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta

import pytest
from cast import Cast
from django.conf import settings
from talkative import SLUG
from typer.testing import CliRunner
from visitor import Visitor
from work_off import work_off

from juluo.cli import feedback as command
from juluo.cli.main import application
from juluo.desk.events.actions.holding import check_in as note_there
from juluo.desk.events.actions.holding import close
from juluo.desk.events.actions.places import open_signup, sign_up
from juluo.desk.events.actions.planning import plan as plan_event
from juluo.desk.events.facts import event
from juluo.desk.events.values import Form, Plan
from juluo.desk.feedback.actions.merging import merge
from juluo.desk.feedback.actions.receiving import send_in, type_in
from juluo.desk.feedback.actions.telling import tell_by_hand
from juluo.desk.feedback.actions.voting import vote
from juluo.desk.feedback.actions.working import decide, show
from juluo.desk.feedback.facts import on_board, piece
from juluo.desk.feedback.values import Given, How, Severity, Sort, State
from juluo.desk.members.actions import tie, untie
from juluo.desk.qa import facts as qa
from juluo.desk.qa.actions.asking import Wish, ask
from juluo.desk.qa.actions.asking import vote as vote_for
from juluo.desk.qa.actions.sessions import set_up
from juluo.desk.qa.values import Plan as QaPlan
from juluo.desk.streaks import facts as streaks
from juluo.desk.streaks.actions.checking_in import check_in
from juluo.desk.streaks.actions.programmes import set_up as set_up_programme
from juluo.desk.streaks.values import Plan as StreakPlan
from juluo.ledger.entry import Account
from juluo.ledger.period import Calendar
from juluo.metrics.events.held import events as held
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.actions.joining import join
from juluo.shell.guests.actions.portal import open_portal, tie_guest
from juluo.shell.guests.facts import GuestFacts, guests_named, portal
from juluo.store.embedded import EmbeddedStore

SHANGHAI = Calendar("Asia/Shanghai")
NAMES = ("安", "岑")


@pytest.fixture
def phones(team: Cast, scene: Scene) -> tuple[GuestFacts, GuestFacts]:
    """Two phones of one member, each known by another account."""
    open_portal(team.lin, SLUG, scene)
    found = portal(SLUG)
    assert found is not None
    numbers = [join(SLUG, found.link, f"{name}的手机", None, scene)[0].id for name in NAMES]
    for number, account in zip(numbers, accounts(), strict=True):
        tie_guest(team.lin, SLUG, number, account.code, scene)
    known = guests_named(SLUG, numbers)
    one, other = (known[number] for number in numbers)
    return one, other


def accounts() -> tuple[Account, Account]:
    with closing(EmbeddedStore(settings.HOME)) as store:
        known = {one.name: one for one in store.register.accounts(SLUG).values()}
    return known[NAMES[0]], known[NAMES[1]]


def told_in_json() -> dict[str, int]:
    done = CliRunner().invoke(application("feedback"), ["feedback", SLUG, "--json", "--home", str(settings.HOME)])
    (main,) = (one for one in json.loads(done.output)["feedback"] if not one["merged_into"])
    return dict(main)


def made_one(team: Cast, scene: Scene) -> None:
    tie(team.lin, SLUG, [one.code for one in accounts()], scene)
    assert set(work_off()) <= {"done"}


def made_two(team: Cast, scene: Scene) -> None:
    one, other = accounts()
    untie(team.lin, SLUG, other.code, [one.code], replace(scene, now=scene.now + timedelta(minutes=1)))
    assert set(work_off()) <= {"done"}


def test_days_checked_in_count_once(team: Cast, scene: Scene, phones: tuple[GuestFacts, GuestFacts]) -> None:
    today = SHANGHAI.day_of(scene.now)
    slug = set_up_programme(team.lin, SLUG, StreakPlan("晨读", date(today.year, today.month, 1)), scene)
    for one in phones:
        check_in(one, slug, None, (), SHANGHAI, scene)
    number = streaks.programmes(SLUG)[0].id
    assert streaks.counts(SLUG) == {number: 2}
    made_one(team, scene)
    assert streaks.counts(SLUG) == {number: 1}
    made_two(team, scene)
    assert streaks.counts(SLUG) == {number: 2}


def test_votes_for_a_question_count_once(team: Cast, scene: Scene, phones: tuple[GuestFacts, GuestFacts]) -> None:
    slug = set_up(team.lin, SLUG, QaPlan("问老师", "老周", moderated=False), scene)
    asked = ask(phones[0], slug, Wish("表单怎么导出？"), (), scene).number
    assert asked is not None
    vote_for(phones[1], slug, asked, scene, wanted=True)
    one = qa.session(SLUG, slug)
    assert one is not None

    def counted() -> tuple[int, int]:
        (question,) = qa.questions(one.id)
        return question.votes, qa.counts([one.id])[one.id].people

    assert counted() == (2, 2)
    made_one(team, scene)
    assert counted() == (1, 1)
    made_two(team, scene)
    assert counted() == (2, 2)


def test_votes_and_askers_of_feedback_count_once(
    team: Cast, scene: Scene, phones: tuple[GuestFacts, GuestFacts]
) -> None:
    typed = type_in(team.lin, SLUG, Given(Sort.BUG, "打不开", Severity.LOW), "", scene)
    show(team.lin, SLUG, typed, "手机上打不开", scene, public=True)
    for one in phones:
        vote(one, typed, scene, wanted=True)
        for words in ("登不上", "还是登不上"):
            merge(team.lin, SLUG, send_in(one, Given(Sort.BUG, words), scene), typed, scene)

    def counted() -> tuple[int, int]:
        (shown,) = on_board(SLUG)
        found = piece(SLUG, typed)
        assert found is not None
        assert len(found.askers) == 5, "each piece is told back"
        return shown.votes, found.people

    assert counted() == (2, 3), "who said it twice is one of those who said it, beside whom nobody knows"
    made_one(team, scene)
    assert counted() == (1, 2)
    made_two(team, scene)
    assert counted() == (2, 3)


def test_who_is_told_back_counts_once_on_pages_in_reports_and_at_the_terminal(
    team: Cast,
    scene: Scene,
    phones: tuple[GuestFacts, GuestFacts],
    visitor: Visitor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(command, "desk_ready", lambda _: True)
    slugs = [send_in(one, Given(Sort.BUG, words), scene) for one in phones for words in ("登不上", "还是登不上")]
    for slug in slugs[1:]:
        merge(team.lin, SLUG, slug, slugs[0], scene)
    decide(team.lin, SLUG, slugs[0], State.DONE, "修好了", scene)
    made_one(team, scene)
    desk = visitor(team.lin)

    def told() -> tuple[list[str], int, int]:
        page = desk.get(f"/desk/{SLUG}/feedback/done").content.decode()
        one, left = told_in_json(), re.findall("还差(\\d+)人没回告", page)
        return [*re.findall("(\\d+)人提", page), *left], one["askers"], one["to_tell"]

    assert told() == (["1", "1"], 1, 1), "four pieces of one person"
    found = piece(SLUG, slugs[0])
    assert found is not None
    numbers = [one.piece for one in found.askers]
    tell_by_hand(team.lin, SLUG, slugs[0], numbers[:1], How.PERSON, "修好了", scene.now, scene)
    assert told() == (["1", "1"], 1, 1), "told of one piece, and waiting for the others"
    tell_by_hand(team.lin, SLUG, slugs[0], numbers[1:], How.PERSON, "修好了", scene.now, scene)
    assert told() == (["1"], 1, 0)
    found = piece(SLUG, slugs[0])
    assert found is not None
    assert (found.people_told, found.people_left) == (1, 0)


def test_who_came_to_an_event_counts_once_and_as_in_the_ledger(
    team: Cast, scene: Scene, phones: tuple[GuestFacts, GuestFacts], visitor: Visitor
) -> None:
    assert phones
    starts = scene.now + timedelta(hours=1)
    slug = plan_event(team.lin, SLUG, Plan(Form.MEETUP, "聚", starts=starts, capacity=5), scene)
    open_signup(team.lin, SLUG, slug, scene)
    one, other = accounts()
    for who in (one, other):
        sign_up(SLUG, slug, who, scene)
    after = replace(scene, now=starts + timedelta(hours=3))
    note_there(SLUG, slug, [other], after)
    close(team.lin, SLUG, slug, after)

    def counted() -> tuple[tuple[int, int, int], tuple[int, int]]:
        found = event(SLUG, slug)
        assert found is not None
        assert found.taken == 2, "places that are gone stay gone"
        with closing(EmbeddedStore(settings.HOME)) as store:
            community = store.community(SLUG)
            assert community is not None
            with closing(store.view(community)) as view:
                (known,) = held(view)
        return (found.signed_up, found.came, found.no_shows), (len(known.signed_up), len(known.came))

    work_off()
    assert counted() == ((2, 1, 1), (2, 1))
    made_one(team, after)
    assert counted() == ((1, 1, 0), (1, 1))
    page = visitor(team.lin).get(f"/desk/{SLUG}/events/{slug}").content.decode()
    assert re.findall(r"tab=(people|day)\"[^>]*>[^<]+<small>(\d+)</small>", page) == [("people", "1"), ("day", "1")]
    made_two(team, after)
    assert counted() == ((2, 1, 1), (2, 1))
