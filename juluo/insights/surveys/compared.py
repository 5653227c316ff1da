"""One question among groups, and with the last time it was asked: is the difference more than luck.

Shares by Newcombe (1998), means by Welch (1947), net scores by drawing people anew (Efron 1979). Of several groups
each is held against all the others, and what is called clear stands after Benjamini and Hochberg (1995).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from juluo.insights.surveys.answered import FEWEST, Asked, Kind, Sheet, scores
from juluo.insights.surveys.apart import hidden
from juluo.insights.surveys.estimates import Estimate, mean, net, share
from juluo.insights.surveys.results import answering
from juluo.metrics.bootstrap import members_change
from juluo.metrics.comparing import scores_change
from juluo.metrics.discovery import benjamini_hochberg
from juluo.metrics.feedback.nps import lean
from juluo.metrics.sample import Scores
from juluo.metrics.shares import Share, share_change
from juluo.metrics.verdict import Change, Verdict, worded

# Stands beside the groups' own names, of which none is empty.
_OTHERS = ""
_TOO_FEW = Change(None, None, Verdict.TOO_FEW)


@dataclass(frozen=True, slots=True)
class Side:
    """One group's answers to a question, against all the others'. `value` None where there are too few to be told."""

    name: str
    n: int
    value: Estimate | None
    change: Change
    q: float | None = None
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """A score, or an option's share, then and now. `about` is the option's key, empty for a score."""

    about: str
    before: Estimate
    now: Estimate
    change: Change
    q: float | None


def by_group(
    question: Asked, groups: Mapping[str, Sequence[Sheet]], *, is_anonymous: bool, others: Sequence[Sheet] = ()
) -> tuple[Side, ...]:
    """A score in each group; none for questions without a score. Groups are of different people.

    `others` are in none of them and yet in the whole, by which a small group could be reckoned.
    """
    if not question.kind.is_score:
        return ()
    told = {name: answering(question, sheets) for name, sheets in groups.items()}
    counts = {name: len(sheets) for name, sheets in told.items()} | {_OTHERS: len(answering(question, others))}
    small = hidden(counts) if is_anonymous else frozenset()
    sides = []
    for name, sheets in told.items():
        rest = [one for other, all_ in told.items() if other != name for one in all_]
        enough = name not in small and len(sheets) >= FEWEST
        change = _change(question, sheets, rest) if enough and len(rest) >= FEWEST else _TOO_FEW
        sides.append(
            Side(name, len(sheets), _value(question, sheets) if enough else None, change, is_hidden=name in small)
        )
    return tuple(_corrected(sides))


def with_last(question: Asked, now: Sequence[Sheet], before: Sequence[Sheet]) -> tuple[Moved, ...]:
    """The same question asked before: a score as one, choices option by option."""
    here, there = answering(question, now), answering(question, before)
    if min(len(here), len(there)) < FEWEST:
        return ()
    if question.kind.is_score:
        return (_moved("", _value(question, there), _value(question, here), _change(question, here, there)),)
    if question.kind not in {Kind.CHOICE, Kind.MULTI}:
        return ()
    moved = []
    for option in question.options:
        hits, hits_before = (_picked(question, sheets, option.key) for sheets in (here, there))
        change = share_change(Share(sum(hits), len(hits)), Share(sum(hits_before), len(hits_before)))
        moved.append(_moved(option.key, share(hits_before), share(hits), change))
    return _all_corrected(moved)


def _values(question: Asked, sheets: Sequence[Sheet]) -> list[int]:
    return [value for _, value in scores(question, sheets)]


def _value(question: Asked, sheets: Sequence[Sheet]) -> Estimate:
    values = _values(question, sheets)
    return net(values) if question.kind is Kind.NPS else mean(values)


def _change(question: Asked, here: Sequence[Sheet], there: Sequence[Sheet]) -> Change:
    now, before = _values(question, here), _values(question, there)
    if question.kind is Kind.NPS:
        return members_change(lean(now), lean(before))
    return scores_change(Scores(tuple(map(float, now))), Scores(tuple(map(float, before))))


def _picked(question: Asked, sheets: Sequence[Sheet], option: str) -> list[bool]:
    return [
        option in value if isinstance(value := one.answers[question.key], tuple) else value == option for one in sheets
    ]


def _moved(about: str, before: Estimate, now: Estimate, change: Change) -> Moved:
    return Moved(about, before, now, change, change.p)


def _corrected(sides: Sequence[Side]) -> list[Side]:
    """Verdicts as they stand among all groups that were tried."""
    q = _q([side.change.p for side in sides])
    return [replace(side, q=one, change=_stands(side.change, one)) for side, one in zip(sides, q, strict=True)]


def _all_corrected(moved: Sequence[Moved]) -> tuple[Moved, ...]:
    q = _q([one.change.p for one in moved])
    return tuple(replace(one, q=own, change=_stands(one.change, own)) for one, own in zip(moved, q, strict=True))


def _q(p: Sequence[float | None]) -> list[float | None]:
    found = iter(benjamini_hochberg([one for one in p if one is not None]))
    return [None if one is None else next(found) for one in p]


def _stands(change: Change, q: float | None) -> Change:
    if q is None or change.amount is None:
        return change
    return replace(change, verdict=worded(change.amount, q))
