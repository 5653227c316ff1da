"""需求: cards of what was found, what colleagues decide about them, and what that changes."""

import html
import math
import re
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import needful
import pytest
from cast import Cast
from django.http import HttpResponse
from standing_clock import stand
from visitor import Visitor
from work_off import work_off

from juluo.desk.needs import actions
from juluo.desk.needs.facts import Deed, kept_needs, memory, naming, steps, told_in
from juluo.desk.needs.status import Status
from juluo.desk.segments.actions import keep_segment
from juluo.insights.needs.need import Course, Need, NeedKind
from juluo.ledger.period import Period
from juluo.metrics.intervals import Interval
from juluo.metrics.verdict import Verdict
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.facts import audit_of
from juluo.shell.accounts.roles import Role
from juluo.shell.accounts.scene import Scene
from juluo.shell.jobs.models import Job
from juluo.store.traces import MASK, finder, traces
from juluo.web.needs.found import Looking, found_in
from juluo.web.needs.shown import cards_of, course_words
from juluo.web.pages import needs as pages
from juluo.web.seen import SHELF
from juluo.web.watched import sign
from juluo.wording.catalogue import speaker

NEEDS = "/desk/tea/needs"
WEEK = Period(needful.LAST - timedelta(days=6), needful.LAST)
ASKED = f"?of=week&day={WEEK.first}"


@pytest.fixture
def team(needy_team: Cast) -> Cast:
    return needy_team


@pytest.fixture
def needs(team: Cast) -> tuple[Need, ...]:
    assert team
    return found_in("tea", WEEK).needs.needs


class Desk:
    """A colleague at the pages of needs."""

    def __init__(self, team: Cast, visitor: Visitor, role: Role = Role.OPERATOR) -> None:
        self.client = visitor(team.of_tea[role])

    def page(self, path: str = "", asked: str = ASKED) -> str:
        answer = self.client.get(f"{NEEDS}{path}{asked}")
        assert answer.status_code == 200, answer.status_code
        return str(answer.content.decode())

    def does(self, need: Need, deed: str, **fields: object) -> HttpResponse:
        told = {"deed": deed, "of": "week", "day": WEEK.first.isoformat(), **fields}
        return self.client.post(f"{NEEDS}/{need.need_id}/deed", told)


@pytest.fixture
def desk(team: Cast, visitor: Visitor) -> Desk:
    return Desk(team, visitor)


def order(page: str) -> list[str]:
    return re.findall(r'<li id="(n\w+)"', page)


def test_the_cards_show_people_verdict_and_quotes_that_open(desk: Desk, needs: tuple[Need, ...]) -> None:
    page = desk.page()
    assert order(page) == [need.need_id for need in needs]
    for need in needs:
        assert need.name in page
        assert f"<b>{need.people}人</b>" in page
        quote = need.quotes[0]
        assert f'href="/desk/tea/around/{quote.entry_id}?day={quote.day}"' in page
    opened = desk.client.get(f"/desk/tea/around/{needs[0].quotes[0].entry_id}?day={needs[0].quotes[0].day}")
    assert opened.status_code == 200


def test_how_it_went_is_drawn_small_on_the_card_and_large_on_its_page(desk: Desk, needs: tuple[Need, ...]) -> None:
    need = next(one for one in needs if one.course.series)
    assert f"{need.name}：前{len(need.course.series)}期和这一期各有多少人提，这一期{need.people}" in desk.page()
    page = desk.page(f"/{need.need_id}")
    assert 'class="course wide"' in page
    assert "预计" in page
    row = page.split('<table class="need-series">')[1].split("</table>")[0]
    assert re.findall(r"<td>(\d+)</td>", row) == [str(n) for n in need.course.series]


