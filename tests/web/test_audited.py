"""谁做了什么: what was acted on, by the name it has today, with its page while it is still there."""

import html
import re
from datetime import timedelta

import pytest
from cast import Cast
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from talkative import EVIL
from visitor import Visitor

from juluo.desk.draws.models import Draw
from juluo.desk.events.models import Event
from juluo.desk.feedback.models import Feedback
from juluo.desk.surveys.exchange import as_json
from juluo.desk.surveys.models import Survey
from juluo.desk.surveys.values import Form, Words
from juluo.desk.tasks.models import Task
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import LOOKED_AT
from juluo.shell.accounts.roles import Role
from juluo.shell.accounts.scene import Scene
from juluo.store.embedded import EmbeddedStore
from juluo.web.audited import ON_JOBS, SAID_AS_IS, THING_OF
from juluo.web.members.everybody import everybody
from juluo.web.team_words import DEED_WORDS

AUDIT = "/desk/tea/settings/audit"


def drawn(slug: str, title: str, scene: Scene) -> None:
    Draw.objects.create(
        community="tea",
        slug=slug,
        title=title,
        winners=1,
        mode="sha256",
        closes=scene.now,
        made_by="lin",
        made_at=scene.now,
    )


def held(slug: str, title: str, scene: Scene) -> None:
    Event.objects.create(community="tea", slug=slug, form="meetup", title=title, made_by="lin", made_at=scene.now)


def cells(page: str, last: int) -> list[str]:
    """What each of the last lines says it was about, the newest first."""
    rows = re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)[1:][:last]
    return [html.unescape(re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)[3].strip()) for row in rows]


def number_of(name: str) -> int:
    table = everybody("tea")
    assert table is not None
    return int(table.codes[list(table.names).index(name)])


def test_every_deed_tells_its_thing_or_words() -> None:
    assert set(DEED_WORDS) == (set(THING_OF) - {LOOKED_AT}) | SAID_AS_IS | ON_JOBS
    assert not set(THING_OF) & SAID_AS_IS


def test_things_are_named_as_they_are_called_today(team: Cast, visitor: Visitor, scene: Scene) -> None:
    held("20261118meetup", "老名字", scene)
    drawn("d1", EVIL, scene)
    form = as_json(Form(Words("过得怎么样", "How are you")))
    Survey.objects.create(community="tea", slug="s1", form=form, made_by="lin", made_at=scene.now)
    for deed, about in (("plan_event", "20261118meetup"), ("draw", "d1"), ("create_survey", "s1")):
        note(scene, team.lin, deed, community="tea", about=about)
    note(scene, team.lin, "sign_report", community="tea", about="day 2026-11-18 1")
    Event.objects.update(title="新名字")
    owner = visitor(team.of_tea[Role.OWNER])
    report, survey, draw, event = cells(owner.get(AUDIT).content.decode(), 4)
    assert event == '<a href="/desk/tea/events/20261118meetup"><bdi>新名字</bdi></a>'
    assert EVIL in draw
    assert survey == '<a href="/desk/tea/surveys/s1"><bdi>过得怎么样</bdi></a>'
    assert 'href="/desk/tea/reports/day/2026-11-18"' in report
    assert "的日报" in report
    assert EVIL not in owner.get(AUDIT).content.decode()
    for path in re.findall(
        r'href="(/desk/tea/(?:events|draws|surveys|reports)/[^"]+)"', owner.get(AUDIT).content.decode()
    ):
        assert owner.get(path).status_code == 200, path


def test_what_is_gone_says_so_and_keeps_its_key(team: Cast, visitor: Visitor, scene: Scene) -> None:
    note(scene, team.lin, "drop_survey", community="tea", about="s-gone")
    (about,) = cells(visitor(team.of_tea[Role.OWNER]).get(AUDIT).content.decode(), 1)
    assert "已经不在了" in about
    assert "s-gone" in about
    assert "<a" not in about


def test_another_community_s_thing_of_the_same_key_is_not_named(team: Cast, visitor: Visitor, scene: Scene) -> None:
    held("e1", "这里的", scene)
    Event.objects.update(community="go")
    note(scene, team.lin, "plan_event", community="tea", about="e1")
    page = visitor(team.of_tea[Role.OWNER]).get(AUDIT).content.decode()
    assert "这里的" not in page


def test_members_are_called_as_today_and_nobody_once_erased(team: Cast, visitor: Visitor, scene: Scene) -> None:
    number, other = number_of("大宝"), number_of("阿二")
    note(scene, team.lin, "opt_out", community="tea", about=str(number))
    note(scene, team.lin, "tie_accounts", community="tea", about=f"{number}、{other}")
    owner = visitor(team.of_tea[Role.OWNER])
    both, one = cells(owner.get(AUDIT).content.decode(), 2)
    assert one == f'<a href="/desk/tea/members/{number}"><bdi>大宝</bdi></a>'
    assert "大宝、阿二" in both
    store = EmbeddedStore(settings.HOME)
    store.erase("tea", list(store.register.accounts("tea", [number]).values()))
    store.close()
    both, one = cells(owner.get(AUDIT).content.decode(), 2)
    assert "大宝" not in both + one
    assert "已抹去的成员、阿二" in both
    assert str(number) in one


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_long_log_asks_no_more_than_a_short_one(lang: str, team: Cast, visitor: Visitor, scene: Scene) -> None:
    owner = visitor(team.of_tea[Role.OWNER])
    owner.cookies["juluo_lang"] = lang

    def lived(first: int, last: int) -> int:
        for n in range(first, last):
            held(f"e{n}", f"第{n}场", scene)
            drawn(f"d{n}", f"奖{n}", scene)
            Feedback.objects.create(
                community="tea",
                slug=f"f{n}",
                sort="idea",
                severity="low",
                origin="typed",
                words=f"话{n}",
                due=scene.now.date() + timedelta(days=7),
                received_at=scene.now,
                made_at=scene.now,
            )
            task = Task.objects.create(
                community="tea", words=f"事{n}", grain="day", first=scene.now.date(), made_by="lin", made_at=scene.now
            )
            told = {"plan_event": f"e{n}", "draw": f"d{n}", "decide_feedback": f"f{n}", "add_task": str(task.pk)}
            for deed, about in told.items():
                note(scene, team.lin, deed, community="tea", about=about)
            note(scene, team.lin, "opt_out", community="tea", about="1")
        with CaptureQueriesContext(connection) as asked:
            page = owner.get(AUDIT).content.decode()
        assert all(f"{name}{last - 1}" in page for name in ("奖", "话", "事"))
        return len(asked)

    assert lived(0, 2) == lived(2, 30)
