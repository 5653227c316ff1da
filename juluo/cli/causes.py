"""juluo causes: why a number changed, in parts that add up."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import typer

from juluo.cli.asked import metric_named
from juluo.cli.home import Home, Json, Slug, day_of, language, last_whole, opened, tell, viewed
from juluo.cli.known_then import Counting, Known
from juluo.insights.causes.explain import causes as found_causes
from juluo.insights.causes.part import ONCE, By, Causes, Effect, Part, Split
from juluo.insights.causes.sentence import before_name, sentence
from juluo.ledger.actors import Actors
from juluo.ledger.period import Grain, Period
from juluo.ledger.query import EntryQuery
from juluo.metrics.metric import Unit
from juluo.metrics.reading import read
from juluo.store.view import View
from juluo.wording.catalogue import capital, speaker
from juluo.wording.numbers import percent, rounded, short_date, signed, signed_points
from juluo.wording.printable import as_json, on_one_line

# So many parts of a split say where a change was; the others are in the JSON.
_ROWS = 6
_BY: Mapping[By, str] = {
    By.CHANNEL: "按频道",
    By.LIFECYCLE: "按新老",
    By.COHORT: "按哪个月第一次开口",
    By.TENURE: "按开口多久",
    By.HOUR: "按几点",
    By.THREAD: "按话题",
    By.PERSON: "按人",
    By.TURNOVER: "谁来谁没来",
    By.FACTOR: "按因素",
}
_EFFECTS: Mapping[Effect, str] = {Effect.RATE: "{part}（本身变了）", Effect.MIX: "{part}（占的份量变了）"}


def causes(
    slug: Slug,
    name: Annotated[str, typer.Argument(help="指标名，见 juluo metrics｜the metric's name")],
    home: Home = None,
    date: Annotated[str | None, typer.Option(help="哪一天（默认最后一个完整的日子） ｜which day")] = None,
    period: Annotated[Grain, typer.Option(help="按天、周还是月｜day, week or month")] = Grain.DAY,
    lang: Annotated[str | None, typer.Option(help="zh, en")] = None,
    actors: Counting = Actors.MEMBERS,
    as_of: Known = None,
    json_: Json = False,
) -> None:
    """一个数为什么变了：拆成加得回去的几块。｜Why a number changed, in parts that add up."""
    spoken = language(lang)
    wanted = metric_named(name)
    with opened(home) as store, viewed(store, slug, as_of, actors) as view:
        covered = Period.of(day_of(date), period) if date else last_whole(view, period)
        (reading,) = read(view, wanted, [covered])
        found = found_causes(view, reading)
        if json_:
            tell(as_json(_facts(view, found, spoken)))
            return
    tell(on_one_line(_told(found, spoken)))
    for split in found.splits:
        _show(split, found, spoken)


def _told(found: Causes, lang: str) -> str:
    """The sentence; why there is no value to explain, where there is none."""
    reading, say = found.reading, speaker(lang)
    if reading.value is None and reading.measured.reason:
        title = reading.metric.title if lang == "zh" else reading.metric.title_en
        first, last = (short_date(day, lang) for day in (reading.period.first, reading.period.last))
        reason = say(reading.measured.reason)
        if first == last:
            return say("{day}，{metric}：未知，{reason}。", day=first, metric=title, reason=reason)
        return say("{first}到{last}，{metric}：未知，{reason}。", first=first, last=last, metric=title, reason=reason)
    return sentence(found, lang)


def _show(split: Split, found: Causes, lang: str) -> None:
    from juluo.cli.terminal import show_table  # noqa: PLC0415 - only a person at a terminal waits for Rich

    say = speaker(lang)
    share = found.reading.metric.unit is Unit.SHARE
    moved = signed_points if share else signed
    rows = [[_name(part, lang), *_values(part), moved(part.amount)] for part in split.parts[:_ROWS]]
    rest = split.parts[_ROWS:]
    if rest:
        rows.append([say("其余合起来"), "", "", moved(sum(part.amount for part in rest))])
    before = capital(before_name(found.reading, lang))
    head = [say("哪一块"), before, say("这次"), say("变了几个点") if share else say("变了多少")]
    show_table(say(_BY[split.by]), head, rows, frozenset({0}))
    if split.by in ONCE and found.reading.metric.unit is Unit.PEOPLE:
        tell(say("一人只算一次：在哪里说得最多，就算在哪里。"))


def _values(part: Part) -> list[str]:
    shown = percent if part.effect in {Effect.RATE, Effect.MIX} else rounded
    return [shown(part.before), shown(part.now)]


def _name(part: Part, lang: str) -> str:
    name = part.name.words(lang)
    return speaker(lang)(_EFFECTS[part.effect], part=name) if part.effect in _EFFECTS else name


def _facts(view: View, found: Causes, lang: str) -> dict[str, Any]:
    """The causes as JSON values, with how many entries stand behind what leads."""
    reading = found.reading
    return {
        "metric": reading.metric.name,
        "from": reading.period.first.isoformat(),
        "to": reading.period.last.isoformat(),
        "value": reading.value,
        "before": reading.same_weekday,
        "change": found.change,
        "verdict": str(reading.verdict),
        "shape": str(found.shape),
        "sentence": sentence(found, lang),
        "by": found.by,
        "lead": _parts(found.lead, lang),
        "behind": [_behind(view, part.behind) for part in found.lead],
        "behind_before": [_behind(view, part.behind_before) for part in found.lead],
        "splits": [{"by": str(split.by), "parts": _parts(split.parts, lang)} for split in found.splits],
    }


def _parts(parts: Sequence[Part], lang: str) -> list[dict[str, Any]]:
    return [
        {
            "part": part.name.words(lang),
            "effect": str(part.effect),
            "before": part.before,
            "now": part.now,
            "change": part.amount,
        }
        for part in parts
    ]


def _behind(view: View, query: EntryQuery | None) -> list[int]:
    """The ids of the entries behind a part: `juluo entries` opens them."""
    return list(view.ids(query)) if query is not None else []
