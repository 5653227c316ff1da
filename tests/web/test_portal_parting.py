"""设置 › 成员的页面 › 认错了: before a guest and an account are parted, and after it, what moves and what can't."""

import html
import re
from datetime import timedelta

import pytest
from cast import Cast
from django.test import Client
from talkative import EVIL
from test_event_guests import come, guest, night, tied, tonight
from test_event_verbs import account
from visitor import Visitor

from juluo.desk.draws.models import Draw, Entrant, Pressed
from juluo.desk.events.actions.places import sign_up
from juluo.desk.events.models import SignUp
from juluo.desk.feedback.models import Feedback
from juluo.desk.qa.models import AskedQuestion, QaSession, QuestionVote
from juluo.desk.streaks.models import CheckIn, Programme
from juluo.desk.surveys.exchange import as_json
from juluo.desk.surveys.models import Answering, Asked, FormVersion, Survey, TookPart, Wave
from juluo.desk.surveys.values import Form, Kind, Question, Words
from juluo.shell.accounts.models import AuditLine
from juluo.shell.accounts.roles import Role
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.actions.portal import untie_guest
from juluo.shell.guests.facts import GuestFacts
from juluo.web.portal.parting import MOVES, STAYS

__all__ = ["night", "tonight"]

AT = "/desk/tea/settings/portal"


@pytest.fixture
def lin(team: Cast, visitor: Visitor) -> Client:
    return visitor(team.lin)


@pytest.fixture
def wrong(night: str, scene: Scene, team: Cast) -> GuestFacts:
    """A guest with something of everything, who is taken for 安."""
    one, an = guest(f"阿满{EVIL}", scene), account("安").code
    sign_up("tea", night, account("安"), scene, by=team.lin)
    for who in (one, guest("等着的", scene)):
        come(who, night, who.name, scene, remind=True)
    one = tied(one, "安", team, scene)
    drew(one, an, scene)
    talked(one, an, scene)
    answered(one, an, scene)
    return one


def drew(one: GuestFacts, an: int, scene: Scene) -> None:
    """In an open draw; in a sealed list by a line of their own; and one was sealed with the account's line alone."""
    made = {"community": "tea", "winners": 1, "mode": "sha256", "closes": scene.now, "made_at": scene.now}
    draws = [Draw.objects.create(slug=f"d{nth}", made_by="林", **made) for nth in range(3)]
    Draw.objects.exclude(slug="d0").update(state="sealed", sealed_at=scene.now + timedelta(minutes=5))
    Pressed.objects.create(draw=draws[0], guest=one.id, person=an, at=scene.now)
    Entrant.objects.create(draw=draws[1], tag="AAAAAAAA", key=f"p{an}", person=an, guest=one.id)
    Entrant.objects.create(draw=draws[2], tag="BBBBBBBB", key=f"p{an}", person=an)


def talked(one: GuestFacts, an: int, scene: Scene) -> None:
    """A piece of feedback, a question, a vote, two check-ins on the members' pages and one in the group."""
    theirs = {"guest": one.id, "person": an}
    kinds = {"sort": "bug", "severity": "minor", "origin": "portal", "due": scene.now.date(), "received_at": scene.now}
    Feedback.objects.create(community="tea", slug="f1", words="太吵", made_at=scene.now, **kinds, **theirs)
    session = QaSession.objects.create(community="tea", slug="q1", title="问", made_at=scene.now)
    asked = AskedQuestion.objects.create(
        session=session, words="几点", key=f"g{one.id}", state="shown", at=scene.now, **theirs
    )
    QuestionVote.objects.create(question=asked, key=f"g{one.id}", at=scene.now, **theirs)
    days = [scene.now.date() - timedelta(days=ago) for ago in range(2)]
    run = Programme.objects.create(community="tea", slug="s1", title="早起", first=days[1], made_at=scene.now)
    for day in days:
        CheckIn.objects.create(programme=run, day=day, key=f"g{one.id}", how="portal", at=scene.now, **theirs)
    CheckIn.objects.create(programme=run, day=days[0], key=f"a{an}", how="words", at=scene.now, person=an)


