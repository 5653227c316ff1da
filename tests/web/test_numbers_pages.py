"""今天 and 数据 as colleagues of each role get them, over a made-up community."""

import csv
import html
import io
import json
import re
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from cast import Cast, entered
from django.conf import settings
from talkative import CHANNELS, EVIL, FORMULA, LAST, MEMBERS, SLUG
from visitor import Visitor

from juluo.intake.take_in import Wish, take_in
from juluo.ledger.period import Calendar
from juluo.metrics.metric import grouped, metrics
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.roles import Role
from juluo.shell.accounts.scene import Scene
from juluo.store.embedded import EmbeddedStore
from juluo.web.asking import Asking
from juluo.web.metrics.asked import ask_of

METRICS = "/desk/tea/metrics"


@pytest.fixture
def got(team: Cast, visitor: Visitor) -> "Got":
    return Got(team, visitor)


class Got:
    """What a page answers to a colleague, with its marks taken out of their hiding."""

    def __init__(self, team: Cast, visitor: Visitor) -> None:
        self._team, self._visitor = team, visitor

    def __call__(self, address: str, role: Role | None = None, **headers: str) -> str:
        answer = self._visitor(self._who(role)).get(address, **headers)
        assert answer.status_code == 200, (address, answer.status_code)
        return str(answer.content.decode())

    def status(self, address: str, role: Role | None = None) -> int:
        return int(self._visitor(self._who(role)).get(address).status_code)

    def raw(self, address: str) -> bytes:
        return bytes(self._visitor(self._who(None)).get(address).content)

    def _who(self, role: Role | None) -> Colleague:
        return self._team.lin if role is None else self._team.of_tea[role]


def words(page: str) -> str:
    """The page as it is read, without its markup."""
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", page)))


def test_today_tells_the_last_whole_day(got: Got) -> None:
    page = got("/desk/tea/")
    told = words(page)
    assert f"{LAST.year}年{LAST.month}月{LAST.day}日" in told
    assert "8人发言" in told
    assert page.count('class="tile"') == 8
    assert f'href="{METRICS}/active_members?day={LAST}"' in page
    assert "个提问没人回应" in told
    assert "这个怎么弄？" in told
    assert 'class="plan' in page


def test_today_turns_to_the_day_before_and_not_past_the_records(got: Got) -> None:
    before = LAST - timedelta(days=1)
    page = got("/desk/tea/")
    assert f'rel="prev" href="?day={before}"' in page
    assert 'rel="next"' not in page
    assert f'rel="next" href="?day={LAST}"' in got(f"/desk/tea/?day={before}")
    assert "这段时间没有导入任何记录" in words(got("/desk/tea/?day=2020-01-01"))


def test_the_records_behind_what_was_unusual_open_from_today(got: Got, tmp_path: Path) -> None:
    flood = [
        {
            "id": f"late{n}",
            "ts": f"{LAST}T20:{n % 60:02d}:00+08:00",
            "author": f"来客{n}",
            "text": "来了",
            "channel": "广场",
        }
        for n in range(90)
    ]
    path = tmp_path / "flood.jsonl"
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in flood), encoding="utf-8")
    with closing(EmbeddedStore(settings.HOME)) as store:
        take_in(store, SLUG, [path], Wish())
    ((address, count),) = re.findall(
        r'href="(/desk/tea/metrics/[^"]+;of=alarm-1)">看背后的([\d,]+)条记录', got("/desk/tea/")
    )
    address = html.unescape(address)
    assert int(count) >= len(flood)
    assert f"{count}条记录" in words(got(address))
    page = address.partition("of=")[0]
    for wrong in ("alarm-0", "alarm-99", "alarm-", "alarm-²", f"alarm-{'9' * 5000}"):
        assert got.status(f"{page}of={wrong}") == 404


def test_a_viewer_reads_numbers_and_nobody_s_name_or_words(got: Got) -> None:
    pages = ("messages", "active_members?days=28", "influence", "reciprocity")
    for address in ("/desk/tea/", *(f"{METRICS}/{page}" for page in pages)):
        page = html.unescape(got(address, Role.VIEWER))
        assert not [name for name in MEMBERS if len(name) > 1 and name in page]
        assert "这个怎么弄" not in page
        assert "/records" not in page
        assert "/export" not in page


def test_a_table_is_told_in_words(got: Got) -> None:
    page = got(f"{METRICS}/participation_tiers")
    assert "<td>潜水</td>" in page
    assert ">占消息</th>" in page
    assert "lurking" not in page
    assert "岑" in got(f"{METRICS}/influence")


