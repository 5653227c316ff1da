"""Who could answer a question: who answered others like it, how often, and how often the asker gave thanks."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from juluo.insights.questions.asked_before import AskedBefore
from juluo.insights.questions.waiting import OpenQuestion
from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.store.view import View
from juluo.text.alike import AKIN

_SHOWN = 3
# Who answered but once may have passed by; and whoever has been silent for four weeks may be gone.
_FEWEST, _FEWEST_HERE = 2, 3
_SILENT_DAYS = 28
_FOR_THANKS = 1.0


@dataclass(frozen=True, slots=True)
class Expert:
    """A person who may know. `n` questions answered first, `thanked` of them; `akin`: alike ones, not only here."""

    account: int
    n: int
    thanked: int
    akin: bool


def experts(view: View, asked: AskedBefore, open_: Sequence[OpenQuestion]) -> dict[int, tuple[Expert, ...]]:
    """For each open question, by its id; none where nobody answered anything like it."""
    if not open_ or not asked.lines:
        return {}
    last = asked.period.last
    present = view.presence.spoke(Period(last - timedelta(days=_SILENT_DAYS - 1), last)) - view.muted
    query = EntryQuery(Period.over([asked.period]), tuple(sorted(ORIGINAL)), ids=tuple(one.entry_id for one in open_))
    texts = {line.entry_id: line.text or "" for line in view.lines(query)}
    likeness = asked.alike.likeness([texts.get(one.entry_id, "") for one in open_])
    here = _by_channel(asked)
    found = {}
    for row, one in enumerate(open_):
        start, end = likeness.indptr[row], likeness.indptr[row + 1]
        alike = zip(likeness.indices[start:end].tolist(), likeness.data[start:end].tolist(), strict=True)
        places = [
            (at, like) for at, like in alike if like >= AKIN.likeness and asked.lines[at].entry_id != one.entry_id
        ]
        able = {code for code in present if code != one.asker}
        chosen = _ranked(asked, places, able, _FEWEST, akin=True)
        chosen = chosen or _ranked(asked, [(at, 1.0) for at in here[one.channel]], able, _FEWEST_HERE, akin=False)
        if chosen:
            found[one.entry_id] = chosen
    return found


def _by_channel(asked: AskedBefore) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for at, line in enumerate(asked.lines):
        found[line.channel].append(at)
    return found


def _ranked(
    asked: AskedBefore, places: Sequence[tuple[int, float]], able: set[int], fewest: int, *, akin: bool
) -> tuple[Expert, ...]:
    """Who answered these first: each counts as much as it is alike, twice where the asker gave thanks."""
    weight: dict[int, float] = defaultdict(float)
    n: dict[int, int] = defaultdict(int)
    thanked: dict[int, int] = defaultdict(int)
    for at, like in places:
        question = asked.lines[at].entry_id
        for answer in asked.answers.get(question, ())[:1]:
            if answer.account in able:
                thanks = question in asked.thanked
                weight[answer.account] += like * (1 + _FOR_THANKS * thanks)
                n[answer.account] += 1
                thanked[answer.account] += thanks
    told = sorted((code for code in n if n[code] >= fewest), key=lambda code: (-weight[code], code))[:_SHOWN]
    return tuple(Expert(code, n[code], thanked[code], akin) for code in told)
