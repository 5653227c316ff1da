"""The question sessions, check-ins and draws of a report's days, counted from the desk's records."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from juluo.desk.draws.facts import draws, picks
from juluo.desk.draws.values import DrawFacts
from juluo.desk.qa.facts import questions, sessions
from juluo.desk.qa.values import QuestionFacts, SessionFacts, Shown, Stage
from juluo.desk.reports.facts import KeptRun
from juluo.desk.streaks.counting import How, Mark
from juluo.desk.streaks.facts import programmes, records
from juluo.desk.streaks.standings import Stayed, standings, stayed
from juluo.desk.streaks.values import Moment, ProgrammeFacts
from juluo.ledger.period import Calendar, Period
from juluo.ledger.persons import Persons
from juluo.report.runs import Ran

_STANDS = frozenset({Shown.SHOWN, Shown.WAITING})
_A_DAY = timedelta(days=1)


def runs(community: str, period: Period, calendar: Calendar, persons: Persons, *, heard: bool) -> tuple[KeptRun, ...]:
    """Each as it stood when the days were over. `heard`: the group's records reach over them."""
    since, until = calendar.bounds(period)
    return (
        *_sessions(community, since, until),
        *_programmes(community, period, since, persons, heard=heard),
        *_draws(community, since, until),
    )


def _sessions(community: str, since: datetime, until: datetime) -> Iterator[KeptRun]:
    """Those in which something happened: it began or ended, somebody asked or was answered."""
    for one in sessions(community)[::-1]:
        begins = one.plan.opens_at or one.made_at
        if begins >= until or (one.published_at is not None and one.published_at < since):
            continue
        found = [asked for asked in questions(one.id) if asked.at < until and asked.shown in _STANDS]
        moments = (begins, one.plan.closes_at, one.ended_at, one.published_at)
        happened = [*moments, *(asked.at for asked in found), *(asked.answer.at for asked in found)]
        if any(at is not None and since <= at < until for at in happened):
            yield _session(one, found, until)


def _session(one: SessionFacts, found: list[QuestionFacts], until: datetime) -> KeptRun:
    done = [asked for asked in found if asked.stage is Stage.DONE]
    answered = sum(asked.answer.at is None or asked.answer.at < until for asked in done)
    numbers = {"asked": len(found), "answered": answered, "open": len(found) - answered}
    return KeptRun(Ran.QA, one.plan.title, f"qa/{one.slug}", numbers)


def _programmes(
    community: str, period: Period, since: datetime, persons: Persons, *, heard: bool
) -> Iterator[KeptRun]:
    for one in programmes(community)[::-1]:
        last, closed = one.plan.last, one.closed_at
        over = (last is not None and last < period.first) or (closed is not None and closed < since)
        if one.plan.first <= period.last and not over:
            yield from _programme(one, period, persons, heard=heard)


def _programme(one: ProgrammeFacts, period: Period, persons: Persons, *, heard: bool) -> Iterator[KeptRun]:
    """Nothing of it in days off on which nobody came."""
    every = records(one.id, persons)
    there = {who: tuple(came for came in some if came.day <= period.last) for who, some in every.items()}
    after = period.last + _A_DAY
    found = standings(one.rules, there, Moment(after, after))
    days = [period.first + timedelta(days=n) for n in range((after - period.first).days)]
    came = sum(any(row.marks.get(day) is Mark.DONE for day in days) for row in found)
    if not came and not any(one.rules.is_due(day) for day in days):
        return
    online = sum(any(some.how is How.PORTAL and some.day in days for some in rows) for rows in there.values())
    knows = heard or not one.plan.words
    # The later week tells more, once there is anybody of whom it is over.
    week = max(
        (some for some in stayed(found, Moment(after, after), one.plan.last) if some.n), key=_week, default=None
    )
    yield KeptRun(
        Ran.CHECKIN,
        one.plan.title,
        f"streaks/{one.slug}",
        {
            "came": came if knows else None,
            "online": online,
            "week": week.week if week else None,
            "began": week.n if week else None,
            "stayed": week.kept if week else None,
        },
    )


def _week(one: Stayed) -> int:
    return one.week


def _draws(community: str, since: datetime, until: datetime) -> Iterator[KeptRun]:
    for one in draws(community)[::-1]:
        if one.drawn_at is not None and since <= one.drawn_at < until:
            yield _draw(community, one, until)


def _draw(community: str, one: DrawFacts, until: datetime) -> KeptRun:
    came = picks(community, one.slug)
    won = [pick for pick in came if not pick.why]
    claimed = sum(any(at is not None and at < until for at in (pick.contact_at, pick.given_at)) for pick in won)
    numbers = {"entrants": one.entrants, "winners": len(won), "claimed": claimed, "passed": len(came) - len(won)}
    return KeptRun(Ran.DRAW, one.plan.title, f"draws/{one.slug}", numbers, one.plan.source)
