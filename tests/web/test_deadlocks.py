"""Two who hold what the other wants: on PostgreSQL neither is broken off, and the counts are right."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from threading import Event as Flag

import pytest
from at_once import at_once
from cast import Cast, entered
from django.db import connection, transaction
from django_home import on_postgres
from test_event_verbs import tonight

from juluo.desk.events import facts
from juluo.desk.events.actions import following, places
from juluo.desk.events.actions.places import FromPortal, Guest, open_signup, sign_up, withdraw
from juluo.desk.events.actions.planning import plan
from juluo.desk.events.models import Event, SignUp
from juluo.desk.events.values import Place, Plan
from juluo.desk.feedback.actions.forgetting import follow_left
from juluo.desk.feedback.actions.merging import merge_all
from juluo.desk.feedback.actions.receiving import send_in
from juluo.desk.feedback.facts import pieces
from juluo.desk.feedback.values import Given, Sort
from juluo.shell.accounts.scene import Scene
from juluo.shell.deadlocks import done_again
from juluo.shell.guests.actions.joining import join, leave
from juluo.shell.guests.actions.portal import open_portal
from juluo.shell.guests.facts import GuestFacts, guests, portal

__all__ = ["tonight"]


@pytest.fixture
def by_postgres(request: pytest.FixtureRequest, team: Cast, scene: Scene) -> object:
    """The cast over the made-up community, their records in PostgreSQL."""
    assert team
    with on_postgres(request.getfixturevalue("postgres")):
        yield entered(scene)


def joined(cast: Cast, scene: Scene, name: str) -> GuestFacts:
    open_portal(cast.lin, "tea", scene)
    opened = portal("tea")
    assert opened is not None
    return join("tea", opened.link, name, None, scene)[0]


def both(*deeds: Callable[[], object]) -> None:
    """Each in a thread of its own; what any of them threw is thrown."""

    def act(deed: Callable[[], object]) -> None:
        try:
            deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        for running in [pool.submit(act, deed) for deed in deeds]:
            running.result(60)


def test_who_leaves_while_they_move_up_leaves_and_the_next_one_moves_up(
    by_postgres: Cast, scene: Scene, tonight: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    slug = plan(by_postgres.lin, "tea", replace(tonight, capacity=1), scene)
    open_signup(by_postgres.lin, "tea", slug, scene)
    names = ("先到的", "要走的", "等着的")
    people = [joined(by_postgres, scene, name) for name in names]
    rows = [
        sign_up("tea", slug, Guest(one.name, one.known_as), scene, portal=FromPortal(one.id, remind=False)).number
        for one in people
    ]
    holds_event, holds_guest = Flag(), Flag()
    tell, rows_of = places.tell_moved_up, following._held

    def telling(event: Event, moved: list[SignUp], at: Scene) -> None:
        holds_event.set()
        assert holds_guest.wait(30)
        tell(event, moved, at)

    def going(guest: GuestFacts) -> Iterator[SignUp]:
        holds_guest.set()
        return rows_of(guest)

    def leaving() -> None:
        assert holds_event.wait(30)
        leave(people[1], scene)

    monkeypatch.setattr(places, "tell_moved_up", telling)
    monkeypatch.setattr(following, "_held", going)
    both(lambda: withdraw("tea", slug, rows[0], scene), leaving)
    told = facts.event("tea", slug)
    assert told is not None
    assert (told.taken, told.waiting) == (1, 0)
    assert SignUp.objects.get(pk=rows[2]).state == Place.IN
    assert [one.name for one in guests("tea")] == ["等着的", "先到的"]


def test_a_guest_goes_while_their_feedback_is_merged_this_way_and_that(by_postgres: Cast, scene: Scene) -> None:
    """Each way of holding several pieces begins at the same end."""
    guest = joined(by_postgres, scene, "话多的")
    words = ("一", "二", "三", "四", "五")
    slugs = [send_in(guest, Given(Sort.IDEA, one * 5), scene) for one in words]

    def act(number: int) -> object:
        if number % 5 == 0:
            return follow_left(guest)
        order = slugs if number % 2 else slugs[::-1]
        return merge_all(by_postgres.lin, "tea", order[1:], order[0], scene)

    _, wrong = at_once(act, 20)
    assert {type(one).__name__ for one in wrong} <= {"RefusedError"}
    assert [one.words for one in pieces("tea")] == [""] * len(slugs)


def test_a_deed_that_the_database_broke_off_is_done_again(by_postgres: Cast, scene: Scene, tonight: Plan) -> None:
    numbers = [
        Event.objects.get(slug=plan(by_postgres.lin, "tea", replace(tonight, title=one), scene)).pk for one in "甲乙"
    ]
    first, tries = Barrier(2), []

    def entangled(order: list[int]) -> None:
        with transaction.atomic():
            tries.append(order)
            for number in order:
                Event.objects.select_for_update().get(pk=number)
                if len(tries) <= 2 and number == order[0]:
                    first.wait(30)
                Event.objects.filter(pk=number).update(hours=len(tries))

    both(lambda: done_again(entangled)(numbers), lambda: done_again(entangled)(numbers[::-1]))
    assert len(tries) == 3
