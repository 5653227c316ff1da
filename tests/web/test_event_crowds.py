"""Many at once, on either database: never more than there are places, nobody twice, nothing lost."""

from dataclasses import replace
from datetime import timedelta

import pytest
from at_once import at_once
from cast import Cast
from django.db import transaction
from django.db.utils import IntegrityError
from test_event_verbs import tonight

from juluo.desk.events import facts
from juluo.desk.events.actions.door import take_scans
from juluo.desk.events.actions.places import Guest, open_signup, sign_up, withdraw
from juluo.desk.events.actions.planning import plan
from juluo.desk.events.codes import code_of
from juluo.desk.events.models import DoorScan, Event, SignUp
from juluo.desk.events.values import Place, Plan, Scan, State, Told
from juluo.shell.accounts.scene import Scene
from juluo.shell.outbox.models import WaitingAct

__all__ = ["tonight"]


def test_fifty_at_once_get_thirty_places(database: Cast, scene: Scene, tonight: Plan) -> None:
    slug = plan(database.lin, "tea", replace(tonight, capacity=30), scene)
    open_signup(database.lin, "tea", slug, scene)

    def come(number: int) -> None:
        # Everybody presses the button twice, and five of the fifty change their mind.
        first = sign_up("tea", slug, Guest(f"客{number}", f"t{number}"), scene)
        assert sign_up("tea", slug, Guest(f"客{number}", f"t{number}"), scene).number == first.number
        if number % 10 == 0:
            withdraw("tea", slug, first.number, scene)

    _, wrong = at_once(come)
    assert wrong == []
    told = facts.event("tea", slug)
    assert told is not None
    assert (told.taken, told.waiting) == (30, 15)
    states = [*SignUp.objects.values_list("state", flat=True)]
    assert (states.count(Place.IN), states.count(Place.OUT), len(states)) == (30, 5, 50)
    said = WaitingAct.objects.filter(kind="event.signed_up").order_by("pk")
    last = {one.name: one.detail.get("taken_back", False) for one in said}
    assert [*last.values()].count(False) == 30
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(slug=slug).update(taken=31)
    assert told.state is State.OPEN
    _fifty_devices_at_the_door(database, slug, replace(scene, now=scene.now + timedelta(hours=13)))


def _fifty_devices_at_the_door(team: Cast, slug: str, scene: Scene) -> None:
    """Each scanned the same four people and one who walked in, and tells of them twice."""
    rows = [*SignUp.objects.filter(state=Place.IN).order_by("pk")[:4]]
    door = scene.now - timedelta(hours=2)

    def sync(device: int) -> None:
        scans = [
            Scan(f"device{device}-{row.pk}", door + timedelta(seconds=device), Told.CODE, code_of("tea", slug, row.pk))
            for row in rows
        ]
        scans.append(Scan("the-same-walk-in", door, Told.NAME, name="小李"))
        assert take_scans(team.lin, "tea", slug, scans, scene) == take_scans(team.lin, "tea", slug, scans, scene)

    _, wrong = at_once(sync)
    assert wrong == []
    came = SignUp.objects.exclude(came_at=None)
    assert {(row.name, row.came_at) for row in came} == {*((row.name, door) for row in rows), ("小李", door)}
    assert DoorScan.objects.count() == 4 * 50 + 1
    names = {*WaitingAct.objects.filter(kind="event.attended").values_list("name", flat=True)}
    assert len(names) == 5
