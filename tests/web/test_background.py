"""What broke in the background is told to whoever may see to it, by a name, and begins again at a click."""

import html
import re
from collections.abc import Iterator
from http import HTTPStatus

import pytest
from cast import Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from visitor import Visitor
from work_off import work_off

from juluo.desk.imports.jobs import take_in_parcel, undo_import
from juluo.desk.surveys.jobs import weigh_answers
from juluo.shell.accounts.models import AuditLine
from juluo.shell.accounts.roles import Role
from juluo.shell.accounts.scene import Scene
from juluo.shell.jobs.actions import enqueue
from juluo.shell.jobs.lease import DELIVERIES, Pace, claim
from juluo.shell.jobs.models import Clock, Job, Status
from juluo.shell.jobs.work import works
from juluo.shell.outbox.jobs import drain
from juluo.shell.outbox.models import WaitingAct
from juluo.web.personal.erasing import erase_member
from juluo.wording.catalogue import speaker

AT = "/desk/tea/settings/background"
DIES = "后台有1件事反复做不成，停下了"
CHINESE = re.compile("[\u4e00-\u9fff]")


def shown(browser: Client, address: str = AT) -> str:
    return html.unescape(browser.get(address).content.decode())


def buttons(browser: Client) -> list[tuple[str, str]]:
    return re.findall(r'name="deed" value="(\w+)" aria-label="([^"]+)"', browser.get(AT).content.decode())


def died(scene: Scene) -> tuple[int, WaitingAct]:
    """The outbox of `tea` dies of an act of no kind that there is."""
    act = WaitingAct.objects.create(community="tea", name="x", kind="<b>no kind</b>", at=scene.now, detail={})
    number = enqueue(drain, community="tea")
    assert work_off(DELIVERIES) == [*["waiting"] * (DELIVERIES - 1), "dead"]
    return number, act


def ends(number: int, status: Status, at: float = 1.0) -> int:
    Job.objects.filter(pk=number).update(status=status, ended_at=at)
    return number


@pytest.fixture
def nothing_else(team: Cast) -> Iterator[Cast]:
    """The cast, and no job but the test's own."""
    Job.objects.all().delete()
    yield team
    Job.objects.all().delete()


def test_every_job_has_a_name_in_both_languages() -> None:
    names = {name: work.called for name, work in works().items() if not name.startswith("test.")}
    assert [name for name, called in names.items() if not CHINESE.search(called)] == []
    assert [name for name, called in names.items() if CHINESE.search(speaker("en")(called))] == []
    assert len(set(names.values())) == len({speaker("en")(called) for called in names.values()}) == len(names)


def test_what_died_is_told_with_its_reason_and_begins_again(database: Cast, visitor: Visitor, scene: Scene) -> None:
    Job.objects.all().delete()
    number, act = died(scene)
    operator = visitor(database.of_tea[Role.OPERATOR])
    page = operator.get(AT).content.decode()
    assert "把网页上做的事记进账本" in page
    assert "试过5次" in page
    assert "&lt;b&gt;no kind&lt;/b&gt;" in page
    assert "<b>no kind" not in page
    assert DIES in shown(operator, "/desk/tea/")
    for role in (Role.VIEWER, Role.MODERATOR, Role.ANALYST):
        assert DIES not in shown(visitor(database.of_tea[role]), "/desk/tea/")
    act.delete()
    assert operator.post(AT, {"deed": "retry", "job": number}).url == AT  # type: ignore[attr-defined]
    assert buttons(operator) == [("stop", "停下：把网页上做的事记进账本")]
    assert work_off() == ["done"]
    assert buttons(operator) == []
    assert DIES not in shown(operator, "/desk/tea/")
    audit = shown(visitor(database.of_tea[Role.OWNER]), "/desk/tea/settings/audit")
    assert "<bdi>把网页上做的事记进账本</bdi>" in audit
    assert drain.name not in audit


def test_what_failed_says_its_own_reason_and_is_no_alarm(nothing_else: Cast, visitor: Visitor) -> None:
    enqueue(undo_import, community="tea", import_no=999)
    assert work_off(1) == ["failed"]
    operator = visitor(nothing_else.of_tea[Role.OPERATOR])
    page = shown(operator)
    assert "没有可以退回的导入 #999。" in page
    assert ("retry", "重试：退回一次导入") in buttons(operator)
    assert "反复做不成" not in shown(operator, "/desk/tea/")
    operator.cookies["juluo_lang"] = "en"
    page = shown(operator)
    assert "Taking an import back" in page
    assert not CHINESE.search(
        re.sub(r"中文|聚落|<title>.*?</title>", "", page.split("<main", 1)[1].split("</main>")[0])
    )


