"""What a first reading of a talk tells a second one: who seems to talk with whom, what seems answered already."""

from dataclasses import dataclass

import numpy as np

from juluo.text.links.features import Sheet, Turns
from juluo.text.links.net import Bools, Floats
from juluo.text.links.occasions import Ints

# So many lines before and after a line tell whom its author talks with now.
_NEAR = 60
# Of each line's first reading the likeliest answers alone are kept.
_LIKELIEST = 3
# Whatever the first reading holds for less likely is not weighed again.
_WORTHWHILE = 0.004


class Ties:
    """How much each talks to each around a place, by the probabilities of a first reading."""

    def __init__(self, told: Turns, first: Floats) -> None:
        length, reach = len(told), first.shape[1] - 1
        best = np.argsort(first[:, :reach], axis=1)[:, : -_LIKELIEST - 1 : -1]
        here = np.arange(length, dtype=np.int64)[:, None]
        there = here - 1 - best
        weight = np.where(there >= 0, np.take_along_axis(first, best, axis=1), 0)
        to = told.author[np.maximum(there, 0)]
        self.span = length + 2 * _NEAR + 2
        self.people = told.people
        keys = ((told.author[:, None] * told.people + to) * self.span + here + _NEAR).ravel()
        order = np.argsort(keys, kind="stable")
        self.keys = keys[order]
        self.sums = np.concatenate([[0], np.cumsum(weight.ravel()[order], dtype=np.float64)])

    def between(self, by: Ints, to: Ints, since: Ints, until: Ints) -> Floats:
        """The weight of what some said to others in lines from `since` up to, not with, `until`."""
        key = (by * self.people + to) * self.span + _NEAR
        ends = np.searchsorted(self.keys, key + until), np.searchsorted(self.keys, key + since)
        return np.asarray(self.sums[ends[0]] - self.sums[ends[1]], dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Reading:
    """A first reading: the probabilities [line, candidate] of all lines, and what they add up to.

    `best` is the highest of each line's but that of none. `before` is how much was said to each candidate before the
    line, `total` to each line in all. `parent` is the line that each most likely answers (-1: none), `root` the one
    that began its talk, `following` its talk's next.
    """

    chances: Floats
    best: Floats
    before: Floats
    total: Floats
    ties: Ties
    parent: Ints
    root: Ints
    following: Ints


def reading(told: Turns, chances: Floats) -> Reading:
    """What the probabilities of a first reading add up to."""
    length, reach = len(told), chances.shape[1] - 1
    before = np.zeros((length, reach), dtype=np.float32)
    for back in range(1, reach):
        before[1:, back] = before[:-1, back - 1] + chances[:-1, back - 1]
    there = np.arange(length, dtype=np.int64)[:, None] - 1 - np.arange(reach, dtype=np.int64)
    real = there >= 0
    total = np.bincount(there[real], weights=chances[:, :reach][real], minlength=length).astype(np.float32)
    best = chances.argmax(axis=1) if length else np.zeros(0, dtype=np.int64)
    parent = np.where(best == reach, -1, np.arange(length) - 1 - best)
    root = _roots(parent)
    return Reading(
        chances, chances[:, :reach].max(axis=1), before, total, Ties(told, chances), parent, root, _next(root)
    )


def likely(read: Reading, since: int, until: int) -> Bools:
    """Which candidates a second reading weighs: those for which the first saw a chance, and none of them."""
    found = read.chances[since:until] >= _WORTHWHILE
    found[:, -1] = True
    return found


def again(told: Turns, read: Reading, since: int, until: int) -> tuple[Floats, list[str]]:
    """Features [line, candidate, feature] that a second reading adds to likely candidates, and their names."""
    reach = read.chances.shape[1] - 1
    weighed = likely(read, since, until)
    here, back = np.nonzero(weighed[:, :reach])
    here += since
    sheet = Sheet(here.shape)
    there = here - 1 - back
    _own(sheet, read, here, there)
    _ties(sheet, told, read.ties, here, there)
    _chain(sheet, told, read, here, there)
    width = len(sheet.names)
    found = np.zeros((until - since, reach + 1, width + 2), dtype=np.float32)
    found[here - since, back, :width] = np.stack(sheet.columns, axis=1)
    own = np.log(read.chances[since:until] + np.float32(1e-4))
    found[:, :, width], found[:, :, width + 1] = own, own[:, -1:]
    return found, [*sheet.names, "first", "first none"]


def _own(sheet: Sheet, read: Reading, here: Ints, there: Ints) -> None:
    """How much was and will be said to a candidate, and whether it seems to begin something."""
    back = here - there - 1
    before, mine = read.before[here, back], read.chances[here, back]
    sheet.add("answered before", before)
    sheet.add("answered after", read.total[there] - before - mine)
    sheet.add("it begins", read.chances[there, -1])
    sheet.add("behind the best", np.log(mine + 1e-4) - np.log(read.best[here] + 1e-4))


def _ties(sheet: Sheet, told: Turns, ties: Ties, here: Ints, there: Ints) -> None:
    mine, theirs = told.author[here], told.author[there]
    for name, by, to in (("I to them", mine, theirs), ("they to me", theirs, mine)):
        sheet.add(f"{name} before", ties.between(by, to, here - _NEAR, here))
        sheet.add(f"{name} just before", ties.between(by, to, here - 12, here))
        sheet.add(f"{name} after", ties.between(by, to, here + 1, here + _NEAR))
        sheet.add(f"{name} just after", ties.between(by, to, here + 1, here + 12))
    sheet.add("it to me", ties.between(theirs, mine, there, there + 1))
    sheet.add("it to themselves", ties.between(theirs, theirs, there, there + 1))


def _chain(sheet: Sheet, told: Turns, read: Reading, here: Ints, there: Ints) -> None:
    """How the author's own last line and the candidate hang together."""
    reach, length, root, parent = read.chances.shape[1] - 1, len(told), read.root, read.parent
    last, follow = told.last[here], told.following[here]
    back, forth = there - last - 1, last - there - 1
    sheet.add("it answers my last", _at(read.chances, there, back, (last >= 0) & (back >= 0) & (back < reach)))
    sheet.add("my last answered it", _at(read.chances, np.maximum(last, 0), forth, (forth >= 0) & (forth < reach)))
    sheet.add("same parent as my last", (parent[last] >= 0) & (last >= 0) & (parent[last] == parent[there]))
    sheet.add("in my last one's talk", np.where(last >= 0, root[last], -1) == root[there])
    sheet.add("in the next line's talk", root[np.minimum(here + 1, length - 1)] == root[there])
    sheet.add("in the line before's talk", root[np.maximum(here - 1, 0)] == root[there])
    following = np.where(follow < length, root[np.minimum(follow, length - 1)], -1)
    sheet.add("in my next one's talk", following == root[there])
    sheet.add("the latest of its talk", read.following[there] >= here)


def _at(chances: Floats, lines: Ints, back: Ints, there: Bools) -> Floats:
    return np.where(there, chances[lines, np.where(there, back, 0)], np.float32(0))


def _roots(parent: Ints) -> Ints:
    """The line that began the talk of each line."""
    root = np.arange(len(parent), dtype=np.int64)
    for place, above in enumerate(parent.tolist()):
        if above >= 0:
            root[place] = root[above]
    return root


def _next(root: Ints) -> Ints:
    """The next line of each line's talk, or beyond the end."""
    order = np.lexsort((np.arange(len(root)), root))
    following = np.full(len(root), len(root), dtype=np.int64)
    same = root[order[1:]] == root[order[:-1]]
    following[order[:-1][same]] = order[1:][same]
    return following
