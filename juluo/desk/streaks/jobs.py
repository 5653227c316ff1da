"""Listening for check-ins after every change of the ledger, and once a programme or its words change."""

from contextlib import closing
from datetime import UTC, datetime, timedelta

from django.conf import settings

from juluo.desk.streaks.facts import own as own_of
from juluo.desk.streaks.facts import programmes
from juluo.desk.streaks.hearing import listen
from juluo.desk.streaks.models import Programme
from juluo.desk.streaks.telling import celebrate
from juluo.ledger.period import Calendar
from juluo.ledger.persons import Persons
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.facts import guests as known_guests
from juluo.shell.jobs.actions import enqueue
from juluo.shell.jobs.run import Run
from juluo.shell.jobs.work import job


@job("streaks.listen", called="找群里打的卡", deadline=timedelta(minutes=30))
def listen_for_check_ins(run: Run) -> int:
    """Returns how many check-ins by words were added, changed or taken back."""
    from juluo.store.embedded import EmbeddedStore  # noqa: PLC0415 - only the process that does it needs its 80 MB

    run.check()
    with closing(EmbeddedStore(settings.HOME)) as store:
        found = store.community(run.community)
        if found is None:
            return 0
        with closing(store.view(found)) as view:
            now = datetime.now(UTC)
            changed = listen(view, run.community, now)
            if changed:
                _celebrate(run.community, found.calendar, view.persons, Scene(now))
    return changed


def _celebrate(community: str, calendar: Calendar, same: Persons, scene: Scene) -> None:
    """Whoever is known on the portal hears of a milestone that the group's messages brought."""
    guests: dict[int, list[int]] = {}
    for one in known_guests(community):
        if one.account is not None:
            guests.setdefault(same.of(one.account), []).append(one.id)
    every = programmes(community)
    for person, whose in guests.items():
        for own in own_of(every, None, same.accounts(person), calendar, scene.now):
            celebrate(community, whose, own, scene)


def ask_to_listen(community: str) -> None:
    """Let a worker listen, if there is a programme; one that is asked for already is enough."""
    if Programme.objects.filter(community=community).exists():
        enqueue(listen_for_check_ins, community=community, queue=f"{listen_for_check_ins.name}:{community}")
