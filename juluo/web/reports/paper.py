"""A report's paper on its page: places to write in and proposals to settle stand among its blocks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from types import MappingProxyType

from django.template.loader import render_to_string

from juluo.desk.reports.facts import Written
from juluo.desk.tasks.facts import TaskFacts
from juluo.insights.needs.span import Span
from juluo.ledger.period import Grain, Period
from juluo.report.daily import Block, EntryLine, NeedRows, Report, Step, ToWrite
from juluo.report.render.html import paper_html
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.roles import May
from juluo.shell.visit import Visit
from juluo.web.events.told import event_lines_for
from juluo.web.feedback.told import feedback_lines_for
from juluo.web.look import member_at
from juluo.web.needs.told import lines_for
from juluo.web.surveys.told import survey_lines_for
from juluo.wording.catalogue import Say

# These stand under a heading of the same words.
_HEADED = frozenset({"improve", "told", "strengths"})
_EMPTY = Written("", 0, "", None)
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Around:
    """What a page knows beside the report itself: what went wrong, what stands where, who could do what."""

    wrong: Mapping[str, str] = field(default_factory=dict)
    mine: Mapping[str, str] = field(default_factory=dict)
    theirs: Mapping[str, Written] = field(default_factory=dict)
    unsigned: str = ""
    untaken: str = ""
    visit: Visit | None = None
    address: str = ""
    grain: Grain = Grain.DAY
    period: Period | None = None
    places: Mapping[str, Written] = field(default_factory=dict)
    team: tuple[Colleague, ...] = ()
    tasks: tuple[TaskFacts, ...] = ()

    def at(
        self,
        visit: Visit,
        grain: Grain,
        period: Period,
        places: Mapping[str, Written],
        team: tuple[Colleague, ...],
        tasks: tuple[TaskFacts, ...],
    ) -> "Around":
        """The same on one report's page."""
        address = f"/desk/{visit.community}/reports/{grain}/{period.first}"
        return replace(
            self, visit=visit, address=address, grain=grain, period=period, places=places, team=team, tasks=tasks
        )


NOBODY_YET = Around()


@cache
def prompts() -> Mapping[str, tuple[str, str]]:
    """The places of a report: what they are called, and what helps to fill them."""
    return MappingProxyType(
        {
            "positioning": ("社群是做什么的", "定位、服务谁、这一季往哪走。写一次，以后的日报都用它，直到改掉。"),
            "improve": ("要改的", "哪里要改，打算怎么改。"),
            "events": ("办了什么活动", "主题、内容、形式、时间、来了多少人；没办就空着。"),
            "reflection": ("活动的反思", "哪里好，下次改什么。"),
            "told": ("告诉了谁", "收到什么反馈，怎么处理的，回给了谁。"),
            "strengths": ("优点与不足", "做得好的，和没做好的。"),
            "choices": ("下一步", "选哪几条，为什么；要有人做的，在下面定成任务。"),
        }
    )


def paper(report: Report, around: Around, *, edits: bool) -> str:
    """The paper's markup. Who may not write, and a signed report, show what was written."""

    def place(one: ToWrite) -> str:
        return place_html(around, one, edits=edits)

    def beside(step: Step) -> str:
        return _step_html(around, step) if edits else ""

    def person_at(person: int) -> str:
        return member_at(around.visit, person) if around.visit is not None else ""

    def desk_at(page: str) -> str:
        return f"/desk/{around.visit.community}/{page}" if around.visit is not None else ""

    return paper_html(report, place, beside, person_at, _need_at(around), _entry_at(around), desk_at)


def _need_at(around: Around) -> Callable[[str, NeedRows], str]:
    """Where a need has its page, and a new topic its place on the page of needs."""
    visit = around.visit

    def found(need_id: str, rows: NeedRows) -> str:
        if visit is None or not visit.may(May.READ_MESSAGES):
            return ""
        span = Span.WEEK if (rows.last - rows.first).days < _WEEK else Span.MONTH
        asked = f"?of={span}&day={rows.first}"
        base = f"/desk/{visit.community}/needs"
        return f"{base}/{need_id}{asked}" if need_id else f"{base}{asked}#topics"

    return found


def _entry_at(around: Around) -> Callable[[EntryLine], str]:
    """Where one reads what was said around an entry."""
    visit = around.visit

    def found(line: EntryLine) -> str:
        if visit is None or line.day is None or not visit.may(May.READ_MESSAGES):
            return ""
        return f"/desk/{visit.community}/around/{line.entry_id}?day={line.day}"

    return found


def closed(report: Report, say: Say) -> Report:
    """A signed report for taking away: where nothing was written it says so, and no lines wait for a pen."""

    def ended(block: Block) -> Block:
        if not isinstance(block, ToWrite) or block.words:
            return block
        name = say(prompts()[block.key][0]) if block.key in prompts() and block.key not in _HEADED else ""
        return replace(block, words=say("{place}：没有写。", place=name) if name else say("没有写。"))

    sections = (replace(one, blocks=tuple(ended(block) for block in one.blocks)) for one in report.sections)
    return replace(report, sections=tuple(sections))


def place_html(around: Around, one: ToWrite, *, edits: bool) -> str:
    visit = around.visit
    if visit is None:
        raise ValueError(one.key)
    name, hint = prompts()[one.key]
    return render_to_string(
        "report_place.html",
        {
            "say": visit.say,
            "visit": visit,
            "key": one.key,
            "name": visit.say(name),
            "headed": one.key in _HEADED,
            "hint": visit.say(hint),
            "words": around.mine.get(one.key, one.words),
            "place": around.places.get(one.key, _EMPTY),
            "wrong": around.wrong.get(one.key, ""),
            "theirs": around.theirs.get(one.key),
            "edits": edits,
            "around": around,
            "proposed": _proposed(around, one.key) if edits else (),
        },
        visit.request,
    )


def _proposed(around: Around, key: str) -> tuple[str, ...]:
    """What is known of needs for a place in which nothing was written."""
    written = key in around.mine or around.places.get(key, _EMPTY).version > 0
    if around.visit is None or around.period is None or written:
        return ()
    lines = lines_for(around.visit, key, around.period)
    surveys = survey_lines_for(around.visit, key, around.period)
    told = feedback_lines_for(around.visit, key, around.period)
    return (*event_lines_for(around.visit, key, around.period), *told, *surveys, *lines)


def _step_html(around: Around, step: Step) -> str:
    visit = around.visit
    if visit is None:
        raise ValueError(step.words)
    settled = next((task for task in around.tasks if task.words == step.words), None)
    values = {"say": visit.say, "step": step, "settled": settled, "around": around, "visit": visit}
    return render_to_string("report_step.html", values, visit.request)
