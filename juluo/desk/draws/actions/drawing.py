"""Seal the list, type the public value, draw, pass somebody over: each step once, in this order."""

import re
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, tzinfo
from secrets import token_hex

from django.db import transaction

from juluo.desk.draws.actions.rows import held
from juluo.desk.draws.actions.telling import tell_list
from juluo.desk.draws.acts import won
from juluo.desk.draws.drand import of_drand
from juluo.desk.draws.entering import tags
from juluo.desk.draws.facts import plan_of, sealed_by
from juluo.desk.draws.models import Draw, DrawnPick, Entrant, Pressed
from juluo.desk.draws.picking import rfc3797_key, typed
from juluo.desk.draws.proof import Pick
from juluo.desk.draws.proof import held as drawn_from
from juluo.desk.draws.sealed import FORM, DrawError, Mode, Sealed
from juluo.desk.draws.values import BEFORE_SEAL, Candidate, Entered, State
from juluo.shell.accounts.actions.refusals import RefusedError, require
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.roles import May
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.actions.notices import tell
from juluo.shell.guests.facts import guests_of
from juluo.shell.outbox.actions import send
from juluo.shell.written import said
from juluo.wording.sentence import told

_AT_ONCE = 1_000
_DRAND_VALUE = re.compile(r"[0-9a-fA-F]{64}")


def seal(  # whose list it is, and who is on it
    by: Colleague,
    community: str,
    slug: str,
    entered: Callable[[], Entered],
    zone: tzinfo,
    scene: Scene,
    early: str = "",
) -> str:
    """Seal the list and publish it. Returns the seal. Before entries end it takes a reason, `early`, for all to read.

    `entered` is asked while nobody else can press 参加. A secret is taken here that nobody is shown before the draw.
    """
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        row = held(community, slug, *BEFORE_SEAL)
        if row.source and scene.now >= row.closes:
            raise RefusedError(
                told("开奖时刻已经过了，公开数可能已经出来：这时候再封名单，谁也不会信。先把开奖时刻改晚。")
            )
        row.early = _early(row, early, zone, scene)
        found = entered()
        row.secret = token_hex(32)
        row.form, row.closes_told, row.until_told = (
            FORM,
            _told(row.closes, zone),
            _told(plan_of(row).entries_end, zone),
        )
        row.left_out = found.counts
        _enter(row, found.inside)
        row.seal = _sealed(row).seal
        row.sealed_at, row.sealed_by, row.opened_at = scene.now, by.shown_as, row.opened_at or scene.now
        row.state = State.SEALED
        row.save()
        Pressed.objects.filter(draw=row).delete()
        tell_list(row)
        told_of = {"seal": row.seal, "early": row.early} if row.early else {"seal": row.seal}
        note(scene, by, "seal_draw", community=community, about=slug, detail=told_of)
    return str(row.seal)


def say_value(by: Colleague, community: str, slug: str, value: str, scene: Scene) -> None:
    """Type the public value, as it was published; typed wrong, it is typed again before the draw."""
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        row = held(community, slug, State.SEALED, State.KNOWN)
        if not row.source:
            raise RefusedError(told("这次没有写明公开数，直接开奖。"))
        if scene.now < row.closes:
            raise RefusedError(told("还没到开奖时刻：公开数要在这之后才有。"))
        row.value = _value(row, value)
        row.value_at, row.value_by, row.state = scene.now, by.shown_as, State.KNOWN
        row.save()
        note(scene, by, "type_draw_value", community=community, about=slug, detail={"value": row.value})


def draw(by: Colleague, community: str, slug: str, scene: Scene) -> Sequence[str]:
    """Draw. Returns the pseudonyms of who won; drawn once, whoever presses how often."""
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        row = held(community, slug, State.SEALED, State.KNOWN)
        if row.source and row.state != State.KNOWN:
            raise RefusedError(told("先填公开数：{source}。", source=row.source))
        if scene.now < row.closes:
            raise RefusedError(told("还没到开奖时刻。"))
        found = drawn_from(_unspoilt(row), row.secret, row.value, {})
        _pick(row, found, scene)
        row.drawn_at, row.drawn_by, row.state = scene.now, by.shown_as, State.DRAWN
        row.save()
        note(scene, by, "draw", community=community, about=slug, detail={"seal": row.seal, "winners": len(found)})
    return [pick.tag for pick in found]


def pass_over(  # who does it, to whom of which draw, and why
    by: Colleague, community: str, slug: str, place: int, why: str, scene: Scene
) -> Sequence[str]:
    """Somebody who came out gets nothing, and everybody reads why; the next in the same order takes the place.

    Returns the pseudonyms of who came out for it: none where nobody is left.
    """
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        row = held(community, slug, State.DRAWN)
        found = DrawnPick.objects.filter(draw=row, place=place, why="")
        pick = found.select_related("entrant__draw").first()
        if pick is None:
            raise RefusedError(told("没有这位中奖的人，或者已经换下。"))
        if pick.given_at is not None:
            raise RefusedError(told("奖已经给了，不能再换下。"))
        pick.why, pick.passed_by, pick.contact = said(why, DrawnPick, "why"), by.shown_as, ""
        if not pick.why:
            raise RefusedError(told("写清为什么换下：这句话谁都看得到。"))
        pick.save()
        _tell_passed(pick)
        over = DrawnPick.objects.filter(draw=row).exclude(why="").values_list("entrant__tag", "why")
        fresh = _pick(row, drawn_from(_unspoilt(row), row.secret, row.value, dict(over)), scene)
        note(scene, by, "pass_over_in_draw", community=community, about=slug, detail={"place": place})
    return fresh


