"""活动: planned, announced, signed up for, held, thought over on its pages; hostile words, wrong input, each role."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from cast import Cast
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_home import MORNING
from icalendar import Calendar
from on_events import DESK, PLAN, Do, planned, sending, words
from standing_clock import stand
from talkative import CHANNELS, EVIL, LAST
from visitor import Visitor
from work_off import work_off

from juluo.desk.events.facts import event, events, whole
from juluo.desk.events.models import Event, EventFile, SignUp
from juluo.desk.events.values import Form, State
from juluo.insights.rollcalls import RollCall, roll_call
from juluo.shell.accounts.roles import Role
from juluo.web.events.asked import run_asked
from juluo.web.seen import asked

STREAK = ("event", "title", "first", "last", "grace", "repairs", "within")


@pytest.fixture
def lin(team: Cast, visitor: Visitor) -> Client:
    return visitor(team.lin)


@pytest.fixture
def night(lin: Client) -> str:
    return planned(lin)


@pytest.fixture
def do(lin: Client, night: str) -> Do:
    return sending(lin, night)


def test_a_plan_begins_from_its_pattern_and_shows_in_its_month(lin: Client, night: str) -> None:
    found = whole("tea", night)
    assert found is not None
    assert [one.words for one in found.items][:2] == ["定下主持人和分工", "约好来答的人"]
    assert found.items[-1].due is not None
    assert len(found.run) == 5
    page = words(lin, f"?month={LAST}")
    assert "Tea night" in page
    assert "计划中" in page
    assert EVIL not in page
    for tab in ("plan", "people", "day", "after"):
        assert EVIL not in words(lin, f"/{night}?tab={tab}")
    assert "至少3" in words(lin, f"/{night}?tab=plan")
    assert "Tea night" not in words(lin, "?month=2020-01-01").split("要办的")[0].split("event-days")[1]


def test_the_whole_evening(lin: Client, night: str, do: Do) -> None:
    do("add_item", words="借话筒", due=str(LAST))
    found = whole("tea", night)
    assert found is not None
    do("tick", number=next(one.id for one in found.items if one.words == "借话筒"))
    do("announce")
    for name in ("老王", "小李", "阿明"):
        do("sign_up", "people", guest=name, note="自己来")
    page = words(lin, f"/{night}?tab=people")
    assert "候补" in page
    assert "2/2人" in page
    assert "名额满了" in page
    assert "The places are taken" in page
    first = SignUp.objects.get(name="老王")
    do("withdraw", "people", number=first.pk)
    assert SignUp.objects.get(name="阿明").state == "in"
    do("here", "day", number=SignUp.objects.get(name="小李").pk)
    do("spend", "after", words="茶点", amount="￥88.5")
    do("reflect", "after", went_well="来的人多", went_badly="话筒没电", next_time="备两个话筒")
    do("close", "after", hours="2.5")
    one = event("tea", night)
    assert one is not None
    assert (one.state, one.taken, one.came, one.cost, one.hours) == (State.CLOSED, 2, 1, Decimal("88.5"), 2.5)
    after = words(lin, f"/{night}?tab=after")
    assert "到了成功线。" in after
    assert "带来了什么" in after
    assert "来的人留下多少" in after
    assert "爽约" in after
    assert "话筒没电" in after
    new = words(lin, "/new?form=qa")
    assert "备两个话筒" in new
    assert "备两个话筒" not in words(lin, "/new?form=meetup")
    again = lin.post(f"{DESK}/new", PLAN | {"copy": night, "title": "Again"})
    copied = whole("tea", str(again.url).removeprefix(f"{DESK}/"))
    assert copied is not None
    assert "借话筒" in {item.words for item in copied.items}


def test_an_event_is_not_ended_before_it_begins(lin: Client) -> None:
    ends = 'name="deed" value="close"'
    soon = datetime.now(UTC) + timedelta(days=30)
    for starts, offered in ((f"{soon:%Y-%m-%d}T20:00", False), (f"{LAST}T20:00", True)):
        more = {"starts": starts, "ends": starts.replace("20:00", "22:00")}
        slug = str(lin.post(f"{DESK}/new", PLAN | more).url).rsplit("/", 1)[1].partition("?")[0]
        lin.post(f"{DESK}/{slug}/deed", {"deed": "announce", "tab": "plan"})
        page = lin.get(f"{DESK}/{slug}?tab=day").content.decode()
        assert (ends in page) is offered
        assert ("活动开始以后，在这里结束它" in page) is not offered


def test_a_list_of_names_is_read_and_confirmed(lin: Client, night: str, do: Do) -> None:
    do("announce")
    do("sign_up", "people", guest="老王")
    assert "没认出谁" in words(lin, f"/{night}/roll")
    pasted = "#接龙\n茶会\n1. 安\n2. 老王 带2人\n3. 没这个人"
    page = lin.post(f"{DESK}/{night}/roll", {"pasted": pasted}).content.decode()
    values = re.findall(r'name="who" value="([^"]+)"', page)
    assert [value[0] for value in values] == ["a", "s", "g"]
    assert "一共3人" in page
    do("take_list", "day", who=values, how="list", **{"as": "came"})
    found = whole("tea", night)
    assert found is not None
    assert found.event.came == 3
    assert {one.how for one in found.people} == {"list", "hand"}
    page = lin.post(f"{DESK}/{night}/roll", {"pasted": pasted}).content.decode()
    assert page.count("已经记了") == 3
    empty = lin.post(f"{DESK}/{night}/roll", {"pasted": "  "})
    assert (empty.status_code, "没读到名字" in empty.content.decode()) == (422, True)
    for some in ([], ["a²", "s²", "a-1", "a" + "9" * 40]):
        nobody = lin.post(f"{DESK}/{night}/deed", {"deed": "take_list", "tab": "day", "who": some})
        assert (nobody.status_code, "一个人也没选" in nobody.content.decode()) == (422, True)


def test_today_and_the_report_tell_of_it(lin: Client, do: Do) -> None:
    do("add_item", words="借话筒", due=str(LAST))
    tomorrow = datetime.now(ZoneInfo("Asia/Shanghai")) + timedelta(days=1)
    soon = lin.post(f"{DESK}/new", PLAN | {"title": "Soon", "starts": f"{tomorrow:%Y-%m-%dT%H:%M}", "ends": ""})
    assert soon.status_code == 302
    today = lin.get("/desk/tea/").content.decode()
    assert "明天有活动：Soon" in today
    assert "借话筒" in today
    do("announce")
    do("sign_up", "people", guest="老王")
    do("here", "day", number=SignUp.objects.get(name="老王").pk)
    do("reflect", "after", went_well="来的人多")
    do("spend", "after", words="茶", amount="30")
    do("close", "after")
    assert set(work_off()) == {"done"}
    report = lin.get(f"/desk/tea/reports/day/{LAST}").content.decode()
    assert "办了，名单还没齐" in report
    assert "30.00" in report
    assert "“Tea night”好在：来的人多" in report
    assert "Tea night（问答）" in report
    assert EVIL not in report


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"title": " "}, "写一个主题"),
        ({"starts": "gestern"}, "时间读不懂"),
        ({"starts": "9999-12-31T23:59"}, "十年之内"),
        ({"starts": "0001-01-01T00:00"}, "时间"),
        ({"ends": f"{LAST}T19:00"}, "结束要晚于开始"),
        ({"capacity": "很多"}, "名额写一个整数"),
        ({"capacity": "0"}, "名额要在"),
        ({"capacity": "-3"}, "名额要在"),
        ({"capacity": "99999999999"}, "名额要在"),
        ({"budget": "一百"}, "不是一个数"),
        ({"budget": "NaN"}, "不是一个数"),
        ({"budget": "1e30"}, "不是一个数"),
        ({"goal_line": ""}, "还要写成功线"),
        ({"goal_metric": "no_such"}, "没有这个指标"),
        ({"goal_metric": "reply_rate", "goal_line": "150"}, "0到100之间"),
        ({"form": "party"}, "选一种活动的形式"),
        ({"owner": "999999"}, "没有这位同事"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(lin: Client, more: dict[str, str], told: str) -> None:
    answer = lin.post(f"{DESK}/new", PLAN | more)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page
    assert page.count('role="alert"') == 2
    assert "茶" not in page or PLAN["title"] in page or not more.get("title")
    assert not Event.objects.exists()


def test_a_run_sheet_is_read_line_by_line(lin: Client, night: str, do: Do) -> None:
    assert run_asked("20 b | 林\n\n-10 a") == [(-10, "a", ""), (20, "b", "林")]
    do("set_run", run="0 开场 | 林\n90 散场")
    sheet = words(lin, f"/{night}/sheet")
    assert "20:00" in sheet
    assert "21:30" in sheet
    wrong = lin.post(f"{DESK}/{night}/deed", {"deed": "set_run", "tab": "plan", "run": "开场"})
    assert (wrong.status_code, "这一行读不懂" in wrong.content.decode()) == (422, True)


def test_deeds_that_are_none_are_not_there(lin: Client, night: str) -> None:
    for sent in ({"deed": "burn", "tab": "plan"}, {"deed": "announce", "tab": "x"}, {"deed": "here", "tab": "day"}):
        assert lin.post(f"{DESK}/{night}/deed", sent).status_code == 404
    assert lin.get(f"{DESK}/{night}?tab=x").status_code == 404
    assert lin.get(f"{DESK}/nothing").status_code == 404


def test_calendars_read_it_as_it_was_meant(lin: Client, night: str) -> None:
    answer = lin.get(f"{DESK}/{night}/calendar-file")
    assert answer["Content-Type"].startswith("text/calendar")
    lines = answer.content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert b"DTSTART:" + f"{LAST:%Y%m%d}T120000Z".encode() in lines
    assert "第二行，有逗号；分号".encode() in answer.content.replace(b"\r\n ", b"")
    (told,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert str(told["summary"]) == "Tea night"
    assert str(told["description"]) == PLAN["content"]
    assert told["dtend"].dt == datetime(LAST.year, LAST.month, LAST.day, 14, tzinfo=UTC)
    assert told["status"] == "TENTATIVE"
    whole_calendar = Calendar.from_ical(lin.get(f"{DESK}/calendar-file").content)
    assert len(whole_calendar.walk("VEVENT")) == len(events("tea"))


def test_only_files_that_are_what_they_say(lin: Client, night: str) -> None:
    png = b"\x89PNG\r\n\x1a\n" + b"0" * 40
    put = f"{DESK}/{night}/put"
    kept = lin.post(put, {"file": SimpleUploadedFile(f"../{EVIL}.png", png), "caption": EVIL})
    assert kept.status_code == 302
    number = EventFile.objects.get().pk
    shown = lin.get(f"{DESK}/{night}/files/{number}")
    assert (shown.content, shown["Content-Type"]) == (png, "image/png")
    assert "sandbox" in shown["Content-Security-Policy"]
    assert EVIL not in words(lin, f"/{night}?tab=after")
    for name, content in (("a.png", b"<script>"), ("a.svg", b"<svg>"), ("a.html", b"<html>"), ("a.exe", b"MZ")):
        refused = lin.post(put, {"file": SimpleUploadedFile(name, content)})
        assert (refused.status_code, "这种文件存不了" in refused.content.decode()) == (422, True)
    assert lin.post(put, {}).status_code == 422
    lin.post(f"{DESK}/{night}/deed", {"deed": "drop_file", "tab": "after", "number": number})
    assert lin.get(f"{DESK}/{night}/files/{number}").status_code == 404


def test_who_may_not_see_members_sees_counts(lin: Client, night: str, do: Do, team: Cast, visitor: Visitor) -> None:
    do("announce")
    do("sign_up", "people", guest="老王", note="带孩子")
    viewer = visitor(team.of_tea[Role.VIEWER])
    for tab in ("people", "day"):
        page = words(viewer, f"/{night}?tab={tab}")
        assert "老王" not in page
        assert "带孩子" not in page
        assert 'name="deed"' not in page
    assert "老王" not in words(viewer, f"/{night}/sheet")
    assert "老王" in words(visitor(team.of_tea[Role.ANALYST]), f"/{night}?tab=people")
    table = lin.post(f"{DESK}/{night}/people").content.decode()
    assert "老王" in table
    assert lin.get(f"{DESK}?lang=en").status_code == 200


def test_without_events_the_page_says_how_to_begin(cast: Cast, visitor: Visitor) -> None:
    page = words(visitor(cast.lin), "")
    assert "还没有活动" in page
    assert all(f"form={form}" in page for form in Form)
    assert words(visitor(cast.lin), "/new")
    assert CHANNELS[1] not in page


@pytest.mark.parametrize(
    ("metric", "typed", "shown"),
    [
        ("active_members", "12.345", "至少12.345"),
        ("active_members", "1234", "至少1,234"),
        ("reply_rate", "66.66", "66.66%"),
    ],
)
def test_the_line_stays_as_it_was_typed(lin: Client, metric: str, typed: str, shown: str) -> None:
    answer = lin.post(f"{DESK}/new", PLAN | {"goal_metric": metric, "goal_line": typed})
    address = str(answer.url).removeprefix(DESK)
    assert shown in words(lin, f"{address}?tab=plan")
    form = words(lin, f"{address}/edit")
    assert f'name="goal_line" type="text" value="{typed}"' in form
    lin.post(f"{DESK}{address}/deed", {"deed": "announce", "tab": "plan"})
    same = lin.post(f"{DESK}{address}/edit", PLAN | {"goal_metric": metric, "goal_line": typed, "title": "Later"})
    assert same.status_code == 302, "the line that was announced is the one that the form sends back"
    finer = lin.post(f"{DESK}/new", PLAN | {"goal_line": "0.1234567"})
    assert (finer.status_code, "位小数" in finer.content.decode()) == (422, True)


def test_a_list_is_taken_whole_or_not_at_all(lin: Client, night: str, do: Do) -> None:
    do("announce")
    do("sign_up", "people", guest="老王")
    for way in ({"as": "signed"}, {"as": "came", "how": "list"}):
        sent = {"deed": "take_list", "tab": "day", "who": ["g小李", "g老王"]} | way
        assert lin.post(f"{DESK}/{night}/deed", sent).status_code == 422
        assert [one.name for one in SignUp.objects.all()] == ["老王"]


def test_a_roll_call_that_is_too_long_says_where_it_ends(team: Cast) -> None:
    assert team
    since = datetime(LAST.year, LAST.month, LAST.day, tzinfo=UTC) - timedelta(days=30)

    def called(most: int) -> RollCall:
        return asked("tea", lambda view: roll_call(view, since, since + timedelta(days=32), most=most))

    everything = called(10_000)
    assert everything.read_until is None
    short = called(3)
    assert short.read_until is not None
    assert len(short.here) <= 3


def test_the_run_sheet_is_as_long_as_the_event(team: Cast, visitor: Visitor) -> None:
    """A meetup's pattern lasts three hours; this one lasts one and a half."""
    plan = {"form": "meetup", "title": "小聚", "starts": "2026-12-01T20:00", "ends": "2026-12-01T21:30"}
    address = visitor(team.lin).post("/desk/tea/events/new", plan).url
    found = whole("tea", address.rpartition("/")[2])
    assert found is not None
    assert [step.minute for step in found.run] == [-30, 0, 15, 75]


