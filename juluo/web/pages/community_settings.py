"""设置 › 社群: what a community is called and for whom it is; and by which clock its days are counted."""

from contextlib import closing
from http import HTTPStatus

from django.conf import settings
from django.http import HttpResponse

from juluo.desk.communities.actions import PROFILE, describe
from juluo.intake.operator import stated_profile
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.roles import May
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.store.embedded import EmbeddedStore
from juluo.web.seen import asked
from juluo.wording.catalogue import LANGUAGES


@page(
    "desk/<slug:community>/settings",
    nav=Nav.SETTINGS,
    may=May.CHANGE_SETTINGS,
    methods=("GET", "POST"),
    title="社群设置",
)
def community_settings(visit: Visit) -> HttpResponse:
    if visit.request.method == "GET":
        return _shown(visit)
    said = {name: visit.field(name) for name in PROFILE}
    if said["language"] not in LANGUAGES:
        said["language"] = ""
    try:
        changed = describe(visit.who, settings.HOME, visit.community, said, visit.scene)
    except RefusedError as error:
        wrong = visit.words(error.sentence)
        return _shown(visit, HTTPStatus.UNPROCESSABLE_ENTITY, wrong=wrong, typed=said)
    return _shown(visit, said=visit.say("存好了，从现在的日报起就用它。") if changed else visit.say("没有要改的。"))


def _shown(
    visit: Visit, status: int = HTTPStatus.OK, wrong: str = "", said: str = "", typed: dict[str, str] | None = None
) -> HttpResponse:
    with closing(EmbeddedStore(settings.HOME)) as store:
        found = store.community(visit.community)
        imports = sum(not one.stated and not one.undone for one in store.imports(visit.community))
    stated = asked(visit.community, stated_profile) | (typed or {})
    return visit.render(
        "community_settings.html",
        status,
        calendar=found.calendar if found else None,
        imports=imports,
        profile={name: stated.get(name, "") for name in PROFILE},
        wrong=wrong,
        said=said,
        tab="community",
    )
