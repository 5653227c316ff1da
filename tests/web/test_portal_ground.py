"""What apps of the portal stand on: parts of its pages, notices, purposes agreed to, and what follows a guest."""

import json

import pytest
from cast import Cast
from on_portal import joined, now, text
from talkative import EVIL, SLUG
from visitor import Visitor

from juluo.shell.guests.actions.agreeing import agree, take_back
from juluo.shell.guests.actions.joining import leave
from juluo.shell.guests.actions.notices import see, tell
from juluo.shell.guests.actions.portal import forget, tie_guest, untie_guest
from juluo.shell.guests.facts import GuestFacts, agreed, agreements, guests, guests_of, notices_of
from juluo.shell.guests.signals import guest_left, guest_tied, guest_untied
from juluo.shell.guests.values import Purpose
from juluo.store.traces import MASK, finder
from juluo.web.portal import part as portal_part
from juluo.web.portal.part import Part
from juluo.wording.sentence import told

AT = f"/c/{SLUG}/rules"


@pytest.fixture
def guest(visitor: Visitor, link: str) -> GuestFacts:
    joined(visitor, link)
    return guests(SLUG)[0]


def test_a_notice_is_told_once_a_key_and_kept_in_both_languages(guest: GuestFacts) -> None:
    words = told("写一个称呼，最多{n}个字。", n=7)
    for _ in range(2):
        assert tell(SLUG, [guest.id, 999], words, AT, now(), key="a") == {guest.id}
    tell(SLUG, [guest.id], told("这个链接已经换了：请在群里要新的。"), AT, now(), key="b")
    newer, older = notices_of(guest.id)
    assert (older.words, older.address, older.seen_at) == ("写一个称呼，最多7个字。", AT, None)
    assert "7" in older.words.words("en")
    see(guest, [newer.id], now())
    assert [one.id for one in notices_of(guest.id)] == [older.id, newer.id], "unseen ones first"


def test_nobody_is_told_across_communities(guest: GuestFacts) -> None:
    assert tell("go", [guest.id], told("群规"), AT, now()) == frozenset()
    assert notices_of(guest.id) == ()


def test_a_purpose_is_agreed_to_taken_back_and_never_forgotten(guest: GuestFacts) -> None:
    words = told("群规")
    assert tell(SLUG, [guest.id], words, AT, now(), about=Purpose.ASK) == frozenset()
    for _ in range(2):
        agree(guest, Purpose.ASK, now())
    assert (agreed(guest.id, Purpose.ASK), agreed(guest.id, Purpose.SHOWN)) == (True, False)
    assert tell(SLUG, [guest.id], words, AT, now(), about=Purpose.ASK) == {guest.id}
    take_back(guest, Purpose.ASK, now())
    assert not agreed(guest.id, Purpose.ASK)
    assert tell(SLUG, [guest.id], words, AT, now(), about=Purpose.ASK) == frozenset()
    agree(guest, Purpose.ASK, now())
    assert [one.withdrawn_at is None for one in agreements(guest.id)] == [False, True]


def test_an_erased_name_leaves_notices_too(guest: GuestFacts) -> None:
    tell(SLUG, [guest.id], told("认出来了：{name}。", name="岑岑"), AT, now())
    assert forget(SLUG, finder("岑岑"), MASK) == 1
    assert "岑岑" not in notices_of(guest.id)[0].words


def test_apps_hear_who_is_tied_untied_and_gone(team: Cast, guest: GuestFacts) -> None:
    heard: list[tuple[str, int, int | None]] = []

    def hear(name: str) -> object:
        def receive(guest: GuestFacts, **_: object) -> None:
            heard.append((name, guest.id, guest.account))

        return receive

    signals = {"tied": guest_tied, "untied": guest_untied, "left": guest_left}
    receivers = {name: hear(name) for name in signals}
    for name, signal in signals.items():
        signal.connect(receivers[name])
    try:
        tie_guest(team.lin, SLUG, guest.id, 1, now())
        assert [one.id for one in guests_of(SLUG, [1])[1]] == [guest.id]
        untie_guest(team.lin, SLUG, guest.id, now())
        leave(guest, now())
    finally:
        for name, signal in signals.items():
            signal.disconnect(receivers[name])
    assert heard == [("tied", guest.id, 1), ("untied", guest.id, 1), ("left", guest.id, None)]


def test_what_an_app_cannot_follow_is_not_done(team: Cast, guest: GuestFacts) -> None:
    def break_down(**_: object) -> None:
        raise LookupError

    guest_tied.connect(break_down)
    try:
        with pytest.raises(LookupError):
            tie_guest(team.lin, SLUG, guest.id, 1, now())
    finally:
        guest_tied.disconnect(break_down)
    assert guests(SLUG)[0].account is None


def test_parts_stand_on_the_first_page_in_mine_and_in_the_own_copy(
    visitor: Visitor, link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = joined(visitor, link, name=EVIL)
    first = Part(2, home=lambda visit: visit.part("portal_text.html", title="二", words="", parts=(), made_up=False))
    second = Part(1, home=lambda _: "<i>一</i>", mine=lambda _: "<i>我</i>", held=lambda one: {"said": one.name})
    monkeypatch.setattr(portal_part, "parts", lambda: (second, first))
    home = text(browser, "")
    assert home.index("<i>一</i>") < home.index("<h1>二</h1>")
    assert "<i>我</i>" in text(browser, "me")
    assert json.loads(browser.post(f"/c/{SLUG}/me/file").content)["said"] == EVIL


def test_two_parts_never_hold_by_one_word(guest: GuestFacts, monkeypatch: pytest.MonkeyPatch) -> None:
    twins = [Part(order=n, held=lambda _, n=n: {"events": n}) for n in (1, 2)]
    monkeypatch.setattr(portal_part, "parts", lambda: tuple(twins))
    with pytest.raises(ValueError, match="events"):
        portal_part.held_of(guest)
