"""juluo retention: who comes back, how long newcomers stay, and to whom a message is worth it."""

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from juluo.cli.home import Home, Json, Slug, day_of, fail, language, last_whole_day, opened, tell, viewed, words
from juluo.cli.known_then import Counting, Known
from juluo.insights.retention.newcomers import MARKS, NewcomerSurvival, Stay, newcomer_survival
from juluo.insights.retention.returning import AHEAD, Quiet, Returning, returning
from juluo.insights.retention.words import (
    cell_words,
    newcomer_words,
    quiet_words,
    returning_words,
    table_head,
    table_notes,
    table_title,
)
from juluo.ledger.actors import Actors
from juluo.ledger.entry import Account
from juluo.ledger.period import Grain
from juluo.metrics.activity.cohorts import Cell, CohortTable, Joining, Sense, cohorts
from juluo.metrics.verdict import FEWEST_CASES
from juluo.wording.catalogue import Say, speaker
from juluo.wording.numbers import percent, rounded, short_date, whole
from juluo.wording.printable import as_json


def retention(
    slug: Slug,
    home: Home = None,
    mode: Annotated[
        Sense, typer.Option(help="当期、之后回来、连续、分段 ｜on, on or after, in a row, brackets")
    ] = Sense.ON,
    grain: Annotated[Grain, typer.Option(help="按天还是按周｜by day or week")] = Grain.WEEK,
    who: Annotated[
        Joining, typer.Option("--cohorts", help="看新开口的，还是每个开口的 ｜first-time or recurring")
    ] = Joining.FIRST,
    quiet: Annotated[bool, typer.Option("--quiet", help="谁可能不再来了 ｜who may not be back")] = False,
    date: Annotated[str | None, typer.Option(help="到哪天（默认最后整天） ｜up to which day")] = None,
    lang: Annotated[str | None, typer.Option(help="zh, en")] = None,
    actors: Counting = Actors.MEMBERS,
    as_of: Known = None,
    json_: Json = False,
) -> None:
    """谁回来，新人留多久，谁值得问一声。｜Who comes back, and who is worth a message."""
    spoken = language(lang)
    if grain is Grain.MONTH:
        fail(words()("留存按天或按周看：--grain 写 day 或 week。"))
    with opened(home) as store, viewed(store, slug, as_of, actors) as view:
        day = day_of(date) if date else last_whole_day(view)
        if quiet:
            found = returning(view, day)
            names = view.accounts([one.account for one in found.quiet])
            tell(as_json(_returning_facts(found, names))) if json_ else _show_quiet(found, names, spoken)
            return
        table, stays = cohorts(view, day, mode, grain, who), newcomer_survival(view, day)
    if json_:
        tell(as_json({"date": day.isoformat(), **_table_facts(table), "newcomers": _newcomer_facts(stays)}))
        return
    _show_cohorts(table, spoken)
    _show_newcomers(stays, spoken)


def _show_cohorts(table: CohortTable, lang: str) -> None:
    from juluo.cli.terminal import show_table  # noqa: PLC0415 - only a person at a terminal waits for Rich

    say, head = speaker(lang), table_head(table, speaker(lang))
    if not any(row.known for row in table.rows):
        tell(say("导出开头30天里分不清谁是新人，那几行不算。") if table.rows else say("这段时间没有导入任何记录"))
        return
    skipped = 0 if table.sense is Sense.BRACKETS else 1
    rows = [
        [short_date(row.period.first, lang), whole(row.size), *map(cell_words, row.cells[skipped:])]
        for row in table.rows
        if row.known
    ]
    rows.append([say("合计"), "", *map(cell_words, table.total[skipped:])])
    filled = [[*row, *[""] * (len(head) - len(row))] for row in rows]
    show_table(table_title(table, say), head, filled, frozenset({0}))
    for note in table_notes(table, say):
        tell(note)


def _show_newcomers(found: NewcomerSurvival, lang: str) -> None:
    from juluo.cli.terminal import show_table  # noqa: PLC0415 - only a person at a terminal waits for Rich

    say = speaker(lang)
    if not found.reason:
        head = (say("近半年的新人"), say("人数"), *(_mark(mark, say) for mark in MARKS))
        named = [(say("全部"), found.everyone), (say("第一句话有人接"), found.answered)]
        named.append((say("第一句话没人接"), found.unanswered))
        named += [
            (say("{day}那周来的", day=short_date(week.first, lang)), stay)
            for week, stay in found.by_week
            if len(stay) >= FEWEST_CASES
        ]
        rows = [[name, whole(len(stay)), *_stayed(stay)] for name, stay in named if stay is not None]
        show_table(say("新人留多久"), head, rows, frozenset({0}))
    for sentence in newcomer_words(found, say):
        tell(sentence)