def test_what_is_only_talked_of_is_apart_until_a_colleague_takes_it_up(
    desk: Desk, needs: tuple[Need, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The search finds it as it did; a page and a report don't call it a need."""
    found, (first, *others) = found_in("tea", WEEK), needs
    talk = replace(found, needs=replace(found.needs, needs=(replace(first, kind=NeedKind.TALK), *others)))
    monkeypatch.setattr(pages, "found_for", lambda *_: (talk, Looking.NO))
    wanted, apart = (order(part) for part in desk.page().split('id="talk"'))
    assert wanted == [need.need_id for need in others if need.kind.wants]
    assert apart == [need.need_id for need in talk.needs.needs if not need.kind.wants]
    assert "大家还在聊" in desk.page()
    assert [card.need.need_id for card in cards_of("tea", talk).cards] == wanted
    assert f"<h1><bdi>{first.name}" in desk.page(f"/{first.need_id}")
    for deed, undone in (("pin", {"deed": "unpin"}), ("status", {"deed": "status", "status": "new"})):
        desk.does(first, deed, status="planned")
        assert order(desk.page().split('id="talk"')[0]) == [first.need_id, *wanted]
        desk.does(first, **undone)
        assert order(desk.page().split('id="talk"')[0]) == wanted


def test_names_are_hostile_and_harmless(desk: Desk) -> None:
    page = desk.page()
    assert needful.HOSTILE not in page
    assert html.escape(needful.HOSTILE).replace("&quot;", "&#34;") in page


def test_nothing_unusual_is_said_to_be_nothing(desk: Desk) -> None:
    assert "本周无异常话题。" in desk.page()


def test_periods_lead_on(desk: Desk) -> None:
    page = desk.page(asked="")
    assert f"day={WEEK.first - timedelta(days=1)}" in page
    assert 'rel="next"' not in page
    assert desk.client.get(f"{NEEDS}?of=year").status_code == 404
    assert desk.client.get(f"{NEEDS}?day=tomorrow").status_code == 404


def test_a_pinned_need_comes_first_and_a_muted_one_is_gone(desk: Desk, needs: tuple[Need, ...]) -> None:
    first, last = needs[0], needs[-1]
    assert desk.does(last, "pin", back="list").headers["Location"] == f"{NEEDS}?of=week&day={WEEK.first}"
    assert order(desk.page())[0] == last.need_id
    desk.does(first, "mute")
    page = desk.page()
    assert first.need_id not in order(page)
    assert "不再看到的、并进别处的" in page
    desk.does(first, "unmute")
    assert first.need_id in order(desk.page())


def test_a_name_is_the_operators_until_it_is_given_back(desk: Desk, needs: tuple[Need, ...]) -> None:
    desk.does(needs[0], "rename", name="  灯泡  要换 ")
    assert "灯泡 要换" in desk.page()
    desk.does(needs[0], "rename", name="")
    assert "灯泡 要换" not in desk.page()
    assert desk.does(needs[0], "rename", name="长" * 81).status_code == 422


def test_status_owner_and_who_was_told_stand_in_the_history(desk: Desk, needs: tuple[Need, ...], team: Cast) -> None:
    need, owner = needs[0], team.of_tea[Role.OWNER]
    desk.does(need, "status", status="planned")
    desk.does(need, "owner", owner=owner.id)
    desk.does(need, "tell", whom="公告频道", words="下周换新灯泡", on="2026-11-20")
    page = desk.page(f"/{need.need_id}")
    assert re.findall(r"<td>(\d+)</td>", page) == [str(n) for n in need.course.series]
    for words in ("改成已计划", f"交给{owner.shown_as}", "告诉了公告频道：下周换新灯泡"):
        assert words in page
    assert "公告频道" in desk.page()
    assert [step.deed for step in steps("tea", need.need_id)] == [Deed.TOLD, Deed.OWNER, Deed.STATUS]
    assert [one.whom for one in told_in("tea", WEEK)] == ["公告频道"]
    assert kept_needs("tea")[need.need_id].status is Status.PLANNED
    deeds = [line.deed for line in audit_of("tea", last=10)]
    assert {"told_need", "owner_need", "status_need"} <= set(deeds)


def test_telling_says_whom_what_and_a_day_that_was(desk: Desk, needs: tuple[Need, ...]) -> None:
    for fields in (
        {"whom": "", "words": "好"},
        {"whom": "安", "words": " "},
        {"whom": "安", "words": "好", "on": "2226-01-01"},
    ):
        assert desk.does(needs[0], "tell", **fields).status_code == 422
    assert not steps("tea", needs[0].need_id)


def test_in_the_small_hours_the_day_is_the_community_s(
    desk: Desk, needs: tuple[Need, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    stand(monkeypatch, datetime(2026, 11, 20, 17, tzinfo=UTC))
    assert 'name="on" value="2026-11-21" max="2026-11-21"' in desk.page(f"/{needs[0].need_id}")
    for on, status in (("2026-11-22", 422), ("2026-11-21", 302), ("", 302)):
        assert desk.does(needs[0], "tell", whom="安", words="好", on=on).status_code == status
    assert [step.day for step in steps("tea", needs[0].need_id)] == [date(2026, 11, 21)] * 2


def test_a_merge_counts_as_one_and_comes_apart_again(desk: Desk, needs: tuple[Need, ...]) -> None:
    one, other = needs[0], needs[1]
    before = memory("tea").mark
    desk.does(one, "merge", into=other.need_id)
    assert memory("tea").mark != before
    found = {need.need_id: need for need in found_in("tea", WEEK).needs.needs}
    assert one.need_id not in found
    assert found[other.need_id].threads == one.threads + other.threads
    assert desk.does(other, "merge", into=other.need_id).status_code == 422
    desk.does(one, "unmerge")
    assert {one.need_id, other.need_id} <= {need.need_id for need in found_in("tea", WEEK).needs.needs}


def test_a_part_is_split_off_by_its_lines(desk: Desk, needs: tuple[Need, ...]) -> None:
    need = needs[0]
    off = need.seeds[-2:]
    assert desk.does(need, "split", entry=[seed.entry_id for seed in off]).status_code == 302
    assert len(memory("tea").kept) == 2
    assert desk.does(need, "split").status_code == 422
    found = {one.need_id: one for one in found_in("tea", WEEK).needs.needs}
    assert not {seed.entry_id for seed in off} & set(found[need.need_id].entries)


def test_memory_comes_back_as_it_was_given(team: Cast, scene: Scene, needs: tuple[Need, ...]) -> None:
    by = team.of_tea[Role.OPERATOR]
    actions.pin(by, "tea", needs[0], scene)
    actions.rename(by, "tea", needs[1], "报表", scene)
    actions.merge(by, "tea", needs[1], needs[0], scene)
    kept = memory("tea")
    assert [one.need_id for one in kept.kept] == [needs[0].need_id, needs[1].need_id]
    assert kept.kept[0].pinned
    assert (kept.kept[1].name, kept.kept[1].into) == ("报表", needs[0].need_id)
    assert kept.kept[0].seeds == needs[0].seeds
    # What is found by it is called as before, in the next week too.
    SHELF.clear()
    earlier = Period(WEEK.first - timedelta(days=7), WEEK.last - timedelta(days=7))
    assert needs[0].need_id in {need.need_id for need in found_in("tea", earlier).needs.needs}


def test_who_only_reads_decides_nothing(team: Cast, visitor: Visitor, scene: Scene, needs: tuple[Need, ...]) -> None:
    analyst = Desk(team, visitor, Role.ANALYST)
    assert analyst.does(needs[0], "pin").status_code == 403
    assert "需求" in analyst.page()
    assert 'name="deed"' not in analyst.page()
    with pytest.raises((RefusedError, PermissionError)):
        actions.pin(team.of_tea[Role.ANALYST], "tea", needs[0], scene)


def test_whoever_is_erased_leaves_the_history_too(team: Cast, scene: Scene, needs: tuple[Need, ...]) -> None:
    actions.tell(
        team.of_tea[Role.OPERATOR], "tea", needs[0], "成员07", "成员07的问题修好了", date(2026, 11, 19), scene
    )
    find = finder(traces([("m7", "成员07")]))
    assert naming("tea", find)
    assert actions.forget("tea", find, MASK) == 1
    assert not naming("tea", find)


def test_while_a_worker_looks_the_page_says_so(desk: Desk, records: Path) -> None:
    shutil.rmtree(records / "cache", ignore_errors=True)
    sign().parent.mkdir(parents=True)
    sign().touch()
    answer = desk.client.get(NEEDS)
    assert answer.headers["Refresh"] == "3"
    assert "正在读这段时间的话" in answer.content.decode()
    assert set(work_off()) == {"done"}
    assert "投影灯泡" in desk.page(asked="")
    assert Job.objects.filter(name="needs.find").count() == 1


def test_in_english_nothing_is_left_in_chinese_but_what_members_said(desk: Desk) -> None:
    desk.client.cookies["juluo_lang"] = "en"
    page = desk.page()
    assert "What members need" in page
    assert "No unusual topics this week." in page


def test_the_reports_writer_may_begin_with_what_is_known(desk: Desk, needs: tuple[Need, ...]) -> None:
    report = f"/desk/tea/reports/week/{WEEK.first}"
    desk.does(needs[0], "tell", whom="公告频道", words="下周换新灯泡", on=WEEK.last.isoformat()[:8] + "19")
    page = html.unescape(desk.client.get(report).content.decode())
    assert f"把“{needs[0].name}”的事告诉了公告频道：下周换新灯泡" in page
    assert f'<a class="to" href="{NEEDS}/{needs[0].need_id}?of=week&day={WEEK.first}">' in page
    assert "11月19日告诉了公告频道" in page, "and beside the need itself"
    assert "无异常话题。" in page
    desk.client.post(f"{report}/write", {"key": "told", "words": "都说了", "read": "0"})
    assert "下周换新灯泡" not in html.unescape(desk.client.get(report).content.decode())


@pytest.mark.parametrize(
    ("course", "words"),
    [
        (Course(5, None, 0, None, None, Verdict.UNKNOWN), "说不出是多了还是少了"),
        (Course(5, 0.0, 12, 0.0, Interval(9.5, math.inf), Verdict.CLEARLY_UP), "至少是照人数该有的9.5倍"),
        (Course(9, 4.0, 12, 4.2, Interval(1.2, 2.6), Verdict.NO_CHANGE), "经过校正站不住"),
        (Course(9, 4.0, 12, 4.2, Interval(0.8, 2.6), Verdict.NO_CHANGE), "该有4.2；是它的0.8～2.6倍"),
    ],
)
def test_a_course_is_told_whole_and_contradicts_no_verdict(course: Course, words: str) -> None:
    assert words in course_words(speaker("zh"), course)
    assert "inf" not in course_words(speaker("en"), course)


def test_a_segment_tells_what_it_needs(team: Cast, visitor: Visitor, needs: tuple[Need, ...], scene: Scene) -> None:
    number = keep_segment(team.lin, "tea", "说话的", "近28天活跃 ≥ 1 天", scene, shared=True)
    answer = visitor(team.lin).get(f"/desk/tea/segments/{number}")
    section = answer.content.decode().split('id="needs"')[1].split("</section>")[0]
    wanted = [one for one in needs if one.kind.wants]
    assert wanted
    for one in wanted:
        assert f"/desk/tea/needs/{one.need_id}{ASKED.replace('&', '&amp;')}" in section
        assert html.escape(one.name) in section
    nobody = keep_segment(team.lin, "tea", "没说话的", "近28天活跃 ≤ 0 天", scene)
    few = visitor(team.lin).get(f"/desk/tea/segments/{nobody}").content.decode()
    assert "这群里说过话的只有0人" in few
