"""What is done with surveys: published, drawn, asked, answered in parts, ended in time."""

from dataclasses import replace
from datetime import timedelta

import pytest
from answering import DRAWN, FORM, FRAME, NAMED, answers, later, opened, survey, taker
from cast import Cast

from juluo.desk.surveys import facts, mine
from juluo.desk.surveys.actions.answering import Saved, decline, save
from juluo.desk.surveys.actions.asking import ask, close, close_due, remind, set_pauses
from juluo.desk.surveys.actions.building import Manner, change, copy, create, drop, publish, set_manner
from juluo.desk.surveys.drawing import Candidate, draw
from juluo.desk.surveys.models import Answering
from juluo.desk.surveys.patterns import PATTERNS
from juluo.desk.surveys.shaping import put, without
from juluo.desk.surveys.values import Kind, Question, State, Words
from juluo.shell.accounts.actions.refusals import NotAllowedError, RefusedError
from juluo.shell.accounts.roles import Role
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.actions.agreeing import agree
from juluo.shell.guests.facts import facts_of, notices_of
from juluo.shell.guests.models import Guest
from juluo.shell.guests.values import Purpose
from juluo.shell.outbox.models import WaitingAct


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
    assert facts.versions("tea", slug)[0][2] == first
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
    close(team.lin, "tea", other, later(scene, 17))
    assert notices_of(guest.pk) == (notice,), "who was reminded hadn't answered by then: nobody is to know"


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
    with pytest.raises(RefusedError, match="没有抽到你"):
        decline("tea", slug, taker(1, person=7), scene)
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
