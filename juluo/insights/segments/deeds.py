"""What somebody did: on how many days, how often, at least once; in channels and at what the desk keeps."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
from pyroaring import BitMap

from juluo.insights.members.names import folded
from juluo.insights.segments.answer import Answer, Answers, at_least_once, compared, nobody_knows, summed
from juluo.insights.segments.known import Column, Known, gathered
from juluo.insights.segments.rule import Act, ActiveDays, Count, Did, Sign, Tally
from juluo.ledger.kinds import Kind
from juluo.ledger.sight import Sight
from juluo.metrics.desk import acts
from juluo.metrics.newcomers import CAME
from juluo.wording.sentence import Sentence, told

_SIGHTS: Mapping[Act, Sight] = {
    Act.JOINED: Sight.JOINS,
    Act.SIGNED_UP: Sight.EVENTS,
    Act.ATTENDED: Sight.EVENTS,
    Act.GAVE_FEEDBACK: Sight.FEEDBACK,
    Act.ANSWERED_SURVEY: Sight.SURVEYS,
    Act.ENTERED_DRAW: Sight.DRAWS,
    Act.WON_DRAW: Sight.DRAWS,
}


_DESK: Mapping[Act, Kind] = {
    Act.SIGNED_UP: Kind.EVENT_SIGNED_UP,
    Act.ATTENDED: Kind.EVENT_ATTENDED,
    Act.GAVE_FEEDBACK: Kind.FEEDBACK_RECEIVED,
    Act.ANSWERED_SURVEY: Kind.SURVEY_ANSWERED,
    Act.ENTERED_DRAW: Kind.DRAW_ENTERED,
    Act.WON_DRAW: Kind.DRAW_WON,
}
# What says the name of each, beside the deeds themselves; of all others it is an event.
_NAMING: Mapping[Act, Kind] = {
    Act.ANSWERED_SURVEY: Kind.SURVEY_ASKED,
    Act.ENTERED_DRAW: Kind.DRAW_OPENED,
    Act.WON_DRAW: Kind.DRAW_OPENED,
}


def active(known: Known, asked: ActiveDays) -> Answers:
    there = known.there
    found = []
    for day in known.days:
        window = known.window(day, asked.days)
        parts = [there[one] for one in window.days if one in there]
        counts = np.bincount(np.concatenate(parts)) if parts else np.zeros(0, np.int64)
        codes = np.flatnonzero(counts)
        found.append(compared(known, day, (codes, counts[codes]), asked.sign, asked.n, asked.days))
    return found


def counted(known: Known, asked: Count) -> Answers:
    if asked.tally in {Tally.GIVEN, Tally.RECEIVED} and not known.tells_replies:
        return nobody_knows(known, told("导出里看不到谁回复了谁"))
    if asked.tally is Tally.REACTIONS and (reason := _reactions_hidden(known)) is not None:
        return nobody_knows(known, reason)
    channels = None if asked.channel is None else known.channels(asked.channel)
    if channels == ():
        return nobody_knows(known, told("没有叫“{name}”的频道。", name=asked.channel))
    rows = _rows(known, asked.tally, asked.days, channels)
    estimated = asked.tally in {Tally.GIVEN, Tally.RECEIVED} and known.estimated
    found = []
    for day in known.days:
        sums = summed(known, day, rows, asked.days)
        answer = compared(known, day, sums, asked.sign, asked.n, asked.days)
        found.append(replace(answer, estimated=estimated))
    return found


def _rows(
    known: Known, tally: Tally, days: int | None, channels: Sequence[int] | None
) -> tuple[Column, Column, Column]:
    """Days, people and how much."""
    if tally in {Tally.GIVEN, Tally.RECEIVED}:
        day, by, to, channel, n = known.replies(days)
        who = by if tally is Tally.GIVEN else to
        here = np.isin(channel, channels) if channels is not None else np.ones(len(day), np.bool_)
        return day[here], who[here], n[here]
    return _made(known, str(tally), days, channels)


def _made(known: Known, what: str, days: int | None, channels: Sequence[int] | None) -> tuple[Column, Column, Column]:
    rows = known.made(days)
    if not rows:
        none = np.zeros(0, np.int64)
        return none, none, none
    here = rows[what] > 0
    if channels is not None:
        here &= np.isin(rows["channel"], channels)
    return rows["day"][here], rows["account"][here], rows[what][here]


def _reactions_hidden(known: Known) -> Sentence | None:
    """Why it can't be told who reacted: many exports give the number of a message's reactions and no names."""
    if known.view.presence.acted(known.ever, [str(Kind.REACTION)]):
        return None
    if Sight.REACTIONS in known.sights:
        return told("导出只有表态的个数，没有是谁")
    return told("导出里看不到表态")


def did(known: Known, asked: Did) -> Answers:
    sight = _SIGHTS.get(asked.act)
    if sight is not None and sight not in known.sights:
        reason = told("导出里看不到进群") if sight is Sight.JOINS else told("工作台还没有这种记录")
        return nobody_knows(known, reason)
    if asked.act in _DESK:
        return _at_the_desk(known, asked)
    if asked.act is Act.SPOKE and asked.channel is None:
        found = gathered(known.spoke, known.days, asked.days)
        return [at_least_once(known, *one, asked.days) for one in zip(known.days, found, strict=True)]
    if asked.act is Act.JOINED:
        return _joined(known, asked)
    tally = {Act.SPOKE: Tally.MESSAGES, Act.ASKED: Tally.QUESTIONS, Act.REACTED: Tally.REACTIONS}.get(
        asked.act, Tally.GIVEN
    )
    return counted(known, Count(tally, Sign.AT_LEAST, 1, asked.days, asked.channel))


def _joined(known: Known, asked: Did) -> Answers:
    if asked.channel is None:
        by_day = known.view.presence.acted_by_day(known.span(asked.days), CAME)
        found = gathered(by_day, known.days, asked.days)
        return [at_least_once(known, *one, asked.days) for one in zip(known.days, found, strict=True)]
    channels = known.channels(asked.channel)
    if not channels:
        return nobody_knows(known, told("没有叫“{name}”的频道。", name=asked.channel))
    rows = _made(known, "comings", asked.days, channels)
    return [
        compared(known, day, summed(known, day, rows, asked.days), Sign.AT_LEAST, 1, asked.days) for day in known.days
    ]


def _at_the_desk(known: Known, asked: Did) -> Answers:
    """Events, feedback, surveys and draws: what the operator's desk has kept of members who have an account."""
    wanted = None if asked.name is None else _records(known, asked)
    if wanted == frozenset():
        return nobody_knows(known, told("工作台的记录里没有“{name}”。", name=asked.name))
    by_day: dict[date, BitMap] = {}
    for act in acts(known.view, (_DESK[asked.act],)):
        if getattr(act.record, "taken_back", False):
            continue
        if act.account is not None and (wanted is None or _record_name(act.record) in wanted):
            by_day.setdefault(act.day, BitMap()).add(act.account)
    found = []
    for day, people in zip(known.days, gathered(by_day, known.days, asked.days), strict=True):
        yes = people & known.everyone[day]
        sure = asked.days is None or known.view.desk_complete(known.window(day, asked.days))
        found.append(
            Answer(yes, BitMap())
            if sure
            else Answer(yes, known.everyone[day] - yes, told("工作台的记录没有盖住这段日子"))
        )
    return found


def _record_name(record: object) -> str:
    names = (getattr(record, name, None) for name in ("event", "survey", "draw"))
    return str(next((name for name in names if name), ""))


def _records(known: Known, asked: Did) -> frozenset[str]:
    """The events, surveys or draws of that name, or with that title."""
    name = folded(asked.name or "")
    naming = _NAMING.get(asked.act, Kind.EVENT_OPENED)
    told_of = [act.record for kind in (naming, _DESK[asked.act]) for act in acts(known.view, (kind,))]
    return frozenset(
        _record_name(one)
        for one in told_of
        if one is not None and name in {folded(_record_name(one)), folded(str(getattr(one, "title", "")))}
    )
