"""Questions that many people ask again: what an entry of the FAQ is drafted from."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from juluo.insights.questions.asked_before import Answer, AskedBefore
from juluo.ledger.entry import Entry
from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.store.view import View
from juluo.text.normal import bare

# One person asking five times is no FAQ.
FEWEST_PEOPLE = 3
_MOST, _BEST = 60, 3
# What answers says more than this; what is longer is quoted from its beginning.
_SAYS_SOMETHING = 8
_THANKED = 5.0


@dataclass(frozen=True, slots=True)
class BestAnswer:
    """An answer worth quoting. `thanked`: its asker gave thanks."""

    entry_id: int
    day: date
    account: int
    text: str
    reactions: int
    thanked: bool


@dataclass(frozen=True, slots=True)
class Repeated:
    """One question in its most usual wording; `people` asked it, `open` of `times` were never answered."""

    wording: int
    text: str
    day: date
    people: int
    times: int
    open: int
    first: date
    last: date
    ids: tuple[int, ...]
    answers: tuple[BestAnswer, ...]


def repeated(view: View, asked: AskedBefore) -> tuple[Repeated, ...]:
    """What at least three people asked, the most first."""
    fresh = [at for at, line in enumerate(asked.lines) if line.entry_id not in asked.follow_ups]
    stars = [star for star in asked.alike.stars(fresh) if len(_people(asked, star.members)) >= FEWEST_PEOPLE]
    stars = sorted(stars, key=lambda star: (-len(_people(asked, star.members)), star.centre))[:_MOST]
    best = _best_answers(view, asked, [star.members for star in stars])
    return tuple(_told(asked, star.members, star.centre, best) for star in stars)


def _people(asked: AskedBefore, places: Sequence[int]) -> set[int | None]:
    return {asked.lines[at].account for at in places}


def _told(asked: AskedBefore, members: tuple[int, ...], centre: int, best: dict[int, BestAnswer]) -> Repeated:
    lines = [asked.lines[at] for at in members]
    wording = _most_usual(lines, asked.lines[centre])
    days = [line.day for line in lines]
    answers = {one.entry_id: best[one.entry_id] for line in lines for one in _of(asked, line) if one.entry_id in best}
    shown = _apart(sorted(answers.values(), key=_worth, reverse=True))[:_BEST]
    return Repeated(
        wording.entry_id,
        wording.text or "",
        wording.day,
        len({line.account for line in lines}),
        len(lines),
        sum(not asked.answered(line.entry_id) for line in lines),
        min(days),
        max(days),
        tuple(line.entry_id for line in lines),
        tuple(shown),
    )


def _apart(answers: Sequence[BestAnswer]) -> list[BestAnswer]:
    """Without those that say again what a better one says."""
    found: dict[str, BestAnswer] = {}
    for one in answers:
        said = "".join(filter(str.isalnum, bare(one.text).lower()))
        if not any(said.startswith(other) or other.startswith(said) for other in found):
            found[said] = one
    return list(found.values())


def _of(asked: AskedBefore, line: Entry) -> tuple[Answer, ...]:
    return asked.answers.get(line.entry_id, ())


def _most_usual(lines: Sequence[Entry], centre: Entry) -> Entry:
    """The wording that most used, the latest of them; where nobody repeats another's words, the one most like all."""
    counts = Counter(_folded(line) for line in lines)
    words, n = max(counts.items(), key=lambda one: (one[1], -len(one[0])))
    return [line for line in lines if _folded(line) == words][-1] if n > 1 else centre


def _folded(line: Entry) -> str:
    return " ".join((line.text or "").lower().split())


def _best_answers(view: View, asked: AskedBefore, groups: Sequence[tuple[int, ...]]) -> dict[int, BestAnswer]:
    """Answers to the questions of these groups that say something, by their ids."""
    wanted = {
        one.entry_id: one
        for members in groups
        for at in members
        for one in asked.answers.get(asked.lines[at].entry_id, ())
    }
    if not wanted:
        return {}
    span = Period(asked.period.first, asked.period.last).extended(8)
    kinds = tuple(sorted(ORIGINAL))
    lines = view.lines(EntryQuery(span, kinds, ids=tuple(sorted(wanted)), people_only=False))
    return {
        line.entry_id: BestAnswer(
            line.entry_id,
            line.day,
            line.account or 0,
            line.text or "",
            line.reactions,
            wanted[line.entry_id].question in asked.thanked,
        )
        for line in lines
        if len(bare(line.text or "")) >= _SAYS_SOMETHING and not line.asks
    }


def _worth(answer: BestAnswer) -> tuple[float, date]:
    """Thanks weigh most, then what others liked, then how much it says; the latest of equals."""
    says = min(len(answer.text), 400) / 100
    return _THANKED * answer.thanked + min(answer.reactions, 10) / 2 + says, answer.day
