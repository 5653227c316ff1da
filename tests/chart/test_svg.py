"""SVG from specs: whole pictures for any numbers, and names that stay names."""

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from juluo.chart.spec import Bar, Bars, CauseBars, HeatMap, Quarter, SettlementPlan, Sparkline, Square, Tone
from juluo.chart.svg import bars_svg, causes_svg, heat_map_svg, plan_svg, sparkline_svg
from juluo.chart.svg.element import fitted, short, width_of

HOSTILE = "</title></svg><script>alert(1)</script>\"' & \x00\x1b\ud800\ufffe"
NS = "{http://www.w3.org/2000/svg}"


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - our own markup


def kinds(svg: str) -> list[str]:
    return [one.tag.removeprefix(NS) for one in parsed(svg).iter()]


def size(svg: str) -> tuple[float, float]:
    width, height = parsed(svg).attrib["viewBox"].split()[2:]
    return float(width), float(height)


def spark(*values: float | None, ring: int | None = None, whisker: tuple[float, float] | None = None) -> Sparkline:
    band = tuple(None if value is None else (value - 1, value + 1) for value in values)
    return Sparkline(values, band, ring, whisker, Tone.GOOD, "28天")


@pytest.mark.parametrize(
    "spec",
    [
        spark(),
        spark(None, None),
        spark(0.0),
        spark(5.0, 5.0, 5.0),
        spark(1.0, None, 3.0, ring=0, whisker=(2.0, 9.0)),
        spark(1.0, 2.0, ring=99),
        spark(3.0, None),
        Sparkline((1.0, 2.0), (None, None), None, None, Tone.NONE, "没有预期"),
    ],
)
def test_a_sparkline_of_anything_stays_in_its_frame(spec: Sparkline) -> None:
    svg = sparkline_svg(spec, width=100, height=30)
    assert parsed(svg).attrib["role"] == "img"
    for x, y in re.findall(r"[ML]([-\d.]+) ([-\d.]+)", svg):
        assert 0 <= float(x) <= 100
        assert 0 <= float(y) <= 30


def test_an_interval_without_end_is_drawn_to_the_edge() -> None:
    svg = sparkline_svg(spark(1.0, 2.0, 3.0, whisker=(2.0, float("inf"))))
    assert "nan" not in svg
    assert "c-whisk" in svg


def test_a_missing_day_breaks_the_line_and_is_crossed() -> None:
    svg = sparkline_svg(spark(1.0, 2.0, None, 4.0, 5.0))
    assert svg.count('class="c-line"') == 2
    assert svg.count('class="c-gap"') == 1
    assert svg.count('class="c-band"') == 2


def test_marks_the_last_day_the_week_before_and_how_sure_it_is() -> None:
    svg = sparkline_svg(spark(1.0, 2.0, 3.0, ring=0, whisker=(2.0, 4.0)))
    assert 'class="c-dot good"' in svg
    assert 'class="c-whisk good"' in svg
    assert "c-ring" in svg


@pytest.mark.parametrize("narrow", [False, True])
def test_bars_start_at_zero_and_keep_their_proportions(narrow: bool) -> None:  # noqa: FBT001 - pytest passes it
    rows = (Bar("甲", 100, "100", "90"), Bar("乙", 50, "50", "60", Tone.BAD), Bar("丙", 0, "0", "1"))
    svg = bars_svg(Bars(("频道", "消息", "上周"), rows, "甲最多"), narrow=narrow)
    wide = [float(one.attrib["width"]) for one in parsed(svg).iter(NS + "rect")]
    left = {one.attrib["x"] for one in parsed(svg).iter(NS + "rect")}
    assert wide[0] == pytest.approx(2 * wide[1], rel=0.01)
    assert len(wide) == 2
    assert len(left) == 1
    assert 'class="c-bar bad"' in svg


def test_bars_below_zero_and_without_rows() -> None:
    falling = Bars(("", "", ""), (Bar("甲", 4, "+4"), Bar("乙", -4, "−4")), "进出")
    bars = [float(one.attrib["x"]) for one in parsed(bars_svg(falling)).iter(NS + "rect")]
    assert bars[1] < bars[0]
    assert parsed(bars_svg(Bars(("频道", "消息", ""), (), "没有消息"))) is not None


def test_a_long_name_is_cut_and_whole_in_its_tooltip() -> None:
    name = "很长的频道名字" * 9
    svg = bars_svg(Bars(("频道", "消息", ""), (Bar(name, 1, "1"),), "一条"))
    assert f"<title>{name}</title>" in svg
    assert "…" in svg


def test_heat_map_tells_nothing_known_from_nothing_said() -> None:
    svg = heat_map_svg(HeatMap(("周一",), ("0", "1", "2"), ((None, 0.0, 8.0),), "周一"))
    assert "×" in svg
    assert svg.count('class="h0"') == 1
    assert svg.count('class="h5"') == 1


def test_heat_map_of_silence() -> None:
    svg = heat_map_svg(HeatMap(("周一",), ("0",), ((0.0,),), "没有消息"))
    assert 'class="h0"' in svg


