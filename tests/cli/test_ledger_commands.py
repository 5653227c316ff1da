import json
from pathlib import Path
from typing import Any

import pytest
from cli_words import Juluo, one_sentence

from juluo.demo.truth import Truth


def lines(juluo: Juluo, *arguments: object, **where: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    return json.loads(juluo("entries", *arguments, "--json", **where).stdout)


def test_a_day_s_entries(juluo: Juluo, small: object) -> None:
    assert small
    assert juluo("entries", "small", "--day", "2026-11-03").stdout.splitlines() == [
        "2026-11-03 09:00　#公告　林晚：早上好",
        "2026-11-03 10:00　#答疑　何田田：第2个问题怎么办？",
        "2026-11-03 11:00　#答疑　周野：这样办。",
    ]


def test_entries_for_machines(juluo: Juluo, small: object) -> None:
    assert small
    hello, question, answer = lines(juluo, "small", "--day", "2026-11-03")
    assert (hello["at"], hello["name"], hello["author"]) == ("2026-11-03T09:00:00+08:00", "林晚", "u1")
    assert question["asks"]
    assert answer["reply_to"] == question["entry_id"]
    assert [row["text"] for row in lines(juluo, "small", "--day", "2026-11-03", "--channel", "公告")] == ["早上好"]


def test_entries_are_those_that_the_report_counts(juluo: Juluo, demo_home: Path, demo_truth: Truth) -> None:
    rows = lines(juluo, "demo", "--day", "2026-11-19", home=demo_home)
    said = [row for row in rows if row["kind"] == "message"]
    day = demo_truth.days["2026-11-19"]
    assert len(said) == day.messages + day.staff_messages + day.bot_messages


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("nobody", "--day", "2026-11-03"), "没有叫 nobody 的社群：有 small。"),
        (("small", "--day", "soon"), "看不懂日期 soon：请写成 2026-11-19 这样。"),
        (("small", "--day", "2026-11-03", "--channel", "attic"), "没有叫 attic 的频道：有 公告、答疑。"),
    ],
)
def test_entries_that_are_not_there(juluo: Juluo, small: object, options: tuple[str, ...], told: str) -> None:
    assert small
    assert one_sentence(juluo("entries", *options)) == told


def test_the_communities(juluo: Juluo, small: object) -> None:
    assert small
    assert juluo("communities").stdout == "small　Asia/Shanghai　2026-11-01～2026-11-10　table\n"
    about = json.loads(juluo("communities", "--json").stdout)[0]
    assert (about["community"], about["channels"], about["imports"]) == ("small", 2, [1])
    assert about["sees"] == ["messages", "replies"]


def test_no_communities_yet(juluo: Juluo) -> None:
    assert juluo("communities").stdout.startswith("还没有社群")
    assert juluo("communities", "--json").stdout == "[]\n"


def test_an_import_is_taken_back_once(juluo: Juluo, small: object) -> None:
    assert small
    assert juluo("undo", "#1").stdout == "退回了导入 #1：拿掉34条，0条回到之前的样子。\n"
    assert one_sentence(juluo("undo", "1")) == "没有可以退回的导入 #1：一个也没有。"
    assert lines(juluo, "small", "--day", "2026-11-03") == []


def test_taking_back_for_machines(juluo: Juluo, export: Path, small: object) -> None:
    assert small
    juluo("import", export, "-c", "small")
    assert json.loads(juluo("undo", "2", "--json").stdout) == {"import": 2, "removed": 0, "restored": 0}
    assert one_sentence(juluo("undo", "last")) == "看不懂导入编号 last：请写数字，例如 3。"


def test_a_person_is_erased(juluo: Juluo, small: object, home: Path) -> None:
    assert small
    gone = json.loads(juluo("erase", "small", "--person", "何田田", "--yes", "--json").stdout)
    assert (gone["accounts"], gone["entries"]) == (1, 10)
    assert len(lines(juluo, "small", "--day", "2026-11-03")) == 3
    assert "何田田" not in juluo("entries", "small", "--day", "2026-11-03").stdout
    assert not [path for path in home.rglob("*") if path.is_file() and "何田田".encode() in path.read_bytes()]


def test_an_erased_person_is_named_by_id_too(juluo: Juluo, small: object) -> None:
    assert small
    assert juluo("erase", "small", "--person", "table:u3").stdout.startswith("抹去了：10条自己的记录清空")
    assert one_sentence(juluo("erase", "small", "--person", "u3")).startswith("small 里没有 u3")


def test_before_an_erasure_it_is_told_what_of_others_goes(juluo: Juluo, tmp_path: Path) -> None:
    said = [("u1", "大家", "我来了"), ("u2", "陈默", "大家好"), ("u2", "陈默", "@大家 早"), ("u3", "林晓", "大家晚安")]
    lines = [
        {"id": f"n{n}", "time": f"2024-03-01T12:0{n}:00+08:00", "author": who, "author_name": name, "text": text}
        for n, (who, name, text) in enumerate(said)
    ]
    path = tmp_path / "named.jsonl"
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in lines), encoding="utf-8")
    juluo("import", path, "-c", "named")
    done = juluo("erase", "named", "--person", "大家")
    assert "“大家”在别人的3条话里，2个人说过：都换成“［已抹去］”。" in done.stderr
    assert "--common 大家，会留在2条里" in done.stderr
    assert "3条别人的话里遮住了名字" in done.stdout


def test_two_of_one_name_are_not_guessed_at(juluo: Juluo, tmp_path: Path) -> None:
    rows = [
        {
            "id": str(nth),
            "ts": f"2026-11-01T09:0{nth}:00+08:00",
            "author": f"u{nth}",
            "author_name": "周野",
            "text": "在",
        }
        for nth in (1, 2)
    ]
    twins = tmp_path / "twins.jsonl"
    twins.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    assert juluo("import", twins, "-c", "small").exit_code == 0
    told = one_sentence(juluo("erase", "small", "--person", "周野", "--yes"))
    assert told == "有2个账号都叫 周野：请写清是哪个：table:u1、table:u2。"


@pytest.mark.parametrize("person", ["nobody", ""])
def test_nobody_is_erased_by_mistake(juluo: Juluo, small: object, person: str) -> None:
    assert small
    assert one_sentence(juluo("erase", "small", "--person", person, "--yes")).startswith("small 里没有 ")
