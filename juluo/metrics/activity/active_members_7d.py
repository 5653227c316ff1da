"""How many members spoke in the last 7 days."""

from juluo.metrics.activity import trailing

METRIC = trailing.active(
    7,
    meaning="到这天为止的7天里说过话的成员有多少人；前后两天的窗口重叠，只和不重叠的窗口比。",
    meaning_en="Members who spoke in the 7 days up to this one; compared with a window that doesn't overlap.",
)
