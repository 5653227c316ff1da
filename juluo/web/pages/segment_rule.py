"""A segment's rule, made by a form or written, with what it would mean; kept under a name."""

from collections.abc import Mapping
from datetime import date
from http import HTTPStatus

from django.http import Http404, HttpResponse, HttpResponseRedirect

from juluo.desk.segments.actions import change_segment, keep_segment
from juluo.desk.segments.facts import SegmentFacts
from juluo.insights.members.states import State
from juluo.insights.segments.parsing import parsed
from juluo.insights.segments.printing import written
from juluo.insights.segments.rule import Edge, Rule
from juluo.insights.segments.tokens import RuleError
from juluo.insights.segments.words import share_words, size_words
from juluo.ledger.actors import Actors
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.roles import May
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.web.communities import note_visit
from juluo.web.marks import simulated
from juluo.web.members.words import STATE_WORDS
from juluo.web.pages.segments import found
from juluo.web.segments.form import MOST_LINES, Sheet, fresh, sheet_of_fields, sheet_of_rule
from juluo.web.segments.shown import channels_of, day_of, previewed
from juluo.web.segments.words import KIND_WORDS, SIGN_WORDS
from juluo.wording.numbers import long_date, whole

_ACTORS = {Actors.MEMBERS: "成员", Actors.STAFF: "加上工作人员", Actors.ALL: "所有账号"}
_EDGES = {Edge.WITHIN: "在近几天里，或那天以后", Edge.BEFORE: "在那以前"}


@page("desk/<slug:community>/segments/new", nav=Nav.MEMBERS, may=May.SEE_MEMBERS, methods=("GET", "POST"))
def segment_new(visit: Visit) -> HttpResponse:
    note_visit(visit)
    return _page(visit, None)


@page(
    "desk/<slug:community>/segments/<int:number>/edit", nav=Nav.MEMBERS, may=May.SEE_MEMBERS, methods=("GET", "POST")
)
def segment_edit(visit: Visit, number: int) -> HttpResponse:
    note_visit(visit)
    one, _, _ = found(visit, number)
    return _page(visit, one)


@page("desk/<slug:community>/segments/preview", nav=Nav.MEMBERS, may=May.SEE_MEMBERS)
def segment_preview(visit: Visit) -> HttpResponse:
    """What the rule of the form would mean: the part that stands beside it."""
    day = day_of(visit.community)
    if day is None:
        raise Http404
    draft = _Draft(visit, _fields(visit), None)
    return visit.render("segment_preview.html", HTTPStatus.OK, **draft.values(day), **_said(visit, day))


def _fields(visit: Visit) -> Mapping[str, str]:
    sent = visit.request.POST if visit.request.method == "POST" else visit.request.GET
    return {name: str(value).replace("\0", "") for name, value in sent.items()}


