"""juluo effect: what an event did to how many people are active, and what such events did together."""

from typing import Annotated, Any

import typer

from juluo.cli.asked import channel_named
from juluo.cli.home import Home, Json, Slug, day_of, fail, language, opened, tell, viewed, words
from juluo.cli.known_then import Counting, Known
from juluo.insights.effects.effect import Effect, Gain
from juluo.insights.effects.matched import Matched
from juluo.insights.effects.outcome import Outcome, outcome
from juluo.insights.effects.past import Past, past_effects
from juluo.insights.effects.pooling import Pooled
from juluo.insights.effects.where import groups_of
from juluo.insights.effects.words import outcome_words, pooled_words, said, verdict_words
from juluo.ledger.actors import Actors
from juluo.ledger.period import Period
from juluo.metrics.channels import names_of
from juluo.metrics.events.held import Event, events
from juluo.store.view import View
from juluo.wording.catalogue import Say, speaker
from juluo.wording.numbers import long_range
from juluo.wording.printable import as_json, on_one_line

_Channels = Annotated[list[str] | None, typer.Option(help="活动所在频道，可写几次｜where it was")]
_Controls = Annotated[list[str] | None, typer.Option(help="对照的频道，可写几次｜left alone")]


def effect(
    slug: Slug,
    home: Home = None,
    from_: Annotated[str | None, typer.Option("--from", help="活动第一天｜its first day")] = None,
    to: Annotated[str | None, typer.Option(help="最后一天（默认同一天） ｜its last day")] = None,
    event: Annotated[str | None, typer.Option(help="账本里的一场活动｜an event of the ledger")] = None,
    channel: _Channels = None,
    control: _Controls = None,
    cost: Annotated[float | None, typer.Option(min=0, help="花了多少｜what it cost")] = None,
    lang: Annotated[str | None, typer.Option(help="zh, en")] = None,
    actors: Counting = Actors.MEMBERS,
    as_of: Known = None,
    json_: Json = False,
) -> None:
    """活动有没有用：多了多少人、留下多少；不写日期，就看办过的每一场。｜What an event did."""
    spoken = language(lang)
    with opened(home) as store, viewed(store, slug, as_of, actors) as view:
        if from_ is None and event is None:
            _tell_past(past_effects(view), spoken, json_=json_)
            return
        named = _event(view, event) if event else None
        held = _held(from_, to, named)
        reached = [channel_named(view, one) for one in channel or ()] or (named.reached if named else ())
        alone = [channel_named(view, one) for one in control or ()] or (named.untouched if named else ())
        where, untouched = groups_of(view, reached, alone)
        named_channels = names_of(view, reached)
        came, known_cost = (named.accounts, named.cost) if named else (frozenset[int](), None)
        found = outcome(view, held, where, untouched, came, known_cost if cost is None else cost)
    if json_:
        tell(as_json(_facts(found, speaker(spoken), spoken)))
        return
    for sentence in outcome_words(found, speaker(spoken), spoken, named_channels):
        tell(on_one_line(sentence))


def _event(view: View, name: str) -> Event:
    found = next((one for one in events(view) if one.name == name), None)
    if found is None:
        fail(words()("账本里没有叫 {name} 的活动；按日期看，写 --from 和 --to。", name=name))
    return found


def _held(from_: str | None, to: str | None, event: Event | None) -> Period:
    first = day_of(from_) if from_ else event.days.first if event else None
    if first is None:
        fail(words()("写 --from 哪一天，或 --event 哪一场活动。"))
    last = day_of(to) if to else first if from_ or event is None else event.days.last
    if last < first:
        fail(words()("--from {first} 在 --to {last} 之后：请换过来。", first=first, last=last))
    return Period(first, last)


def _tell_past(found: Past, lang: str, *, json_: bool) -> None:
    say = speaker(lang)
    if json_:
        told = [{"event": event.name, **_effect_facts(one, say, lang)} for event, one in found.each]
        tell(as_json({"events": told, "pooled": found.pooled and _pooled_facts(found.pooled)}))
        return
    if not found.each:
        tell(say("账本里还没有办过的活动；按日期看，写 --from 和 --to。"))
        return
    for event, one in found.each:
        days = long_range(one.window.first, one.window.last, lang)
        sentence = verdict_words(one, say) or said(one.reason, lang)
        tell(on_one_line(say("{event}（{days}）：{words}", event=event.name, days=days, words=sentence)))
    tell(on_one_line(pooled_words(found.pooled, found.measured, say("全部活动"), say)))


def _facts(found: Outcome, say: Say, lang: str) -> dict[str, Any]:
    stayed = found.staying
    return {
        **_effect_facts(found.effect, say, lang),
        "came": stayed
        and {"listed": found.listed, "people": stayed.came, "active_before": stayed.before, "kept": stayed.after},
        "beside": found.beside and _beside_facts(found.beside, lang),
        "cost": found.cost,
        "cost_per_kept": found.cost_each,
    }


def _effect_facts(found: Effect, say: Say, lang: str) -> dict[str, Any]:
    placebo = found.placebo
    return {
        "from": found.window.first.isoformat(),
        "to": found.window.last.isoformat(),
        "method": found.method and str(found.method),
        "why": said(found.why, lang) or None,
        "untouched": found.untouched,
        "history": found.history,
        "verdict": say(found.verdict),
        "during": found.during and _gain_facts(found.during, say),
        "after": found.after and _gain_facts(found.after, say),
        "days": {str(day): gain and _gain_facts(gain, say) for day, gain in found.marks},
        "seeable_share": found.seeable,
        "placebo": placebo and {"windows": placebo.windows, "as_far": placebo.as_far, "p": placebo.p},
        "reason": said(found.reason, lang) or None,
    }


def _gain_facts(gain: Gain, say: Say) -> dict[str, Any]:
    interval = gain.change.interval
    return {
        "seen": gain.seen,
        "expected": gain.expected,
        "gain": gain.change.amount,
        "interval": interval and [interval.low, interval.high],
        "share": gain.share,
        "share_interval": gain.shares and list(gain.shares),
        "p": gain.change.p,
        "verdict": say(gain.change.verdict),
    }


def _beside_facts(found: Matched, lang: str) -> dict[str, Any]:
    change = found.change
    interval = change and change.interval
    return {
        "came": found.came,
        "new": found.new,
        "pairs": found.pairs,
        "active_days": list(found.days),
        "back": list(found.back),
        "difference": change and change.amount,
        "interval": interval and [interval.low, interval.high],
        "balance": [{"trait": one.trait, "everybody": one.everybody, "pairs": one.pairs} for one in found.balance],
        "reason": said(found.reason, lang) or None,
    }


def _pooled_facts(found: Pooled) -> dict[str, Any]:
    return {"events": found.events, "share": found.share, "interval": list(found.shares), "p": found.p}
