"""分群 as colleagues get it: made by a form or written, previewed, kept, shared, put away, taken along."""

import csv
import html
import io
import re
from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from cast import Cast
from django.conf import settings
from talkative import EVIL, SLUG
from visitor import Visitor

from juluo.desk.segments.actions import forget, keep_segment, put_away_segment
from juluo.desk.segments.facts import SegmentFacts, kept_segment, kept_segments, shared_segments
from juluo.insights.segments.rule import Act, Did, Edge, FirstSeen, Rule, Sign, all_of, any_of, opposite
from juluo.insights.segments.rule import ActiveDays as Active
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.facts import audit_of
from juluo.shell.accounts.roles import Role
from juluo.shell.accounts.scene import Scene
from juluo.store.embedded import EmbeddedStore
from juluo.store.traces import MASK, finder, traces
from juluo.web.segments.form import Row, Sheet, sheet_of_fields, sheet_of_rule

AT = "/desk/tea/segments"
Got = Callable[..., str]


@pytest.fixture
def got(team: Cast, visitor: Visitor) -> Got:
    """A page as Lin gets it, or a colleague of a role."""

    def page(address: str, role: Role | None = None, status: int = 200, **fields: str) -> str:
        client = visitor(team.lin if role is None else team.of_tea[role])
        answer = client.post(address, fields, follow=True) if fields else client.get(address, follow=True)
        assert answer.status_code == status, (address, answer.status_code)
        return str(answer.content.decode())

    return page


def words(page: str) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", page)))


def only(team: Cast) -> SegmentFacts:
    [one] = kept_segments(SLUG, team.lin.id)
    return one


def test_to_begin_with_there_are_rules_to_try(got: Got) -> None:
    page = got(AT)
    assert "从哪个开始" in words(page)
    first = html.unescape(re.findall(rf'href="({AT}/new\?rule=[^"]*)"', page)[0])
    assert "近28天活跃 ≥ 8 天" in words(got(first))


def test_a_form_is_filled_in_line_by_line_without_a_script(got: Got, team: Cast) -> None:
    fields = {"sent": "1", "mode": "form", "join": "all", "r0-kind": "active", "r0-n": "1", "r0-days": "28"}
    page = got(f"{AT}/new?{urlencode(fields | {'kind': 'asked', 'add': '1'})}")
    assert "近28天活跃 ≥ 1 天 且 近28天提过问" in words(page)
    fields |= {"r1-kind": "asked", "r1-days": "", "r1-no": "1", "r2-kind": "spoke"}
    page = got(f"{AT}/new?{urlencode(fields | {'drop': '2'})}")
    assert "近28天活跃 ≥ 1 天 且 不是 提过问" in words(page)
    page = got(f"{AT}/new", name="说而不问", deed="keep", **{**fields, "r2-kind": "", "shared": "1"})
    assert "说而不问" in page
    one = only(team)
    assert (one.rule, one.shared, one.owner) == ("近28天活跃 ≥ 1 天 且 不是 提过问", True, "林晚")
    assert audit_of(SLUG)[0].deed == "keep_segment"


@pytest.mark.parametrize("odd", ["²", "٣", "-1", "9" * 5000])
def test_a_line_that_is_not_there_is_not_taken_away(got: Got, odd: str) -> None:
    fields = {"sent": "1", "mode": "form", "r0-kind": "active", "r0-n": odd, "r0-days": "28"}
    got(f"{AT}/new", **fields, drop=odd)
    assert "近28天活跃 ≥ 1 天" in words(got(f"{AT}/new", **{**fields, "r0-n": "1"}, drop=odd))


def test_what_is_unfinished_or_wrong_is_said_and_not_kept(got: Got, team: Cast) -> None:
    wrong = {"sent": "1", "mode": "text", "rule": "asked in #nowhere", "name": "x", "deed": "keep"}
    page = got(f"{AT}/new", None, 422, **wrong)
    assert "没有叫“nowhere”的频道" in words(page)
    assert "<mark>#nowhere</mark>" in page
    assert "起个名字" in words(got(f"{AT}/new", None, 422, sent="1", mode="text", rule="asked", deed="keep"))
    unfinished = {"sent": "1", "mode": "form", "r0-kind": "campaign", "deed": "keep", "name": "x"}
    assert "还没写完" in words(got(f"{AT}/new", None, 422, **unfinished))
    assert kept_segments(SLUG, team.lin.id) == ()