def test_what_an_event_can_be_for_is_listed_by_group_and_title(lin: Client) -> None:
    page = words(lin, "/new?form=qa")
    shelves = dict(re.findall(r'<optgroup label="([^"]+)">(.*?)</optgroup>', page))
    assert [*shelves][:3] == ["这种形式常看的", "成员", "活跃"]
    titles = {shelf: re.findall(r">([^<]+)</option>", options) for shelf, options in shelves.items()}
    assert titles["这种形式常看的"] == ["发言成员"]
    # By their sounds: chengyuan, jinqun, xinren.
    found = [one for one in titles["成员"] if one.startswith(("成员总数", "进群", "新人"))]
    assert found[:2] == ["成员总数", "进群"]
    assert "发言成员" not in titles["活跃"]


@pytest.mark.parametrize(
    ("form", "tab", "begins"),
    [("draw", "draws", "办这场的抽奖"), ("qa", "qa", "开这场的问答"), ("checkin", "streaks", "开这场的打卡")],
)
def test_an_event_that_has_a_part_in_another_tab_leads_there(lin: Client, form: str, tab: str, begins: str) -> None:
    assert "存好以后从它那里过去" in words(lin, f"/new?form={form}")
    slug = str(lin.post(f"{DESK}/new", PLAN | {"form": form, "title": "Tea days"}).url).removeprefix(f"{DESK}/")
    page = words(lin, f"/{slug}?tab=plan")
    assert begins in page
    begun = lin.get(f"/desk/tea/{tab}/new?event={slug}")
    assert f'value="{slug}"' in begun.content.decode()


