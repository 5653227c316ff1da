"""The likely cause of a day out of its band: what carries most of the difference, and isn't always there."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from statistics import median

from juluo.insights.anomalies.alarm import Cause, Why
from juluo.insights.anomalies.shifts import NewLevel
from juluo.insights.anomalies.unusual import OutOfBand
from juluo.insights.anomalies.watched import Counts, Watched
from juluo.insights.expected import WEEKS
from juluo.ledger.kinds import Kind
from juluo.ledger.period import Period
from juluo.metrics.daily import CALLS, threaded

# A cause carries at least so much of the difference.
_HALF = 0.5
# A place carries the difference only if its part of it is that much more than its part of everything.
_MORE_THAN_ITS_PART = 0.2
# What is called out on more of the days than that draws nobody.
_DAILY = 0.25
_THREAD_DAYS = 28
# The whole community was calmer if two in three of its places were, by a quarter each.
_PLACES, _CALMER = 2 / 3, 0.75
_BUSY_PLACE = 3.0

Named = Callable[[Watched, OutOfBand, date], Cause | None]


def cause(watched: Watched, found: OutOfBand, day: date) -> Cause:
    """The first of the causes that carries the difference."""
    table = _MOVED if found.metric in {"joined", "left"} else _BUSIER if found.excess > 0 else _CALMER_DAY
    for named in table:
        likely = named(watched, found, day)
        if likely is not None:
            return likely
    return Cause(Why.UNKNOWN)


def of_level(watched: Watched, found: NewLevel, day: date) -> Cause:
    """The channel that carries most of a new level; where none does, the whole community moved."""
    after = watched.before(day + timedelta(days=1), (day - found.since).days + 1)
    before = watched.before(found.since, 7 * WEEKS)
    now, then = (_means(watched.places[found.metric], days) for days in (after, before))
    change = {channel: now.get(channel, 0) - then.get(channel, 0) for channel in {*now, *then}}
    place = _place(change, then, found.after - found.before)
    if place is None:
        return Cause(Why.EVERYONE)
    why = Why.DEAD_CHANNEL if now.get(place, 0) < 0.05 * then.get(place, 0) else Why.CHANNEL
    return Cause(why, n=now.get(place, 0), usual=then.get(place, 0), channel=place)


def _means(counts: Counts, days: list[date]) -> dict[int, float]:
    """What a day has in each channel, on average."""
    total: Counter[int] = Counter()
    for day in days:
        total.update(counts.get(day, {}))
    return {channel: n / max(len(days), 1) for channel, n in total.items()}


def _one_person(watched: Watched, found: OutOfBand, day: date) -> Cause | None:
    """One account that made half of what was more, or usually makes half of what was less; of people one is one."""
    if found.metric not in watched.persons:
        return None
    counts = watched.persons[found.metric]
    change = _changes(counts, watched, day)
    account = max(change, key=lambda one: (change[one] * found.excess, one), default=None)
    if account is None or change[account] / found.excess < _HALF:
        return None
    n = counts.get(day, {}).get(account, 0)
    is_new = account in watched.new.get(day, ())
    why = Why.ABSENT if found.excess < 0 else Why.NEWCOMERS if is_new else Why.ONE_PERSON
    return Cause(why, n=n, usual=n - change[account], accounts=(account,))


def _newcomers(watched: Watched, found: OutOfBand, day: date) -> Cause | None:
    """People who spoke for the first time."""
    new = watched.new.get(day)
    if not new:
        return None
    n, usual = float(len(new)), median(len(watched.new.get(one, ())) for one in watched.before(day))
    if found.metric in watched.persons:
        made = watched.persons[found.metric].get(day, {})
        n, usual = float(sum(made.get(account, 0) for account in new)), 0.0
    if n - usual < _HALF * found.excess:
        return None
    return Cause(Why.NEWCOMERS, n=n, usual=usual, accounts=tuple(sorted(new)))


def _event(watched: Watched, _found: OutOfBand, day: date) -> Cause | None:
    """Something was called out that day, as it isn't on most days."""
    before = watched.before(day)
    rare = [
        call
        for call in watched.calls.get(day, ())
        if sum(any(c.kind == call.kind for c in watched.calls.get(one, ())) for one in before) <= _DAILY * len(before)
    ]
    if not rare:
        return None
    most = min(rare, key=lambda call: (CALLS.index(call.kind), -call.n, call.channel))
    return Cause(Why.EVENT, n=most.n, channel=most.channel, kind=most.kind)


