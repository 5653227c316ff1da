"""What the address of the directory asks for: who, in which order, which columns, which page."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar
from urllib.parse import urlencode

from django.http import Http404

from juluo.insights.members.finding import Sorting, Spoke, Standing, Wanted
from juluo.insights.members.states import State
from juluo.shell.visit import Visit
from juluo.web.asking import choice_asked, day_asked, number_asked, parameter

Word = TypeVar("Word", bound=StrEnum)
SIZES = (25, 50, 100, 200)
_SIZE = 50
_LONGEST_NAME = 100


class Column(StrEnum):
    """What can stand beside a name, in the order in which it stands."""

    STATE = "state"
    WORDS = "words"
    DAYS = "days"
    RECEIVED = "received"
    GIVEN = "given"
    ALL_WORDS = "all-words"
    LAST = "last"
    FIRST = "first"


USUAL = (Column.STATE, Column.WORDS, Column.DAYS, Column.RECEIVED, Column.LAST, Column.FIRST)
# What nobody asked to see where no source shows who replies to whom.
REPLIES = frozenset({Column.GIVEN, Column.RECEIVED})
# Names are read from the beginning; numbers and days from the top.
UPWARDS = frozenset({Sorting.NAME})
SORTS: Mapping[Column, Sorting] = MappingProxyType(
    {column: Sorting(column.value) for column in Column if column is not Column.STATE}
)


@dataclass(frozen=True, slots=True)
class MembersAsk:
    """The directory as one address has it. `down`: largest or latest first. `segment`: the number of a kept one."""

    wanted: Wanted
    by: Sorting
    down: bool
    columns: tuple[Column, ...]
    size: int
    page: int
    segment: int | None = None

    def told(self) -> dict[str, object]:
        """What isn't as usual, by the names it has in an address."""
        wanted = self.wanted
        told: dict[str, object] = {
            "q": wanted.name,
            "state": [str(state) for state in wanted.states],
            "role": wanted.standing or "",
            "channel": "" if wanted.channel is None else wanted.channel,
            "spoke": wanted.spoke or "",
            "new": "1" if wanted.newcomers else "",
            "first-from": wanted.first_from or "",
            "first-to": wanted.first_to or "",
            "last-from": wanted.last_from or "",
            "last-to": wanted.last_to or "",
            "segment": self.segment or "",
            "sort": "" if self.by is Sorting.WORDS else self.by,
            "order": "" if self.down == (self.by not in UPWARDS) else ("down" if self.down else "up"),
            "col": [] if self.columns == USUAL else [str(column) for column in self.columns],
            "size": "" if self.size == _SIZE else self.size,
            "page": "" if self.page == 1 else self.page,
        }
        return {name: value for name, value in told.items() if value not in ("", [])}

    def address(self, **other: object) -> str:
        """The same with some of it changed, from its first page on; `first_from` is written first-from."""
        changed = {name.replace("_", "-"): value for name, value in other.items()}
        told = {name: value for name, value in self.told().items() if name != "page"} | changed
        return "?" + urlencode({name: value for name, value in told.items() if value not in ("", [])}, doseq=True)

    def sorted_by(self, by: Sorting) -> str:
        """A head's link: by this column, or, where it is already, the other way round."""
        usual = by not in UPWARDS
        down = not self.down if by is self.by else usual
        return self.address(sort="" if by is Sorting.WORDS else by, order="" if down == usual else _order(down=down))

    def without_state(self, state: State) -> str:
        return self.address(state=[str(one) for one in self.wanted.states if one is not state])

    @property
    def first(self) -> int:
        return self.size * (self.page - 1)

    @property
    def narrowed(self) -> bool:
        """Whether it looks for some of the members."""
        return self.wanted != Wanted()


def _order(*, down: bool) -> str:
    return "down" if down else "up"


def members_asked(visit: Visit) -> MembersAsk:
    """What the address asks; 404 for what can't be meant."""
    by = choice_asked(visit, "sort", Sorting, Sorting.WORDS)
    order = parameter(visit, "order")
    if order not in {"", "up", "down"}:
        raise Http404
    size = number_asked(visit, "size", _SIZE, most=SIZES[-1])
    if size not in SIZES:
        raise Http404
    return MembersAsk(
        wanted=_wanted(visit),
        by=by,
        down=order == "down" if order else by not in UPWARDS,
        columns=_several(visit, "col", Column) or USUAL,
        size=size,
        page=number_asked(visit, "page", 1),
        segment=number_asked(visit, "segment", 0, least=0) or None,
    )


def _wanted(visit: Visit) -> Wanted:
    channel = parameter(visit, "channel")
    return Wanted(
        name=" ".join(parameter(visit, "q").split())[:_LONGEST_NAME],
        states=_several(visit, "state", State),
        standing=_one(visit, "role", Standing),
        channel=number_asked(visit, "channel", 0, least=0) if channel else None,
        spoke=_one(visit, "spoke", Spoke),
        newcomers=parameter(visit, "new") == "1",
        first_from=day_asked(visit, "first-from"),
        first_to=day_asked(visit, "first-to"),
        last_from=day_asked(visit, "last-from"),
        last_to=day_asked(visit, "last-to"),
    )


def _one(visit: Visit, name: str, words: type[Word]) -> Word | None:
    found = _several(visit, name, words)
    return found[0] if found else None


def _several(visit: Visit, name: str, words: type[Word]) -> tuple[Word, ...]:
    """Words of an enumeration, in its own order and each once, however the address has them."""
    told = {one for one in visit.request.GET.getlist(name) if one}
    if told - {str(one) for one in words}:
        raise Http404
    return tuple(one for one in words if str(one) in told)
