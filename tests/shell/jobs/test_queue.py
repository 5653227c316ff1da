import re
from datetime import datetime, time, timedelta

import pytest
from cast import Cast
from django.db import transaction
from jobs_for_tests import broken, refused, rows, tiny
from workers import Workers, status, steps

from juluo.shell.accounts.actions.refusals import NotAllowedError, RefusedError
from juluo.shell.accounts.roles import Role
from juluo.shell.accounts.scene import Scene
from juluo.shell.jobs.actions import cancel, enqueue, forget, retry, tick, tidy_away
from juluo.shell.jobs.facts import broken_jobs, database_now, job_facts, jobs_of
from juluo.shell.jobs.hands import execute
from juluo.shell.jobs.lease import DELIVERIES, Delivery, Pace, claim, finish, keep_step, renew
from juluo.shell.jobs.models import Job, Status
from juluo.shell.jobs.run import CalledOffError, LostError, Run
from juluo.shell.jobs.schedule import Daily
from juluo.shell.jobs.work import JobRegistrationError, job, works

PACE = Pace()
pytestmark = pytest.mark.usefixtures("crew")


def taken() -> Delivery:
    delivery = claim(works(), "here", PACE)
    assert delivery is not None
    return delivery


def taken_over() -> None:
    """The lease of what is running ends, as if its worker had been silent."""
    Job.objects.filter(status=Status.RUNNING).update(lease_until=0)


def test_a_job_is_taken_once_and_oldest_first() -> None:
    first, second = enqueue(tiny, name="a"), enqueue(tiny, name="b")
    assert [taken().id, taken().id] == [first, second]
    assert claim(works(), "here", PACE) is None


def test_a_later_job_waits(crew: Workers) -> None:
    assert not crew.running
    enqueue(tiny, name="a", after=timedelta(hours=1))
    assert claim(works(), "here", PACE) is None
    Job.objects.update(due=0)
    assert taken().attempt == 1


def test_a_job_that_nobody_here_knows_is_left_alone() -> None:
    enqueue(tiny, name="a")
    assert claim({"other"}, "here", PACE) is None


def test_a_job_asked_for_in_a_transaction_that_fails_was_never_asked_for() -> None:
    with transaction.atomic():
        enqueue(tiny, name="a")
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_one_key_is_one_job_forever() -> None:
    first = enqueue(tiny, once="x", name="a")
    execute(tiny, Run(taken(), 15))
    assert enqueue(tiny, once="x", name="b") == first
    assert steps("") == ["a"]
    assert claim(works(), "here", PACE) is None


def test_a_queue_key_is_one_job_until_it_is_taken() -> None:
    first = enqueue(tiny, queue="x", name="a")
    assert enqueue(tiny, queue="x", name="b") == first
    taken()
    assert enqueue(tiny, queue="x", name="c") != first


def test_who_lost_a_job_can_neither_keep_nor_end_it() -> None:
    enqueue(rows, total=3)
    first = taken()
    taken_over()
    second = taken()
    assert (first.id, first.attempt, second.attempt) == (second.id, 1, 2)
    assert not renew(first, 15).held
    assert not keep_step(first, 15, {}, got_on=True)
    assert not finish(first, None)
    assert renew(second, 15).held


def test_who_gets_on_is_never_laid_to_rest() -> None:
    """Five deliveries without one step are the job's own fault; twenty kills of a worker are not."""
    number = enqueue(rows, total=20)
    for reached in range(20):
        with Run(taken(), 15).step(reached + 1):
            pass
        taken_over()
    for _ in range(DELIVERIES - 1):
        taken()
        taken_over()
    assert status(number) is Status.RUNNING
    assert claim(works(), "here", PACE) is None
    assert status(number) is Status.DEAD


def test_a_step_of_who_lost_the_job_is_undone() -> None:
    enqueue(rows, total=3)
    run = Run(taken(), 15)
    with pytest.raises(LostError), run.step(1):
        tiny.do(Run(taken_meanwhile(), 15), name="by the other")
    assert run.cursor is None


def taken_meanwhile() -> Delivery:
    """Another worker takes the job over, as it does where the lease ends within a step."""
    taken_over()
    return taken()


def test_a_broken_job_is_tried_five_times_with_longer_pauses() -> None:
    number = enqueue(broken)
    pauses = []
    for _ in range(DELIVERIES):
        Job.objects.update(due=0)
        execute(broken, Run(taken(), 15))
        row = Job.objects.get(pk=number)
        pauses.append(round(row.due - database_now().timestamp()) if row.status == Status.WAITING else None)
    assert pauses == [2, 4, 8, 16, None]
    facts = job_facts(number)
    assert facts is not None
    assert (facts.status, [one.last.id for one in broken_jobs([""])]) == (Status.DEAD, [number])
    assert "ValueError: 5" in facts.error


def test_a_job_that_says_why_it_cannot_be_done_is_not_tried_again() -> None:
    number = enqueue(refused)
    execute(refused, Run(taken(), 15))
    facts = job_facts(number)
    assert facts is not None
    assert facts.why is not None
    assert (facts.status, facts.why.words("en")) == (Status.FAILED, "There is no such background job.")