def test_the_day_s_report_waits_for_who_may_sign_it(got: Got) -> None:
    waits = f'<a href="/desk/tea/reports/day/{LAST}">去签发</a>'
    assert waits in got("/desk/tea/", Role.OPERATOR)
    assert waits not in got("/desk/tea/", Role.ANALYST)


def test_metrics_of_every_kind_have_their_page(got: Got) -> None:
    for name in ("joined", "members", "channel_share", "hour_of_week", "lifecycle", "retention", "reply_rate", "nps"):
        page = words(got(f"{METRICS}/{name}"))
        assert metrics()[name].title in page
        assert metrics()[name].edges in page
        assert f"出处{metrics()[name].source}" in page


def test_a_number_that_is_told_elsewhere_leads_there(got: Got) -> None:
    for metric, tab in (("csat", "surveys"), ("feedback_told", "feedback"), ("event_attendance", "events")):
        assert f'class="button" href="/desk/tea/{tab}"' in got(f"{METRICS}/{metric}"), metric
    assert "去看看" not in got(f"{METRICS}/active_members")


def test_a_metric_s_page_tells_value_line_causes_and_channels(got: Got) -> None:
    page = got(f"{METRICS}/messages?days=28")
    told = words(page)
    (value,) = re.findall(r'class="great"><strong>([\d,]+)</strong>', page)
    (count,) = re.findall(r"看背后的([\d,]+)条记录", told)
    assert value == count
    assert "按频道拆开" in told
    assert "看这28期的数" in told
    assert "data-chart=" in page
    assert page.count('class="course wide"') == 1


@pytest.mark.parametrize(
    "asked",
    ["grain=week&days=90", "grain=month&days=365", "against=none", "actors=all", "from=2026-10-01&to=2026-11-01"],
)
def test_an_address_holds_what_is_shown(asked: str, got: Got) -> None:
    assert 'class="course wide"' in got(f"{METRICS}/messages?{asked}")


def test_as_it_was_known_then(got: Got) -> None:
    assert "账本第1版的样子" in words(got(f"{METRICS}/messages?as_of=1"))
    assert got.status(f"{METRICS}/messages?as_of=9") == 404


def test_a_day_ends_as_the_community_has_it() -> None:
    """In Shanghai the 20th is over at four in the afternoon of UTC."""
    ask = ask_of("messages", Asking({"as_of": "2026-11-20"}, date(2026, 11, 21)))
    assert ask.known_at(Calendar("Asia/Shanghai")) == datetime(2026, 11, 20, 15, 59, 59, 999999, tzinfo=UTC)
    assert ask.known_at(Calendar("UTC", 4)) == datetime(2026, 11, 21, 3, 59, 59, 999999, tzinfo=UTC)


@pytest.mark.parametrize(
    "asked",
    [
        f"{METRICS}/nothing",
        f"{METRICS}/messages?day=yesterday",
        f"{METRICS}/messages?day=9999-12-31",
        f"{METRICS}/messages?grain=hour",
        f"{METRICS}/messages?days=0",
        f"{METRICS}/messages?as_of=x",
        f"{METRICS}/messages?as_of=0001-01-01",
        f"{METRICS}/messages/records?of=channel-99",
        f"{METRICS}/messages/records?page=999",
        f"{METRICS}?group=none",
        "/desk/tea/retention?grain=month",
        "/desk/tea/?day=0001-01-01",
    ],
)
def test_what_can_t_be_meant_is_not_there(asked: str, got: Got) -> None:
    assert got.status(asked) == 404


def test_the_records_are_as_many_as_the_number_and_turned_by_fifties(got: Got) -> None:
    address = f"{METRICS}/messages/records?grain=week&day={LAST - timedelta(days=7)}"
    first, second = got(address), got(f"{address}&page=2")
    (count,) = re.findall(r"背后有([\d,]+)条记录", words(first))
    assert first.count("<li><time>") == 50
    assert 0 < second.count("<li><time>") <= 50
    assert int(count) > 50
    part = got(address, HTTP_HX_REQUEST="true")
    assert "<html" not in part
    assert part.count("<li><time>") == 50


def test_a_channel_s_records_are_its_own(got: Got) -> None:
    page = got(f"{METRICS}/messages")
    channels = re.findall(r"of=(channel-\d)[^>]*>([^<]+)</a></th>", page)
    assert len(channels) == 3
    for of, name in channels:
        listed = got(f"{METRICS}/messages/records?of={of}")
        assert set(re.findall(r"</b> <bdi>(.*?)</bdi>", listed)) == {name}


