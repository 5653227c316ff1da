"""The same commands on the ledger as it was known then, and on numbers that count staff or bots too."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cli_words import Juluo, one_sentence

from juluo.demo.truth import Truth

DAY = "2026-11-09"
# What one making of a report says of itself.
OWN_WORDS = {"made_at", "notices", "footer"}
# What members need is found in the newest ledger alone; a report of an earlier one says so.
NEEDS = re.compile('成员需要什么只按最新的账本找[^"]*|2026年[^"]*还没算出来：打开网页的“需求”[^"]*')


@pytest.fixture
def late(export: Path, tmp_path: Path) -> Path:
    """A later export of the small community: a message edited, one deleted, two new ones, and a new channel."""
    rows = [json.loads(line) for line in export.read_text(encoding="utf-8").splitlines()]
    told = {row["id"]: {"kind": "message", **row} for row in rows}
    told["m8-0"] |= {"text": "早上好，今天有活动", "edited_at": "2026-11-09T12:00:00+08:00"}
    told["m8-2"] |= {"kind": "deleted"}
    for number, author in enumerate(("u3", "u5")):
        told[f"late{number}"] = told["m8-1"] | {
            "id": f"late{number}", "author": author, "author_name": author, "channel": "新频道", "text": "怎么报名？",
        }  # fmt: skip
    path = tmp_path / "late.jsonl"
    lines = sorted(({"edited_at": "", **row} for row in told.values()), key=lambda row: str(row["ts"]))
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return path


def report(juluo: Juluo, *options: object) -> dict[str, Any]:
    made = juluo("report", "small", "--date", DAY, "--format", "json", *options)
    assert made.exit_code == 0, made.stderr
    return dict(json.loads(made.stdout))


def numbers(made: dict[str, Any]) -> str:
    told = json.dumps({name: told for name, told in made.items() if name not in OWN_WORDS}, ensure_ascii=False)
    return NEEDS.sub("", told)


def bring(juluo: Juluo, late: Path) -> None:
    receipt = json.loads(juluo("import", late, "--community", "small", "--json").stdout)
    assert (receipt["added"], receipt["replaced"]) == (2, 2)


def test_a_report_is_made_again_as_it_was(juluo: Juluo, small: object, late: Path) -> None:
    assert small
    first = report(juluo)
    bring(juluo, late)
    assert numbers(report(juluo)) != numbers(first)
    assert numbers(report(juluo, "--as-of", first["ledger_version"])) == numbers(first)
    second = report(juluo)
    juluo("undo", 2)
    assert numbers(report(juluo, "--as-of", f"第{second['ledger_version']}版")) == numbers(second)
    assert numbers(report(juluo, "--as-of", first["ledger_version"])) == numbers(first)


def test_it_says_which_state_it_shows(juluo: Juluo, small: object, late: Path) -> None:
    assert small
    assert report(juluo)["notices"] == []
    bring(juluo, late)
    assert report(juluo)["notices"] == []
    told = "".join(span["words"] for span in report(juluo, "--as-of", "1")["notices"][0])
    assert told.startswith("这是账本第1版的样子：之后才导入的、改的、退回的都不算。")
    english = report(juluo, "--as-of", "1", "--actors", "all", "--lang", "en")["notices"]
    words = ["".join(span["words"] for span in line) for line in english]
    assert words[0].startswith("This is the ledger as of version 1: ")
    assert words[1] == "The numbers below count staff and bots too."


def test_a_metric_as_of_a_moment(juluo: Juluo, small: object, late: Path) -> None:
    assert small

    def messages(*options: object) -> dict[str, Any]:
        return dict(json.loads(juluo("metric", "small", "messages", "--to", DAY, *options, "--json").stdout))

    first, moment = messages(), datetime.now(UTC).isoformat()
    bring(juluo, late)
    now, then = messages(), messages("--as-of", moment)
    assert (now["ledger_version"], now["as_of"]) == (2, None)
    assert then["as_of"] == {"version": 1, "moment": moment}
    assert {**then, "as_of": None} == first
    assert now["readings"][0]["value"] == first["readings"][0]["value"] + 1
    shown = juluo("metric", "small", "messages", "--to", DAY, "--as-of", "1").stdout
    assert shown.startswith("这是账本第1版的样子：")


def test_entries_as_of_a_version(juluo: Juluo, small: object, late: Path) -> None:
    assert small

    def told(*options: object) -> str:
        return str(juluo("entries", "small", "--day", DAY, *options).stdout)

    first = told()
    bring(juluo, late)
    assert "今天有活动" in told()
    assert told("--as-of", "1") == first


def test_a_day_means_its_end_on_the_community_s_clock(juluo: Juluo, small: object) -> None:
    assert small
    shown = juluo("metric", "small", "messages", "--as-of", "2999-01-01", "--json").stdout
    assert json.loads(shown)["as_of"] == {"version": 1, "moment": "2999-01-01T15:59:59.999999+00:00"}


@pytest.mark.parametrize(
    ("as_of", "told"),
    [
        ("7", "账本还没有第7版：最新的是第1版。"),
        ("soon", "看不懂 --as-of soon：请写成 2026-11-20、2026-11-20T09:00，或账本的第几版，例如 3。"),
        ("2026-13-01", "看不懂 --as-of 2026-13-01：请写成 2026-11-20、2026-11-20T09:00，或账本的第几版，例如 3。"),
        (
            "0001-01-01T00:00+14:00",
            "看不懂 --as-of 0001-01-01T00:00+14:00：请写成 2026-11-20、2026-11-20T09:00，或账本的第几版，例如 3。",
        ),
        ("2001-01-01", "那时的账本（第0版）里，small 还没有记录。"),
        ("0", "那时的账本（第0版）里，small 还没有记录。"),
    ],
)
def test_what_cannot_be_shown_is_told(juluo: Juluo, small: object, as_of: str, told: str) -> None:
    assert small
    for command in (("metric", "small", "messages"), ("report", "small")):
        assert one_sentence(juluo(*command, "--as-of", as_of)) == told


def test_whom_a_number_counts(juluo: Juluo, demo_home: Path, demo_truth: Truth) -> None:
    def reading(*options: object) -> dict[str, Any]:
        told = juluo("metric", "demo", "messages", "--to", "2026-11-19", *options, "--json", home=demo_home).stdout
        return dict(json.loads(told)["readings"][0])

    day = demo_truth.days["2026-11-19"]
    members, staff, everybody = reading(), reading("--actors", "staff"), reading("--actors", "all")
    assert members["value"] == day.messages - day.recalled
    assert staff["value"] == members["value"] + day.staff_messages
    assert everybody["value"] == staff["value"] + day.bot_messages
    assert [one["actors"] for one in (members, staff, everybody)] == ["members", "staff", "all"]
    assert members["left_out"]["staff"] > 0
    assert members["left_out"]["bots"] == staff["left_out"]["bots"] > 0
    assert everybody["left_out"] == {"staff": 0, "bots": 0}


def test_the_report_s_entries_are_those_counted(juluo: Juluo, demo_home: Path, demo_truth: Truth) -> None:
    options = ("--date", "2026-11-19", "--format", "json", "--actors", "all")
    made = json.loads(juluo("report", "demo", *options, home=demo_home).stdout)
    day = demo_truth.days["2026-11-19"]
    table = next(block for block in made["sections"][1]["blocks"] if block["type"] == "figures")
    row = next(row for row in table["rows"] if row["reading"]["metric"] == "messages")
    assert row["reading"]["actors"] == "all"
    assert row["fold"]["count"] == len(row["fold"]["entry_ids"]) == row["reading"]["value"]
    assert row["reading"]["value"] == day.messages - day.recalled + day.staff_messages + day.bot_messages


def test_incomplete_days_are_marked_and_never_compared(juluo: Juluo, export: Path) -> None:
    """The first day starts at nine, the last ends at noon: neither is whole, and no day is held against the first."""
    juluo("import", export, "--community", "small")
    options = ("--from", "2026-11-01", "--to", "2026-11-10", "--json")
    found = {
        reading["from"]: reading
        for reading in json.loads(juluo("metric", "small", "messages", *options).stdout)["readings"]
    }
    whole = [day for day, reading in found.items() if reading["complete"]]
    assert whole == [f"2026-11-{day:02d}" for day in range(2, 10)]
    for day in ("2026-11-01", "2026-11-10"):
        assert (found[day]["verdict"], found[day]["change"], found[day]["direction"]) == ("不完整", None, "")
    # Its same weekday is 1 November, of which the export doesn't tell from the start.
    assert found["2026-11-08"]["previous"] == {"same_weekday": None, "mean4": None}
    assert found["2026-11-09"]["previous"]["same_weekday"] is not None
    shown = juluo("metric", "small", "messages", "--from", "2026-11-09", "--to", "2026-11-10").stdout
    marked = [line for line in shown.splitlines() if "不完整" in line]
    assert [line.split()[0] for line in marked] == ["2026-11-10"]
