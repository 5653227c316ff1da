"""What was found of a period, in a file: finding it reads every word of it, so pages and reports only read the file.

Whoever finds needs (a worker, the command line) keeps them; what is kept goes when anybody is erased.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import msgspec

from juluo.insights.needs.memory import Memory
from juluo.insights.needs.need import Needs, Quote
from juluo.intake.taught import TAUGHT
from juluo.ledger.period import Period
from juluo.store import stamped
from juluo.store.findings import Findings
from juluo.store.standing import Standing
from juluo.store.view import View


@dataclass(frozen=True, slots=True)
class Who:
    """Whose words a quote is: the name, and whose page tells more."""

    name: str
    person: int | None


@dataclass(frozen=True, slots=True)
class Found:
    """The needs of a period with the names of those who are quoted, and of channels."""

    needs: Needs
    people: Mapping[int, Who]
    channels: Mapping[int, str]
    at: datetime


def look(view: View, memory: Memory, period: Period, at: datetime) -> Found:
    """Find the needs of a period: seconds for a week, more for longer ones."""
    from juluo.insights.needs.finding import needs  # noqa: PLC0415 - it loads what reads texts

    found = needs(view, period, memory)
    told = [*(one.quotes for one in found.needs), *(one.quotes for one in found.topics)]
    quotes = [quote for mine in (*told, *(one.quotes for one in found.threads)) for quote in mine]
    channels = {quote.channel for quote in quotes} | {one.channel for one in found.threads}
    return Found(
        found,
        _people(view, quotes),
        {code: view.channels[code].name for code in channels if code is not None and code in view.channels},
        at,
    )


def _people(view: View, quotes: Sequence[Quote]) -> dict[int, Who]:
    codes = sorted({quote.account for quote in quotes if quote.account is not None})
    accounts = view.accounts(codes) if codes else {}
    return {code: Who(one.name, None if one.erased else code) for code, one in accounts.items()}


def key_of(period: Period) -> stamped.Key:
    return ("needs", period.first, period.last)


def mark_of(home: Path, community: str, memory: Memory) -> str:
    """What needs depend on beside the ledger: what was merged, which lines a model ties together, what was taught."""
    findings = Findings.of(home / "ledger", community)
    return f"{memory.mark}-{findings.mark('links')}-{findings.mark(TAUGHT)}"


def found_last(home: Path, community: str, period: Period, memory: Memory) -> tuple[Found, bool] | None:
    """What was found last of a period, and whether all that it depends on is as it was then; None: nothing."""
    kept = stamped.last_kept(home, community, key_of(period), mark_of(home, community, memory))
    return None if kept is None else (read(kept[0]), kept[1])


def keep(home: Path, now: Standing, community: str, mark: str, found: Found) -> None:
    """Keep it for pages and reports; `now` and `mark` are how things stood when it was looked for."""
    stamped.keep(home, now, community, key_of(found.needs.period), mark, written(found))


def written(found: Found) -> bytes:
    return msgspec.msgpack.encode(found)


def read(content: bytes) -> Found:
    return _reader().decode(content)


@cache
def _reader() -> msgspec.msgpack.Decoder[Found]:
    return msgspec.msgpack.Decoder(Found)
