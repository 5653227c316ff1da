"""The alarms of a day or of many: whatever is unusual, once, with its likely cause."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from juluo.insights.anomalies import dead_channels, floods, likely, unusual
from juluo.insights.anomalies.alarm import Alarm, Cause, Sign, Why
from juluo.insights.anomalies.watched import Watched, watch
from juluo.ledger.entry import Entry
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.metrics.metric import metrics
from juluo.store.forget import words_since
from juluo.store.view import View

_BANDS = (Sign.HIGH, Sign.LOW)


def alarms(view: View, period: Period) -> tuple[Alarm, ...]:
    """The alarms of each day of a period, in order. A day's are the same, whatever period they are asked with.

    A day of which hours are missing has that alarm alone: its numbers say nothing.
    """
    watched = watch(view, period)
    return tuple(alarm for day in period.days for alarm in _of_day(watched, day))


def _of_day(watched: Watched, day: date) -> list[Alarm]:
    if day in watched.arrived.missing:
        return [_missing(watched, day)]
    if not watched.known(day):
        return []
    return _told_once([*_floods(watched, day), *_dead(watched, day), *_daily(watched, day), *_levels(watched, day)])


def _told_once(found: list[Alarm]) -> list[Alarm]:
    """Of several alarms about one thing the first: a flood is more messages, and more questions, too."""
    kept: dict[tuple[object, ...], Alarm] = {}
    for alarm in found:
        if any((alarm.metric, alarm.sign) == (one.metric, one.sign) for one in kept.values() if one.sign in _BANDS):
            continue
        direction = alarm.middle is not None and alarm.value > alarm.middle
        about = alarm.cause.about if alarm.sign is not Sign.SHIFT else (*alarm.cause.about, Sign.SHIFT)
        kept.setdefault((*about, direction), alarm)
    return list(kept.values())


def _missing(watched: Watched, day: date) -> Alarm:
    silence = watched.arrived.missing[day]
    hours = (silence.first, silence.until)
    why = Cause(Why.MISSING_IMPORT, n=silence.share, usual=silence.lost, hours=hours, told=silence.told)
    value = float(sum(watched.said.get(day, {}).values()))
    evidence = EntryQuery(Period(day, day), people_only=False)
    return Alarm(day, Sign.MISSING, "messages", value, None, None, None, why, evidence)


def _floods(watched: Watched, day: date) -> Iterator[Alarm]:
    found = floods.begins(watched, day)
    if found is None:
        return
    lines = watched.view.lines(found.evidence)
    said = Counter(entry.thread for entry in lines if entry.thread is not None)
    talk = None if found.new else likely.conversation(watched, day, said, found.messages)
    why = talk or Cause(
        Why.NEWCOMERS if found.new else Why.ONE_PERSON,
        n=found.messages,
        usual=found.usual,
        accounts=found.accounts,
        copies=_copies(watched, lines),
    )
    if talk is None:
        yield _banded(watched, day, Sign.FLOOD, "messages", why, found.evidence)
        return
    # A long conversation is unusual only if the day is.
    high = _banded(watched, day, Sign.HIGH, "messages", why, _evidence(watched, "messages", day, why))
    if high.high is not None and high.value > high.high:
        yield high


def _copies(watched: Watched, lines: Sequence[Entry]) -> int | None:
    """How many of these are nearly alike; None where their words are kept no longer, for only they could tell."""
    since = words_since(watched.view)
    if since is not None and any(entry.day < since for entry in lines):
        return None
    return floods.copies(entry.text for entry in lines)


def _dead(watched: Watched, day: date) -> Iterator[Alarm]:
    for dead in dead_channels.died(watched, day):
        why = Cause(Why.DEAD_CHANNEL, n=dead.days, usual=dead.longest, channel=dead.channel)
        evidence = EntryQuery(Period(dead.last, day), floods.WRITTEN, channel=dead.channel)
        yield Alarm(day, Sign.DEAD_CHANNEL, "messages", 0.0, None, None, None, why, evidence, since=dead.last)


def _daily(watched: Watched, day: date) -> Iterator[Alarm]:
    for metric in unusual.DAILY:
        found = unusual.out_of_band(watched, metric, day) if metric in watched.series else None
        if found is not None:
            sign = Sign.HIGH if found.excess > 0 else Sign.LOW
            why = likely.cause(watched, found, day)
            yield _banded(watched, day, sign, metric, why, _evidence(watched, metric, day, why))


def _levels(watched: Watched, day: date) -> Iterator[Alarm]:
    for metric in unusual.LEVELS:
        found = unusual.new_level(watched, metric, day)
        if found is not None:
            why = likely.of_level(watched, found, day)
            kinds = tuple(sorted(metrics()[metric].kinds))
            evidence = EntryQuery(Period(found.since, day), kinds, channel=why.channel)
            band = (found.before, None, None)
            yield Alarm(day, Sign.SHIFT, metric, found.after, *band, why, evidence, since=found.since)


def _banded(watched: Watched, day: date, sign: Sign, metric: str, why: Cause, evidence: EntryQuery) -> Alarm:
    usual = watched.expected(metric, day)
    low, high = usual.band() if usual is not None else (None, None)
    middle = usual.middle if usual is not None else None
    return Alarm(day, sign, metric, watched.series[metric][day], middle, low, high, why, evidence)


def _evidence(watched: Watched, metric: str, day: date, why: Cause) -> EntryQuery:
    """The metric's entries of the day; of those who made it, where the cause is somebody or some place."""
    asks = True if metric == "questions_asked" else None
    kinds = tuple(sorted(metrics()[metric].kinds))
    query = EntryQuery(Period(day, day), kinds, asks=asks)
    if why.why is Why.THREAD:
        inside = tuple(e.entry_id for e in watched.view.lines(query) if e.thread == why.thread)
        return EntryQuery(Period(day, day), kinds, ids=inside)
    if why.why in {Why.ONE_PERSON, Why.NEWCOMERS}:
        return EntryQuery(Period(day, day), kinds, asks=asks, accounts=why.accounts)
    return EntryQuery(Period(day, day), kinds, asks=asks, channel=why.channel if why.why is Why.CHANNEL else None)
