"""Invented hamlets as lines of a table, drawn from a seed, and what plain Python says of them line by line."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from juluo.insights.members.names import folded
from juluo.insights.members.states import State
from juluo.insights.segments.rule import (
    Act,
    ActiveDays,
    AllOf,
    AnyOf,
    Band,
    Came,
    Clause,
    Condition,
    Count,
    Did,
    Edge,
    FirstSeen,
    InState,
    Not,
    Score,
    Sign,
    Tally,
    Way,
)
from juluo.intake.take_in import Wish, take_in
from juluo.ledger.actors import Actors
from juluo.store.embedded import EmbeddedStore
from juluo.store.view import View

FIRST, DAYS = date(2026, 1, 1), 130
PLACES = {"c1": "广场", "c2": "求助"}
PEOPLE = [f"p{n:02d}" for n in range(24)]
STAFF, BOTS = frozenset({"p00"}), frozenset({"robot"})
_COLUMNS = ("text", "reply_to", "peer", "detail")
Line = dict[str, object]


def day_of(n: int) -> date:
    return FIRST + timedelta(days=n)


class Hamlet:
    """Everything a rule can ask happens: people come in waves, tire, ask, reply, react, are invited and leave."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311 - test data
        self.lines: list[Line] = []

    def live(self) -> list[Line]:
        chance = self._random.random
        for day in range(DAYS):
            self._say(day, "robot", 0, 1)
            self._say(day, "robot", 23, 58)
            here = [who for n, who in enumerate(PEOPLE) if n * 4 <= day]
            for who in here:
                n = PEOPLE.index(who)
                if n * 4 == day and n % 3:
                    self._come(day, who, n)
                if chance() < 0.45 / (1 + n % 4) and (day // 30 + n) % 3:
                    for _ in range(self._random.randint(1, 3)):
                        self._say(day, who, self._random.randint(1, 21), self._random.randint(0, 59))
                if chance() < 0.01:
                    self._line(day, who, 22, 5, "leave")
        return sorted(self.lines, key=lambda line: (str(line["ts"]), str(line["id"])))

    def _come(self, day: int, who: str, n: int) -> None:
        inviter = PEOPLE[self._random.randrange(n)] if n % 2 else None
        detail = json.dumps({"campaign": "春招" if n % 4 == 1 else "官网"}) if n % 2 else None
        self._line(day, who, 1, 0, "join", peer=inviter, detail=detail)

    def _say(self, day: int, who: str, hour: int, minute: int) -> None:
        chance, before = self._random.random, [one for one in self.lines[-30:] if one["kind"] == "message"]
        if before and chance() < 0.1 and who != "robot":
            self._line(day, who, hour, minute, "reaction", reply_to=self._random.choice(before)["id"])
            return
        more: Line = {"text": "怎么弄？" if chance() < 0.25 else "好的"}
        if before and chance() < 0.4 and who != "robot":
            more["reply_to"] = self._random.choice(before)["id"]
        self._line(day, who, hour, minute, "message", **more)

    def _line(self, day: int, who: str, hour: int, minute: int, kind: str, **more: object) -> None:
        line: Line = dict.fromkeys(_COLUMNS)
        place = "c2" if self._random.random() < 0.3 else "c1"
        at = datetime(FIRST.year, FIRST.month, FIRST.day, hour, minute, tzinfo=UTC) + timedelta(days=day)
        line |= {"id": f"h{len(self.lines)}", "ts": at.isoformat(), "kind": kind, "channel_id": place}
        line |= {"author_id": who, "author_name": f"名{who}", "channel": PLACES[place]}
        self.lines.append(line | {"is_bot": who in BOTS, "is_staff": who in STAFF} | more)


def founded(folder: Path, lines: Iterable[Line]) -> EmbeddedStore:
    path = folder / "hamlet.jsonl"
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    store = EmbeddedStore(folder / "home")
    take_in(store, "hamlet", [path], Wish(timezone="UTC"))
    return store


def viewed(store: EmbeddedStore, known_at: int | None = None) -> View:
    found = store.community("hamlet")
    assert found is not None
    return store.view(found, known_at)


def codes(view: View) -> dict[str, int]:
    """People's numbers by their ids, as persons."""
    found = view.register.accounts("hamlet").values()
    return {one.account_id: view.persons.of(one.code) for one in found}


Truth = tuple[set[str], set[str]]


@dataclass
class Model:
    """The lines again, asked one by one: who meets a clause on a day, and of whom it can't be told."""

    lines: list[Line] = field(repr=False)
    tied: dict[str, str] = field(default_factory=dict)
    actors: Actors = Actors.MEMBERS

    def __post_init__(self) -> None:
        who = self.tied.get
        self.rows = [
            (
                date.fromisoformat(str(line["ts"])[:10]),
                datetime.fromisoformat(str(line["ts"])),
                who(str(line["author_id"]), str(line["author_id"])),
                line,
            )
            for line in self.lines
        ]
        self.by_id = {line["id"]: (at, person) for _, at, person, line in self.rows}
        staff = {who(one, one) for one in STAFF}
        self.aside = {Actors.MEMBERS: BOTS | staff, Actors.STAFF: BOTS, Actors.ALL: frozenset()}[self.actors]

    def everyone(self, day: date) -> set[str]:
        return {person for when, _, person, _ in self.rows if when <= day} - self.aside

    def of(self, clause: Clause, day: date) -> Truth:
        people = self.everyone(day)
        if isinstance(clause, Not):
            yes, unknown = self.of(clause.of, day)
            return people - yes - unknown, unknown
        if isinstance(clause, AllOf | AnyOf):
            told = [self.of(part, day) for part in clause.parts]
            pick = all if isinstance(clause, AllOf) else any
            yes = {one for one in people if pick(one in sure for sure, _ in told)}
            possible = {one for one in people if pick(one in sure | perhaps for sure, perhaps in told)}
            return yes, possible - yes
        yes, unknown = self._one(clause, day)
        return yes & people, unknown & people

    def _one(self, one: Condition, day: date) -> Truth:  # noqa: PLR0911 - one answer a kind of condition
        match one:
            case ActiveDays(sign, n, days):
                spoke = {(p, d) for d, _, p, line in self._in(day, days) if line["kind"] == "message"}
                return self._compared({p: sum(q == p for q, _ in spoke) for p, _ in spoke}, sign, n, day, days)
            case Count(tally, sign, n, days, channel):
                return self._compared(self._counts(tally, day, days, channel), sign, n, day, days)
            case Did(Act.JOINED, days, channel):
                came = {p: 1 for _, _, p, line in self._in(day, days, channel) if line["kind"] == "join"}
                return self._compared(came, Sign.AT_LEAST, 1, day, days)
            case Did(act, days, channel):
                tally = {Act.SPOKE: Tally.MESSAGES, Act.ASKED: Tally.QUESTIONS, Act.REACTED: Tally.REACTIONS}
                counts = self._counts(tally.get(act, Tally.GIVEN), day, days, channel)
                return self._compared(counts, Sign.AT_LEAST, 1, day, days)
            case FirstSeen(edge, mark):
                return self._first_seen(edge, mark, day)
            case Came(way, name):
                return self._came(way, name, day)
            case InState(state):
                return self._state(state, day)
            case Band(score, sign, n):
                return self._band(score, sign, n, day)

    def _in(self, day: date, days: int | None, channel: str | None = None) -> list[tuple[date, datetime, str, Line]]:
        first = FIRST if days is None else day - timedelta(days=days - 1)
        return [
            row for row in self.rows if first <= row[0] <= day and (channel is None or row[3]["channel"] == channel)
        ]

    def _counts(self, tally: Tally, day: date, days: int | None, channel: str | None) -> dict[str, int]:
        found: dict[str, int] = {}
        for _, at, person, line in self._in(day, days, channel):
            who: str | None = person
            if tally in {Tally.GIVEN, Tally.RECEIVED}:
                who = self._replied(person, at, line, tally)
            elif tally is Tally.REACTIONS:
                who = person if line["kind"] == "reaction" else None
            elif line["kind"] != "message" or (tally is Tally.QUESTIONS and line["text"] != "怎么弄？"):
                who = None
            if who is not None:
                found[who] = found.get(who, 0) + 1
        return found

    def _replied(self, person: str, at: datetime, line: Line, tally: Tally) -> str | None:
        """Bots neither reply nor are replied to; an answer is at most a week late."""
        if line["kind"] != "message" or line["reply_to"] is None:
            return None
        asked, to = self.by_id[line["reply_to"]]
        heard = self.actors is Actors.ALL or not {person, to} & BOTS
        if to == person or not heard or not timedelta() <= at - asked <= timedelta(days=7):
            return None
        return person if tally is Tally.GIVEN else to

    def _compared(self, counts: dict[str, int], sign: Sign, n: int, day: date, days: int | None) -> Truth:
        people = self.everyone(day)
        held = days is None or day - timedelta(days=days - 1) >= FIRST
        meets = {Sign.AT_LEAST: int.__ge__, Sign.AT_MOST: int.__le__, Sign.EXACTLY: int.__eq__}[sign]
        yes = {one for one in people if meets(counts.get(one, 0), n)}
        if held:
            return yes, set()
        if sign is Sign.AT_LEAST:
            return yes, people - yes
        return set(), {one for one in people if counts.get(one, 0) <= n}

    def _first_seen(self, edge: Edge, mark: int | date, day: date) -> Truth:
        first: dict[str, date] = {}
        for when, _, person, _ in self.rows:
            first.setdefault(person, when)
        start = day - timedelta(days=mark - 1) if isinstance(mark, int) else mark
        people = self.everyone(day)
        before = {one for one in people if first[one] < start}
        unknown = {one for one in people - before if first[one] < FIRST + timedelta(days=30)}
        return (before if edge is Edge.BEFORE else people - before - unknown), unknown

    def _came(self, way: Way, name: str | None, day: date) -> Truth:
        yes, seen = set(), set()
        for _, _, person, line in self._in(day, None):
            if line["kind"] != "join":
                continue
            inviter = self.tied.get(str(line["peer"]), str(line["peer"])) if line["peer"] else None
            inviter = None if inviter == person else inviter
            detail = json.loads(str(line["detail"] or "{}")).get(str(way))
            if way is Way.INVITER or detail:
                seen.add(person)
            if way is Way.INVITER and inviter and (name is None or name == f"名{inviter}"):
                yes.add(person)
            if way is not Way.INVITER and detail and folded(str(detail)) == folded(name or ""):
                yes.add(person)
        return yes, self.everyone(day) - seen - yes

    def _state(self, state: State, day: date) -> Truth:
        found: dict[str, State] = {}
        ago = {
            one: [(day - when).days for when, _, p, li in self.rows if p == one and li["kind"] == "message"]
            for one in self.everyone(day)
        }
        told = (day - FIRST).days
        for one, every in ago.items():
            spoken = [n for n in every if n >= 0]
            now, before = any(n < 28 for n in spoken), any(28 <= n < 56 for n in spoken)
            earlier = any(n >= 28 for n in spoken)
            found[one] = State.UNKNOWN
            if not spoken:
                found[one] = State.SILENT
            elif not now and told >= 27:
                found[one] = State.QUIET if before else State.AWAY if told >= 55 else State.UNKNOWN
            if now and before:
                found[one] = State.STEADY
            elif now and earlier and told >= 55:
                found[one] = State.RETURNING
            elif now and not earlier and told >= 57:
                found[one] = State.NEW
            # Who spoke on the very day is counted among its members, even if they left in the evening.
            if 0 not in spoken and self._gone(one, day):
                found[one] = State.LEFT
        return {p for p, s in found.items() if s is state}, {p for p, s in found.items() if s is State.UNKNOWN}

    def _gone(self, person: str, day: date) -> bool:
        """The last day on which somebody did anything is one on which they left and didn't come; of each account."""
        accounts = {a for a in (*PEOPLE, *BOTS) if self.tied.get(a, a) == person}
        gone = []
        for account in accounts:
            own = [row for row in self.rows if row[3]["author_id"] == account and row[0] <= day]
            if own:
                last = [row[3]["kind"] for row in own if row[0] == own[-1][0]]
                gone.append("leave" in last and "join" not in last)
        return all(gone)

    def _band(self, score: Score, sign: Sign, n: int, day: date) -> Truth:
        start = max(FIRST, day - timedelta(days=89))
        length = (day - start).days + 1
        if length < 28:
            return set(), self.everyone(day)
        spoke: dict[str, set[date]] = {}
        for when, _, person, line in self._in(day, length):
            if line["kind"] == "message" and person in self.everyone(day):
                spoke.setdefault(person, set()).add(when)
        given, received = (self._counts(one, day, length, None) for one in (Tally.GIVEN, Tally.RECEIVED))
        value = {
            Score.RECENCY: lambda p: max(spoke[p]).toordinal(),
            Score.FREQUENCY: lambda p: len(spoke[p]),
            Score.TALK: lambda p: given.get(p, 0) + received.get(p, 0),
        }[score]
        values = {p: value(p) for p in spoke}
        meets = {Sign.AT_LEAST: int.__ge__, Sign.AT_MOST: int.__le__, Sign.EXACTLY: int.__eq__}[sign]
        return {p for p in spoke if meets(_fifth(values[p], [*values.values()]), n)}, set()


def _fifth(value: int, values: list[int]) -> int:
    below, equal = sum(v < value for v in values), sum(v == value for v in values)
    return min(5, 1 + int(5 * (below + equal / 2) / len(values)))
