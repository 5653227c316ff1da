"""A chart spec as an ECharts option: plain JSON values, no functions, no markup.

Colours are names of the sheet's own, "--ink"; the page's script puts the colour in their place, so that one option
serves light and dark. Tooltips are drawn on the canvas (`renderMode: richText`): a name can't become markup.
What is under `juluo` is for the page's script: words of each value, numbers of notes.
"""

from typing import Any

from juluo.chart.scale import course_ticks
from juluo.chart.spec import Course, HeatMap, Phases, Tone

Option = dict[str, Any]

_TONES = {Tone.GOOD: "--good", Tone.BAD: "--bad"}
_TEXT = {"color": "--ink-3", "fontSize": 12}
_NO_DATA = "path://M0 0L6 6M0 6L6 0"


def course_option(spec: Course) -> Option:
    """The line, the band in which it would be ordinary, what it is compared with, × and numbered notes."""
    marks = course_ticks(spec)
    low, high = marks[0], marks[-1]
    return {
        **_frame(spec.label),
        "grid": {"left": 52, "right": 84, "top": 14, "bottom": 46 if spec.marks else 26},
        "xAxis": _names_axis(spec.names),
        "yAxis": {
            "type": "value",
            "min": low,
            "max": high,
            "interval": marks[1] - marks[0],
            "axisLabel": dict(_TEXT),
            "splitLine": {"lineStyle": {"color": "--line"}},
            "juluo": "share" if spec.share else "number",
        },
        "series": [*_band(spec), *_before(spec), _line(spec), *_missing(spec, low), *_alone(spec), *_dots(spec)],
        "juluo": {"told": list(spec.told), "marks": [list(mark) for mark in spec.marks]},
    }


def phases_option(spec: Phases) -> Option:
    """Stacked bars: who came upward, who stayed away downward."""
    series = [
        {
            "type": "bar",
            "name": part.name,
            "stack": "all",
            "barCategoryGap": "30%",
            "itemStyle": {"color": _phase_colour(nth, new=part.new, away=part.away)},
            "data": [_downward(value) if part.away else value for value in part.values],
        }
        for nth, part in enumerate(spec.parts)
    ]
    return {
        **_frame(spec.label),
        "grid": {"left": 52, "right": 8, "top": 14, "bottom": 26},
        "xAxis": {**_names_axis(spec.names), "boundaryGap": True},
        "yAxis": {
            "type": "value",
            "axisLabel": dict(_TEXT),
            "splitLine": {"lineStyle": {"color": "--line"}},
            "juluo": "size",
        },
        "series": series,
        "juluo": {},
    }


def heat_map_option(spec: HeatMap) -> Option:
    """Weekdays down, hours across, darker is more."""
    known = [value for row in spec.cells for value in row if value is not None]
    data = [
        [column, row, value]
        for row, cells in enumerate(spec.cells)
        for column, value in enumerate(cells)
        if value is not None
    ]
    axis = {"axisTick": {"show": False}, "axisLine": {"show": False}, "axisLabel": dict(_TEXT)}
    return {
        **_frame(spec.label),
        "tooltip": {"trigger": "item", "renderMode": "richText", "confine": True},
        "grid": {"left": 52, "right": 4, "top": 22, "bottom": 4},
        "xAxis": {"type": "category", "position": "top", "data": list(spec.column_names), **axis},
        "yAxis": {"type": "category", "inverse": True, "data": list(spec.row_names), **axis},
        "visualMap": {
            "show": False,
            "min": 0,
            "max": max(known, default=1.0) or 1.0,
            "inRange": {"color": ["--sheet", "--ink"]},
        },
        "series": [{"type": "heatmap", "data": data, "itemStyle": {"borderColor": "--paper", "borderWidth": 2}}],
        "juluo": {},
    }


def _frame(label: str) -> Option:
    return {
        "animation": False,
        "textStyle": {"fontFamily": "inherit"},
        "aria": {"enabled": True, "label": {"description": label}},
        "tooltip": {
            "trigger": "axis",
            "renderMode": "richText",
            "confine": True,
            "backgroundColor": "--sheet",
            "borderColor": "--mark",
            "textStyle": {"color": "--ink", "fontSize": 13},
            "axisPointer": {"lineStyle": {"color": "--mark"}},
        },
    }


