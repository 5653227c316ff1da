"""juluo merge and unmerge on the small export."""

import json

from cli_words import Juluo, one_sentence


def test_two_accounts_count_as_one_person_and_apart_again(juluo: Juluo, small: object) -> None:
    assert small
    said = juluo("merge", "small", "--person", "何田田", "--person", "table:u2").stdout
    assert said == "算作同一个人了：table:u3、table:u2。要反悔：juluo undo 2。\n"
    who = {row["name"] for row in json.loads(juluo("entries", "small", "--day", "2026-11-03", "--json").stdout)}
    assert len(who) == 2
    assert juluo("unmerge", "small", "--person", "u2").stdout == "分开算了：table:u2。要反悔：juluo undo 3。\n"
    who = {row["name"] for row in json.loads(juluo("entries", "small", "--day", "2026-11-03", "--json").stdout)}
    assert who == {"林晚", "何田田", "周野"}
    assert one_sentence(juluo("unmerge", "small", "--person", "u2")) == "table:u2 本来就单独算。"


def test_one_account_is_merged_with_nothing(juluo: Juluo, small: object) -> None:
    assert small
    sentence = one_sentence(juluo("merge", "small", "--person", "u2", "--person", "周野"))
    assert sentence == "要两个不同的账号，才能算作同一个人。"


def test_merging_for_machines_is_undone_like_an_import(juluo: Juluo, small: object) -> None:
    assert small
    told = json.loads(juluo("merge", "small", "--person", "u1", "--person", "u4", "--json").stdout)
    assert told == {"import": 2, "accounts": ["table:u1", "table:u4"]}
    juluo("undo", "2")
    assert one_sentence(juluo("unmerge", "small", "--person", "u1")) == "table:u1 本来就单独算。"


def test_erasing_one_account_erases_the_person(juluo: Juluo, small: object) -> None:
    assert small
    juluo("merge", "small", "--person", "u3", "--person", "u4")
    said = juluo("erase", "small", "--person", "何田田", "--yes").stdout.splitlines()
    assert said[1] == "算作这个人的2个账号都抹去了。"
    everything = juluo("entries", "small", "--day", "2026-11-01").stdout
    assert "何田田" not in everything
    assert "Marek" not in everything
