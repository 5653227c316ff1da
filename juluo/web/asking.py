"""What an address asks for, parsed: what can't be meant is answered with 404, never with an error."""

from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

from django.http import Http404

from juluo.shell.visit import Visit

# Chats aren't older; later days nobody knows.
Choice = TypeVar("Choice", bound=StrEnum)
_FIRST, _AHEAD = date(1990, 1, 1), timedelta(days=2)


def parameter(visit: Visit, name: str) -> str:
    return str(visit.request.GET.get(name, "")).replace("\0", "").strip()


def day_asked(visit: Visit, name: str) -> date | None:
    """A day of the address; None if it names none."""
    told = parameter(visit, name)
    if not told:
        return None
    try:
        day = date.fromisoformat(told)
    except ValueError as error:
        raise Http404 from error
    if not _FIRST <= day <= visit.scene.now.date() + _AHEAD:
        raise Http404
    return day


def number_asked(visit: Visit, name: str, default: int, least: int = 1, most: int = 1_000_000) -> int:
    """A whole number of the address, within its bounds."""
    told = parameter(visit, name)
    if not told:
        return default
    if not (told.isascii() and told.isdigit() and len(told) < 10) or not least <= int(told) <= most:
        raise Http404
    return int(told)


def choice_asked(visit: Visit, name: str, choices: type[Choice], default: Choice) -> Choice:
    """One of an enumeration's words."""
    told = parameter(visit, name)
    if not told:
        return default
    try:
        return choices(told)
    except ValueError as error:
        raise Http404 from error
