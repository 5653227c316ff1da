"""Draws and all that is kept of them, as frozen values."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from juluo.desk.draws.models import Draw, DrawnPick, Entrant, Pressed
from juluo.desk.draws.proof import Pick, Proof
from juluo.desk.draws.sealed import DrawError, Mode, Sealed, Terms, Ticket, sha256
from juluo.desk.draws.values import (
    AFTER_SEAL,
    DrawFacts,
    Mine,
    PickFacts,
    Plan,
    PressedFacts,
    State,
    Way,
    Who,
)
from juluo.shell.guests.facts import GuestFacts, by_guest
from juluo.shell.titled import NEWEST, Titled

# What operators and winners write, by the record it stands in: where an erased person may be named.
WRITTEN: dict[type, tuple[str, ...]] = {
    Draw: ("title", "prize", "rule", "source", "listed", "kept_out", "early", "why"),
    Entrant: ("name",),
    DrawnPick: ("why", "contact"),
}


def draws(community: str) -> tuple[DrawFacts, ...]:
    """Every draw, the latest first."""
    return _counted(Draw.objects.filter(community=community).order_by("-made_at", "-pk"))


def how_many_public(community: str) -> int:
    """How many draws members may see."""
    return _published(community).count()


def public_draws(community: str, first: int, last: int) -> tuple[DrawFacts, ...]:
    """Some of those that members may see, the latest first."""
    return _counted(_published(community).order_by("-opened_at", "-pk")[first:last])


def draws_now(community: str, since: datetime, most: int) -> tuple[DrawFacts, ...]:
    """Those that are open or on their way, or were drawn since a moment: the next ones first, drawn ones last."""
    rows = _published(community).exclude(state=State.CALLED_OFF)
    return _counted(
        rows.filter(Q(drawn_at=None) | Q(drawn_at__gt=since)).order_by(
            F("drawn_at").desc(nulls_first=True), "closes", "pk"
        )[:most]
    )


def how_many_own(guest: GuestFacts, persons: Sequence[int]) -> int:
    """In how many draws a guest is, or wants to be."""
    return _own(guest, persons).count()


def own_draws(guest: GuestFacts, persons: Sequence[int], first: int, last: int) -> tuple[DrawFacts, ...]:
    """Some of these, the latest first."""
    return _counted(_own(guest, persons).order_by("-opened_at", "-pk")[first:last])


def draw(community: str, slug: str) -> DrawFacts | None:
    return next(iter(_counted(Draw.objects.filter(community=community, slug=slug))), None)


def tickets(community: str, slug: str, first: int = 0, last: int | None = None) -> tuple[Ticket, ...]:
    """The sealed list as it stands, or some of it, in the order of its tags."""
    rows = Entrant.objects.filter(draw__community=community, draw__slug=slug).order_by("tag")
    return tuple(Ticket(tag, weight) for tag, weight in rows.values_list("tag", "weight")[first:last])


def sealed_draw(community: str, slug: str) -> Sealed | None:
    """What is sealed, from the records as they stand now; None before. Raises DrawError where they can't be a draw."""
    row = Draw.objects.filter(community=community, slug=slug).first()
    return None if row is None or not row.seal else sealed_by(row)


def still_sealed(community: str, slug: str) -> bool:
    """Whether the records still give the seal that was published: no line came, went or changed since."""
    row = Draw.objects.filter(community=community, slug=slug).first()
    if row is None or not row.seal:
        return False
    try:
        return sealed_by(row).seal == row.seal
    except DrawError:
        return False


def proof(community: str, slug: str) -> Proof | None:
    """The verification of a draw that was held; None before. Raises DrawError where the list was spoilt since."""
    row = Draw.objects.filter(community=community, slug=slug, state=State.DRAWN).first()
    if row is None:
        return None
    found = DrawnPick.objects.filter(draw=row).order_by("place").values_list("entrant__tag", "why")
    return Proof(sealed_by(row), row.seal, row.secret, row.value, tuple(Pick(tag, why) for tag, why in found))


def picks(community: str, slug: str) -> tuple[PickFacts, ...]:
    """Who came out, in their order; those passed over among them."""
    rows = DrawnPick.objects.filter(draw__community=community, draw__slug=slug).select_related("entrant")
    return tuple(map(_pick, rows.order_by("place")))


def mine(community: str, slug: str, guest: int | None, persons: Sequence[int]) -> Mine | None:
    """The line of a guest or of the person they are; None for who isn't in."""
    numbers = Draw.objects.filter(community=community, slug=slug).values_list("pk", flat=True)
    return next(iter(mine_among([*numbers], guest, persons).values()), None)


