"""A metric's line as a file for spreadsheets."""

from enum import StrEnum

from django.http import Http404, HttpResponse

from juluo.metrics.metric import metrics
from juluo.metrics.table import cell, columns, part_named
from juluo.report.course import Point
from juluo.report.metric_sheet import Sheet
from juluo.report.parts_told import PartRow
from juluo.shell.accounts.roles import May
from juluo.shell.limits import Cost
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.web.asking import choice_asked
from juluo.web.metrics.asked import metric_asked
from juluo.web.metrics.shown import UnknownStateError, shown
from juluo.web.sheet_file import Row, csv_file, xlsx_file
from juluo.web.taken_away import as_file

_HEAD = ("第一天", "最后一天", "完整", "数值", "共多少", "区间下限", "区间上限", "对照的数值", "备注")
_PARTS_HEAD = ("这次", "之前", "变化", "变化的95%区间", "判断")


class File(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"


@page("desk/<slug:community>/metrics/<slug:metric>/export", nav=Nav.METRICS, may=May.EXPORT_NUMBERS, cost=Cost.EXPORT)
def metric_export(visit: Visit, metric: str) -> HttpResponse:
    ask, kind = metric_asked(visit, metric), choice_asked(visit, "file", File, File.CSV)
    try:
        found = shown(visit, ask, taken=True)
    except UnknownStateError as error:
        raise Http404 from error
    sheet, day = found.sheet, found.day
    if sheet is None:
        raise Http404
    rows = rows_of(visit, sheet)
    if found.refused or found.group:
        told = visit.say("全部的数，没有筛。{why}", why=found.refused) if found.refused else found.group
        rows += [(), (visit.say("只看哪部分"), told)]
    content = xlsx_file(rows, sheet.title) if kind is File.XLSX else csv_file(rows)
    return as_file(f"{visit.community}-{metric}-{day.isoformat()}.{kind}", content)


def rows_of(visit: Visit, sheet: Sheet) -> list[Row]:
    """A row a period; a compound metric's own parts or rows after them."""
    say = visit.say
    rows: list[Row] = [tuple(say(words) for words in _HEAD)]
    rows += [_row(visit, point) for point in sheet.walk.points]
    metric = metrics()[sheet.metric]
    parts = list(dict.fromkeys(name for p in sheet.walk.points if p.measured for name in p.measured.parts))
    if parts:
        rows += [(), (say("第一天"), *(part_named(metric, part, visit.lang) for part in parts))]
        rows += [
            (point.period.first.isoformat(), *(point.measured.parts.get(name) for name in parts))
            for point in sheet.walk.points
            if point.measured
        ]
    if sheet.split:
        rows += [(), (sheet.split.head, *(say(words) for words in _PARTS_HEAD)), *map(_part_row, sheet.split.rows)]
    if sheet.segment:
        rows += [(), (say("只看哪部分"), sheet.segment)]
    if sheet.rows:
        head, sights = columns(metric, sheet.rows, visit.lang), sheet.sights
        rows += [(), tuple(one.head for one in head)]
        rows += [tuple(cell(metric, row, one, visit.lang, sights) for one in head) for row in sheet.rows]
    return rows


def _row(visit: Visit, point: Point) -> Row:
    now, before = point.measured, point.before
    interval = now.interval if now else None
    return (
        point.period.first.isoformat(),
        point.period.last.isoformat(),
        visit.say("是") if point.whole else visit.say("否"),
        now.value if now else None,
        now.n if now else None,
        interval.low if interval else None,
        interval.high if interval else None,
        before.value if before else None,
        visit.say(now.reason) if now and now.reason else "" if now else visit.say("没有记录"),
    )


def _part_row(part: PartRow) -> Row:
    """A part as the page tells it: its values are words there."""
    told = part.value
    return (told.name, told.value, told.before, told.change, told.change_interval, told.verdict.words)
