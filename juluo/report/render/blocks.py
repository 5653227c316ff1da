"""What templates that show a report's blocks have at hand, on paper and on the desk."""

from juluo.chart.svg import bars_svg, causes_svg, heat_map_svg, plan_svg, sparkline_svg
from juluo.report.render.frame import bracketed, says_count
from juluo.report.render.kinds import kind_of


def at_hand() -> dict[str, object]:
    """The pictures and the few words of blocks, by the names templates call them."""
    return {
        "bars_svg": bars_svg,
        "causes_svg": causes_svg,
        "heat_map_svg": heat_map_svg,
        "plan_svg": plan_svg,
        "sparkline_svg": sparkline_svg,
        "bracketed": bracketed,
        "says_count": says_count,
        "kind_of": kind_of,
    }