def answered(one: GuestFacts, an: int, scene: Scene) -> None:
    """A named survey for which the account was drawn, its score told as the account's; an anonymous one is open."""
    form = Form(Words("问"), questions=(Question("how", Kind.NPS, Words("推荐吗")),))
    made = {"community": "tea", "made_at": scene.now, "state": "open"}
    named = Survey.objects.create(slug="v1", is_anonymous=False, **made)
    Survey.objects.create(slug="v2", is_anonymous=True, **made)
    wave = Wave.objects.create(survey=named, number=1, at=scene.now)
    Asked.objects.create(survey=named, wave=wave, person=an, at=scene.now, finished_at=scene.now)
    FormVersion.objects.create(survey=named, number=1, form=as_json(form), made_at=scene.now)
    theirs = {"key": f"g{one.id}", "guest": one.id, "person": an, "alias": "x", "is_linked": True}
    told = {"nps": 9, "as": "account", "of": an}
    Answering.objects.create(
        survey=named,
        version=1,
        answers={"how": 9},
        told=told,
        started_at=scene.now,
        finished_at=scene.now,
        **theirs,
    )


def said(page: str) -> list[str]:
    """The sentences of both lists."""
    found = re.findall(r'<ul class="rows told">(.*?)</ul>', page, re.DOTALL)
    return [html.unescape(words) for part in found for words in re.findall("<li>(.*?)</li>", part, re.DOTALL)]


def test_every_sentence_is_said_before_and_the_same_ones_after(lin: Client, wrong: GuestFacts) -> None:
    at = f"{AT}/parting/{wrong.id}"
    before = lin.get(at).content.decode()
    counted = {"checkins": 2, **dict.fromkeys(["feedback", "questions", "question_votes", "answers", "pressed"], 1)}
    for what, n in counted.items():
        assert MOVES[what].format(n=n) in said(before)
    for what in ("lines", "lists", "asked", "anonymous"):
        assert STAYS[what].format(n=1) in said(before)
    assert MOVES["sign_ups"].format(n=1) in said(before)
    assert MOVES["waits"].format(n=1) in said(before)
    assert "签发了的日报不改" in said(before)[-1]
    assert EVIL not in before
    answer = lin.post(f"{AT}/deed", {"deed": "untie", "guest": wrong.id, "q": "阿满", "page": "2"})
    assert answer.url == f"{at}?q=%E9%98%BF%E6%BB%A1&page=2"
    after = lin.get(answer.url).content.decode()
    assert said(after) == said(before)
    assert "解开了" in after
    assert f'href="{AT}?q=%E9%98%BF%E6%BB%A1&amp;page=2#guests"' in after
    assert lin.post(f"{AT}/deed", {"deed": "untie", "guest": wrong.id}).status_code == 422


def test_what_is_said_to_move_is_what_moves(lin: Client, wrong: GuestFacts) -> None:
    an = account("安").code
    lin.post(f"{AT}/deed", {"deed": "untie", "guest": wrong.id})
    for model in (Pressed, Entrant, Feedback, AskedQuestion, QuestionVote, CheckIn, Answering):
        rows = model._default_manager.filter(guest=wrong.id)
        assert {*rows.values_list("person", flat=True)} == {None}, model.__name__
    assert Entrant.objects.filter(person=an).count() == 1
    assert CheckIn.objects.filter(person=an).count() == 1
    assert Asked.objects.get().finished_at is not None
    assert Answering.objects.get().told == {"nps": 9, "as": "nobody"}
    assert SignUp.objects.get(guest=wrong.id).state == "waiting"


def test_nobody_learns_who_took_part_in_an_anonymous_survey(lin: Client, wrong: GuestFacts) -> None:
    before = lin.get(f"{AT}/parting/{wrong.id}").content.decode()
    TookPart.objects.create(survey=Survey.objects.get(slug="v2"), mark="whosever")
    assert said(lin.get(f"{AT}/parting/{wrong.id}").content.decode()) == said(before)


@pytest.mark.usefixtures("night")
def test_only_who_is_or_was_tied_has_the_page(lin: Client, visitor: Visitor, team: Cast, scene: Scene) -> None:
    one = guest("阿满", scene)
    assert lin.get(f"{AT}/parting/{one.id}").status_code == 404
    assert lin.get(f"{AT}/parting/99999").status_code == 404
    tied(one, "安", team, scene)
    assert "他在成员的页面上什么也没做过" in lin.get(f"{AT}/parting/{one.id}").content.decode()
    assert visitor(team.of_tea[Role.ANALYST]).get(f"{AT}/parting/{one.id}").status_code == 403
    untie_guest(team.lin, "tea", one.id, scene)
    AuditLine.objects.filter(deed="untie_guest").update(detail={"guest": one.id})
    # Parted by a version that didn't count: nothing is made up.
    assert lin.get(f"{AT}/parting/{one.id}").status_code == 404
