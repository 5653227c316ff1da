"""juluo needs, as a person at a terminal has it: an invented week in which five people can't install something."""

import json
from pathlib import Path

import pytest
from cli_words import Juluo

from juluo.insights.needs.need import NeedKind

_ASKED = (
    ("客户端安装失败怎么办", "安装到一半提示证书过期，进度条不动，重装也没用"),
    ("客户端安装不上", "证书过期之后装不了，进度条卡在最后，重装也没用"),
    ("求助客户端安装", "提示证书过期，杀毒都关了，进度条还是不动"),
    ("客户端安装卡住了", "进度条卡在最后，提示证书过期，杀毒关了也没用"),
    ("客户端安装报错", "报错说证书过期，重装也没用，进度条不动"),
)
_ELSE = ("球赛改期了", "面馆搬走了", "窗帘褪色", "门铃没电了", "风筝断线", "石榴开花", "台灯一闪一闪", "快递放错柜子")


@pytest.fixture
def week(juluo: Juluo, bring: Juluo, tmp_path: Path) -> Juluo:
    lines: list[dict[str, object]] = []

    def say(day: int, who: str, text: str, topic: str) -> None:
        ts = f"2026-03-{2 + day:02d}T{9 + len(lines) % 9:02d}:00:00+00:00"
        lines.append(
            {"id": f"c{len(lines)}", "ts": ts, "author": who, "text": text, "topic": topic, "channel": "广场"}
        )

    for n, (title, text) in enumerate(_ASKED):
        say(n, f"m{n}", text, title)
    for n, title in enumerate(_ELSE):
        say(n % 7, f"m{n}", f"说是{title}", title)
    ends = (
        {"id": f"e{hour}", "ts": f"2026-03-{day}T{hour}:00+00:00"} for day, hour in (("02", "00:00"), ("08", "23:59"))
    )
    lines += [end | {"author": "robot", "is_bot": True, "text": "报时", "channel": "广场"} for end in ends]
    lines.sort(key=lambda one: str(one["ts"]))
    path = tmp_path / "week.jsonl"
    columns = dict.fromkeys(("topic", "is_bot"))
    path.write_text("".join(json.dumps(columns | one, ensure_ascii=False) + "\n" for one in lines), encoding="utf-8")
    bring(path, "--community", "square", "--timezone", "UTC")
    return juluo


def test_needs_are_told_with_people_and_words(week: Juluo) -> None:
    shown = week("needs", "square", "--date", "2026-03-04").stdout.splitlines()
    assert shown[0] == "3月2日到3月8日：成员要什么"
    assert "客户端安装" in shown[2]
    assert "5人，5串对话" in shown[3]
    assert "之前的记录还不够比" in shown[3]
    assert sum("证书过期" in line for line in shown[4:7]) == 3
    assert "说不出什么是新话题：之前的记录还不够比。" in shown
    assert shown[-1].startswith("13串对话里，38%归进了上面这些")


def test_needs_are_told_in_english(week: Juluo) -> None:
    shown = week("needs", "square", "--date", "2026-03-04", "--lang", "en").stdout
    assert shown.startswith("What members need, 2 Mar to 8 Mar")
    assert "people: 5, threads: 5 · too little is known of the time before" in shown


def test_what_is_only_talked_of_is_told_apart(week: Juluo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("juluo.insights.needs.cards.kinds_of", lambda found, _: [NeedKind.TALK] * len(found))
    shown = week("needs", "square", "--date", "2026-03-04").stdout.splitlines()
    assert "这段时间没有几个人说到一处的需求。" in shown
    at = shown.index("大家还在聊（提问、报错、提建议的不多，不当作需求）")
    assert "客户端安装" in shown[at + 1]
    assert shown[at + 1].endswith("5人，5串对话")
    told = json.loads(week("needs", "square", "--date", "2026-03-04", "--json").stdout)
    assert [need["wanted"] for need in told["needs"]] == [False]


def test_needs_for_machines_name_their_entries(week: Juluo) -> None:
    told = json.loads(week("needs", "square", "--date", "2026-03-04", "--json").stdout)
    (need,) = told["needs"]
    assert (need["people"], need["course"]["verdict"], told["quiet"]) == (5, "未知", "no_past")
    assert {quote["entry"] for quote in need["quotes"]} <= set(need["entries"])
    assert len(need["entries"]) == 5


def test_a_week_without_needs_says_so(week: Juluo) -> None:
    assert "这段时间没有几个人说到一处的需求。" in week("needs", "square", "--date", "2026-02-04").stdout


def test_a_report_tells_needs_once_somebody_looked_for_them(week: Juluo) -> None:
    report = ("report", "square", "--period", "week", "--date", "2026-03-04")
    assert "juluo report square --needs" in week(*report).stdout
    looked = week(*report, "--needs").stdout
    assert "有1件事至少三个人提，最多的一件有5人提。" in looked
    assert "证书过期" in looked
    again = week(*report).stdout
    assert again.split("### 成员需要什么")[1].split("###")[0] == looked.split("### 成员需要什么")[1].split("###")[0]
    day = week("report", "square", "--date", "2026-03-04").stdout
    assert "3月1日没有记录，说不出成员需要什么" in day, "a day tells of the week before it"
