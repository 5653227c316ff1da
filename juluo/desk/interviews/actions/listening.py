"""Consent, notes, the transcript and its quotes. Without consent nothing that somebody said is kept."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from django.db import transaction

from juluo.desk.interviews.actions.rows import LONGEST_NOTES, agreed, held
from juluo.desk.interviews.models import Interview, Line, Quote, Speaker
from juluo.desk.interviews.values import GIVEN, MOST_DAYS, Consent, Said
from juluo.shell.accounts.actions.refusals import RefusedError, require
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.roles import May
from juluo.shell.accounts.scene import Scene
from juluo.shell.days import day_of
from juluo.shell.written import lines, said
from juluo.wording.sentence import told

MOST_LINES, LONGEST_QUOTE = 5_000, 1_000


def give_consent(  # what was agreed, in which words, when
    by: Colleague, community: str, number: int, consent: Consent, words: str, day: date, scene: Scene
) -> None:
    """Write down what somebody agreed to, in which words and when. Taking it back is `withdraw`."""
    require(by, community, May.KEEP_TASKS)
    words = said(words, Interview, "consent_words")
    if consent not in GIVEN:
        raise RefusedError(told("选一种用法：只给团队内部用，或者可以公开引用。"))
    if not words:
        raise RefusedError(told("写下他是怎么同意的：原话、在哪里说的。"))
    if day > day_of(community, scene.now):
        raise RefusedError(told("同意的那天还没到。"))
    with transaction.atomic():
        row = held(community, number)
        Interview.objects.filter(pk=row.pk).update(
            consent=consent, consent_words=words, consent_on=day, withdrawn_at=None
        )
        note(scene, by, "note_consent", community=community, about=str(number))


def withdraw(by: Colleague, community: str, number: int, scene: Scene) -> None:
    """Consent is taken back: all that they said goes, quotes, transcript and notes. That there was a talk stays."""
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        row = held(community, number)
        empty(row)
        Interview.objects.filter(pk=row.pk).update(consent=Consent.WITHDRAWN, withdrawn_at=scene.now)
        note(scene, by, "withdraw_consent", community=community, about=str(number))


def empty(row: Interview) -> None:
    """Take out of an interview all that was said in it."""
    for model in (Line, Quote, Speaker):
        model._default_manager.filter(interview_id=row.pk).delete()  # noqa: SLF001 - Django's way to ask
    Interview.objects.filter(pk=row.pk).update(notes="", consent_words="", source="", kept_until=None)


def write_notes(by: Colleague, community: str, number: int, words: str, scene: Scene) -> None:
    require(by, community, May.KEEP_TASKS)
    words = lines(words, LONGEST_NOTES)
    with transaction.atomic():
        row = held(community, number)
        if words:
            agreed(row)
        Interview.objects.filter(pk=row.pk).update(notes=words)
        note(scene, by, "write_interview_notes", community=community, about=str(number))


def take_transcript(  # what was read of one file
    by: Colleague, community: str, number: int, lines: Sequence[Said], source: str, days: int, scene: Scene
) -> None:
    """Keep what was said, in place of an earlier transcript; quotes stay."""
    require(by, community, May.KEEP_TASKS)
    if not lines:
        raise RefusedError(told("这个文件里没读到一句话。"))
    if len(lines) > MOST_LINES:
        raise RefusedError(told("太长了：一次访谈最多{n}句。", n=MOST_LINES))
    if not 1 <= days <= MOST_DAYS:
        raise RefusedError(told("记录留多久？1到{n}天。", n=MOST_DAYS))
    with transaction.atomic():
        row = held(community, number)
        agreed(row)
        Line.objects.filter(interview=row).delete()
        Speaker.objects.filter(interview=row).delete()
        Line.objects.bulk_create(
            Line(interview=row, place=place, second=one.second, label=one.label[:60], words=one.words)
            for place, one in enumerate(lines)
        )
        labels = list(dict.fromkeys(one.label[:60] for one in lines))
        Speaker.objects.bulk_create(Speaker(interview=row, label=label) for label in labels)
        until = day_of(community, scene.now) + timedelta(days=days)
        Interview.objects.filter(pk=row.pk).update(source=source, kept_until=until)
        note(scene, by, "take_transcript", community=community, about=str(number))


def drop_transcript(by: Colleague, community: str, number: int, scene: Scene) -> None:
    """The transcript goes; the quotes stay."""
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        row = held(community, number)
        forget_transcript(row)
        note(scene, by, "drop_transcript", community=community, about=str(number))


def forget_transcript(row: Interview) -> None:
    Line.objects.filter(interview_id=row.pk).delete()
    Speaker.objects.filter(interview_id=row.pk).delete()
    Interview.objects.filter(pk=row.pk).update(source="", kept_until=None)


def name_speakers(  # labels by who they are
    by: Colleague, community: str, number: int, names: Mapping[str, str], members: Collection[str], scene: Scene
) -> None:
    """Say who each label is, and which of them is the one interviewed."""
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        row = held(community, number)
        for speaker in Speaker.objects.filter(interview=row):
            Speaker.objects.filter(pk=speaker.pk).update(
                name=said(names.get(speaker.label, ""), Speaker, "name"), is_member=speaker.label in members
            )
        note(scene, by, "name_speakers", community=community, about=str(number))


def mark_quote(by: Colleague, community: str, number: int, words: str, line: int | None, scene: Scene) -> int:
    """Mark words as a quote: of a line, or as they were heard. Of a line they must stand in it. Returns its number."""
    require(by, community, May.KEEP_TASKS)
    words = lines(words, LONGEST_QUOTE)
    if not words:
        raise RefusedError(told("写下要引的那几句。"))
    with transaction.atomic():
        row = held(community, number)
        agreed(row)
        second = None
        if line is not None:
            found = Line.objects.filter(interview=row, pk=line).first()
            if found is None or " ".join(words.split()) not in " ".join(found.words.split()):
                raise RefusedError(told("引的话要和记录里的原话一样：可以只引一段，不能改。"))
            second = found.second
        quote = Quote.objects.create(interview=row, words=words, second=second, made_by=by.shown_as, made_at=scene.now)
        note(scene, by, "mark_quote", community=community, about=str(number))
    return int(quote.pk)


def drop_quote(by: Colleague, community: str, number: int, quote: int, scene: Scene) -> None:
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        row = held(community, number)
        if Quote.objects.filter(interview=row, pk=quote).delete()[0]:
            note(scene, by, "drop_quote", community=community, about=str(number))
