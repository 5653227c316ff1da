"""juluo needs: what members need, what is new, which threads are hot."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from juluo.cli.desk_words import memory_of
from juluo.cli.home import Home, Json, Slug, day_of, language, last_whole, opened, tell, viewed
from juluo.cli.known_then import Counting, Known
from juluo.insights.needs.kept import Found, found_last, keep, look, mark_of
from juluo.insights.needs.need import Course, Need, Needs, Quote
from juluo.insights.needs.telling import course_words, kind_words, quiet_words
from juluo.ledger.actors import Actors
from juluo.ledger.period import Grain, Period
from juluo.report.needed import NeedsKnown
from juluo.store.standing import standing
from juluo.store.view import View
from juluo.wording.catalogue import Say, speaker
from juluo.wording.numbers import percent, short_date, whole
from juluo.wording.printable import as_json, on_one_line

_ROWS = 15


def needs(
    slug: Slug,
    home: Home = None,
    date: Annotated[str | None, typer.Option(help="哪一天所在的那段（默认最后完整的） ｜a day in it")] = None,
    period: Annotated[Grain, typer.Option(help="按天、周还是月｜day, week or month")] = Grain.WEEK,
    lang: Annotated[str | None, typer.Option(help="zh, en")] = None,
    actors: Counting = Actors.MEMBERS,
    as_of: Known = None,
    json_: Json = False,
) -> None:
    """成员要什么，什么话题新冒出来，哪些帖子最热。｜What members need, what is new, which threads are hot."""
    spoken = language(lang)
    with opened(home) as store, viewed(store, slug, as_of, actors) as view:
        covered = Period.of(day_of(date), period) if date else last_whole(view, period)
        found = _look(view, store.home, covered).needs
    if json_:
        tell(as_json(_facts(found)))
        return
    _show(found, speaker(spoken), spoken)


def known_needs(view: View, home: Path, period: Period, *, look_now: bool) -> NeedsKnown:
    """What was found of a period's needs before, or is found now; of an earlier ledger nothing."""
    if not _is_now(view):
        return NeedsKnown(period, _look(view, home, period)) if look_now else NeedsKnown(period)
    kept = found_last(home, view.community.slug, period, memory_of(home, view.community.slug))
    if look_now and not (kept and kept[1]):
        return NeedsKnown(period, _look(view, home, period))
    return NeedsKnown(period, kept[0], stale=not kept[1]) if kept else NeedsKnown(period)


def _look(view: View, home: Path, period: Period) -> Found:
    """Find the needs of a period; what stands now is kept for reports and pages."""
    memory, now = memory_of(home, view.community.slug), standing(home)
    mark = mark_of(home, view.community.slug, memory)
    found = look(view, memory, period, datetime.now(UTC))
    if _is_now(view) and view.version == now.version:
        keep(home, now, view.community.slug, mark, found)
    return found


def _is_now(view: View) -> bool:
    return view.as_of is None and view.actors is Actors.MEMBERS


def _show(found: Needs, say: Say, lang: str) -> None:
    first, last = (short_date(day, lang) for day in (found.period.first, found.period.last))
    tell(say("{first}到{last}：成员要什么", first=first, last=last))
    wanted = [need for need in found.needs if need.kind.wants]
    for need in wanted[:_ROWS]:
        tell("")
        tell(on_one_line(f"{need.name} · {need.title}" if need.title != need.name else need.name))
        people = _people(need.people, need.threads, found, say)
        tell(f"  {kind_words(need.kind, say)} · {people} · {course_words(need.course, say)}")
        _show_quotes(need.quotes)
    if not wanted:
        tell(say("这段时间没有几个人说到一处的需求。"))
    if len(wanted) > _ROWS:
        tell("")
        tell(say("另有{n}个提的人少一些的；--json 里全有。", n=whole(len(wanted) - _ROWS)))
    _show_talk([need for need in found.needs if not need.kind.wants], found, say)
    _show_topics(found, say)
    for thread in found.threads:
        told = say("热帖：{title}（{people}人，{n}条）", title=thread.title, people=thread.people, n=thread.messages)
        tell(on_one_line(told))
    if found.coverage.share is not None:
        tell("")
        threads, share = whole(found.coverage.threads), percent(found.coverage.share)
        tell(say("{threads}串对话里，{share}归进了上面这些；其余的没有几个人说到一处。", threads=threads, share=share))


