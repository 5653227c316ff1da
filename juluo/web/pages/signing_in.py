"""In and out: the password, the code, the one-time link of an invitation."""

from datetime import timedelta

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from juluo.shell.accounts import secrets
from juluo.shell.accounts.actions.invitations import SHORTEST_PASSWORD, accept, join
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.actions.reset import reset_password
from juluo.shell.accounts.actions.sign_in import (
    LOCKED_FOR,
    LockedError,
    check_code_of,
    check_password_of,
    note_sign_out,
)
from juluo.shell.accounts.facts import Colleague, Welcome, reset_of, welcome
from juluo.shell.accounts.roles import ROLE_WORDS
from juluo.shell.accounts.sessions import close_session, open_session
from juluo.shell.limits import Cost
from juluo.shell.page import Door, page
from juluo.shell.visit import Visit

_HALF_WAY = "half_way"
_PATIENCE = timedelta(minutes=5)
_WRONG, _LOCKED = 422, 429


@page("sign-in", may=Door.ANYONE, methods=("GET", "POST"), cost=Cost.ENTER)
def sign_in(visit: Visit) -> HttpResponse:
    if visit.request.method == "GET":
        return visit.render("sign_in.html", wrong="", name="", said=_said(visit))
    name = visit.field("name")
    try:
        known = check_password_of(name, visit.field("password"), visit.scene)
    except RefusedError as error:
        return _again(visit, error, "sign_in.html", name=name)
    if known.needs_code:
        visit.request.session.cycle_key()
        visit.request.session[_HALF_WAY] = [known.colleague.id, visit.scene.now.timestamp(), onward(visit)]
        return HttpResponseRedirect("/sign-in/code")
    return _entered(visit, known.colleague, onward(visit))


@page("sign-in/code", may=Door.ANYONE, methods=("GET", "POST"), cost=Cost.ENTER)
def sign_in_code(visit: Visit) -> HttpResponse:
    number, since, there = visit.request.session.get(_HALF_WAY) or (0, 0.0, "/")
    if not number or visit.scene.now.timestamp() - since > _PATIENCE.total_seconds():
        return HttpResponseRedirect("/sign-in")
    if visit.request.method == "GET":
        return visit.render("sign_in_code.html", wrong="")
    try:
        who = check_code_of(number, visit.field("code"), visit.scene)
    except RefusedError as error:
        return _again(visit, error, "sign_in_code.html")
    return _entered(visit, who, there)


@page("sign-out", may=Door.COLLEAGUE, methods=("POST",))
def sign_out(visit: Visit) -> HttpResponse:
    note_sign_out(visit.who, visit.scene)
    close_session(visit.request)
    return HttpResponseRedirect("/sign-in")


@page("welcome/<str:token>", may=Door.ANYONE, methods=("GET", "POST"), cost=Cost.ENTER)
def invitation(visit: Visit, token: str) -> HttpResponse:
    promised = welcome(secrets.hashed(token), visit.scene.now)
    if promised is None:
        raise Http404
    if visit.request.method == "GET":
        return _invited(visit, promised)
    name = visit.field("name")
    try:
        if visit.colleague is not None:
            return HttpResponseRedirect(f"/desk/{join(token, visit.colleague, visit.scene)}/")
        who = accept(token, name, visit.field("shown_as"), visit.field("password"), visit.scene)
    except RefusedError as error:
        return _invited(visit, promised, _WRONG, wrong=visit.words(error.sentence), name=name)
    return _entered(visit, who, "/")


def _invited(visit: Visit, promised: Welcome, status: int = 200, wrong: str = "", name: str = "") -> HttpResponse:
    role = visit.say(ROLE_WORDS[promised.role])
    shown = {"community": promised.community, "role": role, "shortest": SHORTEST_PASSWORD}
    return visit.render("invitation.html", status, wrong=wrong, name=name, invited=shown)


@page("reset/<str:token>", may=Door.ANYONE, methods=("GET", "POST"), cost=Cost.ENTER)
def new_password(visit: Visit, token: str) -> HttpResponse:
    """A lost password's link: the new one is written, and then one signs in with it, second step and all."""
    name = reset_of(secrets.hashed(token), visit.scene.now)
    if name is None:
        raise Http404
    if visit.request.method == "GET":
        return _asked_anew(visit, name)
    try:
        reset_password(token, visit.field("password"), visit.scene)
    except RefusedError as error:
        return _asked_anew(visit, name, _WRONG, visit.words(error.sentence))
    close_session(visit.request)
    return HttpResponseRedirect("/sign-in?changed=1")


def _asked_anew(visit: Visit, name: str, status: int = 200, wrong: str = "") -> HttpResponse:
    return visit.render("new_password.html", status, name=name, shortest=SHORTEST_PASSWORD, wrong=wrong)


def onward(visit: Visit) -> str:
    """Where to go afterwards: on this site, or to the start."""
    wanted = visit.request.POST.get("next") or visit.request.GET.get("next") or "/"
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/")
    return wanted if safe else "/"


def _entered(visit: Visit, who: Colleague, there: str) -> HttpResponse:
    open_session(visit.request, who)
    return HttpResponseRedirect(there)


def _again(visit: Visit, error: RefusedError, template: str, **values: object) -> HttpResponse:
    """The form once more, with what was wrong; a locked door says when it opens."""
    locked = isinstance(error, LockedError)
    wrong = visit.words(error.sentence)
    answer = visit.render(template, _LOCKED if locked else _WRONG, wrong=wrong, said="", **values)
    if locked:
        answer.headers["Retry-After"] = str(int(LOCKED_FOR.total_seconds()))
    return answer


def _said(visit: Visit) -> str:
    return visit.say("密码换好了，请用它登录。") if visit.request.GET.get("changed") == "1" else ""
