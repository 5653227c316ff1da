"""What is left out before anything is counted: the same words over and over, and advertising."""

from collections import Counter
from dataclasses import dataclass, replace

from juluo.insights.needs.reading import Line, Read, Thread

# A sentence said so often, word for word, is a flood; shorter ones (谢谢, thanks a lot) are just said often.
_FLOOD, _LONG = 3, 12


@dataclass(frozen=True, slots=True)
class Screen:
    """How many of the period's lines were left out, and why."""

    advertising: int
    repeated: int


def screened(told: Read) -> tuple[Read, Screen]:
    """What is to be counted of what was read."""
    said = Counter(key for thread in told.threads for line in thread.lines if (key := _key(line)))
    flood = {key for key, n in said.items() if n >= _FLOOD}
    if not flood:
        return told, Screen(0, 0)
    seen: set[str] = set()
    kept, repeated = [], 0
    for thread in told.threads:
        lines = []
        for line in thread.lines:
            key = _key(line)
            if key in flood and key in seen:
                repeated += thread.period == told.now
                continue
            seen.add(key)
            lines.append(line)
        if lines:
            kept.append(_with(thread, lines))
    return replace(told, threads=tuple(kept)), Screen(0, repeated)


def _key(line: Line) -> str:
    return line.text.strip().lower() if len(line.text) >= _LONG else ""


def _with(thread: Thread, lines: list[Line]) -> Thread:
    return thread if len(lines) == len(thread.lines) else replace(thread, lines=lines)
