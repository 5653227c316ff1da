"""A simulated village to plant causes in: rows of who said how much where, no store. Seeded, invented.

It lives by rules that know nothing of how causes are ranked. People are unequally keen and unequally talkative; each
has favourite channels and favourite hours; talk gathers in threads that last a day or two; messages come in bursts;
new people come every day and most of them don't return; weekends are quiet; some days are livelier than others.
"""

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from juluo.insights.causes.sides import LATELY, Known, Side
from juluo.ledger.period import Period
from juluo.metrics.said import Said

START = date(2025, 9, 1)
DAYS = 380
_WEEK = (1.0, 1.04, 1.02, 1.0, 0.94, 0.62, 0.56)
HOURS = (4, 1, 0, 0, 0, 0, 2, 8, 40, 92, 104, 88, 62, 60, 84, 100, 92, 76, 48, 56, 72, 62, 40, 16)


@dataclass(slots=True)
class Villager:
    """`keen` is the chance to speak on a plain day, `talks` the mean number of messages on a day of speaking."""

    code: int
    came: date
    keen: float
    talks: float
    channels: tuple[float, ...]
    hours: tuple[float, ...]
    until: date = date.max


@dataclass(slots=True)
class Village:
    """A community's days, each a list of what was said."""

    seed: int
    channels: int = 8
    size: int = 320
    newcomers: float = 3.0
    people: list[Villager] = field(default_factory=list)
    days: dict[date, list[Said]] = field(default_factory=dict)
    dice: random.Random = field(default_factory=random.Random)
    threads: int = 0
    alive: dict[int, list[tuple[int, date]]] = field(default_factory=lambda: defaultdict(list))

    def live(self) -> "Village":
        self.dice = random.Random(self.seed)  # noqa: S311 - a simulation
        weights = tuple(1 / (1 + n) ** 0.9 for n in range(self.channels))
        for _ in range(self.size):
            # The core came over the months before and the first months of the ledger.
            came = START + timedelta(days=min(0, self.dice.randint(-400, 60)) + self.dice.randint(0, 200))
            self.settle(came, weights)
        for nth in range(DAYS):
            day = START + timedelta(days=nth)
            for _ in range(self.poisson(self.newcomers)):
                self.settle(day, weights, newcomer=True)
            # Now and then a whole class joins in a month, and most of it stays.
            if nth // 30 in (3, 7):
                for _ in range(self.poisson(3.0)):
                    self.settle(day, weights)
            self.days[day] = self.spend(day)
        return self

    def settle(self, came: date, weights: tuple[float, ...], *, newcomer: bool = False) -> Villager:
        dice = self.dice
        keen = min(0.93, 0.12 / (dice.random() + 0.06)) if not newcomer or dice.random() < 0.25 else 0.01
        until = came + timedelta(days=int(dice.expovariate(1 / 300))) if newcomer else date.max
        taste = tuple(weight * dice.gammavariate(0.5, 2.0) + 1e-6 for weight in weights)
        hours = tuple(hour * dice.gammavariate(1.0, 1.0) + 1e-3 for hour in HOURS)
        talks = dice.lognormvariate(0.9, 0.8)
        villager = Villager(len(self.people) + 1, came, keen, talks, taste, hours, until)
        self.people.append(villager)
        return villager

    def poisson(self, mean: float) -> int:
        total, count = self.dice.expovariate(1.0), 0
        while total < mean:
            total, count = total + self.dice.expovariate(1.0), count + 1
        return count

    def speakers(self, day: date) -> list[Villager]:
        mood = self.dice.lognormvariate(0, 0.07) * _WEEK[day.weekday()]
        return [
            person
            for person in self.people
            if person.came <= day <= person.until and (person.came == day or self.dice.random() < person.keen * mood)
        ]

    def spend(self, day: date) -> list[Said]:
        return [row for person in self.speakers(day) for row in self.chatter(person, day)]

    def chatter(self, person: Villager, day: date) -> list[Said]:
        """What one person says on a day: bouts of talk, each in one thread of one channel within an hour."""
        said = []
        left = 1 + self.poisson(self.dice.gammavariate(0.6, person.talks / 0.6))
        while left > 0:
            bout = min(left, 1 + int(self.dice.expovariate(1 / 3)))
            left -= bout
            channel = self.dice.choices(range(self.channels), person.channels)[0]
            hour = self.dice.choices(range(24), person.hours)[0]
            asks = sum(self.dice.random() < 0.15 for _ in range(bout))
            said.append(Said(person.code, channel, self.thread(channel, day), hour, bout, asks))
        return said

    def thread(self, channel: int, day: date) -> int:
        """A thread of today or yesterday, the livelier the likelier; or a new one."""
        here = [entry for entry in self.alive[channel] if (day - entry[1]).days <= 1]
        self.alive[channel] = here
        if not here or self.dice.random() < 0.22:
            self.threads += 1
            here.append((self.threads, day))
            return self.threads
        code, _ = self.dice.choice(here)
        here.append((code, day))
        return code

    # what is known of it, as the product would know

    def known(self, changed: dict[date, list[Said]] | None = None) -> Known:
        first: dict[int, date] = {}
        for day, said in (self.days | (changed or {})).items():
            for row in said:
                if row.account is not None and row.account not in first:
                    first[row.account] = day
        return Known(first, START + timedelta(days=30))

    def side(self, day: date, said: list[Said] | None = None) -> Side:
        lately = [self.days.get(day - timedelta(days=back), []) for back in range(1, LATELY + 1)]
        spoke = frozenset(row.account for rows in lately for row in rows if row.account is not None)
        return Side(Period(day, day), self.days[day] if said is None else said, spoke)
