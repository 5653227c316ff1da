"""A day's report on the desk: written by two, signed, opened again, taken away; and who is erased is in none of it."""

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from cast import PASSWORD, Cast
from django.db import connection
from django.test import Client
from visitor import Visitor

from juluo.desk.reports.facts import versions
from juluo.ledger.period import Grain, Period
from juluo.report.daily import Report
from juluo.report.render.pdf import NoPdfError
from juluo.shell.accounts.actions.invitations import accept, invite
from juluo.shell.accounts.facts import Colleague, audit_of
from juluo.shell.accounts.roles import Role
from juluo.shell.accounts.scene import Scene
from juluo.store.embedded import EmbeddedStore
from juluo.web.forgetting import forget
from juluo.web.reports import files as report_files
from juluo.wording.sentence import told

DAY = Period(date(2026, 11, 19), date(2026, 11, 19))
HERE = "/desk/demo/reports/day/2026-11-19"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def demo(records: Path, demo_home: Path, cast: Cast) -> Iterator[Cast]:
    """The simulated community on the cast's home."""
    for part in ("ledger", "files"):
        shutil.rmtree(records / part, ignore_errors=True)
        shutil.copytree(demo_home / part, records / part)
    yield cast
    connection.close()


def comes(cast: Cast, role: Role) -> Colleague:
    scene = Scene(datetime.now(UTC))
    return accept(invite(cast.lin, "demo", role, scene), f"demo-{role}", f"demo-{role}", PASSWORD, scene)


