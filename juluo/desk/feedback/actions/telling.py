"""Telling askers: on the portal, in the group, in person; what was said is kept, and what proves it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from juluo.desk.feedback.actions.rows import LONGEST_ANSWER, held, noted, own
from juluo.desk.feedback.acts import reachable, tell_ledger
from juluo.desk.feedback.models import Feedback, Telling
from juluo.desk.feedback.values import DECIDED, How
from juluo.shell.accounts.actions.refusals import RefusedError, require
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.roles import May
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.actions.notices import tell
from juluo.shell.guests.facts import guests_of
from juluo.shell.written import lines
from juluo.wording.sentence import told


def tell_on_portal(by: Colleague, community: str, slug: str, words: str, scene: Scene) -> int:
    """Tell every asker who is on the portal and wasn't told yet. Returns how many were reached."""
    require(by, community, May.KEEP_TASKS)
    words = _said(words)
    with transaction.atomic():
        row = own(community, slug)
        at_home = _on_portal(community, _left(row))
        address = f"/c/{community}/feedback#f{{slug}}"
        askers = []
        for one, guests in at_home:
            notice = told("你提的有回音了：{words}", words=words)
            if tell(community, guests, notice, address.format(slug=one.slug), scene):
                askers.append(one)
        if not askers:
            raise RefusedError(told("没有人能从成员的页面上告诉：都告诉过了，或者没有加入成员的页面。"))
        _tell(by, row, askers, How.PORTAL, words, scene.now, scene)
    return len(askers)


def on_portal(community: str, askers: Sequence[tuple[int | None, int | None]]) -> int:
    """How many of these, guests and accounts by their numbers, read the portal."""
    at_home = guests_of(community, [person for _, person in askers if person is not None])
    return sum(guest is not None or bool(at_home.get(person or -1)) for guest, person in askers)


def _on_portal(community: str, askers: Sequence[Feedback]) -> list[tuple[Feedback, list[int]]]:
    """Those who read the portal, as the guests they are there: whose account is known may have joined since."""
    known = guests_of(community, [one.person for one in askers if one.person is not None])
    found = []
    for one in askers:
        guests = {guest.id for guest in known.get(one.person or -1, ())} | ({one.guest} if one.guest else set())
        if guests:
            found.append((one, sorted(guests)))
    return found


def tell_by_hand(  # who tells which askers what, how and when
    by: Colleague,
    community: str,
    slug: str,
    askers: Sequence[int],
    how: How,
    words: str,
    at: datetime,
    scene: Scene,
) -> int:
    """Note that askers, by the numbers of their pieces, were told in the group or in person. Returns how many."""
    require(by, community, May.KEEP_TASKS)
    words = _said(words)
    if how is How.PORTAL:
        raise RefusedError(told("没有人能从成员的页面上告诉：都告诉过了，或者没有加入成员的页面。"))
    if at > scene.now:
        raise RefusedError(told("还没到的日子，记不了：说过了再记。"))
    with transaction.atomic():
        row = own(community, slug)
        told_now = [one for one in _left(row) if one.pk in set(askers)]
        if not told_now:
            raise RefusedError(told("勾上告诉了谁。"))
        _tell(by, row, told_now, how, words, at, scene)
    return len(told_now)


def prove(by: Colleague, community: str, slug: str, telling: int, entry: tuple[int, object], scene: Scene) -> None:
    """Say which message of the group proves it: all told by the same words on the same day are proven by it."""
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        row = held(community, slug)
        one = Telling.objects.filter(of=row, pk=telling, how=How.GROUP).first()
        if one is None:
            raise RefusedError(told("没有这次回告，或者已经撤回。"))
        same = Telling.objects.filter(of=row, how=How.GROUP, round=one.round, words=one.words, at=one.at)
        same.update(entry_id=entry[0], entry_day=entry[1])
        noted(row, "proven", by.shown_as, scene)
        note(scene, by, "prove_feedback_told", community=community, about=slug, detail={"telling": telling})


def take_back(by: Colleague, community: str, slug: str, telling: int, scene: Scene) -> None:
    """It was noted by mistake. What stood on the portal was said, and can't be unsaid."""
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        row = held(community, slug)
        if Telling.objects.filter(of=row, pk=telling).exclude(how=How.PORTAL).delete()[0]:
            noted(row, "untold", by.shown_as, scene)
            note(scene, by, "take_back_feedback_told", community=community, about=slug, detail={"telling": telling})
            tell_ledger(row)


def _left(row: Feedback) -> list[Feedback]:
    """Whose askers can be told of what holds now and weren't; while it is open, everybody who can be told."""
    bundle = [row, *Feedback.objects.filter(into=row, dropped_at=None).order_by("pk")]
    done: set[int] = set()
    if row.state in DECIDED:
        done = set(Telling.objects.filter(of=row, round=row.round, closing=True).values_list("feedback_id", flat=True))
    return [one for one in bundle if reachable(one) and one.pk not in done]


def _tell(  # who told whom of what, how, in which words, when
    by: Colleague, row: Feedback, askers: Sequence[Feedback], how: How, words: str, at: datetime, scene: Scene
) -> None:
    closing = row.state in DECIDED
    Telling.objects.bulk_create(
        Telling(
            feedback=one,
            of=row,
            round=row.round,
            closing=closing,
            how=str(how),
            words=words,
            at=max(at, row.answered_at) if closing and row.answered_at else at,
            made_by=by.shown_as,
        )
        for one in askers
    )
    noted(row, f"told_{how}", by.shown_as, scene, words)
    note(scene, by, "tell_feedback", community=row.community, about=row.slug, detail={"people": len(askers)})
    tell_ledger(row)


def _said(words: str) -> str:
    words = lines(words, LONGEST_ANSWER)
    if not words:
        raise RefusedError(told("写一句告诉他们的话。"))
    return words