def test_check_ins_of_an_event_begin_with_its_words_and_stay_tied(lin: Client) -> None:
    slug = str(lin.post(f"{DESK}/new", PLAN | {"form": "checkin", "title": "Tea days"}).url).removeprefix(f"{DESK}/")
    page = lin.get(f"/desk/tea/streaks/new?event={slug}").content.decode()
    sent = dict(re.findall(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"', page))
    assert sent["title"] == "Tea days"
    rules = {"about": "", "words": "打卡", "channel": "", "weekdays": list("0123456")}
    made = lin.post("/desk/tea/streaks/new", {name: sent[name] for name in STREAK} | rules)
    assert made.status_code == 302
    assert "Tea days" in lin.get(made.url).content.decode().split("event-top")[1]
    assert f'href="{made.url}"' in words(lin, f"/{slug}?tab=plan")
    # An event that isn't there ties nothing.
    lone = lin.post("/desk/tea/streaks/new", {name: sent[name] for name in STREAK} | rules | {"event": "nowhere"})
    assert "/events/nowhere" not in lin.get(lone.url).content.decode()


def test_where_the_goal_is_set_it_says_how_large_a_change_can_be_seen(
    lin: Client, night: str, do: Do, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten weeks of six people a day: enough for a plan to be told what it takes, until the event has begun."""
    stand(monkeypatch, MORNING)
    told = re.compile(r"像这样的日子一天大约\d[^。]*多\d+%以上（一天约\d+人），五回里才看得出四回")
    ahead = (LAST + timedelta(days=30)).isoformat()
    assert told.search(words(lin, "/new?form=qa"))
    assert not told.search(words(lin, f"/{night}?tab=plan")), "its evening is over"
    lin.post(f"{DESK}/{night}/edit", PLAN | {"starts": f"{ahead}T20:00", "ends": f"{ahead}T22:00"})
    assert all(told.search(words(lin, f"/{night}{page}")) for page in ("?tab=plan", "/edit"))
    assert not told.search(words(lin, f"/{night}?tab=people"))
    do("cancel", why="下雨")
    assert not told.search(words(lin, f"/{night}?tab=plan"))


def test_its_address_tells_the_day_as_the_community_has_it(lin: Client) -> None:
    more = {"starts": f"{LAST}T02:00", "ends": f"{LAST}T03:00"}
    assert f"/{LAST:%Y%m%d}qa" in str(lin.post(f"{DESK}/new", PLAN | more).url)
