"""A member's page: who they are, when, where and with whom they speak; and every entry of theirs.

Whoever opens it is noted, so that it can be told who looked at whom.
"""

from http import HTTPStatus

from django.http import Http404, HttpResponse, HttpResponseRedirect

from juluo.insights.members.finding import MemberRow, member_row
from juluo.insights.members.member import Member, member, person_of
from juluo.ledger.sight import Sight
from juluo.report.render.frame import block_words
from juluo.shell.accounts.actions.looks import note_look
from juluo.shell.accounts.facts import looks_of
from juluo.shell.accounts.roles import May
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.web.communities import note_visit
from juluo.web.marks import simulated
from juluo.web.members.everybody import everybody
from juluo.web.members.merges import same_person
from juluo.web.members.timeline import around_of, timeline_values
from juluo.web.members.told import asked_lines, heat, moves, quiet, shades
from juluo.web.members.words import STANDING_WORDS, STATE_MEANINGS, STATE_WORDS
from juluo.web.seen import asked, seen
from juluo.wording.numbers import long_date
from juluo.wording.platforms import platform_name
from juluo.wording.zones import zone_words

_LOOKS = 10
# Account codes are 32 bits wide.
_MOST = 2**31


@page("desk/<slug:community>/members/<int:person>", nav=Nav.MEMBERS, may=May.SEE_MEMBERS)
def member_page(visit: Visit, person: int) -> HttpResponse:
    note_visit(visit)
    found = _found(visit, person)
    if isinstance(found, HttpResponse):
        return found
    one, row = found
    note_look(visit.who, visit.community, person, visit.scene)
    timeline = timeline_values(visit, one) if visit.may(May.READ_MESSAGES) else {}
    return visit.render("member.html", HTTPStatus.OK, **_told(visit, one, row), **timeline)


def _told(visit: Visit, one: Member, row: MemberRow) -> dict[str, object]:
    """What the template shows beside the entries."""
    say, questions = visit.say, asked_lines(visit, one)
    return {
        "made_up": simulated(visit),
        "one": one,
        "row": row,
        "standing": say(STANDING_WORDS[row.standing]),
        "state": say(STATE_WORDS[row.state]),
        "state_meaning": say(STATE_MEANINGS[row.state]),
        "heat": heat(visit, one),
        "shades": shades(one),
        "quiet": quiet(visit, row),
        "moves": moves(visit, one, one.zone),
        "zone": zone_words(one.zone, visit.lang),
        "questions": questions,
        "around_question": around_of(visit, {asked.line.entry_id: asked.day for asked in questions}),
        "looks": looks_of(visit.community, one.person, last=_LOOKS) if visit.may(May.SEE_AUDIT) else None,
        "reads": visit.may(May.READ_MESSAGES),
        "same": same_person(visit, one.person),
        "sight": Sight,
        "platforms": {account.platform: platform_name(account.platform, visit.lang) for account in one.accounts},
        "words": block_words(visit.lang),
        "until": long_date(one.record.last, visit.lang),
    }


@page("desk/<slug:community>/members/<int:person>/records", nav=Nav.MEMBERS, may=May.READ_MESSAGES)
def member_records(visit: Visit, person: int) -> HttpResponse:
    """A member's entries alone: the part that a filter or a turned page puts in place."""
    found = _found(visit, person)
    if isinstance(found, HttpResponse):
        return found
    one, _ = found
    note_look(visit.who, visit.community, person, visit.scene)
    part = visit.request.headers.get("HX-Request") == "true"
    template = "member_records_part.html" if part else "member_records.html"
    values = {"one": one, "words": block_words(visit.lang), **timeline_values(visit, one)}
    response = visit.render(template, HTTPStatus.OK, **values)
    response.headers["Vary"] = "HX-Request"
    return response


def _found(visit: Visit, person: int) -> tuple[Member, MemberRow] | HttpResponse:
    """The member; or the way to the person whose account it is; or the word that they were erased."""
    table = everybody(visit.community)
    if table is None or person >= _MOST:
        raise Http404
    at = table.place(person)
    if at is None:
        head, erased = asked(visit.community, lambda view: person_of(view, person))
        if erased:
            return visit.render("member_erased.html", HTTPStatus.GONE)
        if head is None or table.place(head) is None:
            raise Http404
        return HttpResponseRedirect(f"/desk/{visit.community}/members/{head}")
    one = seen(visit.community, ("member", person), lambda view: member(view, person))
    if one is None:
        raise Http404
    return one, member_row(table, at)
