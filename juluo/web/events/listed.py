"""Who signed up and who came, as the page of an event lists them: found by a name, a page at a time, no script needed.

What was looked for and which page it was stand in the address and in every form of the list, so that whoever is
checked in on page 7 is seen there again.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from juluo.desk.events.values import Person, Place, Whole
from juluo.insights.members.names import folded
from juluo.shell.accounts.roles import May
from juluo.shell.visit import Visit
from juluo.web.asking import number_of
from juluo.web.turn import Turn, turn_of

SIZE = 50
# What of an address says where in the list somebody is.
_KEPT = ("q", "of", "page")
# Deeds after which somebody still stands in the list.
_OF_ROWS = frozenset({"here", "away", "withdraw", "forget_guest"})


@dataclass(frozen=True, slots=True)
class Listed:
    """The people of one page of a tab's list, out of `everyone` on it; `q` is the name that is looked for."""

    q: str
    everyone: int
    people: tuple[Person, ...]
    turn: Turn
    kept: Mapping[str, str]


def listed(visit: Visit, found: Whole, names: Mapping[int, str], tab: str) -> Listed:
    """Of who signed up, or on the day of who may come. Whoever may see no names finds nobody by one."""
    everyone = [one for one in found.people if _stands(one, tab)]
    q = _sent(visit, "q")[:60] if visit.may(May.SEE_MEMBERS) else ""
    wanted = folded(q)
    rows = [one for one in everyone if wanted in folded(_called(one, names))] if wanted else everyone
    turn = turn_of(visit, _at(visit, found), len(rows), SIZE, of="list", tab=tab, q=q)
    kept = {"q": q, "of": "list" if turn.page > 1 else "", "page": str(turn.page) if turn.page > 1 else ""}
    return Listed(q, len(everyone), turn.of(rows), turn, kept)


def turned(visit: Visit, found: Whole, missed: Sequence[Person]) -> Turn:
    """The page of whom no reminder reaches."""
    return turn_of(visit, _at(visit, found), len(missed), SIZE, of="missed", tab="people")


def where(visit: Visit) -> str:
    """The rest of the address that a deed comes back to: the same page, at whom it was done to."""
    told = {name: _sent(visit, name) for name in _KEPT}
    rest = urlencode({name: value for name, value in told.items() if value})
    row = number_of(_sent(visit, "number")) if _sent(visit, "deed") in _OF_ROWS else None
    return f"{'&' if rest else ''}{rest}{'' if row is None else f'#p{row}'}"


def _at(visit: Visit, found: Whole) -> str:
    return f"/desk/{visit.community}/events/{found.event.slug}"


def _stands(one: Person, tab: str) -> bool:
    return one.place is not Place.OUT or one.came_at is not None if tab == "day" else one.place is not Place.WALKED_IN


def _called(one: Person, names: Mapping[int, str]) -> str:
    return "\n".join(_words(one, names))


def _words(one: Person, names: Mapping[int, str]) -> Iterator[str]:
    yield names.get(one.person, "") if one.person is not None else one.name
    yield one.note


def _sent(visit: Visit, name: str) -> str:
    sent = visit.request.POST if visit.request.method == "POST" else visit.request.GET
    return " ".join(str(sent.get(name, "")).split())
