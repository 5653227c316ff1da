"""设置: what colleagues choose for themselves: language, light or dark, password, the second step."""

from django.http import HttpResponse, HttpResponseRedirect

from juluo.shell.accounts.actions.invitations import SHORTEST_PASSWORD
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.actions.second_step import confirm_second_step, start_second_step, stop_second_step
from juluo.shell.accounts.actions.team import change_password, choose_language, choose_theme
from juluo.shell.accounts.facts import has_second_step
from juluo.shell.accounts.sessions import keep_session
from juluo.shell.limits import Cost
from juluo.shell.page import Door, Nav, page
from juluo.shell.visit import LANG_COOKIE, THEME_COOKIE, THEMES, Visit
from juluo.web.code_drawn import picture
from juluo.web.pages.signing_in import onward
from juluo.wording.catalogue import LANGUAGES

_YEAR = 365 * 24 * 3600
_WRONG = 422


@page("settings", nav=Nav.SETTINGS, may=Door.COLLEAGUE)
def own_settings(visit: Visit) -> HttpResponse:
    return _shown(visit)


@page("settings/face", may=Door.ANYONE, methods=("POST",))
def own_face(visit: Visit) -> HttpResponse:
    """Language and light, kept in the browser, and with the account once signed in."""
    answer = HttpResponseRedirect(onward(visit))
    lang, theme = visit.field("lang"), visit.request.POST.get("theme")
    if lang in LANGUAGES:
        answer.set_cookie(LANG_COOKIE, lang, max_age=_YEAR, samesite="Lax", httponly=True)
        if visit.colleague:
            choose_language(visit.colleague, lang)
    if theme in THEMES:
        answer.set_cookie(THEME_COOKIE, theme, max_age=_YEAR, samesite="Lax", httponly=True)
        if visit.colleague:
            choose_theme(visit.colleague, theme)
    return answer


@page("settings/password", nav=Nav.SETTINGS, may=Door.COLLEAGUE, methods=("POST",), cost=Cost.ENTER)
def own_password(visit: Visit) -> HttpResponse:
    try:
        change_password(visit.who, visit.field("old"), visit.field("new"), visit.scene)
    except RefusedError as error:
        return _shown(visit, _WRONG, wrong_password=visit.words(error.sentence))
    keep_session(visit.request, visit.who)
    return _shown(visit, said=visit.say("密码换好了，别处的登录都已退出。"))


@page("settings/second-step", nav=Nav.SETTINGS, may=Door.COLLEAGUE, methods=("POST",))
def own_second_step(visit: Visit) -> HttpResponse:
    """Start it, confirm it with a first code, or turn it off."""
    deed, code = visit.field("deed"), visit.field("code")
    try:
        if deed == "start":
            return _shown(visit, uri=start_second_step(visit.who))
        if deed == "confirm":
            return _shown(visit, codes=confirm_second_step(visit.who, code, visit.scene))
        stop_second_step(visit.who, code, visit.scene)
    except RefusedError as error:
        return _shown(visit, _WRONG, wrong_step=visit.words(error.sentence))
    return _shown(visit, said=visit.say("两步验证关掉了。"))


def _shown(visit: Visit, status: int = 200, **values: object) -> HttpResponse:
    uri = str(values.get("uri", ""))
    shown: dict[str, object] = {
        "wrong_password": "",
        "wrong_step": "",
        "said": "",
        "codes": (),
        "second_step": has_second_step(visit.who.id),
        "shortest": SHORTEST_PASSWORD,
        **values,
        "uri": uri,
        "qr": picture(uri) if uri else "",
    }
    return visit.render("own_settings.html", status, **shown)
