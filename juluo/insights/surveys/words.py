"""Results in words: what each number says, and what it doesn't."""

from collections.abc import Mapping

from juluo.insights.surveys.answered import FEWEST, FEWEST_TOLD, Kind
from juluo.insights.surveys.compared import Moved, Side
from juluo.insights.surveys.estimates import Estimate
from juluo.insights.surveys.results import SCALES, Lead, Result, Scored
from juluo.insights.surveys.silence import Silence
from juluo.insights.surveys.weights import By, Weights
from juluo.metrics.intervals import Interval
from juluo.metrics.verdict import Change, Verdict
from juluo.wording.catalogue import Say
from juluo.wording.numbers import MINUS, percent, whole


def score(value: float, kind: Kind) -> str:
    """24.6 of NPS, 4.21 of a mean."""
    words = f"{value:.1f}" if kind is Kind.NPS else f"{value:.2f}"
    return words.replace("-", MINUS) if float(words) else words.removeprefix("-")


def score_span(interval: Interval | None, kind: Kind, say: Say) -> str:
    """The interval of a score, not beyond its scale."""
    if interval is None:
        return ""
    low, high = (-100, 100) if kind is Kind.NPS else SCALES[kind]
    ends = score(max(interval.low, low), kind), score(min(interval.high, high), kind)
    return say("{low}到{high}", low=ends[0], high=ends[1])


def share_span(interval: Interval | None, say: Say) -> str:
    return say("{low}到{high}", low=percent(interval.low), high=percent(interval.high)) if interval else ""


def silence_words(told: Silence, say: Say) -> tuple[str, ...]:
    """How many were asked, answered and finished."""
    lines = []
    if told.waiting is not None:
        return _growing(told.begun, told.waiting, say)
    if told.asked is not None and told.responded is not None:
        lines.append(
            say(
                "问了{asked}人，{n}人答了，{share}（95%区间{span}）。",
                asked=whole(told.asked),
                n=whole(told.begun - told.by_link),
                share=percent(told.responded.value),
                span=share_span(told.responded.interval, say),
            )
        )
    if told.by_link and told.asked is None:
        lines.append(say("{n}人从链接来答；没人知道多少人看到了链接，说不出答的比例。", n=whole(told.by_link)))
    elif told.by_link:
        lines.append(
            say("另有{n}人没被抽到，从链接来答；他们算在结果里，不算在答的比例和加权里。", n=whole(told.by_link))
        )
    if told.begun:
        share = percent(told.finished / told.begun)
        lines.append(
            say(
                "开始答的{begun}人里，{n}人答完了（{share}）。",
                begun=whole(told.begun),
                n=whole(told.finished),
                share=share,
            )
        )
    return tuple(lines)


def _growing(shown: int, waiting: int, say: Say) -> tuple[str, ...]:
    return (
        say(
            "匿名，还在问：结果一次至少动5份，免得看得出最后一份是什么。现在看到{shown}份，还有{waiting}份答完了，等着一起进来。",
            shown=whole(shown),
            waiting=whole(waiting),
        ),
        say("没答完的、改过的、按活跃程度和批次分的、加权的，都等结束再看。"),
    )


# What weights stand on, and what they can't make good.
_WEIGHED: Mapping[By, str] = {
    "both": (
        "加权：每份先按抽到的机会倒过来算，再让说话多少、来了多久两样都和名单里的人一样（轮转拟合）："
        "两样交叉的每一格都有5份以上，才这样算。"
    ),
    "strata": (
        "加权：每份先按抽到的机会倒过来算，再让各层和名单里一样多。"
        "要连来了多久也补，得和说话多少交叉的每一格都有5份以上。"
    ),
    "draw": "加权：答卷太少，没答的人补不上；每份只按抽到的机会倒过来算，因为各层抽的比例不一样。",
}
_LEFT: Mapping[By, str] = {
    "both": "加权只补得上说话多少和来了多久的差别；这两样都一样的人里，爱答的和不爱答的不一样，补不上。",
    "strata": "加权只补得上说话多少的差别；同样活跃的人里，爱答的和不爱答的不一样，补不上。",
    "draw": "谁爱答、谁不爱答的差别，这样补不上。",
}


