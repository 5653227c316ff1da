"""活动 › 计划: the form of a plan, new, after an earlier event, or changed."""

from dataclasses import replace
from http import HTTPStatus
from zoneinfo import ZoneInfo

from django.http import HttpResponse, HttpResponseRedirect

from juluo.desk.events.actions.planning import change, copy_from, plan, start_lists
from juluo.desk.events.facts import last_like
from juluo.desk.events.patterns import PATTERNS
from juluo.desk.events.values import EventFacts, Form, Plan, State
from juluo.metrics.metric import Good, Metric, Unit, grouped
from juluo.report.catalogue import GROUP_WORDS, by_title
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.facts import team
from juluo.shell.accounts.roles import May
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.web.asking import choice_asked, parameter
from juluo.web.communities import note_visit
from juluo.web.events.asked import SPANS, goals, plan_asked
from juluo.web.events.belonging import beginning
from juluo.web.events.effect import seeable_line
from juluo.web.events.shown import SPAN_WORDS, channels_of, line_typed
from juluo.web.local_time import typed, zone_of
from juluo.web.pages.events import goal_words, one_of, segments_of, words_of
from juluo.wording.catalogue import capital

_WRONG = HTTPStatus.UNPROCESSABLE_ENTITY


@page(
    "desk/<slug:community>/events/new",
    nav=Nav.EVENTS,
    may=May.KEEP_TASKS,
    methods=("GET", "POST"),
    title="计划一场活动",
)
def event_new(visit: Visit) -> HttpResponse:
    """A plan from the pattern of its form, or from an earlier event, with what the last of its kind taught."""
    if visit.request.method == "GET":
        note_visit(visit)
        return _form(visit, *_beginning(visit))
    source = visit.field("copy")
    try:
        wanted = plan_asked(visit, zone_of(visit.community), frozenset(channels_of(visit.community)))
        if source:
            slug = copy_from(visit.who, visit.community, source, wanted, visit.scene)
        else:
            slug = plan(visit.who, visit.community, wanted, visit.scene)
            pattern = PATTERNS[wanted.form]
            items = [(days, visit.words(words)) for days, words in pattern.checklist]
            lasts = wanted.ends - wanted.starts if wanted.starts and wanted.ends else None
            run = [(minute, visit.words(words)) for minute, words in pattern.run_within(lasts)]
            start_lists(visit.who, visit.community, slug, items, run, zone_of(visit.community), visit.scene)
    except RefusedError as error:
        return _form(visit, None, source, visit.words(error.sentence))
    return HttpResponseRedirect(f"/desk/{visit.community}/events/{slug}")


@page("desk/<slug:community>/events/<slug:event>/edit", nav=Nav.EVENTS, may=May.KEEP_TASKS, methods=("GET", "POST"))
def event_edit(visit: Visit, event: str) -> HttpResponse:
    """Change its plan."""
    found = one_of(visit, event)
    if visit.request.method == "GET":
        return _form(visit, found.plan, "", event=found)
    try:
        wanted = plan_asked(visit, zone_of(visit.community), frozenset(channels_of(visit.community)))
        change(visit.who, visit.community, event, wanted, visit.scene)
    except RefusedError as error:
        return _form(visit, None, "", visit.words(error.sentence), found)
    return HttpResponseRedirect(f"/desk/{visit.community}/events/{event}?tab=plan")


def _beginning(visit: Visit) -> tuple[Plan, str]:
    """What the form begins with: an earlier event, or the pattern of a form and what its last one taught."""
    source = parameter(visit, "copy")
    if source:
        old = one_of(visit, source)
        return _lessons_of(old, old.plan), source
    form = choice_asked(visit, "form", Form, Form.TOPIC)
    wanted = Plan(form, "", "", goal=None)
    last = last_like(visit.community, form)
    return (wanted if last is None else _lessons_of(last, wanted)), ""


def _lessons_of(old: EventFacts, wanted: Plan) -> Plan:
    """The plan without its days, and with what the other event's reflection says for the next time."""
    thought = old.reflection
    learnt = "\n".join(words for words in (thought.next_time, thought.went_badly, old.plan.lessons) if words)
    return replace(wanted, lessons=learnt, starts=None, ends=None, signup_until=None)


