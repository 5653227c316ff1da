"""Votes for what the board shows: one a person, whatever they are known by, however many press at once."""

import pytest
from at_once import at_once
from cast import Cast
from test_feedback_verbs import BUG, account, guest

from juluo.desk.feedback.actions.forgetting import forget_person
from juluo.desk.feedback.actions.merging import merge
from juluo.desk.feedback.actions.receiving import (
    make_of_message,
    type_in,
)
from juluo.desk.feedback.actions.voting import vote
from juluo.desk.feedback.actions.working import (
    show,
)
from juluo.desk.feedback.facts import on_board, votes_of
from juluo.desk.feedback.models import BoardVote, Feedback
from juluo.desk.feedback.values import Quoted
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.actions.joining import leave
from juluo.shell.guests.actions.portal import tie_guest, untie_guest
from juluo.shell.guests.facts import guests_named


@pytest.fixture
def bug(team: Cast, scene: Scene) -> str:
    return type_in(team.lin, "tea", BUG, "楼下的张姐", scene)


def test_one_person_has_one_vote_with_two_browsers_and_after_being_known(team: Cast, scene: Scene, bug: str) -> None:
    one, other = guest(team, scene), guest(team, scene, "另一台手机")
    with pytest.raises(RefusedError, match="不在板上"):
        vote(one, bug, scene, wanted=True)
    with pytest.raises(RefusedError, match="标题"):
        show(team.lin, "tea", bug, " ", scene, public=True)
    show(team.lin, "tea", bug, "手机打不开", scene, public=True)
    for who in (one, one, other):
        vote(who, bug, scene, wanted=True)
    assert on_board("tea")[0].votes == 2
    for who in (one, other):
        tie_guest(team.lin, "tea", who.id, account("安").code, scene)
    assert on_board("tea")[0].votes == 1
    known = guests_named("tea", [one.id, other.id])
    assert votes_of(known[one.id]) == votes_of(known[other.id]) == frozenset({bug})
    vote(known[other.id], bug, scene, wanted=False)
    vote(known[one.id], bug, scene, wanted=False)
    assert on_board("tea")[0].votes == 0


def test_who_was_somebody_else_after_all_takes_their_vote_along(team: Cast, scene: Scene, bug: str) -> None:
    show(team.lin, "tea", bug, "打不开", scene, public=True)
    one = guest(team, scene)
    vote(one, bug, scene, wanted=True)
    tie_guest(team.lin, "tea", one.id, account("安").code, scene)
    untie_guest(team.lin, "tea", one.id, scene)
    assert votes_of(guests_named("tea", [one.id])[one.id]) == frozenset({bug})
    assert not BoardVote.objects.filter(key__startswith="a").exists()
    assert on_board("tea")[0].votes == 1


def test_two_taken_for_one_have_each_their_vote_back(team: Cast, scene: Scene, bug: str) -> None:
    show(team.lin, "tea", bug, "打不开", scene, public=True)
    one, other = guest(team, scene), guest(team, scene, "另一位")
    for who in (one, other):
        vote(who, bug, scene, wanted=True)
        tie_guest(team.lin, "tea", who.id, account("安").code, scene)
    assert on_board("tea")[0].votes == 1
    untie_guest(team.lin, "tea", one.id, scene)
    assert on_board("tea")[0].votes == 2
    known = guests_named("tea", [one.id, other.id])
    assert [votes_of(known[who.id]) for who in (one, other)] == [{bug}, {bug}]
    assert forget_person("tea", [account("安").code]) == 1
    assert (on_board("tea")[0].votes, votes_of(known[other.id])) == (2, frozenset())
    assert not BoardVote.objects.exclude(person=None).exists()


def test_who_voted_for_both_counts_once_when_they_are_merged(team: Cast, scene: Scene, bug: str) -> None:
    other = type_in(team.lin, "tea", BUG, "", scene)
    both, one = guest(team, scene), guest(team, scene, "小安")
    for slug in (bug, other):
        show(team.lin, "tea", slug, "打不开", scene, public=True)
        vote(both, slug, scene, wanted=True)
    vote(one, other, scene, wanted=True)
    merge(team.lin, "tea", other, bug, scene)
    (shown,) = on_board("tea")
    assert (shown.slug, shown.votes) == (bug, 2)
    assert votes_of(one) == frozenset({bug})
    vote(both, bug, scene, wanted=False)
    assert on_board("tea")[0].votes == 1


def test_the_vote_of_a_known_member_is_nobodys_once_their_last_phone_left(team: Cast, scene: Scene, bug: str) -> None:
    show(team.lin, "tea", bug, "打不开", scene, public=True)
    number = account("安").code
    phones = []
    for _ in range(2):
        one = guest(team, scene)
        tie_guest(team.lin, "tea", one.id, number, scene)
        phones.append(guests_named("tea", [one.id])[one.id])
    vote(phones[0], bug, scene, wanted=True)
    leave(phones[0], scene)
    assert votes_of(phones[1]) == frozenset({bug})
    leave(phones[1], scene)
    assert (on_board("tea")[0].votes, BoardVote.objects.filter(key=f"a{number}").exists()) == (1, False)


def test_fifty_vote_at_once_and_nobody_counts_twice(database: Cast, scene: Scene) -> None:
    slug = type_in(database.lin, "tea", BUG, "", scene)
    show(database.lin, "tea", slug, "打不开", scene, public=True)
    crowd = [guest(database, scene, f"客{number}") for number in range(50)]
    made = set()

    def come(number: int) -> None:
        # Everybody presses twice, ten change their mind, and all make one message into feedback.
        for _ in range(2):
            vote(crowd[number], slug, scene, wanted=True)
        if number % 5 == 0:
            vote(crowd[number], slug, scene, wanted=False)
        if number < 8:
            quoted = Quoted(78, scene.now.date(), scene.now, None)
            made.add(make_of_message(database.lin, "tea", quoted, BUG, scene))

    _, wrong = at_once(come)
    assert wrong == []
    assert on_board("tea")[0].votes == BoardVote.objects.count() == 40
    assert len(made) == 1
    assert Feedback.objects.filter(entry_id=78).count() == 1
