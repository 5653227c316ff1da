"""juluo effect, as a person at a terminal has it: a market of four months, livelier for one week."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from cli_words import Juluo, one_sentence

FIRST, DAYS, LIVELY = date(2026, 3, 2), 100, range(70, 77)


@pytest.fixture(scope="module")
def market_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten to twelve speak a day on the square, twenty-five in the lively week; four at the back, always."""
    rows: list[dict[str, object]] = []
    for day in range(DAYS):
        ts = f"{FIRST + timedelta(days=day)}T{0 if day == 0 else 23:02d}:00:00+00:00"
        rows.append({"id": f"r{day}", "ts": ts, "author": "robot", "channel": "广场", "is_bot": True, "text": "报时"})
        people = 25 if day in LIVELY else 10 + day * 7 % 3
        for n in range(people):
            where = {"channel": "广场", "is_bot": False, "text": "好"}
            rows.append({"id": f"m{day}-{n}", "ts": ts.replace("T00", "T09"), "author": f"p{n}"} | where)
        for n in range(4):
            where = {"channel": "后院", "is_bot": False, "text": "好"}
            rows.append({"id": f"b{day}-{n}", "ts": ts.replace("T00", "T09"), "author": f"q{n}"} | where)
    path = tmp_path_factory.mktemp("market") / "market.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def test_the_effect_of_a_lively_week(juluo: Juluo, bring: Juluo, market_file: Path) -> None:
    bring(market_file, "--community", "market", "--timezone", "UTC")
    week = ("--from", str(FIRST + timedelta(days=70)), "--to", str(FIRST + timedelta(days=76)))
    shown = juluo("effect", "market", *week, "--channel", "广场", "--control", "后院", "--cost", "100").stdout
    assert shown.startswith("明显上升：")
    assert "数的是在#广场里说话的人。" in shown
    assert "没受影响的对照只有1个" in shown
    assert "没有签到名单" in shown
    english = juluo("effect", "market", *week, "--lang", "en").stdout
    assert english.startswith("Clearly up: ")
    assert "14 days after" in english
    assert "Counted are" not in english, "the whole community"
    told = json.loads(juluo("effect", "market", *week, "--json").stdout)
    assert told["method"] == "structural_time_series"
    assert told["during"]["seen"] == 29
    assert told["during"]["interval"][0] > 10
    assert told["came"] == {"listed": False, "people": 29, "active_before": 16, "kept": 16}
    assert told["cost_per_kept"] is None
    early = juluo("effect", "market", "--from", str(FIRST + timedelta(days=5))).stdout
    assert early.startswith("开始前只有5天完整的记录")
    assert "还没有办过的活动" in juluo("effect", "market").stdout
    assert json.loads(juluo("effect", "market", "--json").stdout) == {"events": [], "pooled": None}


def test_what_cannot_be_asked(juluo: Juluo, bring: Juluo, market_file: Path) -> None:
    bring(market_file, "--community", "market", "--timezone", "UTC")
    assert "没有叫 灯会 的活动" in one_sentence(juluo("effect", "market", "--event", "灯会"))
    assert "没有叫 河边 的频道" in one_sentence(juluo("effect", "market", "--from", "2026-05-11", "--channel", "河边"))
    backwards = juluo("effect", "market", "--from", "2026-05-11", "--to", "2026-05-01")
    assert "请换过来" in one_sentence(backwards)
