"""Recommendations for a member, or for several at once, each with its reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from juluo.insights.recommend.blend import FRESH, LIVELY, PLACE, TOGETHER, WORDS, Blend, Model
from juluo.insights.recommend.listing import SHOWN, listed
from juluo.insights.recommend.taken import taken
from juluo.insights.recommend.threads import titles_of, young
from juluo.metrics.replies.taking_part import by_threads
from juluo.store.view import View

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[np.float64]]


class Why(StrEnum):
    """What speaks for an item most."""

    TOGETHER = "together"
    PLACE = "place"
    WORDS = "words"
    LIVELY = "lively"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A thread (or channel). `about` is what the reason names: a thread they took part in, a channel, or words.

    Reasons name nobody and tell nothing but what stands openly in the community. `people` wrote in it in the last
    two weeks; `for_` of those asked about haven't been in it.
    """

    item: int
    title: str
    channel: int
    channel_name: str
    why: Why
    about: str
    people: int
    last: date
    for_: int


@dataclass(frozen=True, slots=True)
class Recommended:
    """The list, best first; without one, `reason` says why. `threads`: else the items are channels."""

    day: date
    found: tuple[Suggestion, ...] = ()
    people: int = 0
    threads: bool = True
    reason: str = ""


def recommended(view: View, day: date, members: Sequence[int], out: frozenset[int] = frozenset()) -> Recommended:
    """What to show to a member, or to those of a segment alike. `out`: who wants no recommendations, nor be in any.

    Whoever is `out` gets none, and what they took part in speaks for nothing.
    """
    asked = [who for who in members if who not in out]
    if not asked:
        return Recommended(day, reason="说过不要推荐")
    found = taken(view, day, out)
    if found is None or not found.alive.any():
        return Recommended(day, reason="近两周没有人说话，没有可推荐的")
    places = [place for place in map(found.place, asked) if place is not None]
    if not places:
        return Recommended(day, reason="近半年没发过言，看不出对什么感兴趣")
    titles = titles_of(view, found)
    model = Model(found, titles)
    blend = model.blend(places)
    # Whoever wrote in one of several's threads already makes it less fitting for all, not unfit.
    score = _together(blend.score)
    seed = (min(asked), len(asked), day.toordinal())
    best, drawn = listed(score, young(found), seed, SHOWN)
    told = [_told(view, model, places, blend, titles, item, tried_out=item in drawn) for item in (*best, *drawn)]
    return Recommended(day, tuple(told), len(places), by_threads(view))


def _together(scores: "Numbers") -> "Numbers":
    """The mean over people; what all of them know already is no suggestion."""
    import numpy as np  # noqa: PLC0415 - only where something is recommended

    can = np.isfinite(scores)
    mean = np.where(can, scores, 0.0).mean(axis=0)
    return np.where(can.any(axis=0), mean, -np.inf)


def _told(
    view: View,
    model: Model,
    places: Sequence[int],
    blend: Blend,
    titles: Sequence[str],
    item: int,
    *,
    tried_out: bool,
) -> Suggestion:
    import numpy as np  # noqa: PLC0415 - only where something is recommended

    found = model.taken
    why, about = (Why.NEW, "") if tried_out else _reason(view, model, places, blend, titles, item)
    channel = int(found.channel[item])
    return Suggestion(
        found.items[item],
        titles[item],
        channel,
        view.channels[channel].name if channel in view.channels else "",
        why,
        about,
        int(found.crowd[item]),
        date.fromordinal(int(found.last[item])),
        int(np.isfinite(blend.score[:, item]).sum()),
    )


def _reason(
    view: View, model: Model, places: Sequence[int], blend: Blend, titles: Sequence[str], item: int
) -> tuple[Why, str]:
    """The part that adds most, if it can be told in words; else that many people are in it."""
    parts: Mapping[Why, float] = {
        Why.TOGETHER: TOGETHER * float(blend.together[:, item].mean()),
        Why.PLACE: PLACE * float(blend.place[:, item].mean()),
        Why.WORDS: WORDS * float(blend.words[:, item].mean()),
        Why.LIVELY: LIVELY * float(blend.lively[:, item].mean()) / (LIVELY + FRESH),
    }
    for why in sorted(parts, key=lambda one: -parts[one]):
        if parts[why] <= 0:
            break
        if why is Why.LIVELY:
            return why, ""
        if about := _about(view, model, places, titles, item, why):
            return why, about
    return Why.LIVELY, ""


def _about(view: View, model: Model, places: Sequence[int], titles: Sequence[str], item: int, why: Why) -> str:
    import numpy as np  # noqa: PLC0415 - only where something is recommended

    own = np.unique(model.binary[list(places)].indices)
    if why is Why.PLACE:
        channel = int(model.taken.channel[item])
        return view.channels[channel].name if channel in view.channels else ""
    if why is Why.WORDS:
        return " ".join(model.titles.shared(item, own.tolist())[:3])
    weights = model.ease.weights(own)[:, item]
    best = int(weights.argmax())
    return titles[own[best]] if weights[best] > 0 else ""
