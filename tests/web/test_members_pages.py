"""成员 as colleagues of each role get it: found, narrowed, sorted, taken along; one member; who looked at whom."""

import csv
import html
import io
import re
import zipfile
from collections.abc import Callable
from datetime import timedelta

import pytest
from cast import Cast, entered
from django.conf import settings
from talkative import EVIL, FORMULA, LAST, MEMBERS, SLUG, lines
from visitor import Visitor

from juluo.ledger.period import Calendar
from juluo.shell.accounts.facts import audit_of, looks_of
from juluo.shell.accounts.roles import Role
from juluo.shell.accounts.scene import Scene
from juluo.store.embedded import EmbeddedStore
from juluo.web.seen import TABLES

MEMBERS_AT = "/desk/tea/members"
Got = Callable[..., str]


@pytest.fixture
def got(team: Cast, visitor: Visitor) -> Got:
    """A page as a colleague of a role gets it; Lin's if none is named."""

    def page(address: str, role: Role | None = None, status: int = 200, **headers: str) -> str:
        answer = visitor(team.lin if role is None else team.of_tea[role]).get(address, **headers)
        assert answer.status_code == status, (address, answer.status_code)
        return str(answer.content.decode())

    return page


def words(page: str) -> str:
    """The page as it is read, without its markup."""
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", page)))


def listed(page: str) -> list[str]:
    """The names of the table, in their order."""
    found = re.findall(r'<th scope="row"><a href="[^"]*"><bdi>(.*?)</bdi>', page)
    return [html.unescape(name) for name in found]


def number_of(page: str, name: str) -> int:
    """The number of a member of the table."""
    found = re.findall(r'<a href="/desk/tea/members/(\d+)"><bdi>(.*?)</bdi>', page)
    return next(int(number) for number, other in found if html.unescape(other) == name)


def test_everybody_stands_in_the_directory_once(got: Got) -> None:
    page = got(MEMBERS_AT)
    assert sorted(listed(page)) == sorted([*MEMBERS, "机器人"])
    assert "9人" in words(page)
    assert "机器人" in words(page)


def test_a_name_is_found_and_what_narrows_can_be_taken_away(got: Got) -> None:
    page = got(f"{MEMBERS_AT}?q=大宝&spoke=28&role=member")
    assert listed(page) == ["大宝"]
    assert "1人符合" in words(page)
    chips = re.findall(r'<li><a href="(/desk/tea/members[^"]*)"><span>(.*?)</span>', page)
    assert [words(name) for _, name in chips] == ["名字或编号 大宝", "成员", "近28天说过话"]
    without = html.unescape(chips[0][0])
    assert "q=" not in without
    assert len(listed(got(without))) == len(MEMBERS)


def test_columns_order_and_size_stand_in_the_address(got: Got) -> None:
    page = got(f"{MEMBERS_AT}?sort=name&col=given&col=all-words&size=25")
    assert re.findall(r"<th scope=\"col\".*?<a[^>]*>(.*?)<", page) == ["名字", "回复别人", "一共发言"]
    names = listed(page)
    assert names != listed(got(f"{MEMBERS_AT}?sort=name&order=down"))
    assert names == listed(got(f"{MEMBERS_AT}?sort=name&order=down"))[::-1]
    assert 'aria-sort="ascending"' in page


def test_without_the_frame_where_a_script_asks(team: Cast, visitor: Visitor) -> None:
    answer = visitor(team.lin).get(f"{MEMBERS_AT}?q=大宝&role=&spoke=&sort=words&order=down", HTTP_HX_REQUEST="true")
    page = answer.content.decode()
    assert "<html" not in page
    assert listed(page) == ["大宝"]
    assert answer.headers["HX-Replace-Url"] == f"{MEMBERS_AT}?q=%E5%A4%A7%E5%AE%9D"
    assert "HX-Request" in answer.headers["Vary"]


def test_a_page_past_the_end_is_the_last_one(got: Got) -> None:
    assert len(listed(got(f"{MEMBERS_AT}?page=99&size=25"))) == 9
    assert "没有人符合" in words(got(f"{MEMBERS_AT}?q=nobody-of-that-name"))


@pytest.mark.parametrize(
    "asked",
    ["sort=mood", "order=sideways", "size=7", "state=sad", "col=mood", "role=king", "channel=x", "first-from=soon"],
)
def test_what_can_t_be_meant_is_not_there(asked: str, got: Got) -> None:
    got(f"{MEMBERS_AT}?{asked}", status=404)


