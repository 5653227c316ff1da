"""What the page of a draw sends: each deed's form, parsed, and its verb called."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from django.http import Http404

from juluo.desk.draws.actions import drawing, planning
from juluo.desk.draws.facts import draw
from juluo.desk.draws.values import Entered
from juluo.shell.visit import Visit
from juluo.web.asking import number_of
from juluo.web.draws.entrants import composed
from juluo.web.local_time import zone_of

Deed = Callable[[Visit, str], object]


def _place(visit: Visit) -> int:
    found = number_of(visit.field("place"))
    if found is None:
        raise Http404
    return found


def _publish(visit: Visit, slug: str) -> None:
    planning.publish(visit.who, visit.community, slug, visit.scene)


def _seal(visit: Visit, slug: str) -> None:
    """The list is composed while nobody else can change what it is composed of."""

    def entered() -> Entered:
        found = draw(visit.community, slug)
        return Entered() if found is None else composed(visit, found.plan, slug).entered

    zone = zone_of(visit.community)
    drawing.seal(visit.who, visit.community, slug, entered, zone, visit.scene, visit.field("early"))


def _value(visit: Visit, slug: str) -> None:
    drawing.say_value(visit.who, visit.community, slug, visit.field("value"), visit.scene)


def _draw(visit: Visit, slug: str) -> None:
    drawing.draw(visit.who, visit.community, slug, visit.scene)


def _pass_over(visit: Visit, slug: str) -> None:
    drawing.pass_over(visit.who, visit.community, slug, _place(visit), visit.field("why"), visit.scene)


def _hand_over(visit: Visit, slug: str) -> None:
    drawing.hand_over(visit.who, visit.community, slug, _place(visit), visit.scene)


def _call_off(visit: Visit, slug: str) -> None:
    planning.call_off(visit.who, visit.community, slug, visit.field("why"), visit.scene)


DEEDS: Mapping[str, Deed] = MappingProxyType(
    {
        "publish": _publish,
        "seal": _seal,
        "value": _value,
        "draw": _draw,
        "pass_over": _pass_over,
        "hand_over": _hand_over,
        "call_off": _call_off,
    }
)
