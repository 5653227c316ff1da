"""Suggests which accounts may be one person: who is compared with whom, and what is found.

Compared are people of one name, of one id, and of a name like another's where one falls silent before the other
begins. Whom an operator has told apart is left out by `undecided`.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from juluo.insights.merges.known import Known, everybody, recorded
from juluo.insights.merges.names import LONG, one_apart, stem, telling
from juluo.insights.merges.signs import Evidence, Sign, Sure, sure
from juluo.metrics.alongside import minutes_of_wanted, talk_among_wanted
from juluo.metrics.asking import ask_entries_once
from juluo.store.view import View

Pair = tuple[int, int]

# A name that more people have tells nobody who is who.
_MOST_SO_CALLED = 6
# Beyond these nobody reads a list; those with the strongest names and times stay.
MOST_COMPARED = 1_000
# Who begins within so many days after another fell silent may have taken over; later is a weaker sign.
_SOON_DAYS, _LATER_DAYS = 30, 120
# On so many days both spoke, so they were here together.
_TOGETHER_DAYS = 3
# So much said that it tells where somebody is at home.
_ENOUGH_SAID = 5


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two people by the ledger who may be one: `one` was met first. The evidence that weighs most stands first."""

    one: Known
    other: Known
    sure: Sure
    weight: float
    evidence: tuple[Evidence, ...]

    @property
    def pair(self) -> Pair:
        return self.one.person, self.other.person

    @property
    def accounts(self) -> tuple[Pair, ...]:
        """Every account of the one with every account of the other."""
        return tuple(_in_order(a.code, b.code) for a in self.one.accounts for b in self.other.accounts)


def suggestions(view: View) -> tuple[Suggestion, ...]:
    """Everybody who may be one person, the surest first."""
    people = everybody(view)
    so_called = Counter(letters for one in people.values() for letters in one.names)
    first = {pair: _before_asking(people[pair[0]], people[pair[1]], so_called) for pair in _candidates(people)}
    worth = (pair for pair, found in first.items() if _worth(found))
    compared = sorted(worth, key=lambda pair: (-_weight(first[pair]), pair))[:MOST_COMPARED]
    beside = _Beside.of(view, compared)
    found = [_suggestion(people, pair, [*first[pair], *beside.evidence(pair, people)]) for pair in compared]
    return tuple(sorted((one for one in found if one is not None), key=lambda one: (-one.weight, one.pair)))


def undecided(found: Iterable[Suggestion], apart: Iterable[Pair]) -> tuple[Suggestion, ...]:
    """The suggestions of whom nobody told apart. `apart` are pairs of accounts, the lower number first."""
    known = frozenset(apart)
    return tuple(one for one in found if known.isdisjoint(one.accounts))


def _weight(evidence: Iterable[Evidence]) -> float:
    return sum(one.weight for one in evidence)


def _worth(evidence: Sequence[Evidence]) -> bool:
    """Whether it could be enough if nothing spoke against it."""
    return sure(_weight(evidence) + Evidence(Sign.TAKES_TURNS).weight) is not None


def _suggestion(people: Mapping[int, Known], pair: Pair, evidence: list[Evidence]) -> Suggestion | None:
    weight = _weight(evidence)
    found = sure(weight)
    if found is None:
        return None
    evidence.sort(key=lambda one: (-one.weight, one.sign))
    return Suggestion(people[pair[0]], people[pair[1]], found, weight, tuple(evidence))


def _in_order(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)


def _candidates(people: Mapping[int, Known]) -> set[Pair]:
    """Whom to compare: people who share a name of now or earlier, an id, or nearly a name."""
    same: dict[tuple[str, str], set[int]] = defaultdict(set)
    for one in people.values():
        for letters in {*one.names, *one.former}:
            same["name", letters].add(one.person)
        for number in one.ids:
            same["id", number].add(one.person)
    groups = [group for group in same.values() if 1 < len(group) <= _MOST_SO_CALLED]
    found = {_in_order(*pair) for group in groups for pair in combinations(sorted(group), 2)}
    return found | _nearly_called(people)


def _nearly_called(people: Mapping[int, Known]) -> set[Pair]:
    """Pairs with names alike, of whom one fell silent before the other began."""
    alike: dict[str, set[int]] = defaultdict(set)
    for one in people.values():
        for letters in one.names if one.first else ():
            for cut in {stem(letters), *_cuts(letters)}:
                alike[cut].add(one.person)
    groups = (group for group in alike.values() if 1 < len(group) <= 2 * _MOST_SO_CALLED)
    pairs = {_in_order(*pair) for group in groups for pair in combinations(sorted(group), 2)}
    return {pair for pair in pairs if _may_be_second(people[pair[0]], people[pair[1]])}


def _may_be_second(one: Known, other: Known) -> bool:
    """Whether one could be the other's next account, or their account elsewhere."""
    return one.platforms.isdisjoint(other.platforms) or _gap(one, other) is not None


def _cuts(letters: str) -> set[str]:
    """The name with any one letter left out: names that are one letter apart share one of these."""
    if len(letters) < LONG:
        return set()
    return {letters, *(letters[:place] + letters[place + 1 :] for place in range(len(letters)))}


