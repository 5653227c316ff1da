"""What somebody is: since when they are here, how they came, where they stand, and in which fifths."""

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np
from pyroaring import BitMap

from juluo.insights.members.names import folded
from juluo.insights.members.states import NEVER, PLACES, WINDOW, Spoken, State, states, windows
from juluo.insights.segments.answer import Answer, Answers, nobody_knows
from juluo.insights.segments.known import Column, Known, gathered
from juluo.insights.segments.rule import Band, Came, Edge, FirstSeen, InState, Score, Sign, Way
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.members.arrivals import comings
from juluo.metrics.newcomers import CAME, UNSURE_DAYS
from juluo.wording.sentence import Sentence, told

_UNTOLD: Mapping[Way, Sentence] = {
    Way.INVITER: told("导出里看不到是谁邀请的"),
    Way.SOURCE: told("导出里没有写从哪里来"),
    Way.CAMPAIGN: told("导出里没有写哪次推广"),
}


# What somebody came by, so that names can be compared: numbers of inviters, or words.
_Ways = list[tuple[date, int, frozenset[object]]]


def first_seen(known: Known, asked: FirstSeen) -> Answers:
    """Who was there when the record begins may have been there before: their first days can't be told."""
    early = known.first + timedelta(days=UNSURE_DAYS - 1)
    unsure = BitMap.union(BitMap(), *(people for day, people in known.acted.items() if day <= early))
    found = []
    for day in known.days:
        everyone = known.everyone[day]
        start = day - timedelta(days=asked.mark - 1) if isinstance(asked.mark, int) else asked.mark
        before = everyone & BitMap.union(BitMap(), *(people for when, people in known.acted.items() if when < start))
        unknown = (everyone - before) & unsure
        yes = before if asked.edge is Edge.BEFORE else everyone - before - unknown
        found.append(Answer(yes, unknown, told("记录从半路开始，头30天里的人分不清是不是早就在")))
    return found


def came_by(known: Known, asked: Came) -> Answers:
    if Sight.JOINS not in known.sights:
        return nobody_knows(known, told("导出里看不到进群"))
    ways = _inviters(known) if asked.way is Way.INVITER else _details(known, str(asked.way))
    if not any(way for _, _, way in ways):
        return nobody_knows(known, _UNTOLD[asked.way])
    wanted = _wanted(known, asked)
    if wanted is not None and not wanted:
        return nobody_knows(known, told("没有叫“{name}”的成员。", name=asked.name))
    found = []
    for day in known.days:
        came = [(who, way) for when, who, way in ways if when <= day]
        yes = BitMap([who for who, way in came if way and (wanted is None or way & wanted)]) & known.everyone[day]
        seen = BitMap([who for who, way in came if way or asked.way is Way.INVITER])
        found.append(Answer(yes, known.everyone[day] - seen - yes, told("记录里没有他们是怎么进群的")))
    return found


def _inviters(known: Known) -> _Ways:
    return [
        (one.day, one.account, frozenset() if one.inviter is None else frozenset({one.inviter}))
        for one in comings(known.view)
    ]


def _details(known: Known, field: str) -> _Ways:
    """What a table says of each joining in its column of details."""
    lines = known.view.lines(EntryQuery(known.record, CAME, people_only=False))
    return [
        (line.day, line.account, frozenset({folded(str(told_))}) if (told_ := line.detail.get(field)) else frozenset())
        for line in lines
        if line.account is not None
    ]


def _wanted(known: Known, asked: Came) -> frozenset[object] | None:
    if asked.name is None:
        return None
    if asked.way is Way.INVITER:
        return frozenset(known.called.get(folded(asked.name), BitMap()))
    return frozenset({folded(asked.name)})


def in_state(known: Known, asked: InState) -> Answers:
    found = []
    people = gathered(known.acted, known.days)
    for day, ever in zip(known.days, people, strict=True):
        lately = Period.trailing(day, WINDOW)
        codes = np.asarray(ever.to_array(), np.int64)
        place = states(_spoken(known, lately, codes, known.left[day]), lately, windows(known.view, lately))
        everyone = known.everyone[day]
        yes, unknown = (_standing(codes, place, state) & everyone for state in (asked.state, State.UNKNOWN))
        found.append(Answer(yes, unknown, told("记录不到84天，或中间缺了一段")))
    return found


def _standing(codes: Column, place: Column, state: State) -> BitMap:
    return BitMap(codes[place == PLACES[state]].astype(np.uint32))


def _spoken(known: Known, lately: Period, codes: Column, left: BitMap) -> Spoken:
    """What states are told by; of first and last words only which side of the window they lie on."""

    def among(people: BitMap) -> Column:
        return np.isin(codes, np.asarray(people.to_array(), np.int64))

    now = among(known.view.presence.spoke(lately))
    before = among(known.view.presence.spoke(lately.shifted(-WINDOW)))
    earlier = among(BitMap.union(BitMap(), *(people for day, people in known.spoke.items() if day < lately.first)))
    first, last = (np.full(len(codes), NEVER) for _ in range(2))
    first[now] = last[now] = lately.first.toordinal()
    first[earlier] = lately.first.toordinal() - 1
    last[earlier & ~now] = lately.first.toordinal() - 1
    return Spoken(first, last, now, before, among(left))


def in_band(known: Known, asked: Band) -> Answers:
    if asked.score is Score.TALK and not known.tells_replies:
        return nobody_knows(known, told("导出里看不到谁回复了谁"))
    found = []
    for day in known.days:
        table = known.fifths[day]
        fifth = None if table is None else table.fifth(asked.score)
        if table is None or fifth is None:
            found.append(Answer(BitMap(), known.everyone[day], told("记录不满28天，或这90天里缺了一段，分不出档")))
            continue
        meets = {
            Sign.AT_LEAST: fifth >= asked.n,
            Sign.AT_MOST: fifth <= asked.n,
            Sign.EXACTLY: fifth == asked.n,
        }[asked.sign]
        found.append(
            Answer(
                BitMap(table.codes[meets].astype(np.uint32)),
                BitMap(),
                None,
                asked.score is Score.TALK and known.estimated,
            )
        )
    return found
