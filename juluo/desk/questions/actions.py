"""What colleagues do with questions: take one, put it off, say that it is settled or none; and keep an FAQ."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from juluo.desk.questions.facts import FaqStatus, Fate
from juluo.desk.questions.models import FaqEntry, HandledQuestion
from juluo.shell.accounts.actions.refusals import RefusedError, require, require_colleague
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.roles import May
from juluo.shell.accounts.scene import Scene
from juluo.shell.days import day_of
from juluo.shell.written import line, lines
from juluo.wording.sentence import told

_LONGEST_NOTE = 400
LONGEST = {"question": 500, "answer": 4000}
_FARTHEST = timedelta(days=365)
_MOST_QUOTES = 10


@dataclass(frozen=True, slots=True)
class Meant:
    """Which question is meant: its entry and that entry's day."""

    entry_id: int
    day: date


def give(by: Colleague, community: str, meant: Meant, owner: int | None, scene: Scene) -> None:
    """Say who is to answer; nobody any more where `owner` is None."""
    name = require_colleague(community, owner)
    _write(by, community, meant, "give_question", scene, owner_id=owner, owner_name=name)


def put_off(by: Colleague, community: str, meant: Meant, until: date, scene: Scene) -> None:
    """Not be reminded of it before a day."""
    today = day_of(community, scene.now)
    if not today < until <= today + _FARTHEST:
        raise RefusedError(told("放到哪天？请选明天到一年之内的一天。"))
    _write(by, community, meant, "put_off_question", scene, snoozed_until=until)


def answered_elsewhere(by: Colleague, community: str, meant: Meant, words: str, scene: Scene) -> None:
    """It was answered where the export doesn't show it; the note says where."""
    words = line(words, _LONGEST_NOTE)
    if not words:
        raise RefusedError(told("写一句在哪里答的。"))
    _write(by, community, meant, "answered_elsewhere", scene, fate=Fate.ELSEWHERE, note=words)


def reopen(by: Colleague, community: str, meant: Meant, scene: Scene) -> None:
    """It waits after all, from now on."""
    _write(by, community, meant, "reopen_question", scene, fate=Fate.OPEN, note="", snoozed_until=None)


def _write(by: Colleague, community: str, meant: Meant, deed: str, scene: Scene, **left: object) -> None:
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        HandledQuestion.objects.update_or_create(
            community=community,
            entry_id=meant.entry_id,
            defaults={"day": meant.day, "made_by": by.shown_as, "made_at": scene.now, **left},
        )
        note(scene, by, deed, community=community, about=str(meant.entry_id))


@dataclass(frozen=True, slots=True)
class Repeats:
    """What an entry of the FAQ is begun with: wording, every time it was asked, how many people, answers to quote."""

    wording: Meant
    asked: tuple[int, ...]
    people: int
    quotes: tuple[Meant, ...]


def keep_faq(by: Colleague, community: str, repeats: Repeats, scene: Scene) -> int:
    """Begin an entry of the FAQ. Returns its number; one that was begun of the same wording is that one."""
    require(by, community, May.KEEP_TASKS)
    told_of = {
        "wording_day": repeats.wording.day,
        "quotes": _pairs(repeats.quotes),
        "asked_again": list(repeats.asked),
        "people": repeats.people,
        "times": len(repeats.asked),
    }
    return _begun(by, community, {"wording": repeats.wording.entry_id}, told_of, scene)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What was asked and answered outside the group's messages: in a session, say. `quote` is an answer in them."""

    question: str
    answer: str
    quote: Meant | None
    people: int
    times: int


def take_into_faq(by: Colleague, community: str, told_of: Elsewhere, scene: Scene) -> int:
    """Begin an entry of the FAQ with it, as a draft. Returns its number; the same question again is that one."""
    require(by, community, May.KEEP_TASKS)
    question = " ".join(told_of.question.split())[: LONGEST["question"]]
    values = {
        "answer": told_of.answer[: LONGEST["answer"]],
        "quotes": _pairs([told_of.quote] if told_of.quote else []),
        "people": told_of.people,
        "times": told_of.times,
    }
    return _begun(by, community, {"wording": None, "question": question}, values, scene)


def _begun(
    by: Colleague, community: str, known_by: Mapping[str, object], values: Mapping[str, object], scene: Scene
) -> int:
    """The entry by this wording, a draft again if it had been dropped; else a new one of these values."""
    made = {"made_by": by.shown_as, "made_at": scene.now, "changed_at": scene.now}
    with transaction.atomic():
        row, new = FaqEntry.objects.get_or_create(community=community, **known_by, defaults={**values, **made})
        if not new:
            dropped = FaqEntry.objects.filter(pk=row.pk, status=FaqStatus.DROPPED)
            dropped.update(status=FaqStatus.DRAFT, changed_at=scene.now)
        note(scene, by, "keep_faq", community=community, about=str(row.pk))
    return int(row.pk)


def edit_faq(
    by: Colleague, community: str, number: int, words: tuple[str, str], quotes: Sequence[int], scene: Scene
) -> None:
    """Write question and answer in own words, and choose which of its quotes stay."""
    question, answer = line(words[0], LONGEST["question"]), lines(words[1], LONGEST["answer"])
    with transaction.atomic():
        row = _faq(by, community, number)
        kept = [pair for pair in row.quotes if int(pair[0]) in set(quotes)]
        FaqEntry.objects.filter(pk=row.pk).update(
            question=question, answer=answer, quotes=kept, changed_at=scene.now, made_by=by.shown_as
        )
        note(scene, by, "edit_faq", community=community, about=str(number))


def decide_faq(by: Colleague, community: str, number: int, status: FaqStatus, scene: Scene) -> None:
    """Publish an entry, take it back to a draft, or drop it."""
    with transaction.atomic():
        row = _faq(by, community, number)
        if status is FaqStatus.PUBLISHED and not row.answer and not row.quotes:
            raise RefusedError(told("还没有答案：写一句，或留一条引用的回答。"))
        FaqEntry.objects.filter(pk=row.pk).update(status=status, changed_at=scene.now)
        note(scene, by, f"{status}_faq", community=community, about=str(number))


def forget(community: str, find: re.Pattern[str], instead: str) -> int:
    """Mask an erased person's names in notes and the FAQ. Returns in how many they stood."""
    changed = 0
    with transaction.atomic():
        for row in HandledQuestion.objects.select_for_update().filter(community=community).exclude(note=""):
            said = find.sub(instead, row.note)[:_LONGEST_NOTE]
            if said != row.note:
                changed += HandledQuestion.objects.filter(pk=row.pk).update(note=said)
        for entry in FaqEntry.objects.select_for_update().filter(community=community):
            words = {name: find.sub(instead, getattr(entry, name))[:longest] for name, longest in LONGEST.items()}
            if any(getattr(entry, name) != said for name, said in words.items()):
                changed += FaqEntry.objects.filter(pk=entry.pk).update(**words)
    return changed


def _faq(by: Colleague, community: str, number: int) -> FaqEntry:
    require(by, community, May.KEEP_TASKS)
    row = FaqEntry.objects.select_for_update().filter(community=community, pk=number).first()
    if row is None:
        raise RefusedError(told("没有这一条常问。"))
    return row


def _pairs(quotes: Sequence[Meant]) -> list[list[object]]:
    return [[one.entry_id, one.day.isoformat()] for one in quotes[:_MOST_QUOTES]]