def _names_axis(names: tuple[str, ...]) -> Option:
    return {
        "type": "category",
        "boundaryGap": False,
        "data": list(names),
        "axisTick": {"show": False},
        "axisLine": {"lineStyle": {"color": "--mark"}},
        "axisLabel": {**_TEXT, "hideOverlap": True},
    }


def _band(spec: Course) -> list[Option]:
    """Two stacked areas, the lower one unseen."""
    if not any(spec.band):
        return []
    quiet = {"type": "line", "stack": "band", "silent": True, "symbol": "none", "lineStyle": {"opacity": 0}, "z": 1}
    low = [band[0] if band else None for band in spec.band]
    wide = [band[1] - band[0] if band else None for band in spec.band]
    return [
        {**quiet, "name": "", "data": low},
        {**quiet, "name": spec.band_name, "data": wide, "areaStyle": {"color": "--band", "opacity": 1}, **_end()},
    ]


def _before(spec: Course) -> list[Option]:
    if not any(value is not None for value in spec.before):
        return []
    return [
        {
            "type": "line",
            "name": spec.before_name,
            "data": list(spec.before),
            "symbol": "none",
            "lineStyle": {"color": "--mark", "width": 1.25, "type": [3, 3]},
            **_end(),
            "z": 2,
        }
    ]


def _end() -> Option:
    """A line's name at its right end."""
    label = {"show": True, "formatter": "{a}", "color": "--ink-2", "fontSize": 12}
    return {"endLabel": label, "labelLayout": {"moveOverlap": "shiftY"}}


def _line(spec: Course) -> Option:
    """The values; notes stand below the axis."""
    return {
        "type": "line",
        "name": spec.label,
        "data": list(spec.values),
        "symbol": "circle",
        "symbolSize": 5,
        "showSymbol": False,
        "connectNulls": False,
        "lineStyle": {"color": "--ink", "width": 1.75},
        "itemStyle": {"color": "--ink"},
        "z": 3,
        "markPoint": {
            "silent": True,
            "symbol": "roundRect",
            "symbolSize": 16,
            "itemStyle": {"color": "--ink"},
            "label": {"color": "--paper", "fontSize": 11, "fontWeight": "bold", "formatter": "{b}"},
            "data": [{"name": str(number), "xAxis": index, "y": "94%"} for index, number in spec.marks],
        },
    }


def _missing(spec: Course, low: float) -> list[Option]:
    """A × on the axis where nothing was collected: a gap is never taken for a zero."""
    data = [[index, low] for index, value in enumerate(spec.values) if value is None]
    if not data:
        return []
    look = {"color": "transparent", "borderColor": "--mark", "borderWidth": 1}
    return [
        {
            "type": "scatter",
            "name": "",
            "data": data,
            "silent": True,
            "symbol": _NO_DATA,
            "symbolSize": 7,
            "symbolOffset": [0, -8],
            "itemStyle": look,
            "tooltip": {"show": False},
        }
    ]


def _alone(spec: Course) -> list[Option]:
    """Values without a neighbour: no line shows them."""
    known = [value is not None for value in spec.values]
    around = zip([False, *known], known, [*known[1:], False], strict=False)
    alone = [index for index, (before, here, after) in enumerate(around) if here and not before and not after]
    return [_dot(index, spec, 4, {"color": "--ink"}) for index in alone]


def _dots(spec: Course) -> list[Option]:
    """A ring for what is compared with, and a dot in its tone for the one that the page explains."""
    dots = []
    if spec.ring is not None and spec.values[spec.ring] is not None:
        look = {"color": "--paper", "borderColor": "--ink-3", "borderWidth": 1.25}
        dots.append(_dot(spec.ring, spec, 7, look))
    if spec.chosen is not None and spec.values[spec.chosen] is not None:
        plain = "--mark" if spec.tone is Tone.NONE else "--ink"
        dots.append(_dot(spec.chosen, spec, 9, {"color": _TONES.get(spec.tone, plain)}))
    return dots


def _dot(index: int, spec: Course, size: int, look: Option) -> Option:
    return {
        "type": "scatter",
        "name": "",
        "data": [[index, spec.values[index]]],
        "silent": True,
        "symbolSize": size,
        "itemStyle": look,
        "z": 4,
        "tooltip": {"show": False},
    }


def _phase_colour(nth: int, *, new: bool, away: bool) -> str:
    return "--warm" if new else "--band" if away else ("--ink", "--mark", "--ink-2")[nth % 3]


def _downward(value: float | None) -> float | None:
    return None if value is None else -value