def test_no_name_and_no_channel_becomes_markup(got: Got) -> None:
    directory = got(MEMBERS_AT)
    evil = number_of(directory, EVIL)
    for page in (
        directory,
        got(f"{MEMBERS_AT}?q={EVIL}"),
        got(f"{MEMBERS_AT}/{evil}"),
        got(f"{MEMBERS_AT}/{evil}/records?said=all"),
    ):
        assert "<img src=x" not in page
        assert "</script><script>window" not in page
        assert "onerror=" in html.unescape(page)


def test_files_hold_everybody_who_matches_and_no_formula(team: Cast, visitor: Visitor) -> None:
    operator = visitor(team.of_tea[Role.OPERATOR])
    content = operator.get(f"{MEMBERS_AT}/export?role=member&size=25").content
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert [row[1] for row in rows[1:]].count(EVIL) == 1
    assert len(rows) == 1 + len(MEMBERS)
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t"))]
    book = operator.get(f"{MEMBERS_AT}/export?file=xlsx").content
    with zipfile.ZipFile(io.BytesIO(book)) as opened:
        sheet = opened.read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<row ") == 10
    assert "<f>" not in sheet
    (last, *_) = audit_of("tea", last=1)
    assert (last.deed, last.about) == ("export_members", "9")


def test_a_formula_for_a_name_stays_words(got: Got, team: Cast, visitor: Visitor) -> None:
    number = number_of(got(MEMBERS_AT), "大宝")
    store = EmbeddedStore(settings.HOME)
    with store.register.writing() as db:
        db.execute("UPDATE accounts SET name = ? WHERE code = ?", (FORMULA, number))
    store.close()
    TABLES.clear()
    content = visitor(team.lin).get(f"{MEMBERS_AT}/export").content.decode("utf-8-sig")
    assert f"'{FORMULA}" in content
    assert not [cell for row in csv.reader(io.StringIO(content)) for cell in row if cell.startswith("=")]


def test_a_member_s_page_tells_what_the_ledger_tells(got: Got) -> None:
    number = number_of(got(MEMBERS_AT), "大宝")
    told = words(got(f"{MEMBERS_AT}/{number}"))
    written = [line for line in lines() if line["author"] == "大宝"]
    assert f"一共发言{len(written)}" in told
    assert "全部记录，北京时间" in told
    assert "未知：这里的导出看不到谁进群" in told
    assert "未知：这里的导出不分话题" in told
    assert f"{len(written)}条，新的在前" in told


def test_a_member_s_entries_are_theirs_newest_first_and_turned_by_fifties(got: Got) -> None:
    number = number_of(got(MEMBERS_AT), "大宝")
    first, second = (got(f"{MEMBERS_AT}/{number}/records?page={page}") for page in (1, 2))
    moments = [re.findall(r"<time>(.*?)</time>", page) for page in (first, second)]
    assert len(moments[0]) == 50
    assert moments[0] + moments[1] == sorted(moments[0] + moments[1], reverse=True)
    assert set(re.findall(r'<b><a class="person" href="/desk/tea/members/(\d+)">', first)) == {str(number)}
    asked = words(got(f"{MEMBERS_AT}/{number}/records?said=asked"))
    assert "这个怎么弄？" in asked
    assert "第1天" not in asked
    assert "这里没有他的记录" in words(got(f"{MEMBERS_AT}/{number}/records?said=moves"))
    part = got(f"{MEMBERS_AT}/{number}/records", HTTP_HX_REQUEST="true")
    assert "<html" not in part
    got(f"{MEMBERS_AT}/{number}/records?page=999", status=404)
    got(f"{MEMBERS_AT}/{number}/records?said=thoughts", status=404)


def test_an_entry_is_read_in_its_context(got: Got) -> None:
    number = number_of(got(MEMBERS_AT), "大宝")
    page = got(f"{MEMBERS_AT}/{number}/records?said=asked")
    address = html.unescape(re.findall(r'class="around" href="([^"]+)"', page)[0])
    around = got(address)
    (meant,) = re.findall(r'<li class="meant".*?</li>', around)
    assert "这个怎么弄？" in meant
    assert around.count("<li><time>") > 10
    assert words(around) == words(got(address.split("?")[0]))
    got("/desk/tea/around/123", status=404)
    got("/desk/tea/around/x", status=404)
    got(f"/desk/tea/around/{'9' * 30}", status=404)


