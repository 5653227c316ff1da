"""Who is there on a day: who comes, who goes, who speaks and how often."""

from dataclasses import dataclass
from datetime import date, timedelta

from juluo.demo.dice import Dice
from juluo.demo.people import HELPER, OPERATOR, Person, Register
from juluo.demo.schedule import Season

SETTLED = 240
STAFF = (OPERATOR, "青禾小禾", "青禾阿穗", "青禾值班台")
BOT = "青禾小助手"


@dataclass(frozen=True, slots=True)
class Turnover:
    """Who joined and who left on one day."""

    joined: tuple[Person, ...]
    left: tuple[Person, ...]


class Seats:
    """A day's turns to speak, one seat a message, in random order."""

    def __init__(self, turns: list[Person]) -> None:
        self._turns = turns

    def __len__(self) -> int:
        return len(self._turns)

    def take(self, besides: Person | None = None) -> Person | None:
        """The next in turn who is not `besides`; None if there is no one."""
        for index in range(len(self._turns) - 1, -1, -1):
            if self._turns[index] is not besides:
                return self._turns.pop(index)
        return None


class Crowd:
    def __init__(self, season: Season, seed: int) -> None:
        self.season = season
        self.register = Register(seed)
        self._dice = Dice(seed, "crowd")
        self.present: list[Person] = self.register.settle(SETTLED)
        self.helper = next(person for person in self.present if person.name == HELPER)
        self.staff = [self.register.enrol(name=name) for name in STAFF]
        for person in self.staff:
            person.is_staff = True
        self.operator = self.staff[0]
        self.bot = self.register.enrol(name=BOT)
        self.bot.is_bot = True

    @property
    def size(self) -> int:
        """How many members the platform would state: staff counted, the bot not."""
        return len(self.present) + len(self.staff)

    def turnover(self, day: date) -> Turnover:
        """The day's comers and goers; whoever leaves says nothing that day."""
        coming = sum(self._dice.chance(0.34 * self.season.pace(day)) for _ in range(6))
        if self.season.evening_of(day):
            coming += 8 if day == self.season.last else 4
        joined = tuple(self.register.enrol(joined=day) for _ in range(coming))
        going = sum(self._dice.chance(0.15) for _ in range(4))
        left = tuple(self._leaver(day) for _ in range(going))
        self.present += joined
        self._lose_interest()
        return Turnover(joined, left)

    def speakers(self, day: date) -> list[Person]:
        """The members who would speak that day whatever is planted on it."""
        return [person for person in self.present if person.joined != day and self._speaks(person, day)]

    def staff_on(self, day: date) -> list[Person]:
        return [person for person in self.staff if self._dice.chance(0.85 if day.weekday() < 5 else 0.4)]

    def seats(self, people: list[Person]) -> Seats:
        turns = [person for person in people for _ in range(self._turns(person))]
        return Seats(self._dice.shuffled(turns))

    def drawn_in(self, day: date, others: list[Person], count: int) -> list[Person]:
        """Members who would not have spoken that day, for an evening that draws them in.

        Only people who spoke before: an evening must not turn into anyone's first words.
        """
        silent = dict.fromkeys(others)
        settled = day - timedelta(days=21)
        pool = [
            person
            for person in self.present
            if person not in silent and person.has_spoken and (person.joined is None or self._is_back(person, settled))
        ]
        return self._dice.shuffled(pool)[:count]

    def remove(self, person: Person, day: date) -> None:
        self.present.remove(person)
        person.left = day

    def _is_back(self, person: Person, settled: date) -> bool:
        return person.joined is not None and person.joined < settled and person.back_on is not None

    def _speaks(self, person: Person, day: date) -> bool:
        if person is self.helper and self.season.evening_of(day):
            return True
        if person.joined and (person.back_on is None or day <= person.back_on):
            return day == person.back_on
        return self._dice.chance(person.keenness * self.season.pace(day))

    def _turns(self, person: Person) -> int:
        if person.is_staff:
            return self._dice.between(3, 9)
        return 1 + self._dice.heavy(0.36 + 1.7 * person.keenness, 30)

    def _leaver(self, day: date) -> Person:
        settled = day - timedelta(days=21)
        pool = [p for p in self.present if p is not self.helper and (p.joined is None or p.joined < settled)]
        quiet = [person for person in pool if person.keenness < 0.1]
        person = self._dice.pick(quiet if quiet and self._dice.chance(0.8) else pool)
        self.remove(person, day)
        return person

    def _lose_interest(self) -> None:
        for person in self.present:
            if person.keenness > 0.1 and person is not self.helper and self._dice.chance(0.0011):
                person.keenness = 0.004
