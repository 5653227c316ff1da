"""Whether what a sentence says of directions is what the facts say, clause by clause."""

import re
from dataclasses import dataclass
from itertools import pairwise

from juluo.insights.drafting.facts import Brief, Direction, Fact
from juluo.insights.drafting.grounds import grounded, sources_of
from juluo.insights.drafting.references import PLACE, Line, is_place
from juluo.insights.drafting.trend_words import ALL_OF_THEM, COMPARED, HEDGE, UNCLEAR, Said, Sense, said_in, wishes

_CLAUSE = re.compile(
    r"[，。；！？,;!?]|\. | (?:while|whereas|but|yet|although|though) |但是|但|然而|不过|而(?=[^且])", re.IGNORECASE
)
_AND = re.compile(r" and |并且|而且", re.IGNORECASE)
_UP = {Direction.UP, Direction.PERHAPS_UP}
_DOWN = {Direction.DOWN, Direction.PERHAPS_DOWN}
_PERHAPS = {Direction.PERHAPS_UP, Direction.PERHAPS_DOWN}
# What a figure is compared with is no subject of the comparison.
_BASELINE = re.compile(
    rf"(?:从|由|自|比|较|相比|比起|相较于?|对比|(?:from|than|versus|vs|compared (?:with|to)|"
    rf"against)(?: the)?)\s*({PLACE})"
    rf"|({PLACE})\s*(?:是之前的数|相比)",
    re.IGNORECASE,
)
_GOES = {Sense.UP: _UP, Sense.MORE_AND_MORE: _UP, Sense.DOWN: _DOWN, Sense.FLAT: {Direction.FLAT}}
_RATIOS = {Sense.DOUBLED: (1.9, 2.3), Sense.TRIPLED: (2.8, 3.3), Sense.HALVED: (0.45, 0.55)}


@dataclass(frozen=True, slots=True)
class _Clause:
    text: str
    start: int


def wrong_trend(line: Line, brief: Brief, text: str) -> bool:
    """Whether any trend word of a sentence has no fact with its sign. `text` is the line with allowed terms blank."""
    parts = _clauses(text)
    if _remarks(line, brief, text, parts):
        return True
    if not any(said_in(part.text) for part in parts):
        return False
    if UNCLEAR.search(text) and line.facts:
        return True
    baselines = _baselines(text)
    return _baseless(line, brief, text, baselines) or any(_wrong(part, line, brief, text, baselines) for part in parts)


def _baselines(text: str) -> set[int]:
    return {match.start(1) if match[1] else match.start(2) for match in _BASELINE.finditer(text)}


def _remarks(line: Line, brief: Brief, text: str, parts: list[_Clause]) -> bool:
    """Whether something is said of a figure that is neither a known trend word nor in any source.

    No list of trend words is whole. So beside a figure a clause that compares with earlier times must hold a trend
    word that can be checked, and a clause that adds a remark must speak of what the sources speak of.
    """
    sources, baselines = sources_of(brief), _baselines(text)
    for part in parts:
        seen = _facts(line, brief, text, 0, part.start + len(part.text), set())
        if not seen or said_in(part.text) or wishes(part.text):
            continue
        compares = any(part.start <= place < part.start + len(part.text) for place in baselines)
        if COMPARED.search(part.text) and not compares:
            return True
        if (
            seen[-1][0] < part.start
            and not any(is_place(sign) for sign in part.text)
            and not grounded(part.text, sources)
        ):
            return True
    return False


def _wrong(part: _Clause, line: Line, brief: Brief, text: str, baselines: set[int]) -> bool:
    said = said_in(part.text)
    if not said:
        return False
    here = _facts(line, brief, text, part.start, part.start + len(part.text), baselines)
    before = _facts(line, brief, text, 0, part.start, baselines)
    everywhere = _facts(line, brief, text, 0, len(text), baselines)
    members = " ".join(one.text for one in brief.messages).casefold()
    # What members say crashes or drops is their matter, not a figure's.
    theirs = [one for one in said if not here and one.only_of_figures and len(one.word) > 3 and one.word in members]
    return any(_unfounded(one, said, part, (here, before, everywhere)) for one in said if one not in theirs)


