"""成员 › KOL, 快要安静的人 and recommendations: what is shown, what is written, what goes with an erased member."""

import json
import re
import zipfile
from datetime import timedelta
from io import BytesIO
from unittest.mock import patch

import pytest
from cast import Cast
from django.conf import settings
from django.test import Client
from talkative import EVIL, LAST
from visitor import Visitor
from work_off import work_off

from juluo.desk.cooperations.actions import agree, opt_out
from juluo.desk.cooperations.facts import Status, about, cooperations, opted_out
from juluo.desk.cooperations.models import Cooperation
from juluo.insights.influence.board import Part
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.models import AuditLine
from juluo.shell.accounts.roles import Role
from juluo.shell.accounts.scene import Scene
from juluo.store.embedded import EmbeddedStore
from juluo.web.members import people

DESK = "/desk/tea"
STARTED = LAST - timedelta(days=30)


@pytest.fixture
def lin(team: Cast, visitor: Visitor) -> Client:
    return visitor(team.lin)


def words(page: Client, address: str) -> str:
    answer = page.get(f"{DESK}/{address}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def code_of(name: str) -> int:
    store = EmbeddedStore(settings.HOME)
    found = next(one.code for one in store.register.accounts("tea").values() if one.name == name)
    store.close()
    return found


def noted(page: Client, **more: object) -> None:
    told = {
        "person": code_of("大宝"),
        "agreed": "每周带新人",
        "started": STARTED,
        "channel": "广场",
        "contact": "茶馆",
    }
    assert page.post(f"{DESK}/kol/agree", told | more).status_code == 302


@pytest.mark.parametrize("started", ["0001-01-01", "9999-12-31", "2026-11-31"])
def test_a_day_far_away_breaks_no_page(lin: Client, started: str) -> None:
    answer = lin.post(f"{DESK}/kol/agree", {"person": code_of("大宝"), "agreed": "每周带新人", "started": started})
    assert answer.status_code in {404, 422}
    words(lin, "kol")
    words(lin, f"members/{code_of('大宝')}")


def test_the_board_shows_every_part_and_who_answered(lin: Client) -> None:
    page = words(lin, "kol")
    for part in (
        "多少人接他的话",
        "答得靠不靠得住",
        "连着几拨人",
        "多少人最爱找他",
        "在场的人听谁的",
        "在多紧的圈子里",
    ):
        assert part in page
    assert "没有总分" in page
    assert "机器人</bdi>" not in page
    assert EVIL not in page


def test_it_is_sorted_by_the_part_that_is_chosen(lin: Client) -> None:
    for part in Part:
        page = words(lin, f"kol?by={part}")
        assert page.count('aria-sort="descending"') == 1
        ranks = [int(rank) for rank in re.findall(r'<td class="now"><b>[^<]*</b><small[^>]*>第(\d+)', page)]
        assert ranks == sorted(ranks)
        assert ranks or part in {Part.THANKED, Part.BRIDGE}
    assert lin.get(f"{DESK}/kol?by=total").status_code == 404


def test_a_cooperation_is_noted_measured_ended_and_audited(lin: Client) -> None:
    noted(lin)
    page = words(lin, "kol")
    assert "每周带新人" in page
    assert "数据太少" in page or "前后比，不等于是合作带来的" in page or "没有可比的" in page
    (one,) = cooperations("tea")
    for deed, status in (("go_on", Status.UNDER_WAY), ("done", Status.DONE)):
        assert lin.post(f"{DESK}/kol/{one.id}", {"deed": deed, "words": "带了六个人"}).status_code == 302
        assert cooperations("tea")[0].status is status
    assert cooperations("tea")[0].came_of_it == "带了六个人"
    assert lin.post(f"{DESK}/kol/{one.id}", {"deed": "done"}).status_code == 422
    assert lin.post(f"{DESK}/kol/{one.id}", {"deed": "remove"}).status_code == 302
    assert cooperations("tea") == ()
    deeds = AuditLine.objects.filter(about=str(one.person)).values_list("deed", flat=True)
    assert {"agree_cooperation", "go_on_with_cooperation", "done_cooperation", "remove_cooperation"} <= {*deeds}


def test_what_is_wrong_is_said_and_nothing_is_kept(lin: Client) -> None:
    told = {"person": code_of("大宝"), "agreed": " ", "started": STARTED}
    answer = lin.post(f"{DESK}/kol/agree", told)
    assert answer.status_code == 422
    assert "写一句约好了什么" in answer.content.decode()
    assert lin.post(f"{DESK}/kol/agree", told | {"agreed": "x", "person": 999_999}).status_code == 404
    assert lin.post(f"{DESK}/kol/agree", told | {"agreed": "x", "started": "gestern"}).status_code == 404
    assert not Cooperation.objects.exists()


def test_how_to_reach_a_member_is_for_those_who_keep_tasks(lin: Client, team: Cast, visitor: Visitor) -> None:
    noted(lin, contact="电话记在本子上")
    assert "电话记在本子上" in words(visitor(team.of_tea[Role.MODERATOR]), "kol")
    analyst = words(visitor(team.of_tea[Role.ANALYST]), "kol")
    assert "每周带新人" in analyst
    assert "电话记在本子上" not in analyst
    assert "记一次合作" not in analyst


def test_a_verb_asks_for_the_role_itself(team: Cast, scene: Scene) -> None:
    with pytest.raises(RefusedError):
        agree(team.of_tea[Role.ANALYST], "tea", 1, "x", STARTED, scene)
    with pytest.raises(RefusedError):
        opt_out(team.of_tea[Role.VIEWER], "tea", 1, scene)


def test_who_may_go_quiet_is_told_as_what_may_be(lin: Client) -> None:
    page = words(lin, "at-risk")
    assert "可能" in page
    assert not any(fact in page for fact in ("已流失", "已经走了", "流失用户"))


def test_recommendations_have_reasons_and_stop_when_unwanted(lin: Client, team: Cast, visitor: Visitor) -> None:
    """In this community channels are recommended, for it has no threads."""
    address = f"members/{code_of('大宝')}/recommended"
    before = words(lin, address)
    assert "不再给他推荐" in before
    assert lin.post(f"{DESK}/{address}/wanted", {"deed": "out"}).status_code == 302
    assert opted_out("tea") == {code_of("大宝")}
    assert "说过不要推荐" in words(lin, address)
    assert lin.post(f"{DESK}/{address}/wanted", {"deed": "in"}).status_code == 302
    assert words(lin, address).split("main")[1][:200] == before.split("main")[1][:200]
    assert opted_out("tea") == frozenset()
    assert visitor(team.of_tea[Role.ANALYST]).post(f"{DESK}/{address}/wanted", {"deed": "out"}).status_code == 403


def test_a_member_s_page_leads_there(lin: Client) -> None:
    person = code_of("大宝")
    page = words(lin, f"members/{person}")
    assert f'hx-get="{DESK}/members/{person}/recommended"' in page
    assert f"{DESK}/kol?person={person}" in page
    assert f'<option value="{person}" selected' in words(lin, f"kol?person={person}")


def test_a_worker_keeps_it_and_pages_reckon_nothing(lin: Client) -> None:
    people.ask("tea")
    assert set(work_off()) == {"done"}
    with (
        patch.object(people, "board", side_effect=AssertionError),
        patch.object(people, "at_risk", side_effect=OSError),
    ):
        assert "大家听谁的" in words(lin, "kol")
        assert "快要安静的人" in words(lin, "at-risk")
    assert people.tried_of("tea") is not None


def test_while_a_worker_is_at_it_the_page_says_so(lin: Client, scene: Scene) -> None:
    assert scene
    with patch.object(people, "is_watched", return_value=True):
        for address in ("kol", "at-risk"):
            answer = lin.get(f"{DESK}/{address}")
            assert "正在算这里的数字" in answer.content.decode()
            assert answer.headers["Refresh"] == "2"


def test_what_is_kept_of_a_member_is_given_to_them_and_goes_with_them(lin: Client, team: Cast, scene: Scene) -> None:
    person = code_of("大宝")
    noted(lin, agreed="请大宝带新人", contact="大宝的手机在本子上")
    noted(lin, person=code_of("安"), agreed="和大宝一起办茶会")
    opt_out(team.lin, "tea", person, scene)
    bundle = lin.post(f"{DESK}/members/{person}/personal/file").getvalue()
    with zipfile.ZipFile(BytesIO(bundle)) as given:
        desk = json.loads(given.read("data.json"))["desk"]
    told = [one["words"] for one in desk if one["what"] in {"cooperation", "opted_out"}]
    assert sorted(told) == ["", "和大宝一起办茶会 / 广场 / 茶馆", "请大宝带新人 / 广场 / 大宝的手机在本子上"]
    assert about("tea", [person])
    lin.post(f"{DESK}/members/{person}/erase", {"name": "大宝", "sure": "1"})
    work_off()
    left = cooperations("tea")
    assert about("tea", [person]) == ()
    assert [one.person for one in left] == [code_of("安")]
    assert "大宝" not in left[0].agreed
    assert opted_out("tea") == frozenset()


def test_without_a_record_the_pages_say_what_to_do(cast: Cast, visitor: Visitor) -> None:
    for address in ("kol", "at-risk"):
        page = visitor(cast.lin).get(f"{DESK}/{address}").content.decode()
        assert "还没有记录" in page
        assert f"{DESK}/imports" in page
        # The other pages of members are a step away from an empty one, too.
        assert re.search(rf'href="{DESK}/{address}" aria-current="page"', page)
        assert f'href="{DESK}/segments"' in page
