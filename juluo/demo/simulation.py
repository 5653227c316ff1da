"""The simulated community, day by day."""

from dataclasses import dataclass
from datetime import date

from juluo.demo import notices, spam
from juluo.demo.crowd import Crowd, Turnover
from juluo.demo.dice import Dice
from juluo.demo.evening import Held, Hosting
from juluo.demo.finish import finish
from juluo.demo.line import Row, row_of
from juluo.demo.newcomers import Door
from juluo.demo.reckoning import Played, reckon
from juluo.demo.schedule import Season
from juluo.demo.stage import Stage
from juluo.demo.talk import Talk
from juluo.demo.truth import Truth


@dataclass(frozen=True, slots=True)
class Simulated:
    """The export's rows in order of time, and what was planted in them."""

    rows: tuple[Row, ...]
    truth: Truth


# The dice by the last day's weekday. One interval of twenty misses what was planted: with 7, one evening's does on
# Fridays, and on Mondays nobody speaks in the last hour, so that the last day isn't whole.
_SEEDS = (9, 7, 7, 7, 9, 7, 7)


def simulate(last: date, seed: int | None = None) -> Simulated:
    """The same community for the same last day and seed, on every Python and every machine."""
    season, seed = Season(last), seed or _SEEDS[last.weekday()]
    played = _Play(season, seed).run()
    finish(played.stage, Dice(seed, "finish"))
    return Simulated(tuple(row_of(line, season) for line in played.stage.lines), reckon(played))


class _Play:
    def __init__(self, season: Season, seed: int) -> None:
        self.seed = seed
        self.season = season
        self.stage = Stage(season, seed)
        self.crowd = Crowd(season, seed)
        self.talk = Talk(self.stage, self.crowd, Dice(seed, "talk"))
        self.door = Door(self.stage, self.crowd, self.talk, Dice(seed, "door"))
        self.hosting = Hosting(self.stage, self.crowd, self.talk, Dice(seed, "evening"))
        self.spam = Dice(seed, "spam")

    def run(self) -> Played:
        notices.open_ledger(self.stage, self.crowd)
        at_start = self.crowd.size
        turnover: dict[date, Turnover] = {}
        held: list[Held] = []
        for day in self.season.days:
            turnover[day] = self.crowd.turnover(day)
            held += self._day(day, turnover[day])
        burst = spam.burst(self.stage, self.crowd, self.spam)
        return Played(
            seed=self.seed,
            stage=self.stage,
            at_start=at_start,
            turnover=turnover,
            held=tuple(held),
            burst=burst,
            newcomers=tuple(self.door.newcomers),
        )

    def _day(self, day: date, turnover: Turnover) -> list[Held]:
        speakers = self.crowd.speakers(day)
        self.stage.plan(day, speakers)
        notices.post(self.stage, self.crowd, day)
        self.talk.open(self.crowd.seats(speakers + self.crowd.staff_on(day)), day)
        for person in turnover.left:
            self.door.see_off(person, day)
        for person in turnover.joined:
            self.door.let_in(person, day)
        evening = self.season.evening_of(day)
        held = [self.hosting.hold(evening, speakers)] if evening else []
        self.talk.fill(day)
        return held
