"""What operators wrote and settled, put into its places of a report."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from juluo.report.daily import Block, Heading, Report, Section, Table, ToWrite
from juluo.wording.catalogue import Say, speaker
from juluo.wording.numbers import short_date


class Outcome(StrEnum):
    """How a task stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class TaskLine:
    """Something that somebody was going to do. `why` is the reason of a dropped one."""

    words: str
    owner: str
    due: date | None
    outcome: Outcome
    why: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """What the desk knows for one report: `written` by the key of its place, tasks from reports before it."""

    written: Mapping[str, str] = field(default_factory=dict)
    tasks: tuple[TaskLine, ...] = ()


NOTHING = Desk()
# The section that plans also says what became of the last plan.
_PLAN = "plan"


def with_desk(report: Report, desk: Desk) -> Report:
    """The report with the operators' words in their places and what became of earlier tasks."""
    if not desk.written and not desk.tasks:
        return report
    say = speaker("en" if report.lang.startswith("en") else "zh")
    return replace(report, sections=tuple(_filled(section, desk, say, report) for section in report.sections))


def places(report: Report) -> Iterator[ToWrite]:
    """The places of a report that only operators can fill."""
    return (block for section in report.sections for block in section.blocks if isinstance(block, ToWrite))


def _filled(section: Section, desk: Desk, say: Say, report: Report) -> Section:
    blocks = tuple(_written(block, desk.written) for block in section.blocks)
    if section.key == _PLAN and desk.tasks:
        blocks = (*_became(desk.tasks, say, report), *blocks)
    return replace(section, blocks=blocks)


def _written(block: Block, written: Mapping[str, str]) -> Block:
    if isinstance(block, ToWrite) and written.get(block.key):
        return replace(block, words=written[block.key])
    return block


def _became(tasks: tuple[TaskLine, ...], say: Say, report: Report) -> tuple[Block, ...]:
    lang = "en" if report.lang.startswith("en") else "zh"
    head = (say("要做的事"), say("谁来做"), say("什么时候"), say("怎样了"))
    rows = tuple(
        (one.words, one.owner, short_date(one.due, lang) if one.due else "", _outcome(one, say, report.last))
        for one in tasks
    )
    return Heading(say("之前定的事")), Table(head, rows)


def _outcome(task: TaskLine, say: Say, day: date) -> str:
    match task.outcome:
        case Outcome.DONE:
            return say("做完了")
        case Outcome.DROPPED:
            return say("不做了：{why}", why=task.why)
        case Outcome.OPEN:
            return say("没做完，过期了") if task.due and task.due < day else say("还没做完")
