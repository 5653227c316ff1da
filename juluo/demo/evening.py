"""The evenings of questions: members are drawn in, ask and comment; on the last one, most late questions stay open."""

from dataclasses import dataclass

from juluo.demo.crowd import Crowd
from juluo.demo.dice import Dice
from juluo.demo.line import Line
from juluo.demo.people import Person
from juluo.demo.phrases.notices import EVENT_CLOSE, EVENT_OPEN
from juluo.demo.phrases.questions import FLOW, PERMISSIONS, SUBJECTS
from juluo.demo.phrases.subject import Subject
from juluo.demo.phrases.turns import AGREES, THANKS
from juluo.demo.places import HELP
from juluo.demo.schedule import Evening
from juluo.demo.stage import Stage
from juluo.demo.talk import Talk

# On the last evening, from 21:00: so many ask, and the one helper on duty answers so many before midnight.
LATE_ASKED = 18
LATE_ANSWERED = 6
EARLY_ASKED = 14


@dataclass(frozen=True, slots=True)
class Held:
    """An evening as it was held: who came only because of it, and who of the day's speakers came too."""

    evening: Evening
    drawn_in: tuple[Person, ...]
    regulars: tuple[Person, ...]
    late_questions: tuple[Line, ...]


class Hosting:
    def __init__(self, stage: Stage, crowd: Crowd, talk: Talk, dice: Dice) -> None:
        self._stage = stage
        self._crowd = crowd
        self._talk = talk
        self._dice = dice
        self._season = stage.season

    def hold(self, evening: Evening, speakers: list[Person]) -> Held:
        """Run the evening; `speakers` are those who speak that day anyway."""
        drawn_in = self._crowd.drawn_in(evening.day, speakers, evening.lift)
        self._stage.plan(evening.day, drawn_in)
        regulars = self._dice.shuffled(speakers)[: 14 + self._dice.below(9)]
        self._frame(evening)
        late = (
            self._questions(evening, drawn_in) if evening.day == self._season.last else self._usual(evening, drawn_in)
        )
        for person in regulars:
            self._remark(evening, person)
        return Held(evening, tuple(drawn_in), tuple(regulars), late)

    def _frame(self, evening: Evening) -> None:
        known = {"number": evening.number, "theme": evening.theme}
        start = self._season.second_of(evening.day, 19, 58) + self._dice.below(60)
        opening, closing = self._stage.speech.fill(EVENT_OPEN, **known), self._stage.speech.fill(EVENT_CLOSE)
        self._stage.add(Line(start, HELP, self._crowd.operator, opening))
        end = self._season.second_of(evening.day, 22, 2) + self._dice.below(200)
        self._stage.add(Line(end, HELP, self._crowd.operator, closing))

    def _usual(self, evening: Evening, drawn_in: list[Person]) -> tuple[Line, ...]:
        """On an ordinary evening nearly all who ask are answered within minutes."""
        for person in drawn_in:
            if self._dice.chance(0.4):
                question = self._question(
                    person, self._season.second_of(evening.day, 20, 1) + self._dice.below(6900), evening
                )
                if self._dice.chance(0.94):
                    self._answer(question, self._dice.between(40, 900))
            else:
                self._remark(evening, person)
        return ()

    def _questions(self, evening: Evening, drawn_in: list[Person]) -> tuple[Line, ...]:
        early = drawn_in[LATE_ASKED : LATE_ASKED + EARLY_ASKED]
        for person in early:
            question = self._question(
                person, self._season.second_of(evening.day, 20, 1) + self._dice.below(2700), evening
            )
            self._answer(question, self._dice.between(40, 800))
        late = [
            self._question(person, self._season.second_of(evening.day, 21, 2) + self._dice.below(6000), evening)
            for person in drawn_in[:LATE_ASKED]
        ]
        for question in self._dice.shuffled(late)[:LATE_ANSWERED]:
            self._answer(question, 60 * self._dice.between(6, 62))
        for person in drawn_in[LATE_ASKED + EARLY_ASKED :]:
            self._remark(evening, person)
        return tuple(sorted(late, key=lambda line: line.second))

    def _question(self, person: Person, second: int, evening: Evening) -> Line:
        return self._talk.question(second, person, self._subject(evening))

    def _answer(self, question: Line, seconds: int) -> None:
        """The helper answers; another member may add a word."""
        second = question.second + seconds
        subject = next(subject for subject in SUBJECTS if question.topic and question.topic.startswith(subject.name))
        self._stage.reply(question, second, self._crowd.helper, subject.answers_to(question.nth))
        if question.author and self._dice.chance(0.6):
            self._stage.reply(question, second + self._dice.between(15, 240), question.author, THANKS, linked=False)

    def _subject(self, evening: Evening) -> Subject:
        theme = next((subject for subject in SUBJECTS if subject.name in evening.theme), FLOW)
        return self._dice.pick((theme, theme, theme, PERMISSIONS))

    def _remark(self, evening: Evening, person: Person) -> None:
        for _ in range(1 + self._dice.heavy(0.6, 3)):
            second = self._season.second_of(evening.day, 20, 3) + self._dice.below(6900)
            self._stage.say(second, HELP, person, AGREES)
