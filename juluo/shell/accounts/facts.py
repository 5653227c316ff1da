"""What accounts tell others: frozen values, never records."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from juluo.shell.accounts.models import ApiToken, AuditLine, Invitation, Membership, ResetLink, User
from juluo.shell.accounts.roles import May, Role, may

# The deed of opening a member's page.
LOOKED_AT = "look_at_member"


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody signed in, with the role in each community. Who owns the home is owner of every community."""

    id: int
    name: str
    shown_as: str
    lang: str
    theme: str
    owns_home: bool
    roles: tuple[tuple[str, Role], ...]

    def role(self, community: str) -> Role | None:
        return Role.OWNER if self.owns_home else dict(self.roles).get(community)

    def may(self, community: str, deed: May) -> bool:
        return may(self.role(community), deed)

    def communities(self) -> frozenset[str]:
        """Those with a role of their own; who owns the home sees all there are."""
        return frozenset(slug for slug, _ in self.roles)


@dataclass(frozen=True, slots=True)
class Welcome:
    """An invitation that still opens the door."""

    community: str
    role: Role
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Pass:
    """What a valid API token allows: some deeds in one community, on behalf of a colleague."""

    colleague: Colleague
    community: str
    scopes: frozenset[May]

    def may(self, community: str, deed: May) -> bool:
        return community == self.community and deed in self.scopes and self.colleague.may(community, deed)


@dataclass(frozen=True, slots=True)
class TokenLine:
    """A token as its maker sees it again: never the token itself."""

    id: int
    label: str
    community: str
    scopes: tuple[str, ...]
    ending: str
    made_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of the audit log."""

    at: datetime
    name: str
    community: str
    deed: str
    about: str
    address: str


@dataclass(frozen=True, slots=True)
class Parted:
    """A guest and an account that were taken for one since a moment, parted by somebody; `told` counts what moved."""

    at: datetime
    name: str
    account: int
    since: datetime
    told: Mapping[str, int]


def colleague_of(user: User) -> Colleague:
    roles = Membership.objects.filter(user=user).order_by("community").values_list("community", "role")
    return _colleague(user, [(slug, Role(role)) for slug, role in roles])


def _colleague(user: User, held: list[tuple[str, Role]]) -> Colleague:
    return Colleague(user.pk, user.name, user.shown_as, user.lang, user.theme, user.owns_home, tuple(held))


def colleague(number: int) -> Colleague | None:
    found = User.objects.filter(pk=number, is_active=True).first()
    return colleague_of(found) if found else None


def team(community: str) -> tuple[Colleague, ...]:
    """Who has a role in a community, owners of the home included."""
    held = Q(owns_home=True) | Q(memberships__community=community)
    users = list(User.objects.filter(held, is_active=True).distinct().order_by("name"))
    roles: dict[int, list[tuple[str, Role]]] = defaultdict(list)
    kept = Membership.objects.filter(user__in=users).order_by("community").values_list("user_id", "community", "role")
    for number, slug, role in kept:
        roles[number].append((slug, Role(role)))
    return tuple(_colleague(user, roles[user.pk]) for user in users)


def has_owner() -> bool:
    """Whether somebody owns this home already."""
    return User.objects.filter(owns_home=True, is_active=True).exists()


def welcome(token_hash: str, now: datetime) -> Welcome | None:
    found = Invitation.objects.filter(token_hash=token_hash, used_at=None, expires_at__gt=now).first()
    return Welcome(found.community, Role(found.role), found.expires_at) if found else None


def reset_of(token_hash: str, now: datetime) -> str | None:
    """The name of the account whose password a link still changes."""
    found = ResetLink.objects.filter(token_hash=token_hash, used_at=None, expires_at__gt=now, user__is_active=True)
    name = found.values_list("user__name", flat=True).first()
    return str(name) if name is not None else None


def accounts() -> tuple[Colleague, ...]:
    """Everybody who can sign in, by name."""
    return tuple(colleague_of(user) for user in User.objects.filter(is_active=True).order_by("name"))


def has_second_step(number: int) -> bool:
    return User.objects.filter(pk=number, second_step__confirmed_at__isnull=False).exists()


def tokens_of(number: int) -> tuple[TokenLine, ...]:
    rows = ApiToken.objects.filter(user_id=number, revoked_at=None).order_by("-made_at")
    return tuple(
        TokenLine(row.pk, row.label, row.community, tuple(row.scopes), row.ending, row.made_at, row.used_at)
        for row in rows
    )


def audit_of(community: str, *, last: int = 200) -> tuple[Deed, ...]:
    """The latest deeds in a community, the newest first; without looks at members, which are many."""
    return _deeds(AuditLine.objects.filter(community=community).exclude(deed=LOOKED_AT), last)


def looks_of(community: str, person: int | None = None, *, last: int = 200) -> tuple[Deed, ...]:
    """Who opened whose page lately, or one member's; `about` is the member's number."""
    rows = AuditLine.objects.filter(community=community, deed=LOOKED_AT)
    return _deeds(rows if person is None else rows.filter(about=str(person)), last)


# What is done to a member is noted by the member's number.
ON_PEOPLE = (
    LOOKED_AT,
    "export_person",
    "erase_person",
    "tie_guest",
    "untie_guest",
    "take_own_data",
    "wish_erasure",
    "agree_cooperation",
    "go_on_with_cooperation",
    "done_cooperation",
    "dropped_cooperation",
    "remove_cooperation",
    "opt_out",
    "opt_in",
)


def about_person(community: str, persons: Iterable[int], *, last: int) -> tuple[Deed, ...]:
    """Who did what with one member's data, by any of their numbers."""
    rows = AuditLine.objects.filter(community=community, deed__in=ON_PEOPLE, about__in=[str(one) for one in persons])
    return _deeds(rows, last)


def parted(community: str, guest: int) -> Parted | None:
    """How somebody on the portal was last parted from an account."""
    rows = AuditLine.objects.filter(community=community, deed="untie_guest", detail__guest=guest)
    row = rows.order_by("-at", "-pk").first()
    if row is None or "told" not in row.detail:
        return None
    return Parted(row.at, row.name, int(row.about), datetime.fromisoformat(row.detail["since"]), row.detail["told"])


def _deeds(found: QuerySet[AuditLine], last: int) -> tuple[Deed, ...]:
    rows = found.order_by("-at", "-pk")[:last]
    return tuple(Deed(row.at, row.name, row.community, row.deed, row.about, row.address) for row in rows)
