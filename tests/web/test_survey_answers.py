"""What becomes of answers: anonymous ones are nobody's, named ones follow their guest; the ledger hears each once."""

import re
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from answering import DRAWN, FRAME, NAMED, answers, later, measured, opened, survey, taker
from at_once import at_once
from cast import Cast
from django.conf import settings
from django.db import connection

from juluo.desk.surveys import facts, mine
from juluo.desk.surveys.actions.answering import save
from juluo.desk.surveys.actions.asking import ask, close, remind
from juluo.desk.surveys.actions.building import Manner, change, publish
from juluo.desk.surveys.actions.closing import tell_open_ones
from juluo.desk.surveys.actions.following import follow_left, follow_tied, follow_untied
from juluo.desk.surveys.actions.forgetting import forget, forget_person
from juluo.desk.surveys.models import Answering, Asked, Survey, TookPart
from juluo.desk.surveys.shaping import put
from juluo.desk.surveys.takers import Taker
from juluo.desk.surveys.values import Kind, Question, Words
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.facts import facts_of, guests_of
from juluo.shell.guests.models import Guest
from juluo.shell.outbox.models import WaitingAct
from juluo.store.traces import MASK


@pytest.fixture
def guest(team: Cast, scene: Scene) -> Guest:
    assert team
    return Guest.objects.create(community="tea", key_hash="x", name="阿满", joined_at=scene.now, account=3)


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
    assert {one.reminders for one in facts.invitations("tea", slug)} == {0}
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


def test_scores_reach_the_ledger_once_and_as_the_last_word(team: Cast, scene: Scene) -> None:
    scene = later(scene, -2)
    slug = opened(team, scene, Manner(target=replace(DRAWN, by_link=True)))
    ask(team.lin, "tea", slug, FRAME, scene)
    for person in range(8):
        answers(slug, taker(10 + person, person=person), scene, score=5)
    assert tell_open_ones() == 0, "eight wait for the end, or for two more"
    for number in (18, 19):
        answers(slug, taker(number), scene, score=5)
    assert WaitingAct.objects.filter(kind="survey.answered").count() == 0, "told at night, those that the results show"
    assert (tell_open_ones(), tell_open_ones()) == (5, 0)
    assert (measured("csat").value, measured("csat").n, measured("csat").parts["asked"]) == (1.0, 5, 8)
    for number in range(10, 20):
        answers(slug, taker(number, person=number - 10 if number < 18 else None), scene, score=1)
    assert (tell_open_ones(), measured("csat").hits) == (0, 5), "what is changed counts at the end"
    close(team.lin, "tea", slug, scene)
    assert (measured("csat").hits, measured("csat").n) == (0, 10)
    assert len(set(WaitingAct.objects.filter(kind="survey.answered").values_list("at", flat=True))) <= 1


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
    assert [what for what, *_ in facts.about("tea", [3])] == ["survey_answered"]
    assert forget_person("tea", [3]) == 1
    assert facts.about("tea", [3]) == ()
    assert {one.person for one in facts.responses("tea", slug)} == {None}
    assert len(facts.responses("tea", slug)) == 2


