import json
from pathlib import Path
from typing import Any

import pytest
from cli_words import Juluo, one_sentence

from juluo.demo.truth import Truth
from juluo.metrics.metric import metrics

READING = {
    "from",
    "to",
    "value",
    "n",
    "interval",
    "previous",
    "change",
    "change_interval",
    "verdict",
    "complete",
    "reason",
}


@pytest.fixture
def read(juluo: Juluo, demo_home: Path) -> Any:  # noqa: ANN401 - a function
    def run(name: str, *options: str) -> dict[str, Any]:
        result = juluo("metric", "demo", name, *options, "--json", home=demo_home)
        assert result.exit_code == 0, result.stderr
        return dict(json.loads(result.stdout))

    return run


def test_readings_in_order_of_time(read: Any, demo_truth: Truth) -> None:  # noqa: ANN401
    found = read("active_members", "--from", "2026-11-10", "--to", "2026-11-19")
    assert (found["metric"], found["unit"]) == ("active_members", "people")
    days = [reading["from"] for reading in found["readings"]]
    assert days == sorted(days)
    assert [r["value"] for r in found["readings"]] == [demo_truth.days[day].active_members for day in days]
    assert all(reading.keys() >= READING for reading in found["readings"])


def test_what_was_before_stands_beside(read: Any, demo_truth: Truth) -> None:  # noqa: ANN401
    last = demo_truth.last
    reading = read("active_members")["readings"][0]
    four = last.active_last_four
    assert reading["previous"] == {"same_weekday": last.active_same_weekday, "mean4": sum(four) / len(four)}
    assert (reading["verdict"], reading["direction"], reading["complete"]) == ("明显上升", "up", True)


def test_compound_metrics_have_parts_or_rows(read: Any) -> None:  # noqa: ANN401
    lifecycle = read("lifecycle")["readings"][0]
    assert lifecycle["value"] is None
    assert lifecycle["parts"].keys() == {"new", "returning", "resurrecting", "dormant"}
    assert sum(lifecycle["parts"][name] for name in ("new", "returning", "resurrecting")) == 137
    assert read("channel_share")["readings"][0]["rows"][0].keys() >= {"channel", "messages", "share"}


@pytest.mark.parametrize(("grain", "n"), [("day", 28), ("week", 4), ("month", 1)])
def test_by_day_week_or_month(read: Any, grain: str, n: int) -> None:  # noqa: ANN401
    assert len(read("messages", "--from", "2026-10-05", "--to", "2026-11-01", "--grain", grain)["readings"]) in {
        n,
        n + 1,
    }


def test_by_channel(read: Any, demo_truth: Truth) -> None:  # noqa: ANN401
    found = {r["channel"]: r["value"] for r in read("active_members", "--by", "channel")["readings"]}
    spoke = demo_truth.days[demo_truth.last_day].active_by_channel
    assert found == {demo_truth.channels[code]: n for code, n in spoke.items() if n}


@pytest.mark.parametrize("name", list(metrics()))
def test_every_metric_has_its_table(juluo: Juluo, demo_home: Path, name: str) -> None:
    result = juluo("metric", "demo", name, home=demo_home)
    assert result.exit_code == 0
    assert metrics()[name].title in result.stdout
    assert "2026-11-19" in result.stdout


def test_why_a_value_is_unknown_is_told(juluo: Juluo, small: object) -> None:
    assert small
    assert "这个来源的导出里看不到" in juluo("metric", "small", "joined").stdout
    english = juluo("metric", "small", "joined", env={"JULUO_LANG": "en"}).stdout
    assert "export doesn't show" in " ".join(english.split())


