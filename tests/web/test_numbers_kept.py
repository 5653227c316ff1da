"""What colleagues do with a number: filter, split, compare, annotate, keep, search its records, take its picture."""

import csv
import html
import io
import re
from datetime import timedelta

import pytest
from cast import Cast
from django.http import HttpResponse
from talkative import CHANNELS, EVIL, FORMULA, LAST
from test_numbers_pages import Got, words
from visitor import Visitor

from juluo.desk.numbers.actions import LONGEST_NOTE, MOST_A_DAY, forget
from juluo.desk.numbers.facts import day_notes, saved_views
from juluo.desk.numbers.models import SavedView
from juluo.shell.accounts.facts import audit_of
from juluo.shell.accounts.roles import Role

METRICS = "/desk/tea/metrics"
MESSAGES = f"{METRICS}/messages"
VIEWS = "/desk/tea/metric-views"


@pytest.fixture
def got(team: Cast, visitor: Visitor) -> Got:
    return Got(team, visitor)


@pytest.fixture
def sent(team: Cast, visitor: Visitor) -> "Sent":
    return Sent(team, visitor)


class Sent:
    """What a form of a colleague is answered with."""

    def __init__(self, team: Cast, visitor: Visitor) -> None:
        self._team, self._visitor = team, visitor

    def __call__(self, to: str, role: Role = Role.ANALYST, /, **fields: object) -> HttpResponse:
        return self._visitor(self._team.of_tea[role]).post(to, fields)


def value(page: str) -> int:
    (found,) = re.findall(r'class="great[^"]*"><strong>([\d,]+)</strong>', page)
    return int(found.replace(",", ""))


def channel_codes(page: str) -> list[str]:
    return re.findall(r'name="channels" value="(\d+)"', page)


def test_channels_add_up_and_lead_to_their_own_records(got: Got) -> None:
    whole = got(MESSAGES)
    codes = channel_codes(whole)
    assert len(codes) == 3
    pages = [got(f"{MESSAGES}?channels={code}") for code in codes]
    assert sum(map(value, pages)) == value(whole)
    listed = got(f"{MESSAGES}/records?channels={codes[0]}")
    assert len(set(re.findall(r"</b> <bdi>(.*?)</bdi>", listed))) == 1
    assert words(listed).count(f"背后有{value(pages[0])}条记录") == 1
    both = got(f"{MESSAGES}?channels={codes[0]}&channels={codes[1]}")
    assert value(both) == value(pages[0]) + value(pages[1])
    assert "只算这部分" in words(both)


def test_hours_and_people_of_a_form(got: Got) -> None:
    whole = value(got(MESSAGES))
    morning = got(f"{MESSAGES}?since=9&until=10&people=anyone")
    assert 0 < value(morning) < whole
    assert value(got(f"{MESSAGES}?hours=10-9")) == whole - value(morning)
    assert value(got(f"{MESSAGES}?since=0&until=24")) == whole
    assert value(got(f"{MESSAGES}?people=regulars")) == whole
    assert value(got(f"{MESSAGES}?people=newcomers")) == 0


def test_a_metric_that_can_t_be_filtered_says_why(got: Got) -> None:
    page = words(got(f"{METRICS}/influence?people=newcomers"))
    assert "没有筛，下面是全部的数。" in page
    assert "只看一部分就不是它了" in page
    assert "登记不分频道" in words(got(f"{METRICS}/nps?hours=9-12"))


@pytest.mark.parametrize("by", ["channel", "people", "cohort", "hour", "person"])
def test_taken_apart(by: str, got: Got) -> None:
    page = got(f"{MESSAGES}?by={by}")
    found = sorted(set(re.findall(rf"of=({by}-\d+)", page)))
    listed = [got(f"{MESSAGES}/records?by={by}&of={of}") for of in found]
    assert sum(part.count("<li><time>") for part in listed) == value(page)
    assert EVIL not in page
    assert f"of={by}-1" not in got(f"{MESSAGES}?by=none")


def test_who_may_not_see_members_sees_no_split_by_person(got: Got) -> None:
    page = html.unescape(got(f"{MESSAGES}?by=person", Role.VIEWER))
    assert "岑" not in page
    assert EVIL not in page


@pytest.mark.parametrize("asked", ["messages/export?by=person", "influence/export?days=28"])
def test_a_file_names_members_only_to_who_may_export_them(asked: str, got: Got) -> None:
    """An analyst reads names on the page; what leaves the house names nobody, as their reports do."""
    whole, bare = got(f"{METRICS}/{asked}", Role.OWNER), got(f"{METRICS}/{asked}", Role.ANALYST)
    named = {"大宝", "阿二", "小顾"}
    assert [name for name in named if name in bare] == []
    assert [name for name in named if name in whole]
    assert "岑" in got(f"{MESSAGES}?by=person", Role.ANALYST)
    assert f"'{FORMULA}" in got(f"{METRICS}/channel_share/export", Role.ANALYST)