def test_a_score_told_as_nobodys_stays_so_and_one_told_of_the_wrong_account_is_taken_back(
    team: Cast, scene: Scene, guest: Guest
) -> None:
    slug = opened(team, scene, NAMED)
    who = taker(guest.pk, person=3)
    answers(slug, who, scene)
    answers(slug, who, scene, score=5, linked=True)
    names = WaitingAct.objects.filter(kind="survey.answered").values_list("name", flat=True)
    assert (len(names), len(set(names))) == (2, 1), "changed, and not counted a second time under the account"
    other = opened(team, scene, NAMED)
    answers(other, who, scene, linked=True)
    acts = WaitingAct.objects.filter(kind="survey.answered").order_by("pk")
    follow_untied(facts_of(guest))
    told, back, anew = acts[2:]
    assert (back.name, back.detail["taken_back"], back.detail["score"]) == (told.name, True, 0)
    assert (bool(told.account), bool(anew.account), anew.detail["score"]) == (True, False, 4)
    answers(other, taker(guest.pk), scene, score=1)
    assert [one.name for one in acts[5:]] == [anew.name]


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
    follow_untied(replace(facts_of(guest), account=3))
    Guest.objects.filter(pk=guest.pk).update(account=None)
    assert {one.guest: (one.person, one.answers) for one in facts.responses("tea", slug)} == {
        guest.pk: (None, {"event": 4}),
        twin.pk: (None, {"best": ("o1",)}),
    }, "each has back what was answered on their phone"
    found = [mine.of_taker("tea", slug, taker(one.pk), scene.now) for one in (guest, twin)]
    assert [one.answers for one in found if one] == [{"event": 4}, {"best": ("o1",)}]
    follow_left(facts_of(twin))
    assert len(facts.responses("tea", slug)) == 2
    Answering.objects.filter(guest=None, survey__slug=slug).delete()
    save("tea", slug, unknown, {"event": 1, "why": "我写的"}, scene, finish=True)
    follow_left(facts_of(guest))
    (told,) = facts.responses("tea", slug)
    assert (told.guest, told.answers) == (None, {"event": 1})


def test_who_was_taken_for_another_leaves_nothing_in_a_closed_survey(team: Cast, scene: Scene, guest: Guest) -> None:
    """Answered while two were one, closed, and then they are two: the first has nothing of the other's."""
    twin = Guest.objects.create(community="tea", key_hash="y", name="阿满", joined_at=scene.now, account=3)
    slug = opened(team, scene, NAMED)
    answers(slug, Taker(twin.pk, "b", (guest.pk, twin.pk), (3,)), scene)
    close(team.lin, "tea", slug, scene)
    follow_untied(facts_of(twin))
    mine_now = [mine.of_taker("tea", slug, taker(one.pk), scene.now) for one in (guest, twin)]
    assert [one.begun for one in mine_now if one] == [False, True]


def test_who_leaves_with_one_phone_counts_with_the_other(team: Cast, scene: Scene, guest: Guest) -> None:
    """Both were answered whole: what the one who stays has on their page is what counts, and changes count."""
    twin = Guest.objects.create(community="tea", key_hash="y", name="阿满", joined_at=scene.now, account=3)
    slug = opened(team, scene, NAMED)
    answers(slug, taker(guest.pk), scene, score=5)
    answers(slug, taker(twin.pk), later(scene, 1), score=2)
    Guest.objects.filter(pk=guest.pk).update(account=3)
    guest.refresh_from_db()
    follow_tied(facts_of(guest))
    assert [one.answers for one in facts.responses("tea", slug)] == [{"event": 5}]
    follow_left(facts_of(guest))
    Guest.objects.filter(pk=guest.pk).delete()
    assert [one.answers for one in facts.responses("tea", slug)] == [{"event": 2}]
    answers(slug, Taker(twin.pk, "b", (twin.pk,), (3,)), later(scene, 1), score=1)
    assert [one.answers for one in facts.responses("tea", slug)] == [{"event": 1}]


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


def test_fifty_answer_at_once_and_nothing_is_lost_or_doubled(database: Cast, scene: Scene) -> None:
    open_one, named = opened(database, scene), opened(database, scene, NAMED)

    def come(number: int) -> None:
        # Twenty-five people, each pressing the button in two tabs of one browser.
        for slug in (open_one, named):
            assert answers(slug, taker(number // 2), scene, score=1 + number // 2 % 5).finished

    _, wrong = at_once(come)
    assert wrong == []
    assert len(facts.responses("tea", open_one)) == 20, "five wait for the end"
    for slug in (open_one, named):
        scores = sorted(one.answers["event"] for one in Answering.objects.filter(survey__slug=slug))
        assert scores == sorted([1, 2, 3, 4, 5] * 5)
        assert (survey(slug).finished, survey(slug).started) == (25, 25)
    assert len({act.name for act in WaitingAct.objects.filter(kind="survey.answered")}) == 25
    close(database.lin, "tea", open_one, scene)
    assert len({act.name for act in WaitingAct.objects.filter(kind="survey.answered")}) == 50
    assert Asked.objects.count() == 0
