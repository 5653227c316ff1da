"""Question sessions, check-ins and draws in a report: what is known is told, what isn't is called unknown."""

import pytest

from juluo.ledger.period import Grain
from juluo.report.daily import Table
from juluo.report.runs import Ran, RunLine, run_blocks
from juluo.wording.catalogue import speaker

STAYED = {"came": 8, "online": 3, "week": 2, "began": 20, "stayed": 15}
LOTTERY = "双色球第2026135期"


def words(one: RunLine, lang: str = "zh", grain: Grain = Grain.DAY) -> str:
    table = run_blocks((one,), speaker(lang), grain, lang)[1]
    assert isinstance(table, Table)
    assert table.leads == (one.at,)
    return table.rows[0][1]


def test_nothing_ran_nothing_is_told() -> None:
    assert run_blocks((), speaker("zh"), Grain.DAY, "zh") == ()


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ({"asked": 0, "answered": 0, "open": 0}, "没有人提问。"),
        ({"asked": 4, "answered": 4, "open": 0}, "收到4个问题，都答了。"),
        ({"asked": 12, "answered": 9, "open": 3}, "收到12个问题，答了9个，还有3个没答。"),
    ],
)
def test_a_session_tells_what_was_asked_answered_and_is_open(numbers: dict[str, int | None], told: str) -> None:
    assert words(RunLine(Ran.QA, "问老周", "qa/a", numbers)) == told


def test_check_ins_tell_who_came_and_what_part_kept_on() -> None:
    one = RunLine(Ran.CHECKIN, "晨读", "streaks/a", STAYED)
    # Wilson's interval of 15/20, by hand: centre .7097, half .1784.
    kept = "开始满2周的20人里，第2周还在打的有15人，占75%（95%区间53%～89%）。"
    assert words(one) == "当天8人打了卡。" + kept
    assert words(one, grain=Grain.WEEK).startswith("本周8人")
    assert words(one, "en").endswith("75% (95% interval 53% to 89%).")


def test_of_few_no_share_is_told_and_of_none_it_is_unknown() -> None:
    few = RunLine(Ran.CHECKIN, "晨读", "streaks/a", STAYED | {"began": 9, "stayed": 9})
    assert "人太少，不说占几成" in words(few)
    assert "%" not in words(few)
    none = RunLine(Ran.CHECKIN, "晨读", "streaks/a", {"came": 2, "online": 2, "week": None, "began": None})
    assert words(none).endswith("留下几成未知。")


def test_who_came_is_unknown_where_the_groups_records_end_before() -> None:
    one = RunLine(Ran.CHECKIN, "晨读", "streaks/a", STAYED | {"came": None})
    assert words(one).startswith("几人打了卡未知：群里的记录没有到这时候；在成员的页面上打的有3人。")
    assert "unknown" in words(one, "en")


def test_a_draw_tells_who_was_in_who_won_and_by_what() -> None:
    numbers = {"entrants": 312, "winners": 10, "claimed": 7, "passed": 1}
    told = "312人在名单里，10人中奖，7人来领了。换下了1人。公开数用："
    assert words(RunLine(Ran.DRAW, "送书", "draws/a", numbers, LOTTERY)) == f"{told}{LOTTERY}。"
    without = words(RunLine(Ran.DRAW, "送书", "draws/a", numbers | {"passed": 0}))
    assert without.endswith("没有用公开数：组织者有办法影响结果。")
    assert "换下" not in without
