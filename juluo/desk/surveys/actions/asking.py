"""A survey goes out: who is drawn, who is reminded, and when it is over."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex

from django.db import transaction

from juluo.desk.surveys.actions.closing import reminder_key, shut
from juluo.desk.surveys.actions.rows import held
from juluo.desk.surveys.acts import asked_acts
from juluo.desk.surveys.drawing import Candidate, draw
from juluo.desk.surveys.models import Asked, AskingRule, Survey, TookPart, Wave
from juluo.desk.surveys.takers import mark_of_person
from juluo.desk.surveys.values import FEWEST, Allocation, State
from juluo.shell.accounts.actions.refusals import RefusedError, require
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.roles import May
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.actions.notices import tell
from juluo.shell.guests.values import Purpose
from juluo.shell.outbox.actions import send
from juluo.wording.sentence import Sentence, told

MOST_REMINDERS, BETWEEN_REMINDERS = 2, timedelta(days=2)
LONGEST_PAUSE = 365


@dataclass(frozen=True, slots=True)
class Sent:
    """How many were drawn, how many of them the portal could tell, and who was left out and why."""

    drawn: int
    told: int
    too_lately: int
    opted_out: int


def set_pauses(by: Colleague, community: str, survey_days: int, pulse_days: int, scene: Scene) -> None:
    """How long a member is left alone after a survey, and after a pulse."""
    require(by, community, May.CHANGE_SETTINGS)
    if not 1 <= pulse_days <= LONGEST_PAUSE or not 1 <= survey_days <= LONGEST_PAUSE:
        raise RefusedError(told("隔几天写1到{n}之间的整数。", n=LONGEST_PAUSE))
    with transaction.atomic():
        days = {"survey_days": survey_days, "pulse_days": pulse_days}
        AskingRule.objects.update_or_create(community=community, defaults=days)
        note(scene, by, "set_survey_pauses", community=community, detail=days)


def ask(by: Colleague, community: str, slug: str, frame: Sequence[Candidate], scene: Scene, *, seed: str = "") -> Sent:
    """Draw members of the frame and ask them; who was drawn for this survey before isn't drawn again.

    The same seed draws the same people of the same frame.
    """
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        row = held(community, slug, State.OPEN)
        rule = _rule(community)
        pause = timedelta(days=rule.pulse_days if row.is_pulse else rule.survey_days)
        before = _asked_since(row, scene.now - pause)
        mine = frozenset(Asked.objects.filter(survey=row, person__isnull=False).values_list("person", flat=True))
        rest = [one for one in frame if not one.all_codes & mine]
        willing = [one for one in rest if one.may_be_asked]
        free = [one for one in willing if not one.all_codes & before]
        seed = seed or token_hex(16)
        chosen = draw(free, row.size, seed, Allocation(row.allocation))
        if not chosen:
            raise RefusedError(_nobody(frame, rest, willing))
        if row.is_anonymous and len(chosen) < FEWEST:
            raise RefusedError(
                told("只抽得到{n}个人：匿名的问卷至少问{least}个，再少匿名就是空话。", n=len(chosen), least=FEWEST)
            )
        sent = Sent(len(chosen), 0, len(willing) - len(free), len(rest) - len(willing))
        wave = _wave(row, by, seed, rest, chosen, sent, scene)
        rows = [
            Asked(survey=row, wave=wave, person=one.person, stratum=one.stratum, tenure=one.tenure, at=scene.now)
            for one in chosen
        ]
        Asked.objects.bulk_create(rows)
        send(community, asked_acts(row, scene.now, len(chosen)))
        words = told("想请你答一份问卷：{title}", title=title_of(row))
        guests = [guest for one in chosen for guest in one.guests]
        reached = tell(community, guests, words, _at(row), scene, about=Purpose.ASK, key=f"survey/{slug}")
        note(scene, by, "ask_survey", community=community, about=slug, detail={"drawn": len(chosen), "seed": seed})
        return Sent(
            sent.drawn, sum(bool(reached & set(one.guests)) for one in chosen), sent.too_lately, sent.opted_out
        )


def remind(
    by: Colleague, community: str, slug: str, guests: Mapping[int, Sequence[int]], scene: Scene
) -> tuple[int, int]:
    """Remind who was drawn and hasn't finished, at most twice. `guests` of the portal by person.

    Returns of how many people that was, and how many of them the portal could tell.
    """
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        row = held(community, slug, State.OPEN)
        waiting = [one for one in unfinished(row) if one.reminders < MOST_REMINDERS and _rested(one, scene.now)]
        if not waiting:
            raise RefusedError(
                told(
                    "现在没有人要提醒：答完的、说了不答的、提醒过{n}次的、{days}天里才请过的都不提醒。",
                    n=MOST_REMINDERS,
                    days=BETWEEN_REMINDERS.days,
                )
            )
        words = told("还等着你的回答：{title}", title=title_of(row))
        told_of = 0
        for one in waiting:
            one.reminders, one.reminded_at = one.reminders + 1, scene.now
            mine = guests.get(one.person or -1, ())
            key = reminder_key(slug, one.reminders)
            told_of += bool(tell(community, mine, words, _at(row), scene, about=Purpose.ASK, key=key))
        Asked.objects.bulk_update(waiting, ["reminders", "reminded_at"])
        note(scene, by, "remind_survey", community=community, about=slug, detail={"people": len(waiting)})
        return len(waiting), told_of


def close(by: Colleague, community: str, slug: str, scene: Scene) -> None:
    """Nobody answers any more, and nothing of an anonymous answer leads back to whom it came from."""
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        shut(held(community, slug, State.OPEN), scene.now)
        note(scene, by, "close_survey", community=community, about=slug)


def close_due(now: datetime) -> int:
    """Close those whose time has come. Returns how many."""
    due = Survey.objects.filter(state=State.OPEN, closes_at__lte=now).values_list("community", "slug")
    for community, slug in due:
        with transaction.atomic():
            row = Survey.objects.select_for_update().filter(community=community, slug=slug, state=State.OPEN).first()
            if row is not None:
                shut(row, now)
                note(Scene(now), None, "close_survey", community=community, about=slug)
    return len(due)


def unfinished(row: Survey) -> list[Asked]:
    """Who was drawn, still has to answer and didn't say that they won't."""
    people = list(Asked.objects.filter(survey=row, person__isnull=False).order_by("pk"))
    if row.is_anonymous:
        through = TookPart.objects.filter(survey=row)
        done = {one.mark for one in through if one.is_finished or one.declined}
        return [one for one in people if mark_of_person(row, one.person or 0) not in done]
    return [one for one in people if one.finished_at is None and one.declined_at is None]


def title_of(row: Survey) -> str:
    """What it is called to members, in the language that it was written in first."""
    name = row.form.get("name", {})
    return str(name.get("default") or name.get("en") or row.slug)


def _at(row: Survey) -> str:
    return f"/c/{row.community}/surveys/{row.slug}"


def _rule(community: str) -> AskingRule:
    """The community's rule, held: two surveys that go out at once don't draw the same member."""
    AskingRule.objects.get_or_create(community=community)
    return AskingRule.objects.select_for_update().get(community=community)


def _asked_since(row: Survey, since: datetime) -> frozenset[int]:
    others = Asked.objects.filter(survey__community=row.community, survey__is_pulse=row.is_pulse, at__gt=since)
    return frozenset(person for person in others.values_list("person", flat=True) if person is not None)


def _rested(one: Asked, now: datetime) -> bool:
    return now - (one.reminded_at or one.at) >= BETWEEN_REMINDERS


def _wave(  # what is written down of one time that it went out
    row: Survey,
    by: Colleague,
    seed: str,
    rest: Sequence[Candidate],
    chosen: Sequence[Candidate],
    sent: Sent,
    scene: Scene,
) -> Wave:
    return Wave.objects.create(
        survey=row,
        number=Wave.objects.filter(survey=row).count() + 1,
        at=scene.now,
        made_by=by.shown_as,
        seed=seed,
        size=row.size,
        allocation=row.allocation,
        cells=dict(Counter(f"{one.stratum}/{one.tenure}" for one in rest)),
        frame=dict(Counter(one.stratum for one in rest)),
        asked=dict(Counter(one.stratum for one in chosen)),
        too_lately=sent.too_lately,
        opted_out=sent.opted_out,
    )


def _nobody(frame: Sequence[Candidate], rest: Sequence[Candidate], willing: Sequence[Candidate]) -> Sentence:
    if not frame:
        return told("这里面一个人也没有：换一群人。")
    if not rest:
        return told("这里面的人都请过了。")
    if not willing:
        return told("没有人可问：在成员的页面上的都没同意被请答问卷。")
    return told("没有人可问：剩下的人近来都请过，隔几天再问。")
