"""What a language model may be told of a need, and what it made of it: names, summaries and answers, as drafts.

Only words of platforms that the owner agreed to are sent, redacted; names of members never, whoever writes them. Which
messages those are is asked of the ledger at that moment.
"""

from collections.abc import Iterable

from juluo.insights.drafting.facts import Brief, Direction, Fact, Task
from juluo.insights.drafting.setup import Setup
from juluo.insights.needs.need import Need
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.metrics.verdict import Verdict
from juluo.store.view import View
from juluo.web.drafts.material import Material, sendable
from juluo.web.unnamed_words import standing, unnamed
from juluo.wording.catalogue import speaker

_DIRECTIONS = {
    Verdict.CLEARLY_UP: Direction.UP,
    Verdict.CLEARLY_DOWN: Direction.DOWN,
    Verdict.NO_CHANGE: Direction.FLAT,
}


def material(view: View, need: Need, setup: Setup, name: str, everybody: Iterable[str]) -> Material:
    """The openings of a need's threads that may be sent, without the names of `everybody`."""
    entries = view.lines(EntryQuery(Period(need.first, need.last), ids=need.entries[:60]))
    return sendable(view, entries, setup, (name,), everybody)


def brief(task: Task, need: Need, name: str, told: Material, period: str, lang: str) -> Brief:
    say = speaker(lang)
    shown = say("{n}人", n=need.people)
    people = Fact(
        "F1",
        shown,
        say("人"),
        period,
        float(need.people),
        need.course.before,
        _DIRECTIONS.get(need.course.verdict),
        about=(say("提到"),),
        people=tuple(told.people),
    )
    return Brief(
        task,
        lang,
        _template(task, name, shown, lang),
        (people,),
        told.cited,
        told.people,
        told.others,
        _terms(need, name, told),
    )


def _terms(need: Need, name: str, told: Material) -> tuple[str, ...]:
    """What a need is called and of which words it is: those in what may be sent; and a colleague's own name for it.

    The others may be words of members whose platform wasn't agreed to.
    """
    said = "\n".join(text for _, text in told.messages).casefold()
    own = (unnamed(name, standing(told.others, name)),) if name != need.name else ()
    there = (word for word in (name, *need.words) if word.casefold() in said)
    return tuple(dict.fromkeys((*own, *there)))


def _template(task: Task, name: str, shown: str, lang: str) -> tuple[str, ...]:
    """Our own words, where no draft stands."""
    say = speaker(lang)
    if task is Task.NAME:
        return (name,)
    if task is Task.ANSWER:
        return (say("谢谢大家提到{name}，我们记下了，有进展会在这里说。", name=name),)
    return (say("{shown}提到{name}。", shown=shown, name=name),)