def _show_talk(talk: Sequence[Need], found: Needs, say: Say) -> None:
    """What is said much and asked little, a line each: no need, but worth a glance."""
    if not talk:
        return
    tell("")
    tell(say("大家还在聊（提问、报错、提建议的不多，不当作需求）"))
    for one in talk[:_ROWS]:
        tell(on_one_line(f"  {one.name} · {_people(one.people, one.threads, found, say)}"))
    if len(talk) > _ROWS:
        tell("  " + say("另有{n}个提的人少一些的；--json 里全有。", n=whole(len(talk) - _ROWS)))


def _show_topics(found: Needs, say: Say) -> None:
    tell("")
    tell(quiet_words(found.quiet, say) if found.quiet is not None else say("新冒出来的话题"))
    for topic in found.topics:
        people = _people(topic.people, topic.threads, found, say)
        tell(on_one_line(f"{topic.name} · {people} · {course_words(topic.course, say)}"))
        _show_quotes(topic.quotes)


def _people(people: int, threads: int, found: Needs, say: Say) -> str:
    if not found.by_people:
        return say("{threads}串对话", threads=whole(threads))
    return say("{people}人，{threads}串对话", people=whole(people), threads=whole(threads))


def _show_quotes(quotes: Sequence[Quote]) -> None:
    for quote in quotes:
        tell(on_one_line(f"  [{quote.entry_id}] {quote.text or quote.title}"))


def _facts(found: Needs) -> dict[str, Any]:
    """All of it as JSON values; entries open with `juluo entries`."""
    return {
        "from": found.period.first.isoformat(),
        "to": found.period.last.isoformat(),
        "compared_with": len(found.past),
        "by_people": found.by_people,
        "quiet": found.quiet,
        "coverage": asdict(found.coverage) | {"share": found.coverage.share},
        "needs": [
            {
                "id": need.need_id,
                "name": need.name,
                "title": need.title,
                "kind": need.kind.name.lower(),
                "wanted": need.kind.wants,
                "people": need.people,
                "threads": need.threads,
                "course": _course(need.course),
                "first": need.first.isoformat(),
                "last": need.last.isoformat(),
                "quotes": _quotes(need.quotes),
                "entries": list(need.entries),
            }
            for need in found.needs
        ],
        "topics": [
            {
                "name": topic.name,
                "words": list(topic.words),
                "people": topic.people,
                "threads": topic.threads,
                "course": _course(topic.course),
                "first": topic.first.isoformat(),
                "last": topic.last.isoformat(),
                "quotes": _quotes(topic.quotes),
                "entries": list(topic.entries),
            }
            for topic in found.topics
        ],
        "hot_threads": [
            {"title": hot.title, "people": hot.people, "messages": hot.messages, "quotes": _quotes(hot.quotes)}
            for hot in found.threads
        ],
    }


def _course(course: Course) -> dict[str, Any]:
    factor = course.factor
    return {
        "now": course.now,
        "before": course.before,
        "periods": course.periods,
        "expected": course.expected,
        "factor": None if factor is None else [factor.low, factor.high if factor.high < float("inf") else None],
        "verdict": str(course.verdict),
        "q": course.q,
    }


def _quotes(quotes: Sequence[Quote]) -> list[dict[str, Any]]:
    return [
        {"entry": quote.entry_id, "day": quote.day.isoformat(), "title": quote.title, "text": quote.text}
        for quote in quotes
    ]
