"""What devices at the door tell, perhaps hours later and in pieces: each scan counts once, and none is dropped.

A scan is known by the name that its device made up. Told again, it changes nothing and is answered as before. Two
devices that scan one person make one check-in, at the earlier time. What can't simply count (who withdrew meanwhile,
who waits for a place, an event that was closed, a code nobody has) is a question until a colleague settles it.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from juluo.desk.events.actions.places import Guest, row_of
from juluo.desk.events.actions.rows import held
from juluo.desk.events.acts import attended, known_as
from juluo.desk.events.codes import code_of, plain, read
from juluo.desk.events.facts import answer_of
from juluo.desk.events.models import DoorScan, Event, SignUp
from juluo.desk.events.values import Answer, Fate, How, Place, Scan, State, Told, Why
from juluo.shell.accounts.actions.refusals import RefusedError, require
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.roles import May
from juluo.shell.accounts.scene import Scene
from juluo.shell.outbox.actions import send
from juluo.wording.sentence import told

MOST_AT_ONCE, MOST_AT_AN_EVENT = 200, 20_000


def take_scans(by: Colleague, community: str, slug: str, scans: Sequence[Scan], scene: Scene) -> tuple[Answer, ...]:
    """Take over what a device kept, in the order of time. Returns an answer to each, in that order."""
    require(by, community, May.KEEP_TASKS)
    if len(scans) > MOST_AT_ONCE:
        raise RefusedError(told("一次最多记{n}个人。", n=MOST_AT_ONCE))
    with transaction.atomic():
        event = held(community, slug)
        if event.opened_at is None:
            raise RefusedError(told("活动还没公布：先公布，才有人报名和到场。"))
        if DoorScan.objects.filter(event=event).count() + len(scans) > MOST_AT_AN_EVENT:
            raise RefusedError(told("一场活动最多记{n}次。", n=MOST_AT_AN_EVENT))
        door = _Door(event, by, scene)
        answers = tuple(door.take(one) for one in sorted(scans, key=lambda one: one.at))
        came = door.tell_ledger()
        if scans:
            note(
                scene, by, "scan_at_door", community=community, about=slug, detail={"scans": len(scans), "came": came}
            )
    return answers


class _Door:
    """One event while a device is listened to; nobody else's until the transaction ends."""

    def __init__(self, event: Event, by: Colleague, scene: Scene) -> None:
        self.event, self.by, self.scene = event, by, scene
        self.before: dict[int, datetime | None] = {}
        self.rows: dict[int, SignUp] = {}
        self._codes: dict[str, int] | None = None

    def take(self, scan: Scan) -> Answer:
        if scan.told in {Told.BACK, Told.YES, Told.NO}:
            return self._about(scan)
        kept = DoorScan.objects.filter(event=self.event, key=scan.key).first()
        return answer_of(kept or self._first(scan))

    def tell_ledger(self) -> int:
        """Tell of everybody whose coming changed. Returns how many came who hadn't before."""
        changed = [row for row in self.rows.values() if row.came_at != self.before[row.pk]]
        known = known_as(self.event.community, changed)
        acts = []
        for row in changed:
            back = row.came_at is None
            # An act of the ledger has its moment, one that is taken back the moment of what it takes back.
            row.came_at = row.came_at or self.before[row.pk]
            acts.append(attended(self.event, row, known.get(row.person or -1), taken_back=back))
        send(self.event.community, acts)
        return sum(self.before[row.pk] is None for row in changed)

    def _first(self, scan: Scan) -> DoorScan:
        """A scan that wasn't told before."""
        at = min(max(scan.at, self.event.opened_at or scan.at), self.scene.now)
        kept = DoorScan(
            event=self.event,
            key=scan.key,
            told=str(scan.told),
            at=at,
            moved=at != scan.at,
            told_at=self.scene.now,
            told_by=self.by.shown_as,
        )
        if scan.told is Told.NAME:
            self._named(kept, scan.name)
        else:
            self._listed(kept, scan)
        kept.save()
        return kept

    def _listed(self, kept: DoorScan, scan: Scan) -> None:
        row = self._row(self._numbered(scan.code) if scan.told is Told.CODE else scan.number)
        if row is None:
            kept.fate, kept.why, kept.words = Fate.ASKED, Why.UNKNOWN, " ".join(scan.code.split())[:60]
            return
        kept.sign_up = row
        self._settle(kept, row)

    def _settle(self, kept: DoorScan, row: SignUp, *, sure: bool = False) -> None:
        """Whether it counts: at once, or not before somebody says so."""
        is_open = self.event.state == State.OPEN
        if row.came_at is not None:
            if is_open and kept.at < row.came_at:
                self._note(row, kept.at, How(row.came_how or How.CODE))
            kept.fate, kept.why = Fate.AGAIN, ""
        elif not is_open:
            kept.fate, kept.why = Fate.ASKED, Why.CLOSED
        elif not sure and row.state in {Place.OUT, Place.WAITING}:
            kept.fate, kept.why = Fate.ASKED, Why.WITHDRAWN if row.state == Place.OUT else Why.WAITING
        else:
            self._note(row, kept.at, How.CODE if kept.told == Told.CODE else How.HAND)
            kept.fate, kept.why = Fate.CAME, ""

    def _named(self, kept: DoorScan, name: str, *, sure: bool = False) -> None:
        """Somebody who didn't sign up, by a name; whether two of one name are one person, a colleague knows."""
        kept.words = name
        alike = SignUp.objects.filter(event=self.event, person=None, name=name).exclude(key=f"g{kept.key}").exists()
        if self.event.state != State.OPEN:
            kept.fate, kept.why = Fate.ASKED, Why.CLOSED
        elif alike and not sure:
            kept.fate, kept.why = Fate.ASKED, Why.SAME_NAME
        else:
            # By the scan's own name it is found again, however often it is told.
            row = self._row(row_of(self.event, Guest(name, kept.key), self.scene).pk)
            if row is not None:
                kept.sign_up, kept.words = row, ""
                self._note(row, kept.at, How.HAND)
                kept.fate, kept.why = Fate.CAME, ""

    def _about(self, scan: Scan) -> Answer:
        """A question settled, or a scan that was a slip."""
        kept = DoorScan.objects.filter(event=self.event, key=scan.of).first()
        if kept is None:
            return Answer(scan.key, Fate.NOTHING, None, None, "", scan.at)
        if scan.told is Told.BACK:
            self._back(kept)
        elif kept.fate == Fate.ASKED and scan.told is Told.NO:
            kept.fate, kept.why, kept.words = Fate.NO, "", ""
        elif kept.fate == Fate.ASKED and kept.sign_up_id is not None:
            row = self._row(kept.sign_up_id)
            if row is not None:
                self._settle(kept, row, sure=True)
        elif kept.fate == Fate.ASKED and kept.why != Why.UNKNOWN and kept.words:
            self._named(kept, kept.words, sure=True)
        kept.save()
        told_of = answer_of(kept)
        return Answer(scan.key, told_of.fate, told_of.why, told_of.number, told_of.words, told_of.at, told_of.moved)

    def _back(self, kept: DoorScan) -> None:
        row = self._row(kept.sign_up_id)
        if kept.fate != Fate.CAME or self.event.state != State.OPEN or row is None or row.came_at is None:
            return
        kept.fate = Fate.BACK
        other = DoorScan.objects.filter(event=self.event, sign_up=row, fate=Fate.AGAIN).order_by("at", "pk").first()
        if other is not None:
            # Another device saw them, too, and takes nothing back.
            other.fate = Fate.CAME
            other.save(update_fields=["fate"])
            row.came_at = other.at
        else:
            row.came_at, row.came_how = None, ""
            row.state = Place.OUT if row.state == Place.WALKED_IN else row.state
        row.save()

    def _note(self, row: SignUp, at: datetime, how: How) -> None:
        row.came_at, row.came_how = at, str(how)
        row.state = Place.WALKED_IN if row.state == Place.OUT else row.state
        row.save()

    def _row(self, number: int | None) -> SignUp | None:
        """Somebody of the list, one and the same object however often they are asked for."""
        if number is not None and number not in self.rows:
            row = SignUp.objects.filter(event=self.event, pk=number).first()
            if row is not None:
                self.rows[number], self.before[number] = row, row.came_at
        return None if number is None else self.rows.get(number)

    def _numbered(self, typed: str) -> int | None:
        """Whose code it is; None where it is no code of this event."""
        if self._codes is None:
            event, rows = self.event, SignUp.objects.filter(event=self.event).values_list("pk", "was")
            self._codes = {
                plain(code_of(event.community, event.slug, one)): int(row) for row, was in rows for one in (row, *was)
            }
        letters = read(typed)
        return self._codes.get(letters) if letters else None
