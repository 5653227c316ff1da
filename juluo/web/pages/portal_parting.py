"""设置 › 成员的页面 › 认错了: what parting a guest from an account moves and what it can't, before it and after."""

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from django.http import Http404, HttpResponse

from juluo.shell.accounts.facts import parted
from juluo.shell.accounts.roles import May
from juluo.shell.guests.facts import GuestFacts, guests_named
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.web.local_time import calendar_of
from juluo.web.members.everybody import everybody
from juluo.web.portal.guests import asked, where
from juluo.web.portal.part import on_parting
from juluo.web.portal.parting import moved, stayed
from juluo.wording.numbers import long_date


@dataclass(frozen=True, slots=True)
class _Tie:
    """A guest and an account that are, or were, taken for one; `by` parted them, nobody yet where it is empty."""

    account: int
    since: datetime
    told: dict[str, int]
    by: str = ""
    at: datetime | None = None


# The database's own numbers end here.
_MOST = 2**63 - 1


@page("desk/<slug:community>/settings/portal/parting/<int:guest>", nav=Nav.SETTINGS, may=May.CHANGE_SETTINGS)
def portal_parting(visit: Visit, guest: int) -> HttpResponse:
    """Read it, then do it by the form; the same address says afterwards what was done."""
    one = guests_named(visit.community, [guest]).get(guest) if guest <= _MOST else None
    tie = None if one is None else _tie(visit, one)
    if one is None or tie is None:
        raise Http404
    calendar, table = calendar_of(visit.community), everybody(visit.community)
    place = None if table is None else table.place(tie.account)
    since = long_date(calendar.day_of(tie.since), visit.lang)
    ask = asked(visit)
    return visit.render(
        "portal_parting.html",
        HTTPStatus.OK,
        one=one,
        tie=tie,
        name=str(table.names[place]) if table is not None and place is not None else "",
        day=long_date(calendar.day_of(tie.at), visit.lang) if tie.at else "",
        since=since,
        moved=moved(visit, tie.told),
        stayed=stayed(visit, tie.told, since),
        back=f"/desk/{visit.community}/settings/portal{where(visit)}",
        kept={name: ask.words(name) for name in ("q", "show", "page")},
    )


def _tie(visit: Visit, one: GuestFacts) -> _Tie | None:
    if one.account is not None and one.tied_at is not None:
        return _Tie(one.account, one.tied_at, on_parting(one))
    done = parted(visit.community, one.id)
    return None if done is None else _Tie(done.account, done.since, dict(done.told), done.name, done.at)
