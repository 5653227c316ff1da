"""What members are told of their records: written by the owner, kept in versions, copied into the group, printed."""

from contextlib import closing
from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpResponse

from juluo.desk.communities.actions import write_notice
from juluo.desk.communities.facts import Notice, NoticeWords, notices
from juluo.intake.operator import stated_profile
from juluo.ledger.period import zone_named
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.roles import May
from juluo.shell.page import Nav, page
from juluo.shell.visit import Visit
from juluo.store.embedded import EmbeddedStore
from juluo.store.text_rule import TextRule, text_rule
from juluo.web.asking import number_asked
from juluo.web.notice_words import PARTS, as_text, draft
from juluo.web.seen import asked
from juluo.wording.catalogue import speaker


@page(
    "desk/<slug:community>/settings/notice", nav=Nav.SETTINGS, may=May.CHANGE_SETTINGS, methods=("GET", "POST"),
    title="告知成员",
)  # fmt: skip
def notice_write(visit: Visit) -> HttpResponse:
    """The form, with a draft where nothing was written yet."""
    if visit.request.method == "GET":
        return _form(visit)
    words = NoticeWords(**{part: visit.field(part) for part in PARTS})
    read = visit.field("read")
    try:
        no = write_notice(
            visit.who, visit.community, words, int(read) if read.isdecimal() and len(read) < 9 else 0, visit.scene
        )
    except RefusedError as error:
        wrong = visit.words(error.sentence)
        return _form(visit, HTTPStatus.UNPROCESSABLE_ENTITY, words, wrong=wrong)
    return _form(visit, said=visit.say("存好了，是第{no}版。现在可以发到群里。", no=no))


@page("desk/<slug:community>/notice", nav=Nav.SETTINGS, may=May.SEE_NUMBERS)
def notice(visit: Visit) -> HttpResponse:
    """One version as a sheet: to read, to print, to copy."""
    every = notices(visit.community)
    no = number_asked(visit, "version", every[0].no if every else 0, least=0)
    found = next((one for one in every if one.no == no), None)
    if every and found is None:
        raise Http404
    profile = asked(visit.community, stated_profile)
    name, lang = profile.get("name", ""), profile.get("language", "zh")
    return visit.render(
        "notice.html",
        found=found,
        latest=every[0].no if every else 0,
        name=name,
        title=speaker(lang)("关于你的记录"),
        heads={part: speaker(lang)(word) for part, word in PARTS.items()},
        text=as_text(found.words, name, lang) if found else "",
        written=_on(visit, found) if found else "",
        lang=lang,
    )


def _form(
    visit: Visit, status: int = HTTPStatus.OK, typed: NoticeWords | None = None, wrong: str = "", said: str = ""
) -> HttpResponse:
    every = notices(visit.community)
    rule = _rule(visit)
    words = typed or (every[0].words if every else draft(asked(visit.community, stated_profile), rule))
    return visit.render(
        "notice_write.html",
        status,
        words=words,
        parts_of=PARTS,
        every=[(one, _on(visit, one)) for one in every],
        read=visit.field("read") if typed else every[0].no if every else 0,
        rule=rule,
        wrong=wrong,
        said=said,
        tab="notice",
    )


def _rule(visit: Visit) -> TextRule:
    with closing(EmbeddedStore(settings.HOME)) as store:
        return text_rule(store.register, visit.community)


def _on(visit: Visit, one: Notice) -> str:
    with closing(EmbeddedStore(settings.HOME)) as store:
        found = store.community(visit.community)
    zone = zone_named(found.calendar.zone if found else "UTC")
    return f"{one.at.astimezone(zone):%Y-%m-%d %H:%M}"
