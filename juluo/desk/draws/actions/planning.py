"""Before a draw: plan it, change the plan, let members see it, call it off."""

from datetime import datetime, timedelta
from secrets import token_hex

from django.db import transaction

from juluo.desk.draws.actions.rows import held
from juluo.desk.draws.acts import opened
from juluo.desk.draws.facts import plan_of
from juluo.desk.draws.models import Draw, Entrant
from juluo.desk.draws.sealed import DrawError, Terms
from juluo.desk.draws.values import BEFORE_SEAL, OF_EVENT, OF_MESSAGES, Plan, State, Way, Who
from juluo.shell.accounts.actions.refusals import RefusedError, require
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.roles import May
from juluo.shell.accounts.scene import Scene
from juluo.shell.days import day_of
from juluo.shell.outbox.actions import send
from juluo.shell.written import said
from juluo.wording.sentence import told

MOST_WINNERS, MOST_DAYS, MOST_DRAWS, MOST_WEIGHT = 10_000, 3653, 1_000, 365
LONGEST_LIST = 200_000
_FARTHEST = timedelta(days=3653)


def plan(by: Colleague, community: str, wanted: Plan, scene: Scene) -> str:
    """Write a plan down. Returns the name by which the draw goes in addresses and in its seal."""
    require(by, community, May.KEEP_TASKS)
    values = _checked(wanted, scene.now)
    with transaction.atomic():
        slug = _slug(community, wanted.closes)
        Draw.objects.create(community=community, slug=slug, made_by=by.shown_as, made_at=scene.now, **values)
        note(scene, by, "plan_draw", community=community, about=slug)
    return slug


def change(by: Colleague, community: str, slug: str, wanted: Plan, scene: Scene) -> None:
    """Change the plan, as long as its list isn't sealed."""
    require(by, community, May.KEEP_TASKS)
    values = _checked(wanted, scene.now)
    with transaction.atomic():
        row = held(community, slug, *BEFORE_SEAL)
        _check_not_sooner(row, wanted, scene.now)
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
        if row.opened_at is not None:
            send(community, [opened(row)])
        note(scene, by, "change_draw", community=community, about=slug)


def publish(by: Colleague, community: str, slug: str, scene: Scene) -> None:
    """Let members see it; where they press 参加 to be in, they may from now on."""
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        row = held(community, slug, State.PLANNED)
        row.state, row.opened_at = State.OPEN, scene.now
        row.save()
        send(community, [opened(row)])
        note(scene, by, "open_draw", community=community, about=slug)


def call_off(by: Colleague, community: str, slug: str, why: str, scene: Scene) -> None:
    """It won't be drawn; what was published stays where it is, with the reason."""
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        row = held(community, slug, *BEFORE_SEAL, State.SEALED, State.KNOWN)
        row.why = said(why, Draw, "why")
        if not row.why:
            raise RefusedError(told("写一句为什么不抽了：看得到这次抽奖的人都会看到。"))
        row.state = State.CALLED_OFF
        row.save()
        note(scene, by, "call_off_draw", community=community, about=slug)


def _slug(community: str, closes: datetime) -> str:
    """The day of the draw. Nothing of the title, in which somebody may be named who is erased later."""
    stem = f"{day_of(community, closes):%Y%m%d}draw"
    taken = Draw.objects.filter(community=community, slug=stem).exists()
    return f"{stem}{token_hex(3)}" if taken else stem


