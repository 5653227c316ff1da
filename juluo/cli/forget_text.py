"""juluo forget-text: how long members' words are kept, and taking the older ones away."""

import sys
from contextlib import closing
from datetime import UTC, date, datetime
from typing import Annotated

import typer

from juluo.cli.home import Home, Json, Slug, fail, known, listed, opened, tell, words
from juluo.store.embedded import EmbeddedStore, StoreBusyError
from juluo.store.erased_list import ways
from juluo.store.facts import Community
from juluo.store.forget import OldWords, old_words
from juluo.store.text_rule import LONGEST, SHORTEST, TextRule, set_text_days, text_rule
from juluo.wording.printable import as_json


def forget_text(
    slug: Slug,
    days: Annotated[
        int | None, typer.Option(min=SHORTEST, max=LONGEST, help="正文留多少天，更早的现在就抹去｜keep so many days")
    ] = None,
    forever: Annotated[bool, typer.Option("--forever", help="正文一直留着｜keep for ever")] = False,
    now: Annotated[
        bool, typer.Option("--now", help="照定好的期限抹去到期的（给 cron）｜take away what is due")
    ] = False,
    home: Home = None,
    yes: Annotated[bool, typer.Option("--yes", help="不再确认｜don't ask")] = False,
    json_: Json = False,
) -> None:
    """正文留多久：抹去更早的原文，计数一个不变；不加选项只看。｜How long words are kept; every count stays."""
    if sum((days is not None, forever, now)) > 1:
        fail(words()("--days、--forever、--now 一次只写一个。"))
    with opened(home) as store:
        community = known(store, slug)
        if days is not None:
            _confirm(store, community, days, yes=yes or json_)
        if days is not None or forever:
            set_text_days(store.register, slug, days)
        rule = text_rule(store.register, slug)
        taken = _taken(store, community, rule) if days is not None or now else None
        rule = text_rule(store.register, slug)
        if json_:
            gone = rule.gone_before.isoformat() if rule.gone_before else None
            tell(as_json({"community": slug, "days": rule.days, "gone_before": gone, "taken": taken}))
        else:
            _tell(store, rule, taken)


def _today(community: Community) -> date:
    return community.calendar.day_of(datetime.now(UTC))


def _confirm(store: EmbeddedStore, community: Community, days: int, *, yes: bool) -> None:
    if yes or not sys.stdin.isatty():
        return
    before = TextRule(days).due_before(_today(community)) or _today(community)
    with closing(store.view(community)) as view:
        old: OldWords = old_words(view, before)
    asked = "{before} 之前说的话都会抹去：{n}条，最早 {first}。抹了就没了，计数不变。真的吗"
    typer.confirm(words()(asked, before=before, n=f"{old.entries:,}", first=old.first or before), abort=True)


def _taken(store: EmbeddedStore, community: Community, rule: TextRule) -> int:
    before = rule.due_before(_today(community))
    if before is None:
        fail(words()("{slug} 的正文一直留着，没有到期的：要定期限，请写 --days。", slug=community.slug))
    try:
        return store.forget_text(community.slug, before)
    except StoreBusyError:
        fail(words()("账本一直有人在写，旧的正文没有抹完：请等导入做完，再写一次 --now。"))


def _tell(store: EmbeddedStore, rule: TextRule, taken: int | None) -> None:
    say = words()
    if taken is not None:
        tell(say("抹去了{n}条旧的正文。计数不变。", n=f"{taken:,}"))
    told = "正文留{days}天，每天夜里抹去更早的。" if rule.days is not None else "正文一直留着。"
    tell(say(told, days=rule.days))
    if rule.gone_before is not None:
        tell(say("{day}之前说的话已经抹去，再导入旧文件也不会回来。", day=rule.gone_before))
        if folders := ways(store.folder).folders:
            tell(say("备份里还有，要另外删：{folders}。", folders=listed(folders)))