@pytest.mark.parametrize(
    ("asked", "first"),
    [("before", 28), ("week", 7), ("year", 364)],
)
def test_the_dashed_line_says_its_days(asked: str, first: int, got: Got) -> None:
    page = words(got(f"{MESSAGES}?against={asked}"))
    begins = LAST - timedelta(days=27 + first)
    assert (f"：{begins}～" in page) == (asked != "year")


def test_an_own_stretch_to_compare_with(got: Got) -> None:
    own = LAST - timedelta(days=50)
    page = got(f"{MESSAGES}?own={own}&days=7")
    assert f"：{own}～{own + timedelta(days=6)}" in words(page)
    # No way leads on with it; the frame alone tells its own forms the address as it was asked.
    assert re.findall(r'href="[^"]*against=own', got(f"{MESSAGES}?against=own")) == []


@pytest.mark.parametrize(
    ("asked", "points"),
    [("range=week", 4), ("range=last-week", 7), ("range=last-month", 31), ("range=all", 70), ("days=7", 7)],
)
def test_ranges(asked: str, points: int, got: Got) -> None:
    page = got(f"{MESSAGES}?{asked}")
    assert f"看这{points}期的数" in words(page)


def test_arrows_lead_to_what_lies_beside(got: Got) -> None:
    page = got(f"{MESSAGES}?days=7")
    first, last = LAST - timedelta(days=13), LAST - timedelta(days=7)
    assert f"from={first}&amp;to={last}" in page
    assert 'rel="next"' not in page
    back = got(f"{MESSAGES}?from={first}&to={last}")
    assert f"to={LAST}" in re.findall(r'rel="next" href="([^"]*)"', back)[0]
    assert 'rel="prev"' not in got(f"{MESSAGES}?range=all")


@pytest.mark.parametrize(
    "asked",
    ["channels=99999", "channels=a", "hours=9", "hours=25-26", "hours=9-9", "people=some", "by=weather", "range=ever"],
)
def test_what_can_t_be_meant(asked: str, got: Got) -> None:
    assert got.status(f"{MESSAGES}?{asked}") == 404


def test_a_note_stands_under_every_line(got: Got, sent: Sent) -> None:
    day = LAST - timedelta(days=3)
    answer = sent(f"{MESSAGES}/note", address="?days=7", day=day, words=f"服务器停了 {EVIL}")
    assert (answer.status_code, answer["Location"]) == (302, f"{MESSAGES}?days=7#notes")
    for page in (got(f"{MESSAGES}?days=7"), got(f"{METRICS}/active_members?grain=week&days=28", Role.VIEWER)):
        assert "服务器停了" in words(page)
        assert EVIL not in page
    assert "服务器停了" not in words(got(f"{MESSAGES}?range=last-month"))
    assert "note-add" not in got(MESSAGES, Role.VIEWER)
    (note,) = day_notes("tea")
    sent(f"{MESSAGES}/note", Role.MODERATOR, deed="change", note=note.id, words="停了半天")
    assert "停了半天" in words(got(MESSAGES))
    assert forget("tea", re.compile("半天"), "［已抹去］") == 1
    assert "停了［已抹去］" in words(got(MESSAGES))
    sent(f"{MESSAGES}/note", deed="remove", note=note.id)
    assert day_notes("tea") == ()
    assert [line.deed for line in audit_of("tea")[:3]] == ["remove_note", "change_note", "note_day"]


def test_a_note_that_can_t_be_kept(sent: Sent) -> None:
    assert sent(f"{MESSAGES}/note", day=LAST, words="  ").status_code == 422
    assert sent(f"{MESSAGES}/note", day=LAST, words="长" * (LONGEST_NOTE + 1)).status_code == 422
    assert sent(f"{MESSAGES}/note", day="tomorrow", words="好").status_code == 404
    assert sent(f"{MESSAGES}/note", deed="remove", note=77).status_code == 422
    assert sent(f"{MESSAGES}/note", Role.VIEWER, day=LAST, words="好").status_code == 403
    for n in range(MOST_A_DAY + 1):
        answer = sent(f"{MESSAGES}/note", day=LAST, words=f"第{n}条")
    assert answer.status_code == 422
    assert f"已经有{MOST_A_DAY}条批注了" in words(answer.content.decode())


