"""The styles of a report's paper inside the desk's frame: the same blocks as in the file that is given away."""

from functools import cache

from juluo.report.render.html import scoped_sheet


@cache
def report_sheet() -> str:
    return scoped_sheet(".report")
