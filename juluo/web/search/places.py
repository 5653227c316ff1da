"""What can be found, each with who may see it checked before it is named."""

from collections.abc import Iterator

from juluo.insights.members.finding import called_like
from juluo.ledger.period import Grain, Period
from juluo.metrics.metric import metrics
from juluo.report.whole_day import last_whole_day
from juluo.shell.accounts.roles import May
from juluo.shell.days import day_of
from juluo.shell.page import NAV_WORDS, Door, Page, address_in
from juluo.shell.visit import Visit
from juluo.store.view import View
from juluo.web.communities import reachable
from juluo.web.doors import by_section, found
from juluo.web.members.everybody import everybody
from juluo.web.names import called
from juluo.web.search.days import period_typed
from juluo.web.search.kept import kept
from juluo.web.search.place import Kind, Place
from juluo.web.seen import seen
from juluo.wording.catalogue import capital
from juluo.wording.numbers import long_date

# More people of one name would only push away what else is meant.
_PEOPLE = 50


def everywhere(visit: Visit, at: str, typed: str) -> Iterator[Place]:
    """All that could be meant. `at`: the community in which one looks, or empty."""
    yield from _pages(visit, at)
    yield from _communities(visit, at)
    yield from _deeds(visit, at)
    if not typed:
        return
    if at and visit.who.may(at, May.SEE_NUMBERS):
        yield from _reports(visit, at, typed)
        yield from _metrics(visit, at)
        yield from _channels(at)
        yield from _members(visit, at, typed)
        yield from kept(visit, at)


def _pages(visit: Visit, at: str) -> Iterator[Place]:
    """The sections in their order, then what is found by its title."""
    sections = by_section()
    words = [(sections[nav], NAV_WORDS[nav]) for nav in NAV_WORDS if nav in sections]
    words += [(page, page.title) for page in found().values() if page.title]
    for page, title in words:
        if url := _open_to(visit, at, page):
            yield Place(Kind.PAGE, capital(visit.say(title)), url, names=(title, page.name.replace("_", " ")))


def _open_to(visit: Visit, at: str, page: Page) -> str:
    if isinstance(page.may, May) and not (at and visit.who.may(at, page.may)):
        return ""
    if page.may is Door.ANYONE:
        return ""
    return address_in(page, at)


def _communities(visit: Visit, at: str) -> Iterator[Place]:
    for slug, name in called(reachable(visit.who)).items():
        if slug != at:
            yield Place(Kind.COMMUNITY, name, f"/desk/{slug}/", names=(slug,), theirs=True)


def _deeds(visit: Visit, at: str) -> Iterator[Place]:
    """What is done from anywhere."""
    say = visit.say
    if at and visit.who.may(at, May.WRITE_REPORT) and (day := _last_day(visit, at)):
        url = f"/desk/{at}/reports/{Grain.DAY}/{day.first}"
        yield Place(
            Kind.DEED, say("写最近一份日报"), url, long_date(day.first, visit.lang), ("new report write sign",)
        )
    if at and visit.who.may(at, May.IMPORT):
        yield Place(Kind.DEED, capital(say("导入记录")), f"/desk/{at}/imports", names=("import upload",))
    if at and visit.who.may(at, May.MANAGE_TEAM):
        yield Place(Kind.DEED, say("请新同事来"), f"/desk/{at}/settings/team#invite", names=("invite colleague",))
    face = "/settings/face"
    if visit.lang == "zh":
        yield Place(Kind.DEED, "English", face, names=("language", say("语言")), field=("lang", "en"))
    else:
        yield Place(Kind.DEED, say("中文"), face, names=("language chinese zhongwen",), field=("lang", "zh"))
    lights = (("dark", "暗色"), ("light", "亮色"), ("", "亮暗随系统"))
    for theme, words in lights:
        if theme != visit.theme:
            yield Place(Kind.DEED, say(words), face, names=("theme", theme, words), field=("theme", theme))
    yield Place(Kind.DEED, say("退出"), "/sign-out", names=("sign out log off",), field=("deed", "out"))


def _reports(visit: Visit, at: str, typed: str) -> Iterator[Place]:
    period = period_typed(typed, day_of(at, visit.scene.now))
    if period is None:
        return
    grain = Grain.DAY if period.length == 1 else Grain.MONTH
    words = visit.say("{day}的日报", day=_named(visit, period)) if grain is Grain.DAY else _named(visit, period)
    yield Place(Kind.REPORT, words, f"/desk/{at}/reports/{grain}/{period.first}", names=(typed,))
    if grain is Grain.DAY:
        words = visit.say("{day}那一天", day=_named(visit, period))
        yield Place(Kind.REPORT, words, f"/desk/{at}/?day={period.first}", names=(typed,))


def _named(visit: Visit, period: Period) -> str:
    if period.length == 1:
        return long_date(period.first, visit.lang)
    return visit.say("{month}的月报", month=f"{period.first:%Y-%m}")


def _metrics(visit: Visit, at: str) -> Iterator[Place]:
    for metric in metrics().values():
        title = metric.title if visit.lang == "zh" else metric.title_en
        names = (metric.title, metric.title_en, metric.name, metric.name.replace("_", " "))
        yield Place(Kind.METRIC, title, f"/desk/{at}/metrics/{metric.name}", names=names)


def _channels(at: str) -> Iterator[Place]:
    """How much is said there: the messages' own page, of that channel alone."""

    def made(view: View) -> tuple[tuple[int, str], ...]:
        return tuple((channel.code, channel.name or channel.channel_id) for channel in view.channels_used)

    for code, name in seen(at, ("channel names",), made):
        yield Place(Kind.CHANNEL, name, f"/desk/{at}/metrics/messages?channels={code}", theirs=True)


def _members(visit: Visit, at: str, typed: str) -> Iterator[Place]:
    """Members by any name or id they ever had; those who speak most come first."""
    if not visit.who.may(at, May.SEE_MEMBERS) or (table := everybody(at)) is None:
        return
    for person, name, names in called_like(table, typed, _PEOPLE):
        yield Place(Kind.MEMBER, name, f"/desk/{at}/members/{person}", names=names, theirs=True)


def _last_day(visit: Visit, at: str) -> Period | None:
    def made(view: View) -> Period | None:
        day = last_whole_day(view)
        return Period(day, day) if day else None

    return seen(at, ("last whole day", day_of(at, visit.scene.now)), made)
