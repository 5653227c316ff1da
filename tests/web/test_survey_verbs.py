"""What is done with surveys: published, drawn, answered once, told to the ledger, forgotten; anonymous is nobody's."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from cast import Cast, entered
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from postgres import answer_from, served
from work_off import work_off

from juluo.desk.surveys import facts, mine
from juluo.desk.surveys.actions.answering import Saved, decline, save
from juluo.desk.surveys.actions.asking import Candidate, ask, close, close_due, draw, remind, set_pauses
from juluo.desk.surveys.actions.building import Manner, change, copy, create, drop, publish, set_manner
from juluo.desk.surveys.actions.closing import tell_open_ones
from juluo.desk.surveys.actions.following import follow_left, follow_tied, follow_untied
from juluo.desk.surveys.actions.forgetting import forget, forget_person
from juluo.desk.surveys.models import Answering, Asked, Survey, TookPart
from juluo.desk.surveys.patterns import PATTERNS
from juluo.desk.surveys.shaping import put, without
from juluo.desk.surveys.takers import Taker
from juluo.desk.surveys.values import Audience, Kind, Question, State, Target, Words
from juluo.metrics.metric import Measured, metrics
from juluo.shell.accounts.actions.refusals import NotAllowedError, RefusedError
from juluo.shell.accounts.roles import Role
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.actions.agreeing import agree
from juluo.shell.guests.facts import facts_of, guests_of, notices_of
from juluo.shell.guests.models import Guest
from juluo.shell.guests.values import Purpose
from juluo.shell.outbox.models import WaitingAct
from juluo.store.embedded import EmbeddedStore
from juluo.store.traces import MASK
from juluo.web.database import from_address

FORM = PATTERNS["event"].form
DRAWN = Target(Audience.EVERYONE, by_link=False)
NAMED = Manner(is_anonymous=False)
FRAME = [Candidate(person, stratum="often" if person < 6 else "quiet") for person in range(8)]


def opened(cast: Cast, scene: Scene, manner: Manner | None = None) -> str:
    slug = create(cast.lin, "tea", FORM, scene, manner or Manner())
    publish(cast.lin, "tea", slug, scene)
    return slug


def taker(number: int, person: int | None = None) -> Taker:
    persons = () if person is None else (person,)
    return Taker(number, f"browser-{number}", (number,), persons)


def answers(slug: str, who: Taker, scene: Scene, score: int = 4, *, linked: bool = False) -> Saved:
    return save("tea", slug, who, {"event": score}, scene, finish=True, linked=linked)


def survey(slug: str) -> facts.Survey:
    found = facts.survey("tea", slug)
    assert found is not None
    return found


def later(scene: Scene, days: int) -> Scene:
    return replace(scene, now=scene.now + timedelta(days=days))


def test_what_was_published_never_changes_and_answers_keep_their_version(team: Cast, scene: Scene) -> None:
    slug = opened(team, scene)
    first = facts.published("tea", slug)
    answers(slug, taker(1), scene)
    extra = Question("extra", Kind.TEXT, Words("还有什么？"))
    change(team.lin, "tea", slug, lambda form: put(form, extra), scene)
    assert (facts.published("tea", slug), survey(slug).has_changes) == (first, True)
    assert (publish(team.lin, "tea", slug, scene), publish(team.lin, "tea", slug, scene)) == (2, 2)
    answers(slug, taker(2), scene)
    assert [number for number, _, _ in facts.versions("tea", slug)] == [1, 2]
    assert facts.published("tea", slug, 1) == first
    assert sorted(Answering.objects.values_list("version", flat=True)) == [1, 2]
    kept = mine.of_taker("tea", slug, taker(1), scene.now)
    assert kept is not None
    assert kept.form == first
    with pytest.raises(RefusedError, match="不能换一种"):
        change(team.lin, "tea", slug, lambda form: put(form, replace(extra, kind=Kind.NPS)), scene)
    with pytest.raises(RefusedError, match="匿名还是实名"):
        set_manner(team.lin, "tea", slug, NAMED, scene)


def test_what_cannot_be_asked_is_not_published(team: Cast, scene: Scene) -> None:
    empty = create(team.lin, "tea", PATTERNS["empty"].form, scene)
    with pytest.raises(RefusedError, match="一个问题也没有"):
        publish(team.lin, "tea", empty, scene)
    with pytest.raises(RefusedError, match="一个问题"):
        opened(team, scene, Manner(is_pulse=True))
    with pytest.raises(RefusedError, match="至少抽5个人"):
        opened(team, scene, Manner(target=replace(DRAWN, size=4)))
    with pytest.raises(RefusedError, match="一年之内"):
        opened(team, scene, Manner(closes_at=scene.now - timedelta(days=1)))
    with pytest.raises(RefusedError, match="要看这一题"):
        change(team.lin, "tea", empty, lambda _: without(FORM, "event"), scene)
    for deed in (lambda by: create(by, "tea", FORM, scene), lambda by: publish(by, "tea", empty, scene)):
        with pytest.raises(NotAllowedError):
            deed(team.of_tea[Role.ANALYST])
    drop(team.lin, "tea", empty, scene)
    assert facts.survey("tea", empty) is None
    with pytest.raises(RefusedError):
        drop(team.lin, "tea", opened(team, scene), scene)


def test_a_draw_is_recorded_and_the_same_seed_draws_the_same(team: Cast, scene: Scene) -> None:
    slug = opened(team, scene, Manner(target=replace(DRAWN, size=5)))
    sent = ask(team.lin, "tea", slug, [*FRAME, Candidate(9, may_be_asked=False)], scene)
    assert (sent.drawn, sent.told, sent.too_lately, sent.opted_out) == (5, 0, 0, 1)
    (wave,) = facts.waves("tea", slug)
    people = {one.person for one in facts.invitations("tea", slug)}
    assert people == {one.person for one in draw(FRAME, 5, wave.seed)}
    assert (wave.frame, sum(wave.asked.values())) == ({"often": 6, "quiet": 2, "": 1}, 5)
    assert WaitingAct.objects.get(kind="survey.asked").detail == {"survey": slug, "scale": "csat", "asked": 5}
    with pytest.raises(RefusedError, match="只抽得到3个人"):
        ask(team.lin, "tea", slug, FRAME, scene)


def test_a_draw_is_even(scene: Scene) -> None:
    assert scene
    drawn = [one.person for seed in range(2000) for one in draw(FRAME, 2, str(seed))]
    expected = 2000 * 2 / 8
    # χ² with 7 degrees of freedom is above 24.32 once in a thousand.
    assert sum((drawn.count(person) - expected) ** 2 / expected for person in range(8)) < 24.32


def test_nobody_is_asked_again_too_soon_and_who_declines_is_left_alone(team: Cast, scene: Scene) -> None:
    drawn = replace(NAMED, target=DRAWN)
    first, second = opened(team, scene, drawn), opened(team, scene, drawn)
    ask(team.lin, "tea", first, FRAME[:6], scene)
    sent = ask(team.lin, "tea", second, FRAME, later(scene, 13))
    assert (sent.drawn, sent.too_lately) == (2, 6)
    with pytest.raises(RefusedError, match="近来都请过"):
        ask(team.lin, "tea", second, FRAME, later(scene, 13))
    assert ask(team.lin, "tea", second, FRAME, later(scene, 14)).drawn == 6
    set_pauses(team.lin, "tea", 30, 7, scene)
    third = opened(team, scene, drawn)
    # An account of theirs that was tied since is the same person.
    with pytest.raises(RefusedError, match="近来都请过"):
        ask(team.lin, "tea", third, [Candidate(99, codes=(99, 3))], later(scene, 20))
    decline("tea", first, taker(1, person=3), scene)
    with pytest.raises(RefusedError, match="现在没有人要提醒"):
        remind(team.lin, "tea", first, {}, later(scene, 1))
    assert remind(team.lin, "tea", first, {}, later(scene, 2)) == (5, 0)
    answers(first, taker(2, person=4), scene)
    assert remind(team.lin, "tea", first, {}, later(scene, 4)) == (4, 0)
    with pytest.raises(RefusedError):
        remind(team.lin, "tea", first, {}, later(scene, 9))
    assert (survey(first).declined, survey(first).asked) == (1, 6)


def test_a_pulse_has_a_pause_of_its_own(team: Cast, scene: Scene) -> None:
    pulse = Manner(is_anonymous=False, is_pulse=True, target=DRAWN)
    slugs = []
    for _ in range(2):
        slugs.append(create(team.lin, "tea", PATTERNS["pulse"].form, scene, pulse))
        publish(team.lin, "tea", slugs[-1], scene)
    ask(team.lin, "tea", opened(team, scene, replace(NAMED, target=DRAWN)), FRAME, scene)
    assert ask(team.lin, "tea", slugs[0], FRAME, scene).drawn == 8
    with pytest.raises(RefusedError):
        ask(team.lin, "tea", slugs[1], FRAME, later(scene, 6))
    assert ask(team.lin, "tea", slugs[1], FRAME, later(scene, 7)).drawn == 8
    again = copy(team.lin, "tea", slugs[0], scene)
    assert (survey(again).is_pulse, survey(again).state, survey(again).form) == (
        True,
        State.DRAFT,
        survey(slugs[0]).form,
    )


@pytest.fixture
def guest(team: Cast, scene: Scene) -> Guest:
    assert team
    return Guest.objects.create(community="tea", key_hash="x", name="阿满", joined_at=scene.now, account=3)


def test_only_who_agreed_is_told_on_the_portal(team: Cast, scene: Scene, guest: Guest) -> None:
    frame = [replace(one, guests=(guest.pk,) if one.person == 3 else ()) for one in FRAME]
    slug = opened(team, scene, Manner(target=DRAWN))
    assert ask(team.lin, "tea", slug, frame, scene).told == 0
    agree(facts_of(guest), Purpose.ASK, scene)
    other = opened(team, scene, Manner(is_pulse=False, target=DRAWN))
    assert ask(team.lin, "tea", other, frame, later(scene, 14)).told == 1
    assert remind(team.lin, "tea", other, {3: [guest.pk]}, later(scene, 16)) == (8, 1)
    (reminder, notice) = notices_of(guest.pk)
    assert ("想请你答" in notice.words, "还等着" in reminder.words) == (True, True)
    assert notice.address == f"/c/tea/surveys/{other}"


def test_answers_are_kept_in_parts_changed_and_only_counted_whole(team: Cast, scene: Scene) -> None:
    slug = opened(team, scene, NAMED)
    who = taker(1)
    assert save("tea", slug, who, {"best": ("o1", "o2")}, scene, finish=False) == Saved({}, finished=False)
    wrong = save("tea", slug, who, {"event": 9}, scene, finish=True)
    assert (wrong.finished, [*wrong.wrong]) == (False, ["event"])
    kept = mine.of_taker("tea", slug, who, scene.now)
    assert kept is not None
    assert (kept.answers, kept.finished, kept.waits) == ({"best": ("o1", "o2")}, False, True)
    assert save("tea", slug, who, {"event": 2, "why": "太挤"}, scene, finish=True).finished
    assert [*save("tea", slug, who, {"event": None}, scene, finish=False).wrong] == ["event"]
    (told,) = facts.responses("tea", slug)
    assert told.answers == {"best": ("o1", "o2"), "event": 2, "why": "太挤"}
    # What is asked only of the dissatisfied goes with the dissatisfaction.
    save("tea", slug, who, {"event": 5}, scene, finish=True)
    (told,) = facts.responses("tea", slug)
    assert told.answers == {"best": ("o1", "o2"), "event": 5}
    assert (survey(slug).started, survey(slug).finished, survey(slug).finished_by_link) == (1, 1, 1)
    with pytest.raises(RefusedError, match="已经答完"):
        decline("tea", slug, who, scene)


def test_who_was_not_drawn_answers_only_where_the_link_is_for_all(team: Cast, scene: Scene) -> None:
    slug = opened(team, scene, replace(NAMED, target=DRAWN))
    ask(team.lin, "tea", slug, FRAME[:6], scene)
    with pytest.raises(RefusedError, match="没有抽到你"):
        answers(slug, taker(1, person=7), scene)
    answers(slug, taker(2, person=3), scene)
    (told,) = facts.responses("tea", slug)
    assert (told.is_invited, told.stratum, told.person, told.guest) == (True, "often", None, 2)
    by = {one.person: one.answered for one in facts.invitations("tea", slug)}
    assert (by[3], by[4]) == (True, False)


def test_a_survey_ends_in_time(team: Cast, scene: Scene) -> None:
    slug = opened(team, scene, Manner(closes_at=scene.now + timedelta(hours=1)))
    tomorrow = later(scene, 1)
    with pytest.raises(RefusedError, match="结束"):
        answers(slug, taker(1), tomorrow)
    assert (close_due(scene.now), close_due(tomorrow.now), close_due(tomorrow.now)) == (0, 1, 0)
    assert survey(slug).state is State.CLOSED
    with pytest.raises(RefusedError, match="结束"):
        answers(slug, taker(1), scene)


def test_nothing_of_an_anonymous_answer_leads_to_who_gave_it(team: Cast, scene: Scene) -> None:
    """Only their browser finds it while it is open, after that nothing does: what they chose is all that is left."""
    slug = opened(team, scene, Manner(target=replace(DRAWN, by_link=True)))
    ask(team.lin, "tea", slug, FRAME, scene)
    for person in range(6):
        answers(slug, taker(100 + person, person=person), later(scene, 1), score=1 + person % 5)
    for one in Answering.objects.all():
        assert (one.person, one.guest) == (None, None)
        # On which day, not when; and the quiet ones are two, so that nobody is told to be one of them.
        assert one.finished_at is not None
        assert (one.finished_at.minute, one.started_at) == (0, one.finished_at)
        assert one.stratum in {"often", ""}
    # The same member with another phone: not a second time.
    with pytest.raises(RefusedError, match="另一个浏览器"):
        answers(slug, taker(999, person=0), scene)
    assert answers(slug, taker(100, person=0), scene, score=5).finished
    assert [one.answered for one in facts.invitations("tea", slug)] == [False] * 8
    assert remind(team.lin, "tea", slug, {}, later(scene, 3)) == (2, 0)
    keys = set(Answering.objects.values_list("key", flat=True))
    numbers = set(Answering.objects.values_list("pk", flat=True))
    close(team.lin, "tea", slug, later(scene, 4))
    held = Survey.objects.get(slug=slug)
    assert (held.secret, TookPart.objects.count()) == ("", 0)
    assert not keys & set(Answering.objects.values_list("key", flat=True))
    assert not numbers & set(Answering.objects.values_list("pk", flat=True))
    found = mine.of_taker("tea", slug, taker(100, person=0), scene.now)
    assert found is not None
    assert (found.is_open, found.begun, found.answers) == (False, False, {})
    assert sorted(one.answers["event"] for one in facts.responses("tea", slug)) == [1, 2, 3, 4, 5, 5]


def test_the_file_of_the_records_says_nothing_of_who_answered_anonymously(team: Cast, scene: Scene) -> None:
    """As a thief of the file reads it: where an answer or a mark stands, no guest, no person and no order stands."""
    slug = opened(team, scene)
    for number in range(5):
        answers(slug, taker(700 + number), scene)
    with closing(
        sqlite3.connect(settings.DATABASES["default"]["NAME"] and str(connection.settings_dict["NAME"]))
    ) as db:
        rows = db.execute("SELECT * FROM desk_surveys_answering").fetchall()
        marks = db.execute("SELECT * FROM desk_surveys_tookpart").fetchall()
        order = [row[0] for row in db.execute("SELECT rowid FROM desk_surveys_answering ORDER BY rowid")]
    assert (len(rows), len(marks)) == (5, 5)
    told = repr(rows) + repr(marks)
    assert not any(f"{number}" == str(cell) for row in rows for cell in row for number in range(700, 705))
    assert "browser-" not in told
    assert max(order) > 10**6, "rows lie under random numbers, not in the order in which they came"


def test_fewer_than_five_anonymous_answers_are_shown_to_nobody(team: Cast, scene: Scene) -> None:
    slug = opened(team, scene)
    for number in range(4):
        answers(slug, taker(number), scene)
    assert (facts.responses("tea", slug), tell_open_ones()) == ((), 0)
    close(team.lin, "tea", slug, scene)
    assert (facts.responses("tea", slug), WaitingAct.objects.filter(kind="survey.answered").count()) == ((), 0)
    assert survey(slug).finished == 4


def measured(name: str) -> Measured:
    """A metric over the week, once everything on its way has arrived."""
    assert set(work_off()) <= {"done"}
    with closing(EmbeddedStore(settings.HOME)) as store:
        community = store.community("tea")
        assert community is not None
        with closing(store.view(community)) as view:
            return metrics()[name].measure(view, [view.snapshot.span])[0]


def test_scores_reach_the_ledger_once_and_as_the_last_word(team: Cast, scene: Scene) -> None:
    scene = later(scene, -2)
    slug = opened(team, scene, Manner(target=replace(DRAWN, by_link=True)))
    ask(team.lin, "tea", slug, FRAME, scene)
    for person in range(6):
        answers(slug, taker(10 + person, person=person), scene, score=5)
    assert WaitingAct.objects.filter(kind="survey.answered").count() == 0, "told at night, five at least at a time"
    assert (tell_open_ones(), tell_open_ones()) == (6, 0)
    assert (measured("csat").value, measured("csat").n, measured("csat").parts["asked"]) == (1.0, 6, 8)
    answers(slug, taker(10, person=0), scene, score=1)
    assert tell_open_ones() == 0, "one alone isn't told"
    close(team.lin, "tea", slug, scene)
    assert (measured("csat").hits, measured("csat").n) == (5, 6)


def test_linked_answers_are_the_members_own(team: Cast, scene: Scene, guest: Guest) -> None:
    scene = later(scene, -2)
    slug = opened(team, scene, NAMED)
    answers(slug, replace(taker(guest.pk, person=3)), scene, linked=True)
    answers(slug, taker(500), scene, score=1)
    by = {one.guest: one.person for one in facts.responses("tea", slug)}
    assert by == {guest.pk: 3, 500: None}
    acts = WaitingAct.objects.filter(kind="survey.answered").order_by("pk")
    assert [bool(one.account) for one in acts] == [True, False]
    assert measured("csat").n == 2
    answers(slug, replace(taker(guest.pk, person=3)), scene, score=2, linked=True)
    assert (measured("csat").n, measured("csat").hits) == (2, 0)
    assert forget_person("tea", [3]) == 1
    assert {one.person for one in facts.responses("tea", slug)} == {None}
    assert len(facts.responses("tea", slug)) == 2


def test_answers_follow_their_guest(team: Cast, scene: Scene, guest: Guest) -> None:
    twin = Guest.objects.create(community="tea", key_hash="y", name="阿满", joined_at=scene.now, account=3)
    slug = opened(team, scene, NAMED)
    other = opened(team, scene, Manner(target=replace(DRAWN, by_link=True)))
    unknown = taker(guest.pk)
    answers(slug, unknown, scene, linked=True)
    answers(other, unknown, scene)
    save("tea", slug, taker(twin.pk), {"best": ("o1",)}, scene, finish=False)
    assert guests_of("tea", [3])
    follow_tied(facts_of(guest))
    (told,) = facts.responses("tea", slug)
    assert (told.person, told.answers) == (3, {"event": 4})
    with pytest.raises(RefusedError, match="另一个浏览器"):
        answers(other, taker(twin.pk, person=3), scene)
    follow_untied(facts_of(guest))
    assert facts.responses("tea", slug)[0].person is None
    save("tea", slug, unknown, {"event": 1, "why": "我写的"}, scene, finish=True)
    follow_left(facts_of(guest))
    (told,) = facts.responses("tea", slug)
    assert (told.guest, told.answers) == (None, {"event": 1})


def test_a_name_is_masked_wherever_it_was_written(team: Cast, scene: Scene) -> None:
    slug = opened(team, scene, NAMED)
    asked = Question("sea", Kind.TEXT, Words("阿海讲得好吗？"))
    change(team.lin, "tea", slug, lambda form: put(form, asked), scene)
    publish(team.lin, "tea", slug, scene)
    save("tea", slug, taker(1), {"event": 2, "why": "阿海没来", "sea": "阿海好"}, scene, finish=True)
    find = re.compile("阿海")
    assert len(facts.naming("tea", find)) == 3
    assert forget("tea", find, MASK) == 3
    assert (facts.naming("tea", find), forget("tea", find, MASK)) == ((), 0)
    (told,) = facts.responses("tea", slug)
    assert told.answers == {"event": 2, "why": f"{MASK}没来", "sea": f"{MASK}好"}


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, team: Cast, scene: Scene) -> Iterator[Cast]:
    """The cast, on either database."""
    if request.param == "sqlite":
        yield team
        return
    with served() as address:
        before = answer_from(from_address(address))
        call_command("migrate", verbosity=0)
        yield entered(scene)
        answer_from(before)


def test_fifty_answer_at_once_and_nothing_is_lost_or_doubled(database: Cast, scene: Scene) -> None:
    open_one, named = opened(database, scene), opened(database, scene, NAMED)
    start, wrong = Barrier(50), []

    def come(number: int) -> None:
        start.wait()
        try:
            # Twenty-five people, each pressing the button in two tabs of one browser.
            for slug in (open_one, named):
                assert answers(slug, taker(number // 2), scene, score=1 + number // 2 % 5).finished
        except Exception as error:  # noqa: BLE001 - told below
            wrong.append(error)
        finally:
            connection.close()

    threads = [Thread(target=come, args=(number,)) for number in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    for slug in (open_one, named):
        scores = sorted(one.answers["event"] for one in facts.responses("tea", slug))
        assert scores == sorted([1, 2, 3, 4, 5] * 5)
        assert (survey(slug).finished, survey(slug).started) == (25, 25)
    assert len({act.name for act in WaitingAct.objects.filter(kind="survey.answered")}) == 25
    close(database.lin, "tea", open_one, scene)
    assert len({act.name for act in WaitingAct.objects.filter(kind="survey.answered")}) == 50
    assert Asked.objects.count() == 0
