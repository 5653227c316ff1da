"""juluo questions: which questions wait and who might know, and which are asked again and again."""

from collections.abc import Mapping, Sequence
from typing import Annotated

import typer

from juluo.cli.home import Home, Json, Slug, day_of, language, last_whole_day, opened, tell, viewed
from juluo.insights.questions.asked_before import DAYS, asked_before
from juluo.insights.questions.experts import Expert, experts
from juluo.insights.questions.repeated import Repeated, repeated
from juluo.insights.questions.telling import repeated_facts, texts_of, waiting_facts
from juluo.insights.questions.waiting import OpenQuestion, Waiting, waiting
from juluo.ledger.period import zone_named
from juluo.store.view import View
from juluo.wording.catalogue import Say, speaker
from juluo.wording.numbers import waited
from juluo.wording.printable import as_json, on_one_line

_LONGEST = 120


def questions(
    slug: Slug,
    home: Home = None,
    day: Annotated[str | None, typer.Option("--day", help="到哪天为止｜up to which day")] = None,
    repeated_: Annotated[
        bool, typer.Option("--repeated", help="近90天反复有人问的｜what is asked again and again, over 90 days")
    ] = False,
    lang: Annotated[str | None, typer.Option(help="zh, en")] = None,
    json_: Json = False,
) -> None:
    """哪些提问还在等、谁可能能答；--repeated 列出反复有人问的。｜Open questions, who might know, repeated ones."""
    spoken = language(lang)
    with opened(home) as store, viewed(store, slug) as view:
        last = day_of(day) if day else last_whole_day(view)
        asked = asked_before(view, last)
        if repeated_:
            found = repeated(view, asked)
            tell(as_json({"days": DAYS, "repeated": repeated_facts(view, found)}) if json_ else _again(found, spoken))
            return
        open_ = waiting(view, last)
        able = experts(view, asked, (*open_.open, *open_.likely))
        if json_:
            tell(as_json(waiting_facts(view, open_, able)))
            return
        for line in _lines(view, open_, able, spoken):
            tell(on_one_line(line))


def _lines(view: View, found: Waiting, able: Mapping[int, Sequence[Expert]], lang: str) -> list[str]:
    say = speaker(lang)
    if not found.told:
        return [say("这里看不出谁回应了谁（没有回复链接、话题，也没有@），所以说不出谁在等。")]
    head = say(
        "到{day}为止，近7天的{asked}个提问里，{n}个没人接。", day=found.day, asked=found.asked, n=len(found.open)
    )
    lines = [head]
    if found.median is not None:
        lines.append(say("近28天，一半的提问{time}内有人接。", time=waited(found.median, lang)))
    if found.taken_up:
        lines.append(say("那天结束时没人接、后来有人接了的：{n}个。", n=len(found.taken_up)))
    texts = texts_of(view, [*found.open, *found.likely])
    lines += [line for one in found.open for line in _one(view, one, texts, able, say, lang)]
    if found.likely:
        lines.append(say("可能也在问的（推测）：{n}条。", n=len(found.likely)))
        lines += [line for one in found.likely for line in _one(view, one, texts, able, say, lang)]
    return lines


def _one(  # what a line is told from
    view: View,
    one: OpenQuestion,
    texts: Mapping[int, str],
    able: Mapping[int, Sequence[Expert]],
    say: Say,
    lang: str,
) -> list[str]:
    local = one.at.astimezone(zone_named(view.calendar.zone))
    channel = view.channels.get(one.channel)
    line = say(
        "{at:%m-%d %H:%M}　{channel}　{who}　等了{time}：{words}",
        at=local,
        channel=channel.name if channel else "",
        who=_name(view, one.asker, say),
        time=waited(one.waited, lang),
        words=_short(texts.get(one.entry_id, "")),
    )
    lines = [line]
    if one.possibly is not None:
        lines.append(
            say(
                "　　可能已经在这里答了（推测，{p:.0%}）：记录 {id}",
                p=one.possibly.probability,
                id=one.possibly.entry_id,
            )
        )
    told = [_told(view, expert, say) for expert in able.get(one.entry_id, ())]
    if told:
        lines.append(say("　　可以问问：{people}", people=say("、").join(told)))
    return lines


def _told(view: View, expert: Expert, say: Say) -> str:
    words = (
        "{who}（答过{n}个相近的，{thanked}个道了谢）" if expert.akin else "{who}（在这里答过{n}个，{thanked}个道了谢）"
    )
    return say(words, who=_name(view, expert.account, say), n=expert.n, thanked=expert.thanked)


def _again(found: Sequence[Repeated], lang: str) -> str:
    say = speaker(lang)
    if not found:
        return say("近{days}天没有三个人以上都问过的。", days=DAYS)
    lines = []
    for one in found:
        told = say(
            "{people}人问过{times}次，{open}次没人接：{words}",
            people=one.people,
            times=one.times,
            open=one.open,
            words=_short(one.text),
        )
        lines.append(on_one_line(told))
        lines += [on_one_line(say("　　答：{words}", words=_short(answer.text))) for answer in one.answers]
    return "\n".join(lines)


def _name(view: View, code: int, say: Say) -> str:
    account = view.accounts([code]).get(code)
    return say("已抹去的成员") if account is None or account.erased else account.name


def _short(words: str) -> str:
    told = " ".join(words.split())
    return told if len(told) <= _LONGEST else told[: _LONGEST - 1] + "…"