def test_a_rule_with_brackets_is_changed_as_text(got: Got, team: Cast, scene: Scene) -> None:
    number = keep_segment(team.lin, SLUG, "括号", "提过问 或 （说过话 且 近况是 新开口）", scene)
    page = got(f"{AT}/{number}/edit")
    assert "有括号的规则只能写" in page
    assert 'name="rule"' in page
    got(f"{AT}/{number}/edit", None, 200, sent="1", mode="text", rule="spoke", name="改了", deed="keep")
    assert (only(team).name, only(team).rule) == ("改了", "说过话")


def test_a_segment_tells_who_where_and_since_when(got: Got, team: Cast, scene: Scene) -> None:
    number = keep_segment(team.lin, SLUG, "说话的", "近28天活跃 ≥ 1 天", scene)
    page = words(got(f"{AT}/{number}"))
    for heading in (
        "和其他人不同的",
        "他们多说的词",
        "什么时候说话",
        "在哪里说话",
        "来了多久",
        "和谁来往",
        "接什么话",
        "要什么",
        "问了什么",
    ):
        assert heading in page
    people = got(f"{AT}/{number}/people")
    inside = len(re.findall(r'class="person"', people))
    assert f"在群里的{inside}人" in words(people)
    assert inside > 0
    assert re.search(rf"人数\s*{inside}", page)
    assert f'name="in" value="{SLUG}"' in got(f"{AT}/{number}/people"), "what is sought is sought in this community"
    got(f"{AT}/{number}/people?which=nobody", None, 404)
    suggested = words(got(f"{AT}/suggested"))
    assert "说话的人太少，分不出群" in suggested


def test_what_is_unknown_is_not_nought(got: Got, team: Cast, scene: Scene) -> None:
    number = keep_segment(team.lin, SLUG, "参加过的", "参加过活动", scene)
    page = words(got(f"{AT}/{number}"))
    assert re.search(r"人数\s*未知", page)
    assert "工作台还没有这种记录" in page
    assert "未知" in words(got(AT))


def test_only_ones_own_and_what_is_shared_is_seen_and_changed(got: Got, team: Cast, scene: Scene) -> None:
    number = keep_segment(team.lin, SLUG, "自己的", "说过话", scene)
    got(f"{AT}/{number}", Role.MODERATOR, 404)
    got(f"{AT}/{number}/deed", None, 200, deed="share")
    assert "自己的" in got(f"{AT}/{number}", Role.MODERATOR)
    assert [one.id for one in shared_segments(SLUG)] == [number]
    moderator = team.of_tea[Role.MODERATOR]
    with pytest.raises(RefusedError):
        put_away_segment(team.an, SLUG, number, scene)
    put_away_segment(moderator, SLUG, number, scene)
    assert kept_segments(SLUG, team.lin.id) == ()
    assert kept_segment(SLUG, team.lin.id, number) is not None
    assert "自己的" in got(f"{AT}?put-away=1")
    got(f"{AT}/{number}/deed", None, 200, deed="take-out")
    assert only(team).put_away is False
    with pytest.raises(RefusedError):
        keep_segment(team.of_tea[Role.VIEWER], SLUG, "不许", "说过话", scene)


def test_the_file_has_those_inside(team: Cast, visitor: Visitor, scene: Scene) -> None:
    number = keep_segment(team.lin, SLUG, "说话的", "近28天活跃 ≥ 1 天", scene, shared=True)
    answer = visitor(team.lin).get(f"{AT}/{number}/export")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    people = visitor(team.lin).get(f"{AT}/{number}/people").content.decode()
    assert {row[0] for row in rows[1:]} == set(re.findall(r"/members/(\d+)\"", people))
    assert visitor(team.of_tea[Role.ANALYST]).get(f"{AT}/{number}/export").status_code == 403
    assert audit_of(SLUG)[0].deed == "export_segment"


def test_the_directory_is_narrowed_to_a_segment(team: Cast, visitor: Visitor, got: Got, scene: Scene) -> None:
    number = keep_segment(team.lin, SLUG, "说得多的", "近28天发言 ≥ 2 条", scene)
    people = set(re.findall(r'/members/(\d+)"', got(f"{AT}/{number}/people")))
    page = got(f"/desk/tea/members?segment={number}")
    assert set(re.findall(r'<a href="/desk/tea/members/(\d+)">', page)) == people
    assert people
    assert "说得多的" in page.split('class="chips"')[1]
    rows = visitor(team.lin).get(f"/desk/tea/members/export?segment={number}").content.decode("utf-8-sig")
    assert {row[0] for row in list(csv.reader(io.StringIO(rows)))[1:]} == people
    got(f"/desk/tea/members?segment={number + 1}", None, 404)
    got(f"/desk/tea/members?segment={number}", Role.MODERATOR, 404)