def test_what_only_the_desk_keeps_is_not_missing_from_an_export(juluo: Juluo, small: object) -> None:
    assert small
    for name, why, in_english in (
        ("csat", "没有问卷请人答过这个", "no survey asked anybody this"),
        ("event_attendance", "没有登记过活动", "no event was recorded"),
        ("feedback_received", "没有登记过反馈", "no feedback was recorded"),
    ):
        told = juluo("metric", "small", name).stdout
        assert why in "".join(told.split())
        assert "导出里看不到" not in told
        assert in_english in " ".join(juluo("metric", "small", name, env={"JULUO_LANG": "en"}).stdout.split())


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("nobody", "messages"), "没有叫 nobody 的社群"),
        (("demo", "mesages"), "没有叫 mesages 的指标：是不是 messages"),
        (("demo", "wxyz"), "没有叫 wxyz 的指标：全部见 juluo metrics。"),
        (
            ("demo", "messages", "--from", "2027-01-01"),
            "--from 2027-01-01 太晚了：demo 最后一个完整的日子是 2026-11-19",
        ),
        (("demo", "messages", "--from", "soon"), "看不懂日期 soon"),
        (
            ("demo", "messages", "--from", "2026-11-19", "--to", "2026-11-01"),
            "--from 2026-11-19 在 --to 2026-11-01 之后",
        ),
        (("demo", "messages", "--by", "mood"), "messages 不能按 mood 分"),
    ],
)
def test_what_cannot_be_measured_is_told(juluo: Juluo, demo_home: Path, options: tuple[str, ...], told: str) -> None:
    assert one_sentence(juluo("metric", *options, home=demo_home)).startswith(told)


def test_the_catalogue_names_every_metric_in_both_languages(juluo: Juluo) -> None:
    told = juluo("metrics").stdout
    records = json.loads(juluo("metrics", "--json").stdout)
    assert [record["metric"] for record in records] == list(metrics())
    assert all(record[field] in told for record in records for field in ("title", "title_en", "meaning", "meaning_en"))
    sources = [(metric.source, metric.source_en) for metric in metrics().values()]
    assert [(record["source"], record["source_en"]) for record in records] == sources


def test_numbers_are_told_in_their_unit(juluo: Juluo, demo_home: Path) -> None:
    waits = juluo("metric", "demo", "time_to_first_response", "--from", "2026-11-18", home=demo_home).stdout
    assert "分钟" in waits
    assert "%" in juluo("metric", "demo", "reply_rate", "--to", "2026-11-18", home=demo_home).stdout


def test_a_column_that_says_nothing_is_left_out(juluo: Juluo, demo_home: Path) -> None:
    assert "共多少" not in juluo("metric", "demo", "messages", home=demo_home).stdout
    assert "共多少" in juluo("metric", "demo", "stickiness", home=demo_home).stdout


def test_of_a_long_table_the_first_rows_are_told(juluo: Juluo, demo_home: Path) -> None:
    told = juluo("metric", "demo", "hour_of_week", home=demo_home).stdout.splitlines()
    assert told[-1] == "还有128行，加 --json 看全部。"
    assert len([line for line in told if "周几：周" in line]) == 40


def test_parts_and_rows_are_told_by_name_and_stay_codes_for_machines(juluo: Juluo, demo_home: Path) -> None:
    told = juluo("metric", "demo", "lifecycle", "--to", "2026-11-18", home=demo_home).stdout
    assert "上一期也在：" in told
    assert "returning" not in told
    english = juluo(
        "metric", "demo", "lifecycle", "--to", "2026-11-18", home=demo_home, env={"JULUO_LANG": "en"}
    ).stdout
    assert "Here the period before too" in english
    raw = json.loads(juluo("metric", "demo", "lifecycle", "--to", "2026-11-18", "--json", home=demo_home).stdout)
    assert "returning" in raw["readings"][-1]["parts"]
    tiers = juluo("metric", "demo", "participation_tiers", "--from", "2026-11-18", home=demo_home).stdout
    assert "档：潜水" in tiers
    weeks = juluo("metric", "demo", "retention", "--from", "2026-11-18", home=demo_home).stdout
    assert "第1周还在的占比：" in weeks
