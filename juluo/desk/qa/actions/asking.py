"""What members do: ask, vote, and take a question back."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from juluo.desk.qa.actions.comparing import asked_before
from juluo.desk.qa.actions.sessions import kept
from juluo.desk.qa.facts import session as session_of
from juluo.desk.qa.models import AskedQuestion, QaSession, QuestionVote
from juluo.desk.qa.values import Phase, Shown
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.actions.joining import held as held_guest
from juluo.shell.guests.facts import GuestFacts, by_guest
from juluo.text.alike import Told
from juluo.wording.sentence import told

SHORTEST, LONGEST, LONGEST_NAME = 4, 300, 40
# More than anybody reads; a flood ends here.
MOST = 2_000
_LONGEST_FLAGS = 200


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks. `name` is how they want to be called in it; `anyway` though the like was asked before.

    Where the session wants names, it is the one they go by on the portal whatever they say.
    """

    words: str
    name: str = ""
    anyway: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of it: the question's number, or which were asked before. `waits`: nobody let it through yet."""

    number: int | None = None
    waits: bool = False
    before: tuple[int, ...] = ()


def ask(guest: GuestFacts, slug: str, wish: Wish, flags: Sequence[str], scene: Scene) -> Asked:
    """Ask, unless the like was asked before. What holds a watch-word (`flags`) always waits to be let through."""
    words, name = " ".join(wish.words.split()), " ".join(wish.name.split())
    if not SHORTEST <= len(words) <= LONGEST:
        raise RefusedError(told("问题写{least}到{n}个字。", least=SHORTEST, n=LONGEST))
    if len(name) > LONGEST_NAME:
        raise RefusedError(told("名字最多{n}个字。", n=LONGEST_NAME))
    with transaction.atomic():
        guest = held_guest(guest)
        session = _open(guest.community, slug, scene)
        _room(session, guest)
        compared = Told.of(words)
        if not wish.anyway and (before := asked_before(session, compared)):
            return Asked(before=before)
        waits = session.moderated or bool(flags)
        row = AskedQuestion.objects.create(
            session=session,
            **_whose(guest),
            name=name if session.nameless else guest.name,
            words=words,
            letters=compared.letters,
            telling=compared.line,
            flags="\n".join(dict.fromkeys(flags))[:_LONGEST_FLAGS],
            first=not AskedQuestion.objects.filter(by_guest(guest), session__community=guest.community).exists(),
            state=Shown.WAITING if waits else Shown.SHOWN,
            at=scene.now,
            shown_at=None if waits else scene.now,
        )
        QuestionVote.objects.create(question=row, **_whose(guest), at=scene.now)
    return Asked(int(row.pk), waits)


def vote(guest: GuestFacts, slug: str, number: int, scene: Scene, *, wanted: bool) -> None:
    """Want it answered, or not any more. A person counts once, however often they press."""
    with transaction.atomic():
        guest = held_guest(guest)
        session = _open(guest.community, slug, scene, lock=False)
        rows = AskedQuestion.objects.filter(session=session, state__in=[Shown.SHOWN, Shown.MERGED])
        row = rows.filter(pk=number).first()
        if row is None:
            raise RefusedError(told("没有这个问题，或者已经不在。"))
        root = row.into_id or row.pk
        if wanted:
            QuestionVote.objects.get_or_create(
                question_id=root, key=f"g{guest.id}", defaults={**_whose(guest), "at": scene.now}
            )
        else:
            same = AskedQuestion.objects.filter(pk=root) | AskedQuestion.objects.filter(into_id=root)
            QuestionVote.objects.filter(by_guest(guest), question__in=same).delete()


def withdraw(guest: GuestFacts, slug: str, number: int, scene: Scene) -> None:
    """Take one's own question back while nobody has answered it; votes for it go with it."""
    with transaction.atomic():
        session = _open(guest.community, slug, scene)
        rows = AskedQuestion.objects.filter(by_guest(guest), session=session, pk=number)
        row = rows.select_for_update().first()
        if row is None or row.stage != "open" or AskedQuestion.objects.filter(into=row).exists():
            raise RefusedError(told("这个问题收不回了：已经答了，或者别人的问题合在里面。"))
        row.delete()


def _whose(guest: GuestFacts) -> dict[str, object]:
    return {"key": f"g{guest.id}", "guest": guest.id, "person": guest.account}


def _open(community: str, slug: str, scene: Scene, *, lock: bool = True) -> QaSession:
    facts = session_of(community, slug)
    if facts is None:
        raise RefusedError(told("没有这场问答，或者已经不在。"))
    phase = facts.phase(scene.now)
    if phase is Phase.PLANNED:
        raise RefusedError(told("还没开始收问题。"))
    if phase is not Phase.OPEN:
        raise RefusedError(told("问题已经收完了。"))
    return kept(community, slug) if lock else QaSession.objects.get(pk=facts.id)


def _room(session: QaSession, guest: GuestFacts) -> None:
    if AskedQuestion.objects.filter(by_guest(guest), session=session).count() >= session.most:
        raise RefusedError(told("每人最多问{n}个，你已经问满了：给别人的问题点“我也想问”。", n=session.most))
    if AskedQuestion.objects.filter(session=session).count() >= MOST:
        raise RefusedError(told("问题已经满了：给别人的问题点“我也想问”。"))
