"""How long cases wait, those still waiting among them: the measure of every metric of waiting."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from juluo.ledger.query import EntryQuery
from juluo.metrics.metric import Measured
from juluo.metrics.sample import Waits
from juluo.metrics.survival import kaplan_meier

# How long each waited, and whether that has ended.
Wait = tuple[timedelta, bool]


def measured_waits(
    waits: Sequence[Wait], marks: Mapping[str, float], reason: str, evidence: EntryQuery, *, estimated: bool = False
) -> Measured:
    """Kaplan and Meier's median in minutes. `marks`: by how many minutes what part has been served.

    `reason` says why there is no median, where half of them have not been served.
    """
    lasted = tuple(wait.total_seconds() / 60 for wait, _ in waits)
    ended = tuple(end for _, end in waits)
    curve = kaplan_meier(lasted, ended)
    parts: dict[str, float | None] = {name: _served(curve.at(mark)) for name, mark in marks.items()}
    return Measured(
        curve.median,
        len(waits),
        sum(ended),
        curve.median_interval(),
        parts | {"waiting": float(len(waits) - sum(ended))},
        reason="" if curve.median is not None else reason,
        estimated=estimated,
        evidence=evidence,
        sample=Waits(lasted, ended),
    )


def _served(waiting: float | None) -> float | None:
    """What part has been served by then; unknown where nobody was watched so long."""
    return None if waiting is None else 1 - waiting