def hand_over(by: Colleague, community: str, slug: str, place: int, scene: Scene) -> None:
    """The winner has the prize."""
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        row = held(community, slug, State.DRAWN)
        rows = DrawnPick.objects.filter(draw=row, place=place, why="", given_at=None)
        if rows.update(given_at=scene.now, given_by=by.shown_as):
            note(scene, by, "hand_over_prize", community=community, about=slug, detail={"place": place})


def _early(row: Draw, why: str, zone: tzinfo, scene: Scene) -> str:
    """Why the list is sealed although entries go on; "" where they don't."""
    ends = plan_of(row).entries_end
    if ends is None or scene.now >= ends:
        return ""
    why = said(why, Draw, "early")
    if not why:
        when = f"{ends.astimezone(zone):%Y-%m-%d %H:%M}"
        raise RefusedError(told("说好参加到{when}：要提前封存，写一句为什么，公开页上谁都看得到。", when=when))
    return why


def _told(moment: datetime | None, zone: tzinfo) -> str:
    """A moment as it stands in the sealed text."""
    return "" if moment is None else moment.astimezone(zone).isoformat(timespec="minutes")


def _enter(row: Draw, inside: Sequence[Candidate]) -> None:
    """The lines of the list. A name that is nobody's account stands apart from the key, so that it can be erased."""
    called = {one.key: one for one in inside}
    # The salt is kept nowhere: by it the line of somebody erased could be told from their number or name.
    by_key = tags(called, token_hex(32))
    Entrant.objects.bulk_create(
        (
            Entrant(
                draw=row,
                tag=by_key[key],
                weight=one.weight,
                key=f"n{token_hex(8)}" if key.startswith("n") else key,
                person=one.person,
                guest=one.guest,
                name=one.name[:60] if one.person is None and one.guest is None else "",
            )
            for key, one in called.items()
        ),
        batch_size=_AT_ONCE,
    )


def _sealed(row: Draw) -> Sealed:
    try:
        return sealed_by(row)
    except DrawError as error:
        raise RefusedError(error.sentence) from error


def _unspoilt(row: Draw) -> Sealed:
    """What is drawn from: exactly what was sealed, or nothing."""
    found = _sealed(row)
    if found.seal == row.seal:
        return found
    if row.masked:
        raise RefusedError(told("封存的话里抹去了一个人的名字，封签再也对不上：这次不抽了，另办一次。"))
    raise RefusedError(told("名单或规则在封存以后被动过，封签对不上：不能再抽。"))


def _value(row: Draw, words: str) -> str:
    value = said(typed(words), Draw, "value")
    if not value:
        raise RefusedError(told("把公布的数填进来。"))
    if row.mode == Mode.RFC3797:
        try:
            rfc3797_key(value)
        except DrawError as error:
            raise RefusedError(error.sentence) from error
    if of_drand(row.source) and not _DRAND_VALUE.fullmatch(value):
        raise RefusedError(told("drand 的 randomness 是64个0到9、a到f的字，整串填进来。"))
    return value


def _tell_passed(pick: DrawnPick) -> None:
    """The ledger takes it back; whoever won by another line of theirs, too, has won still."""
    who = pick.entrant.person
    others = DrawnPick.objects.filter(draw=pick.draw_id, why="", entrant__person=who).select_related("entrant__draw")
    send(pick.entrant.draw.community, [*won([pick], taken_back=True), *won(others if who is not None else ())])


def _pick(row: Draw, found: Sequence[Pick], scene: Scene) -> Sequence[str]:
    """Write down who came out beyond those who are there already. Returns their pseudonyms."""
    there = DrawnPick.objects.filter(draw=row).count()
    fresh = [pick.tag for pick in found[there:]]
    who = {one.tag: one for one in Entrant.objects.filter(draw=row, tag__in=fresh)}
    DrawnPick.objects.bulk_create(
        (DrawnPick(draw=row, place=there + nth, entrant=who[tag], at=scene.now) for nth, tag in enumerate(fresh, 1)),
        batch_size=_AT_ONCE,
    )
    send(row.community, won(DrawnPick.objects.filter(draw=row, place__gt=there).select_related("entrant__draw")))
    _tell(row, who.values(), scene)
    return fresh


def _tell(row: Draw, winners: Collection[Entrant], scene: Scene) -> None:
    """Put it before winners who are on the portal."""
    known = guests_of(row.community, [one.person for one in winners if one.person is not None])
    on_portal = {one.guest for one in winners if one.guest is not None}
    on_portal |= {guest.id for guests in known.values() for guest in guests}
    words, address = told("抽奖“{title}”里你中了：去领奖。", title=row.title), f"/c/{row.community}/draws/{row.slug}"
    tell(row.community, on_portal, words, address, scene, key=f"won-{row.slug}")
