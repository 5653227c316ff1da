"""成员 › 分群: segments that colleagues keep, what a rule would mean, what a segment is like, who came and went."""

from dataclasses import dataclass
from datetime import date
from http import HTTPStatus

from django.http import Http404, HttpResponse, HttpResponseRedirect

from juluo.desk.segments.actions import (
    keep_segment,
    put_away_segment,
    share_segment,
    take_out_segment,
)
from juluo.desk.segments.facts import SegmentFacts, kept_segment, kept_segments
from juluo.insights.needs.span import Span
from juluo.insights.segments.preview import Course, Flow
from juluo.insights.segments.printing import written
from juluo.insights.segments.rule import Rule
from juluo.insights.segments.words import share_words, size_words
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.roles import May
from juluo.shell.limits import Cost
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.web.asking import number_asked, parameter
from juluo.web.communities import note_visit
from juluo.web.marks import simulated
from juluo.web.needs.found import looking
from juluo.web.pages.members import export_file
from juluo.web.segments.shown import (
    courses,
    day_of,
    drawn,
    grid,
    line_of,
    membership,
    named_people,
    needed,
    readable,
    rhythm,
    suggested,
)
from juluo.web.segments.words import STARTERS, thing_words, trait_words
from juluo.wording.numbers import long_date, percent, whole

_SIZE = 50
_DEEDS = frozenset({"share", "unshare", "put-away", "take-out"})
_SINCE = {1: "和昨天比", 7: "和一周前比"}


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept segment as it is listed; without course, its rule can't be read any more."""

    facts: SegmentFacts
    words: str
    course: Course | None
    own: bool

    def flow(self, back: int) -> Flow | None:
        """Who came and went since so many days ago."""
        if self.course is None or self.course.preview.size is None:
            return None
        return next((one for one in self.course.flows if (self.course.preview.day - one.since).days == back), None)


@page("desk/<slug:community>/segments", nav=Nav.MEMBERS, may=May.SEE_MEMBERS, title="分群")
def segments(visit: Visit) -> HttpResponse:
    note_visit(visit)
    return _listed(visit)


def _listed(visit: Visit, wrong: str = "") -> HttpResponse:
    day = day_of(visit.community)
    if day is None:
        return visit.render("members_empty.html", tab="segments")
    put_away = parameter(visit, "put-away") == "1"
    return visit.render(
        "segments.html",
        HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
        wrong=wrong,
        kept=kept_lines(visit, day, put_away=put_away),
        put_away=put_away,
        away=len(kept_segments(visit.community, visit.who.id, put_away=True)),
        grid=grid(visit.community, day),
        starters=[(visit.say(name), rule, _in_words(rule, visit.lang)) for name, rule in STARTERS],
        **shared_values(visit, day),
    )


def _in_words(rule: str, lang: str) -> str:
    found = readable(rule)
    return rule if found is None else written(found, lang)


def shared_values(visit: Visit, day: date) -> dict[str, object]:
    """What the templates of every page of segments say things with."""
    say = visit.say
    return {
        "made_up": simulated(visit),
        "dateline": long_date(day, visit.lang),
        "line_of": line_of,
        "size": lambda n: size_words(n, say),
        "share": lambda shown: share_words(shown, say),
        "words_of": lambda one: trait_words(one.trait, one.place, say),
        "thing": lambda one: thing_words(one.thing, say),
        "rule_words": lambda rule: written(rule, visit.lang),
        "condition_words": lambda one: written(Rule(one), visit.lang),
        "percent": percent,
        "whole": whole,
        "reason": visit.words,
        "since": {back: say(words) for back, words in _SINCE.items()},
        "notes": visit.may(May.KEEP_NOTES),
        "exports": visit.may(May.EXPORT_PEOPLE),
    }


def kept_lines(visit: Visit, day: date, *, put_away: bool = False) -> tuple[Kept, ...]:
    """What a colleague keeps and what the team shares, with how each went."""
    found = kept_segments(visit.community, visit.who.id, put_away=put_away)
    rules = {one.id: readable(one.rule) for one in found}
    known = courses(visit.community, [rule for rule in rules.values() if rule is not None], day)
    return tuple(_kept(visit, one, rules[one.id], known) for one in found)


def _kept(visit: Visit, one: SegmentFacts, rule: Rule | None, known: dict[Rule, Course]) -> Kept:
    words = one.rule if rule is None else written(rule, visit.lang)
    return Kept(one, words, None if rule is None else known[rule], one.owner_id == visit.who.id)


@page("desk/<slug:community>/segments/suggested", nav=Nav.MEMBERS, may=May.SEE_MEMBERS)
def segments_suggested(visit: Visit) -> HttpResponse:
    """Groups that the records suggest: made when they are asked for, as it takes some seconds."""
    note_visit(visit)
    day = day_of(visit.community)
    if day is None:
        return visit.render("members_empty.html", tab="segments")
    return visit.render(
        "segments_suggested.html", HTTPStatus.OK, told=suggested(visit.community, day), **shared_values(visit, day)
    )