def _mark(days: int, say: Say) -> str:
    return say("{n}天后还在", n=days) if days else say("又来过")


def _stayed(stay: Stay) -> Sequence[str]:
    """Shares of a curve; none where so few people make it."""
    return ["" if share is None or len(stay) < FEWEST_CASES else percent(share) for share in stay.here]


def _show_quiet(found: Returning, names: dict[int, Account], lang: str) -> None:
    from juluo.cli.terminal import show_table  # noqa: PLC0415 - only a person at a terminal waits for Rich

    say = speaker(lang)
    if found.quiet:
        head = tuple(
            say(name) for name in ("成员", "还在的把握", "四周本该来几天", "最近一次", "值得问一声", "为什么")
        )
        rows = [
            [
                names[one.account].name,
                percent(one.alive),
                rounded(one.lost),
                short_date(one.last, lang),
                short_date(one.worth_on, lang),
                quiet_words(one, say),
            ]
            for one in found.quiet
        ]
        show_table(say("谁可能不再来了"), head, rows, frozenset({0, 5}))
    for sentence in returning_words(found, say):
        tell(sentence)


def _table_facts(table: CohortTable) -> dict[str, Any]:
    return {
        "mode": str(table.sense),
        "grain": str(table.grain),
        "cohorts": str(table.joining),
        "rows": [
            {
                "from": row.period.first.isoformat(),
                "to": row.period.last.isoformat(),
                "known": row.known,
                "size": row.size,
                "cells": [_cell_facts(cell) for cell in row.cells],
            }
            for row in table.rows
        ],
        "total": [_cell_facts(cell) for cell in table.total],
    }


def _cell_facts(cell: Cell | None) -> dict[str, Any] | None:
    if cell is None:
        return None
    interval = cell.interval
    share = cell.hits / cell.n if cell.n else None
    return {"hits": cell.hits, "n": cell.n, "share": share, "interval": interval and [interval.low, interval.high]}


def _newcomer_facts(found: NewcomerSurvival) -> dict[str, Any]:
    difference = found.difference
    return {
        "goodbye": {"days": found.goodbye.days, "learnt": found.goodbye.learnt},
        "marks": list(MARKS),
        "everyone": _stay_facts(found.everyone),
        "answered": found.answered and _stay_facts(found.answered),
        "unanswered": found.unanswered and _stay_facts(found.unanswered),
        "difference": difference and {"chi2": difference.chi2, "p": difference.p, "excess": difference.excess},
        "by_week": [{"from": week.first.isoformat(), **_stay_facts(stay)} for week, stay in found.by_week],
        "estimated": found.estimated,
        "reason": found.reason or None,
    }


def _stay_facts(stay: Stay) -> dict[str, Any]:
    return {"n": len(stay), "here": list(stay.here), "median": stay.curve.median}


def _returning_facts(found: Returning, names: dict[int, Account]) -> dict[str, Any]:
    fit, past = found.fit, found.hindsight
    return {
        "date": found.day.isoformat(),
        "ahead": AHEAD,
        "fit": fit
        and {
            "people": fit.people,
            "came_again": fit.came_again,
            "r": fit.model.r,
            "alpha": fit.model.alpha,
            "a": fit.model.a,
            "b": fit.model.b,
            "log_likelihood": fit.model.log_likelihood,
        },
        "here": found.here,
        "expected": found.expected,
        "quiet": [_quiet_facts(one, names) for one in found.quiet],
        "hindsight": past and {"listed": past.listed, "came": past.came, "said": past.said},
        "reason": found.reason or None,
    }


def _quiet_facts(one: Quiet, names: dict[int, Account]) -> dict[str, Any]:
    return {
        "account": one.account,
        "name": names[one.account].name,
        "last": one.last.isoformat(),
        "usual": one.usual,
        "silent": one.silent,
        "alive": one.alive,
        "expected": one.expected,
        "lost": one.lost,
        "worth_on": one.worth_on.isoformat(),
    }
