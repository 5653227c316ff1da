"""Recommendations for a member, or for several at once, each with its reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from juluo.insights.recommend.blend import FRESH, LIVELY, PLACE, TOGETHER, WORDS, Blend, Model, alike
from juluo.insights.recommend.gatherings import Invitation, Tastes, invited, tastes
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
    """The list, best first; without one, `reason` says why. `threads`: else the items are channels.

    `people` of those asked about took part in anything, `unwanted` want no recommendations. `events` are to come.
    """

    day: date
    found: tuple[Suggestion, ...] = ()
    people: int = 0
    threads: bool = True
    reason: str = ""
    unwanted: int = 0
    events: tuple[Invitation, ...] = ()


@dataclass(frozen=True, slots=True)
class Learnt:
    """What is learnt of a community on a day; it holds on to no view. `model` is None where nothing is alive."""

    day: date
    model: Model | None
    channels: Mapping[int, str]
    threads: bool
    out: frozenset[int]
    tastes: Tastes | None = None


def learnt(view: View, day: date, out: frozenset[int] = frozenset()) -> Learnt:
    """`out`: who wants no recommendations, nor to be in any: what they took part in speaks for nothing."""
    found = taken(view, day, out)
    model = Model(found, titles_of(view, found)) if found is not None and found.alive.any() else None
    channels = {code: one.name for code, one in view.channels.items()}
    return Learnt(day, model, channels, by_threads(view), out, tastes(view, day, out))


def recommended(view: View, day: date, members: Sequence[int], out: frozenset[int] = frozenset()) -> Recommended:
    """What to show to a member, or to those of a segment alike; whoever is `out` gets none."""
    return recommended_by(learnt(view, day, out), members)


def recommended_by(known: Learnt, members: Sequence[int]) -> Recommended:
    """The same by what was learnt before."""
    asked, model = [who for who in members if who not in known.out], known.model
    nothing = Recommended(known.day, threads=known.threads, unwanted=len(members) - len(asked))
    if not asked:
        return replace(nothing, reason="说过不要推荐" if members else "这里没有人")
    nothing = replace(nothing, events=invited(known.tastes, asked) if known.tastes is not None else ())
    if model is None:
        return replace(nothing, reason="近两周没有人说话，没有可推荐的")
    places = model.taken.places(asked)
    if not places:
        return replace(nothing, reason="近半年没发过言，看不出对什么感兴趣")
    blend, new_to = alike(model, places)
    seed = (min(asked), len(asked), known.day.toordinal())
    best, drawn = listed(blend.score[0], young(model.taken), seed, SHOWN)
    told = [
        replace(_told(known, model, places, blend, item, tried_out=item in drawn), for_=int(new_to[item]))
        for item in (*best, *drawn)
    ]
    return replace(nothing, found=tuple(told), people=len(places))


def _told(
    known: Learnt, model: Model, places: Sequence[int], blend: Blend, item: int, *, tried_out: bool
) -> Suggestion:
    found = model.taken
    why, about = (Why.NEW, "") if tried_out else _reason(known, model, places, blend, item)
    channel = int(found.channel[item])
    return Suggestion(
        found.items[item],
        model.called[item],
        channel,
        known.channels.get(channel, ""),
        why,
        about,
        int(found.crowd[item]),
        date.fromordinal(int(found.last[item])),
        len(places),
    )


def _reason(known: Learnt, model: Model, places: Sequence[int], blend: Blend, item: int) -> tuple[Why, str]:
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
        if about := _about(known, model, places, item, why):
            return why, about
    return Why.LIVELY, ""


def _about(known: Learnt, model: Model, places: Sequence[int], item: int, why: Why) -> str:
    import numpy as np  # noqa: PLC0415 - only where something is recommended

    if why is Why.PLACE:
        return known.channels.get(int(model.taken.channel[item]), "")
    own = np.unique(model.binary[list(places)].indices)
    if why is Why.WORDS:
        return " ".join(model.titles.shared(item, own.tolist())[:3])
    weights = model.ease.towards(item)[own]
    best = int(weights.argmax())
    return model.called[own[best]] if weights[best] > 0 else ""