def test_views_are_kept_shared_renamed_and_put_away(team: Cast, got: Got, sent: Sent) -> None:
    asked = "?days=7&by=hour&against=none&people=regulars"
    assert sent(f"{MESSAGES}/save", Role.VIEWER, name="早上", address=asked, shared="yes").status_code == 422
    sent(f"{MESSAGES}/save", Role.VIEWER, name="只我", address=asked)
    sent(f"{MESSAGES}/save", name=f"早上 {EVIL}", address=asked, shared="yes")
    viewer, analyst = team.of_tea[Role.VIEWER].id, team.of_tea[Role.ANALYST].id
    assert [one.name for one in saved_views("tea", analyst)] == [f"早上 {EVIL}"]
    mine, shared = saved_views("tea", viewer)
    page = got(METRICS, Role.VIEWER)
    assert "只我" in words(page)
    assert EVIL not in page
    (link,) = re.findall(r'href="([^"]*)"><bdi>只我', page)
    assert "看这7期的数" in words(got(html.unescape(link), Role.VIEWER))
    assert sent(VIEWS, Role.VIEWER, view=shared.id, deed="remove").status_code == 422
    assert sent(VIEWS, view=mine.id, deed="remove").status_code == 422
    sent(VIEWS, view=shared.id, deed="rename", name="早上看的")
    sent(VIEWS, view=shared.id, deed="unshare")
    assert [one.name for one in saved_views("tea", viewer)] == ["只我"]
    sent(VIEWS, view=shared.id, deed="remove")
    assert saved_views("tea", analyst) == ()
    assert sent(VIEWS, view=shared.id, deed="burn").status_code == 404


def test_a_view_that_can_t_be_asked_any_more_is_said_to_be_so(team: Cast, got: Got, sent: Sent) -> None:
    assert sent(f"{MESSAGES}/save", name="x", address="?grain=hour").status_code == 404
    sent(f"{MESSAGES}/save", name="旧的", address="?days=7")
    (one,) = saved_views("tea", team.of_tea[Role.ANALYST].id)
    SavedView.objects.filter(pk=one.id).update(metric="gone_metric")
    page = got(VIEWS, Role.ANALYST)
    assert "这个视图打不开了" in words(page)
    assert "gone_metric?" not in page


def test_records_are_searched_by_words_channel_and_person(got: Got) -> None:
    address = f"{MESSAGES}/records?grain=week&day={LAST - timedelta(days=7)}"
    whole = got(address)
    asked = got(f"{address}&q=这个怎么")
    assert set(re.findall(r'class="said"><bdi>(.*?)</bdi>', asked)) == {"这个怎么弄？"}
    assert "符合的有" in words(asked)
    assert "没有符合的" in words(got(f"{address}&q=' OR 1=1"))
    people = re.findall(r'<option value="(\d+)">([^<]*?) ([\d,]+)</option>', whole.split('name="who"')[1])
    assert len(people) == 8
    theirs = got(f"{address}&who={people[0][0]}")
    assert f"符合的有{people[0][2]}条" in words(theirs)
    channels = re.findall(r'<option value="(\d+)">', whole.split('name="in"')[1].split("</select>")[0])
    one = got(f"{address}&in={channels[0]}")
    assert len(set(re.findall(r"</b> <bdi>(.*?)</bdi>", one))) == 1
    assert CHANNELS[1] not in whole


def test_a_picture_to_take_away(got: Got) -> None:
    assert got.raw(f"{MESSAGES}/picture?days=7").startswith(b"\x89PNG")
    assert got.raw(f"{METRICS}/hour_of_week/picture").startswith(b"\x89PNG")
    assert got.status(f"{METRICS}/influence/picture") == 404


def test_a_file_holds_the_parts_and_says_what_was_filtered(got: Got) -> None:
    text = got.raw(f"{MESSAGES}/export?by=hour&people=regulars&against=week&days=7").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0][7] == "对照的数值"
    assert ["只看哪部分", "老成员（第一次发言已满28天）"] in rows
    at = next(n for n, row in enumerate(rows) if row[:1] == ["时段"])
    assert [row[0] for row in rows[at + 1 : at + 9]] == [f"{h:02d}:00～{h + 3:02d}:00" for h in range(0, 24, 3)]
    total = sum(int(row[1]) for row in rows[at + 1 : at + 9])
    assert total == int(rows[7][3])
    shares = got.raw(f"{MESSAGES}/export?by=channel").decode("utf-8-sig")
    assert not [
        cell for row in csv.reader(io.StringIO(shares)) for cell in row if cell.startswith(("=", "+", "@", "\t"))
    ]
    assert "'=HYPERLINK(1)" in shares


def test_where_people_come_from_and_go_to(got: Got) -> None:
    page = got("/desk/tea/flow")
    told = words(page)
    assert "上一期发言的8人里，8人这一期还在，0人没再来" in told
    assert page.count('class="flows wide"') == 1
    assert "未知" in words(got("/desk/tea/flow?day=2026-09-12"))
    assert got.status("/desk/tea/flow?grain=hour") == 404


def test_how_it_is_made_is_told_in_full(got: Got) -> None:
    page = words(got(f"{METRICS}/messages"))
    for term in ("哪几天", "数了多少", "算了谁", "没算进来", "拿什么比", "怎么检验", "什么时候知道的"):
        assert term in page
    assert "1个机器人" in page
    assert "账本第1版，1次导入；记录到2026-11-19 23:59为止。" in page


def test_a_rate_is_told_of_the_last_day_whose_questions_are_ripe(got: Got) -> None:
    page = words(got(f"{METRICS}/reply_rate?by=none"))
    assert "提问还不满24小时" not in page
    assert "提问还不满24小时" in words(got(f"{METRICS}/reply_rate?day={LAST}"))
