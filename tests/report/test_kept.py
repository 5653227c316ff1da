"""A signed report is read again as it was, also where an interval has no end."""

import json
import math
from dataclasses import replace
from datetime import UTC, date, datetime

from juluo.chart.spec import Sparkline, Tone
from juluo.chart.svg import sparkline_svg
from juluo.report.daily import Report, Span, Tile, TileRow
from juluo.report.kept import kept, read_kept

DAY = date(2026, 11, 19)
SPARK = Sparkline((1.0, None, 2.0), (None, (-math.inf, 3.0), (0.5, math.inf)), None, (1.0, math.inf), Tone.PLAIN, "线")
READING = {"value": 2.0, "low": 1.0, "high": math.inf}
TILE = Tile("wait", "多久有人答", "", "2", "", "", Span("看不出变化"), "", (), spark=SPARK, readings=(READING,))
REPORT = Report(
    "茶社", "tea", "运营日报", "11月19日", "zh-Hans", "day", DAY, DAY, datetime(2026, 11, 20, tzinfo=UTC), 3,
    simulated=False, lead=(), sections=(), footer=(), tiles=(TileRow("满意", "", (TILE,)),),
)  # fmt: skip


def test_an_interval_without_end_has_none_when_it_is_read_again() -> None:
    again = read_kept(kept(REPORT))
    (tile,) = again.tiles[0].tiles
    assert tile.spark == SPARK
    assert "nan" not in sparkline_svg(SPARK)
    assert tile.readings == ({"value": 2.0, "low": 1.0, "high": None},), "machines read no number there"
    assert replace(again, tiles=()) == replace(REPORT, tiles=())


def test_what_the_first_release_signed_is_drawn_again() -> None:
    before = kept(REPORT).replace('"-inf"', "null").replace('"inf"', "null")
    assert json.loads(before)
    (tile,) = read_kept(before).tiles[0].tiles
    assert tile.spark == SPARK