def test_no_name_becomes_markup(got: Got) -> None:
    for address in ("/desk/tea/", f"{METRICS}/messages", f"{METRICS}/messages/records", f"{METRICS}/channel_share"):
        page = got(address)
        assert EVIL not in page
        assert CHANNELS[1] not in page
    assert html.escape(CHANNELS[1]).replace("&quot;", "&#34;") in got(f"{METRICS}/messages").replace("&quot;", "&#34;")


def test_the_catalogue_brings_a_group_at_a_time(got: Got) -> None:
    page = got(METRICS)
    assert all(f"{METRICS}/{name}" in page for name in metrics())
    assert 'hx-get="?group=activity"' in page
    part = got(f"{METRICS}?group=activity", HTTP_HX_REQUEST="true")
    assert "<html" not in part
    assert "hx-get" not in part
    assert "在算" not in words(part)
    assert part.count('<th scope="row">') == len(grouped()["activity"])


def test_csv_holds_every_day_and_no_formula(got: Got) -> None:
    content = got.raw(f"{METRICS}/messages/export?days=7")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:8]] == [str(LAST - timedelta(days=6 - n)) for n in range(7)]
    shares = got.raw(f"{METRICS}/channel_share/export").decode("utf-8-sig")
    assert f"'{FORMULA}" in shares
    assert not [cell for row in csv.reader(io.StringIO(shares)) for cell in row if cell.startswith(("=", "@", "\t"))]


def test_parts_have_their_names_on_the_page_and_in_both_files(team: Cast, visitor: Visitor) -> None:
    heads = {
        "zh": ("上一期也在", "谁写的", "工作人员", "第0周还在的人"),
        "en": ("Here the period before too", "Written by", "Staff"),
    }
    for lang, expected in heads.items():
        client = visitor(team.lin)
        client.cookies["juluo_lang"] = lang
        files = [
            client.get(f"{METRICS}/{name}/export?file=csv").content.decode("utf-8-sig")
            for name in ("lifecycle", "posts_by_member_type", "retention", "health_composite")
        ]
        assert all(any(head in file for file in files) for head in expected)
        codes = {code for metric in metrics().values() for code in (*metric.parts, *metric.columns) if "_" in code}
        cells = {cell for file in files for row in csv.reader(io.StringIO(file)) for cell in row}
        assert cells & {*codes, "returning", "resurrecting", "hits", "staff", "unnamed"} == set()
        assert expected[0] in words(client.get(f"{METRICS}/lifecycle").content.decode())


def test_retention_tables_in_their_senses(got: Got) -> None:
    titles = {
        re.findall(r"<h2>(.*?)</h2>", got(f"/desk/tea/retention?sense={sense}"))[0]
        for sense in ("on", "after", "in-a-row", "brackets")
    }
    assert len(titles) == 4
    assert got.status("/desk/tea/retention?sense=rolling") == 404


def test_english_has_no_chinese_of_ours(team: Cast, visitor: Visitor) -> None:
    client = visitor(team.lin)
    client.cookies["juluo_lang"] = "en"
    theirs = re.compile("[林晚安岑大宝阿二方小顾何广场机器人聚落中文第天这个怎么样弄早]")
    addresses = ("/desk/tea/", METRICS, f"{METRICS}/messages", "/desk/tea/retention")
    pages = {address: words(client.get(address).content.decode()) for address in addresses}
    for address, page in pages.items():
        assert re.findall("[\u4e00-\u9fff]+", theirs.sub("", page)) == [], address
    assert metrics()["messages"].source_en in pages[f"{METRICS}/messages"]


def test_an_unchanged_page_opens_no_ledger(got: Got, monkeypatch: pytest.MonkeyPatch) -> None:
    for address in ("/desk/tea/", f"{METRICS}/messages"):
        first = got(address)
        with monkeypatch.context() as closed:
            closed.setattr("juluo.store.embedded.EmbeddedStore.view", None)
            assert _still(got(address)) == _still(first)


def _still(page: str) -> str:
    """The page without the token that is new in every answer."""
    return re.sub(r"(X-CSRFToken|csrfmiddlewaretoken)[^>]*", "", page)


@pytest.mark.usefixtures("records")
def test_an_empty_community_says_what_to_do(scene: Scene, visitor: Visitor) -> None:
    store = EmbeddedStore(settings.HOME)
    store.add_community("tea", Calendar("Asia/Shanghai"))
    store.close()
    client = visitor(entered(scene).lin)
    for address in ("/desk/tea/", f"{METRICS}/messages", "/desk/tea/retention", METRICS):
        assert "还没有记录" in client.get(address).content.decode()
