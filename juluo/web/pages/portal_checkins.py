"""打卡 on the members' pages: press for today, repair a day, and see who keeps on the longest."""

from collections.abc import Callable
from datetime import date
from http import HTTPStatus

from django.http import Http404, HttpResponse, HttpResponseRedirect

from juluo.desk.streaks.actions.checking_in import check_in, repair
from juluo.ledger.period import Calendar
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.facts import GuestFacts
from juluo.shell.limits import Cost
from juluo.shell.page import Door, page
from juluo.shell.visit import Visit
from juluo.web.asking import day_sent
from juluo.web.local_time import calendar_of
from juluo.web.marks import simulated
from juluo.web.streaks.shown import accounts_of, boards, letters, mine_of, on_now
from juluo.web.turn import turn_of
from juluo.wording.numbers import short_date

# So many programmes at once, and of each so many on its board.
_MOST, _ON_BOARD = 10, 10
_Deed = Callable[[GuestFacts, str, date, tuple[int, ...], Calendar, Scene], object]


@page("c/<slug:community>/checkins", may=Door.GUEST, cost=Cost.SEARCH)
def portal_checkins(visit: Visit) -> HttpResponse:
    return _shown(visit)


@page("c/<slug:community>/checkins/<slug:programme>/press", may=Door.GUEST, methods=("POST",))
def portal_press(visit: Visit, programme: str) -> HttpResponse:
    """Come for today, or in the hours of grace for yesterday."""
    return _done(visit, programme, check_in, f"/c/{visit.community}/")


@page("c/<slug:community>/checkins/<slug:programme>/repair", may=Door.GUEST, methods=("POST",))
def portal_repair(visit: Visit, programme: str) -> HttpResponse:
    """Make up for a day."""
    return _done(visit, programme, repair, f"/c/{visit.community}/checkins")


def _done(visit: Visit, programme: str, deed: _Deed, back: str) -> HttpResponse:
    day = day_sent(visit, "day")
    if day is None:
        raise Http404
    try:
        deed(visit.whoever, programme, day, accounts_of(visit), calendar_of(visit.community), visit.scene)
    except RefusedError as error:
        return _shown(visit, visit.words(error.sentence))
    return HttpResponseRedirect(back)


def _shown(visit: Visit, wrong: str = "") -> HttpResponse:
    every = on_now(visit)
    turn = turn_of(visit, f"/c/{visit.community}/checkins", len(every), _MOST)
    some = turn.of(every)
    shown = {
        number: [row for place, row in enumerate(rows) if row.standing.streak.days and (place < _ON_BOARD or row.mine)]
        for number, rows in boards(visit, some, everyone=False).items()
    }
    return visit.render(
        "portal_checkins.html",
        HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
        made_up=simulated(visit),
        programmes=mine_of(visit, some),
        boards=shown,
        turn=turn,
        weekdays=letters(visit.lang),
        date=lambda day: short_date(day, visit.lang),
        wrong=wrong,
    )
