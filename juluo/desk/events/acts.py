"""What events tell the ledger. The same act always has the same name there, so that it counts once."""

from collections.abc import Iterable
from contextlib import closing

from django.conf import settings

from juluo.desk.events.models import Event, SignUp
from juluo.desk.events.values import Place
from juluo.intake.acts import Act
from juluo.ledger.acts import EventAttended, EventClosed, EventOpened, EventSignedUp
from juluo.ledger.entry import Account
from juluo.store.embedded import EmbeddedStore

By = tuple[str, str]


def opened(event: Event, *, called_off: bool = False) -> Act:
    """Announced; told again when its title, time or channels change, or when it won't be held."""
    at = event.opened_at or event.made_at
    reached = () if event.channel is None else (event.channel,)
    told = EventOpened(
        event.slug, event.title, event.starts, called_off, event.ends, reached, tuple(event.controls), event.form
    )
    return Act(at, told)


def closed(event: Event, cost: float | None) -> Act:
    at = event.ended_at or event.made_at
    return Act(at, EventClosed(event.slug, cost, event.hours))


def signed_up(event: Event, row: SignUp, by: By | None, *, taken_back: bool = False) -> Act:
    return Act(row.at, EventSignedUp(event.slug, _guest(row, by), taken_back=taken_back), by)


def attended(event: Event, row: SignUp, by: By | None, *, taken_back: bool = False) -> Act:
    return Act(row.came_at or row.at, EventAttended(event.slug, _guest(row, by), taken_back=taken_back), by)


def standing(row: SignUp, by: By | None, *, taken_back: bool = False) -> list[Act]:
    """All that the ledger knows of one sign-up: that they have a place, that they came; or that it wasn't they."""
    acts = [signed_up(row.event, row, by, taken_back=taken_back)] if row.state == Place.IN else []
    return [*acts, *([attended(row.event, row, by, taken_back=taken_back)] if row.came_at is not None else [])]


def known_as(community: str, rows: Iterable[SignUp]) -> dict[int, By]:
    """How the ledger knows the accounts of sign-ups: platform and id, by their numbers; none of who was erased."""
    return {code: of(one) for code, one in accounts(community, (row.person for row in rows)).items()}


def accounts(community: str, numbers: Iterable[int | None]) -> dict[int, Account]:
    """The accounts of some numbers; none of who was erased."""
    codes = sorted({code for code in numbers if code is not None})
    if not codes:
        return {}
    with closing(EmbeddedStore(settings.HOME)) as store:
        found = store.register.accounts(community, codes)
    return {code: one for code, one in found.items() if not one.erased}


def of(account: Account) -> By:
    return account.platform, account.account_id


def _guest(row: SignUp, by: By | None) -> str:
    return "" if by is not None else row.key
