"""A share taken apart by segments: what changed inside them, and what only moved between them.

R = Σ wᵢ·rᵢ, with a segment's weight w and its own share r. With two factors Shapley's value is the midpoint: the
rate effect is w̄ᵢ·Δrᵢ, the mix effect (r̄ᵢ − R̄)·Δwᵢ. They add up to ΔR in whatever order one looks. Taking off R̄ moves
nothing, because the weights' changes add up to 0; so to grow is good only for a segment that is better than the whole.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from juluo.insights.causes.part import By, Effect, Key
from juluo.insights.causes.ranking import EXPLAINS, WHOLE, surprise

# Of fewer cases a segment has no share of its own to speak of.
_FEWEST = 5
# Segments that are there in every period. Threads, hours and people come and go: their weight always changes.
_STANDING = frozenset({By.CHANNEL, By.LIFECYCLE})


@dataclass(frozen=True, slots=True)
class Segment:
    """Cases and hits of one segment, before and now."""

    n_before: int
    hits_before: int
    n: int
    hits: int

    @property
    def rates(self) -> tuple[float, float]:
        """Its own share before and now; where it had no cases, its share is taken to be the other period's."""
        before = self.hits_before / self.n_before if self.n_before else None
        now = self.hits / self.n if self.n else None
        return _known(before, now), _known(now, before)


@dataclass(frozen=True, slots=True)
class Effects:
    """What a segment did to the whole share: by its own share, and by its weight."""

    rate: float
    mix: float


@dataclass(frozen=True, slots=True)
class RatioLead:
    """The segments that explain most of a share's change, by what changed in them."""

    by: By
    keys: tuple[Key, ...]
    effect: Effect
    score: float
    explains: float


Segments = Mapping[Key, Segment]


def effects(segments: Segments) -> dict[Key, Effects]:
    """Rate and mix effect of each segment; nothing without cases in both periods."""
    n_before, n = sum(s.n_before for s in segments.values()), sum(s.n for s in segments.values())
    if not n_before or not n:
        return {}
    middle = (_share(segments, now=False) + _share(segments, now=True)) / 2
    found = {}
    for key, segment in segments.items():
        was, rate = segment.rates
        weight_before, weight = segment.n_before / n_before, segment.n / n
        found[key] = Effects(
            (weight_before + weight) / 2 * (rate - was),
            ((was + rate) / 2 - middle) * (weight - weight_before),
        )
    return found


def ratio_leads(splits: Mapping[By, Segments]) -> list[RatioLead]:
    """The best explanation of each split, the best first: one segment's own share, or the mix of segments."""
    found = [lead for by, segments in splits.items() if len(segments) > 1 for lead in _tried(by, segments)]
    return sorted(found, key=lambda lead: (-lead.score, lead.by, lead.effect))


def _tried(by: By, segments: Segments) -> list[RatioLead]:
    moved = effects(segments)
    change = math.fsum(effect.rate + effect.mix for effect in moved.values())
    if not change:
        return []
    leads = []
    sized = {key: effect.rate / change for key, effect in moved.items() if key is not None}
    sized = {key: share for key, share in sized.items() if _leads(segments, key)}
    first = max(sized, key=lambda key: (sized[key], str(key)), default=None)
    if first is not None and sized[first] >= EXPLAINS:
        score = _apart(segments, first) - math.log(len(segments))
        leads.append(RatioLead(by, (first,), Effect.RATE, score, sized[first]))
    mix = math.fsum(effect.mix for effect in moved.values()) / change
    if mix >= EXPLAINS and by in _STANDING:
        leads.append(_mix(by, segments, moved, change))
    return leads


def _leads(segments: Segments, key: Key) -> bool:
    """Whether a segment is large enough to have a share of its own, and small enough to be a part."""
    segment = segments[key]
    n_before, n = sum(s.n_before for s in segments.values()), sum(s.n for s in segments.values())
    enough = min(segment.n, segment.n_before) >= _FEWEST
    return enough and min(segment.n / n, segment.n_before / n_before) < WHOLE


def _mix(by: By, segments: Segments, moved: Mapping[Key, Effects], change: float) -> RatioLead:
    """The segments to and from which most cases moved."""
    sign = 1 if change > 0 else -1
    ranked = sorted(moved, key=lambda key: (-sign * moved[key].mix, str(key)))
    keys, held = [], 0.0
    for key in ranked[:3]:
        keys.append(key)
        held += moved[key].mix / change
        if held >= EXPLAINS:
            break
    n_before, n = sum(s.n_before for s in segments.values()), sum(s.n for s in segments.values())
    told = math.fsum(surprise(s.n_before, s.n, n_before, n) for s in segments.values()) / 2
    return RatioLead(by, tuple(keys), Effect.MIX, told - len(segments), held)


def _apart(segments: Segments, key: Key) -> float:
    """How much a segment's share moved unlike the others' (nats: half the square of the normal deviate)."""
    inside = segments[key]
    outside = Segment(
        *(
            sum(getattr(s, name) for other, s in segments.items() if other != key)
            for name in ("n_before", "hits_before", "n", "hits")
        )
    )
    if not (inside.n and inside.n_before and outside.n and outside.n_before):
        return 0.0
    apart = (inside.rates[1] - inside.rates[0]) - (outside.rates[1] - outside.rates[0])
    # Agresti and Caffo's one hit and one miss more keep the variance from 0.
    pairs = [(s.hits_before, s.n_before) for s in (inside, outside)] + [(s.hits, s.n) for s in (inside, outside)]
    variance = math.fsum((h + 1) * (n - h + 1) / (n + 2) ** 3 for h, n in pairs)
    return apart * apart / variance / 2


def _share(segments: Segments, *, now: bool) -> float:
    n = sum(s.n if now else s.n_before for s in segments.values())
    return sum(s.hits if now else s.hits_before for s in segments.values()) / n


def _known(share: float | None, otherwise: float | None) -> float:
    return share if share is not None else otherwise if otherwise is not None else 0.0