def shown(client: Client, address: str = HERE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def write(client: Client, key: str, words: str, read: int = 0, **headers: str) -> tuple[int, str]:
    answer = client.post(f"{HERE}/write", {"key": key, "words": words, "read": str(read)}, headers=headers)
    return answer.status_code, answer.content.decode()


def sign(client: Client) -> int:
    page = shown(client)
    sent = {name: _value(page, name) for name in ("ledger", "places")}
    return client.post(f"{HERE}/sign", sent).status_code


def _value(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None
    return found[1]


def test_a_report_is_written_signed_and_forgets_whom_the_ledger_forgets(
    demo: Cast, records: Path, visitor: Visitor
) -> None:
    lin = visitor(demo.lin)
    who, said = re.findall(
        r'<ol class="entries open">.*?<bdi>([^<]+)</bdi>.*?<p class="said"><bdi>(?:<a[^>]*>)?([^<]+)',
        shown(lin),
        re.DOTALL,
    )[0]
    assert write(lin, "told", f"已经回给{who}了")[0] == 302
    assert sign(lin) == 302
    page = shown(lin)
    assert "<textarea" not in page
    assert f"已经回给{who}了" in page
    assert said in page
    assert 'class="seal"' in page
    assert write(lin, "told", "再改一句", 1)[0] == 422
    before = versions("demo", Grain.DAY, DAY)

    store = EmbeddedStore(records)
    person = [one for one in store.register.accounts("demo").values() if one.name == who]
    assert forget(store, "demo", person) == 2
    store.erase("demo", person)
    store.close()

    after = shown(lin)
    assert who not in after
    assert said not in after
    assert "已抹去的成员" in after
    assert "已经回给［已抹去］了" in after
    assert versions("demo", Grain.DAY, DAY) == before, "what was signed stays as it is"
    figures = r'<td class="right value[^"]*">([^<]*)</td>'
    assert re.findall(figures, after) == re.findall(figures, page)
    connection.close()
    for file in records.glob("juluo.sqlite3*"):
        assert who.encode() not in file.read_bytes(), file.name
        assert said.encode() not in file.read_bytes(), file.name


def test_two_who_edit_one_place_lose_nothing(demo: Cast, visitor: Visitor) -> None:
    lin, other = visitor(demo.lin), visitor(comes(demo, Role.OPERATOR))
    assert write(lin, "improve", "晚上加一个人", **HTMX)[0] == 200
    status, part = write(other, "improve", "<script>alert(1)</script>", **HTMX)
    assert status == 200, "the browser's console stays quiet"
    assert "林晚刚才改了这一处" in part
    assert "晚上加一个人" in part
    assert 'name="read" value="0"' in part, "what isn't merged can't be saved by typing on"
    status, page = write(other, "improve", "<script>alert(1)</script>")
    assert status == 409
    assert "晚上加一个人" in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert write(other, "improve", "晚上加一个人，周末也加", 1, **HTMX)[0] == 200
    assert "周末也加" in shown(lin)
    assert write(lin, "nowhere", "x")[0] == 404


def test_only_what_was_seen_is_signed_and_what_was_signed_stays(demo: Cast, visitor: Visitor) -> None:
    lin = visitor(demo.lin)
    stale = {name: _value(shown(lin), name) for name in ("ledger", "places")}
    write(lin, "strengths", "答得快")
    assert "刚才有人改了这份日报" in lin.post(f"{HERE}/sign", stale).content.decode()
    assert "数字可能变了" in lin.post(f"{HERE}/sign", stale | {"ledger": "0"}).content.decode()
    assert sign(lin) == 302
    assert lin.post(f"{HERE}/reopen", {"why": " "}).status_code == 422
    assert lin.post(f"{HERE}/reopen", {"why": "漏写了活动"}).status_code == 302
    write(lin, "strengths", "答得快，也答得准", 1)
    assert sign(lin) == 302
    assert "漏写了活动" in shown(lin)
    first, second = shown(lin, f"{HERE}?version=1"), shown(lin, f"{HERE}?version=2")
    assert "也答得准" in second
    assert "也答得准" not in first
    compared = shown(lin, f"{HERE}/compare?from=1&to=2")
    assert "1处不一样" in compared
    assert "一字不差" in shown(lin, f"{HERE}/compare?from=2&to=2")
    assert lin.get(f"{HERE}?version=3").status_code == lin.get(f"{HERE}/compare?from=9").status_code == 404
    deeds = [one.deed for one in audit_of("demo")]
    assert deeds[:3] == ["sign_report", "reopen_report", "sign_report"]


def test_people_are_shown_and_taken_along_only_by_who_may(demo: Cast, visitor: Visitor) -> None:
    lin, viewer, analyst = (visitor(one) for one in (demo.lin, comes(demo, Role.VIEWER), comes(demo, Role.ANALYST)))
    (address, who), *_ = re.findall(
        r'<p class="by"><b><a class="person" href="([^"]+)"><bdi>([^<]+)', shown(lin).split('id="feedback"')[1]
    )
    assert lin.get(address).status_code == 200
    assert who not in shown(viewer)
    assert who in shown(analyst)

    def taken(client: Client, form: str) -> str:
        answer = client.post(f"{HERE}/take", {"form": form})
        assert answer.status_code == 200
        return str(answer.content.decode())

    assert who in taken(lin, "md")
    assert who in taken(lin, "html")
    assert address not in taken(lin, "html")
    assert who not in taken(analyst, "md")
    assert who not in taken(lin, "chat")
    assert lin.post(f"{HERE}/take", {"form": "exe"}).status_code == 404
    assert "export_report" in {one.deed for one in audit_of("demo")}


def test_a_proposal_becomes_a_task_and_the_next_report_tells_what_became_of_it(demo: Cast, visitor: Visitor) -> None:
    lin, moderator = visitor(demo.lin), visitor(comes(demo, Role.MODERATOR))
    made = {"grain": "day", "first": "2026-11-18", "words": "接住没人理的新人", "owner": str(demo.lin.id)}
    assert lin.post("/desk/demo/all-tasks/add", made | {"due": "2026-11-19"}).url.endswith("/day/2026-11-18#plan")
    assert moderator.post("/desk/demo/all-tasks/add", made).status_code == 403
    assert "还没做完" in shown(lin)
    number = re.search(r'id="task-(\d+)"', shown(lin, "/desk/demo/all-tasks"))
    assert number is not None
    deed = f"/desk/demo/all-tasks/{number[1]}"
    assert moderator.post(deed, {"deed": "dropped", "why": ""}).status_code == 422
    assert moderator.post(deed, {"deed": "done"}).status_code == 302
    assert moderator.post(deed, {"deed": "done"}).status_code == 422
    section = shown(lin).split('id="plan"')[1]
    assert "接住没人理的新人" in section
    assert "做完了" in section
    assert lin.post("/desk/demo/all-tasks/add", made | {"owner": "999"}).status_code == 422
    from_today = made | {"words": "再看一眼", "next": "/desk/demo/?day=2026-11-18#next"}
    assert lin.post("/desk/demo/all-tasks/add", from_today).url == "/desk/demo/?day=2026-11-18#next"
    assert "再看一眼" in shown(lin, "/desk/demo/all-tasks")


def test_the_calendar_tells_days_apart(demo: Cast, visitor: Visitor) -> None:
    lin = visitor(demo.lin)
    write(lin, "improve", "写了一半")
    page = shown(lin, "/desk/demo/reports?month=2026-11-19")
    assert page.count('class="begun"') == 1
    assert page.count('class="made"') == 18
    assert "没有记录" in page or 'class="missing"' in page
    assert "11月" in shown(lin, "/desk/demo/reports?grain=week&month=2026-11-19")
    assert shown(lin, "/desk/demo/reports/month/2026-10-01")
    for wrong in ("day/2026-13-01", "week/2026-11-19", "year/2026-01-01"):
        assert lin.get(f"/desk/demo/reports/{wrong}").status_code == 404


def test_without_records_the_page_says_what_to_do(cast: Cast, visitor: Visitor) -> None:
    lin = visitor(cast.lin)
    assert "去导入" in shown(lin, "/desk/tea/reports")
    assert "没有记录" in shown(lin, "/desk/tea/reports/day/2026-11-19")


def test_a_form_that_this_machine_cannot_make_is_told_on_the_page(
    demo: Cast, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_report: Report) -> bytes:
        raise NoPdfError(told("系统里少了 Pango。"))

    monkeypatch.setattr(report_files, "report_pdf", refuse)
    client = visitor(demo.lin)
    answer = client.post(f"{HERE}/take", {"form": "pdf"})
    assert answer.status_code == 422
    assert "系统里少了 Pango。" in answer.content.decode()
    assert client.post(f"{HERE}/take", {"form": "md"}).status_code == 200


def test_a_signed_report_leaves_no_line_to_be_written(demo: Cast, visitor: Visitor) -> None:
    client = visitor(demo.lin)
    assert "待写" in client.post(f"{HERE}/take", {"form": "html"}).content.decode()
    assert sign(client) == 302
    taken = client.post(f"{HERE}/take", {"form": "html"}).content.decode()
    assert "待写" not in taken
    assert "活动的反思：没有写。" in taken
    assert 'class="stamp"' in taken


def test_a_picture_for_the_group_names_nobody_whoever_takes_it(
    demo: Cast, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[Report] = []

    def draw(report: Report) -> bytes:
        drawn.append(report)
        return b"png"

    monkeypatch.setattr(report_files, "report_png", draw)
    lin = visitor(demo.lin)
    who = re.findall(r'<p class="by"><b>(?:<a[^>]*>)?<bdi>([^<]+)', shown(lin).split('id="feedback"')[1])[0]
    assert lin.post(f"{HERE}/take", {"form": "png"}).content == b"png"
    assert who not in repr(drawn[0])
