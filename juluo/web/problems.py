"""What a visitor sees when a page can't be shown: what happened and what to do, in their language."""

import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from juluo.shell.visit import Visit, visit_of

_MEMBERS = re.compile(r"/c/[a-z0-9_-]+/")
# What links that end lead to once they have: by the word of the address that they stand behind.
_NOT_THERE: Mapping[str, tuple[str, str]] = {
    "join": ("这个加入的链接不能用了", "它不对，或者已经换了：到群里要一个新的。"),
    "back": ("这个回来的链接不能用了", "它不对，或者已经换过：从群里的链接再加入一次，再说一句暗号，群里的还是你的。"),
    "guardian": ("这个给监护人的链接不能用了", "它不对，或者已经换过：请孩子在“我的”里再拿一个，发给你。"),
}


def _plain(_visit: Visit) -> dict[str, object]:
    return {"sections": (), "communities": {}, "at": "", "at_name": "", "here": "/"}


def refused(visit: Visit) -> HttpResponse:
    return _shown(visit, HTTPStatus.FORBIDDEN, "这一页你的角色看不了", "要看它，请找这个社群的负责人换角色。")


def not_to_open(visit: Visit, methods: frozenset[str]) -> HttpResponse:
    """The address of a button: asked for by itself, as after a change of language on what it showed."""
    what = visit.say("这个地址是点按钮用的，不能直接打开。返回上一页，再点一次。")
    answer = _shown(visit, HTTPStatus.METHOD_NOT_ALLOWED, "这一步要从页面上做", what)
    answer.headers["Allow"] = ", ".join(sorted(methods))
    return answer


def not_heard(visit: Visit, names: Sequence[str]) -> HttpResponse:
    """A file was asked for with something that it can't be picked by."""
    what = visit.say("地址里写了{names}，这个文件不能照它挑，所以没有给。去掉它再要一次。", names="、".join(names))
    return _shown(visit, HTTPStatus.BAD_REQUEST, "看不懂这个请求", what)


def too_often(visit: Visit, seconds: int) -> HttpResponse:
    """Who asks faster than a person can; nothing was done."""
    what = visit.say("一下子来得太多了，这一次没有做。请等{n}秒再试。", n=seconds)
    answer = _shown(visit, HTTPStatus.TOO_MANY_REQUESTS, "请慢一点", what)
    answer.headers["Retry-After"] = str(seconds)
    return answer


def ask_guardian(visit: Visit) -> HttpResponse:
    """A child wanted to do what waits for their guardian; nothing was done."""
    return _shown(
        visit, HTTPStatus.FORBIDDEN, "先要监护人同意", "这一次没有做。在“我的”里把链接发给监护人，他同意以后就可以了。"
    )


def not_found(request: HttpRequest) -> HttpResponse:
    words = ("没有这一页", "地址也许写错了，或者你不在这个社群里。")
    return _shown(visit_of(request, "", _plain), HTTPStatus.NOT_FOUND, *words, home=_home_of(request.path))


def not_there(visit: Visit) -> HttpResponse:
    """An address of the members' pages that leads nowhere: a link that was given away before says what to do now."""
    kind = visit.request.path.split("/")[3]
    title, what = _NOT_THERE.get(kind, ("没有这一页", "地址也许写错了，或者它已经不在了：从首页找找看。"))
    return _shown(visit, HTTPStatus.NOT_FOUND, title, what)


def forbidden(request: HttpRequest, member: Visit | None) -> HttpResponse:
    """Told to a member in their look."""
    words = ("这次提交没有收下", "页面开得太久了：返回上一页，刷新后再试。")
    visit = visit_of(request, "", _plain) if member is None else member
    return _shown(visit, HTTPStatus.FORBIDDEN, *words, home=_home_of(request.path))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - the same
    words = ("看不懂这个请求", "返回上一页，再试一次。")
    return _shown(visit_of(request, "", _plain), HTTPStatus.BAD_REQUEST, *words, home=_home_of(request.path))


def broken(request: HttpRequest) -> HttpResponse:
    """Something of ours broke; the terminal has the whole story. If records can't be read, this page does without."""
    words = ("出错了", "这一页没做出来，别的页不受影响。终端里写着原因。")
    try:
        visit = visit_of(request, "", _plain)
        return _shown(visit, HTTPStatus.INTERNAL_SERVER_ERROR, *words, home=_home_of(request.path))
    except DatabaseError:
        return HttpResponse("500", status=HTTPStatus.INTERNAL_SERVER_ERROR, content_type="text/plain")


def _home_of(path: str) -> str:
    """Where somebody goes on from a wrong address: members to their first page, colleagues to 今天."""
    found = _MEMBERS.match(path)
    return found[0] if found else "/"


def _shown(visit: Visit, status: HTTPStatus, title: str, what: str, home: str = "/") -> HttpResponse:
    """On the members' pages in their look, with a way back to them."""
    template = "portal_problem.html" if visit.of_portal else "problem.html"
    return visit.render(template, status, title=visit.say(title), what=visit.say(what), home=home)
