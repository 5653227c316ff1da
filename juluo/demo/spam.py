"""A burst of advertising by accounts that join in the night and are removed in the morning."""

from dataclasses import dataclass

from juluo.demo.crowd import Crowd
from juluo.demo.dice import Dice
from juluo.demo.line import Line
from juluo.demo.people import Person
from juluo.demo.phrases.turns import SPAM
from juluo.demo.places import CHAT_ROOM, DOORSTEP
from juluo.demo.stage import Stage
from juluo.ledger.kinds import Kind

ACCOUNTS = 6
MESSAGES = 186


@dataclass(frozen=True, slots=True)
class Burst:
    accounts: tuple[Person, ...]
    lines: tuple[Line, ...]


def burst(stage: Stage, crowd: Crowd, dice: Dice) -> Burst:
    """Six accounts, each with one or two near-equal texts, inside an hour."""
    season = stage.season
    accounts = tuple(crowd.register.enrol(joined=season.spam) for _ in range(ACCOUNTS))
    stage.plan(season.spam, list(accounts))
    for nth, account in enumerate(accounts):
        stage.add(Line(season.second_of(season.spam, 2, 11, nth * 37), DOORSTEP, account, None, Kind.JOIN))
        kick = Line(season.second_of(season.spam, 8, 2, nth * 9), DOORSTEP, account, None, Kind.KICK)
        kick.peer = crowd.operator
        stage.add(kick)
    second = season.second_of(season.spam, 2, 40)
    lines: list[Line] = []
    for nth in range(MESSAGES):
        second += dice.between(4, 27)
        account = accounts[nth % ACCOUNTS]
        text = stage.speech.fill(SPAM[nth % ACCOUNTS % len(SPAM)])
        lines.append(stage.add(Line(second, CHAT_ROOM, account, text)))
    return Burst(accounts, tuple(lines))
