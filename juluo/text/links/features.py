"""What speaks for a line answering one of the lines before it, as numbers that the model weighs."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from juluo.text.links.cues import CUES, cues
from juluo.text.links.line import Line, authors
from juluo.text.links.occasions import Ints, Occasions
from juluo.text.links.shared import Words, shared, words

# So many lines back an answer is looked for: 98.6 % of the answers in the annotated talk lie nearer.
REACH = 50
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Turns:
    """A stretch of talk as arrays: whose turn, in which minute, whom it names."""

    author: Ints
    minute: Ints
    named_at: Ints
    named: Ints
    people: int
    cues: Floats
    words: Words

    def __len__(self) -> int:
        return len(self.author)

    @cached_property
    def spoke(self) -> Occasions:
        """When each person spoke."""
        return Occasions(self.author, np.arange(len(self), dtype=np.int64), len(self))

    @cached_property
    def last(self) -> Ints:
        """Where each line's author spoke last before it, or -1."""
        return self.spoke.before(self.author, np.arange(len(self), dtype=np.int64))

    @cached_property
    def following(self) -> Ints:
        """Where each line's author speaks next, or the length of the whole."""
        return self.spoke.after(self.author, np.arange(len(self), dtype=np.int64))

    @cached_property
    def counts(self) -> Ints:
        """How many each line names."""
        return np.bincount(self.named_at, minlength=len(self))

    @cached_property
    def names(self) -> Occasions:
        """When each person named anybody."""
        return Occasions(self.author[self.named_at], self.named_at, len(self))

    @cached_property
    def called(self) -> Occasions:
        """When each person was named."""
        return Occasions(self.named, self.named_at, len(self))

    @cached_property
    def naming(self) -> Occasions:
        """When each named each: by the namer's number times the number of people, plus the named one's."""
        return Occasions(self.author[self.named_at] * self.people + self.named, self.named_at, len(self))

    @cached_property
    def whom(self) -> Ints:
        """The last one each line names, -1 where it names nobody; one more place for "no line"."""
        found = np.full(len(self) + 1, -1, dtype=np.int64)
        found[self.named_at] = self.named
        return found


def turns(lines: Sequence[Line]) -> Turns:
    numbers = authors(lines)
    named = [(at, numbers[code]) for at, line in enumerate(lines) for code in line.mentions]
    return Turns(
        np.array([numbers[line.author] for line in lines], dtype=np.int64),
        np.array([line.minute for line in lines], dtype=np.int64),
        np.array([at for at, _ in named], dtype=np.int64),
        np.array([who for _, who in named], dtype=np.int64),
        len(numbers),
        np.array([cues(line.text) for line in lines], dtype=np.float32).reshape(len(lines), len(CUES)),
        words([line.text for line in lines]),
    )


class Sheet:
    """Features of pairs being gathered, each with its name; arrays [line, candidate] or [pair]."""

    def __init__(self, shape: tuple[int, ...]) -> None:
        self.shape = shape
        self.names: list[str] = []
        self.columns: list[Floats] = []

    def add(self, name: str, values: npt.NDArray[np.generic]) -> None:
        self.names.append(name)
        self.columns.append(np.broadcast_to(values.astype(np.float32), self.shape))

    def far(self, name: str, values: npt.NDArray[np.generic], missing: npt.NDArray[np.bool_] | None = None) -> None:
        """A distance: on a log scale, as nearness, and whether there is one at all."""
        apart = np.maximum(values.astype(np.float32), 0)
        there = np.ones(self.shape, dtype=bool) if missing is None else np.broadcast_to(~missing, self.shape)
        self.add(f"{name} log", np.where(there, np.log1p(apart), 7.0))
        self.add(f"{name} near", np.where(there, 1 / (1 + apart), 0.0))


@dataclass(frozen=True, slots=True)
class Pairs:
    """Features [line, candidate, feature]; the last candidate is none of the lines before. `real` says which exist."""

    features: Floats
    real: npt.NDArray[np.bool_]
    names: list[str]


def pairs(told: Turns, since: int, until: int, reach: int = REACH) -> Pairs:
    """What speaks for each line of a stretch answering each of the `reach` before it."""
    here = np.arange(since, until, dtype=np.int64)[:, None]
    there = here - 1 - np.arange(reach, dtype=np.int64)[None, :]
    real = there >= 0
    there = np.maximum(there, 0)
    sheet = Sheet((until - since, reach))
    _distances(sheet, told, here, there)
    _speakers(sheet, told, here, there)
    _names(sheet, told, here, there)
    _last_named(sheet, told, here, there)
    _words(sheet, told, there, since)
    alone = _alone(told, here[:, 0])
    names = [*sheet.names, "none", *alone]
    width = len(sheet.names)
    features = np.zeros((until - since, reach + 1, len(names)), dtype=np.float32)
    for place, column in enumerate(sheet.columns):
        features[:, :reach, place] = column
    features[:, :reach, :width][~real] = 0
    features[:, reach, width] = 1
    for place, column in enumerate(alone.values(), width + 1):
        features[:, :, place] = column[:, None]
    return Pairs(features, np.concatenate([real, np.ones((until - since, 1), dtype=bool)], axis=1), names)


def _distances(sheet: Sheet, told: Turns, here: Ints, there: Ints) -> None:
    apart = here - there
    waited = told.minute[here] - told.minute[there]
    sheet.far("lines", apart - 1)
    sheet.add("next", apart == 1)
    sheet.add("second", apart == 2)
    sheet.add("third", apart == 3)
    sheet.far("minutes", waited)
    sheet.add("same minute", waited == 0)
    sheet.add("a minute", waited == 1)
    sheet.add("long ago", waited > 10)


