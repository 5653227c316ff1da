"""What is left out before anything is counted: the same words over and over, and advertising."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from juluo.insights.needs.reading import Line, Read
from juluo.text.advertising import SHOWN, Advertising
from juluo.text.near import near_groups

# A sentence said so often, word for word or nearly, is a flood; shorter ones (谢谢, thanks a lot) are just said often.
_FLOOD, _LONG = 3, 12
# So many letters are compared: a flood is told by how it begins.
_NEAR_LONG, _NEAR_MOST, _ADVERT_MOST = 20, 100, 300
# Who has said more is no account made to advertise, and comparing all with all costs more than everything else.
_NEW = 30


@dataclass(frozen=True, slots=True)
class Screen:
    """How many of the period's lines were left out, and why."""

    advertising: int
    repeated: int


def screened(told: Read, settled: Callable[[set[int]], set[int]] | None = None) -> tuple[Read, Screen]:
    """What is to be counted of what was read. `settled` has the last word on what advertises.

    Word for word floods go out everywhere. Of those nearly so only the period's are looked for: what the past repeats
    makes the usual larger, so that less is told as new, never more.
    """
    said = Counter(key for thread in told.threads for line in thread.lines if (key := _key(line)))
    flood = {key for key, n in said.items() if n >= _FLOOD}
    seen: set[str] = set()

    def again(line: Line) -> bool:
        key = _key(line)
        if key not in flood:
            return False
        first = key not in seen
        seen.add(key)
        return not first

    told, repeated = _without(told, again)
    near = _near(_by_new(told))
    told, nearly = _without(told, lambda line: line.entry_id in near)
    adverts = _advertising(_by_new(told))
    adverts = adverts if settled is None else settled(adverts)
    told, advertising = _without(told, lambda line: line.entry_id in adverts)
    return told, Screen(advertising, repeated + nearly)


def _key(line: Line) -> str:
    return line.text.strip().lower() if len(line.text) >= _LONG else ""


def _by_new(told: Read) -> list[Line]:
    """The period's longer lines by those who have said little yet."""
    spoken = Counter(line.voice for thread in told.threads for line in thread.lines)
    now = [thread for thread in told.threads if thread.period == told.now]
    return [
        line for thread in now for line in thread.lines if len(line.text) >= _NEAR_LONG and spoken[line.voice] <= _NEW
    ]


def _advertising(lines: Sequence[Line]) -> set[int]:
    """Those that are likely advertisements, each for itself."""
    judged = Advertising.shipped().judge([line.text[:_ADVERT_MOST] for line in lines])
    return {line.entry_id for line, one in zip(lines, judged, strict=True) if one.chance >= SHOWN}


def _near(lines: Sequence[Line]) -> set[int]:
    """Those that belong to a flood of nearly the same words, but for its first."""
    first_of: Sequence[int] = near_groups([line.text[:_NEAR_MOST] for line in lines])
    sizes = Counter(first_of)
    return {
        line.entry_id
        for place, (line, first) in enumerate(zip(lines, first_of, strict=True))
        if sizes[first] >= _FLOOD and place != first
    }


def _without(told: Read, left_out: Callable[[Line], bool]) -> tuple[Read, int]:
    """The threads without these lines, and how many of them were the period's."""
    kept, gone = [], 0
    for thread in told.threads:
        lines = [line for line in thread.lines if not left_out(line)]
        gone += (len(thread.lines) - len(lines)) * (thread.period == told.now)
        if lines:
            kept.append(thread if len(lines) == len(thread.lines) else replace(thread, lines=lines))
    return replace(told, threads=tuple(kept)), gone