@page("desk/<slug:community>/segments/<int:number>", nav=Nav.MEMBERS, may=May.SEE_MEMBERS)
def segment_page(visit: Visit, number: int) -> HttpResponse:
    """What those are like whom it means, and how it went."""
    note_visit(visit)
    return _told(visit, number)


def _told(visit: Visit, number: int, wrong: str = "") -> HttpResponse:
    one, day, rule = found(visit, number)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    if rule is None:
        return visit.render("segment_unread.html", status, one=one, wrong=wrong, **shared_values(visit, day))
    kept = _kept(visit, one, rule, courses(visit.community, [rule], day))
    shown, reads = drawn(visit.community, rule, day), visit.may(May.READ_MESSAGES)
    needs = needed(visit.community, rule, day) if reads else None
    if needs is not None and needs.wants is None:
        looking(visit.community, Span.WEEK.last_whole(day), visit.scene.now)
    return visit.render(
        "segment.html",
        status,
        wrong=wrong,
        kept=kept,
        shown=shown,
        heat=rhythm(visit, shown),
        reads=reads,
        needs=needs,
        **shared_values(visit, day),
    )


def found(visit: Visit, number: int) -> tuple[SegmentFacts, date, Rule | None]:
    """A kept segment, the day as of which it is shown, and its rule if that can be read; 404 where there is none."""
    one = kept_segment(visit.community, visit.who.id, number)
    day = day_of(visit.community)
    if one is None or day is None:
        raise Http404
    return one, day, readable(one.rule)


@page("desk/<slug:community>/segments/<int:number>/people", nav=Nav.MEMBERS, may=May.SEE_MEMBERS)
def segment_people(visit: Visit, number: int) -> HttpResponse:
    """Who is in, or who came in or went out: names, on a click."""
    note_visit(visit)
    one, day, rule = found(visit, number)
    if rule is None:
        raise Http404
    kept = _kept(visit, one, rule, courses(visit.community, [rule], day))
    which, back = parameter(visit, "which") or "inside", number_asked(visit, "since", 1, most=7)
    codes = _who(kept, which, back)
    leaf, pages = number_asked(visit, "page", 1), max(1, -(-len(codes) // _SIZE))
    leaf = min(leaf, pages)
    return visit.render(
        "segment_people.html",
        HTTPStatus.OK,
        kept=kept,
        which=which,
        back=back,
        n=len(codes),
        people=named_people(visit.community, codes[_SIZE * (leaf - 1) : _SIZE * leaf]),
        leaf=leaf,
        pages=pages,
        **shared_values(visit, day),
    )


def _who(kept: Kept, which: str, back: int) -> tuple[int, ...]:
    if which == "inside" and kept.course is not None:
        return kept.course.inside
    flow = kept.flow(back)
    if flow is None or which not in {"came", "went"}:
        raise Http404
    return flow.came if which == "came" else flow.went


@page("desk/<slug:community>/segments/<int:number>/deed", nav=Nav.MEMBERS, may=May.SEE_MEMBERS, methods=("POST",))
def segment_deed(visit: Visit, number: int) -> HttpResponse:
    """Share it or not; put it away, or take it out again."""
    deed, who, community, scene = visit.field("deed"), visit.who, visit.community, visit.scene
    if deed not in _DEEDS:
        raise Http404
    try:
        if deed == "put-away":
            put_away_segment(who, community, number, scene)
        elif deed == "take-out":
            take_out_segment(who, community, number, scene)
        else:
            share_segment(who, community, number, scene, shared=deed == "share")
    except RefusedError as error:
        return _listed(visit, visit.words(error.sentence))
    there = "" if deed in {"put-away", "take-out"} else f"/{number}"
    return HttpResponseRedirect(f"/desk/{community}/segments{there}")


@page("desk/<slug:community>/segments/keep", nav=Nav.MEMBERS, may=May.SEE_MEMBERS, methods=("POST",))
def segment_keep(visit: Visit) -> HttpResponse:
    """Keep a suggested group's rule, or one to begin with, under a name."""
    name, rule, shared = visit.field("name"), visit.field("rule"), bool(visit.field("shared"))
    try:
        number = keep_segment(visit.who, visit.community, name, rule, visit.scene, shared=shared)
    except RefusedError as error:
        return _listed(visit, visit.words(error.sentence))
    return HttpResponseRedirect(f"/desk/{visit.community}/segments/{number}")


@page("desk/<slug:community>/segments/<int:number>/export", nav=Nav.MEMBERS, may=May.EXPORT_PEOPLE, cost=Cost.EXPORT)
def segment_export(visit: Visit, number: int) -> HttpResponse:
    """The members in it, as the directory exports them."""
    _, day, rule = found(visit, number)
    if rule is None:
        raise Http404
    people = membership(visit.community, rule, day).inside
    note(visit.scene, visit.who, "export_segment", community=visit.community, about=f"{len(people)}")
    return export_file(visit, people, f"{visit.community}-segment-{number}-{day.isoformat()}")
