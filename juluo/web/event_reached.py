"""Whom reminders on the portal reach, and whom somebody must tell in the group."""

from dataclasses import dataclass

from juluo.desk.events.own import reachable
from juluo.desk.events.values import Person, Place, Whole
from juluo.shell.visit import Visit
from juluo.web.event_shown import REMIND_WORDS


@dataclass(frozen=True, slots=True)
class Reached:
    """How many with a place a reminder will reach, `when`; how many it has; and those whom it won't."""

    reach: int
    when: str
    done: int
    missed: tuple[Person, ...]


def reached(visit: Visit, found: Whole) -> Reached:
    ids = reachable(found.event.id)
    people = [one for one in found.people if one.place is Place.IN]
    missed = tuple(one for one in people if one.id not in ids and one.reminded_at is None)
    done = sum(one.reminded_at is not None for one in people)
    return Reached(len(ids), visit.say(REMIND_WORDS[found.event.plan.remind]), done, missed)
