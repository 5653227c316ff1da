"""What hosts do with questions: let them through, hide and merge them, take one up, answer it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from juluo.desk.qa.actions.sessions import kept
from juluo.desk.qa.models import AskedQuestion, QaSession
from juluo.desk.qa.values import Shown, Stage
from juluo.shell.accounts.actions.refusals import RefusedError, require
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.roles import May
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.actions.notices import tell
from juluo.shell.written import lines
from juluo.wording.sentence import told

LONGEST_ANSWER = 4000


@dataclass(frozen=True, slots=True)
class Said:
    """An answer as it is given: words, or a message of the ledger by its number and day."""

    words: str = ""
    entry: int | None = None
    day: date | None = None


def let_through(by: Colleague, community: str, slug: str, numbers: Sequence[int], scene: Scene) -> int:
    """Let members see these. Returns how many were not seen before."""
    require(by, community, May.KEEP_ORDER)
    with transaction.atomic():
        row = kept(community, slug)
        rows = AskedQuestion.objects.filter(session=row, pk__in=numbers, state__in=[Shown.WAITING, Shown.HIDDEN])
        changed = rows.update(state=Shown.SHOWN, shown_at=scene.now)
        if changed:
            note(scene, by, "let_question_through", community=community, about=slug, detail={"numbers": [*numbers]})
    return changed


def hide(by: Colleague, community: str, slug: str, number: int, scene: Scene) -> None:
    """Members don't see it any more; who asked it does."""
    require(by, community, May.KEEP_ORDER)
    with transaction.atomic():
        row = _question(kept(community, slug), number)
        row.state, row.stage = Shown.HIDDEN, Stage.OPEN if row.stage == Stage.NOW else row.stage
        row.save()
        note(scene, by, "hide_question", community=community, about=slug, detail={"question": number})


def merge(by: Colleague, community: str, slug: str, number: int, into: int, scene: Scene) -> None:
    """The same was asked before: its votes are the other's, a person's once."""
    require(by, community, May.KEEP_ORDER)
    with transaction.atomic():
        session = kept(community, slug)
        # In one order whoever merges what into which, so that no two wait for each other.
        held = {one: _question(session, one) for one in sorted({number, into})}
        row, other = held[number], held[into]
        if row.pk == other.pk or other.state == Shown.MERGED:
            raise RefusedError(told("合并到哪一个？选另外一个还在的问题。"))
        if row.stage == Stage.DONE:
            raise RefusedError(told("已经答过的问题不合并：把没答的合到它里面。"))
        AskedQuestion.objects.filter(into=row).update(into=other)
        row.state, row.into, row.stage = Shown.MERGED, other, Stage.OPEN
        row.save()
        note(scene, by, "merge_questions", community=community, about=slug, detail={"from": number, "into": into})
        if other.stage == Stage.DONE:
            _tell(session, [row], scene)


def part(by: Colleague, community: str, slug: str, number: int, scene: Scene) -> None:
    """It is another question after all."""
    require(by, community, May.KEEP_ORDER)
    with transaction.atomic():
        rows = AskedQuestion.objects.filter(session=kept(community, slug), pk=number, state=Shown.MERGED)
        if rows.update(state=Shown.WAITING, into=None):
            note(scene, by, "part_questions", community=community, about=slug, detail={"question": number})


def take_up(by: Colleague, community: str, slug: str, number: int, scene: Scene) -> None:
    """Say that it is being answered now; the one before waits again unless it was answered."""
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        session = kept(community, slug)
        row = _question(session, number)
        if row.state != Shown.SHOWN:
            raise RefusedError(told("成员还看不到这个问题：先放行。"))
        AskedQuestion.objects.filter(session=session, stage=Stage.NOW).update(stage=Stage.OPEN)
        if row.stage != Stage.DONE:
            AskedQuestion.objects.filter(pk=row.pk).update(stage=Stage.NOW)
        note(scene, by, "take_up_question", community=community, about=slug, detail={"question": number})


def answer(by: Colleague, community: str, slug: str, number: int, said: Said, scene: Scene) -> None:
    """It is answered, in the room, in words or by a message. Who asked it is told."""
    require(by, community, May.KEEP_TASKS)
    words = lines(said.words, LONGEST_ANSWER)
    with transaction.atomic():
        session = kept(community, slug)
        row = _question(session, number)
        if row.state != Shown.SHOWN:
            raise RefusedError(told("成员还看不到这个问题：先放行。"))
        row.stage, row.answer, row.answer_entry, row.answer_day = Stage.DONE, words, said.entry, said.day
        row.answered_by, row.answered_at = by.shown_as, row.answered_at or scene.now
        row.save()
        _tell(session, [row, *AskedQuestion.objects.filter(into=row)], scene)
        note(scene, by, "answer_question", community=community, about=slug, detail={"question": number})


def take_back(by: Colleague, community: str, slug: str, number: int, scene: Scene) -> None:
    """It wasn't answered after all; what was written stays in the form."""
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        row = _question(kept(community, slug), number)
        row.stage, row.answered_at, row.answered_by = Stage.OPEN, None, ""
        row.save()
        note(scene, by, "take_back_answer", community=community, about=slug, detail={"question": number})


def _tell(session: QaSession, rows: Sequence[AskedQuestion], scene: Scene) -> None:
    """Who asked hears once that there is an answer."""
    words = told("你在“{title}”里问的有回答了。", title=session.title)
    for row in rows:
        if row.guest is not None:
            address = f"/c/{session.community}/questions/{session.slug}"
            tell(session.community, [row.guest], words, address, scene, key=f"qa {row.pk}")


def _question(session: QaSession, number: int) -> AskedQuestion:
    row = AskedQuestion.objects.select_for_update().filter(session=session, pk=number).first()
    if row is None:
        raise RefusedError(told("没有这个问题，或者已经不在。"))
    return row