def test_a_metric_is_asked_of_a_kept_segment(team: Cast, visitor: Visitor, got: Got, scene: Scene) -> None:
    number = keep_segment(team.lin, SLUG, "说得多的", "近28天发言 ≥ 2 条", scene, shared=True)
    inside = len(re.findall(r'class="person"', got(f"{AT}/{number}/people")))
    at = f"/desk/tea/metrics/messages?group={number}&range=all"
    page = got(at)
    assert f'<option value="{number}" selected>说得多的</option>' in page
    told = words(page)
    assert f"分群“说得多的”，1月28日符合规则的{inside}人" in told or f"符合规则的{inside}人" in told
    assert "所以不判断变没变" in told
    assert "为什么" not in told.split("怎么算的")[0].split("拆开看")[0]
    address = re.search(r'href="([^"]*/records[^"]*)"', page)
    assert address is not None
    behind = words(got(html.unescape(address.group(1))))
    assert "条" in behind
    rows = list(
        csv.reader(io.StringIO(visitor(team.lin).get(at.replace("?", "/export?")).content.decode("utf-8-sig")))
    )
    assert any(row[:1] == ["只看哪部分"] and "说得多的" in row[1] for row in rows)
    whole = got("/desk/tea/metrics/retention")
    assert "答案先定了一半" in words(whole)
    assert "没有筛" in words(got(f"/desk/tea/metrics/retention?group={number}"))
    assert "已经不在了" in words(got(f"/desk/tea/metrics/messages?group={number + 9}"))
    viewer = words(got(f"/desk/tea/metrics/messages?group={number}", Role.VIEWER))
    assert "要能看成员的角色" in viewer
    assert "说得多的" not in viewer
    got("/desk/tea/metrics/messages?group=-1", None, 404)


def test_a_segment_is_recommended_threads_with_reasons(team: Cast, visitor: Visitor, got: Got, scene: Scene) -> None:
    number = keep_segment(team.lin, SLUG, "说得多的", "近28天发言 ≥ 2 条", scene)
    assert f'hx-get="{AT}/{number}/recommended"' in got(f"{AT}/{number}")
    page = words(got(f"{AT}/{number}/recommended"))
    assert "可以推荐给他们的" in page
    assert "近半年说过话的" in page
    assert "人没去过" in page or "能推荐的都聊过了" in page
    part = visitor(team.lin).get(f"{AT}/{number}/recommended", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert EVIL not in part
    nobody = keep_segment(team.lin, SLUG, "没有人", "近28天活跃 ≥ 28 天 且 不是 说过话", scene)
    assert "这里没有人" in words(got(f"{AT}/{nobody}/recommended"))


def test_hostile_names_stay_text(got: Got, team: Cast, scene: Scene) -> None:
    number = keep_segment(team.lin, SLUG, EVIL[:60], f'由 "{EVIL[:40].replace(chr(34), "")}" 邀请进群', scene)
    for address in (AT, f"{AT}/{number}", f"{AT}/{number}/edit", f"{AT}/new?mode=text&{urlencode({'rule': EVIL})}"):
        assert EVIL not in got(address)


def test_an_erased_persons_name_leaves_names_and_rules(team: Cast, scene: Scene) -> None:
    keep_segment(team.lin, SLUG, "王小明带来的", '由 "王小明" 邀请进群', scene)
    assert forget(SLUG, finder(traces([("w1", "王小明")])), MASK) == 1
    assert "王小明" not in only(team).name + only(team).rule
    assert only(team).rule.startswith("由 ")


def test_what_a_form_says_is_the_rule_it_was_made_of() -> None:
    rule = Rule(
        all_of(Active(Sign.AT_MOST, 3, 14), opposite(Did(Act.ASKED, None, "求助")), FirstSeen(Edge.BEFORE, 30))
    )
    sheet = sheet_of_rule(rule)
    assert sheet is not None
    assert sheet.rule() == rule
    fields = {f"r{at}-{name}": str(getattr(row, name)) for at, row in enumerate(sheet.rows) for name in Row.__slots__}
    fields |= {f"r{at}-no": "1" for at, row in enumerate(sheet.rows) if row.no}
    assert sheet_of_fields(fields) == sheet
    assert sheet_of_rule(Rule(any_of(Did(Act.SPOKE), rule.clause))) is None
    assert Sheet((Row("active", n="x", days="14"),)).rule() is None


def test_without_a_record_there_is_a_next_step(cast: Cast, visitor: Visitor) -> None:
    store = EmbeddedStore(settings.HOME)
    store.close()
    assert "导入" in visitor(cast.lin).get(AT).content.decode()