def _thread(watched: Watched, found: OutOfBand, day: date) -> Cause | None:
    """One thread that was half of what was more, against the busiest thread of other days."""
    today, usual = _threads(watched, day, _IN_THREADS[found.metric])
    thread = max(today, key=lambda code: (today[code], code), default=None)
    if thread is None or today[thread] - usual < _HALF * found.excess:
        return None
    return Cause(Why.THREAD, n=today[thread], usual=usual, thread=thread)


def conversation(watched: Watched, day: date, said: Mapping[int, int], messages: int) -> Cause | None:
    """The thread in which somebody said half of their many messages, if others spoke in it: that is no monologue."""
    thread = max(said, key=lambda code: (said[code], code), default=None)
    if thread is None or said[thread] < _HALF * messages:
        return None
    people, _ = _threads(watched, day, _IN_THREADS["active_members"])
    today, usual = _threads(watched, day, _IN_THREADS["messages"])
    if people.get(thread, 0) < 2:
        return None
    return Cause(Why.THREAD, n=today[thread], usual=usual, thread=thread)


def _threads(watched: Watched, day: date, column: int) -> tuple[dict[int, float], float]:
    """What each thread had on a day, and the busiest of an ordinary day."""
    tops = dict.fromkeys(watched.before(day, _THREAD_DAYS), 0.0)
    today: dict[int, float] = {}
    for row in threaded(watched.view, Period.trailing(day, _THREAD_DAYS + 1)):
        if row[0] == day:
            today[row[1]] = float(row[column])
        elif row[0] in tops:
            tops[row[0]] = max(tops[row[0]], float(row[column]))
    return today, median(tops.values()) if tops else 0.0


def _channel(watched: Watched, found: OutOfBand, day: date) -> Cause | None:
    """One channel that carries the difference, more than its part of everything."""
    counts = watched.places[found.metric]
    now, change = counts.get(day, {}), _changes(counts, watched, day)
    usual = {one: now.get(one, 0) - change[one] for one in change}
    place = _place(change, usual, found.excess)
    if place is None:
        return None
    why = Why.DEAD_CHANNEL if found.excess < 0 and not now.get(place) else Why.CHANNEL
    return Cause(why, n=now.get(place, 0), usual=usual[place], channel=place)


def _place(change: Mapping[int, float], usual: Mapping[int, float], direction: float) -> int | None:
    """The channel that carries half of a difference, and more of it than of everything."""
    whole, every = sum(change.values()), sum(usual.values())
    if whole * direction <= 0:
        return None
    place = max(change, key=lambda one: (change[one] * whole, one))
    part = change[place] / whole
    if part < _HALF or (every and part - usual.get(place, 0) / every < _MORE_THAN_ITS_PART):
        return None
    return place


def _everyone(watched: Watched, found: OutOfBand, day: date) -> Cause | None:
    """Most places were calmer: holidays, nights, exams; nothing in the records says which."""
    counts = watched.places[found.metric]
    now, change = counts.get(day, {}), _changes(counts, watched, day)
    busy = [(now.get(one, 0), now.get(one, 0) - change[one]) for one in change]
    busy = [(n, usual) for n, usual in busy if usual >= _BUSY_PLACE]
    calmer = [n for n, usual in busy if n < _CALMER * usual]
    return Cause(Why.EVERYONE) if busy and len(calmer) >= _PLACES * len(busy) else None


def _removed(watched: Watched, found: OutOfBand, day: date) -> Cause | None:
    """Of those who left, most were removed."""
    if found.metric != "left":
        return None
    removed = len(watched.view.presence.acted(Period(day, day), (Kind.KICK,)) - watched.view.aside)
    return Cause(Why.REMOVED, n=removed) if removed >= _HALF * found.excess else None


def _changes(counts: Counts, watched: Watched, day: date) -> dict[int, float]:
    """How much more each account or channel has than on a usual same weekday; the median is most accounts' 0."""
    same = [one for one in (day - timedelta(days=7 * back) for back in range(1, WEEKS + 1)) if watched.known(one)]
    now = counts.get(day, {})
    codes = {*now, *(code for one in same for code in counts.get(one, {}))}
    usual = {code: median(counts.get(one, {}).get(code, 0) for one in same) if same else 0.0 for code in codes}
    return {code: now.get(code, 0) - usual[code] for code in codes if now.get(code) or usual[code]}


# Which column of `threaded` a metric counts.
_IN_THREADS = {"messages": 2, "active_members": 3, "questions_asked": 4}
_BUSIER: tuple[Named, ...] = (_one_person, _event, _thread, _newcomers, _channel)
_CALMER_DAY: tuple[Named, ...] = (_channel, _one_person, _everyone)
_MOVED: tuple[Named, ...] = (_removed, _event)