def weights_words(weights: Weights | None, told: Silence, names: Mapping[str, str], say: Say) -> tuple[str, ...]:
    """What the weights stand on, what they cost, and for whom nobody speaks."""
    if told.waiting is not None:
        return ()
    if weights is None:
        why = (
            "没有加权：不是按名单抽人问的，不知道没答的是谁。"
            if told.asked is None
            else "没有加权：答卷只来自一层人，或者太少。"
        )
        return (say(why),)
    lines = [
        say(_WEIGHED[weights.by]),
        say(
            "{n}份答卷加权以后只当{worth}份用（Kish；设计效应{effect}），区间按{worth}份算，所以宽一些。",
            n=whole(sum(one > 0 for one in weights.values)),
            worth=whole(weights.effective),
            effect=f"{_among(weights):.2f}",
        ),
    ]
    lines += [
        say("“{name}”的答卷太少，和“{into}”合起来算。", name=names.get(one, one), into=names.get(into, into))
        for one, into in weights.joined
    ]
    lines += [say("“{name}”一份也没有：加权的数不替他们说话。", name=names.get(one, one)) for one in weights.silent]
    if weights.cut:
        lines.append(say("有{n}份的权重太大，最多当5份。", n=weights.cut))
    lines.append(say(_LEFT[weights.by]))
    return tuple(lines)


def _among(weights: Weights) -> float:
    """The design effect among those who are weighed at all."""
    return sum(one > 0 for one in weights.values) / weights.effective


def few_words(result: Result, say: Say) -> str:
    """Why there is no number; empty where there is one."""
    if result.is_hidden:
        return say("匿名问卷，答的不到{n}人，不看结果。", n=FEWEST_TOLD)
    if not result.n:
        return say("还没有人答这一题。")
    if not result.is_told:
        return say("只有{n}份，不到{least}份：只数份数，不报比例和区间。", n=result.n, least=FEWEST)
    return ""


def score_words(scored: Scored, kind: Kind, say: Say) -> tuple[str, ...]:
    """Plain beside weighted, the best scores, and what the silent could change."""
    lines = []
    if kind is Kind.NPS:
        lines.append(say("推荐的{up}人，贬损的{down}人。", up=scored.promoters, down=scored.detractors))
    else:
        best = "{share}的人给了4分或5分（{span}）。" if kind is Kind.CSAT else "{share}的人给了5到7分（{span}）。"
        told = scored.leading_best
        lines.append(say(best, share=percent(told.value), span=share_span(told.interval, say)))
    if scored.weighted:
        lines.append(
            say(
                "这是加权的（相当于{worth}份）；不加权是{value}（{span}）。",
                worth=whole(scored.weighted.n),
                value=score(scored.value.value, kind),
                span=score_span(scored.value.interval, kind, say),
            )
        )
    if scored.bounds:
        lines.append(
            say(
                "没答的人要是全给最低分或全给最高分，问到的所有人在{low}和{high}之间。",
                low=score(scored.bounds.low, kind),
                high=score(scored.bounds.high, kind),
            )
        )
    return tuple(lines)


def lead_words(lead: Lead, say: Say) -> str:
    """Whether the first is ahead of the second."""
    names = {"first": lead.first.words, "second": lead.second.words}
    if lead.verdict is Verdict.CLEARLY_UP:
        return say("“{first}”明显领先“{second}”。", **names)
    if lead.verdict is Verdict.MAYBE:
        return say("“{first}”可能领先“{second}”。", **names)
    return say("“{first}”和“{second}”谁在前，看不出来。", **names)


def side_words(side: Side, kind: Kind, say: Say) -> str:
    """One group against the others."""
    if side.is_hidden:
        return say("人太少，不单看")
    if side.change.verdict is Verdict.TOO_FEW or side.change.amount is None:
        return say("数据太少")
    return change_words(side.change, kind, say)


def change_words(change: Change, kind: Kind | None, say: Say) -> str:
    """A verdict with its amount and interval; of shares in points where there is no kind."""
    if change.amount is None or change.interval is None or change.verdict is Verdict.TOO_FEW:
        return say(str(change.verdict))
    ends = change.interval.low, change.interval.high

    def signed(value: float) -> str:
        words = score(value, kind) if kind else f"{value * 100:.0f}".replace("-", MINUS)
        return f"+{words}" if value > 0 else words

    amount, low, high = (signed(value) for value in (change.amount, *ends))
    told = "{verdict}：{amount}（{low}到{high}）" if kind else "{verdict}：{amount}个点（{low}到{high}）"
    return say(told, verdict=say(str(change.verdict)), amount=amount, low=low, high=high)


def moved_words(moved: Moved, kind: Kind, say: Say) -> str:
    return change_words(moved.change, kind if kind.is_score else None, say)


def plain_words(estimate: Estimate, kind: Kind | None, say: Say) -> str:
    """A value with its interval."""
    value = score(estimate.value, kind) if kind else percent(estimate.value)
    span = score_span(estimate.interval, kind, say) if kind else share_span(estimate.interval, say)
    return say("{value}（{span}）", value=value, span=span) if span else value
