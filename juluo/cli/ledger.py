"""juluo entries, communities, undo, erase: look into the ledger, take back, forget."""

import sys
from collections.abc import Sequence
from contextlib import closing
from typing import Annotated, Any

import typer

from juluo.cli.asked import channel_named
from juluo.cli.backup import held_by_backups
from juluo.cli.desk import forget_on_desk
from juluo.cli.home import Home, Json, Slug, day_of, fail, known, listed, opened, tell, viewed, warn, words
from juluo.cli.known_then import Known
from juluo.ledger.entry import Account, Entry
from juluo.ledger.period import Period, zone_named
from juluo.ledger.query import EntryQuery
from juluo.report.scene import WORDLESS
from juluo.store.embedded import EmbeddedStore
from juluo.store.facts import Community
from juluo.store.view import View
from juluo.web.personal.names_said import names_said
from juluo.wording.numbers import whole
from juluo.wording.printable import as_json, on_one_line


def entries(
    slug: Slug,
    day: Annotated[str, typer.Option(help="哪一天｜which day")],
    home: Home = None,
    channel: Annotated[str | None, typer.Option(help="只看一个频道（名字或编号）｜one channel only")] = None,
    as_of: Known = None,
    json_: Json = False,
) -> None:
    """一天的记录，一条一行。｜A day's entries, one a line."""
    when = day_of(day)
    with opened(home) as store, viewed(store, slug, as_of) as view:
        code = channel_named(view, channel) if channel else None
        query = EntryQuery(Period(when, when), channel=code, people_only=False, retracted=True)
        found = view.lines(query)
        accounts = view.accounts(sorted({e.account for e in found if e.account is not None}))
        rows = [_row(view, entry, accounts) for entry in found]
    if json_:
        tell(as_json(rows))
        return
    for row in rows:
        tell(_line(row))


def _row(view: View, entry: Entry, accounts: dict[int, Account]) -> dict[str, Any]:
    who = accounts.get(entry.account) if entry.account is not None else None
    place = view.channels.get(entry.channel)
    return {
        "entry_id": str(entry.entry_id),
        "at": entry.at.astimezone(zone_named(view.calendar.zone)).isoformat(),
        "day": entry.day.isoformat(),
        "kind": str(entry.kind),
        "author": who.account_id if who else None,
        "name": who.name if who else None,
        "channel": place.name if place else None,
        "thread": entry.thread,
        "text": entry.text,
        "reply_to": str(entry.reply_to) if entry.reply_to is not None else None,
        "asks": entry.asks,
        "media": entry.media,
        "reactions": entry.reactions,
        "edited_at": entry.edited_at.isoformat() if entry.edited_at else None,
        "deleted": entry.deleted,
        "naive_time": entry.naive_time,
        "id": entry.native_id,
        "detail": entry.detail,
        "import": entry.import_no,
        "offset": entry.offset,
    }


def _line(row: dict[str, Any]) -> str:
    said = " ".join(str(row["text"] or "").split()) or words()(WORDLESS[row["kind"]])
    told = "{at}　#{channel}　{name}：{words}" if row["name"] else "{at}　#{channel}　{words}"
    channel, name = (on_one_line(row[part] or "") for part in ("channel", "name"))
    return words()(told, at=row["at"][:16].replace("T", " "), channel=channel, name=name, words=said)


def communities(home: Home = None, json_: Json = False) -> None:
    """有哪些社群，记录到哪了。｜The communities and how far their records go."""
    with opened(home) as store:
        rows = [_about(store, community.slug) for community in store.communities()]
    if json_:
        tell(as_json(rows))
        return
    if not rows:
        tell(words()("还没有社群：juluo demo 看看样子，或 juluo import 文件 --community 短名。"))
    for row in rows:
        tell(_community_line(row))


def _community_line(row: dict[str, Any]) -> str:
    told = "{community}　{timezone}　没有记录"
    if row["first"]:
        told = "{community}　{timezone}　{first}～{last}　{platforms}"
    first, last = ((row[end] or "")[:10] for end in ("first", "last"))
    return words()(told, **row | {"first": first, "last": last, "platforms": listed(row["platforms"])})


def _about(store: EmbeddedStore, slug: str) -> dict[str, Any]:
    with viewed(store, slug) as view:
        coverage, zone = view.coverage, zone_named(view.calendar.zone)
        return {
            "community": slug,
            "timezone": view.calendar.zone,
            "day_starts_at": view.calendar.day_starts_at,
            "first": coverage.first.astimezone(zone).isoformat() if coverage.first else None,
            "last": coverage.last.astimezone(zone).isoformat() if coverage.last else None,
            "platforms": sorted(coverage.platforms),
            "sees": sorted(coverage.sights),
            "channels": len(view.channels),
            "imports": [record.no for record in store.imports(slug) if not record.undone],
        }


