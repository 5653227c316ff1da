"""Need cards as a page shows them: what was found, and over it what colleagues decided since."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from juluo.desk.needs.facts import KeptFacts, StepFacts, kept_needs, last_told
from juluo.desk.needs.status import Status
from juluo.insights.needs.kept import Found
from juluo.insights.needs.need import Course, Need
from juluo.metrics.verdict import Verdict
from juluo.wording.catalogue import Say


@dataclass(frozen=True, slots=True)
class Card:
    """A need as it stands on the page. `kept` is None where nobody decided anything about it."""

    need: Need
    name: str
    kept: KeptFacts | None
    told: StepFacts | None

    @property
    def status(self) -> Status:
        return self.kept.status if self.kept else Status.NEW

    @property
    def pinned(self) -> bool:
        return self.kept is not None and self.kept.pinned

    @property
    def wants(self) -> bool:
        """Whether something is wanted, or a colleague took it for a need."""
        taken_up = self.pinned or self.status is not Status.NEW or (self.kept is not None and bool(self.kept.owner))
        return taken_up or self.need.kind.wants


@dataclass(frozen=True, slots=True)
class Cards:
    """The cards of a period, pinned ones first; `talk` is no need; `silent` are pinned needs that nobody raised."""

    cards: tuple[Card, ...]
    talk: tuple[Card, ...]
    silent: tuple[KeptFacts, ...]
    muted: tuple[KeptFacts, ...]
    merged: tuple[KeptFacts, ...]


def cards_of(community: str, found: Found) -> Cards:
    kept, told = kept_needs(community), last_told(community, [one.need_id for one in found.needs.needs])
    shown = [_card(need, kept, told) for need in found.needs.needs]
    # What was found comes in the order of its weight, and keeps it among the pinned and among the others.
    shown = [card for card in shown if not (card.kept and (card.kept.muted or card.kept.into))]
    cards = sorted(shown, key=lambda card: not card.pinned)
    there = {card.need.need_id for card in cards}
    return Cards(
        tuple(card for card in cards if card.wants),
        tuple(card for card in cards if not card.wants),
        tuple(
            one for one in kept.values() if one.pinned and not one.muted and not one.into and one.need_id not in there
        ),
        tuple(one for one in kept.values() if one.muted and not one.into),
        tuple(one for one in kept.values() if one.into),
    )


def _card(need: Need, kept: Mapping[str, KeptFacts], told: Mapping[str, StepFacts]) -> Card:
    mine = kept.get(need.need_id)
    # A name taken back is the machine's own again once the needs were looked for anew; until then, as it was kept.
    name = (mine.name or (mine.called if need.renamed else "")) if mine else ""
    return Card(need, name or need.name, mine, told.get(need.need_id))


def course_words(say: Say, course: Course) -> str:
    """What can be said of how many it concerns now and before, whole."""
    if course.before is None or course.expected is None:
        return say("之前的记录不够，说不出是多了还是少了。")
    if course.factor is None:
        return say("之前{n}期平均{before}。", n=course.periods, before=_rounded(course.before))
    if not math.isfinite(course.factor.high):
        return say(
            "之前{n}期平均{before}；至少是照人数该有的{low}倍（95%）。",
            n=course.periods,
            before=_rounded(course.before),
            low=_rounded(course.factor.low),
        )
    if course.verdict is Verdict.NO_CHANGE and not course.factor.low <= 1 <= course.factor.high:
        return say(
            "之前{n}期平均{before}；单看像是变了，可一起比的多，经过校正站不住。",
            n=course.periods,
            before=_rounded(course.before),
        )
    return say(
        "之前{n}期平均{before}，照这次说话的人数该有{expected}；是它的{low}～{high}倍（95%）。",
        n=course.periods,
        before=_rounded(course.before),
        expected=_rounded(course.expected),
        low=_rounded(course.factor.low),
        high=_rounded(course.factor.high),
    )


def tone(course: Course) -> str:
    """More people in need is neither good nor bad: only a clear change is told in ink."""
    return "strong" if course.verdict in {Verdict.CLEARLY_UP, Verdict.CLEARLY_DOWN} else "quiet"


def _rounded(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
