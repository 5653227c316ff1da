"""The things of the desk by what they are called, with the page where each is: for the log of deeds and the search."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from juluo.desk.draws import facts as draws
from juluo.desk.events import facts as events
from juluo.desk.feedback import facts as feedback
from juluo.desk.interviews import facts as interviews
from juluo.desk.needs.facts import kept_needs
from juluo.desk.qa import facts as qa
from juluo.desk.questions import facts as questions
from juluo.desk.readings import facts as readings
from juluo.desk.streaks import facts as streaks
from juluo.desk.surveys import facts as surveys
from juluo.desk.tasks import facts as tasks
from juluo.ledger.period import Grain
from juluo.shell.accounts.roles import May
from juluo.shell.titled import Titled
from juluo.shell.visit import Visit
from juluo.web.questions.found import lines_of
from juluo.web.seen import asked
from juluo.wording.numbers import long_date

_SHORT = 40


class Thing(StrEnum):
    """What can be acted on."""

    EVENT = "event"
    DRAW = "draw"
    SURVEY = "survey"
    FEEDBACK = "feedback"
    QA = "qa"
    STREAK = "streak"
    INTERVIEW = "interview"
    GUIDE = "guide"
    NEED = "need"
    FAQ = "faq"
    TASK = "task"
    QUESTION = "question"
    READING = "reading"
    THREAD = "thread"
    REPORT = "report"
    MEMBER = "member"
    MEMBERS = "members"


@dataclass(frozen=True, slots=True)
class Named:
    """One thing: `words` are a person's own. Without `url` there is no page of it, or not for who looks."""

    words: str
    url: str = ""


Wanted = Mapping[Thing, Collection[str]]
Read = Callable[[Visit, Collection[str]], Mapping[str, Titled]]

_READ: Mapping[Thing, Read] = MappingProxyType(
    {
        Thing.EVENT: lambda visit, keys: events.titles(visit.community, keys),
        Thing.DRAW: lambda visit, keys: draws.titles(visit.community, keys),
        Thing.SURVEY: lambda visit, keys: surveys.titles(visit.community, visit.lang, keys),
        Thing.FEEDBACK: lambda visit, keys: feedback.titles(visit.community, keys),
        Thing.QA: lambda visit, keys: qa.titles(visit.community, keys),
        Thing.STREAK: lambda visit, keys: streaks.titles(visit.community, keys),
        Thing.INTERVIEW: lambda visit, keys: interviews.titles(visit.community, keys),
        Thing.GUIDE: lambda visit, keys: interviews.guide_titles(visit.community, keys),
        Thing.NEED: lambda visit, keys: {
            key: Titled(one.shown_as) for key, one in kept_needs(visit.community).items() if key in keys
        },
        Thing.FAQ: lambda visit, keys: questions.titles(visit.community, keys),
        Thing.TASK: lambda visit, keys: tasks.titles(visit.community, keys),
        Thing.QUESTION: lambda visit, keys: questions.asked_titles(visit.community, keys),
        Thing.READING: lambda visit, keys: readings.titles(visit.community, keys),
        Thing.THREAD: lambda visit, keys: {key: Titled(visit.say("一段讨论")) for key in keys},
        Thing.REPORT: lambda visit, keys: {key: Titled(words) for key in keys if (words := _report(visit, key))},
    }
)
# Where each is read, and who may.
_PAGES: Mapping[Thing, tuple[str, May]] = MappingProxyType(
    {
        Thing.EVENT: ("events/{key}", May.SEE_NUMBERS),
        Thing.DRAW: ("draws/{key}", May.SEE_NUMBERS),
        Thing.SURVEY: ("surveys/{key}", May.SEE_NUMBERS),
        Thing.FEEDBACK: ("feedback/{key}", May.READ_MESSAGES),
        Thing.QA: ("qa/{key}", May.READ_MESSAGES),
        Thing.STREAK: ("streaks/{key}", May.SEE_NUMBERS),
        Thing.INTERVIEW: ("interviews/{key}", May.READ_MESSAGES),
        Thing.GUIDE: ("interviews/guides/{key}", May.KEEP_TASKS),
        Thing.NEED: ("needs/{key}", May.READ_MESSAGES),
        Thing.FAQ: ("faq", May.READ_MESSAGES),
        Thing.TASK: ("all-tasks", May.SEE_NUMBERS),
        Thing.QUESTION: ("around/{key}?day={day}", May.READ_MESSAGES),
        Thing.READING: ("around/{key}?day={day}", May.READ_MESSAGES),
        Thing.THREAD: ("around/{key}", May.READ_MESSAGES),
        Thing.REPORT: ("reports/{of}", May.SEE_NUMBERS),
        Thing.MEMBER: ("members/{key}", May.SEE_MEMBERS),
    }
)
_PEOPLE = (Thing.MEMBER, Thing.MEMBERS)


