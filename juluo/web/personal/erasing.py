"""A person is erased from everything: from what the desk wrote first, for their names are known only until then."""

import time
from collections.abc import Sequence
from contextlib import closing
from datetime import timedelta

from django.conf import settings
from django.db import transaction

from juluo.ledger.entry import Account
from juluo.shell.accounts.actions.refusals import RefusedError, require
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.roles import May
from juluo.shell.accounts.scene import Scene
from juluo.shell.jobs.actions import enqueue
from juluo.shell.jobs.run import Run
from juluo.shell.jobs.work import job
from juluo.shell.outbox.facts import waiting
from juluo.wording.sentence import told

_SECONDS = 30


@job("members.erase", called="把一位成员抹干净", may=May.ERASE_PEOPLE, heavy=True, deadline=timedelta(hours=2))
def erase_member(run: Run, *, codes: list[int], common: list[str] | None = None) -> dict[str, int]:
    """Erase a person's accounts, given by their numbers; `common` are names of theirs that are everybody's words.

    Killed at any point and done again, it comes to its end.
    """
    from juluo.store.embedded import EmbeddedStore  # noqa: PLC0415 - only the process that does it needs its 80 MB
    from juluo.web.forgetting import forget  # noqa: PLC0415 - the same

    _let_acts_arrive(run)
    with closing(EmbeddedStore(settings.HOME)) as store:
        with store.at_rest():
            """What a killed predecessor left unfinished is finished by whoever comes in next."""
        accounts = _living(store.register.accounts(run.community, codes))
        if not accounts:
            return {"accounts": 0}
        forgotten: list[int] = []
        own, masked = store.erase(
            run.community,
            accounts,
            common=common or (),
            first=lambda whom: forgotten.append(forget(store, run.community, whom)),
        )
    return {"accounts": len(accounts), "entries": own, "masked": masked, "desk": sum(forgotten)}


def _let_acts_arrive(run: Run) -> None:
    """What waits on its way to the ledger holds account ids until it is there, which takes seconds."""
    for _ in range(_SECONDS):
        run.check()
        if not waiting(run.community):
            return
        time.sleep(1)


def ask_to_erase(  # who asks, of whom
    by: Colleague, community: str, person: int, codes: list[int], scene: Scene, common: Sequence[str] = ()
) -> int:
    """Let a person be erased by a job. Returns its number; asked twice, it is one."""
    require(by, community, May.ERASE_PEOPLE)
    if not codes:
        raise RefusedError(told("没有这位成员，或者已经抹去了。"))
    with transaction.atomic():
        queue = f"erase:{community}:{person}"
        number = enqueue(erase_member, community=community, by=by.id, queue=queue, codes=codes, common=[*common])
        note(scene, by, "erase_person", community=community, about=str(person), detail={"accounts": len(codes)})
    return number


def _living(accounts: dict[int, Account]) -> list[Account]:
    return [one for one in accounts.values() if not one.erased]
