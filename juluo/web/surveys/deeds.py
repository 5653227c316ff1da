"""What the page of a survey sends: each deed's form, parsed, and its verb called. A deed may say where it leads."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from juluo.desk.surveys import facts
from juluo.desk.surveys.actions import asking, building
from juluo.desk.surveys.shaping import moved, without
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.visit import Visit
from juluo.web.asking import number_of
from juluo.web.local_time import zone_of
from juluo.web.surveys.takers import frame, guests_by_person
from juluo.web.surveys.typed import manner_typed
from juluo.wording.sentence import told

Deed = Callable[[Visit, str], str | None]


def _publish(visit: Visit, slug: str) -> None:
    building.publish(visit.who, visit.community, slug, visit.scene)


def _ask(visit: Visit, slug: str) -> None:
    found = facts.survey(visit.community, slug)
    if found is None:
        raise RefusedError(told("没有这份问卷，或者已经不在。"))
    asking.ask(visit.who, visit.community, slug, frame(visit.community, found.target), visit.scene)


def _remind(visit: Visit, slug: str) -> None:
    people = [one.person for one in facts.invitations(visit.community, slug) if one.person is not None]
    asking.remind(visit.who, visit.community, slug, guests_by_person(visit.community, people), visit.scene)


def _close(visit: Visit, slug: str) -> None:
    if visit.field("sure") != "yes":
        raise RefusedError(told("没有结束：先勾上“确定”。"))
    asking.close(visit.who, visit.community, slug, visit.scene)


def _copy(visit: Visit, slug: str) -> str:
    return f"/desk/{visit.community}/surveys/{building.copy(visit.who, visit.community, slug, visit.scene)}"


def _drop(visit: Visit, slug: str) -> str:
    building.drop(visit.who, visit.community, slug, visit.scene)
    return f"/desk/{visit.community}/surveys"


def _move(visit: Visit, slug: str) -> str:
    key, by = visit.field("q"), -1 if visit.field("deed") == "up" else 1
    building.change(visit.who, visit.community, slug, lambda form: moved(form, key, by), visit.scene)
    return f"/desk/{visit.community}/surveys/{slug}#questions"


def _remove(visit: Visit, slug: str) -> str:
    key = visit.field("q")
    building.change(visit.who, visit.community, slug, lambda form: without(form, key), visit.scene)
    return f"/desk/{visit.community}/surveys/{slug}#questions"


def _manner(visit: Visit, slug: str) -> None:
    building.set_manner(visit.who, visit.community, slug, manner_typed(visit, zone_of(visit.community)), visit.scene)


def _pauses(visit: Visit, _: str) -> None:
    days = [number_of(visit.field(name).strip()) or 0 for name in ("survey_days", "pulse_days")]
    asking.set_pauses(visit.who, visit.community, days[0], days[1], visit.scene)


DEEDS: Mapping[str, Deed] = MappingProxyType(
    {
        "publish": _publish,
        "ask": _ask,
        "remind": _remind,
        "close": _close,
        "copy": _copy,
        "drop": _drop,
        "up": _move,
        "down": _move,
        "remove": _remove,
        "manner": _manner,
        "pauses": _pauses,
    }
)
