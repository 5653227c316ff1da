"""The ledger follows draws: a sealed list, who won, and whose a line is."""

from collections.abc import Callable, Sequence

from django.db import transaction
from django.db.models import Q

from juluo.desk.draws.acts import opened, standing
from juluo.desk.draws.models import Draw, Entrant
from juluo.shell.outbox.actions import send


def tell_list(row: Draw) -> None:
    """Within the transaction that sealed it, or holds it: its list, and who won so far."""
    lines = list(Entrant.objects.filter(draw=row).select_related("draw").order_by("pk"))
    send(row.community, [opened(row), *standing(lines)])
    Draw.objects.filter(pk=row.pk).update(told=True)


def tell_older() -> int:
    """Lists that were sealed before the ledger was told of any, each once. Returns how many there were."""
    found = 0
    for number in Draw.objects.filter(told=False).exclude(seal="").values_list("pk", flat=True):
        with transaction.atomic():
            row = Draw.objects.select_for_update().filter(pk=number, told=False).first()
            if row is not None:
                tell_list(row)
                found += 1
    return found


def retell(lines: Q, become: Callable[[Entrant], None], *, erased: bool = False) -> int:
    """Lines become somebody else's, in the ledger too: what it was told is taken back and told anew.

    Of somebody `erased` nothing is taken back there, for the erasing itself empties what was theirs. Another line of
    the same account in the same draw stays told. Returns how many lines there were.
    """
    rows = list(Entrant.objects.select_for_update().filter(lines).select_related("draw").order_by("pk"))
    for community in sorted({row.draw.community for row in rows}):
        _retell(community, [row for row in rows if row.draw.community == community], become, erased=erased)
    return len(rows)


def _retell(community: str, rows: Sequence[Entrant], become: Callable[[Entrant], None], *, erased: bool) -> None:
    told = [row for row in rows if row.draw.told]
    gone = [] if erased else standing(told, taken_back=True)
    before = {(row.draw_id, row.person) for row in told if row.person is not None}
    for row in rows:
        become(row)
        row.save()
    beside = Entrant.objects.filter(draw__in={draw for draw, _ in before}, person__in={who for _, who in before})
    others = [row for row in beside.select_related("draw") if (row.draw_id, row.person) in before]
    fresh = {row.pk: row for row in (*told, *others)}
    send(community, [*gone, *standing(list(fresh.values()))])
