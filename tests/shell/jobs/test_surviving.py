"""What survives a kill: real workers in processes of their own, on SQLite and on PostgreSQL."""

import os
import random
import signal
import subprocess
import time

import pytest
from django.db import OperationalError, transaction
from jobs_for_tests import heavy_rows, hung, hung_beside, poison, poison_worker, rows, tiny
from workers import Workers, over, status, steps, wait_until

from juluo.shell.jobs.actions import enqueue
from juluo.shell.jobs.lease import DELIVERIES
from juluo.shell.jobs.models import Job, Status

DICE = random.Random(20261120)  # noqa: S311 - points in time, not secrets
# How often a worker is killed under a job: JULUO_KILLS=20 takes longer and proves no other thing.
KILLS = int(os.environ.get("JULUO_KILLS", "3"))
ON_SQLITE = pytest.mark.parametrize("crew", ["sqlite"], indirect=True)


def test_a_killed_worker_leaves_nothing_undone_and_nothing_done_twice(crew: Workers) -> None:
    job = enqueue(rows, total=20 * KILLS, pause=0.01)
    worker = crew.start()
    for _ in range(KILLS):
        reached = Job.objects.get(pk=job).done
        wait_until(lambda reached=reached: Job.objects.get(pk=job).done > reached or over(job))
        time.sleep(DICE.random() * 0.1)
        worker.kill()
        worker = crew.start()
    wait_until(lambda: over(job))
    ended = Job.objects.get(pk=job)
    assert (ended.status, ended.done, ended.result) == (Status.DONE, 20 * KILLS, 20 * KILLS)
    assert len(steps("row")) == 20 * KILLS
    assert 1 < ended.attempt <= KILLS + 1


@ON_SQLITE
def test_another_worker_takes_over(crew: Workers) -> None:
    job = enqueue(rows, total=40, pause=0.02)
    first = crew.start()
    wait_until(lambda: Job.objects.get(pk=job).done > 3)
    crew.start()
    first.kill()
    wait_until(lambda: over(job))
    assert status(job) is Status.DONE
    assert len(steps("row")) == 40


def freeze(worker: subprocess.Popen[str]) -> None:
    """Stop it between two writes: within one, it would hold the whole SQLite database, and nobody could write."""
    while True:
        worker.send_signal(signal.SIGSTOP)
        try:
            with transaction.atomic():
                Job.objects.filter(pk=0).update(done=0)
        except OperationalError:
            worker.send_signal(signal.SIGCONT)
            time.sleep(0.05)
        else:
            return


def test_a_frozen_worker_that_wakes_late_is_refused(crew: Workers) -> None:
    job = enqueue(rows, total=40, pause=0.05)
    first = crew.start()
    wait_until(lambda: Job.objects.get(pk=job).done > 3)
    freeze(first)
    crew.start()
    wait_until(lambda: Job.objects.get(pk=job).attempt == 2)
    first.send_signal(signal.SIGCONT)
    wait_until(lambda: over(job))
    time.sleep(0.3)
    ended = Job.objects.get(pk=job)
    assert (ended.status, ended.attempt, ended.done) == (Status.DONE, 2, 40)
    assert len(steps("row")) == 40
    assert first.poll() is None, "it goes on with other jobs"


@ON_SQLITE
def test_a_heavy_job_ends_with_its_worker_and_goes_on_with_the_next(crew: Workers) -> None:
    job = enqueue(heavy_rows, total=60, pause=0.02)
    first = crew.start()
    wait_until(lambda: Job.objects.get(pk=job).done > 3)
    first.kill()
    time.sleep(0.3)
    stood_still = Job.objects.get(pk=job).done
    time.sleep(0.3)
    assert Job.objects.get(pk=job).done == stood_still, "its process outlived the worker"
    crew.start()
    wait_until(lambda: over(job))
    assert status(job) is Status.DONE
    assert len(steps("heavy")) == 60


