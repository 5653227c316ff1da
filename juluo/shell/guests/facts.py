"""What the portal tells others: frozen values, never records."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Count, Q

from juluo.shell.accounts.secrets import hashed
from juluo.shell.guests.models import Agreement, ErasureWish, Guest, GuestNotice, Portal
from juluo.shell.guests.values import Purpose
from juluo.wording.sentence import Sentence, told

LONGEST_NAME = 40
# Personal data that somebody asks to have erased is to be gone within this time (GDPR, article 12; PIPL asks for
# an answer in time without a number).
A_MONTH = timedelta(days=30)
A_DAY = timedelta(days=1)
# More than come to any meetup or post in a day, and few enough to be looked through.
MOST_UNTIED = 500


@dataclass(frozen=True, slots=True)
class PortalFacts:
    """A community's portal. `link` is the last part of the address by which members join."""

    community: str
    is_open: bool
    link: str
    welcome: str
    rules: str


class Guarded(StrEnum):
    """Whether somebody else decides for a guest, and what they said."""

    GROWN = "grown"
    WAITING = "waiting"
    AGREED = "agreed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class GuestFacts:
    """Somebody on the portal. `account` is the ledger's number of theirs, None until that is certain.

    `phrase` is what they are to say in the group for it, "" if they never asked or it is over. `guarded_at` is when
    a child's guardian said what stands now.
    """

    id: int
    community: str
    name: str
    guardian: str
    joined_at: datetime
    phrase: str
    phrase_until: datetime | None
    account: int | None
    tied_at: datetime | None
    tied_by: str
    guarded: Guarded = Guarded.GROWN
    guarded_at: datetime | None = None
    return_made_at: datetime | None = None

    @property
    def may_act(self) -> bool:
        """Whether they may do more than read: a child may once their guardian agreed."""
        return self.guarded in {Guarded.GROWN, Guarded.AGREED}

    @property
    def known_as(self) -> str:
        """The name under which the ledger knows a guest without account: made up, and nobody else's."""
        return f"portal-{self.id}"

    def waits(self, now: datetime) -> bool:
        """Whether their phrase still ties them to who says it."""
        return bool(self.phrase) and self.phrase_until is not None and now < self.phrase_until


@dataclass(frozen=True, slots=True)
class WishFacts:
    """A member's wish to be erased from the ledger, by the ledger's number."""

    id: int
    account: int
    asked_at: datetime
    settled_at: datetime | None
    settled_by: str

    @property
    def due(self) -> datetime:
        return self.asked_at + A_MONTH


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """What a guest is told; `address` is where it leads on the portal."""

    id: int
    words: Sentence
    address: str
    at: datetime
    seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class AgreementFacts:
    """A yes to a purpose; None for `withdrawn_at` while it holds."""

    purpose: Purpose
    given_at: datetime
    withdrawn_at: datetime | None


def by_guest(guest: GuestFacts) -> Q:
    """Rows that an app keeps by `guest` and `person` and that are somebody's, with whichever phone they were made."""
    return Q(guest=guest.id) if guest.account is None else Q(guest=guest.id) | Q(person=guest.account)


def portal(community: str) -> PortalFacts | None:
    """The portal as its operators have it, open or not; None if nobody ever opened it."""
    row = Portal.objects.filter(community=community).first()
    return PortalFacts(row.community, row.is_open, row.link, row.welcome, row.rules) if row else None


def guest_by_key(community: str, key: str) -> GuestFacts | None:
    """Whose browser it is: the one in which they joined, or one that came back by their own link."""
    if not key:
        return None
    known = Q(key_hash=hashed(key)) | Q(browsers__key_hash=hashed(key))
    row = Guest.objects.filter(known, community=community).first()
    return facts_of(row) if row else None


def guest_by_return(community: str, key: str) -> GuestFacts | None:
    """Whose way back it is."""
    row = Guest.objects.filter(community=community, return_hash=hashed(key)).first() if key else None
    return facts_of(row) if row else None


def came_untied(community: str, now: datetime) -> int:
    """How many joined within a day and are nobody whom the group's records know."""
    return Guest.objects.filter(community=community, account=None, joined_at__gt=now - A_DAY).count()


def child_of(community: str, key: str) -> GuestFacts | None:
    """For whom a guardian's link decides."""
    rows = Guest.objects.filter(community=community, guardian_key_hash=hashed(key)).exclude(guardian="")
    row = rows.first() if key else None
    return facts_of(row) if row else None


def guests(community: str) -> tuple[GuestFacts, ...]:
    """Everybody on the portal, who joined last first."""
    return tuple(facts_of(row) for row in Guest.objects.filter(community=community).order_by("-joined_at", "-pk"))


def waiting_phrases(community: str, now: datetime) -> tuple[GuestFacts, ...]:
    """Whom somebody's words in the group would tie to an account."""
    rows = Guest.objects.filter(community=community, account=None, phrase_until__gt=now).exclude(phrase="")
    return tuple(facts_of(row) for row in rows.order_by("pk"))


