"""An effect in sentences: how many more, how sure, by which method, what is left of it, and what it cost."""

import math
from collections.abc import Sequence

from juluo.insights.effects.effect import Effect, Gain, Placebo
from juluo.insights.effects.matched import Matched
from juluo.insights.effects.outcome import Outcome
from juluo.insights.effects.pooling import FEWEST_EVENTS, Pooled
from juluo.insights.effects.seeable import Seeable
from juluo.metrics.events.staying import Staying
from juluo.metrics.intervals import wilson
from juluo.metrics.verdict import FEWEST_CASES, Verdict
from juluo.wording.catalogue import Say, capital
from juluo.wording.numbers import MINUS, percent, plain, rounded, signed, signed_plain, whole
from juluo.wording.sentence import Sentence

# By how many days from the event.
_MARKS = {0: "活动最后一天", 7: "之后第7天", 14: "之后第14天"}
_TRAITS = {
    "days_28": "近4周活跃几天",
    "days_56": "近8周活跃几天",
    "known_days": "认识多久了",
    "silent_days": "多久没说话",
}


def effect_words(found: Effect, say: Say, lang: str, reached: Sequence[str] = ()) -> list[str]:
    """The verdict first, then of whom, how it was reached and what was left later.

    `reached` are the names of the channels in which it was held, none for the whole community.
    """
    if found.during is None:
        return [said(found.reason, lang)]
    where = [where_words(reached, say)] if reached else []
    lines = [verdict_words(found, say), *where, said(found.why, lang)]
    if found.placebo is not None:
        lines.append(placebo_words(found.placebo, say))
    if found.seeable is not None and not found.verdict.is_clear:
        lines.append(unseen_words(found.seeable, say))
    # Of an event of one day that day was told already.
    marks = [(day, gain) for day, gain in found.marks if day or found.window.length > 1]
    lines += [mark_words(day, gain, say) for day, gain in marks]
    if found.after is not None:
        gain, low, high = _people(found.after)
        lines.append(
            say(
                "之后14天平均每天{gain}人（95%区间{low}～{high}）：{verdict}。",
                gain=gain,
                low=low,
                high=high,
                verdict=word(found.after.change.verdict, found.after, say),
            )
        )
    return lines


def verdict_words(found: Effect, say: Say) -> str:
    """How many more were there than without it, in one sentence."""
    gain = found.during
    if gain is None:
        return ""
    amount, low, high = _people(gain)
    told = {"seen": rounded(gain.seen), "expected": rounded(gain.expected), "gain": amount, "low": low, "high": high}
    shares = gain.shares
    verdict = word(gain.change.verdict, gain, say)
    one_day = found.window.length == 1
    if gain.share is None or shares is None or shares[1] is None:
        sentence = (
            "{verdict}：活动那天{seen}人活跃，没有活动大约{expected}人，差{gain}人（95%区间{low}～{high}）。"
            if one_day
            else "{verdict}：活动那几天平均每天{seen}人活跃，没有活动大约{expected}人，"
            "差{gain}人（95%区间{low}～{high}）。"
        )
        return capital(say(sentence, verdict=verdict, **told))
    share, share_low, share_high = (signed_percent(one) for one in (gain.share, shares[0], shares[1]))
    told |= {"share": share, "share_low": share_low, "share_high": share_high}
    sentence = (
        "{verdict}：活动那天{seen}人活跃，没有活动大约{expected}人，差{gain}人（95%区间{low}～{high}），"
        "合{share}（{share_low}～{share_high}）。"
        if one_day
        else "{verdict}：活动那几天平均每天{seen}人活跃，没有活动大约{expected}人，"
        "差{gain}人（95%区间{low}～{high}），合{share}（{share_low}～{share_high}）。"
    )
    return capital(say(sentence, verdict=verdict, **told))


def where_words(reached: Sequence[str], say: Say) -> str:
    """Of whom it is told: where it was held, fewer are active than in the whole community."""
    return say("数的是在{channels}里说话的人。", channels=say("、").join(f"#{name}" for name in reached))


def word(verdict: Verdict, gain: Gain, say: Say) -> str:
    """The verdict, with its direction where it is only likely."""
    if verdict is Verdict.MAYBE:
        across = gain.change.interval
        if across is not None and across.low <= 0 <= across.high:
            rises = gain.change.direction == "up"
            return say("可能上升，只过了80%") if rises else say("可能下降，只过了80%")
        return say("可能上升") if gain.change.direction == "up" else say("可能下降")
    return say(verdict)


def placebo_words(placebo: Placebo, say: Say) -> str:
    """How ordinary such a difference is."""
    return say(
        "拿之前没有活动的{n}段同样长的日子照样算一遍，{far}段差得不比这次少。",
        n=placebo.windows,
        far=placebo.as_far,
    )


def unseen_words(share: float, say: Say) -> str:
    """Beside an effect that isn't clear: which would have been."""
    return say(
        "按这里平常的起伏，比没有活动多{share}以上，五回里看得出四回；再小的变化多半看不出。", share=upwards(share)
    )


def seeable_words(found: Seeable, say: Say) -> str:
    """Before an event: what it would have to do to be seen."""
    return say(
        "像这样的日子一天大约{people}人活跃；活动要让他们多{share}以上（一天约{reach}人），五回里才看得出四回。"
        "再小的变化，几场合起来才看得清。",
        people=rounded(found.expected),
        share=upwards(found.share),
        reach=whole(math.ceil(found.expected * (1 + found.share))),
    )


def upwards(share: float) -> str:
    """A share to the percent above."""
    return f"{math.ceil(share * 100 - _NEARLY):,}%"


# Rounding leaves as much as this of a whole percent.
_NEARLY = 1e-6