def _gap(one: Known, other: Known) -> int | None:
    """Days from the silence of one to the beginning of the other, 0 if they met for a moment; None if for longer."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return None
    between = max((other.first - one.last).days, (one.first - other.last).days)
    return max(between, 0) if between > -_TOGETHER_DAYS else None


def _before_asking(one: Known, other: Known, so_called: Mapping[str, int]) -> list[Evidence]:
    """What can be told without reading entries. `so_called`: how many people have each name."""
    found = [*_by_id(one, other), *_by_name(one, other, so_called), *_by_time(one, other), *_by_place(one, other)]
    if one.platforms.isdisjoint(other.platforms):
        found.append(Evidence(Sign.OTHER_PLATFORM))
    return found


def _by_id(one: Known, other: Known) -> list[Evidence]:
    shared = sorted(one.ids & other.ids)
    return [Evidence(Sign.SAME_ID, name=shared[0])] if shared else []


def _by_name(one: Known, other: Known, so_called: Mapping[str, int]) -> list[Evidence]:
    shared = sorted(one.names.keys() & other.names.keys(), key=lambda letters: (-len(letters), letters))
    if shared:
        letters, called = shared[0], so_called.get(shared[0], 0)
        sign = Sign.SAME_NAME if telling(letters) else Sign.SHORT_NAME
        many = [Evidence(Sign.MANY_SO_CALLED, called)] if called > 2 else []
        return [Evidence(sign, 0, one.names[letters], other.names[letters]), *many]
    earlier = sorted((one.former.keys() & {*other.names, *other.former}) | (other.former.keys() & one.names.keys()))
    if earlier:
        name = one.former.get(earlier[0]) or one.names[earlier[0]]
        return [Evidence(Sign.FORMER_NAME, 0, name)]
    return _like(one, other)


def _like(one: Known, other: Known) -> list[Evidence]:
    for mine, my_name in one.names.items():
        for theirs, their_name in other.names.items():
            root = stem(mine)
            if root == stem(theirs) and root in {mine, theirs}:
                return [Evidence(Sign.SECOND_NAME if telling(root) else Sign.LIKE_NAME, 0, my_name, their_name)]
            if root == stem(theirs) or one_apart(mine, theirs):
                return [Evidence(Sign.LIKE_NAME, 0, my_name, their_name)]
    return []


def _by_time(one: Known, other: Known) -> list[Evidence]:
    gap = None if one.platforms.isdisjoint(other.platforms) else _gap(one, other)
    if gap is None or gap > _LATER_DAYS:
        return []
    # Who said a few words and never came back fell silent before everybody.
    regular = min(one.said, other.said) >= _ENOUGH_SAID and max(one.said, other.said) >= 2 * _ENOUGH_SAID
    return [Evidence(Sign.TOOK_OVER if gap <= _SOON_DAYS and regular else Sign.CAME_LATER, gap)]


def _by_place(one: Known, other: Known) -> list[Evidence]:
    """Whether both are at home in the same channels. Across platforms there are none to share."""
    if min(one.said, other.said) < _ENOUGH_SAID or one.platforms.isdisjoint(other.platforms):
        return []
    alike = _cosine(one.channels, other.channels)
    if alike >= 0.8 and len(one.channels | other.channels) > 1:
        return [Evidence(Sign.SAME_PLACES, len(one.channels.keys() & other.channels.keys()))]
    return [Evidence(Sign.OTHER_PLACES)] if alike < 0.2 else []


def _cosine(one: Mapping[int, int], other: Mapping[int, int]) -> float:
    across = sum(n * other.get(channel, 0) for channel, n in one.items())
    lengths = math.sqrt(sum(n * n for n in one.values()) * sum(n * n for n in other.values()))
    return across / lengths if lengths else 0.0


@dataclass(frozen=True, slots=True)
class _Beside:
    """What entries tell of people beside one another: days and minutes of their words, and whom they talked with."""

    days: Mapping[int, frozenset[object]]
    minutes: Mapping[int, frozenset[int]]
    talked: frozenset[Pair]

    @classmethod
    def of(cls, view: View, pairs: Sequence[Pair]) -> "_Beside":
        record, people = recorded(view), sorted({person for pair in pairs for person in pair})
        days: dict[int, set[object]] = defaultdict(set)
        minutes: dict[int, set[int]] = defaultdict(set)
        if record is None or not people:
            return cls({}, {}, frozenset())
        for person, day, minute in ask_entries_once(view, minutes_of_wanted, record, people):
            days[person].add(day)
            minutes[person].add(int(minute))
        talked = frozenset(_in_order(by, to) for by, to in ask_entries_once(view, talk_among_wanted, record, people))
        return cls(
            {person: frozenset(when) for person, when in days.items()},
            {person: frozenset(when) for person, when in minutes.items()},
            talked,
        )

    def evidence(self, pair: Pair, people: Mapping[int, Known]) -> list[Evidence]:
        found = [Evidence(Sign.TALKED)] if pair in self.talked else []
        shared = len(self.days.get(pair[0], frozenset()) & self.days.get(pair[1], frozenset()))
        if not shared:
            return found
        at_once = self._at_once(pair)
        if at_once:
            found.append(Evidence(Sign.AT_ONCE, at_once))
        elif shared >= _TOGETHER_DAYS:
            found.append(Evidence(Sign.TAKES_TURNS, shared))
        # Elsewhere one goes on as before; who changes accounts doesn't keep the old one.
        elsewhere = people[pair[0]].platforms.isdisjoint(people[pair[1]].platforms)
        if shared >= _TOGETHER_DAYS and not elsewhere:
            found.append(Evidence(Sign.BOTH_HERE, shared))
        return found

    def _at_once(self, pair: Pair) -> int:
        """In how many minutes the first spoke while the other did: in the same, the one before or after."""
        theirs = self.minutes.get(pair[1], frozenset())
        around = theirs | {minute + 1 for minute in theirs} | {minute - 1 for minute in theirs}
        return len(self.minutes.get(pair[0], frozenset()) & around)
