"""The growing record of the simulation, and the one way to write a line of it."""

from datetime import date

from juluo.demo.dice import Dice
from juluo.demo.line import Line
from juluo.demo.people import Person
from juluo.demo.places import Place
from juluo.demo.schedule import Season
from juluo.demo.speech import Speech


class Stage:
    """Lines in the order they are thought of; `speaking` is the plan of which members speak on which day."""

    def __init__(self, season: Season, seed: int) -> None:
        self.season = season
        self.speech = Speech(Dice(seed, "words"))
        self.touch = Dice(seed, "touch")
        self.lines: list[Line] = []
        self.speaking: dict[date, dict[Person, None]] = {}
        self._topics = 1000

    def plan(self, day: date, people: list[Person]) -> None:
        """Those people speak that day: the planted truth that the rows must bear out."""
        planned = self.speaking.setdefault(day, {})
        for person in people:
            planned[person] = None
            person.has_spoken = True

    def add(self, line: Line) -> Line:
        self.lines.append(line)
        return line

    def say(self, second: int, place: Place, author: Person, phrases: tuple[str, ...]) -> Line:
        return self.add(Line(second, place, author, self.speech.say(phrases)))

    def ask(self, second: int, place: Place, author: Person, phrases: tuple[str, ...]) -> Line:
        nth = self.speech.choose(phrases)
        return self.add(Line(second, place, author, self.speech.ask(phrases[nth]), asks=True, nth=nth))

    def reply(
        self,
        to: Line,
        second: int,
        author: Person,
        phrases: tuple[str, ...],
        *,
        linked: bool = True,
        asks: bool = False,
    ) -> Line:
        """Someone reacts to a line, in its topic if it has one. Only what can be seen to answer it counts."""
        text = self.speech.ask(phrases[self.speech.choose(phrases)]) if asks else self.speech.say(phrases)
        line = self.add(Line(second, to.place, author, text, asks=asks, topic=to.topic))
        if linked:
            line.reply_to = to
            if to.author and self.touch.chance(0.15):
                line.text, line.mentions = f"@{to.author.name} {text}", (to.author,)
        counts = author is not to.author and not author.is_bot and (linked or to.topic is not None)
        if counts and (to.answer is None or second < to.answer.second):
            to.answer = line
        return line

    def new_topic(self, subject: str) -> str:
        """Every question in 答疑 has a topic of its own, so that no later talk there seems to answer it."""
        self._topics += 1
        return f"{subject}·{self._topics}"

    def spoken_on(self, day: date) -> list[Person]:
        return list(self.speaking.get(day, ()))