@pytest.mark.parametrize("narrow", [False, True])
def test_heat_map_names_hours_that_do_not_touch(narrow: bool) -> None:  # noqa: FBT001 - pytest passes it
    hours = tuple(f"{hour}:00" for hour in range(24))
    svg = heat_map_svg(HeatMap(("周一",), hours, (tuple(1.0 for _ in hours),), "一周"), width=354, narrow=narrow)
    at = [float(one.attrib["x"]) for one in parsed(svg).iter(NS + "text") if one.text in hours]
    assert all(right - left >= width_of("23:00") for left, right in pairwise(at))


def town(quarters: int, people: int) -> SettlementPlan:
    squares = [Square(1 + at % 3, at % 11 == 0, at * 2654435761) for at in range(people)]
    parts = (tuple(squares[at::quarters]) for at in range(quarters))
    return SettlementPlan(
        tuple(Quarter(f"频道{at}", len(part), part) for at, part in enumerate(parts)), "聚落图", "其余"
    )


@pytest.mark.parametrize(("quarters", "people"), [(1, 1), (1, 600), (5, 296), (40, 600), (40, 40), (8, 20), (3, 5000)])
@pytest.mark.parametrize("width", [354.0, 400.0])
def test_plan_fits_its_width_and_draws_everybody(quarters: int, people: int, width: float) -> None:
    svg = plan_svg(town(quarters, people), width=width)
    assert size(svg)[0] <= width
    assert sum(path.attrib["d"].count("M") for path in parsed(svg).iter(NS + "path")) == people
    for path in parsed(svg).iter(NS + "path"):
        for x, y in re.findall(r"M([-\d.]+) ([-\d.]+)", path.attrib["d"]):
            assert 0 <= float(x) <= width
            assert 0 <= float(y) <= size(svg)[1]


@pytest.mark.parametrize(("quarters", "people"), [(1, 600), (5, 296), (40, 600)])
def test_plan_stays_low_enough_for_a_heading(quarters: int, people: int) -> None:
    assert size(plan_svg(town(quarters, people)))[1] <= 132


def test_plan_names_its_quarters_with_their_people() -> None:
    words = [one.text for one in parsed(plan_svg(town(3, 30))).iter(NS + "text")]
    assert words == ["频道0 10", "频道1 10", "频道2 10"]


def test_plan_of_a_silent_day_shows_the_empty_place() -> None:
    svg = plan_svg(SettlementPlan((), "没有人发言"))
    assert parsed(svg).attrib["aria-label"] == "没有人发言"
    assert kinds(svg).count("rect") > 3


def test_hostile_names_stay_names() -> None:
    bars = Bars((HOSTILE, HOSTILE, HOSTILE), (Bar(HOSTILE, 1, HOSTILE, HOSTILE),), HOSTILE)
    svgs = [
        bars_svg(bars),
        bars_svg(bars, narrow=True),
        heat_map_svg(HeatMap((HOSTILE,), (HOSTILE,), ((1.0,),), HOSTILE)),
        plan_svg(SettlementPlan((Quarter(HOSTILE, 1, (Square(1, new=False, seat=1),)),), HOSTILE)),
        sparkline_svg(Sparkline((1.0,), (None,), None, None, Tone.PLAIN, HOSTILE)),
    ]
    for svg in svgs:
        assert not re.search(r'(width|height)="-', svg)
        assert set(kinds(svg)) <= {"svg", "g", "path", "rect", "circle", "text", "title"}
        svg.encode("utf-8")


def test_words_are_cut_to_their_room() -> None:
    assert fitted("一群", 100) == "一群"
    assert fitted("一二三四五六七八", 50) == "一二三…"
    assert fitted("一", 1) == "…"


@pytest.mark.parametrize(
    ("number", "written"), [(1.0, "1"), (1.25, "1.2"), (-0.01, "0"), (-3.0, "-3"), (10.06, "10.1")]
)
def test_coordinates_are_short(number: float, written: str) -> None:
    assert short(number) == written


def test_a_waterfall_ends_where_the_number_is_now() -> None:
    bars = CauseBars(
        Bar("上周四", 221, "221人"),
        (Bar("夜答疑", 52, "+52", "+31～+73", Tone.GOOD), Bar("二群", -9, "−9")),
        Bar("昨天", 264, "264人"),
        "从221到264",
    )
    for narrow in (False, True):
        drawn = [dict(one.attrib) for one in parsed(causes_svg(bars, narrow=narrow)).iter(f"{NS}rect")]
        start, up, down, end = ((float(one["x"]), float(one["width"])) for one in drawn)
        assert up[0] == pytest.approx(start[0] + start[1] / 2, abs=0.2)
        assert up[0] + up[1] == pytest.approx(down[0] + down[1], abs=0.2)
        assert down[0] == pytest.approx(end[0] + end[1] / 2, abs=0.2)
        assert up[1] / down[1] == pytest.approx(52 / 9, rel=0.02)
