"""What operators wrote and settled, put into its places of a report."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from juluo.desk.needs.status import STATUS_WORDS, Status
from juluo.ledger.period import Grain
from juluo.report.daily import Block, Heading, NeedRow, NeedRows, Pairs, Report, Section, Span, Table, ToWrite
from juluo.report.runs import RunLine, run_blocks
from juluo.wording.catalogue import Say, speaker
from juluo.wording.numbers import short_date, whole


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
class NeedLine:
    """What colleagues decided about a need. `name` is what they call it, empty where the machine named it.

    `whom` was told of it last, on `told_on`. `away`: it is to be seen no more, or counts as another.
    """

    need_id: str
    name: str
    status: Status
    owner: str
    whom: str = ""
    told_on: date | None = None
    away: bool = False


@dataclass(frozen=True, slots=True)
class SegmentLine:
    """How a segment moved: how many are in it, how many came in and went out since a day, of how many it isn't known.

    `n` None: nobody is surely in it, of some it isn't known.
    """

    name: str
    n: int | None
    since: date
    came: int
    went: int
    unclear: int


@dataclass(frozen=True, slots=True)
class ReflectionLine:
    """What operators thought of an event that was held in the report's days, once it was over."""

    title: str
    went_well: str = ""
    went_badly: str = ""
    next_time: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """What the desk knows for one report: `written` by the key of its place, tasks from reports before it.

    `needs` are those that somebody decided something about, `segments` those that the team shares, `reflections` those
    on the events of its days, `runs` the question sessions, check-ins and draws.
    """

    written: Mapping[str, str] = field(default_factory=dict)
    tasks: tuple[TaskLine, ...] = ()
    needs: tuple[NeedLine, ...] = ()
    segments: tuple[SegmentLine, ...] = ()
    reflections: tuple[ReflectionLine, ...] = ()
    runs: tuple[RunLine, ...] = ()


NOTHING = Desk()
# The section that plans also says what became of the last plan; that of analysis, how segments moved.
_PLAN, _ANALYSIS, _STRENGTHS = "plan", "analysis", "strengths"
_REFLECTION = "reflection"
# The section of events, and the place in it where operators write of them.
_EVENTS = "events"
# What was found of needs may have been taken over into this place by an earlier release.
_TOLD = "told"


def with_desk(report: Report, desk: Desk) -> Report:
    """The report with the operators' words in their places and what became of earlier tasks."""
    if desk == NOTHING:
        return report
    say = speaker(_lang(report))
    return replace(report, sections=tuple(_filled(section, desk, say, report) for section in report.sections))


def places(report: Report) -> Iterator[ToWrite]:
    """The places of a report that only operators can fill."""
    return (block for section in report.sections for block in section.blocks if isinstance(block, ToWrite))


def _filled(section: Section, desk: Desk, say: Say, report: Report) -> Section:
    blocks = tuple(_decided(_written(block, desk.written), desk, say, report) for block in section.blocks)
    if section.key == _PLAN and desk.tasks:
        blocks = (*_became(desk.tasks, say, report), *blocks)
    if section.key == _ANALYSIS and desk.segments:
        place = next(at for at, one in enumerate(blocks) if isinstance(one, ToWrite) and one.key == _STRENGTHS) - 1
        blocks = (*blocks[:place], *_moved(desk.segments, say, report), *blocks[place:])
    if section.key == _EVENTS and desk.runs:
        place = next(at for at, one in enumerate(blocks) if isinstance(one, ToWrite) and one.key == _EVENTS)
        told = run_blocks(desk.runs, say, Grain(report.grain), _lang(report))
        blocks = (*blocks[:place], *told, *blocks[place:])
    if desk.reflections:
        blocks = tuple(new for block in blocks for new in (*_thought(block, desk, say), block))
    return replace(section, blocks=blocks)


def _thought(block: Block, desk: Desk, say: Say) -> tuple[Block, ...]:
    """What stands before the place of reflections: those that nobody has taken over into it yet."""
    if not isinstance(block, ToWrite) or block.key != _REFLECTION:
        return ()
    kinds = {"went_well": "好在", "went_badly": "不好在", "next_time": "下次"}
    rows = [
        (say("{title}，{kind}", title=one.title, kind=say(kind)), (Span(getattr(one, name)),))
        for one in desk.reflections
        for name, kind in kinds.items()
        if getattr(one, name) and getattr(one, name) not in block.words
    ]
    return (Pairs(tuple(rows)),) if rows else ()


def _decided(block: Block, desk: Desk, say: Say, report: Report) -> Block:
    """Needs as colleagues call them and as they stand; none that is to be seen no more, or that was written of."""
    if not isinstance(block, NeedRows):
        return block
    known, said = {one.need_id: one for one in desk.needs}, desk.written.get(_TOLD, "")
    rows = (row for row in block.rows if not (row.need_id in known and known[row.need_id].away))
    told = [_stands(row, known[row.need_id], say, report) if row.need_id in known else row for row in rows]
    taken_over = bool(told) and all(row.need_id and row.name in said for row in told)
    return replace(block, rows=() if taken_over else tuple(told))


def _stands(row: NeedRow, one: NeedLine, say: Say, report: Report) -> NeedRow:
    parts = [] if one.status is Status.NEW else [say(STATUS_WORDS[one.status])]
    if one.owner:
        parts.append(say("由{name}跟", name=one.owner))
    if one.told_on is not None:
        parts.append(say("{day}告诉了{whom}", day=short_date(one.told_on, _lang(report)), whom=one.whom))
    return replace(row, name=one.name or row.name, stands=" · ".join(parts))


def _moved(segments: tuple[SegmentLine, ...], say: Say, report: Report) -> tuple[Block, ...]:
    """How the team's segments moved over the period."""
    since = short_date(segments[0].since, _lang(report))
    head = (say("分群"), say("现在"), say("进来"), say("出去"), say("看不清"))
    rows = tuple(
        (
            one.name,
            say("未知") if one.n is None else whole(one.n),
            whole(one.came),
            whole(one.went),
            whole(one.unclear),
        )
        for one in segments
    )
    caption = say("和{day}比；看不清的，那天或现在在不在里面看不出来。", day=since)
    return Heading(say("分群的进出")), Table(head, rows, (1, 2, 3, 4), caption)


def _lang(report: Report) -> str:
    return "en" if report.lang.startswith("en") else "zh"


def _written(block: Block, written: Mapping[str, str]) -> Block:
    if isinstance(block, ToWrite) and written.get(block.key):
        return replace(block, words=written[block.key])
    return block


def _became(tasks: tuple[TaskLine, ...], say: Say, report: Report) -> tuple[Block, ...]:
    lang = _lang(report)
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
