"""juluo survey-results: what a survey on the desk says, how sure that is, and who kept silent."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from juluo.cli.desk import desk_ready
from juluo.cli.home import Home, Json, Slug, fail, language, opened, tell, viewed
from juluo.insights.surveys.estimates import Estimate
from juluo.insights.surveys.results import Part, Result, results
from juluo.insights.surveys.silence import silence
from juluo.insights.surveys.words import (
    few_words,
    lead_words,
    plain_words,
    score_words,
    silence_words,
    weights_words,
)
from juluo.wording.catalogue import Say, speaker
from juluo.wording.printable import as_json, on_one_line

if TYPE_CHECKING:
    # Once the desk is set up; until then its records can't be named.
    from juluo.web.surveys.counted import Counted


def survey_results(
    slug: Slug,
    survey: Annotated[str, typer.Argument(help="问卷的短名，在网址里｜its name in the address")],
    home: Home = None,
    lang: Annotated[str | None, typer.Option(help="zh, en")] = None,
    json_: Json = False,
) -> None:
    """问卷的结果：每题的数、区间、加权后的数、没答的人能让它差多少；不印原话。｜A survey's results, without words."""
    spoken = language(lang)
    say = speaker(spoken)
    with opened(home) as store, viewed(store, slug):
        told = _kept(slug, survey, spoken) if desk_ready(store.home) else None
    if told is None:
        fail(say("没有叫“{name}”的问卷，或者还没发布。", name=survey))
    if json_:
        tell(as_json(facts_of(told)))
    else:
        _show(told, say)


def _kept(slug: str, survey: str, lang: str) -> "Counted | None":
    from django.db import connections  # noqa: PLC0415 - once prepared

    from juluo.web.surveys.counted import counted  # noqa: PLC0415 - the same

    try:
        return counted(slug, survey, lang)
    finally:
        connections.close_all()


def _show(told: "Counted", say: Say) -> None:
    from juluo.web.surveys.counted import stratum_names  # noqa: PLC0415 - once prepared

    if not told.told:
        tell(say("还没有能看的答卷。"))
        return
    found, quiet = results(told.survey), silence(told.survey)
    names = stratum_names(say)
    for line in (*silence_words(quiet, say), *weights_words(found.weights, quiet, names, say)):
        tell(line)
    for number, one in enumerate(found.questions, 1):
        tell("")
        tell(on_one_line(f"{number}. {one.asked.words}"))
        for line in _lines(one, say):
            tell(on_one_line(f"   {line}"))


def _lines(one: Result, say: Say) -> list[str]:
    lines = [few_words(one, say)]
    if one.scored:
        lines += [plain_words(one.scored.leading, one.asked.kind, say), *score_words(one.scored, one.asked.kind, say)]
    if one.lead:
        lines.append(lead_words(one.lead, say))
    if not one.asked.kind.is_score:
        lines += [_part(part, say) for part in one.parts]
    lines += [f"{row.row.words}  {_part(part, say)}" for row in one.grid for part in row.parts]
    lines += [f"{ranked.place}. {ranked.option.words}  {ranked.mean_rank:.1f}" for ranked in one.ranking]
    return [line for line in lines if line]


def _part(part: Part, say: Say) -> str:
    value = plain_words(part.leading, None, say) if part.leading else str(part.hits)
    return f"{part.option.words}  {value}"


def facts_of(told: "Counted") -> dict[str, Any]:
    found, quiet = results(told.survey), silence(told.survey)
    weights = found.weights
    return {
        "survey": told.kept.slug,
        "title": told.form.title.zh or told.form.title.en,
        "anonymous": told.kept.is_anonymous,
        "asked": quiet.asked,
        "begun": quiet.begun,
        "by_link": quiet.by_link,
        "finished": quiet.finished,
        "responded": _estimate(quiet.responded),
        "strata": [{"name": one.name, "asked": one.asked, "answered": one.answered} for one in quiet.strata],
        "stops": [
            {"question": one.question.key, "answered": one.answered, "stopped": one.stopped} for one in quiet.stops
        ],
        "weights": weights
        and {
            "by": weights.by,
            "design_effect": weights.design_effect,
            "effective": weights.effective,
            "silent": list(weights.silent),
            "joined": [list(pair) for pair in weights.joined],
            "cut": weights.cut,
        },
        "questions": [_question(one) for one in found.questions],
    }


def _question(one: Result) -> dict[str, Any]:
    facts: dict[str, Any] = {"key": one.asked.key, "kind": str(one.asked.kind), "n": one.n, "told": one.is_told}
    if one.scored:
        scored = one.scored
        facts |= {
            "value": _estimate(scored.value),
            "weighted": _estimate(scored.weighted),
            "best": _estimate(scored.best),
            "bounds": scored.bounds and [scored.bounds.low, scored.bounds.high],
        }
    if one.parts:
        facts["options"] = [_option(part) for part in one.parts]
    if one.lead:
        facts["lead"] = {"first": one.lead.first.key, "second": one.lead.second.key, "verdict": str(one.lead.verdict)}
    if one.grid:
        facts["rows"] = [
            {"row": row.row.key, "n": row.n, "options": [_option(part) for part in row.parts]} for row in one.grid
        ]
    if one.ranking:
        facts["ranking"] = [
            {
                "option": ranked.option.key,
                "place": ranked.place,
                "places": ranked.places and list(ranked.places),
                "mean_rank": ranked.mean_rank,
                "borda": ranked.borda,
                "borda_weighted": ranked.borda_weighted,
                "interval": ranked.interval and [ranked.interval.low, ranked.interval.high],
            }
            for ranked in one.ranking
        ]
    return facts


def _option(part: Part) -> Mapping[str, Any]:
    return {
        "option": part.option.key,
        "n": part.hits,
        "share": _estimate(part.plain),
        "weighted": _estimate(part.weighted),
    }


def _estimate(one: Estimate | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {"value": one.value, "interval": one.interval and [one.interval.low, one.interval.high], "n": one.n}
