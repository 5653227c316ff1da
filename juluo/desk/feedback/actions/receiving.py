"""How feedback comes in: a guest sends it, a message is made into it, a colleague types it for somebody."""

import hmac
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.db import IntegrityError, transaction

from juluo.desk.feedback.actions.rows import LONGEST_ASKER, LONGEST_WORDS, due, new_slug, noted
from juluo.desk.feedback.acts import tell_ledger
from juluo.desk.feedback.models import Feedback
from juluo.desk.feedback.values import Given, Origin, Quoted, Severity, Sort
from juluo.shell.accounts.actions.refusals import RefusedError, require
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.roles import May
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.actions.joining import held as held_guest
from juluo.shell.guests.facts import GuestFacts
from juluo.shell.written import line, lines
from juluo.wording.sentence import told

A_DAY = timedelta(days=1)
# What a guest sends in 24 hours, and what comes from one address, where a whole office may sit.
A_GUEST_A_DAY, AN_ADDRESS_A_DAY = 5, 40


def send_in(guest: GuestFacts, given: Given, scene: Scene) -> str:
    """A guest says something. Returns its name. The same words sent again within a day are that same piece."""
    words = lines(given.words, LONGEST_WORDS)
    if not words:
        raise RefusedError(told("写一句想说的。"))
    with transaction.atomic():
        guest = held_guest(guest)
        today = Feedback.objects.filter(community=guest.community, made_at__gt=scene.now - A_DAY)
        again = today.filter(guest=guest.id, words=words).first()
        if again is not None:
            return str(again.slug)
        sender = _sealed(scene.address)
        if today.filter(guest=guest.id, origin=Origin.PORTAL).count() >= A_GUEST_A_DAY:
            raise RefusedError(told("一天最多提{n}条：明天再来，急的在群里找运营。", n=A_GUEST_A_DAY))
        if sender and today.filter(sent_from=sender).count() >= AN_ADDRESS_A_DAY:
            raise RefusedError(told("从你这里一天提得太多了：明天再来，急的在群里找运营。"))
        severity = Severity.LOW if given.sort is Sort.PRAISE else Severity.MEDIUM
        row = _made(
            guest.community,
            scene,
            sort=given.sort,
            severity=severity,
            origin=Origin.PORTAL,
            words=words,
            consented=given.consented,
            guest=guest.id,
            person=guest.account,
            sent_from=sender,
        )
    return str(row.slug)


def make_of_message(by: Colleague, community: str, quoted: Quoted, given: Given, scene: Scene) -> str:
    """A message is feedback. Returns its name; a message that was made into it before is that piece."""
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        row = Feedback.objects.select_for_update().filter(community=community, entry_id=quoted.entry_id).first()
        if row is None:
            row = _first_made(
                community,
                scene,
                by,
                sort=given.sort,
                severity=given.severity,
                origin=Origin.MESSAGE,
                entry_id=quoted.entry_id,
                entry_day=quoted.day,
                person=quoted.person,
                received_at=min(quoted.at, scene.now),
            )
        elif row.dropped_at is not None:
            row.dropped_at = None
            row.save(update_fields=["dropped_at"])
            noted(row, "restored", by.shown_as, scene)
            tell_ledger(row)
    return str(row.slug)


def type_in(by: Colleague, community: str, given: Given, asker: str, scene: Scene) -> str:
    """A colleague writes down what somebody said to them; `asker` is how to find that person again, "" for nobody."""
    require(by, community, May.KEEP_TASKS)
    words, asker = lines(given.words, LONGEST_WORDS), line(asker, LONGEST_ASKER)
    if not words:
        raise RefusedError(told("写一句他说了什么。"))
    with transaction.atomic():
        row = _made(
            community,
            scene,
            by,
            sort=given.sort,
            severity=given.severity,
            origin=Origin.TYPED,
            words=words,
            consented=given.consented,
            asker=asker,
        )
    return str(row.slug)


def _first_made(community: str, scene: Scene, by: Colleague, **columns: object) -> Feedback:
    """The same of a message; where somebody else made it into feedback this very moment, theirs."""
    try:
        with transaction.atomic():
            return _made(community, scene, by, **columns)
    except IntegrityError:
        return Feedback.objects.get(community=community, entry_id=str(columns["entry_id"]))


def _made(community: str, scene: Scene, by: Colleague | None = None, **columns: object) -> Feedback:
    columns = {"received_at": scene.now, **columns}
    severity = Severity(str(columns["severity"]))
    row = Feedback.objects.create(
        community=community,
        slug=new_slug(community, scene.now),
        due=due(community, severity, scene.now),
        made_by=by.shown_as if by else "",
        made_at=scene.now,
        **{
            name: str(value) if isinstance(value, Sort | Severity | Origin) else value
            for name, value in columns.items()
        },
    )
    noted(row, "received", by.shown_as if by else "", scene)
    note(scene if by else Scene(scene.now), by, "receive_feedback", community=community, about=row.slug)
    tell_ledger(row)
    return row


def _sealed(address: str) -> str:
    """What an address is counted by for a day: not the address."""
    if not address:
        return ""
    return hmac.new(settings.SECRET_KEY.encode(), f"feedback {address}".encode(), sha256).hexdigest()[:64]


def agree(guest: GuestFacts, slug: str, scene: Scene, *, agreed: bool) -> None:
    """Whether the board may show a guest's own words."""
    with transaction.atomic():
        row = Feedback.objects.select_for_update().filter(community=guest.community, slug=slug, guest=guest.id).first()
        if row is None:
            raise RefusedError(told("没有这条反馈，或者已经不在。"))
        if row.consented != agreed:
            row.consented = agreed
            row.save(update_fields=["consented"])
            noted(row, "agreed" if agreed else "disagreed", "", scene)
