"""Who is erased leaves draws too: their line stays in the sealed list, and nobody knows whose it was."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from secrets import token_hex

from django.db import transaction
from django.db.models import Q

from juluo.desk.draws.actions.telling import retell
from juluo.desk.draws.facts import WRITTEN
from juluo.desk.draws.models import Draw, DrawnPick, Entrant, Pressed
from juluo.desk.draws.values import CLAIM_DAYS
from juluo.shell.guests.facts import GuestFacts, guests_of
from juluo.shell.written import mask
from juluo.store.mask import masked_value

# What the seal is reckoned from.
_SEALED = ("title", "prize", "rule", "source")
_SEALED_SINCE_2 = (*_SEALED, "early")


def forget(community: str, find: re.Pattern[str], instead: str) -> int:
    """Mask an erased person's names in everything written of draws. Returns in how many rows they stood.

    A name in the words of a sealed draw goes, too: the seal can't be reckoned from them any more, and that is told.
    """
    with transaction.atomic():
        changed = sum(_masked_draw(row, find, instead) for row in Draw.objects.filter(community=community))
        named = Entrant.objects.filter(draw__community=community).exclude(name="")
        said = DrawnPick.objects.filter(draw__community=community).exclude(why="", contact="")
        changed += mask(named.iterator(), WRITTEN, find, instead) + mask(said.iterator(), WRITTEN, find, instead)
    return changed


def forget_person(community: str, persons: Sequence[int]) -> int:
    """Let an erased person's lines be nobody's. Returns how many there were."""
    with transaction.atomic():
        return _let_go(Q(draw__community=community, person__in=persons), erased=True)


def follow_tied(guest: GuestFacts, **_: object) -> None:
    """A guest is known to be a member: their lines are that member's.

    Of one who pressed with two phones both rows stay: leaving with one leaves the other in. The list takes them once.
    """
    _are_of(guest, guest.account)


def follow_untied(guest: GuestFacts, **_: object) -> None:
    """It was somebody else: what they did on the portal stays theirs, and is no member's."""
    _are_of(guest, None)


def _are_of(guest: GuestFacts, person: int | None) -> None:
    def become(row: Entrant) -> None:
        row.person = person

    theirs = Q(draw__community=guest.community, guest=guest.id)
    with transaction.atomic():
        retell(theirs, become)
        Pressed.objects.filter(theirs).update(person=person)


def follow_left(guest: GuestFacts, **_: object) -> None:
    """They left the portal: what they pressed is gone, and their lines are nobody's.

    The sealed line of a member who is still here with another phone stays theirs.
    """
    theirs = Q(draw__community=guest.community, guest=guest.id)
    phones = () if guest.account is None else guests_of(guest.community, [guest.account]).get(guest.account, ())
    for other in (one for one in phones if one.id != guest.id):
        Entrant.objects.filter(theirs).update(guest=other.id)
    _let_go(theirs)


def forget_old_words(now: datetime) -> int:
    """Empty what winners wrote, and names that are no members', once they are old. Returns of how many."""
    over = now - timedelta(days=CLAIM_DAYS)
    claims = DrawnPick.objects.filter(contact_at__lt=over).exclude(contact="").update(contact="")
    ended = Draw.objects.filter(Q(drawn_at__lt=over) | Q(drawn_at=None, closes__lt=over))
    names = Entrant.objects.filter(draw__in=ended).exclude(name="").update(name="")
    lists = ended.exclude(listed="", kept_out="").update(listed="", kept_out="")
    return claims + names + lists


def _let_go(theirs: Q, *, erased: bool = False) -> int:
    def become(row: Entrant) -> None:
        row.key, row.person, row.guest, row.name = f"x{token_hex(8)}", None, None, ""

    with transaction.atomic():
        gone = Pressed.objects.filter(theirs).delete()[0]
        DrawnPick.objects.filter(entrant__in=Entrant.objects.filter(theirs)).update(contact="", contact_at=None)
        return gone + retell(theirs, become, erased=erased)


def _masked_draw(row: Draw, find: re.Pattern[str], instead: str) -> int:
    names = _SEALED_SINCE_2 if row.form > 1 else _SEALED
    spoilt = bool(row.seal) and any(find.search(getattr(row, name)) for name in names)
    who = masked_value(row.who, find, instead)
    changed = mask([row], WRITTEN, find, instead)
    if who != row.who or spoilt:
        changed = Draw.objects.filter(pk=row.pk).update(who=who, masked=row.masked or spoilt)
    return changed
