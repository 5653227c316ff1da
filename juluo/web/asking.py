"""What an address asks for or a form sends, parsed: what can't be meant is answered with 404, never with an error."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

from django.http import Http404, QueryDict

from juluo.shell.visit import Visit

# Chats aren't older; later days nobody knows.
Choice = TypeVar("Choice", bound=StrEnum)
_FIRST, _AHEAD = date(1990, 1, 1), timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Asking:
    """The rest of an address, wherever it comes from: a request, or a view that somebody saved."""

    told: Mapping[str, str]
    today: date

    def words(self, name: str) -> str:
        return str(self.told.get(name, "")).replace("\0", "").strip()

    def day(self, name: str) -> date | None:
        """A day; None if it names none."""
        told = self.words(name)
        if not told:
            return None
        try:
            day = date.fromisoformat(told)
        except ValueError as error:
            raise Http404 from error
        if not _FIRST <= day <= self.today + _AHEAD:
            raise Http404
        return day

    def number(self, name: str, default: int, least: int = 1, most: int = 1_000_000) -> int:
        """A whole number within its bounds."""
        told = self.words(name)
        if not told:
            return default
        if not _is_whole(told) or not least <= int(told) <= most:
            raise Http404
        return int(told)

    def numbers(self, name: str, most: int) -> tuple[int, ...]:
        """Whole numbers with commas between them, each once, in order."""
        told = [part for part in self.words(name).split(",") if part]
        if len(told) > most or not all(map(_is_whole, told)):
            raise Http404
        return tuple(sorted({int(part) for part in told}))

    def choice(self, name: str, choices: type[Choice], default: Choice) -> Choice:
        """One of an enumeration's words."""
        told = self.words(name)
        if not told:
            return default
        try:
            return choices(told)
        except ValueError as error:
            raise Http404 from error


def _is_whole(told: str) -> bool:
    return told.isascii() and told.isdigit() and len(told) < 10


def number_of(told: str) -> int | None:
    """The whole number that somebody typed; None where it is none, or longer than any number here."""
    return int(told) if _is_whole(told) else None


def number_sent(visit: Visit, name: str) -> int:
    """A whole number that a form sent."""
    found = number_of(visit.field(name))
    if found is None:
        raise Http404
    return found


def day_sent(visit: Visit, name: str) -> date | None:
    """A day that a form sent; None where it was left empty."""
    told = visit.field(name)
    try:
        return date.fromisoformat(told) if told else None
    except ValueError as error:
        raise Http404 from error


def asking(visit: Visit) -> Asking:
    """What a request's address asks for. Of a name that comes several times, all with commas between them."""
    return Asking(_Joined(visit.request.GET), visit.today)


class _Joined(Mapping[str, str]):
    """Read one by one, so that the address knows which of its names a page knows."""

    def __init__(self, query: QueryDict) -> None:
        self._query = query

    def __getitem__(self, name: str) -> str:
        if name not in self._query:
            raise KeyError(name)
        return ",".join(map(str, self._query.getlist(name)))

    def __iter__(self) -> Iterator[str]:
        return iter(self._query)

    def __len__(self) -> int:
        return len(self._query)


def parameter(visit: Visit, name: str) -> str:
    return str(visit.request.GET.get(name, "")).replace("\0", "").strip()


def day_asked(visit: Visit, name: str) -> date | None:
    """A day of the address; None if it names none."""
    return _one(visit, name).day(name)


def number_asked(visit: Visit, name: str, default: int, least: int = 1, most: int = 1_000_000) -> int:
    """A whole number of the address, within its bounds."""
    return _one(visit, name).number(name, default, least, most)


def choice_asked(visit: Visit, name: str, choices: type[Choice], default: Choice) -> Choice:
    """One of an enumeration's words."""
    return _one(visit, name).choice(name, choices, default)


def _one(visit: Visit, name: str) -> Asking:
    return Asking({name: parameter(visit, name)}, visit.today)