class _Draft:
    """The rule as it stands in the form: its text, its lines, and what is wrong with it."""

    def __init__(self, visit: Visit, fields: Mapping[str, str], one: SegmentFacts | None) -> None:
        self._visit, self._channels = visit, channels_of(visit.community)
        self.by_text = fields.get("mode") == "text"
        self.text = fields.get("rule", "")
        self.error: RuleError | None = None
        self.rule: Rule | None = None
        self.sheet: Sheet | None = sheet_of_fields(fields)
        if not fields.get("sent"):
            self._begin(self.text or ("" if one is None else one.rule), fields)
        if self.by_text:
            self._read()
        elif self.sheet is not None:
            self._turn(fields)
            self.rule = self.sheet.rule()
            self._checked()

    def _begin(self, text: str, fields: Mapping[str, str]) -> None:
        """A rule that is there already, in the form if that can show it."""
        self.text = text
        kept = self._parsed(text) if text else None
        self.sheet = sheet_of_rule(kept) if kept is not None else Sheet((fresh("active"),)) if not text else None
        if kept is not None:
            self.text = written(kept, self._visit.lang)
        self.by_text = fields.get("mode") == "text" or self.sheet is None

    def _parsed(self, text: str) -> Rule | None:
        try:
            return parsed(text)
        except RuleError:
            return None

    def _read(self) -> None:
        try:
            self.rule = parsed(self.text, self._channels)
        except RuleError as error:
            self.error = error

    def _turn(self, fields: Mapping[str, str]) -> None:
        """A line added, or one taken away."""
        sheet = self.sheet or Sheet(())
        if fields.get("add"):
            sheet = sheet.with_line(fields.get("kind", ""))
        if (place := fields.get("drop", "")) in map(str, range(MOST_LINES)):
            sheet = sheet.without(int(place))
        self.sheet = sheet

    def _checked(self) -> None:
        """A channel that isn't there is pointed at in the rule's text."""
        if self.rule is not None:
            self.text = written(self.rule, self._visit.lang)
            self._read()

    def values(self, day: date) -> dict[str, object]:
        error, text = self.error, self.text
        pieces = None if error is None else (text[: error.start], text[error.start : error.end], text[error.end :])
        return {
            "text": written(self.rule, self._visit.lang) if self.rule is not None else text,
            "rule": self.rule if error is None else None,
            "error": None if error is None else self._visit.words(error.sentence),
            "pieces": pieces,
            "unfinished": self.rule is None and error is None,
            "shown": previewed(self._visit.community, self.rule, day) if self.rule and error is None else None,
        }


def _said(visit: Visit, day: date) -> dict[str, object]:
    return {
        "dateline": long_date(day, visit.lang),
        "share": lambda shown: share_words(shown, visit.say),
        "reason": visit.words,
        "whole": whole,
        "size": lambda n: size_words(n, visit.say),
        "condition_words": lambda one: written(Rule(one), visit.lang),
    }


def _page(visit: Visit, one: SegmentFacts | None) -> HttpResponse:
    day = day_of(visit.community)
    if day is None:
        return visit.render("members_empty.html", tab="segments")
    fields, wrong = _fields(visit), ""
    draft = _Draft(visit, fields, one)
    if fields.get("deed") == "keep" and visit.request.method == "POST":
        try:
            return HttpResponseRedirect(f"/desk/{visit.community}/segments/{_kept(visit, draft, fields, one)}")
        except RefusedError as error:
            wrong = visit.words(error.sentence)
    values = draft.values(day)
    return visit.render(
        "segment_rule.html",
        HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
        made_up=simulated(visit),
        one=one,
        wrong=wrong,
        by_text=draft.by_text,
        written_text=draft.text if draft.by_text else values["text"],
        sheet=draft.sheet,
        name=fields.get("name", "" if one is None else one.name),
        shared=fields.get("shared", "") == "1" if fields.get("sent") else one is not None and one.shared,
        notes=visit.may(May.KEEP_NOTES),
        most=MOST_LINES,
        **_choices(visit),
        **values,
        **_said(visit, day),
    )


def _kept(visit: Visit, draft: _Draft, fields: Mapping[str, str], one: SegmentFacts | None) -> int:
    """The number of the segment, kept or changed; RefusedError says why not."""
    rule = draft.text if draft.rule is None else written(draft.rule)
    name, shared = fields.get("name", ""), fields.get("shared") == "1"
    if draft.error is not None:
        raise RefusedError(draft.error.sentence)
    if one is None:
        return keep_segment(visit.who, visit.community, name, rule, visit.scene, shared=shared)
    change_segment(visit.who, visit.community, one.id, (name, rule), visit.scene)
    return one.id


def _choices(visit: Visit) -> dict[str, object]:
    say = visit.say
    return {
        "kinds": {kind: say(words) for kind, words in KIND_WORDS.items()},
        "signs": {sign: say(words) for sign, words in SIGN_WORDS.items()},
        "states": {state: say(words) for state, words in STATE_WORDS.items() if state is not State.UNKNOWN},
        "edges": {edge: say(words) for edge, words in _EDGES.items()},
        "actors": {one: say(words) for one, words in _ACTORS.items()},
        "channels": channels_of(visit.community),
    }
