"""成员 › 快要安静的人: who may go quiet and is worth a message, and why; never that anybody is gone."""

from django.http import HttpResponse

from juluo.insights.retention.words import returning_words
from juluo.insights.risk.words import why_words
from juluo.shell.accounts.roles import May
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.web.asking import parameter
from juluo.web.communities import note_visit
from juluo.web.marks import simulated
from juluo.web.members.people import RISK, RISK_FORM, is_coming, risk_of
from juluo.web.seen import last_seen, there
from juluo.wording.numbers import long_date, percent, short_date

ROWS = 30


@page("desk/<slug:community>/at-risk", nav=Nav.MEMBERS, may=May.SEE_MEMBERS, title="快要安静的人")
def at_risk(visit: Visit) -> HttpResponse:
    note_visit(visit)
    updating = not there(visit.community, RISK, RISK_FORM) and is_coming(visit.community, visit.scene.now)
    found = last_seen(visit.community, RISK, RISK_FORM) if updating else risk_of(visit.community)
    if found is None and updating:
        response = visit.render("people_making.html", title=visit.say("快要安静的人"), tab="at-risk")
        response.headers["Refresh"] = "2"
        return response
    if found is None:
        return visit.render("kol_empty.html", title=visit.say("快要安静的人"), tab="at-risk")
    say = visit.say
    return visit.render(
        "at_risk.html",
        made_up=simulated(visit),
        updating=updating,
        worth=found.worth if parameter(visit, "all") else found.worth[:ROWS],
        every=len(found.worth),
        why=lambda one: why_words(one, say),
        notes=returning_words(found.returning, say),
        day=lambda one: short_date(one, visit.lang),
        share=percent,
        dateline=long_date(found.day, visit.lang),
    )
