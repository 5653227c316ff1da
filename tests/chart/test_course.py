"""Lines, phases and heat maps: as SVG, and as options of plain values."""

import json
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juluo.chart.echarts import course_option, heat_map_option, phases_option
from juluo.chart.scale import course_ticks, tick_words, ticks
from juluo.chart.spec import Course, HeatMap, Phase, Phases, Tone
from juluo.chart.svg import course_svg, phases_svg

EVIL = '"><script>alert(1)</script>'
COURSE = Course(
    names=("11-01", "11-02", "11-03", "11-04", "11-05"),
    values=(10.0, None, 12.0, 11.0, 30.0),
    told=("a", "b", "c", "d", EVIL),
    band=(None, None, (8.0, 14.0), (8.0, 14.0), (9.0, 15.0)),
    before=(9.0, 9.0, 10.0, None, 11.0),
    before_name=EVIL,
    ring=0,
    chosen=4,
    marks=((2, 1), (4, 2), (4, 3)),
    tone=Tone.GOOD,
    label=EVIL,
    band_name="预期",
)
PHASES = Phases(
    ("一", "二"),
    (Phase("在", (5.0, 6.0)), Phase("新", (1.0, 2.0), new=True), Phase("走", (2.0, 3.0), away=True)),
    "来去",
)


def series(option: dict[str, object], kind: str) -> list[dict[str, object]]:
    found = option["series"]
    assert isinstance(found, list)
    return [one for one in found if one["type"] == kind]


@pytest.mark.parametrize("narrow", [False, True])
def test_the_line_breaks_where_nothing_was_collected(narrow: bool) -> None:  # noqa: FBT001 - a parameter of the test
    drawn = ET.fromstring(course_svg(COURSE, narrow=narrow))  # noqa: S314 - our own markup
    looks = [one.get("class") for one in drawn]
    assert looks.count("c-gap") == 1
    assert looks.count("c-note") == 3
    assert looks.count("c-ring") == 1
    assert looks.count("c-dot good") == 1
    assert looks.count("c-band") == 1
    assert drawn.get("aria-label") == EVIL
    assert "<script" not in course_svg(COURSE, narrow=narrow)


def test_the_option_is_plain_json_in_the_sheet_s_colours() -> None:
    option = json.loads(json.dumps(course_option(COURSE)))
    assert option["tooltip"]["renderMode"] == "richText"
    low, wide, before, line = series(option, "line")
    assert low["data"] == [None, None, 8.0, 8.0, 9.0]
    assert wide["data"] == [None, None, 6.0, 6.0, 6.0]
    assert before["data"] == [9.0, 9.0, 10.0, None, 11.0]
    assert line["data"] == [10.0, None, 12.0, 11.0, 30.0]
    assert line["connectNulls"] is False
    assert [one["xAxis"] for one in line["markPoint"]["data"]] == [2, 4, 4]
    missing, alone, ring, chosen = series(option, "scatter")
    assert missing["data"] == [[1, 0.0]]
    assert alone["data"] == [[0, 10.0]]
    assert (ring["data"], chosen["data"]) == ([[0, 10.0]], [[4, 30.0]])
    assert chosen["itemStyle"] == {"color": "--good"}


def test_noise_has_no_colour() -> None:
    quiet = course_option(replace(COURSE, tone=Tone.NONE))
    assert series(quiet, "scatter")[-1]["itemStyle"] == {"color": "--mark"}


def test_a_line_without_band_or_comparison_has_neither() -> None:
    bare = replace(COURSE, band=(None,) * 5, before=(), ring=None, chosen=None, marks=())
    assert len(series(course_option(bare), "line")) == 1
    assert "c-prev" not in course_svg(bare)


def test_who_stayed_away_lies_below_zero() -> None:
    option = phases_option(PHASES)
    here, new, away = series(option, "bar")
    assert here["data"] == [5.0, 6.0]
    assert new["data"] == [1.0, 2.0]
    assert away["data"] == [-2.0, -3.0]
    drawn = ET.fromstring(phases_svg(PHASES))  # noqa: S314 - our own markup
    tops = {one.get("class"): float(one.get("y") or 0) for one in drawn if one.tag.endswith("rect")}
    assert tops["ph-new"] < tops["ph-0"] < tops["ph-away"]


def test_a_heat_map_leaves_out_what_is_unknown() -> None:
    spec = HeatMap(("周一",), ("0", "1"), ((3.0, None),), "忙闲")
    assert series(heat_map_option(spec), "heatmap")[0]["data"] == [[0, 0, 3.0]]


@given(st.integers(-(10**8), 10**8), st.integers(0, 10**8))
def test_an_axis_holds_its_values_on_few_round_lines(low_hundredths: int, more_hundredths: int) -> None:
    low, more = low_hundredths / 100, more_hundredths / 100
    marks = ticks(low, low + more)
    assert 2 <= len(marks) <= 7
    assert marks[0] <= low + 1e-6
    assert marks[-1] >= low + more - 1e-6
    assert len(set(tick_words(marks, share=False))) == len(marks)


def test_an_axis_begins_at_zero_where_there_is_room() -> None:
    assert course_ticks(COURSE)[0] == 0
    high = replace(COURSE, values=(100.0, 101.0), before=(), band=(None, None), names=("a", "b"), told=("", ""))
    assert course_ticks(high)[0] > 90


def test_a_share_s_axis_is_in_percent() -> None:
    assert tick_words((0.0, 0.25, 0.5), share=True) == ("0%", "25%", "50%")