def mark_words(day: int, gain: Gain | None, say: Say) -> str:
    """One day after the event, seen and expected."""
    if gain is None:
        return say("{when}：还没到，或那天的记录不完整。", when=say(_MARKS[day]))
    amount, low, high = _people(gain)
    return say(
        "{when}：{seen}人活跃，没有活动大约{expected}人，差{gain}人（{low}～{high}）。",
        when=say(_MARKS[day]),
        seen=whole(gain.seen),
        expected=rounded(gain.expected),
        gain=amount,
        low=low,
        high=high,
    )


def outcome_words(found: Outcome, say: Say, lang: str, reached: Sequence[str] = ()) -> list[str]:
    """The effect, then who stayed, beside whom, at what cost."""
    lines = effect_words(found.effect, say, lang, reached)
    if found.staying is None:
        lines.append(say("来的人留下多少：活动后两周过完、记录完整才能看。"))
    else:
        lines.append(staying_words(found.staying, say, listed=found.listed))
    if found.beside is not None:
        lines += matched_words(found.beside, say, lang)
    if found.cost is not None:
        lines.append(cost_words(found, say))
    return lines


def staying_words(found: Staying, say: Say, *, listed: bool) -> str:
    """Of those who came, how many are there in the second week after."""
    who = say("签到的{n}人", n=found.came) if listed else say("那几天在那里发言的{n}人", n=found.came)
    if found.came < FEWEST_CASES:
        return say(
            "{who}里，之后第8到14天还在发言的有{after}人，活动前那样一周有{before}人。",
            who=who,
            after=found.after,
            before=found.before,
        )
    between = wilson(found.after, found.came)
    return say(
        "{who}里，之后第8到14天还在发言的有{after}人，占{share}（{low}～{high}），活动前那样一周有{before}人。",
        who=who,
        after=found.after,
        share=percent(found.after / found.came),
        low=percent(between.low),
        high=percent(between.high),
        before=found.before,
    )


def matched_words(found: Matched, say: Say, lang: str) -> list[str]:
    """Those who came beside those like them, or why not; then how alike they were."""
    if found.change is None:
        lines = [said(found.reason, lang)]
    else:
        interval = found.change.interval
        verdicts = {
            Verdict.MAYBE: "来的人可能更活跃" if found.change.direction == "up" else "来的人可能更少来",
            Verdict.NO_CHANGE: "看不出差别",
        }
        lines = [
            say(
                "和{n}位相像而没来的人比：之后14天，来的人平均活跃{came}天，没来的{away}天，差{gap}天"
                "（95%区间{low}～{high}）：{verdict}。愿意来的人本来就可能更想来，所以最多说“可能”。",
                n=found.pairs,
                came=plain(found.days[0]),
                away=plain(found.days[1]),
                gap=signed_plain(found.change.amount or 0.0),
                low=signed_plain(interval.low if interval else 0.0),
                high=signed_plain(interval.high if interval else 0.0),
                verdict=say(verdicts[found.change.verdict]),
            )
        ]
    if found.balance:
        told = [
            say(
                "{trait}{before}→{after}",
                trait=say(_TRAITS[one.trait]),
                before=signed_plain(one.everybody),
                after=signed_plain(one.pairs),
            )
            for one in found.balance
        ]
        lines.append(
            say(
                "配对前后的差（标准差）：{told}；另有{n}位来的人之前八周没露面，没有可比的人。",
                told=say("、").join(told),
                n=found.new,
            )
        )
    return lines


def cost_words(found: Outcome, say: Say) -> str:
    """What each member cost who was kept beyond those who were there anyway."""
    if not found.listed:
        return say("每留住一人花多少：没有签到名单，不知道是谁来了。")
    if found.staying is None:
        return say("每留住一人花多少：等活动后两周过完。")
    if found.cost_each is None:
        return say("每留住一人花多少：后来没有更多人留下，摊不出来。")
    return say(
        "每多留住一人花了{each}（共花{cost}，多留住{n}人）。",
        each=plain(found.cost_each),
        cost=plain(found.cost or 0),
        n=found.staying.more,
    )


def pooled_words(found: Pooled | None, events: int, kind: str, say: Say) -> str:
    """What events of one kind did, together; `events` were measured."""
    if found is None:
        return say("{kind}：有结果的活动才{n}场，满{least}场才合起来算。", kind=kind, n=events, least=FEWEST_EVENTS)
    low, high = found.shares
    verdicts = {
        Verdict.CLEARLY_UP: "让人更活跃",
        Verdict.CLEARLY_DOWN: "让人更不活跃",
        Verdict.MAYBE: "可能让人更活跃" if found.mean > 0 else "可能让人更不活跃",
        Verdict.NO_CHANGE: "合起来看不出作用",
    }
    return say(
        "{kind}：{n}场合起来，活跃人数变化{share}（95%区间{low}～{high}）：{verdict}。",
        kind=kind,
        n=found.events,
        share=signed_percent(found.share),
        low=signed_percent(low),
        high=signed_percent(high),
        verdict=say(verdicts[found.verdict]),
    )


def signed_percent(share: float) -> str:
    """+12%, −4%, 0%."""
    number = f"{abs(share) * 100:.0f}"
    return f"{'' if number == '0' else '+' if share > 0 else MINUS}{number}%"


def _people(gain: Gain) -> tuple[str, str, str]:
    interval = gain.change.interval
    low, high = (interval.low, interval.high) if interval else (0.0, 0.0)
    return signed(gain.change.amount or 0.0), signed(low), signed(high)


def said(sentence: Sentence | None, lang: str) -> str:
    """A reason in a language; nothing where there is none."""
    return "" if sentence is None else sentence.words(lang)