@ON_SQLITE
def test_a_job_that_kills_its_own_process_dies_after_five(crew: Workers) -> None:
    job = enqueue(poison)
    crew.start()
    for attempt in range(1, DELIVERIES + 1):
        wait_until(lambda attempt=attempt: len(steps("poison")) >= attempt)
        # Nobody wants to wait for pauses that double.
        wait_until(lambda attempt=attempt: Job.objects.get(pk=job).attempt != attempt or status(job) != "running")
        Job.objects.filter(pk=job, status=Status.WAITING).update(due=0)
    wait_until(lambda: over(job))
    assert status(job) is Status.DEAD
    assert steps("poison") == [f"poison-{n}" for n in range(1, DELIVERIES + 1)]


@ON_SQLITE
def test_a_job_that_kills_its_worker_dies_after_five(crew: Workers) -> None:
    job = enqueue(poison_worker)
    for _ in range(DELIVERIES):
        crew.start(lease=0.4).wait(timeout=60)
    survivor = crew.start(lease=0.4)
    wait_until(lambda: over(job))
    assert status(job) is Status.DEAD
    assert survivor.poll() is None
    assert len(steps("poison")) == DELIVERIES


@ON_SQLITE
def test_a_worker_told_to_stop_gives_its_jobs_back_at_once(crew: Workers) -> None:
    jobs = [enqueue(rows, total=150, pause=0.02), enqueue(heavy_rows, total=50, pause=0.02)]
    first = crew.start(lease=30)
    wait_until(lambda: all(Job.objects.get(pk=job).done > 2 for job in jobs))
    first.send_signal(signal.SIGTERM)
    assert first.wait(timeout=60) == 0
    assert [status(job) for job in jobs] == [Status.WAITING, Status.WAITING]
    assert [Job.objects.get(pk=job).spared for job in jobs] == [1, 1]
    crew.start(lease=30)
    wait_until(lambda: all(over(job) for job in jobs))
    assert (len(steps("row")), len(steps("heavy"))) == (150, 50)


def test_three_processes_write_at_once_and_each_job_is_done_once(crew: Workers) -> None:
    crew.start()
    crew.start()
    for number in range(120):
        enqueue(tiny, name=f"tiny-{number:03}")
    wait_until(lambda: not Job.objects.exclude(status=Status.DONE).exists())
    assert len(steps("tiny")) == 120
    # "database is locked" in any of them would have been an error, and a second attempt.
    assert set(Job.objects.values_list("attempt", "error")) == {(1, "")}


@ON_SQLITE
def test_a_job_without_an_end_is_stopped_and_its_worker_makes_way(crew: Workers) -> None:
    job = enqueue(hung)
    worker = crew.start(lease=0.5)
    wait_until(lambda: over(job))
    assert status(job) is Status.FAILED
    assert Job.objects.get(pk=job).told["template"].startswith("超过")
    assert worker.wait(timeout=60) == 75, "a thread can't be stopped, so the process goes"


@ON_SQLITE
@pytest.mark.parametrize("end", ["deadline", "cancel"])
def test_a_heavy_job_is_stopped_in_its_tracks(end: str, crew: Workers) -> None:
    job = enqueue(hung_beside)
    worker = crew.start(lease=1.0)
    wait_until(lambda: status(job) is Status.RUNNING)
    if end == "cancel":
        Job.objects.filter(pk=job).update(cancel_asked=True)
    wait_until(lambda: over(job))
    assert status(job) is (Status.CANCELLED if end == "cancel" else Status.FAILED)
    assert worker.poll() is None
    again = enqueue(heavy_rows, total=2)
    wait_until(lambda: over(again))


@ON_SQLITE
def test_an_idle_worker_costs_next_to_nothing(crew: Workers) -> None:
    worker = crew.start(lease=15)
    # On a busy machine it may still be starting; what never comes to rest is not idle.
    wait_until(lambda: spent_in(1.5, worker.pid) / 1.5 < 0.10)


def spent_in(seconds: float, pid: int) -> float:
    before = cpu_seconds(pid)
    time.sleep(seconds)
    return cpu_seconds(pid) - before


def cpu_seconds(pid: int) -> float:
    with open(f"/proc/{pid}/stat", encoding="ascii") as stat:  # noqa: PTH123 - a file of the kernel
        ticks = stat.read().rpartition(")")[2].split()
    return (int(ticks[11]) + int(ticks[12])) / os.sysconf("SC_CLK_TCK")
