"""A day's ordinary conversations."""

from dataclasses import dataclass
from datetime import date

from juluo.demo.crowd import Crowd, Seats
from juluo.demo.dice import Dice
from juluo.demo.line import Line
from juluo.demo.people import Person
from juluo.demo.phrases.notices import STAFF_NOTED
from juluo.demo.phrases.questions import ENGLISH_ASKS, SUBJECTS
from juluo.demo.phrases.subject import Subject
from juluo.demo.phrases.turns import AGREES, BOT_RECEIPTS, COUNTER_REPLIES, COUNTERS, DETAILS, THANKS
from juluo.demo.phrases.workshop import MIGRATION, TIPS
from juluo.demo.places import CHAT_ROOM, HELP, MEETUP, OLD_HOUSE, PLACES, Place, weights_on
from juluo.demo.schedule import (
    ANSWER_MINUTES,
    DAY_SECONDS,
    HOURS,
    LATE_ANSWER_MINUTES,
    LATE_HOUR,
)
from juluo.demo.stage import Stage

_LONGEST_WAIT = 20 * 3600


@dataclass(frozen=True, slots=True)
class Owed:
    """An answer that comes on a later day than its question."""

    to: Line
    second: int
    phrases: tuple[str, ...]


class Talk:
    """Hands the day's seats to conversations until none is left."""

    def __init__(self, stage: Stage, crowd: Crowd, dice: Dice) -> None:
        self._stage = stage
        self._crowd = crowd
        self._dice = dice
        self._season = stage.season
        self._owed: list[Owed] = []
        self.seats = Seats([])

    def open(self, seats: Seats, day: date) -> None:
        """A new day: its seats, and first the answers owed from yesterday."""
        self.seats = seats
        owed = [owed for owed in self._owed if self._season.day_of(owed.second) == day]
        self._owed = [owed for owed in self._owed if self._season.day_of(owed.second) > day]
        for answer in owed:
            self._stage.reply(answer.to, answer.second, self.someone(answer.to.author), answer.phrases)

    def fill(self, day: date) -> None:
        """Conversations until every seat of the day is taken."""
        weights = weights_on(day, self._season)
        if day == self._season.died:
            self._chatter(self._season.second_of(day, 16, 30), OLD_HOUSE, self._member(), MIGRATION)
        while len(self.seats):
            place = PLACES[self._dice.weighted(weights)]
            opener = self.someone(None)
            if place is HELP:
                self._in_help(day, opener)
            else:
                self._in_room(day, place, opener)

    def someone(self, besides: Person | None) -> Person:
        """The next in turn; when all have spoken, the staff step in."""
        return self.seats.take(besides) or self._dice.pick([p for p in self._crowd.staff if p is not besides])

    def _member(self) -> Person:
        person = self.someone(None)
        while person.is_staff and len(self.seats):
            person = self.someone(None)
        return person

    def answer_later(self, to: Line, seconds: int, phrases: tuple[str, ...]) -> Line | None:
        """Someone answers after that many seconds; at night not before the morning, and then on that day."""
        second = to.second + seconds
        if self._season.day_of(second) == self._season.day_of(to.second):
            return self._stage.reply(to, second, self.someone(to.author), phrases, linked=self._linked(to))
        morning = self._season.second_of(self._season.day_of(second), 7, 40) + self._dice.below(5400)
        self._owed.append(Owed(to, max(second, morning), phrases))
        return None

    def pause(self, second: int) -> int:
        """How long a question asked at this second waits for its answer."""
        late = second % DAY_SECONDS >= LATE_HOUR * 3600
        return 25 + self._dice.heavy(60 * (LATE_ANSWER_MINUTES if late else ANSWER_MINUTES), _LONGEST_WAIT)

    def moment(self, day: date, until: int = 24) -> int:
        """A second of the day, by the community's hours."""
        hour = self._dice.weighted(HOURS[:until])
        return self._season.second_of(day, hour) + self._dice.below(3590)

    def _in_help(self, day: date, opener: Person) -> None:
        if opener.is_staff or not self._dice.chance(HELP.asking):
            self._chatter(self.moment(day), HELP, opener, TIPS)
            return
        # The last evening's questions are planted one by one.
        second = self.moment(day, 20 if day == self._season.last else 24)
        subject = self._dice.pick(SUBJECTS)
        question = self.question(second, opener, subject)
        if self._dice.chance(0.12):
            self._stage.reply(question, second + 2, self._crowd.bot, BOT_RECEIPTS)
        if self._dice.chance(0.22):
            self._more(question, second + self._dice.between(20, 240), opener, DETAILS)
        if self._dice.chance(0.92):
            self._help(question, subject)
        elif self._dice.chance(0.3):
            self.answer_later(question, 3600 * self._dice.between(25, 60), subject.answers_to(question.nth))

    def question(self, second: int, asker: Person, subject: Subject) -> Line:
        in_english = self._dice.chance(0.012)
        question = self._stage.ask(second, HELP, asker, ENGLISH_ASKS if in_english else subject.asks)
        question.nth = -1 if in_english else question.nth
        question.topic = self._stage.new_topic(subject.name)
        return question

    def _help(self, question: Line, subject: Subject) -> None:
        answer = self.answer_later(question, self.pause(question.second), subject.answers_to(question.nth))
        if answer is None or answer.author is None or question.author is None:
            return
        second = answer.second
        if not answer.author.is_staff and self._dice.chance(0.12):
            second = self._counter(question, answer)
        while len(self.seats) > 2 and self._dice.chance(0.3):
            second += self._dice.between(20, 600)
            self._more(question, second, self.someone(question.author), AGREES)
        if self._dice.chance(0.55):
            self._more(question, second + self._dice.between(20, 900), question.author, THANKS)

    def _counter(self, question: Line, answer: Line) -> int:
        """The helper asks back after a first hint, and the asker replies at once."""
        second = answer.second + self._dice.between(15, 120)
        back = second + self._dice.between(15, 200)
        if (
            self._season.day_of(back) != self._season.day_of(question.second)
            or answer.author is None
            or question.author is None
        ):
            return answer.second
        counter = self._stage.reply(question, second, answer.author, COUNTERS, asks=True)
        self._stage.reply(counter, back, question.author, COUNTER_REPLIES)
        return back

    def _in_room(self, day: date, place: Place, opener: Person) -> None:
        subject = self._dice.pick(place.subjects)
        second = self.moment(day)
        if opener.is_staff or not self._dice.chance(place.asking):
            self._chatter(second, place, opener, subject)
            return
        question = self._stage.ask(second, place, opener, subject.asks)
        if not self._dice.chance(0.86):
            return
        quick = place in (CHAT_ROOM, MEETUP)
        wait = 15 + self._dice.heavy(150, 7200) if quick else self.pause(second)
        answers = subject.answers_to(question.nth)
        first = self.answer_later(question, wait, answers)
        if first is not None:
            self._round(question, first.second, answers if quick else AGREES)

    def _chatter(self, second: int, place: Place, opener: Person, subject: Subject) -> None:
        late = second % DAY_SECONDS > DAY_SECONDS - 1200
        start = second - 1200 if late else second
        said = self._stage.say(start, place, opener, subject.says)
        self._round(said, start, subject.replies)

    def _round(self, to: Line, second: int, phrases: tuple[str, ...]) -> None:
        """Up to six more say something to it, some with a reply link."""
        for _ in range(self._dice.between(0, 6)):
            second += self._dice.between(6, 160)
            if not len(self.seats) or self._season.day_of(second) != self._season.day_of(to.second):
                return
            author = self.someone(to.author)
            noted = author.is_staff and self._dice.chance(0.4)
            self._stage.reply(to, second, author, STAFF_NOTED if noted else phrases, linked=self._dice.chance(0.3))

    def _more(self, question: Line, second: int, author: Person, phrases: tuple[str, ...]) -> None:
        if self._season.day_of(second) == self._season.day_of(question.second):
            self._stage.reply(question, second, author, phrases, linked=self._dice.chance(0.5))

    def _linked(self, to: Line) -> bool:
        return to.topic is None or self._dice.chance(0.85)
