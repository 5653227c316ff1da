"""From what was played to what must be found: the truth is counted from the plan, not read off the rows."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from juluo.demo.crowd import Turnover
from juluo.demo.evening import Held
from juluo.demo.line import Line
from juluo.demo.newcomers import COMES_BACK_ALONE, COMES_BACK_WELCOMED, Newcomer
from juluo.demo.people import Person
from juluo.demo.places import CHAT_ROOM, HELP, OLD_HOUSE, PLACES
from juluo.demo.schedule import (
    ANSWER_MINUTES,
    DAY_SECONDS,
    LATE_ANSWER_MINUTES,
    LATE_HOUR,
    QUIET_PACE,
    ZONE,
    Season,
)
from juluo.demo.spam import Burst
from juluo.demo.stage import Stage
from juluo.demo.truth import (
    LABEL,
    AnswerTruth,
    DayTruth,
    DeadChannelTruth,
    EventTruth,
    LastDayTruth,
    NeedTruth,
    NewcomersTruth,
    QuietTruth,
    SpamTruth,
    Truth,
    WaitingTruth,
)
from juluo.ledger.kinds import Kind

# Two templates of 功能建议 say it; everything else about 权限 is a question or an answer.
_NEED = ("合成一页", "一页能直接发给他")


@dataclass(frozen=True, slots=True)
class Played:
    """A simulation that has run to its end."""

    seed: int
    stage: Stage
    at_start: int
    turnover: dict[date, Turnover]
    held: tuple[Held, ...]
    burst: Burst
    newcomers: tuple[Newcomer, ...]

    @property
    def season(self) -> Season:
        return self.stage.season


def reckon(played: Played) -> Truth:
    days, season = _days(played), played.season
    return Truth(
        label=LABEL,
        seed=played.seed,
        zone=ZONE,
        first_day=season.first.isoformat(),
        last_day=season.last.isoformat(),
        members_at_start=played.at_start,
        channels={place.id: place.name for place in PLACES},
        days={truth.day: truth for truth in days},
        last=_last(played),
        events=tuple(_event(played, held) for held in played.held),
        dead_channel=DeadChannelTruth(
            OLD_HOUSE.id, OLD_HOUSE.name, season.dying_from.isoformat(), season.died.isoformat()
        ),
        spam=_spam(played.burst, season),
        answers=AnswerTruth(f"{LATE_HOUR}:00", ANSWER_MINUTES, LATE_ANSWER_MINUTES),
        newcomers=_newcomers(played.newcomers, season),
        quiet=QuietTruth(season.quiet[0].isoformat(), season.quiet[1].isoformat(), QUIET_PACE),
        need=NeedTruth("权限说明合成一页", _ids(line for line in played.stage.lines if _wants(line))),
    )


def _days(played: Played) -> list[DayTruth]:
    season = played.season
    lines: dict[date, list[Line]] = {day: [] for day in season.days}
    for line in played.stage.lines:
        if line.kind is Kind.MESSAGE:
            lines[season.day_of(line.second)].append(line)
    members = played.at_start
    days: list[DayTruth] = []
    for day in season.days:
        spammers = len(played.burst.accounts) if day == season.spam else 0
        joined = len(played.turnover[day].joined) + spammers
        left = len(played.turnover[day].left) + spammers
        members += joined - left
        days.append(_day(day, members, (joined, left), len(played.stage.spoken_on(day)), lines[day]))
    return days


def _day(day: date, members: int, moved: tuple[int, int], active: int, lines: list[Line]) -> DayTruth:
    own = [line for line in lines if line.author and line.author.is_member]
    asked = [line for line in own if line.asks]
    answered = [line.answer.second - line.second for line in asked if line.answer]
    speakers = dict.fromkeys((line.place.id, line.author) for line in own)
    return DayTruth(
        day=day.isoformat(),
        members=members,
        joined=moved[0],
        left=moved[1],
        active_members=active,
        messages=len(own),
        recalled=sum(line.deleted for line in own),
        staff_messages=sum(line.author is not None and line.author.is_staff for line in lines),
        bot_messages=sum(line.author is not None and line.author.is_bot for line in lines),
        questions=len(asked),
        answered=len(answered),
        answered_24h=sum(wait <= DAY_SECONDS for wait in answered),
        messages_by_channel=dict(sorted(Counter(line.place.id for line in own).items())),
        active_by_channel=dict(sorted(Counter(place for place, _ in speakers).items())),
    )


def _last(played: Played) -> LastDayTruth:
    season = played.season
    weeks = [season.before(7 * back) for back in range(1, 5)]
    before = tuple(len(played.stage.spoken_on(day)) for day in weeks)
    held = played.held[-1]
    waiting = [line for line in played.stage.lines if _waits(line, season)]
    return LastDayTruth(
        day=season.last.isoformat(),
        same_weekday_before=weeks[0].isoformat(),
        active_members=len(played.stage.spoken_on(season.last)),
        active_same_weekday=before[0],
        active_last_four=before,
        drawn_in_channel=HELP.name,
        drawn_in=len(held.drawn_in),
        late_questions=_ids(held.late_questions),
        late_unanswered=_ids(line for line in held.late_questions if line.answer is None),
        waiting=tuple(_waiting(line, season) for line in waiting),
    )


def _waits(line: Line, season: Season) -> bool:
    return line.asks and line.answer is None and season.day_of(line.second) == season.last


def _waiting(line: Line, season: Season) -> WaitingTruth:
    author = line.author.id if line.author else ""
    return WaitingTruth(line.id, author, line.place.name, _iso(season, line.second), line.text or "")


def _event(played: Played, held: Held) -> EventTruth:
    day, season = held.evening.day, played.season
    active = len(played.stage.spoken_on(day))
    return EventTruth(
        number=held.evening.number,
        day=day.isoformat(),
        channel=HELP.name,
        starts=_iso(season, season.second_of(day, 20)),
        ends=_iso(season, season.second_of(day, 22)),
        theme=held.evening.theme,
        lift=len(held.drawn_in),
        active_without=active - len(held.drawn_in),
        active_with=active,
        drawn_in=_names(held.drawn_in),
        regulars=_names(held.regulars),
    )


def _spam(burst: Burst, season: Season) -> SpamTruth:
    return SpamTruth(
        day=season.spam.isoformat(),
        channel=CHAT_ROOM.name,
        accounts=_names(burst.accounts),
        messages=_ids(burst.lines),
        first=_iso(season, burst.lines[0].second),
        last=_iso(season, burst.lines[-1].second),
    )


def _newcomers(newcomers: tuple[Newcomer, ...], season: Season) -> NewcomersTruth:
    people = [newcomer.person for newcomer in newcomers]
    watched_until = season.before(14)
    return NewcomersTruth(
        comes_back_welcomed=COMES_BACK_WELCOMED,
        comes_back_alone=COMES_BACK_ALONE,
        welcomed=_names(newcomer.person for newcomer in newcomers if newcomer.welcomed),
        alone=_names(newcomer.person for newcomer in newcomers if not newcomer.welcomed),
        came_back=_names(person for person in people if person.back_on and person.back_on <= season.last),
        watched=_names(person for person in people if person.joined and person.joined <= watched_until),
        first_messages={newcomer.person.id: newcomer.first.id for newcomer in newcomers},
    )


def _wants(line: Line) -> bool:
    return line.text is not None and any(words in line.text for words in _NEED)


def _iso(season: Season, second: int) -> str:
    return season.moment_of(second).isoformat()


def _ids(lines: Iterable[Line]) -> tuple[str, ...]:
    return tuple(line.id for line in lines)


def _names(people: Iterable[Person]) -> tuple[str, ...]:
    return tuple(person.id for person in people)