def wishes(community: str) -> tuple[WishFacts, ...]:
    """Who wants to be erased: those still open first, the oldest of them on top."""
    rows = ErasureWish.objects.filter(community=community).order_by("asked_at", "pk")
    found = [WishFacts(row.pk, row.account, row.asked_at, row.settled_at, row.settled_by) for row in rows]
    return tuple(sorted(found, key=lambda one: one.settled_at is not None))


def about(community: str, accounts: tuple[int, ...]) -> tuple[GuestFacts, ...]:
    """What the portal holds of one person, by the numbers of their accounts."""
    return tuple(facts_of(row) for row in Guest.objects.filter(community=community, account__in=accounts))


def tied_accounts(community: str) -> tuple[int, ...]:
    """The accounts whose members the portal knows."""
    found = Guest.objects.filter(community=community).exclude(account=None).values_list("account", flat=True)
    return tuple(sorted({account for account in found if account is not None}))


def guests_of(community: str, accounts: Collection[int]) -> Mapping[int, tuple[GuestFacts, ...]]:
    """Who of the portal is known to be these accounts; a person may have joined with two phones."""
    found: dict[int, tuple[GuestFacts, ...]] = {}
    for one in about(community, tuple(accounts)):
        if one.account is not None:
            found[one.account] = (*found.get(one.account, ()), one)
    return found


def other_phone(guest: GuestFacts) -> int | None:
    """Another guest who is the same member; None where this is their only one."""
    if guest.account is None:
        return None
    rows = Guest.objects.filter(community=guest.community, account=guest.account).exclude(pk=guest.id)
    return rows.order_by("pk").values_list("pk", flat=True).first()


def guests_named(community: str, ids: Iterable[int]) -> Mapping[int, GuestFacts]:
    """Guests by their numbers; who left is missing."""
    rows = Guest.objects.filter(community=community, pk__in=[*ids])
    return {row.pk: facts_of(row) for row in rows}


def notices_of(guest: int, first: int = 0, last: int | None = None) -> tuple[NoticeFacts, ...]:
    """What a guest was told, all of it or some: what they haven't seen first, the newest on top."""
    rows = GuestNotice.objects.filter(guest=guest).annotate(old=Q(seen_at__isnull=False))
    return tuple(map(_notice, rows.order_by("old", "-at", "-pk")[first:last]))


def how_many_notices(guest: int) -> tuple[int, int]:
    """How many there are, and how many of them they haven't seen."""
    counts = GuestNotice.objects.filter(guest=guest).aggregate(
        n=Count("pk"), fresh=Count("pk", filter=Q(seen_at=None))
    )
    return counts["n"], counts["fresh"]


def notices_since(guest: int, moment: datetime) -> int:
    """How many a guest was told from a moment on."""
    return GuestNotice.objects.filter(guest=guest, at__gte=moment).count()


def notice(guest: int, number: int) -> NoticeFacts | None:
    """One of them; None where it is another's, or gone."""
    row = GuestNotice.objects.filter(guest=guest, pk=number).first()
    return _notice(row) if row else None


def agreed(guest: int, purpose: Purpose) -> bool:
    """Whether a guest's yes to a purpose holds."""
    return bool(who_agreed([guest], purpose))


def who_agreed(guests: Iterable[int], purpose: Purpose) -> frozenset[int]:
    """Those of some guests whose yes holds."""
    holds = Agreement.objects.filter(guest__in=[*guests], purpose=purpose, withdrawn_at=None)
    return frozenset(holds.values_list("guest", flat=True))


def who_refused(guests: Iterable[int], purpose: Purpose) -> Mapping[int, datetime]:
    """Those of some guests who took their yes to a purpose back, and when they did so last."""
    asked = [*guests]
    rows = Agreement.objects.filter(guest__in=asked, purpose=purpose, withdrawn_at__isnull=False)
    agreed = who_agreed(asked, purpose)
    last = rows.order_by("withdrawn_at").values_list("guest", "withdrawn_at")
    return {guest: at for guest, at in last if guest not in agreed and at is not None}


def agreements(guest: int) -> tuple[AgreementFacts, ...]:
    """Every yes of a guest, the first one first."""
    rows = Agreement.objects.filter(guest=guest).order_by("given_at", "pk")
    return tuple(AgreementFacts(Purpose(row.purpose), row.given_at, row.withdrawn_at) for row in rows)


def _notice(row: GuestNotice) -> NoticeFacts:
    return NoticeFacts(row.pk, told(row.words, **row.values), row.address, row.at, row.seen_at)


def facts_of(row: Guest) -> GuestFacts:
    return GuestFacts(
        row.pk,
        row.community,
        row.name,
        row.guardian,
        row.joined_at,
        row.phrase,
        row.phrase_until,
        row.account,
        row.tied_at,
        row.tied_by,
        *_guarded(row),
        row.return_made_at,
    )


def _guarded(row: Guest) -> tuple[Guarded, datetime | None]:
    if not row.guardian:
        return Guarded.GROWN, None
    if row.guardian_withdrew_at is not None:
        return Guarded.WITHDRAWN, row.guardian_withdrew_at
    if row.guardian_agreed_at is not None:
        return Guarded.AGREED, row.guardian_agreed_at
    return Guarded.WAITING, None
