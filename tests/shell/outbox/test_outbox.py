"""From desk to ledger: a real ledger, real workers, and the kills between the two."""

import random
import time
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from workers import status, wait_until, workers

from juluo.intake.acts import Act, append_acts
from juluo.ledger.acts import EventOpened, EventSignedUp, SurveyAnswered
from juluo.ledger.entry import Entry
from juluo.ledger.period import Calendar, Period
from juluo.ledger.query import EntryQuery
from juluo.shell.jobs.actions import enqueue
from juluo.shell.jobs.hands import execute
from juluo.shell.jobs.lease import Pace, claim
from juluo.shell.jobs.models import Job, Status
from juluo.shell.jobs.run import Run
from juluo.shell.jobs.work import works
from juluo.shell.outbox.actions import send
from juluo.shell.outbox.facts import waiting
from juluo.shell.outbox.jobs import drain, sweep
from juluo.shell.outbox.models import WaitingAct
from juluo.store.embedded import EmbeddedStore

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)
DICE = random.Random(7)  # noqa: S311 - points in time, not secrets


@pytest.fixture(autouse=True)
def tea(records: Path) -> Path:
    """A home whose ledger knows the community `tea`."""
    store = EmbeddedStore(records)
    store.add_community("tea", Calendar("UTC"))
    store.close()
    return records


def signed_up(number: int) -> Act:
    return Act(NOON + timedelta(seconds=number), EventSignedUp("night", guest=f"guest-{number}"))


def lines(home: Path) -> list[Entry]:
    store = EmbeddedStore(home)
    found = store.community("tea")
    assert found is not None
    view = store.view(found)
    try:
        return view.lines(EntryQuery(YEAR, people_only=False))
    finally:
        view.close()
        store.close()


def carry() -> None:
    """One worker's turn, in this process."""
    delivery = claim(works(), "here", Pace())
    assert delivery is not None
    execute(works()[delivery.name], Run(delivery, 15))


def test_acts_reach_the_ledger_and_leave_no_trace_on_the_way(tea: Path) -> None:
    send("tea", [Act(NOON, EventOpened("night")), signed_up(1)])
    assert waiting("tea") == 2
    carry()
    assert waiting("tea") == 0
    assert [entry.kind for entry in lines(tea)] == ["event.opened", "event.signed_up"]
    assert Job.objects.get().status == Status.DONE


def test_an_act_stands_with_its_record_or_not_at_all() -> None:
    with transaction.atomic():
        send("tea", [signed_up(1)])
        transaction.set_rollback(True)
    assert waiting("tea") == 0
    assert not Job.objects.exists()


def test_an_act_without_a_name_is_refused_before_it_waits() -> None:
    with pytest.raises(ValueError, match="who made the act"):
        send("tea", [Act(NOON, EventSignedUp("night"))])
    assert waiting("tea") == 0


def test_many_acts_wait_for_one_job(tea: Path) -> None:
    for number in range(5):
        send("tea", [signed_up(number)])
    assert Job.objects.count() == 1
    carry()
    assert len(lines(tea)) == 5


def test_what_was_handed_over_before_a_kill_is_not_there_twice(tea: Path) -> None:
    acts = [signed_up(number) for number in range(3)]
    send("tea", acts)
    store = EmbeddedStore(tea)
    found = store.community("tea")
    assert found is not None
    append_acts(store, found, acts[:2])
    store.close()
    carry()
    assert len(lines(tea)) == 3
    assert waiting("tea") == 0


def test_the_last_word_stands(tea: Path) -> None:
    for score in (2, 5, 2, 4):
        send("tea", [Act(NOON, SurveyAnswered("may", "csat", score, guest="g"))])
    carry()
    assert [entry.detail["score"] for entry in lines(tea)] == [4]


def test_an_unknown_community_is_told_and_its_acts_wait(tea: Path) -> None:
    send("go", [signed_up(1)])
    job = Job.objects.get()
    carry()
    assert status(job.pk) is Status.FAILED
    assert waiting("go") == 1
    store = EmbeddedStore(tea)
    store.add_community("go", Calendar("UTC"))
    store.close()
    enqueue(sweep)
    carry()
    carry()
    assert waiting("go") == 0


def test_while_an_import_writes_acts_wait_and_no_job_is_held_up(tea: Path) -> None:
    send("tea", [signed_up(1)])
    store = EmbeddedStore(tea)
    with store._locked(), pytest.MonkeyPatch.context() as hurried:
        hurried.setattr("juluo.shell.outbox.jobs._PATIENCE", 0.1)
        carry()
        assert waiting("tea") == 1
    store.close()
    assert Job.objects.filter(name=drain.name, status=Status.WAITING).update(due=0) == 1
    carry()
    assert waiting("tea") == 0
    assert len(lines(tea)) == 1


def test_every_act_is_in_the_ledger_once_whatever_is_killed(tea: Path) -> None:
    with workers(tea) as crew:
        worker = crew.start()
        for kill in range(2):
            for number in range(20):
                send("tea", [signed_up(kill * 20 + number)])
            wait_until(lambda: Job.objects.filter(status=Status.RUNNING).exists() or not WaitingAct.objects.exists())
            time.sleep(DICE.random() * 1.5)
            worker.kill()
            worker = crew.start()
        wait_until(lambda: not WaitingAct.objects.exists(), 60)
    names = Counter(entry.native_id for entry in lines(tea))
    assert len(names) == 40
    assert set(names.values()) == {1}
