"""What a member's page says in words: comings and goings, questions and their answers, an unusual silence."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from juluo.chart.spec import HeatMap
from juluo.insights.members.finding import MemberRow, Standing
from juluo.insights.members.member import Member
from juluo.insights.members.states import State
from juluo.insights.retention.returning import FEWEST_GAPS, Quiet, quiet_members
from juluo.insights.retention.words import quiet_words
from juluo.ledger.period import zone_named
from juluo.ledger.query import EntryQuery
from juluo.metrics.replies.answers import FOLLOW_DAYS, ripened
from juluo.report.daily import EntryLine
from juluo.report.whole_day import last_whole_day
from juluo.shell.accounts.roles import May
from juluo.shell.visit import Visit
from juluo.store.view import View
from juluo.web.members.timeline import dated_lines, scene_of
from juluo.web.members.words import MOVE_BY_WORDS, MOVE_WORDS
from juluo.web.seen import seen
from juluo.wording.numbers import percent, weekdays_short

_SHADES = 5
# Stands in a sentence where a linked name goes.
HERE = "\0"


@dataclass(frozen=True, slots=True)
class MoveLine:
    """A coming or going; `words` has HERE where the other's name belongs, if one is told."""

    when: str
    words: tuple[str, ...]
    by: int | None
    by_name: str


@dataclass(frozen=True, slots=True)
class AskedLine:
    """A question, its day, and how long it waited for its answer; empty where it has none. `young`: not a week old."""

    line: EntryLine
    day: str
    answered: str
    young: bool


def heat(visit: Visit, one: Member) -> HeatMap:
    """When in the week they speak."""
    return HeatMap(
        weekdays_short(visit.lang),
        tuple(str(hour) for hour in range(24)),
        tuple(tuple(float(n) for n in hours) for hours in one.hours),
        visit.say("一周里各个钟点各说了几句，按社群的时区"),
    )


def shades(one: Member) -> Mapping[int, int]:
    """How dark a day of the calendar is, by its count: 0 for none, else by the share of their days that had less."""
    said = sorted(day.n for week in one.calendar for day in week if day.n)
    return {0: 0} | {n: min(_SHADES, 1 + _SHADES * bisect_left(said, n) // len(said)) for n in said}


def quiet(visit: Visit, row: MemberRow) -> str:
    """What the list of those whose silence is unusual says of a member; never more than it says."""

    def listed(view: View) -> Mapping[int, Quiet]:
        day = last_whole_day(view)
        return {} if day is None else {one.account: one for one in quiet_members(view, day)}

    # Only members with a rhythm stand on it, and making it takes as long as all the rest of the page.
    if row.standing is not Standing.MEMBER or row.all_days <= FEWEST_GAPS or row.state is State.LEFT:
        return ""
    found = seen(visit.community, ("quiet",), listed).get(row.person)
    if found is None:
        return ""
    return visit.say(
        "{why}。照他自己的规律估，还在的把握约{share}：这是算出来的可能，不是断定。",
        why=quiet_words(found, visit.say),
        share=percent(found.alive),
    )


def moves(visit: Visit, one: Member, zone: str) -> tuple[MoveLine, ...]:
    """When they came and went, and who brought them."""
    say = visit.say
    return tuple(
        MoveLine(
            f"{move.at.astimezone(zone_named(zone)):%Y-%m-%d %H:%M}",
            tuple(
                (say(MOVE_BY_WORDS[move.kind], name=HERE) if move.by_name else say(MOVE_WORDS[move.kind])).split(HERE)
            ),
            move.by,
            move.by_name,
        )
        for move in one.moves
    )


def asked_lines(visit: Visit, one: Member) -> tuple[AskedLine, ...]:
    """The latest questions, for who may read them."""
    if one.questions is None or not one.questions.latest or not visit.may(May.READ_MESSAGES):
        return ()
    latest = one.questions.latest

    def lines(view: View) -> tuple[AskedLine, ...]:
        scene, ids = scene_of(visit, view), tuple(question.entry_id for question in latest)
        entries = view.lines(EntryQuery(one.record, ids=ids, people_only=False))
        told = {line.entry_id: line for line in dated_lines(visit, view, entries)}
        days = {entry.entry_id: entry.day.isoformat() for entry in entries}
        return tuple(
            AskedLine(
                told[question.entry_id],
                days[question.entry_id],
                scene.waited(question.at, question.answered_at) if question.answered_at else "",
                not ripened(view, [question], timedelta(days=FOLLOW_DAYS)),
            )
            for question in latest
            if question.entry_id in told
        )

    return seen(visit.community, ("member-asked", visit.lang, one.person), lines)
