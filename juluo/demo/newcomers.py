"""Newcomers: some say hello or ask, some of those are answered, and the answered come back more often."""

from dataclasses import dataclass
from datetime import date, timedelta

from juluo.demo.crowd import Crowd
from juluo.demo.dice import Dice
from juluo.demo.line import Line
from juluo.demo.people import Person, keenness
from juluo.demo.phrases.questions import SUBJECTS
from juluo.demo.phrases.turns import BOT_WELCOMES, INTROS, WELCOMES
from juluo.demo.places import DOORSTEP, HELP
from juluo.demo.schedule import LATE_HOUR
from juluo.demo.stage import Stage
from juluo.demo.talk import Talk
from juluo.ledger.kinds import Kind

SPEAKS_UP = 0.74
WELCOMED = 0.68
WELCOMED_LATE = 0.36
COMES_BACK_WELCOMED = 0.68
COMES_BACK_ALONE = 0.27


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A newcomer's planted fate. `first` is their first message; `welcomed` means answered within 24 hours."""

    person: Person
    first: Line
    welcomed: bool


class Door:
    """Where newcomers come in."""

    def __init__(self, stage: Stage, crowd: Crowd, talk: Talk, dice: Dice) -> None:
        self._stage = stage
        self._crowd = crowd
        self._talk = talk
        self._dice = dice
        self._season = stage.season
        self.newcomers: list[Newcomer] = []

    def let_in(self, person: Person, day: date) -> None:
        second = self._season.second_of(day, self._dice.between(8, 22)) + self._dice.below(3000)
        host = self._dice.pick(self._crowd.present) if self._dice.chance(0.35) else None
        guest = host is not None and host is not person and host.joined != day
        line = Line(second, DOORSTEP, person, None, Kind.INVITE if guest else Kind.JOIN)
        line.peer = host if guest else None
        self._stage.add(line)
        if self._dice.chance(0.65):
            greeting = self._stage.say(second + 5, DOORSTEP, self._crowd.bot, BOT_WELCOMES)
            greeting.mentions = (person,)
        if self._dice.chance(SPEAKS_UP):
            self._first_words(person, second + self._dice.between(90, 2400))

    def see_off(self, person: Person, day: date) -> None:
        self._stage.add(Line(self._talk.moment(day), DOORSTEP, person, None, Kind.LEAVE))

    def _first_words(self, person: Person, second: int) -> None:
        asks = self._dice.chance(0.3)
        subject = self._dice.pick(SUBJECTS)
        first = (
            self._talk.question(second, person, subject) if asks else self._stage.say(second, DOORSTEP, person, INTROS)
        )
        self._stage.plan(self._season.day_of(second), [person])
        late = second % 86_400 >= LATE_HOUR * 3600
        wanted = self._dice.chance(WELCOMED_LATE if late else WELCOMED)
        wait = 30 + self._dice.heavy(9 * 60, 12 * 3600)
        # Nobody can be answered after the data ends.
        welcomed = wanted and self._season.day_of(second + wait) <= self._season.last
        if welcomed:
            self._welcome(first, wait, subject.answers_to(first.nth) if asks else WELCOMES)
        self._dispose(person, welcomed=welcomed)
        self.newcomers.append(Newcomer(person, first, welcomed))

    def _welcome(self, first: Line, wait: int, phrases: tuple[str, ...]) -> None:
        answer = self._talk.answer_later(first, wait, phrases)
        if answer is None or first.place is HELP:
            return
        for _ in range(self._dice.between(0, 2)):
            second = answer.second + self._dice.between(20, 500)
            if self._season.day_of(second) == self._season.day_of(first.second):
                self._stage.reply(first, second, self._talk.someone(first.author), phrases)

    def _dispose(self, person: Person, *, welcomed: bool) -> None:
        """Whether the newcomer speaks a second time, and on which day."""
        if self._dice.chance(COMES_BACK_WELCOMED if welcomed else COMES_BACK_ALONE) and person.joined:
            person.back_on = person.joined + timedelta(days=self._dice.between(1, 6))
            person.keenness = keenness(self._dice)
