"""Whom reminders on the portal reach, and whom somebody must tell in the group."""

from dataclasses import dataclass
from datetime import timedelta

from juluo.desk.events.own import reachable
from juluo.desk.events.values import Person, Place, Whole
from juluo.shell.visit import Visit
from juluo.web.events.shown import REMIND_WORDS


@dataclass(frozen=True, slots=True)
class Reached:
    """How many with a place a reminder still to come will reach, `when`; how many one has; and whom none will."""

    reach: int
    when: str
    done: int
    missed: tuple[Person, ...]


def reached(visit: Visit, found: Whole) -> Reached:
    plan = found.event.plan
    turns = [plan.starts - timedelta(hours=hours) for hours in plan.remind.hours] if plan.starts else []
    ids = reachable(found.event.id) if any(turn > visit.scene.now for turn in turns) else frozenset()
    people = [one for one in found.people if one.place is Place.IN]
    missed = tuple(one for one in people if one.id not in ids and one.reminded_at is None)
    done = sum(one.reminded_at is not None for one in people)
    return Reached(len(ids), visit.say(REMIND_WORDS[plan.remind]), done, missed)