def test_names_lead_to_their_page_for_who_may_see_members(got: Got) -> None:
    number = number_of(got(MEMBERS_AT), "大宝")
    link = f'href="{MEMBERS_AT}/{number}"'
    day = LAST - timedelta(days=7)
    records = f"/desk/tea/metrics/messages/records?grain=week&day={day}"
    assert link in got(records, Role.ANALYST)
    assert f'href="{MEMBERS_AT}/' in got("/desk/tea/", Role.ANALYST)
    assert f'href="{MEMBERS_AT}/' not in got("/desk/tea/", Role.VIEWER)
    report = f"/desk/tea/reports/day/{LAST}"
    assert f'href="{MEMBERS_AT}/' in got(report, Role.ANALYST)
    assert f'href="{MEMBERS_AT}/' not in got(report, Role.VIEWER)


def test_the_palette_finds_people_for_who_may_see_them(got: Got) -> None:
    number = number_of(got(MEMBERS_AT), "大宝")
    link = f'href="{MEMBERS_AT}/{number}"'
    assert link in got("/search?q=大宝", Role.ANALYST)
    assert "大宝</" not in got("/search?q=大宝", Role.VIEWER)


def test_opening_a_member_is_noted_and_shown_to_owners_alone(got: Got) -> None:
    number = number_of(got(MEMBERS_AT), "大宝")
    assert looks_of("tea") == ()
    for _ in range(2):
        assert "最近谁看过" not in got(f"{MEMBERS_AT}/{number}", Role.ANALYST)
    got(f"{MEMBERS_AT}/{number}/records", Role.ANALYST)
    assert [(look.name, look.about) for look in looks_of("tea")] == [("tea-analyst", str(number))]
    owner = got(f"{MEMBERS_AT}/{number}", Role.OWNER)
    assert "最近谁看过" in owner
    assert "tea-analyst" in owner
    audit = got("/desk/tea/settings/audit?of=looks", Role.OWNER)
    assert "大宝" in audit
    assert "tea-analyst" in audit
    assert "大宝" not in got("/desk/tea/settings/audit", Role.OWNER)
    got("/desk/tea/settings/audit?of=thoughts", Role.OWNER, status=404)


def test_an_erased_member_leaves_a_number(got: Got) -> None:
    number = number_of(got(MEMBERS_AT), "大宝")
    got(f"{MEMBERS_AT}/{number}")
    store = EmbeddedStore(settings.HOME)
    store.erase(SLUG, list(store.register.accounts(SLUG, [number]).values()))
    store.close()
    assert "大宝" not in got(MEMBERS_AT)
    page = got(f"{MEMBERS_AT}/{number}", status=410)
    assert "已抹去的成员" in page
    assert "大宝" not in page
    audit = got("/desk/tea/settings/audit?of=looks")
    assert "大宝" not in audit
    assert f">{number}</small>" in audit


def test_nobody_of_another_community_is_here(got: Got) -> None:
    store = EmbeddedStore(settings.HOME)
    store.add_community("go", Calendar("Asia/Shanghai"))
    store.register.account_codes("go", [("table", "x", "别处的人", False, False, False)], 1)
    (foreign,) = store.register.accounts("go")
    store.close()
    for number in (foreign, 0, 999_999, 10**30):
        got(f"{MEMBERS_AT}/{number}", status=404)


def test_english_has_no_chinese_of_ours(team: Cast, visitor: Visitor, got: Got) -> None:
    number = number_of(got(MEMBERS_AT), "大宝")
    client = visitor(team.lin)
    client.cookies["juluo_lang"] = "en"
    theirs = re.compile("[林晚安岑大宝阿二方小顾何广场机器人聚落中文第天这个怎么样弄早]")
    for address in (MEMBERS_AT, f"{MEMBERS_AT}?q=x", f"{MEMBERS_AT}/{number}", "/desk/tea/settings/audit?of=looks"):
        page = words(client.get(address).content.decode())
        assert re.findall("[\u4e00-\u9fff]+", theirs.sub("", page)) == [], address


def test_an_unchanged_directory_opens_no_ledger(got: Got, monkeypatch: pytest.MonkeyPatch) -> None:
    got(MEMBERS_AT)
    monkeypatch.setattr("juluo.store.embedded.EmbeddedStore.view", None)
    assert listed(got(f"{MEMBERS_AT}?q=大宝")) == ["大宝"]


@pytest.mark.usefixtures("records")
def test_an_empty_community_says_what_to_do(scene: Scene, visitor: Visitor) -> None:
    TABLES.clear()
    store = EmbeddedStore(settings.HOME)
    store.add_community("tea", Calendar("Asia/Shanghai"))
    store.close()
    page = visitor(entered(scene).lin).get(MEMBERS_AT).content.decode()
    assert "还没有记录" in page
    assert 'href="/desk/tea/imports"' in page