def may_read(visit: Visit, at: str, thing: Thing) -> bool:
    """Whether who looks may open such a thing of a community."""
    return visit.who.may(at, _PAGES[thing][1])


def page_of(at: str, thing: Thing, key: str, told: Titled) -> str:
    """Where it is in its community."""
    return f"/desk/{at}/{_PAGES[thing][0].format(key=key, day=told.day, of='/'.join(key.split()[:2]))}"


def _page(visit: Visit, thing: Thing, key: str, told: Titled) -> str:
    """The same for who may read it there."""
    return page_of(visit.community, thing, key, told) if may_read(visit, visit.community, thing) else ""


def things(visit: Visit, wanted: Wanted) -> Mapping[tuple[Thing, str], Named]:
    """What is still there of the wanted: a question a kind, one to the ledger for words, one for members' names."""
    told = {
        (thing, key): titled
        for thing, keys in wanted.items()
        if keys and thing not in _PEOPLE
        for key, titled in _READ[thing](visit, keys).items()
    }
    words = quoted(visit, list(told.values()))
    named = {
        (thing, key): Named(short(words.get(titled.entry or 0) or titled.words), _page(visit, thing, key, titled))
        for (thing, key), titled in told.items()
    }
    return {**named, **_people(visit, wanted)}


def quoted(visit: Visit, told: Sequence[Titled]) -> Mapping[int, str]:
    """The words that stand for titles, by entry, as the ledger has them now: of who is gone there are none."""
    wanted = worded_by(told)
    if not wanted:
        return {}
    return {line.entry_id: line.words for line in asked(visit.community, lambda view: lines_of(visit, view, wanted))}


def worded_by(told: Iterable[Titled]) -> list[tuple[int, date]]:
    """The entries whose words stand for titles, and their days."""
    return [(one.entry, one.day) for one in told if not one.words and one.entry is not None and one.day is not None]


def short(words: str) -> str:
    """As much of it as stands in a line."""
    told = " ".join(words.split())
    return told if len(told) <= _SHORT else f"{told[:_SHORT]}…"


def _report(visit: Visit, key: str) -> str:
    """A report by its days, which the log has after its grain: "week 2026-11-16 2"."""
    grain, first, *_ = [*key.split(), "", ""]
    try:
        day = date.fromisoformat(first)
    except ValueError:
        return ""
    if grain == Grain.MONTH:
        return visit.say("{month}的月报", month=f"{day:%Y-%m}")
    name = long_date(day, visit.lang)
    return visit.say("{day}的日报", day=name) if grain == Grain.DAY else visit.say("{day}那周的周报", day=name)


def _people(visit: Visit, wanted: Wanted) -> dict[tuple[Thing, str], Named]:
    """Members as they are called today; who was erased isn't there. Several accounts, each by its name."""
    told = [(thing, key, _codes(key)) for thing in _PEOPLE for key in wanted.get(thing, ())]
    codes = sorted({code for _, _, some in told for code in some})
    if not codes:
        return {}
    found = asked(visit.community, lambda view: view.accounts(codes))
    there = {code: one for code, one in found.items() if not one.erased}
    named = {}
    for thing, key, some in told:
        names = [there[code].name if code in there else visit.say("已抹去的成员") for code in some]
        if any(code in there for code in some):
            alone = there[some[0]] if len(some) == 1 else None
            url = _page(visit, Thing.MEMBER, str(alone.code), Titled(alone.name)) if alone else ""
            named[thing, key] = Named(visit.say("、").join(names), url)
    return named


def _codes(key: str) -> tuple[int, ...]:
    return tuple(int(code) for code in key.split("、") if code.isdecimal())
