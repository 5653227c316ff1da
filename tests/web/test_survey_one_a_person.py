"""One answer a person, the same on the page and in the ledger: two phones of one member, tied, parted, left."""

from contextlib import closing

import pytest
from answering import NAMED, answers, later, measured, opened, taker
from cast import Cast
from django.conf import settings
from on_surveys import ALL_KINDS
from on_surveys import opened as opened_with

from juluo.desk.members.actions import tie, untie
from juluo.desk.surveys import facts
from juluo.desk.surveys.actions.answering import save
from juluo.desk.surveys.actions.following import (
    follow_left,
    follow_tied,
    follow_took_back,
    follow_untied,
    weigh_everywhere,
)
from juluo.desk.surveys.models import Answering
from juluo.desk.surveys.takers import Taker
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.metrics.desk import SURVEYS
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.facts import facts_of
from juluo.shell.guests.models import Guest
from juluo.shell.guests.values import Purpose
from juluo.store.embedded import EmbeddedStore


@pytest.fixture
def then(scene: Scene) -> Scene:
    """Two days ago, so that the ledger's span holds it."""
    return later(scene, -2)


def phone(key: str, account: int | None, scene: Scene) -> Guest:
    return Guest.objects.create(community="tea", key_hash=key, name="阿满", joined_at=scene.now, account=account)


def tied(one: Guest, account: int) -> None:
    one.account = account
    one.save()
    follow_tied(facts_of(one))


def parted(one: Guest) -> None:
    before = facts_of(one)
    one.account = None
    one.save()
    follow_untied(before)


def page(slug: str, key: str = "event") -> list[object]:
    return sorted(one.answers[key] for one in facts.responses("tea", slug, finished_only=True) if key in one.answers)


def ledger(scale: str = "csat") -> list[int]:
    """The scores that stand in the ledger, as its entries say them."""
    measured(scale)
    with closing(EmbeddedStore(settings.HOME)) as store:
        community = store.community("tea")
        assert community is not None
        with closing(store.view(community)) as view:
            span = view.snapshot.span
            lines = view.lines(EntryQuery(Period(span.first, span.last), SURVEYS, people_only=False))
    return sorted(
        one.detail["score"]
        for one in lines
        if one.detail.get("scale") == scale and "score" in one.detail and not one.detail.get("taken_back")
    )


def test_who_turns_out_to_be_one_counts_once_and_two_again_when_parted(team: Cast, then: Scene) -> None:
    assert team
    one, other = phone("x", 3, then), phone("y", None, then)
    slug = opened_with(team.lin, ALL_KINDS, then, NAMED)
    for guest, nps, csat, when in ((one, 10, 5, then), (other, 0, 1, later(then, 1))):
        save("tea", slug, taker(guest.pk), {"nps": nps, "csat": csat, "why": "差"}, when, finish=True)
    both = ([0, 10], [1, 5])
    assert ((page(slug, "nps"), page(slug, "csat")), (ledger("nps"), ledger())) == (both, both)
    tied(other, 3)
    once = ([10], [5])
    assert ((page(slug, "nps"), page(slug, "csat")), (ledger("nps"), ledger())) == (once, once)
    assert (measured("nps").value, measured("csat").value, measured("csat").n) == (100.0, 1.0, 1)
    parted(other)
    assert ((page(slug, "nps"), page(slug, "csat")), (ledger("nps"), ledger())) == (both, both)
    assert (measured("csat").hits, measured("csat").n) == (1, 2)


def test_what_was_told_of_the_account_follows_too(team: Cast, then: Scene) -> None:
    """One answered as the account, the other as nobody; the first turns out to be somebody else."""
    one, other = phone("x", 3, then), phone("y", None, then)
    slug = opened(team, then, NAMED)
    answers(slug, taker(one.pk, person=3), then, score=5, linked=True)
    answers(slug, taker(other.pk), later(then, 1), score=2)
    tied(other, 3)
    assert (page(slug), ledger(), measured("csat").n) == ([5], [5], 1)
    parted(one)
    assert (page(slug), ledger(), measured("csat").n) == ([2, 5], [2, 5], 2)
    answers(slug, taker(one.pk), then, score=4)
    assert (page(slug), ledger()) == ([2, 4], [2, 4])


def test_whose_yes_is_taken_back_counts_on_as_nobodys(team: Cast, then: Scene) -> None:
    one = phone("x", 3, then)
    slug = opened(team, then, NAMED)
    answers(slug, taker(one.pk, person=3), then, score=5, linked=True)
    follow_took_back(facts_of(one), Purpose.LINKED)
    assert (page(slug), ledger(), Answering.objects.get().told["as"]) == ([5], [5], "nobody")


def test_two_accounts_that_colleagues_tie_are_one_and_two_again(team: Cast, then: Scene) -> None:
    one, other = phone("x", 3, then), phone("y", 4, then)
    slug = opened(team, then, NAMED)
    for guest, account, score, when in ((one, 3, 5, then), (other, 4, 1, later(then, 1))):
        answers(slug, taker(guest.pk, person=account), when, score=score, linked=True)
    assert (page(slug), ledger(), weigh_everywhere()) == ([1, 5], [1, 5], 0)
    tie(team.lin, "tea", [3, 4], then)
    assert measured("csat").n == 1, "one person, whichever answer counts"
    assert (weigh_everywhere(), page(slug), ledger(), measured("csat").value) == (1, [5], [5], 1.0)
    third = phone("z", 4, then)
    answers(slug, taker(third.pk), later(then, 1), score=3)
    tied(third, 4)
    assert (page(slug), ledger()) == ([5], [5]), "a third phone of the same member's other account"
    parted(third)
    untie(team.lin, "tea", 4, [3], then)
    assert measured("csat").n == 2
    assert (weigh_everywhere(), page(slug), ledger()) == (1, [1, 3, 5], [1, 3, 5])
    assert weigh_everywhere() == 0


def test_who_leaves_with_the_phone_that_counts_leaves_one_score(team: Cast, then: Scene) -> None:
    one, other = phone("x", None, then), phone("y", 3, then)
    slug = opened(team, then, NAMED)
    answers(slug, taker(one.pk), then, score=5)
    answers(slug, taker(other.pk), later(then, 1), score=2)
    tied(one, 3)
    assert (page(slug), ledger()) == ([5], [5])
    follow_left(facts_of(one))
    one.delete()
    assert (page(slug), ledger()) == ([2], [2])
    follow_left(facts_of(other))
    assert (page(slug), ledger()) == ([2], [2]), "who leaves last counts on as nobody"


def test_a_score_that_is_emptied_is_gone_from_the_ledger(team: Cast, then: Scene) -> None:
    slug = opened_with(team.lin, ALL_KINDS, then, NAMED)
    who = Taker(7, "b", (7,), ())
    save("tea", slug, who, {"nps": 9, "csat": 5}, then, finish=True)
    assert (ledger("nps"), ledger()) == ([9], [5])
    save("tea", slug, who, {"csat": None}, then, finish=True)
    assert (page(slug, "csat"), ledger("nps"), ledger(), measured("csat").value) == ([], [9], [], None)
    save("tea", slug, who, {"csat": 2}, then, finish=True)
    assert (ledger("nps"), ledger()) == ([9], [2])
