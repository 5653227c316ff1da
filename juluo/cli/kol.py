"""juluo kol: whom others listen to, part by part."""

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from juluo.cli.home import Home, Json, Slug, day_of, language, last_whole_day, opened, tell, viewed
from juluo.cli.known_then import Counting, Known
from juluo.insights.influence.board import Board, Heard, Part, board
from juluo.insights.influence.steps import Step
from juluo.insights.influence.words import (
    PART_MEANINGS,
    PART_WORDS,
    alive_words,
    between_words,
    board_words,
    evidence_words,
    nominated_words,
    rank_words,
    record_words,
    score_words,
    step_words,
)
from juluo.ledger.actors import Actors
from juluo.metrics.ranked import Score
from juluo.wording.catalogue import Say, capital, speaker
from juluo.wording.numbers import percent, whole
from juluo.wording.printable import as_json

# So many rows on a terminal; JSON has them all.
_ROWS = 20


def kol(
    slug: Slug,
    home: Home = None,
    by: Annotated[Part, typer.Option("--by", help="按哪一部分排 ｜sorted by which part")] = Part.REACH,
    date: Annotated[str | None, typer.Option(help="到哪天（默认最后整天） ｜up to which day")] = None,
    lang: Annotated[str | None, typer.Option(help="zh, en")] = None,
    actors: Counting = Actors.MEMBERS,
    as_of: Known = None,
    json_: Json = False,
) -> None:
    """大家听谁的：六部分各有名次和区间，没有总分。｜Whom others listen to: six parts with ranks, no one score."""
    spoken = language(lang)
    with opened(home) as store, viewed(store, slug, as_of, actors) as view:
        found = board(view, day_of(date) if date else last_whole_day(view))
    if json_:
        tell(as_json(_facts(found, by)))
        return
    _show(found, by, speaker(spoken))


def _show(found: Board, by: Part, say: Say) -> None:
    from juluo.cli.terminal import show_table  # noqa: PLC0415 - only a person at a terminal waits for Rich

    people = found.by(by)[:_ROWS]
    if people:
        show_table(
            capital(say(PART_WORDS[by])), _head(by, say), [_row(one, by, say) for one in people], frozenset({0, 7})
        )
        tell(say(PART_MEANINGS[by]))
    for sentence in board_words(found, say):
        tell(sentence)
    names = found.names or {}
    for step in found.steps[:_ROWS]:
        tell(say("差一步：{name}。{words}", name=names[step.account], words=step_words(step, say)))
    if found.steps:
        tell(record_words(found.steps_before, say))
    if found.nominated:
        tell(say("请朋友推荐：{names}。", names=say("、").join(names[one.account] for one in found.nominated)))
        tell(nominated_words(say))


def _head(by: Part, say: Say) -> tuple[str, ...]:
    named = ("成员", PART_WORDS[by], "95%区间", "名次", "近26周发言的名次", "推测的占", "还在的把握", "答问")
    return tuple(capital(say(word)) for word in named)


def _row(one: Heard, by: Part, say: Say) -> Sequence[str]:
    score = one.parts[by]
    return [
        one.name,
        score_words(by, score, say),
        between_words(by, score, say),
        rank_words(score, say),
        say("第{rank}", rank=whole(one.words_rank)),
        percent(one.guessed),
        alive_words(one.alive, say),
        evidence_words(one, say),
    ]


def _facts(found: Board, by: Part) -> dict[str, Any]:
    names = found.names or {}
    before = found.steps_before
    return {
        "from": found.period.first.isoformat(),
        "to": found.period.last.isoformat(),
        "by": str(by),
        "of": found.of,
        "guessed": found.guessed,
        "people": [_person(one) for one in found.by(by)],
        "steps": [_step(one, names[one.account]) for one in found.steps],
        "steps_before": before
        and {"away": before.away, "took": before.took, "others": before.others, "others_took": before.others_took},
        "nominated": [{"account": one.account, "name": names[one.account]} for one in found.nominated],
        "reason": found.reason or None,
    }


def _person(one: Heard) -> dict[str, Any]:
    return {
        "account": one.account,
        "name": one.name,
        "parts": {str(part): _score(score) for part, score in one.parts.items()},
        "answered": one.answered,
        "askers": one.askers,
        "could_be_thanked": one.could,
        "thanked": one.thanked,
        "guessed": one.guessed,
        "alive": one.alive,
        "last": one.last and one.last.isoformat(),
        "words": one.words,
        "words_rank": one.words_rank,
    }


def _score(score: Score) -> dict[str, float]:
    return {
        "value": score.value,
        "low": score.low,
        "high": score.high,
        "rank": score.rank,
        "rank_low": score.rank_low,
        "rank_high": score.rank_high,
    }


def _step(one: Step, name: str) -> dict[str, Any]:
    return {
        "account": one.account,
        "name": name,
        "role": str(one.role),
        "times": one.times,
        "people": one.people,
        "thanked": one.thanked,
        "entries": [{"entry": entry, "day": day.isoformat()} for entry, day in one.entries],
    }