def undo(
    import_: Annotated[str, typer.Argument(metavar="IMPORT", help="导入的编号，例如 3 或 #3｜the import's number")],
    home: Home = None,
    json_: Json = False,
) -> None:
    """退回一次导入：只有它带来的才走，别的导入里也有的留下。｜Take one import back exactly."""
    say = words()
    number = import_.lstrip("#")
    if not number.isdigit():
        fail(say("看不懂导入编号 {no}：请写数字，例如 3。", no=import_))
    with opened(home) as store:
        try:
            gone, back = store.undo(int(number))
        except KeyError:
            live = listed(f"#{r.no}" for r in store.imports() if not r.undone)
            told = "没有可以退回的导入 #{no}：还在的有 {live}。" if live else "没有可以退回的导入 #{no}：一个也没有。"
            fail(say(told, no=number, live=live))
    if json_:
        tell(as_json({"import": int(number), "removed": gone, "restored": back}))
    elif not gone + back:
        tell(say("退回了导入 #{no}：它带来的别的导入里也都有，什么都没拿掉。", no=number))
    else:
        tell(
            say(
                "退回了导入 #{no}：拿掉{gone}条，{back}条回到之前的样子。",
                no=number,
                gone=f"{gone:,}",
                back=f"{back:,}",
            )
        )


def erase(
    slug: Slug,
    person: Annotated[str, typer.Option(help="账号编号，或 平台:编号，或名字｜account id, platform:id, or name")],
    home: Home = None,
    common: Annotated[
        list[str] | None,
        typer.Option(help="名字是常用词：别人的话里只遮 @ 它的地方，可写几次｜a name that is everybody's word"),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="不再确认｜don't ask")] = False,
    json_: Json = False,
) -> None:
    """抹去一个人：名字、编号和说过的话都没了，计数不变；不能撤回。｜Erase a person; counts stay; no way back."""
    say = words()
    with opened(home) as store:
        community = known(store, slug)
        accounts = store.all_accounts(slug, person_of(store, slug, person))
        if not yes:
            _foretell(store, community, accounts, frozenset(common or ()))
        if not yes and sys.stdin.isatty():
            typer.confirm(
                say("真的要抹去 {person}（{n}个账号）吗？不能撤回", person=person, n=len(accounts)), abort=True
            )
        forgotten: list[int] = []
        own, masked = store.erase(
            community.slug,
            accounts,
            common=common or (),
            first=lambda whom: forgotten.append(forget_on_desk(store, community.slug, whom)),
        )
        reminders = held_by_backups(store)
    if json_:
        tell(as_json({"accounts": len(accounts), "entries": own, "masked": masked, "desk": sum(forgotten)}))
    else:
        tell(
            say(
                "抹去了：{own}条自己的记录清空，{masked}条别人的话里遮住了名字。计数不变。",
                own=f"{own:,}",
                masked=f"{masked:,}",
            )
        )
        if len(accounts) > 1:
            tell(say("算作这个人的{n}个账号都抹去了。", n=len(accounts)))
        if sum(forgotten):
            tell(say("日报和要做的事里，{n}处写到的名字也遮住了。", n=sum(forgotten)))
        for reminder in reminders:
            tell(reminder)


def _foretell(store: EmbeddedStore, community: Community, accounts: Sequence[Account], common: frozenset[str]) -> None:
    """Before it is done: in how many of others' messages each name stands, and what either rule leaves."""
    say, codes = words(), [one.code for one in accounts]
    names = [name for code in codes for name in store.register.names(code)]
    with closing(store.view(community)) as view:
        found = names_said(view, codes, names)
    for one in found:
        told = (
            "“{name}”在别人的{n}条话里，{people}个人说过：都换成“［已抹去］”。"
            "是常用词的话加 --common {name}，会留在{left}条里。"
        )
        if one.name in common:
            told = "“{name}”在别人的{n}条话里，{people}个人说过：照你说的是常用词，还会留在{left}条里。"
        warn(say(told, name=one.name, n=whole(one.messages), people=whole(one.people), left=whole(one.left)))


def person_of(store: EmbeddedStore, slug: str, person: str) -> list[Account]:
    """The accounts meant: an exact id, else platform:id, else those of the one person of that name."""
    every = [account for account in store.register.accounts(slug).values() if not account.erased]
    found = [a for a in every if f"{a.platform}:{a.account_id}" == person]
    found = found or [a for a in every if a.account_id == person] or [a for a in every if a.name == person]
    if not found:
        fail(words()("{slug} 里没有 {person}：请写账号编号，或 平台:编号。", slug=slug, person=person))
    if len(found) > 1 and {one.code for one in found} - {one.code for one in store.all_accounts(slug, found[:1])}:
        told = "有{n}个账号都叫 {person}：请写清是哪个：{accounts}。"
        accounts = listed(f"{a.platform}:{a.account_id}" for a in found)
        fail(words()(told, n=len(found), person=person, accounts=accounts))
    return found