def test_a_waiting_one_is_stopped_and_one_under_way_says_how_far(nothing_else: Cast, visitor: Visitor) -> None:
    under_way = enqueue(drain, community="tea")
    assert claim(works(), "here", Pace()) is not None
    Job.objects.filter(pk=under_way).update(done=3, total=7)
    waiting = enqueue(undo_import, community="tea", import_no=1)
    operator = visitor(nothing_else.of_tea[Role.OPERATOR])
    assert "做了3，共7" in shown(operator)
    for number in (under_way, waiting):
        operator.post(AT, {"deed": "stop", "job": number})
    assert Job.objects.get(pk=waiting).status == Status.CANCELLED
    assert "正在停下" in shown(operator)
    assert buttons(operator) == [("retry", "重试：退回一次导入")]
    assert AuditLine.objects.filter(deed="cancel_job", community="tea").count() == 2


def test_no_job_of_another_community_or_of_none_is_shown_or_touched(nothing_else: Cast, visitor: Visitor) -> None:
    of_go = ends(enqueue(undo_import, community="go", import_no=77), Status.DEAD)
    of_all = ends(enqueue(weigh_answers), Status.DEAD)
    owner, lin = visitor(nothing_else.of_tea[Role.OWNER]), visitor(nothing_else.lin)
    assert buttons(owner) == []
    assert "反复做不成" not in shown(owner, "/desk/tea/")
    for number in (of_go, of_all, 0, "x", "9" * 40):
        answer = owner.post(AT, {"deed": "retry", "job": number})
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert buttons(lin) == [("retry", "重试：核对问卷一个人只算一份")]
    assert "整台机器的" in shown(lin)
    assert DIES in shown(lin, "/desk/tea/")
    assert lin.post(AT, {"deed": "retry", "job": of_go}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    lin.post(AT, {"deed": "retry", "job": of_all})
    assert set(Job.objects.values_list("pk", "status")) == {(of_go, "dead"), (of_all, "waiting")}


def test_an_erasure_is_for_who_may_erase_and_an_import_for_its_own_page(nothing_else: Cast, visitor: Visitor) -> None:
    erasing = ends(enqueue(erase_member, community="tea", codes=[1]), Status.DEAD)
    importing = ends(enqueue(take_in_parcel, community="tea", parcel=4), Status.DEAD)
    operator, owner = (visitor(nothing_else.of_tea[role]) for role in (Role.OPERATOR, Role.OWNER))
    assert buttons(operator) == []
    assert 'href="/desk/tea/imports/parcel/4"' in shown(operator)
    assert buttons(owner) == [("retry", "重试：把一位成员抹干净")]
    for browser, number in ((operator, erasing), (owner, importing)):
        answer = browser.post(AT, {"deed": "retry", "job": number})
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert set(Job.objects.values_list("status", flat=True)) == {"dead"}


def test_a_job_that_this_version_does_not_have_is_named_so(nothing_else: Cast, visitor: Visitor) -> None:
    Job.objects.create(name="old.work", community="tea", status=Status.DEAD, ended_at=1, error=f"{drain.name}\nE: x\n")
    operator = visitor(nothing_else.of_tea[Role.OPERATOR])
    page = shown(operator)
    assert "现在的程序里没有的工作" in page
    assert "程序出错了：E: x" in page
    assert buttons(operator) == []


def test_many_jobs_are_no_more_questions_and_no_endless_page(nothing_else: Cast, visitor: Visitor) -> None:
    operator = visitor(nothing_else.of_tea[Role.OPERATOR])

    def asked(first: int, last: int) -> int:
        for n in range(first, last):
            ends(enqueue(undo_import, community="tea", import_no=n), Status.DEAD)
            enqueue(drain, community="tea", number=n)
        with CaptureQueriesContext(connection) as queries:
            operator.get(AT)
        return len(queries)

    Job.objects.filter(status=Status.WAITING).update(due=Clock())
    assert asked(0, 2) == asked(2, 60)
    page = shown(operator)
    assert len(buttons(operator)) == 100
    assert "只列最近的50件" in page
    assert "只列先做的50件" in page
