"""A chart spec as an SVG string. Its colours are classes of the sheet around it, so one serves light and dark."""

from juluo.chart.svg.bars import bars_svg
from juluo.chart.svg.causes import causes_svg
from juluo.chart.svg.course import course_svg
from juluo.chart.svg.flows import flows_svg
from juluo.chart.svg.heatmap import heat_map_svg
from juluo.chart.svg.phases import phases_svg
from juluo.chart.svg.plan import plan_svg
from juluo.chart.svg.sparkline import sparkline_svg

__all__ = [
    "bars_svg",
    "causes_svg",
    "course_svg",
    "flows_svg",
    "heat_map_svg",
    "phases_svg",
    "plan_svg",
    "sparkline_svg",
]
