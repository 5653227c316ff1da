"""The communities of the ledger, as pages need them at every door."""

from django.conf import settings

from juluo.demo.taken import SLUG as DEMO
from juluo.demo.taken import unfinished
from juluo.shell.accounts.facts import Colleague
from juluo.shell.visit import Visit
from juluo.store.standing import standing

_LAST = "last_community"


def last_visited(visit: Visit, inside: tuple[str, ...]) -> str:
    """The community of a colleague's last visit, else the first of those there are."""
    last = str(visit.request.session.get(_LAST, ""))
    return last if last in inside else next(iter(inside), "")


def note_visit(visit: Visit) -> None:
    if visit.request.session.get(_LAST) != visit.community:
        visit.request.session[_LAST] = visit.community


def known() -> tuple[str, ...]:
    """Every community of the home by its slug; not a simulated one of which only half is made."""
    return tuple(slug for slug in standing(settings.HOME).communities if not half_made(slug))


def half_made(slug: str) -> bool:
    """Whether it is the simulated community, and is being made or was left unfinished: nobody is shown half of it."""
    return slug == DEMO and unfinished(settings.HOME)


def reachable(who: Colleague) -> tuple[str, ...]:
    """Those in which a colleague has a role, in the order of their names."""
    inside = known() if who.owns_home else who.communities()
    return tuple(sorted(slug for slug in inside if not half_made(slug)))