def _form(
    visit: Visit, wanted: Plan | None, source: str, wrong: str = "", event: EventFacts | None = None
) -> HttpResponse:
    """The form with a plan in it, or with what was sent and what is wrong with it."""
    zone = zone_of(visit.community)
    sent = wanted is None
    values = {name: visit.field(name) for name in _FIELDS} if wanted is None else _values(wanted, zone)
    controls = {str(one) for one in visit.request.POST.getlist("controls")} if wanted is None else None
    form = Form(values["form"]) if values["form"] in set(Form) else Form.TOPIC
    last = last_like(visit.community, form) if event is None else None
    return visit.render(
        "event_form.html",
        _WRONG if sent else HTTPStatus.OK,
        event=event,
        source=source,
        values=values,
        controls=controls if wanted is None else {str(one) for one in wanted.controls},
        form=form,
        last=last,
        wrong=wrong,
        channels=channels_of(visit.community),
        segments=segments_of(visit),
        team=team(visit.community),
        goals=_goals(visit, PATTERNS[form].metric),
        spans={days: visit.say(SPAN_WORDS[days]) for days in SPANS},
        usual=PATTERNS[form],
        elsewhere=(beginning(visit, form) or ("",))[0],
        frozen=event is not None and event.state is not State.PLANNED,
        goal=goal_words(visit, event.plan) if event else None,
        seeable="" if wanted is None else seeable_line(visit, wanted),
        **words_of(visit, zone),
    )


_FIELDS = (
    "form", "title", "content", "lessons", "starts", "ends", "signup_until", "place", "channel", "segment", "budget",
    "partners", "capacity", "goal_metric", "goal_line", "goal_days", "owner",
    "place_later", "known_only", "walk_ins", "one_network", "remind",
)  # fmt: skip


def _values(wanted: Plan, zone: ZoneInfo) -> dict[str, str]:
    """A plan as the form's fields."""
    goal = wanted.goal
    metric = goals().get(goal.metric) if goal else None
    shares = metric is not None and metric.unit is Unit.SHARE
    line = "" if goal is None else f"{line_typed(goal.line, is_share=shares):f}"
    told = {
        "form": wanted.form,
        "title": wanted.title,
        "content": wanted.content,
        "lessons": wanted.lessons,
        "starts": typed(wanted.starts, zone),
        "ends": typed(wanted.ends, zone),
        "signup_until": typed(wanted.signup_until, zone),
        "place": wanted.place,
        "channel": wanted.channel,
        "segment": wanted.segment,
        "budget": wanted.budget,
        "partners": wanted.partners,
        "capacity": wanted.capacity,
        "goal_metric": goal.metric if goal else "",
        "goal_line": line,
        "goal_days": goal.days if goal else 0,
        "owner": wanted.owner,
        "place_later": "yes" if wanted.place_later else "",
        "known_only": "yes" if wanted.known_only else "",
        "walk_ins": "yes" if wanted.walk_ins else "",
        "one_network": "yes" if wanted.one_network else "",
        "remind": wanted.remind,
    }
    return {name: "" if value is None else str(value) for name, value in told.items()}


def _goals(visit: Visit, usual: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """What can be reached, by the catalogue's groups and in them by title, the form's usual one before all."""
    known = goals()
    shelves = [(visit.say("这种形式常看的"), [known[usual]])]
    for group, found in grouped().items():
        rest = [one for one in found if one.name in known and one.name != usual]
        shelves.append((capital(visit.say(GROUP_WORDS[group])), by_title(rest, visit.lang)))
    return [(words, [(one.name, _titled(visit, one)) for one in those]) for words, those in shelves if those]


def _titled(visit: Visit, metric: Metric) -> str:
    """Its title, and how a line for it is typed and meant: shares are typed as percentages."""
    title = metric.title if visit.lang == "zh" else metric.title_en
    marks = [visit.say("%")] if metric.unit is Unit.SHARE else []
    marks += [visit.say("越少越好")] if metric.good is Good.LOWER else []
    return visit.say("{title}（{marks}）", title=title, marks=visit.say("，").join(marks)) if marks else title
