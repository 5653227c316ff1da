"""谁回来: cohort tables in their senses, how long newcomers stay, and members whose silence is unusual for them."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpResponse

from juluo.insights.retention.newcomers import newcomer_survival
from juluo.insights.retention.words import (
    cell_words,
    newcomer_words,
    table_head,
    table_notes,
    table_title,
)
from juluo.ledger.period import Grain
from juluo.metrics.activity.cohorts import Joining, Sense, cohorts
from juluo.report.whole_day import last_whole_day
from juluo.shell.accounts.roles import May
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.store.view import View
from juluo.web.asking import choice_asked, day_asked
from juluo.web.communities import note_visit
from juluo.web.marks import simulated
from juluo.web.seen import seen
from juluo.wording.numbers import long_date, short_date, whole

_SENSES = {Sense.ON: "当期来过", Sense.AFTER: "之后仍回来", Sense.IN_A_ROW: "连续来", Sense.BRACKETS: "分段"}
_GRAINS = {Grain.DAY: "按天", Grain.WEEK: "按周"}
_JOINING = {Joining.FIRST: "第一次开口的", Joining.RECURRING: "每个开口的"}


@dataclass(frozen=True, slots=True)
class Came:
    """A cohort table in words. A cell's `shade`, 0 to 5, is how large its share is; None where there is none."""

    day: date
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shades: tuple[tuple[int | None, ...], ...]
    notes: tuple[str, ...]
    stays: tuple[str, ...]
    told: bool


@page("desk/<slug:community>/retention", nav=Nav.METRICS, may=May.SEE_NUMBERS, title="谁回来")
def retention(visit: Visit) -> HttpResponse:
    note_visit(visit)
    day = day_asked(visit, "day")
    sense = choice_asked(visit, "sense", Sense, Sense.ON)
    grain = choice_asked(visit, "grain", Grain, Grain.WEEK)
    joining = choice_asked(visit, "who", Joining, Joining.FIRST)
    if grain is Grain.MONTH:
        raise Http404
    key = ("retention", visit.lang, day, sense, grain, joining)
    found = seen(visit.community, key, lambda view: _came(visit, view, day, sense, grain, joining))
    say = visit.say
    if found is None:
        return visit.render("metric_empty.html", title=say("谁回来"))
    return visit.render(
        "retention.html",
        made_up=simulated(visit),
        came=found,
        dateline=long_date(found.day, visit.lang),
        sense=sense,
        grain=grain,
        who=joining,
        senses={one: say(words) for one, words in _SENSES.items()},
        grains={one: say(words) for one, words in _GRAINS.items()},
        joinings={one: say(words) for one, words in _JOINING.items()},
    )


def _came(visit: Visit, view: View, asked: date | None, sense: Sense, grain: Grain, joining: Joining) -> Came | None:
    last, say, lang = last_whole_day(view), visit.say, visit.lang
    day = asked or last
    if last is None or day is None:
        return None
    table = cohorts(view, day, sense, grain, joining)
    skipped = 0 if sense is Sense.BRACKETS else 1
    head = table_head(table, say)
    known = [row for row in table.rows if row.known and row.size]
    cells = [row.cells[skipped:] for row in known] + [table.total[skipped:]]
    names = [(short_date(row.period.first, lang), whole(row.size)) for row in known] + [(say("合计"), "")]
    width = len(head) - 2
    rows = tuple(
        (*name, *(cell_words(cell) for cell in line), *[""] * (width - len(line)))
        for name, line in zip(names, cells, strict=True)
    )
    shades = tuple(
        tuple(None if cell is None or cell.share is None else min(5, int(cell.share * 6)) for cell in line)
        for line in cells
    )
    stays = newcomer_words(newcomer_survival(view, day), say)
    return Came(day, table_title(table, say), head, rows, shades, table_notes(table, say), stays, bool(known))