def test_cancelling(cast: Cast, scene: Scene) -> None:
    waiting, running = enqueue(rows, community="tea", total=3), enqueue(rows, community="tea", total=3)
    Job.objects.filter(pk=waiting).update(due=database_now().timestamp() + 60)
    run = Run(taken(), 15)
    with pytest.raises(NotAllowedError):
        cancel(cast.of_tea[Role.VIEWER], waiting, scene)
    with pytest.raises(RefusedError):
        cancel(cast.an, 0, scene)
    for number in (waiting, running):
        cancel(cast.of_tea[Role.OPERATOR], number, scene)
    assert status(waiting) is Status.CANCELLED
    with pytest.raises(CalledOffError), run.step(1):
        pass
    execute(rows, run)
    assert status(running) is Status.CANCELLED
    assert steps("row") == []
    retry(cast.of_tea[Role.OPERATOR], running, scene)
    execute(rows, Run(taken(), 15))
    assert [facts.status for facts in jobs_of("tea")] == [Status.DONE, Status.CANCELLED]


def test_a_cancelled_job_whose_worker_died_is_not_done_by_another() -> None:
    number = enqueue(rows, total=3)
    taken()
    Job.objects.update(cancel_asked=True)
    taken_over()
    assert claim(works(), "here", PACE) is None
    assert status(number) is Status.CANCELLED


def test_old_jobs_are_forgotten_and_dead_ones_kept() -> None:
    for ended in (Status.DONE, Status.DEAD, Status.FAILED):
        Job.objects.filter(pk=enqueue(tiny, name=ended)).update(status=ended, ended_at=0)
    assert tidy_away(timedelta(days=30)) == 2
    assert [one.last.status for one in broken_jobs([""])] == [Status.DEAD]


def test_a_dead_job_whose_work_was_done_since_is_forgotten_too() -> None:
    dead, stays = (enqueue(tiny, name=name) for name in ("a", "b"))
    Job.objects.update(status=Status.DEAD, ended_at=0)
    Job.objects.filter(pk=enqueue(tiny, name="a")).update(status=Status.DONE, ended_at=1)
    assert [one.last.id for one in broken_jobs([""])] == [stays]
    assert tidy_away(timedelta(days=30)) == 2
    assert not Job.objects.filter(pk=dead).exists()
    assert [one.last.id for one in broken_jobs([""])] == [stays]


def test_what_breaks_again_and_again_is_one_thing() -> None:
    old, new = enqueue(broken), enqueue(broken)
    Job.objects.update(status=Status.DEAD, ended_at=1)
    Job.objects.filter(pk=new).update(ended_at=2)
    (one,) = broken_jobs([""])
    assert (one.last.id, one.times, one.since.timestamp(), one.tried_again) == (new, 2, 1, False)
    Job.objects.filter(pk=new).update(status=Status.WAITING, ended_at=None)
    (one,) = broken_jobs([""])
    assert (one.last.id, one.times, one.tried_again) == (old, 1, True)


def test_a_turn_has_one_job_however_often_the_clock_ticks() -> None:
    daily = Daily(time(6, 30), "Asia/Shanghai")
    for at in ("2026-11-20T06:30+08:00", "2026-11-20T06:30:05+08:00", "2026-11-20T23:59+08:00"):
        tick(tiny, daily, datetime.fromisoformat(at))
    assert list(Job.objects.values_list("once_key", flat=True)) == ["cron:test.tiny:2026-11-20"]
    taken()
    tick(tiny, daily, datetime.fromisoformat("2026-11-21T06:29+08:00"))
    assert Job.objects.count() == 1
    tick(tiny, daily, datetime.fromisoformat("2026-11-21T06:31+08:00"))
    assert Job.objects.count() == 2


def test_missed_turns_share_one_run() -> None:
    daily = Daily(time(6, 30), "Asia/Shanghai")
    for day in (20, 21, 25):
        tick(tiny, daily, datetime.fromisoformat(f"2026-11-{day}T07:00+08:00"))
    assert list(Job.objects.values_list("once_key", flat=True)) == ["cron:test.tiny:2026-11-25"]
    tick(tiny, daily, datetime.fromisoformat("2026-11-25T08:00+08:00"))
    assert Job.objects.count() == 1


def test_what_cannot_be_a_job_is_refused_at_the_door() -> None:
    with pytest.raises(JobRegistrationError):
        job("No Good")
    with pytest.raises(JobRegistrationError):
        job("test.never", deadline=timedelta(0))
    with pytest.raises(JobRegistrationError):
        job("test.tiny")(lambda _run: None)
    assert {"jobs.tidy", "test.tiny"} <= set(works())


def test_who_is_erased_is_taken_out_of_what_broke_while_it_waits_and_out_of_the_machines_own() -> None:
    """A page shows why something broke; who was named in it is named there no more."""
    said = "ValueError: 小满 wrote it twice"
    there = Job.objects.bulk_create(
        Job(name="test.tiny", community=community, status=state, error=said)
        for community, state in (("tea", Status.WAITING), ("", Status.FAILED), ("other", Status.FAILED))
    )
    assert forget("tea", re.compile("小满"), "■") == 2
    now = {row.pk: row.error for row in Job.objects.all()}
    assert [now[row.pk] for row in there] == [said.replace("小满", "■")] * 2 + [said]