def _speakers(sheet: Sheet, told: Turns, here: Ints, there: Ints) -> None:
    mine, theirs = told.author[here], told.author[there]
    last, following = told.last, told.following
    same = mine == theirs
    sheet.add("same author", same)
    sheet.add("own last", there == last[here])
    sheet.add("since own last", there > last[here])
    sheet.add("since own last but one", there > np.where(last >= 0, last[last], -1)[here])
    sheet.far("before own last", last[here] - there, there >= last[here])
    sheet.add("spoke since", following[there] < here)
    two = np.append(following, len(told))[following]
    sheet.add("spoke twice since", two[there] < here)
    sheet.far("their last before", there - last[there], last[there] < 0)
    sheet.add("goes on", last[there] == there - 1)
    sheet.add("comes again at once", following[there] == there + 1)
    latest = following[there] >= here
    sheet.far("people between", np.cumsum(latest, axis=1) - 1)
    sheet.add("latest of theirs", latest)
    upcoming = told.spoke.after(np.broadcast_to(theirs, there.shape), np.broadcast_to(here, there.shape))
    sheet.far("they speak next", upcoming - here, upcoming >= len(told))
    between_same = np.cumsum(same & latest, axis=1) > 0
    sheet.add("own between", between_same & ~same)
    first = last < 0
    sheet.add("their first", first[there])
    sheet.add("my first", first[here])
    sheet.add("both new", first[here] & first[there])


def _names(sheet: Sheet, told: Turns, here: Ints, there: Ints) -> None:
    """Whom who names: the strongest sign there is, where people do."""
    length, people = len(told), told.people
    mine, theirs = (np.broadcast_to(x, there.shape) for x in (told.author[here], told.author[there]))
    i, j = np.broadcast_to(here, there.shape), there
    naming, counts = told.naming, told.counts
    forth, back = mine * people + theirs, theirs * people + mine
    names_them = naming.after(forth, i - 1) == i
    sheet.add("names them", names_them)
    sheet.add("names somebody", counts[here] > 0)
    sheet.add("names others", (counts[here] > 0) & ~names_them)
    names_me = naming.after(back, j - 1) == j
    sheet.add("named by it", names_me)
    sheet.add("it names somebody", counts[there] > 0)
    sheet.add("it names others", (counts[there] > 0) & ~names_me)
    sheet.add("names them, the latest", names_them & (sheet.columns[sheet.names.index("latest of theirs")] > 0))
    earlier, earlier_back = naming.before(forth, i), naming.before(back, i)
    sheet.far("named them before", i - earlier, earlier < 0)
    sheet.add("named them since it", earlier >= j)
    sheet.far("was named by them before", i - earlier_back, earlier_back < 0)
    sheet.add("was named by them since it", earlier_back > j)
    later, later_back = naming.after(forth, i), naming.after(back, i)
    sheet.far("names them later", later - i, later >= length)
    sheet.far("is named by them later", later_back - i, later_back >= length)
    since = told.called.after(theirs, j)
    sheet.add("somebody named them since", since < i)
    sheet.far("they were named after", since - j, since >= length)


def _last_named(sheet: Sheet, told: Turns, here: Ints, there: Ints) -> None:
    """The one whom the author named last, who named the author last, and third ones named by both."""
    own, theirs, whom = told.author, told.author[there], told.whom
    place = told.names.before(own[here], here)
    sheet.add("named them last", whom[place] == theirs)
    calls = told.called.before(own[here], here)
    sheet.add("called by it last", calls == there)
    sheet.add("called by them last", (calls >= 0) & (own[calls] == theirs))
    both = (whom[here] >= 0) & (whom[here] == whom[there])
    sheet.add("name the same", both)
    latest = told.names.before(theirs, there + 1)
    sheet.add("they named me last", (latest >= 0) & (whom[latest] == own[here]))
    sheet.add("they named others last", (latest >= 0) & (whom[latest] != own[here]))
    sheet.add("named them the one it names", (whom[there] >= 0) & (whom[place] == whom[there]))


def _words(sheet: Sheet, told: Turns, there: Ints, since: int) -> None:
    length, reach = sheet.shape
    common = shared(told.words, since, since + length, reach)
    for place, name in enumerate(("shared weight", "shared cosine", "shared rarest")):
        sheet.add(name, common[:, :, place])
    sheet.add("share nothing", common[:, :, 0] == 0)
    for place, name in enumerate(CUES):
        sheet.add(f"it: {name}", told.cues[there, place])
    sheet.add("it: length", np.log1p(told.words.lengths)[there])
    sheet.add("it: short", (told.words.lengths <= 2)[there])


def _alone(told: Turns, here: Ints) -> dict[str, Floats]:
    """What a line tells by itself, and how busy the channel is."""
    last, following, minute = told.last[here], told.following[here], told.minute
    lengths = told.words.lengths[here]

    def waited(since: Ints) -> Ints:
        return np.asarray(np.maximum(minute[here] - minute[np.maximum(since, 0)], 0))

    columns = {
        "own last log": np.where(last >= 0, np.log1p(here - last), 7.0),
        "own last minutes": np.where(last >= 0, np.log1p(waited(last)), 7.0),
        "own next log": np.where(following < len(told), np.log1p(following - here), 7.0),
        "new": last < 0,
        "gap": np.log1p(waited(here - 1)),
        "twenty lines took": np.log1p(waited(here - 20)),
        "names": told.counts[here] > 0,
        "length": np.log1p(lengths),
        "short": lengths <= 2,
        **{name: told.cues[here, place] for place, name in enumerate(CUES)},
    }
    return {name: np.asarray(column, dtype=np.float32) for name, column in columns.items()}