def mine_among(draws: Collection[int], guest: int | None, persons: Sequence[int]) -> Mapping[int, Mine]:
    """Their line in each of some draws, by the draw's number; where they aren't in, there is none."""
    before = Entrant.objects.filter(draw=OuterRef("draw"), tag__lt=OuterRef("tag")).order_by()
    many = Coalesce(Subquery(before.values("draw").annotate(n=Count("pk")).values("n")), 0)
    rows = Entrant.objects.filter(_theirs(guest, persons), draw__in=draws).annotate(before=many).order_by("-pk")
    first = {row.draw_id: row for row in rows}
    won = {
        pick.entrant_id: _pick(pick)
        for pick in DrawnPick.objects.filter(entrant__in=[row.pk for row in first.values()]).select_related("entrant")
    }
    return {of: Mine(row.before + 1, row.tag, row.weight, won.get(row.pk)) for of, row in first.items()}


def persons_in(draw: int) -> frozenset[int]:
    """The accounts that stand in a draw's sealed list."""
    rows = Entrant.objects.filter(draw=draw, person__isnull=False)
    return frozenset(one for one in rows.values_list("person", flat=True) if one is not None)


def pressed(community: str, slug: str) -> tuple[PressedFacts, ...]:
    """Who wants to be in, first come first."""
    rows = Pressed.objects.filter(draw__community=community, draw__slug=slug).order_by("at", "pk")
    return tuple(PressedFacts(row.guest, row.person, row.at) for row in rows)


def many_pressed(community: str, slug: str) -> int:
    """How many want to be in, a member with two phones once."""
    return len({("guest", one.guest) if one.person is None else one.person for one in pressed(community, slug)})


def pressed_among(draws: Collection[int], guest: GuestFacts) -> frozenset[int]:
    """In which of some draws a guest wants to be, with whichever phone they said so."""
    return frozenset(Pressed.objects.filter(by_guest(guest), draw__in=draws).values_list("draw_id", flat=True))


def waits_or_stands(guest: GuestFacts) -> tuple[bool, bool]:
    """Whether a guest wants to be in a draw that isn't sealed yet, and whether they stand in a sealed list."""
    wanted = Pressed.objects.filter(by_guest(guest), draw__community=guest.community, draw__state=State.OPEN)
    lines = Entrant.objects.filter(draw__community=guest.community, guest=guest.id)
    return wanted.exists(), lines.exists()


def won_lately(community: str, since: datetime | None, last: int) -> tuple[frozenset[int], frozenset[int]]:
    """Persons and guests who won since a moment, or in the last so many draws."""
    held = Draw.objects.filter(community=community, state=State.DRAWN)
    recent = [*held.order_by("-drawn_at", "-pk").values_list("pk", flat=True)[:last]] if last else []
    wanted = Q(draw__in=recent) | (Q(draw__drawn_at__gte=since) if since is not None else Q(pk=None))
    rows = DrawnPick.objects.filter(wanted, draw__community=community, draw__state=State.DRAWN, why="")
    found = [*rows.values_list("entrant__person", "entrant__guest")]
    persons = frozenset(person for person, _ in found if person is not None)
    return persons, frozenset(guest for _, guest in found if guest is not None)


def about(community: str, persons: Sequence[int]) -> tuple[tuple[str, str, str, datetime], ...]:
    """What is held of one person by any of their numbers: which kind, the words, by whom, when."""
    return _about(community, Q(person__in=persons))


def about_guest(community: str, guest: int) -> tuple[tuple[str, str, str, datetime], ...]:
    """The same of somebody on the portal."""
    return _about(community, Q(guest=guest))


def titles(community: str, keys: Collection[str] | None = None) -> Mapping[str, Titled]:
    """What each is called, the newest first; of some alone where they are named."""
    rows = Draw.objects.filter(community=community).order_by("-pk")
    if keys is not None:
        rows = rows.filter(slug__in=keys)
    told = rows.values_list("slug", "title", "closes")[:NEWEST]
    return {key: Titled(title, at=at) for key, title, at in told}


def naming(community: str, find: re.Pattern[str]) -> tuple[tuple[str, str, datetime], ...]:
    """Draws in whose words somebody is named: the words, who planned it, when."""
    found: list[tuple[str, str, datetime]] = []
    for row in Draw.objects.filter(community=community).order_by("made_at"):
        said = [str(getattr(row, name)) for name in WRITTEN[Draw]]
        said.append(str(row.who.get("word", "")))
        said += DrawnPick.objects.filter(draw=row).exclude(why="").values_list("why", flat=True)
        found += [(words, row.made_by, row.made_at) for words in said if find.search(words)]
    return tuple(found)


def sealed_by(row: Draw) -> Sealed:
    """The sealed draw of a record."""
    listed = Entrant.objects.filter(draw=row).order_by("tag").values_list("tag", "weight")
    return Sealed(terms_of(row), tuple(Ticket(tag, weight) for tag, weight in listed), sha256(row.secret))


