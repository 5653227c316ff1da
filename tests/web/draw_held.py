"""Draws for tests, planned, sealed and drawn: forty people, three winners."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from cast import Cast

from juluo.desk.draws.actions.drawing import draw, say_value, seal
from juluo.desk.draws.actions.planning import plan
from juluo.desk.draws.values import Candidate, Entered, Plan, Way, Who
from juluo.desk.draws.values import Why as Reason
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.facts import GuestFacts, facts_of
from juluo.shell.guests.models import Guest

ZONE = ZoneInfo("Asia/Shanghai")
PEOPLE = tuple(Candidate(person) for person in range(1, 41))
VALUE = "03 08 14 22 27 31 + 09"
LIST = Entered(PEOPLE, ((Candidate(99), Reason.BOT), (Candidate(98), Reason.STAFF), (Candidate(97), Reason.STAFF)))


@pytest.fixture
def wanted(scene: Scene) -> Plan:
    who = Who(Way.PRESSED)
    return Plan(
        "冬日手册", "手册一本", "按过参加的人", 3, scene.now + timedelta(hours=2), who, source="双色球第2026135期"
    )


@pytest.fixture
def late(scene: Scene) -> Scene:
    return replace(scene, now=scene.now + timedelta(hours=3))


@pytest.fixture
def slug(colleagues: Cast, scene: Scene, wanted: Plan) -> str:
    return plan(colleagues.lin, "tea", wanted, scene)


@pytest.fixture
def sealed(colleagues: Cast, slug: str, scene: Scene) -> str:
    seal(colleagues.lin, "tea", slug, lambda: LIST, ZONE, scene)
    return slug


@pytest.fixture
def drawn(colleagues: Cast, sealed: str, late: Scene) -> str:
    say_value(colleagues.lin, "tea", sealed, VALUE, late)
    draw(colleagues.lin, "tea", sealed, late)
    return sealed


def guest(number: int, scene: Scene, account: int | None = None) -> GuestFacts:
    """Somebody on the portal by their number."""
    told = {
        "community": "tea",
        "key_hash": str(number),
        "name": f"客{number}",
        "joined_at": scene.now,
        "account": account,
    }
    return facts_of(Guest.objects.update_or_create(pk=number, defaults=told)[0])
