"""The contract of a part of the members' pages: a section of the first page, one of 我的, and what is held of a guest.

    PART = Part(order=30, home=coming, mine=signed_up_for, held=told)

A part's module lies in `juluo/web/portal/parts/` and is found there.
"""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.safestring import SafeString

from juluo.shell.guests.facts import GuestFacts
from juluo.shell.visit import Visit
from juluo.web.portal import parts as package


def _nothing(_: Visit) -> str:
    return ""


def _ends_nothing(_: Visit) -> tuple[str, ...]:
    return ()


def _holds_nothing(_: GuestFacts) -> Mapping[str, Any]:
    return {}


def _parts_nothing(_: GuestFacts) -> Mapping[str, int]:
    return {}


@dataclass(frozen=True, slots=True)
class Part:
    """`home` and `mine` are HTML made by `visit.part`, "" where there is nothing to show.

    `leaving` is said to whoever is about to leave: what of theirs ends with it that they may not think of.
    `parting` says how many of what move or stay should a guest be parted from the account they are tied to; what the
    words stand for is told in `parting`.
    `held` is what the app holds of a guest as JSON, by words that stay: it goes into their own copy.
    """

    order: int
    home: Callable[[Visit], str] = _nothing
    mine: Callable[[Visit], str] = _nothing
    held: Callable[[GuestFacts], Mapping[str, Any]] = _holds_nothing
    leaving: Callable[[Visit], tuple[str, ...]] = _ends_nothing
    parting: Callable[[GuestFacts], Mapping[str, int]] = _parts_nothing


@cache
def parts() -> tuple[Part, ...]:
    """Every part, in the order of the page."""
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    found = [importlib.import_module(f"{package.__name__}.{name}").PART for name in names]
    return tuple(sorted(found, key=lambda part: part.order))


def on_home(visit: Visit) -> SafeString:
    """The sections of the first page: made by templates that escape."""
    return SafeString("".join(part.home(visit) for part in parts()))


def in_mine(visit: Visit) -> SafeString:
    """The sections of 我的, the same way."""
    return SafeString("".join(part.mine(visit) for part in parts()))


def on_leaving(visit: Visit) -> tuple[str, ...]:
    """What ends with leaving, sentence by sentence."""
    return tuple(words for part in parts() for words in part.leaving(visit))


def on_parting(guest: GuestFacts) -> dict[str, int]:
    """How many of what move or stay when a guest and the account they are tied to are parted; nothing of none."""
    told = {what: n for part in parts() for what, n in part.parting(guest).items()}
    return {what: n for what, n in told.items() if n}


def held_of(guest: GuestFacts) -> dict[str, Any]:
    """All that the apps hold of a guest.

    ValueError if two parts hold something by one word: one would hide the other from whose it is.
    """
    held: dict[str, Any] = {}
    for part in parts():
        theirs = part.held(guest)
        if twice := held.keys() & theirs.keys():
            message = f"two parts of the members' pages hold {', '.join(sorted(twice))}"
            raise ValueError(message)
        held |= theirs
    return held
