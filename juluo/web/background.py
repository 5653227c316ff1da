"""What works in the background, as whoever may see to it reads it: what is under way, what waits, what broke and why.

Works of the whole machine, which belong to no community, are told only to who owns the home.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.roles import May
from juluo.shell.jobs.actions import asks_for, cancel, retry
from juluo.shell.jobs.facts import Broken, JobFacts, broken_jobs, job_facts, open_jobs
from juluo.shell.jobs.models import Status
from juluo.shell.jobs.work import works
from juluo.shell.visit import Visit
from juluo.web.events.due import Waits
from juluo.wording.sentence import told

# So many lines of each list.
MOST = 50
_LONGEST = 200
_CHILD_ENDED, _KILLED = "its process ended with ", "its process ended with -9"


class Deed(StrEnum):
    """What the page lets one do with a job."""

    RETRY = "retry"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Line:
    """A job as the page tells it. `elsewhere` is the page that has better verbs for it."""

    number: int
    name: str
    of_all: bool
    state: str
    grave: bool
    why: str
    deed: Deed | None
    elsewhere: str = ""


@dataclass(frozen=True, slots=True)
class Background:
    """Both lists, and of each whether there is more than is listed."""

    broken: tuple[Line, ...]
    under_way: tuple[Line, ...]
    more_broken: bool
    more_under_way: bool


def background(visit: Visit, clock: "Clock") -> Background:
    """As things stand; as many questions however many jobs there are."""
    whose = _whose(visit)
    broken, at_it = broken_jobs(whose), open_jobs(whose, most=MOST + 1)
    return Background(
        tuple(_broken(visit, one, clock) for one in broken[:MOST]),
        tuple(_under_way(visit, one, clock) for one in at_it[:MOST]),
        len(broken) > MOST,
        len(at_it) > MOST,
    )


@dataclass(frozen=True, slots=True)
class Clock:
    """Moments by the community's clock."""

    now: datetime
    today: date

    def says(self, moment: datetime) -> str:
        local = moment.astimezone(self.now.tzinfo)
        return f"{local:%H:%M}" if local.date() == self.today else f"{local:%Y-%m-%d %H:%M}"


def see_to(visit: Visit, deed: str, number: int) -> None:
    """Stop a job of this page, or let it begin anew."""
    job = job_facts(number)
    if job is None or job.community not in _whose(visit) or elsewhere(job):
        raise RefusedError(told("没有这件后台工作。"))
    if deed == Deed.RETRY:
        retry(visit.who, number, visit.scene)
    else:
        cancel(visit.who, number, visit.scene)


def background_due(visit: Visit) -> tuple[Waits, ...]:
    """One line where something died and wasn't done since, for who may let it begin anew."""
    if not visit.may(May.IMPORT):
        return ()
    dead = broken_jobs(_whose(visit), (Status.DEAD,))
    mine = [one for one in dead if _may(visit, one.last)]
    if not mine:
        return ()
    words = visit.say("后台有{n}件事反复做不成，停下了", n=len(mine))
    return (Waits(words, "", "settings/background", late=True),)


def called(visit: Visit, name: str) -> str:
    """A job's name in an operator's words."""
    work = works().get(name)
    return visit.say(work.called) if work is not None and work.called else visit.say("现在的程序里没有的工作")


def elsewhere(job: JobFacts) -> str:
    """Where an import is stopped and begun again: there its files and its half are seen to as well."""
    parcel = job.arguments.get("parcel")
    return f"/desk/{job.community}/imports/parcel/{parcel}" if job.name == "imports.take_in" else ""


def _whose(visit: Visit) -> Sequence[str]:
    return (visit.community, "") if visit.who.owns_home else (visit.community,)


def _may(visit: Visit, job: JobFacts) -> bool:
    return visit.who.may(job.community, asks_for(job.name))


def _broken(visit: Visit, one: Broken, clock: Clock) -> Line:
    job, say = one.last, visit.say
    moment = clock.says(job.ended_at or job.made_at)
    if one.times > 1:
        state = say(
            "{since}起{times}回没做成，最近是{moment}", since=clock.says(one.since), times=one.times, moment=moment
        )
    elif job.status is Status.CANCELLED:
        state = say("{moment}停下的", moment=moment)
    else:
        state = say("{moment}停下，试过{n}次", moment=moment, n=job.attempt)
    if one.tried_again:
        state = say("{state}；正在再试", state=state)
    free = not one.tried_again and job.name in works() and _may(visit, job) and not elsewhere(job)
    return Line(
        job.id,
        called(visit, job.name),
        not job.community,
        state,
        job.status is not Status.CANCELLED,
        _why(visit, job),
        Deed.RETRY if free else None,
        elsewhere(job),
    )


def _under_way(visit: Visit, job: JobFacts, clock: Clock) -> Line:
    free = not job.cancel_asked and _may(visit, job) and not elsewhere(job)
    return Line(
        job.id,
        called(visit, job.name),
        not job.community,
        _how_far(visit, job, clock),
        grave=False,
        why=_why(visit, job) if job.error else "",
        deed=Deed.STOP if free else None,
        elsewhere=elsewhere(job),
    )


def _how_far(visit: Visit, job: JobFacts, clock: Clock) -> str:
    say = visit.say
    since = clock.says(job.started_at or job.made_at)
    if job.cancel_asked:
        return say("正在停下")
    if job.status is Status.RUNNING:
        if job.total:
            told_so_far = say("{since}开始，做了{done}，共{total}", since=since, done=job.done, total=job.total)
        else:
            told_so_far = say("{since}开始", since=since)
        return say("{state}，第{n}次试", state=told_so_far, n=job.attempt) if job.attempt > 1 else told_so_far
    if job.attempt:
        return say("试过{n}次，{due}再试", n=job.attempt, due=clock.says(job.due))
    if job.due > clock.now:
        return say("{due}做", due=clock.says(job.due))
    return say("{since}起在等", since=clock.says(job.made_at))


def _why(visit: Visit, job: JobFacts) -> str:
    """Why it wasn't done, in one sentence; of an error of the program its last line, which tells who mends it."""
    say = visit.say
    if job.status is Status.CANCELLED:
        return say("有人让它停下。")
    if job.status is Status.FAILED and job.why is not None:
        return visit.words(job.why)
    if job.error == _KILLED:
        return say("做它的进程中途被杀掉了，多半是内存不够。")
    if job.error.startswith(_CHILD_ENDED):
        return say("做它的进程中途没了，为什么写在后台的日志里。")
    lines = job.error.strip().splitlines()
    if lines:
        return say("程序出错了：{error}", error=lines[-1][:_LONGEST])
    return say("做它的后台进程几次都中途没了，多半是内存不够，或者机器停过。")