def _unfounded(one: Said, said: list[Said], part: _Clause, facts: tuple[list[tuple[int, Fact]], ...]) -> bool:
    here, before, everywhere = facts
    hedged = bool(HEDGE.search(part.text))
    if not everywhere:
        return not (one.only_of_figures or wishes(part.text))
    if not here and wishes(part.text) and one.only_of_figures:
        return False
    if ALL_OF_THEM.search(part.text):
        held = everywhere
    elif here:
        held = here if len(said) == 1 else [min(here, key=lambda fact: _far(fact[0], part.start + one.at))]
    else:
        held = before[-1:] or everywhere[:1]
    return not all(_holds(one, fact, hedged=hedged) for _, fact in held)


def _far(place: int, word: int) -> tuple[bool, int]:
    """What stands before a word is its subject sooner than what follows."""
    return place > word, abs(place - word)


def _holds(one: Said, fact: Fact, *, hedged: bool) -> bool:
    went = fact.direction
    if went is None or (went in _PERHAPS and not hedged):
        return False
    if one.sense is Sense.FLAT and one.negated:
        # 没能守住 says more than that it moved.
        return False
    if one.sense in _GOES:
        return (went in _GOES[one.sense]) != one.negated
    if one.sense in {Sense.BETTER, Sense.WORSE}:
        return _valued(one, fact)
    if one.negated or not fact.value or not fact.before:
        return False
    low, high = _RATIOS[one.sense]
    return low <= fact.value / fact.before <= high


def _valued(one: Said, fact: Fact) -> bool:
    """Whether it got better or worse: only where the fact has a good direction."""
    if fact.good is None or fact.direction is Direction.FLAT:
        return False
    rose = fact.direction in _UP
    better = rose == (fact.good is Direction.UP)
    return (better == (one.sense is Sense.BETTER)) != one.negated


def _facts(line: Line, brief: Brief, text: str, start: int, end: int, baselines: set[int]) -> list[tuple[int, Fact]]:
    """The figures cited in a part of a sentence, those only compared with left out."""
    found = []
    for place in range(start, end):
        if not is_place(text[place]) or place in baselines:
            continue
        cited = line.cited(text[place])[0]
        fact = brief.fact(cited.key) if cited.kind == "F" else None
        if fact is not None and fact.value is not None:
            found.append((place, fact))
    return found


def _baseless(line: Line, brief: Brief, text: str, baselines: set[int]) -> bool:
    """Whether a figure is compared with one that isn't what it was before."""
    cited = [one for key in line.facts if (one := brief.fact(key)) is not None]
    for place in baselines:
        reference = line.cited(text[place])[0]
        other = brief.fact(reference.key) if reference.kind == "F" else None
        if (
            other is not None
            and other.value is not None
            and not any(one.before == other.value and one.unit == other.unit for one in cited if one is not other)
        ):
            return True
    return False


def _clauses(text: str) -> list[_Clause]:
    """The clauses of a sentence; "and" parts two of them only where each says a direction of its own."""
    found = []
    for start, end in _between(text, _CLAUSE, 0):
        parts = list(_between(text[start:end], _AND, start))
        split = len(parts) > 1 and all(said_in(text[one:other]) for one, other in parts)
        found += [_Clause(text[one:other], one) for one, other in (parts if split else [(start, end)])]
    return found


def _between(text: str, mark: re.Pattern[str], offset: int) -> list[tuple[int, int]]:
    edges = [0, *(match.end() for match in mark.finditer(text)), len(text)]
    return [(one + offset, other + offset) for one, other in pairwise(edges) if text[one:other].strip()]
