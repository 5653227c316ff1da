"""What draws tell the ledger: that there is one, who stands in its sealed list, and who won.

The same act always has the same name there, so that it counts once. A list names people by whatever rule made it: who
was put there by a segment did nothing for it, and the ledger says no more than that they stood in it.
"""

from collections.abc import Iterable, Sequence
from contextlib import closing

from django.conf import settings

from juluo.desk.draws.models import Draw, DrawnPick, Entrant
from juluo.intake.acts import Act
from juluo.ledger.acts import DrawEntered, DrawOpened, DrawWon
from juluo.store.embedded import EmbeddedStore

By = tuple[str, str]


def opened(draw: Draw) -> Act:
    return Act(draw.opened_at or draw.made_at, DrawOpened(draw.slug, draw.title))


def standing(rows: Sequence[Entrant], *, taken_back: bool = False) -> list[Act]:
    """All that the ledger knows of lines of one community, or that it isn't they; nothing of who was erased."""
    known = _known_as(rows)
    won = {pick.entrant_id: pick for pick in DrawnPick.objects.filter(entrant__in=rows, why="")}
    acts: list[Act] = []
    for row in rows:
        by = known.get(row.person) if row.person is not None else None
        if row.person is not None and by is None:
            continue
        slug, guest = row.draw.slug, "" if by is not None else _guest(row)
        acts.append(Act(row.draw.sealed_at or row.draw.made_at, DrawEntered(slug, guest, taken_back), by))
        if row.pk in won:
            acts.append(Act(won[row.pk].at, DrawWon(slug, guest, taken_back), by))
    return acts


def won(picks: Iterable[DrawnPick], *, taken_back: bool = False) -> list[Act]:
    """That these came out, or were passed over after all."""
    found = list(picks)
    known = _known_as([pick.entrant for pick in found])
    acts = []
    for pick in found:
        row = pick.entrant
        by = known.get(row.person) if row.person is not None else None
        if row.person is None or by is not None:
            guest = "" if by is not None else _guest(row)
            acts.append(Act(pick.at, DrawWon(row.draw.slug, guest, taken_back), by))
    return acts


def _guest(row: Entrant) -> str:
    """By which somebody without account is told apart; on the portal by the name that the ledger knows guests by."""
    return row.key if row.guest is None else f"gportal-{row.guest}"


def _known_as(rows: Sequence[Entrant]) -> dict[int, By]:
    """How the ledger knows the accounts of lines: platform and id, by their numbers; none of who was erased."""
    codes = sorted({row.person for row in rows if row.person is not None})
    if not codes:
        return {}
    with closing(EmbeddedStore(settings.HOME)) as store:
        found = store.register.accounts(rows[0].draw.community, codes)
    return {code: (one.platform, one.account_id) for code, one in found.items() if not one.erased}
