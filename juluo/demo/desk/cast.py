"""Who acts in the simulated community: its operator, its members on the portal, and the clock of its days."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from juluo.demo.schedule import OFFSET, ZONE
from juluo.ledger.entry import Account
from juluo.ledger.period import Calendar
from juluo.shell.accounts.actions.simulated import simulated_colleague
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.actions.joining import join
from juluo.shell.guests.actions.portal import tie_guest
from juluo.shell.guests.facts import GuestFacts, guest_by_key, portal
from juluo.shell.guests.values import Purpose
from juluo.store.embedded import EmbeddedStore

CALENDAR = Calendar(ZONE)
COLLEAGUE = "lin-simulated"
# So many days before the last one the members' page was opened.
OPENED = 42


@dataclass(frozen=True, slots=True)
class Evening:
    """An evening as it was planted: who came only because of it, and who else, by their ids in the export."""

    number: int
    day: date
    theme: str
    drawn_in: tuple[str, ...]
    regulars: tuple[str, ...]

    @property
    def came(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.drawn_in, *self.regulars)))


@dataclass(frozen=True, slots=True)
class Member:
    """A member on the portal: who they are there, and the secret of their browser."""

    guest: GuestFacts
    browser: str
    account: Account

    @property
    def persons(self) -> tuple[int, ...]:
        return (self.account.code,)


@dataclass(frozen=True, slots=True)
class Cast:
    """`members` joined the portal. `last` is the simulation's last day, `now` when the demo is made."""

    by: Colleague
    community: str
    accounts: Mapping[str, Account]
    channels: Mapping[str, int]
    evenings: tuple[Evening, ...]
    last: date
    now: datetime
    members: tuple[Member, ...] = ()

    def known(self, ids: Iterable[str]) -> list[Account]:
        """Their accounts; who was erased from the ledger before is nobody any more."""
        found = (self.accounts.get(one) for one in ids)
        return [one for one in found if one is not None and not one.erased]

    def before(self, days: int) -> date:
        """So many days before the simulation's last one."""
        return self.last - timedelta(days=days)

    def ahead(self, days: int, hour: int) -> datetime:
        """So many days from the day on which the demo is made."""
        return moment(CALENDAR.day_of(self.now) + timedelta(days=days), hour)

    def next_on(self, weekdays: Sequence[int], least: int) -> int:
        """In how many days, at least so many, one of these weekdays is (0: Monday)."""
        today = CALENDAR.day_of(self.now)
        return next(days for days in range(least, least + 7) if (today + timedelta(days=days)).weekday() in weekdays)


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), OFFSET)


def at(day: date, hour: int, minute: int = 0) -> Scene:
    return Scene(moment(day, hour, minute))


def cast(store: EmbeddedStore, truth: Path, community: str, now: datetime) -> Cast:
    """The operator, the members and channels as the ledger knows them, and the evenings as they were planted."""
    told = json.loads(truth.read_text("utf-8"))
    last = date.fromisoformat(told["last_day"])
    by = simulated_colleague(COLLEAGUE, "林晚", community, at(last - timedelta(days=OPENED), 9))
    register = store.register
    accounts = {one.account_id: one for one in register.accounts(community).values()}
    channels = {one.name: code for code, one in register.channels(community).items() if one.name}
    evenings = tuple(_evening(one) for one in told["events"])
    return Cast(by, community, accounts, channels, evenings, last, now)


def _evening(told: Mapping[str, Any]) -> Evening:
    day = date.fromisoformat(told["day"])
    return Evening(told["number"], day, told["theme"], tuple(told["drawn_in"]), tuple(told["regulars"]))


def joined(found: Cast, ids: Sequence[str], start: int) -> tuple[Member, ...]:
    """These members come by the group's link, from the noon on, and the operator says who they are."""
    door = portal(found.community)
    if door is None:
        raise LookupError(found.community)
    members = []
    for nth, account in enumerate(found.known(ids), start):
        scene = at(found.before(OPENED), 12 + nth // 60, nth % 60)
        guest, browser = join(found.community, door.link, account.name or account.account_id, None, scene, [*Purpose])
        tie_guest(found.by, found.community, guest.id, account.code, scene)
        members.append(Member(guest_by_key(found.community, browser) or guest, browser, account))
    return tuple(members)
