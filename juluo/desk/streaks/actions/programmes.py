"""What colleagues do: set up a programme, change it, give days off, close it."""

from datetime import date, timedelta
from secrets import token_hex

from django.db import transaction

from juluo.desk.streaks.models import Freeze, Programme
from juluo.desk.streaks.values import Plan
from juluo.shell.accounts.actions.refusals import RefusedError, require
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.roles import May
from juluo.shell.accounts.scene import Scene
from juluo.shell.days import day_of
from juluo.shell.written import line, lines
from juluo.wording.sentence import told

MOST_OPEN, MOST_WORDS, LONGEST_WORD = 20, 10, 20
LONGEST_TITLE, LONGEST_ABOUT, LONGEST_WHY = 80, 1000, 120
MOST_GRACE, MOST_REPAIRS, MOST_WITHIN, MOST_HOLIDAYS = 12, 10, 31, 60
_LONGEST, _FARTHEST, _LONGEST_HOLIDAY = timedelta(days=1096), timedelta(days=731), timedelta(days=92)


def set_up(by: Colleague, community: str, wanted: Plan, scene: Scene) -> str:
    """Begin a programme. Returns the name by which it goes in addresses."""
    require(by, community, May.KEEP_TASKS)
    values = _checked(wanted, day_of(community, scene.now))
    with transaction.atomic():
        _room(community)
        slug = _slug(community, wanted)
        Programme.objects.create(community=community, slug=slug, made_by=by.shown_as, made_at=scene.now, **values)
        note(scene, by, "set_up_programme", community=community, about=slug)
    return slug


def change(by: Colleague, community: str, slug: str, wanted: Plan, scene: Scene) -> None:
    """Change its rules. Every streak follows from the check-ins by the rules of now."""
    require(by, community, May.KEEP_TASKS)
    values = _checked(wanted, day_of(community, scene.now))
    with transaction.atomic():
        row = kept(community, slug)
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
        note(scene, by, "change_programme", community=community, about=slug)


def close(by: Colleague, community: str, slug: str, scene: Scene) -> None:
    """Nobody checks in any more; what there is stays."""
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        rows = Programme.objects.filter(community=community, slug=slug, closed_at=None)
        if rows.update(closed_at=scene.now):
            note(scene, by, "close_programme", community=community, about=slug)


def reopen(by: Colleague, community: str, slug: str, scene: Scene) -> None:
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        _room(community)
        rows = Programme.objects.filter(community=community, slug=slug).exclude(closed_at=None)
        if rows.update(closed_at=None):
            note(scene, by, "reopen_programme", community=community, about=slug)


def give_off(  # which days of which programme, and why
    by: Colleague, community: str, slug: str, days: tuple[date, date], why: str, scene: Scene
) -> int:
    """Days on which nobody has to come, also after the fact. Returns their number."""
    require(by, community, May.KEEP_TASKS)
    first, last = days
    why = line(why, LONGEST_WHY)
    if not first <= last <= first + _LONGEST_HOLIDAY:
        raise RefusedError(told("假期的最后一天不能早于第一天，一次最长三个月。"))
    with transaction.atomic():
        row = kept(community, slug)
        if Freeze.objects.filter(programme=row).count() >= MOST_HOLIDAYS:
            raise RefusedError(told("一个打卡最多{n}段假期。", n=MOST_HOLIDAYS))
        made = Freeze.objects.create(
            programme=row, first=first, last=last, why=why, made_by=by.shown_as, made_at=scene.now
        )
        note(
            scene,
            by,
            "give_days_off",
            community=community,
            about=slug,
            detail={"first": f"{first}", "last": f"{last}"},
        )
    return int(made.pk)


def take_back_off(by: Colleague, community: str, slug: str, number: int, scene: Scene) -> None:
    """Those days count after all."""
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        if Freeze.objects.filter(programme=kept(community, slug), pk=number).delete()[0]:
            note(scene, by, "take_back_days_off", community=community, about=slug)


def kept(community: str, slug: str) -> Programme:
    """The programme, nobody else's until the transaction ends."""
    row = Programme.objects.select_for_update().filter(community=community, slug=slug).first()
    if row is None:
        raise RefusedError(told("没有这个打卡，或者已经不在。"))
    return row


def _room(community: str) -> None:
    if Programme.objects.filter(community=community, closed_at=None).count() >= MOST_OPEN:
        raise RefusedError(told("同时最多开{n}个打卡：先结束一个。", n=MOST_OPEN))


def _slug(community: str, wanted: Plan) -> str:
    """A name that tells the day alone: whoever is named in the title may be erased later."""
    stem = f"{wanted.first:%Y%m%d}"
    taken = Programme.objects.filter(community=community, slug=stem).exists()
    return f"{stem}-{token_hex(3)}" if taken else stem


def _checked(wanted: Plan, today: date) -> dict[str, object]:
    """The columns of a programme that holds together; else one sentence says what doesn't."""
    title = line(wanted.title, LONGEST_TITLE)
    if not title:
        raise RefusedError(told("这个打卡叫什么？写一个名字。"))
    _check_days(wanted, today)
    _check_rules(wanted)
    about = lines(wanted.about, LONGEST_ABOUT)
    words = [*dict.fromkeys(filter(None, (line(one, LONGEST_WORD) for one in wanted.words)))]
    if len(words) > MOST_WORDS:
        raise RefusedError(told("算打卡的话最多{n}句。", n=MOST_WORDS))
    if any(len(one) < 2 for one in words):
        raise RefusedError(told("算打卡的话至少两个字：一个字谁都会说到。"))
    return {
        "title": title,
        "about": about,
        "first": wanted.first,
        "last": wanted.last,
        "weekdays": "".join(map(str, sorted(wanted.weekdays))),
        "words": "\n".join(words),
        "channel": wanted.channel,
        "grace": wanted.grace,
        "repairs": wanted.repairs,
        "within": wanted.within,
        "event": wanted.event,
    }


def _check_days(wanted: Plan, today: date) -> None:
    if abs(wanted.first - today) > _FARTHEST:
        raise RefusedError(told("第一天离今天太远了：请选两年之内的。"))
    if wanted.last is not None and not wanted.first <= wanted.last <= wanted.first + _LONGEST:
        raise RefusedError(told("最后一天不能早于第一天，一个打卡最长三年。"))
    if not wanted.weekdays or not wanted.weekdays <= frozenset(range(7)):
        raise RefusedError(told("星期几要打卡？至少选一天。"))


def _check_rules(wanted: Plan) -> None:
    limits = {"grace": MOST_GRACE, "repairs": MOST_REPAIRS, "within": MOST_WITHIN}
    for name, most in limits.items():
        if not 0 <= getattr(wanted, name) <= most:
            raise RefusedError(
                told(
                    "宽限最多{grace}小时，每月最多补{repairs}次，最多补{within}天以前的。",
                    grace=MOST_GRACE,
                    repairs=MOST_REPAIRS,
                    within=MOST_WITHIN,
                )
            )
