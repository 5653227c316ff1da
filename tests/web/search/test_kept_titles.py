"""查找: what the desk keeps is found by its title, by each role what it may open, of other communities nothing."""

import re
import time
from collections.abc import Mapping
from datetime import timedelta

import pytest
from cast import Cast
from django.db import connection
from django.test.utils import CaptureQueriesContext
from talkative import EVIL
from visitor import Visitor

from juluo.desk.draws.models import Draw
from juluo.desk.events.models import Event
from juluo.desk.feedback.models import Feedback
from juluo.desk.interviews.models import Interview
from juluo.desk.needs.models import KeptNeed
from juluo.desk.qa.models import QaSession
from juluo.desk.questions.models import FaqEntry
from juluo.desk.segments.models import Segment
from juluo.desk.streaks.models import Programme
from juluo.desk.surveys.exchange import as_json
from juluo.desk.surveys.models import Survey
from juluo.desk.surveys.values import Form, Words
from juluo.desk.tasks.models import Task
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.roles import Role
from juluo.shell.accounts.scene import Scene
from juluo.web.search.place import Kind

HX = {"HTTP_HX_REQUEST": "true"}
# What only who may read messages, or see members, may open.
HIDDEN_FROM_VIEWERS = {Kind.QA, Kind.NEED, Kind.FAQ, Kind.FEEDBACK, Kind.INTERVIEW, Kind.SEGMENT}


def keep(community: str, title: str, by: Colleague, scene: Scene, nth: int = 0) -> Mapping[Kind, str]:
    """One of each with the same title. Returns where each is."""
    now, day = scene.now, scene.now.date()
    made = {"community": community, "made_by": by.shown_as, "made_at": now}
    slug = {"slug": f"one{nth}"}
    Event.objects.create(**made, **slug, title=title, form="meetup", starts=now)
    Draw.objects.create(**made, **slug, title=title, winners=1, mode="sha256", closes=now)
    QaSession.objects.create(**made, **slug, title=title)
    Programme.objects.create(**made, **slug, title=title, first=day, last=day)
    Survey.objects.create(**made, **slug, form=as_json(Form(Words(title))))
    told = {"sort": "idea", "severity": "low", "origin": "typed", "due": day + timedelta(days=7)}
    Feedback.objects.create(**made, **slug, **told, title=title, received_at=now)
    interview = Interview.objects.create(**made, title=title)
    FaqEntry.objects.create(**made, question=title, people=3, times=3, changed_at=now)
    Task.objects.create(**made, words=title, grain="day", first=day)
    need = f"n{nth}"
    KeptNeed.objects.create(community=community, need_id=need, place=nth, seeds=[], name=title[:80], pinned=True)
    segment = Segment.objects.create(
        community=community,
        name=title[:60],
        rule="近28天活跃 ≥ 1 天",
        owner_id=by.id,
        owner_name=by.shown_as,
        shared=True,
        made_at=now,
        changed_at=now,
    )
    root = f"/desk/{community}"
    return {
        **{kind: f"{root}/{kind}s/one{nth}" for kind in (Kind.EVENT, Kind.DRAW, Kind.STREAK, Kind.SURVEY)},
        Kind.QA: f"{root}/qa/one{nth}",
        Kind.FEEDBACK: f"{root}/feedback/one{nth}",
        Kind.INTERVIEW: f"{root}/interviews/{interview.pk}",
        Kind.FAQ: f"{root}/faq",
        Kind.TASK: f"{root}/all-tasks",
        Kind.NEED: f"{root}/needs/{need}",
        Kind.SEGMENT: f"{root}/segments/{segment.pk}",
    }


def found(visitor: Visitor, who: Colleague, typed: str, at: str = "tea") -> set[str]:
    page = visitor(who).get("/search", {"q": typed, "in": at}, **HX).content.decode()
    return set(re.findall(r'role="option"[^>]*href="([^"]+)"', page))


@pytest.mark.parametrize("typed", ["春茶品鉴会", "品鉴", "ccpj", "品鉴会 春茶"])
def test_everything_kept_is_found_by_its_title_and_its_sounds(
    typed: str, team: Cast, visitor: Visitor, scene: Scene
) -> None:
    places = keep("tea", "春茶品鉴会", team.lin, scene)
    there = found(visitor, team.of_tea[Role.OWNER], typed)
    assert set(places.values()) <= there


@pytest.mark.parametrize("role", Role)
def test_each_role_finds_what_it_may_open_and_opens_what_it_finds(
    role: Role, team: Cast, visitor: Visitor, scene: Scene
) -> None:
    places = keep("tea", "春茶品鉴会", team.lin, scene)
    hidden = HIDDEN_FROM_VIEWERS if role is Role.VIEWER else set()
    there = found(visitor, team.of_tea[role], "春茶")
    assert there == {url for kind, url in places.items() if kind not in hidden}
    browser = visitor(team.of_tea[role])
    for url in there - {places[Kind.SEGMENT], places.get(Kind.NEED, "")}:
        assert browser.get(url).status_code == 200, url


def test_another_community_s_things_are_not_found(cast: Cast, visitor: Visitor, scene: Scene) -> None:
    keep("go", "别处的棋会", cast.lin, scene)
    assert found(visitor, cast.lin, "别处的棋会") == set()
    keep("tea", "这里的茶会", cast.lin, scene)
    for typed in ("这里的茶会", "zldch"):
        page = visitor(cast.an).get("/search", {"q": typed, "in": "tea"}).content.decode()
        assert "这里的茶会" not in page.replace(f'value="{typed}"', "").replace(f"“{typed}”", "")
        assert "/desk/tea/" not in page


def test_questions_that_wait_are_found_by_their_words(team: Cast, visitor: Visitor, scene: Scene) -> None:
    assert scene.now
    page = visitor(team.of_tea[Role.OWNER]).get("/desk/tea/questions").content.decode()
    entry, words = re.findall(r'href="(/desk/tea/around/[^"]+)"[^>]*><bdi>([^<]+)</bdi>', page)[0]
    assert entry in found(visitor, team.of_tea[Role.OWNER], words)
    assert entry not in found(visitor, team.of_tea[Role.VIEWER], words)


def test_a_hostile_title_is_words_without_a_script_too(team: Cast, visitor: Visitor, scene: Scene) -> None:
    keep("tea", f"茶 {EVIL}", team.lin, scene)
    for headers in (HX, {}):
        page = visitor(team.of_tea[Role.OWNER]).get("/search", {"q": "茶", "in": "tea"}, **headers).content.decode()
        assert EVIL not in page
        assert page.count("/desk/tea/events/one0") == 1


def test_however_much_is_kept_it_asks_as_often_and_answers_at_once(team: Cast, visitor: Visitor, scene: Scene) -> None:
    owner = visitor(team.of_tea[Role.OWNER])

    def asked() -> int:
        owner.get("/search", {"q": "第", "in": "tea"}, **HX)
        with CaptureQueriesContext(connection) as queries:
            owner.get("/search", {"q": "第", "in": "tea"}, **HX)
        return len(queries)

    keep("tea", "第0场", team.lin, scene)
    few = asked()
    for nth in range(1, 40):
        keep("tea", f"第{nth}场", team.lin, scene, nth)
    assert asked() == few
    begun = time.process_time()
    owner.get("/search", {"q": "场", "in": "tea"}, **HX)
    assert time.process_time() - begun < 1.5