def terms_of(row: Draw) -> Terms:
    told = f"{row.community}/{row.slug}"
    words = (told, _announced(row), row.rule, row.closes_told)
    early = (row.until_told, row.early) if row.form > 1 else ("", "")
    return Terms(*words, row.winners, row.source, Mode(row.mode), *early, row.form)


def _announced(row: Draw) -> str:
    """What is drawn for stands in the sealed title: nobody can put another prize there afterwards."""
    return f"{row.title} | {row.prize}" if row.prize else row.title


def _about(community: str, whose: Q) -> tuple[tuple[str, str, str, datetime], ...]:
    found: list[tuple[str, str, str, datetime]] = []
    rows = Entrant.objects.filter(whose, draw__community=community).select_related("draw").order_by("draw__sealed_at")
    came: dict[int, list[DrawnPick]] = defaultdict(list)
    for one in DrawnPick.objects.filter(entrant__in=rows).order_by("place"):
        came[one.entrant_id].append(one)
    for row in rows:
        found.append(("draw_entrant", f"{row.draw.title} {row.tag}", "", row.draw.sealed_at or row.draw.made_at))
        for pick in came[row.pk]:
            found.append(("draw_pick", f"{row.draw.title} {pick.why}".strip(), pick.passed_by, pick.at))
            if pick.contact and pick.contact_at is not None:
                found.append(("draw_claim", pick.contact, "", pick.contact_at))
    waiting = Pressed.objects.filter(whose, draw__community=community).select_related("draw").order_by("at")
    found += [("draw_pressed", row.draw.title, "", row.at) for row in waiting]
    return tuple(found)


def _published(community: str) -> QuerySet[Draw]:
    return Draw.objects.filter(community=community, opened_at__isnull=False)


def _own(guest: GuestFacts, persons: Sequence[int]) -> QuerySet[Draw]:
    lines = Entrant.objects.filter(_theirs(guest.id, persons), draw__community=guest.community).values("draw")
    wanted = Pressed.objects.filter(by_guest(guest), draw__community=guest.community).values("draw")
    return _published(guest.community).filter(Q(pk__in=lines) | Q(pk__in=wanted))


def _theirs(guest: int | None, persons: Sequence[int]) -> Q:
    return Q(person__in=persons) | (Q(guest=guest) if guest is not None else Q(pk=None))


def _counted(asked: Iterable[Draw]) -> tuple[DrawFacts, ...]:
    rows = list(asked)
    ids = [row.pk for row in rows]
    many = dict(Entrant.objects.filter(draw_id__in=ids).values_list("draw_id").order_by().annotate(n=Count("pk")))
    return tuple(_facts(row, many.get(row.pk, 0)) for row in rows)


def _facts(row: Draw, entrants: int) -> DrawFacts:
    drawn = row.state == State.DRAWN
    return DrawFacts(
        id=row.pk,
        slug=row.slug,
        plan=plan_of(row),
        state=State(row.state),
        made_by=row.made_by,
        made_at=row.made_at,
        opened_at=row.opened_at,
        closes_told=row.closes_told,
        left_out=dict(row.left_out),
        seal=row.seal,
        promise=sha256(row.secret) if row.state in AFTER_SEAL or row.seal else "",
        sealed_at=row.sealed_at,
        sealed_by=row.sealed_by,
        early=row.early,
        entrants=entrants,
        value=row.value,
        value_at=row.value_at,
        value_by=row.value_by,
        secret=row.secret if drawn else "",
        drawn_at=row.drawn_at,
        drawn_by=row.drawn_by,
        why=row.why,
        masked=row.masked,
    )


def plan_of(row: Draw) -> Plan:
    return Plan(
        row.title,
        row.prize,
        row.rule,
        row.winners,
        row.closes,
        _who(row.who),
        Mode(row.mode),
        row.source,
        row.entries_until,
        row.event,
        row.listed,
        row.kept_out,
    )


def _who(told: dict[str, Any]) -> Who:
    since, until = (told.get(name) for name in ("since", "until"))
    return Who(
        way=Way(told.get("way", Way.PRESSED)),
        segment=told.get("segment"),
        event=told.get("event", ""),
        since=datetime.fromisoformat(since) if since else None,
        until=datetime.fromisoformat(until) if until else None,
        channels=tuple(told.get("channels", ())),
        word=told.get("word", ""),
        staff=told.get("staff", True),
        known=told.get("known", False),
        won_days=told.get("won_days", 0),
        won_draws=told.get("won_draws", 0),
        weight_days=told.get("weight_days", 0),
        weight_most=told.get("weight_most", 7),
    )


def _pick(row: DrawnPick) -> PickFacts:
    who = row.entrant
    return PickFacts(
        row.place,
        who.tag,
        who.person,
        who.guest,
        who.name,
        row.why,
        row.passed_by,
        row.contact,
        row.contact_at,
        row.given_at,
        row.given_by,
    )
