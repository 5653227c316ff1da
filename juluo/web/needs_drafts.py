"""What a language model may be told of a need, and what it made of it: names, summaries and answers, as drafts.

Only words of platforms that the owner agreed to are sent, redacted; names of members never, whoever writes them. Which
messages those are is asked of the ledger at that moment.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from juluo.insights.drafting.draft import Draft, draft
from juluo.insights.drafting.endpoint import ask
from juluo.insights.drafting.facts import Brief, Direction, Fact, Message, Task
from juluo.insights.drafting.setup import Setup
from juluo.insights.drafting.verifier import orders
from juluo.insights.needs.need import Need
from juluo.ledger.entry import Entry
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.metrics.verdict import Verdict
from juluo.store.view import View
from juluo.web.unnamed_words import standing, unnamed
from juluo.wording.catalogue import speaker

_MOST, _LONGEST = 12, 300
_DIRECTIONS = {
    Verdict.CLEARLY_UP: Direction.UP,
    Verdict.CLEARLY_DOWN: Direction.DOWN,
    Verdict.NO_CHANGE: Direction.FLAT,
}


@dataclass(frozen=True, slots=True)
class Material:
    """What a draft rests on: messages as they may be sent, with their authors' codes, and those authors' names.

    `others` are names that must not be sent, or written by a model.
    """

    messages: tuple[tuple[int, str], ...]
    names: dict[int, str]
    others: tuple[str, ...] = ()


def material(view: View, need: Need, setup: Setup, name: str, everybody: Iterable[str]) -> Material:
    """The openings of a need's threads that may be sent, without the names of `everybody`."""
    entries = view.lines(EntryQuery(Period(need.first, need.last), ids=need.entries[:60]))
    accounts = view.accounts(sorted({one.account for one in entries if one.account is not None}))
    kept = [
        (entry.account, entry.text or "")
        for entry in entries
        if entry.account is not None and entry.text and _may_be_sent(entry, accounts[entry.account].platform, setup)
    ]
    names = {code: one.name for code, one in accounts.items() if one.name}
    every = {*names.values(), *everybody}
    sent = [(code, text, standing(every, text)) for code, text in kept[:_MOST]]
    others = {one for _, _, found in sent for one in found}.union(standing(every, name))
    masked = ((code, unnamed(text, found)[:_LONGEST]) for code, text, found in sent)
    # Such messages aren't sent, so they aren't counted as sent.
    harmless = tuple((code, text) for code, text in masked if not orders(text))
    return Material(harmless, names, tuple(sorted(others | set(names.values()))))


def _may_be_sent(entry: Entry, platform: str, setup: Setup) -> bool:
    return platform in setup.consented and bool(entry.text)


def brief(task: Task, need: Need, name: str, told: Material, period: str, lang: str) -> Brief:
    say = speaker(lang)
    keys = {code: f"P{at}" for at, code in enumerate(dict.fromkeys(code for code, _ in told.messages), 1)}
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
        people=tuple(keys.values()),
    )
    messages = tuple(Message(f"M{at}", keys[code], text) for at, (code, text) in enumerate(told.messages, 1))
    return Brief(
        task,
        lang,
        _template(task, name, shown, lang),
        (people,),
        messages,
        {key: told.names.get(code, "") for code, key in keys.items()},
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


def drafted(told: Brief, setup: Setup) -> Draft:
    if setup.endpoint is None or not told.messages:
        return Draft(told.template, by_model=False)
    return draft(told, partial(ask, setup.endpoint))
