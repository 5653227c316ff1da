"""设置 › 团队: who has which role, invitations, API tokens, and the audit log of a community."""

from enum import StrEnum
from http import HTTPStatus

from django.http import HttpResponse

from juluo.ledger.period import zone_named
from juluo.shell.accounts.actions.invitations import A_WEEK, invite
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.actions.reset import reset_for_colleague
from juluo.shell.accounts.actions.team import give_role, remove_colleague
from juluo.shell.accounts.actions.tokens import make_token, revoke_token
from juluo.shell.accounts.facts import audit_of, looks_of, team, tokens_of
from juluo.shell.accounts.roles import ALLOWED, ROLE_WORDS, May, Role
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.web.asking import choice_asked
from juluo.web.audited import abouts
from juluo.web.imports.history import zone_of
from juluo.web.seen import asked
from juluo.web.team_words import DEED_WORDS, MAY_WORDS

_AUDIT = 500


class Audited(StrEnum):
    """Which of the log is shown."""

    DEEDS = "deeds"
    LOOKS = "looks"


@page(
    "desk/<slug:community>/settings/team",
    nav=Nav.SETTINGS,
    may=May.MANAGE_TEAM,
    methods=("GET", "POST"),
    title="团队",
)
def team_page(visit: Visit) -> HttpResponse:
    """Colleagues and their roles; a new colleague comes by a link that is shown once."""
    if visit.request.method == "GET":
        return _team(visit)
    try:
        said, link = _changed(visit)
        resets = visit.field("deed") == "reset"
        return _team(visit, said=said, link=link, resets=resets)
    except RefusedError as error:
        return _team(visit, HTTPStatus.UNPROCESSABLE_ENTITY, wrong=visit.words(error.sentence))


@page(
    "desk/<slug:community>/settings/tokens",
    nav=Nav.SETTINGS,
    may=May.EXPORT_NUMBERS,
    methods=("GET", "POST"),
    title="API 令牌",
)
def tokens_page(visit: Visit) -> HttpResponse:
    """One's own tokens in this community: made, shown once, taken back."""
    if visit.request.method == "GET":
        return _tokens(visit)
    try:
        revoked = visit.field("revoke")
        if revoked:
            revoke_token(visit.who, int(revoked) if revoked.isdecimal() else 0, visit.scene)
            return _tokens(visit, said=visit.say("令牌收回了，用它的程序从现在起进不来。"))
        scopes = [May(scope) for scope in visit.request.POST.getlist("scope") if scope in set(May)]
        label = visit.field("label").strip()
        if not scopes or not label:
            told = visit.say("给令牌起个名字，并至少勾一件它能做的事。")
            return _tokens(visit, HTTPStatus.UNPROCESSABLE_ENTITY, wrong=told)
        return _tokens(visit, token=make_token(visit.who, visit.community, label, scopes, visit.scene))
    except RefusedError as error:
        return _tokens(visit, HTTPStatus.UNPROCESSABLE_ENTITY, wrong=visit.words(error.sentence))


@page("desk/<slug:community>/settings/audit", nav=Nav.SETTINGS, may=May.SEE_AUDIT, title="操作记录")
def audit_page(visit: Visit) -> HttpResponse:
    """Who did what here, when and from where; who opened whose page stands on a list of its own."""
    kind = choice_asked(visit, "of", Audited, Audited.DEEDS)
    looks = kind is Audited.LOOKS
    lines = (looks_of if looks else audit_of)(visit.community, last=_AUDIT)
    codes = sorted({int(line.about) for line in lines if line.about.isdecimal()}) if looks else []
    people = asked(visit.community, lambda view: view.accounts(codes)) if codes else {}
    zone = zone_named(zone_of(visit.community))
    return visit.render(
        "audit.html",
        lines=lines,
        deed_words=DEED_WORDS,
        tab="audit",
        looks=looks,
        people=people,
        abouts=() if looks else abouts(visit, lines),
        clock=lambda moment: f"{moment.astimezone(zone):%Y-%m-%d %H:%M}",
        zone=zone_of(visit.community),
    )


def _changed(visit: Visit) -> tuple[str, str]:
    """Do what the form asks; returns what the page should say of it, and the link it made."""
    told, number = visit.field("role"), visit.field("colleague")
    someone = int(number) if number.isdecimal() else 0
    role = Role(told) if told in set(Role) else Role.VIEWER
    match visit.field("deed"):
        case "invite":
            token = invite(visit.who, visit.community, role, visit.scene)
            return "", visit.request.build_absolute_uri(f"/welcome/{token}")
        case "reset":
            token = reset_for_colleague(visit.who, visit.community, someone, visit.scene)
            return "", visit.request.build_absolute_uri(f"/reset/{token}")
        case "role":
            give_role(visit.who, visit.community, someone, role, visit.scene)
            return visit.say("角色换好了。"), ""
        case "remove":
            remove_colleague(visit.who, visit.community, someone, visit.scene)
            return visit.say("请出去了，这个社群的页面从现在起打不开。"), ""
    return "", ""


def _team(
    visit: Visit,
    status: int = HTTPStatus.OK,
    wrong: str = "",
    said: str = "",
    link: str = "",
    *,
    resets: bool = False,
) -> HttpResponse:
    return visit.render(
        "team.html",
        status,
        colleagues=team(visit.community),
        roles=tuple(Role),
        role_words=ROLE_WORDS,
        allowed={
            role: [MAY_WORDS[deed] for deed in May if role in ALLOWED[deed] and deed in MAY_WORDS] for role in Role
        },
        wrong=wrong,
        said=said,
        link=link,
        resets=resets,
        days=A_WEEK.days,
        tab="team",
    )


def _tokens(
    visit: Visit, status: int = HTTPStatus.OK, wrong: str = "", said: str = "", token: str = ""
) -> HttpResponse:
    mine = [line for line in tokens_of(visit.who.id) if line.community == visit.community]
    return visit.render(
        "tokens.html",
        status,
        tokens=mine,
        scopes=[deed for deed in May if visit.may(deed) and deed in MAY_WORDS],
        may_words=MAY_WORDS,
        wrong=wrong,
        said=said,
        token=token,
        tab="tokens",
    )
