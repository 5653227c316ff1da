"""设置 › 语言模型: an optional endpoint for names, summaries and drafts; off until an owner says otherwise."""

from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpResponse

from juluo.desk.communities.models_used import consent, remove_endpoint, set_endpoint
from juluo.insights.drafting.endpoint import Endpoint
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.roles import May
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.store.facts import Community, ImportRecord
from juluo.web.drafts.set import current
from juluo.web.seen import told_of_imports
from juluo.wording.platforms import platform_name


@page(
    "desk/<slug:community>/settings/model", nav=Nav.SETTINGS, may=May.CHANGE_SETTINGS, methods=("GET", "POST"),
    title="语言模型",
)  # fmt: skip
def language_model(visit: Visit) -> HttpResponse:
    """The key is taken and never shown again."""
    if visit.request.method == "GET":
        return _shown(visit)
    try:
        return _shown(visit, said=_changed(visit))
    except RefusedError as error:
        return _shown(visit, HTTPStatus.UNPROCESSABLE_ENTITY, wrong=visit.words(error.sentence))


def _changed(visit: Visit) -> str:
    by, home, community = visit.who, settings.HOME, visit.community
    match visit.field("deed"):
        case "set":
            endpoint = Endpoint(visit.field("url"), visit.field("model"), visit.field("key"))
            set_endpoint(by, home, community, endpoint, visit.scene)
            return visit.say("地址存好了。还没有选平台，就什么也不发。")
        case "remove":
            remove_endpoint(by, home, community, visit.scene)
            return visit.say("去掉了，地址和密钥都不留，从现在起什么也不发。")
        case "consent":
            told = set(map(str, visit.request.POST.getlist("platform"))) & _platforms(community)
            consent(by, home, community, told, current(community), visit.scene)
            return visit.say("存好了：只发勾上的平台的话。") if told else visit.say("存好了：什么也不发。")
    raise Http404


def _platforms(community: str) -> frozenset[str]:
    def made(_: Community, records: tuple[ImportRecord, ...]) -> frozenset[str]:
        return frozenset(platform for one in records for platform in one.platforms)

    return told_of_imports(community, ("platforms",), made)


def _shown(visit: Visit, status: int = HTTPStatus.OK, said: str = "", wrong: str = "") -> HttpResponse:
    setup = current(visit.community)
    return visit.render(
        "language_model.html",
        status,
        setup=setup,
        has_key=bool(setup.endpoint and setup.endpoint.key),
        platforms=[(one, platform_name(one, visit.lang)) for one in sorted(_platforms(visit.community))],
        said=said,
        wrong=wrong,
        tab="model",
    )