def _checked(wanted: Plan, now: datetime) -> dict[str, object]:
    """The columns of a plan that holds together; else one sentence says what doesn't."""
    title, rule = said(wanted.title, Draw, "title"), said(wanted.rule, Draw, "rule")
    if not title:
        raise RefusedError(told("抽奖叫什么？写一个标题。"))
    if not rule:
        raise RefusedError(told("写清谁能参加、谁不算：这段话和名单一起封存，以后不能改。"))
    _check_moments(wanted, now)
    _check_numbers(wanted)
    _check_way(wanted.who, wanted.listed)
    if max(len(wanted.listed), len(wanted.kept_out)) > LONGEST_LIST:
        raise RefusedError(told("太长了：一处最多写{n}个字。", n=LONGEST_LIST))
    source = said(wanted.source, Draw, "source")
    try:
        Terms("-", title, rule, "-", wanted.winners, source, wanted.mode)
    except DrawError as error:
        raise RefusedError(error.sentence) from error
    return {
        "title": title,
        "prize": said(wanted.prize, Draw, "prize"),
        "rule": rule,
        "winners": wanted.winners,
        "mode": str(wanted.mode),
        "closes": wanted.closes,
        "entries_until": wanted.entries_until,
        "source": source,
        "event": wanted.event,
        "who": _kept(wanted.who),
        "listed": wanted.listed.strip(),
        "kept_out": wanted.kept_out.strip(),
    }


def _check_not_sooner(row: Draw, wanted: Plan, now: datetime) -> None:
    """What members were told of the end of entries holds: later it may be, not sooner."""
    before, after = plan_of(row).entries_end, wanted.entries_end
    if row.state != State.OPEN or before is None or now >= before:
        return
    if after is None or after < before:
        raise RefusedError(told("参加到什么时候已经公布了，只能往后改：要提前封存，封存时写一句为什么。"))


def _check_moments(wanted: Plan, now: datetime) -> None:
    stretch = (wanted.closes, wanted.entries_until, wanted.who.since, wanted.who.until)
    if any(abs(one - now) > _FARTHEST for one in stretch if one is not None):
        raise RefusedError(told("时间离今天太远了：请选十年之内的。"))
    if wanted.entries_end is not None and wanted.entries_end > wanted.closes:
        raise RefusedError(told("参加的截止不能晚于开奖时刻：名单要先封存。"))
    if wanted.who.since and wanted.who.until and wanted.who.since >= wanted.who.until:
        raise RefusedError(told("从什么时候起，要早于到什么时候为止。"))


def _check_numbers(wanted: Plan) -> None:
    who = wanted.who
    if not 1 <= wanted.winners <= MOST_WINNERS:
        raise RefusedError(told("抽几位？写1到{n}之间的整数。", n=MOST_WINNERS))
    if not (0 <= who.won_days <= MOST_DAYS and 0 <= who.won_draws <= MOST_DRAWS):
        raise RefusedError(told("中过奖的不算：最多往前看{days}天、{draws}次。", days=MOST_DAYS, draws=MOST_DRAWS))
    if not (0 <= who.weight_days <= MOST_WEIGHT and 1 <= who.weight_most <= MOST_WEIGHT):
        raise RefusedError(told("权重：最多看{n}天，封顶写1到{n}之间的整数。", n=MOST_WEIGHT))


def _check_way(who: Who, listed: str) -> None:
    if who.way is Way.SEGMENT and who.segment is None:
        raise RefusedError(told("选一个分群。"))
    if who.way in OF_EVENT and not who.event:
        raise RefusedError(told("选一场活动。"))
    if who.way in OF_MESSAGES and (who.since is None or who.until is None):
        raise RefusedError(told("写清从什么时候到什么时候：这段时间里做过的才算。"))
    if who.way is Way.SAID and not who.word:
        raise RefusedError(told("说了哪个词才算？写出来，例如“抽奖”。"))
    if who.way is Way.LISTED and not listed.strip():
        raise RefusedError(told("贴上名单，一行一个名字。"))


def _kept(who: Who) -> dict[str, object]:
    return {
        "way": str(who.way),
        "segment": who.segment,
        "event": who.event,
        "since": who.since and who.since.isoformat(),
        "until": who.until and who.until.isoformat(),
        "channels": list(who.channels),
        "word": said(who.word, Entrant, "name"),
        "staff": who.staff,
        "known": who.known,
        "won_days": who.won_days,
        "won_draws": who.won_draws,
        "weight_days": who.weight_days,
        "weight_most": who.weight_most,
    }
